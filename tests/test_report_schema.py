"""The schemas of what programs read: sound, and true of all that is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from in_process import run
from installed import ROOT
from jsonschema import Draft202012Validator, ValidationError

SCHEMAS = {name: json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))
           for name in ("report", "diff")}  # fmt: skip
SAMPLE = (ROOT / "docs" / "sample" / "orders.yaml").read_text(encoding="utf-8")
FINDING: dict[str, Any] = {**SCHEMAS["report"], **SCHEMAS["report"]["$defs"]["finding"]}


def valid(schema: dict[str, Any], value: object) -> None:
    Draft202012Validator(schema).validate(value)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SAMPLE, encoding="utf-8")
    changed = SAMPLE.replace("paralelism: 2", "parallelism: 4").replace("> 1000", "> 2000")
    Path("b.yaml").write_text(f"{changed}---\nkind: [\n", encoding="utf-8")
    Path("c.yaml").write_text(changed, encoding="utf-8")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("words", [["a.yaml"], ["a.yaml", "b.yaml"], ["--select", "FL0", "a.yaml"]])
def test_a_report_is_as_its_schema_says(words: list[str]) -> None:
    _, out, _ = run("check", "--format", "json", *words)
    valid(SCHEMAS["report"], json.loads(out))
    for line in run("check", "--format", "jsonl", *words)[1].splitlines():
        valid(FINDING, json.loads(line))


@pytest.mark.parametrize("words", [["a.yaml", "c.yaml"], ["a.yaml", "a.yaml"], [".", "c.yaml"]])
def test_a_difference_is_as_its_schema_says(words: list[str]) -> None:
    _, out, _ = run("diff", "--format", "json", *words)
    valid(SCHEMAS["diff"], json.loads(out))


@pytest.mark.parametrize(
    ("name", "words"),
    [("report", ["check", "a.yaml"]), ("diff", ["diff", "a.yaml", "c.yaml"])],
)
def test_a_schema_holds_every_key_that_is_printed(name: str, words: list[str]) -> None:
    """A key that is taken out, or put in without the schema, is noticed."""
    printed = json.loads(run(*words, "--format", "json")[1])
    places = list(objects(printed))
    assert len(places) > 5
    for place in places:
        for key in list(place):
            value = place.pop(key)
            with pytest.raises(ValidationError):
                valid(SCHEMAS[name], printed)
            place[key] = value
        place["more"] = 1
        with pytest.raises(ValidationError):
            valid(SCHEMAS[name], printed)
        del place["more"]
    valid(SCHEMAS[name], printed)


def objects(value: object) -> list[dict[str, Any]]:
    """Every object of a report, values of the author's own left out."""
    if isinstance(value, list):
        return [found for item in value for found in objects(item)]
    if not isinstance(value, dict):
        return []
    below = [found for key, item in value.items() if key != "value" for found in objects(item)]
    return [value, *below]
