"""Write what the documentation takes from the rules and from the command itself.

    python tools/docs.py

Makes `docs/rules/` (a page for each rule, and a list of them), `docs/statements.md` (what the page
says, and the rules and tests for it), the two pages `docs/reference-*.md`, and what the commands
print in the console blocks of all pages. Same rules, same bytes; tests check that nothing is stale.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
for folder in (ROOT, ROOT / "tools"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import reference  # noqa: E402

from flinklint.rule import Rule, load  # noqa: E402 - the checkout's, installed or not

NOTE = "<!-- Made by `make docs`; edit {source} instead. -->\n"
FAMILIES = {
    "FL0": "The file and its YAML",
    "FL1": "The shape of a deployment",
    "FL2": "Lifecycle: upgrades, restores, state",
    "FL3": "Versions, images and Python",
    "FL4": "Resources and units",
    "FL5": "Flink configuration",
    "FL6": "SQL",
    "FL7": "Pitfalls of streaming SQL",
    "FL8": "Security",
    "FL9": "Logging, labels and style",
}
STATEMENT = re.compile(r"(statements? \d+(?: (?:to|and) \d+)?)(?= of the managed service's page)")
TABLE = re.compile(
    r"^(<!-- table: (?P<file>\S+) -->\n)(.*?)^(<!-- end of table -->)$", re.MULTILINE | re.DOTALL
)
PLAYED_BY = {"submit.md": "tests/targets/test_submit.py"}
"""Pages whose commands need more than a folder, and the tests that run them."""


class Statement(TypedDict):
    """A statement of the page, in our words, and the codes of the rules that check it."""

    number: int
    says: str
    rules: list[str]


def slug(rule: Rule) -> str:
    """The name of a rule's page, as its address has it."""
    return f"{rule.code.lower()}-{rule.name}"


def module(rule: Rule) -> str:
    return slug(rule).replace("-", "_")


def test_of(rule: Rule) -> Path:
    """The file that tests a rule, from the root of the repository."""
    return Path("tests", "rules", f"test_{module(rule)}.py")


def rule_page(rule: Rule) -> str:
    title, _, rest = rule.doc.partition("\n\n")
    facts = [
        ("Severity", rule.severity.value),
        ("Runs", "by default" if rule.enabled else "only when it is selected"),
        ("Options", ", ".join(f"`{name}` (`{value}`)" for name, value in rule.options)),
        ("Source", STATEMENT.sub(r"[\1](../statements.md)", rule.source)),
    ]
    return (
        NOTE.format(source=f"rules/{module(rule)}.py")
        + f"# {rule.code} {rule.name}\n\n{title}\n\n"
        + "".join(f"- {name}: {value}\n" for name, value in facts if value)
        + f"\n{rest}\n"
    )


def index_page(rules: tuple[Rule, ...]) -> str:
    lines = [NOTE.format(source="the modules in rules/"), "# Rules\n"]
    lines.append(
        "What `flinklint rules` lists; `flinklint explain FL206` prints a page. Rules marked *off*"
    )
    lines.append("run only when they are selected.\n")
    for prefix, family in FAMILIES.items():
        members = [rule for rule in rules if rule.code.startswith(prefix)]
        if members:
            lines += [f"## {prefix}xx {family}\n", "| rule | severity | |", "|---|---|---|"]
            lines += [index_row(rule) for rule in members]
            lines.append("")
    return "\n".join(lines)


def index_row(rule: Rule) -> str:
    severity = rule.severity.value if rule.enabled else f"{rule.severity.value}, *off*"
    title = rule.title.replace("|", "\\|")
    return f"| [{rule.code} {rule.name}]({slug(rule)}.md) | {severity} | {title} |"


def statements_page(rules: tuple[Rule, ...]) -> str:
    by_code = {rule.code: rule for rule in rules}
    lines = [
        NOTE.format(source="docs/statements.json"),
        "# The page, statement by statement\n",
        "What the managed service's page on submitting a job, as of March 2021, says that can be",
        "checked, the rules that check it, and the tests in `tests/rules/` that prove each one.\n",
        "| | the page says | rules | tests |",
        "|---|---|---|---|",
    ]
    for row in statements():
        known = [by_code[code] for code in row["rules"] if code in by_code]
        missing = [f"{code} (not yet)" for code in row["rules"] if code not in by_code]
        links = [f"[{rule.code} {rule.name}](rules/{slug(rule)}.md)" for rule in known]
        tests = [f"`{test_of(rule).name}`" for rule in known]
        cells = (str(row["number"]), row["says"], "<br>".join(links + missing), "<br>".join(tests))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def statements() -> list[Statement]:
    text = (ROOT / "docs" / "statements.json").read_text(encoding="utf-8")
    rows: list[Statement] = json.loads(text)["statements"]
    return rows


def console_pages() -> list[Path]:
    """The pages whose commands are played: all but those of the rules and those in `PLAYED_BY`."""
    found = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    found = [path for path in found if path.name not in PLAYED_BY]
    return sorted(path for path in found if "```console" in path.read_text(encoding="utf-8"))


def with_tables(text: str) -> str:
    """A text with what it takes of other files: all up to the end of the first table, as it is."""

    def table(match: re.Match[str]) -> str:
        path = ROOT / match["file"]
        if not path.is_file():
            return match[0]
        found = re.match(r"# .*\n+((?:.*\n)*?(?:\|.*\n)+)", path.read_text(encoding="utf-8"))
        return f"{match[1]}\n{found[1] if found else ''}\n{match[4]}"

    return TABLE.sub(table, text)


def played(page: Path) -> str:
    """A page with what its commands print."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "console.py", page],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def pages() -> Iterator[tuple[Path, str]]:
    """Every file that is made, and its text."""
    rules = load()
    for rule in rules:
        yield ROOT / "docs" / "rules" / f"{slug(rule)}.md", rule_page(rule)
    yield ROOT / "docs" / "rules" / "index.md", index_page(rules)
    yield ROOT / "docs" / "statements.md", statements_page(rules)
    note = NOTE.format(source="flinklint/cli/table.py")
    yield ROOT / "docs" / "reference-cli.md", f"{note}\n{reference.cli_page()}"
    note = NOTE.format(source=reference.SCHEMA)
    addresses = {rule.code: slug(rule) for rule in rules}
    fields = reference.fields_page(rules, addresses)
    yield ROOT / "docs" / "reference-fields.md", f"{note}\n{fields}"


def main() -> None:
    made = dict(pages())
    for path in (ROOT / "docs" / "rules").glob("*.md"):
        if path not in made:
            path.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    for path in console_pages():
        path.write_bytes(with_tables(played(path)).encode("utf-8"))


if __name__ == "__main__":
    main()
