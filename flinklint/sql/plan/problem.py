"""What the planner refuses, under the code of the rule that says so."""

from __future__ import annotations

from collections.abc import Iterable

from flinklint.dataclass import dataclass
from flinklint.sql import exp
from flinklint.sql.script import span

Place = tuple[int, int]


@dataclass(frozen=True)
class Fix:
    """A safe change: the text that stands instead of a part of the script."""

    title: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class PlanProblem:
    """A mistake at a place of the script; `severity` is None for that of the rule."""

    code: str
    start: int
    end: int
    message: str
    hint: str = ""
    labels: tuple[tuple[int, int, str], ...] = ()
    severity: str | None = None
    fix: Fix | None = None


class Report:
    """The problems found so far, each place said once."""

    def __init__(self) -> None:
        self.problems: list[PlanProblem] = []
        self._said: set[tuple[int, int]] = set()

    def say(
        self,
        code: str,
        at: exp.Expr | Place,
        message: str,
        hint: str = "",
        *,
        labels: Iterable[tuple[Place, str]] = (),
        severity: str | None = None,
        fix: Fix | None = None,
    ) -> None:
        """Note a problem at a node or place; a place that has one keeps it."""
        start, end = at if isinstance(at, tuple) else span(at)
        if start >= end or (start, end) in self._said:
            return
        self._said.add((start, end))
        made = tuple((place[0], place[1], text) for place, text in labels)
        self.problems.append(PlanProblem(code, start, end, message, hint, made, severity, fix))
