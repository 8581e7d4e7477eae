"""What the documentation says is what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from installed import ROOT
from support import Hit, run

from flinklint import __version__
from flinklint.rule import load
from flinklint.settings import find


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = tool().console_pages()


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    return tool()


def test_nothing_that_is_made_is_stale(docs: ModuleType) -> None:
    made = dict(docs.pages())
    there = {path for path in (ROOT / "docs" / "rules").glob("*.md") if path not in made}
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, text in made.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    left_over = [path.relative_to(ROOT).as_posix() for path in there]
    assert sorted(stale + left_over) == [], "`make docs` makes them anew"


def test_every_source_says_which_page_is_meant() -> None:
    unclear = {rule.code: rule.source for rule in load() if "the page" in rule.source}
    assert unclear == {}
    [page] = (ROOT / "docs" / "rules").glob("fl206-*.md")
    named = "- Source: [statement 9](../statements.md) of the managed service's page on submitting"
    assert named in page.read_text(encoding="utf-8")


def test_every_statement_of_the_page_is_listed_once(docs: ModuleType) -> None:
    rows = docs.statements()
    assert [row["number"] for row in rows] == list(range(1, 35))
    for row in rows:
        assert row["says"].endswith(".")
        assert row["rules"]
        assert all(re.fullmatch(r"FL\d{3}", code) for code in row["rules"])


def test_every_statement_that_claims_a_rule_has_a_test_of_it(docs: ModuleType) -> None:
    by_code = {rule.code: rule for rule in load()}
    for row in docs.statements():
        for code in row["rules"]:
            if code in by_code:
                path = ROOT / docs.test_of(by_code[code])
                assert path.is_file(), f"statement {row['number']}: {code} has no {path.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(docs: ModuleType, page: Path) -> None:
    assert page.read_text(encoding="utf-8") == docs.played(page), "`make docs` makes it anew"


def test_every_page_with_commands_is_played_or_has_a_test_of_its_own(docs: ModuleType) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"^ *(?:> *)?(?:```|~~~)[`~]*(?:console|shell)\b", text, re.M)
        played = re.findall(r"^```console\b.*\n\$ ", text, re.M)
        assert len(blocks) == len(played), f"{page.name}: a block that nothing plays"
        assert not played or page in PAGES or page.name in docs.PLAYED_BY, page.name
    for page, test in docs.PLAYED_BY.items():
        assert page in (ROOT / test).read_text(encoding="utf-8")


PLAYED = """\
```text title="a/b.txt"
hello
```

<!-- installs -->
```console
$ pip install nothing
```

```console
$ cd a
$ cat b.txt; (exit 3)
hello
$ echo $?
3
$ cat <<'EOF' | \\
  tr a-z A-Z
shout
EOF
SHOUT
$ pwd
/home/me/project/a
$ flinklint check c.txt
flinklint: c.txt: No such file or directory
$ echo $?
2
```
"""


def test_what_commands_do_not_print_is_found(docs: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PLAYED, encoding="utf-8")
    right = docs.played(page)
    assert right == PLAYED
    for old, new in (("\nhello\n$", "\nbye\n$"), ("\n3\n", "\n"), ("\n2\n", "\n0\n")):
        page.write_text(PLAYED.replace(old, new), encoding="utf-8")
        assert docs.played(page) == right != page.read_text(encoding="utf-8")


def test_a_table_of_another_file_is_taken_in(
    docs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    page = "a\n<!-- table: there.md -->\n{}\n<!-- end of table -->\nb\n"
    assert docs.with_tables(page.format("")) == page.format("")
    (tmp_path / "there.md").write_text(
        "# T\n\nof\ntoday\n\n| x |\n|---|\n| 1 |\n\nmore\n\n| y |\n|---|\n"
    )
    full = page.format("\nof\ntoday\n\n| x |\n|---|\n| 1 |\n")
    assert docs.with_tables(page.format("")) == full
    assert docs.with_tables(full) == full


def test_the_rule_of_the_guide_finds_what_its_page_says(tmp_path: Path) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [module] = re.findall(r"^````python\n(.*?)^````$", guide, re.MULTILINE | re.DOTALL)
    (tmp_path / "fl299_no_team_label.py").write_text(module)
    [rule] = load(tmp_path)
    bad, good = re.findall(r"^```yaml\n(.*?)^```$", rule.doc, re.MULTILINE | re.DOTALL)
    [hit] = [Hit(finding) for finding in run(bad, [rule]).findings]
    assert hit.text == "orders"
    assert hit.message == "`orders` has no label `team`"
    assert bad.splitlines()[hit.line - 1].endswith("# FL299")
    assert run(good, [rule]).findings == []


SITE = [
    path.relative_to(ROOT).as_posix()
    for path in (*(ROOT / "docs").glob("*.md"), ROOT / "docs" / "rules" / "index.md")
]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *SITE])
def test_links_lead_to_what_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    outside = re.sub(r"^(```+).*?^\1$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", outside):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), target
        if page in SITE:
            held = (ROOT / "docs", ROOT / "schemas")
            assert any(map(path.resolve().is_relative_to, held)), f"{target} is not on the site"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            names = [re.sub(r"[^\w\- ]", "", each).lower().replace(" ", "-") for each in headings]
            assert anchor in names, f"{target}#{anchor}"


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = re.findall(r"^ +- ([\w/-]+\.md)$", text, re.MULTILINE)
    assert sorted(f"docs/{name}" for name in named) == sorted(SITE)


def test_changelog_has_a_part_for_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\]", text, re.MULTILINE)


def test_readme_names_the_hook_and_the_commands_that_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"rev: v{__version__}" in text
    assert "id: flinklint" in text
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([\w-]+)`", text):
        assert f"\n{target}:" in targets, target


def test_the_page_on_hooks_names_those_that_there_are() -> None:
    page = (ROOT / "docs" / "pre-commit.md").read_text(encoding="utf-8")
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    offered = re.findall(r"^- id: (\S+)$", manifest, re.MULTILINE)
    assert sorted(re.findall(r"^\| `(flinklint[\w-]*)` \|", page, re.MULTILINE)) == sorted(offered)
    assert set(re.findall(r"- id: (\S+)", page)) <= set(offered)
    assert f"rev: v{__version__}" in page


def test_the_page_on_ci_names_every_input_of_the_action() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    inputs = (ROOT / "action.yml").read_text(encoding="utf-8")
    inputs = inputs[inputs.index("\ninputs:\n") : inputs.index("\noutputs:\n")]
    named = re.findall(r"^- `(\w+)`: ", page, re.MULTILINE)
    assert named == re.findall(r"^  (\w+):$", inputs, re.MULTILINE)
    assert f"flinklint>@v{__version__}" in page


def test_readme_shows_settings_that_can_be_used(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^```toml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (tmp_path / "flinklint.toml").write_text(block)
    settings = find(tmp_path)
    known = {name for rule in load() for name in (rule.code, rule.name)}
    assert {*settings.severities, *settings.rule_options, *settings.ignore} <= known
    options = {rule.code: dict(rule.options) for rule in load()}
    for code, chosen in settings.rule_options.items():
        assert chosen.keys() <= options[code].keys()
