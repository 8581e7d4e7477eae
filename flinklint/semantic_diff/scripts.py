"""Two SQL scripts compared statement by statement."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator

from flinklint.dataclass import dataclass, field
from flinklint.regex import regex
from flinklint.semantic_diff.difference import Kind, StatementDifference
from flinklint.semantic_diff.hidden import Part
from flinklint.semantic_diff.order import merged, moved
from flinklint.semantic_diff.statements import Statement, ending, statements
from flinklint.units import FlinkVersion

_ALIKE = 0.6
"""How much of their words two statements share that are taken for one which was renamed."""

_MANY = 100_000
"""So many statements without a partner are not looked through for what was renamed."""

_AROUND = 2  # unchanged lines shown around a changed one
_COMMENT = regex(r"(?:--|//)[^\r\n]*|/\*(?!\+)(?:[^*]|\*(?!/))*\*/")
_STRING = r"'(?:[^']|'')*'|`[^`\r\n]*`"
_STRING_OR_COMMENT = regex(rf"{_STRING}|{_COMMENT.pattern}")

Show = Callable[[str, list[Part]], str]


@dataclass(frozen=True)
class Script:
    """A script of one side: its text, the Flink that reads it, where its secrets stand."""

    text: str
    version: FlinkVersion | None
    secrets: list[Part] = field(default_factory=list)

    def hides(self, statement: Statement) -> bool:
        """Whether a secret stands in a statement."""
        return any(one < statement.end and statement.start < two for one, two in self.secrets)

    def shown(self, statement: Statement, show: Show) -> str:
        """A statement's text as it may be shown."""
        start, end = statement.start, statement.end
        inside = [
            (max(one, start) - start, min(two, end) - start)
            for one, two in self.secrets
            if one < end and start < two
        ]
        return show(self.text[start:end], inside)


def script_differences(old: Script, new: Script, show: Show) -> Iterator[StatementDifference]:
    """What differs between two scripts, in the order of the new one.

    Statements go together by what they create, insert into or set, then by order. `show` makes a
    text and the places of its secrets into what may be shown.
    """
    before = {one.number: one for one in statements(old.text, old.version)}
    after = {one.number: one for one in statements(new.text, new.version)}
    pairs = _pairs(list(before.values()), list(after.values()))
    partner = {other: one for one, other in pairs.items()}
    old_keys = [(number, pairs.get(number)) for number in before]
    new_keys = [(partner.get(number), number) for number in after]
    elsewhere = moved(old_keys, new_keys)
    for key in merged(old_keys, new_keys):
        one, other = key
        if one is None and other is not None:
            yield _alone("added", after[other], new, show)
        elif other is None and one is not None:
            yield _alone("removed", before[one], old, show)
        elif one is not None and other is not None:
            found = _together(old, before[one], new, after[other], show, moved=key in elsewhere)
            if found is not None:
                yield found
    if ending(old.text, list(before.values())) != ending(new.text, list(after.values())):
        yield StatementDifference("spelling", "end of the script", None, None, "only comments")


def _pairs(before: list[Statement], after: list[Statement]) -> dict[int, int]:
    """The numbers of the statements that go together."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def take(one: Statement, other: Statement) -> None:
        pairs[one.number] = other.number
        taken.add(other.number)

    for same in (_same_meaning, _same_name):
        free: dict[object, list[Statement]] = {}
        for other in after:
            if other.number not in taken and (key := same(other)):
                free.setdefault(key, []).append(other)
        for one in before:
            if one.number not in pairs and (found := free.get(same(one))):
                take(one, found.pop(0))
    left = [one for one in before if one.number not in pairs]
    for one in left if len(left) * len(after) < _MANY else ():
        rest = (other for other in after if other.number not in taken)
        alike = next((other for other in rest if _are_alike(one, other)), None)
        if alike is not None:
            take(one, alike)
    return pairs


def _same_meaning(statement: Statement) -> tuple[object, ...]:
    return (statement.known_by, statement.meaning)


def _same_name(statement: Statement) -> tuple[object, ...]:
    return statement.known_by


def _are_alike(one: Statement, other: Statement) -> bool:
    if one.words[0] != other.words[0]:
        return False
    if not one.known_by and not other.known_by:
        return True
    shared = (Counter(one.words) & Counter(other.words)).total()
    return 2 * shared >= _ALIKE * (len(one.words) + len(other.words))


def _together(
    old: Script, one: Statement, new: Script, other: Statement, show: Show, *, moved: bool
) -> StatementDifference | None:
    """What differs in a statement that both scripts have; None if nothing does."""
    place = f"moved from statement {one.number} to {other.number}" if moved else ""
    told: Kind = "moved" if moved else "spelling"
    lines: tuple[str, ...] = ()
    note = place
    if one.meaning != other.meaning:
        told = "changed"
        lines = _lines(old, one, new, other, show)
        hides = old.hides(one) and new.hides(other)
        if hides and _flat(old.shown(one, show)) == _flat(new.shown(other, show)):
            note = "; ".join(filter(None, ("the secret in it differs", place)))
    elif one.words != other.words:
        note = "; ".join(filter(None, ("the same meaning", place)))
        lines = _lines(old, one, new, other, show)
    else:
        spelt = _spelling(old, one, new, other)
        if not spelt and not moved:
            return None
        note = "; ".join(filter(None, (spelt, place)))
    return StatementDifference(told, other.title, one.number, other.number, note, lines)


def _alone(kind: Kind, statement: Statement, script: Script, show: Show) -> StatementDifference:
    sign = "+" if kind == "added" else "-"
    text = script.shown(statement, show)
    lines = tuple(f"{sign}{line}" for line in text.splitlines())
    old = statement.number if kind == "removed" else None
    new = statement.number if kind == "added" else None
    return StatementDifference(kind, statement.title, old, new, "", lines)


def _spelling(old: Script, one: Statement, new: Script, other: Statement) -> str:
    """In what two statements of the same words differ to the eye; empty if in nothing."""
    first = (one.before, old.text[one.start : one.end])
    second = (other.before, new.text[other.start : other.end])
    what = []
    if _comments(first) != _comments(second):
        what.append("comments")
    if _bare(first[1]) != _bare(second[1]):
        what.append("letter case or quotes")
    if not what and first[1] != second[1]:
        what.append("white space")
    return f"only {' and '.join(what)}" if what else ""


def _comments(texts: tuple[str, str]) -> list[str]:
    found = (match.group() for text in texts for match in _STRING_OR_COMMENT.finditer(text))
    return [" ".join(text.split()) for text in found if text[0] in "-/"]


def _bare(text: str) -> list[str]:
    """The words of a text without its comments."""

    def without(match: re.Match[str]) -> str:
        return " " if match.group()[0] in "-/" else match.group()

    return re.findall(r"\w+|\S", _STRING_OR_COMMENT.sub(without, text))


def _flat(text: str) -> str:
    return " ".join(text.upper().split())


def _lines(
    old: Script, one: Statement, new: Script, other: Statement, show: Show
) -> tuple[str, ...]:
    first, second = (
        script.text.count("\n", 0, statement.start)
        for script, statement in ((old, one), (new, other))
    )
    return unified(old.shown(one, show), new.shown(other, show), first, second)


def unified(old: str, new: str, old_line: int = 0, new_line: int = 0) -> tuple[str, ...]:
    """The lines of a unified diff of two texts, without its head; none if they are the same.

    `old_line` and `new_line` are how many lines stand before each.
    """
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=_AROUND))

    def numbered(match: re.Match[str]) -> str:
        before = old_line if match[1] == "-" else new_line
        return f"{match[1]}{int(match[2]) + before}"

    return tuple(
        re.sub(r"(?<= )([-+])(\d+)", numbered, line) if line.startswith("@@") else line
        for line in lines[2:]
    )
