"""A semantic diff for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from flinklint.report.text_format import Paint, visible
from flinklint.schema import JsonValue
from flinklint.semantic_diff.difference import (
    Compared,
    Comparison,
    Difference,
    Side,
    StatementDifference,
    Step,
)

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">", "spelling": "="}
_COLOURS = {"+": "32", "-": "31", "~": "33", ">": "36", "=": "2", "@": "36"}
_LONG = 60
"""Two values that are longer than this stand below each other."""

_SAID = {
    "added": "is new",
    "removed": "is gone",
    "changed": "",
    "spelling": "the same, written otherwise",
    "same": "the same",
}


def render(comparison: Comparison, colour: bool) -> str:
    """Each deployment that differs, with its differences below."""
    paint = Paint(colour)
    blocks = ("\n".join(_compared(one, paint)) for one in comparison.compared)
    return "".join(f"{block}\n" for block in blocks if block)


def summary_line(comparison: Comparison) -> str:
    """What the comparison comes to, for people."""
    states = [one.state for one in comparison.compared]
    told = [
        (states.count("added"), "added"),
        (states.count("removed"), "removed"),
        (states.count("changed"), "changed"),
        (states.count("spelling"), "written otherwise"),
    ]
    said = ", ".join(f"{number} {word}" for number, word in told if number)
    number = len(states)
    return f"{number} deployment{'s' * (number != 1)} compared: {said or 'no difference'}"


def _compared(one: Compared, paint: Paint) -> Iterator[str]:
    if one.state == "same":
        return
    name = f'deployment "{visible(one.name)}"' if one.name else "deployment"
    files = " -> ".join(visible(file) for file in (one.old_file, one.new_file) if file is not None)
    said = _SAID[one.state]
    yield f"{paint(name, '1')}: {files}{f': {said}' if said else ''}"
    for difference in one.differences:
        yield from _difference(difference, paint)


def _difference(difference: Difference, paint: Paint) -> Iterator[str]:
    sign = _SIGNS[difference.kind]
    head = f"  {paint(f'{sign} {visible(told_path(difference.path))}', _COLOURS[sign])}"
    notes = [difference.note] if difference.note else []
    if difference.statements:
        yield head
        for statement in difference.statements:
            yield from _statement(statement, paint)
        return
    old, new = difference.old, difference.new
    if difference.lines:
        yield f"{head}:{_note(notes)}"
        yield from _lines(difference.lines, paint)
    elif difference.kind == "moved":
        yield f"{head}: moved {difference.note}"
    elif difference.note and difference.path and _is_long(old, new):
        yield f"{head}: {difference.note}"
    elif old is not None and new is not None:
        if difference.kind == "spelling":
            notes.append("the same meaning")
        if old.value == new.value and old.secret:
            yield f"{head}: {_secret(old)}{_note(notes)}"
        elif _is_long(old, new):
            yield f"{head}:{_note(notes)}"
            yield from _lines((f"-{_value(old.value)}", f"+{_value(new.value)}"), paint)
        else:
            yield f"{head}: {_value(old.value)} -> {_value(new.value)}{_note(notes)}"
    else:
        yield from _alone(head, sign, old or new, paint)


def _alone(head: str, sign: str, side: Side | None, paint: Paint) -> Iterator[str]:
    value = side.value if side is not None else None
    if isinstance(value, str) and "\n" in value.rstrip("\n"):
        yield f"{head}:"
        yield from _lines((f"{sign}{line}" for line in value.splitlines()), paint)
    else:
        yield f"{head}: {_value(value)}"


def _secret(side: Side) -> str:
    return "the secret differs" if side.value == "********" else "a secret in it differs"


def _is_long(*sides: Side | None) -> bool:
    return any(len(_value(side.value)) > _LONG for side in sides if side is not None)


def _statement(statement: StatementDifference, paint: Paint) -> Iterator[str]:
    sign = _SIGNS[statement.kind]
    number = statement.new_number or statement.old_number
    place = f"statement {number}, " if number is not None else ""
    note = f": {statement.note}" if statement.note else ""
    head = f"{sign} {place}{visible(statement.title)}"
    yield f"      {paint(head, _COLOURS[sign])}{note}"
    yield from _lines(statement.lines, paint, "        ")


def _lines(lines: Iterable[str], paint: Paint, margin: str = "      ") -> Iterator[str]:
    for line in lines:
        shown = visible(line.replace("\t", "    "))
        yield f"{margin}{paint(shown, _COLOURS.get(line[:1], '0'))}" if shown.strip() else ""


def _note(notes: list[str]) -> str:
    return f" ({'; '.join(notes)})" if notes else ""


def _value(value: JsonValue) -> str:
    return visible(json.dumps(value, ensure_ascii=False))


def told_path(path: tuple[Step, ...]) -> str:
    """A path as people write it: `spec.parallelism`, `envVars[HOST]`, `labels[a.b/c]`."""
    told = ""
    for step in path:
        if step.is_item or not re.fullmatch(r"[A-Za-z_][\w-]*", step.name):
            told += f"[{step.name}]"
        else:
            told += f".{step.name}" if told else step.name
    return told
