"""Write the page that shows our messages beside those of other tools of the same mistakes.

    python tools/messages.py                 # docs/messages.md, with what flinklint says now
    python tools/messages.py record BIN      # what the tools in the folder BIN say, as it is

The mistakes, and what the others were recorded to say of them, stand in `docs/messages.json`.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from flinklint.check import Checker  # noqa: E402 - the checkout's, installed or not
from flinklint.files import file_of  # noqa: E402
from flinklint.finding import Severity  # noqa: E402
from flinklint.report.record import Record  # noqa: E402
from flinklint.report.text_format import render  # noqa: E402
from flinklint.rule import load  # noqa: E402
from flinklint.settings import Settings  # noqa: E402

DATA = ROOT / "docs" / "messages.json"
PAGE = ROOT / "docs" / "messages.md"
TOOLS = {
    "check-jsonschema": "check-jsonschema --schemafile deployment.schema.json job.yaml",
    "yamllint": "yamllint --format parsable -d relaxed job.yaml",
    "sqlfluff": "sqlfluff lint --dialect flink --nocolor --disable-progress-bar script.sql",
}
HEAD = """\
<!-- Made by `python tools/messages.py`; edit docs/messages.json instead. -->
# Twenty mistakes, and what is said of them

Twenty mistakes that are often made, each in a deployment that has no other, and what flinklint says
of it beside what other tools say of the same file:

{tools}

They are good at what they are for. None of them knows what a deployment is: check-jsonschema knows
the [JSON Schema](../schemas/deployment.schema.json) of one, yamllint YAML, and sqlfluff the SQL,
once somebody has taken it out of the file.
"""


def data() -> dict[str, Any]:
    """The mistakes, and what the others say of them."""
    loaded: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return loaded


def sample(facts: dict[str, Any], mistake: dict[str, str]) -> str:
    """The deployment with one mistake."""
    text = "\n".join(facts[mistake["of"]]) + "\n"
    if text.count(mistake["find"]) != 1:
        raise ValueError(f"{mistake['find']!r} is not there once")
    return text.replace(mistake["find"], mistake["put"])


def ours(text: str) -> str:
    """What flinklint says of a deployment, infos left out."""
    rules = [rule for rule in load() if rule.enabled]
    outcome = Checker(rules, Settings()).check([file_of("job.yaml", text.encode())])
    found = [f for f in outcome.findings if f.rank >= Severity.WARNING.rank]
    return render(Record(found, 1, left_out=tuple(outcome.findings)), False).strip()


def page() -> str:
    """The page as it is to be now."""
    return "".join(_page(data()))


def _page(facts: dict[str, Any]) -> Iterator[str]:
    tools = "\n".join(f"- {tool['version']}: `{tool['command']}`" for tool in facts["others"])
    yield HEAD.format(tools=tools)
    for number, mistake in enumerate(facts["mistakes"]):
        text = sample(facts, mistake)
        yield f"\n## {number + 1}. {mistake['says']}\n\n"
        yield f"```text\n{ours(text)}\n```\n"
        for tool in facts["others"]:
            said = tool["said"][number]
            if said is None:
                continue
            name = tool["version"].split()[0]
            yield f"\n{name}:\n\n```text\n{said}\n```\n" if said else f"\n{name}: nothing.\n"


def record(folder: Path) -> None:
    """Put what the tools in a folder say into the data."""
    facts = data()
    facts["others"] = []
    for name, command in TOOLS.items():
        version = _run([str(folder / name), "--version"], folder)
        found = re.search(r"\d+(?:\.\d+)+", version)
        said = [_said(folder, command, sample(facts, m), m["of"]) for m in facts["mistakes"]]
        entry = {"version": f"{name} {found[0] if found else ''}", "command": command, "said": said}
        facts["others"].append(entry)
    DATA.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _said(folder: Path, command: str, text: str, of: str) -> str | None:
    """What a tool says of a sample; None where there is nothing for it to look at."""
    is_sql = "script.sql" in command
    if is_sql and of != "sql":
        return None
    with tempfile.TemporaryDirectory() as name:
        there = Path(name)
        (there / "job.yaml").write_text(text, encoding="utf-8")
        schema = (ROOT / "schemas" / "deployment.schema.json").read_text(encoding="utf-8")
        (there / "deployment.schema.json").write_text(schema, encoding="utf-8")
        if is_sql:
            lines = text.partition("sqlScript: |\n")[2].splitlines()
            script = "".join(f"{line[10:]}\n" for line in lines)
            (there / "script.sql").write_text(script, encoding="utf-8")
        program, *words = command.split()
        said = _run([str(folder / program), *words], there)
    return "\n".join(line.rstrip() for line in said.strip().splitlines())


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    if sys.argv[1:2] == ["record"]:
        record(Path(sys.argv[2]).resolve())
    PAGE.write_text(page(), encoding="utf-8")
