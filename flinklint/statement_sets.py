"""Which statements of a script stand in a statement set, and what is wrong with the sets' form.

The two forms: `BEGIN STATEMENT SET;` ... `END;` as statements of their own, and, from Flink 1.15
on, the one statement `EXECUTE STATEMENT SET BEGIN ... END;`.
"""

from __future__ import annotations

import re

from flinklint.dataclass import dataclass
from flinklint.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.script import Script, Statement

_BEGIN = "BEGIN STATEMENT SET"
_EXECUTE = "EXECUTE STATEMENT SET"
_OPEN_EXECUTE = regex(r"EXECUTE\s+STATEMENT\s+SET\s+BEGIN", re.IGNORECASE)
_EMPTY_EXECUTE = regex(r"EXECUTE\s+STATEMENT\s+SET\s+BEGIN\s+END", re.IGNORECASE)
_EMPTY = ("the statement set is empty", "put the INSERT statements into it")
_VENDOR_MEMBERS = ("CREATE TABLE", "CREATE DATABASE")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a set: a place in the script, its statement, and where the set began."""

    start: int
    end: int
    message: str
    hint: str
    statement: Statement
    opened: Statement | None = None

    @property
    def refused(self) -> bool:
        """Whether the statement itself is refused, whoever runs the script."""
        return self.statement.tree is None or self.statement.kind == "END"


@dataclass(frozen=True)
class Sets:
    """The faults of a script's sets, and its INSERT statements that stand outside of any."""

    faults: tuple[Fault, ...]
    outside: tuple[Statement, ...]


def sets(script: Script, *, vendor: bool) -> Sets:
    """Read the statement sets of a script; a `vendor`'s sets may also hold its CREATE ... AS."""
    reader = _Reader(script.text, vendor)
    for statement in script.statements:
        reader.take(statement)
    reader.finish()
    return Sets(tuple(reader.faults), tuple(reader.outside))


class _Reader:
    def __init__(self, text: str, vendor: bool) -> None:
        self.text = text
        self.vendor = vendor
        self.faults: list[Fault] = []
        self.outside: list[Statement] = []
        self._opened: Statement | None = None
        self._members = 0
        self._unsure = False

    def take(self, statement: Statement) -> None:
        text = self.text[statement.start : statement.end]
        if statement.kind == _BEGIN or self._misopens(statement, text):
            self._open(statement)
        elif statement.kind == _EXECUTE and _EMPTY_EXECUTE.fullmatch(text):
            self._fault(
                statement, "the statement set is empty", "put the INSERT statements into it"
            )
        elif statement.kind == _EXECUTE and statement.tree is None:
            self._open(statement)
            self._unsure = True  # what is refused in it may have cut it short
        elif statement.kind == "END":
            self._close(statement)
        elif self._opened is not None:
            self._member(statement)
        elif statement.kind == "INSERT":
            self.outside.append(statement)

    def finish(self) -> None:
        if self._opened is not None and not self._unsure:
            hint = "end it with `END;` after its last INSERT"
            self._fault(self._opened, "the statement set is never closed", hint)

    def _misopens(self, statement: Statement, text: str) -> bool:
        """Whether the statement opens a set in a form that no version takes."""
        bare = statement.kind == "BEGIN" and text.upper() == "BEGIN"
        if bare:
            hint = "write `BEGIN STATEMENT SET;`"
            self._fault(statement, "`BEGIN` alone opens no statement set", hint)
        execute = _OPEN_EXECUTE.fullmatch(text) is not None
        if execute and self.text[statement.end : statement.end + 1] == ";":
            message = "a `;` after `EXECUTE STATEMENT SET BEGIN` ends the statement too early"
            hint = "remove the `;`, or write `BEGIN STATEMENT SET;`"
            self.faults.append(Fault(statement.end, statement.end + 1, message, hint, statement))
        return bare or execute

    def _open(self, statement: Statement) -> None:
        if self._opened is not None:
            self._fault(
                statement, "a statement set cannot hold another", "end the first one with `END;`"
            )
        self._opened, self._members, self._unsure = statement, 0, False

    def _close(self, statement: Statement) -> None:
        if self._opened is None:
            hint = "open the set with `BEGIN STATEMENT SET;`, or remove it"
            self._fault(statement, "`END` closes no statement set", hint)
        elif not self._members and not self._unsure:
            self._fault(
                self._opened, "the statement set is empty", "put the INSERT statements into it"
            )
        self._opened = None

    def _member(self, statement: Statement) -> None:
        if statement.kind == "INSERT" or (self.vendor and statement.kind in _VENDOR_MEMBERS):
            self._members += 1
        elif statement.kind in ("UNKNOWN", "EMPTY"):
            self._unsure = True
        else:
            self._members += 1
            message = f"a statement set holds INSERT statements only, not {statement.kind}"
            first = re.match(r"\w+", self.text[statement.start :])
            end = statement.start + (first.end() if first else 1)
            hint = "put it before the set"
            self.faults.append(Fault(statement.start, end, message, hint, statement, self._opened))

    def _fault(self, statement: Statement, message: str, hint: str) -> None:
        self.faults.append(Fault(statement.start, statement.end, message, hint, statement))
