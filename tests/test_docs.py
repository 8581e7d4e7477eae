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


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def test_readme_shows_findings_of_the_command_itself(docs: ModuleType) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [(_, command, text, _)] = docs.SCREEN.findall(readme)
    assert text == docs.screen(command)
    for finding in ("FL101", "FL206"):
        assert f"error[{finding} " in text


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


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_to_files_that_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", text):
        assert (ROOT / target).exists(), target


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
