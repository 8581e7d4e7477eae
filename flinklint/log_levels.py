"""Levels of loggers: the platform's, those that only log4j has, and what was meant by others."""

from __future__ import annotations

from functools import lru_cache

from flinklint.dataclass import dataclass
from flinklint.finding import Finding
from flinklint.nearest import nearest
from flinklint.rewrite import replacement
from flinklint.schema import shape_at
from flinklint.tree import Node

LOGGERS = ("spec", "template", "spec", "logging", "log4jLoggers")
_MEANT = {
    "WARNING": "WARN",
    "ERR": "ERROR",
    "SEVERE": "ERROR",
    "INFORMATION": "INFO",
}
_LOG4J_ONLY = ("FATAL", "OFF", "ALL")  # org.apache.logging.log4j.Level


@dataclass(frozen=True)
class Level:
    """What a text is as a level: `meant` is the level, None where it is none.

    `only_log4j` marks a level that the platform's form does not have, `spelling` one that is
    written in another case or with blanks.
    """

    meant: str | None
    only_log4j: bool = False
    spelling: bool = False


def levels() -> tuple[str, ...]:
    """The levels of the platform's form."""
    shape = shape_at(*LOGGERS, "")
    return shape.enum if shape is not None else ()


def default() -> str:
    """The level of the root logger where none is written."""
    shape = shape_at(*LOGGERS, "")
    return str(shape.schema["default"]) if shape is not None else ""


@lru_cache(maxsize=256)
def read(text: str) -> Level:
    """What a text is as a level."""
    name = text.strip().upper()
    if name in levels():
        return Level(name, spelling=name != text)
    if name in _LOG4J_ONLY:
        return Level(name, only_log4j=True, spelling=name != text)
    return Level(None)


def level_finding(node: Node, called: str) -> Finding | None:
    """What is to be said of a logger's level; nothing of what only log4j has."""
    text = node.text
    level = read(text or "")
    if level.meant is not None and not level.spelling:
        return None
    known = ", ".join(levels())
    if node.kind == "null":
        return node.flag_key(f"{called} has no level").suggest(f"known are {known}")
    if text is None or node.is_placeholder:
        return None
    if level.meant is not None:
        finding = node.flag(f"{called} has the level {text!r}, not in capitals").warning()
        return _meant(finding.suggest(f"write {level.meant}"), node, level.meant)
    finding = node.flag(f"{called} has the level {text!r}, which is none of {known}")
    meant = _MEANT.get(text.strip().upper())
    if meant is not None:
        return _meant(finding.suggest(f"write {meant}"), node, meant)
    near = nearest(text.strip().upper(), levels())
    return finding.suggest(f"did you mean {near}?") if near else finding


def _meant(finding: Finding, node: Node, level: str) -> Finding:
    edit = replacement(node, level)
    return finding.fix(f"write {level}", [edit], safe=True) if edit is not None else finding
