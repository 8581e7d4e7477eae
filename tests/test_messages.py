"""The page of twenty mistakes: current, whole, and true to what it says of our messages."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType
from typing import Any

import pytest
from installed import ROOT
from support import run

from flinklint.finding import Severity
from flinklint.rule import load


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MESSAGES = tool()
DATA: dict[str, Any] = MESSAGES.data()
MISTAKES: list[dict[str, str]] = DATA["mistakes"]


def test_the_page_is_current() -> None:
    page = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    assert page == MESSAGES.page(), "python tools/messages.py makes it anew"


def test_every_tool_was_asked_of_every_mistake() -> None:
    assert len(MISTAKES) == 20
    assert [tool["version"].split()[0] for tool in DATA["others"]] == list(MESSAGES.TOOLS)
    for other in DATA["others"]:
        assert other["command"] == MESSAGES.TOOLS[other["version"].split()[0]]
        assert re.fullmatch(r"[\w-]+ \d+\.\d+\.\d+", other["version"])
        asked = [said is not None for said in other["said"]]
        only_sql = other["version"].startswith("sqlfluff")
        assert asked == [mistake["of"] == "sql" or not only_sql for mistake in MISTAKES]


def findings(text: str) -> list[Any]:
    outcome = run(text, [rule for rule in load() if rule.enabled], name="job.yaml")
    return [finding for finding in outcome.findings if finding.rank >= Severity.WARNING.rank]


@pytest.mark.parametrize("of", ["jar", "sql"])
def test_without_the_mistake_nothing_is_found(of: str) -> None:
    assert findings("\n".join(DATA[of]) + "\n") == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["says"])
def test_one_mistake_is_one_message_that_says_what_to_do(mistake: dict[str, str]) -> None:
    text = MESSAGES.sample(DATA, mistake)
    [finding] = findings(text)
    assert finding.hint or re.search(r"\bwrite\b", finding.message)
    shown = finding.source.slice(finding.span)
    changed = text.index(mistake["put"]) if mistake["put"] else len(text)
    near = range(max(changed - 40, 0), changed + len(mistake["put"]) + 40)
    labelled = [label.span.start for label in finding.labels]
    assert "\n" not in shown
    assert any(at in near for at in (finding.span.start, *labelled)) or not mistake["put"]
