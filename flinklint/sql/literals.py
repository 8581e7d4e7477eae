"""Literals: strings in all their forms, numbers, times and intervals."""

from flinklint.regex import regex
from flinklint.sql import exp
from flinklint.sql.cursor import Cursor, mark
from flinklint.sql.words import word_set

_STRINGS = frozenset(("string", "nstring", "ustring", "xstring", "estring"))

UNITS = word_set(
    """
    YEAR QUARTER MONTH WEEK DAY HOUR MINUTE SECOND MILLISECOND MICROSECOND NANOSECOND DOW DOY
    ISODOW ISOYEAR EPOCH DECADE CENTURY MILLENNIUM DAYOFWEEK DAYOFYEAR
    """
)
_PLURALS = {
    "YEARS": "YEAR", "QUARTERS": "QUARTER", "MONTHS": "MONTH", "WEEKS": "WEEK", "DAYS": "DAY",
    "HOURS": "HOUR", "MINUTES": "MINUTE", "SECONDS": "SECOND",
}  # fmt: skip
# The units of an interval, each with the units it can go TO.
_INTERVALS = {
    "YEAR": ("MONTH",), "QUARTER": (), "MONTH": (), "WEEK": (), "DAY": ("HOUR", "MINUTE", "SECOND"),
    "HOUR": ("MINUTE", "SECOND"), "MINUTE": ("SECOND",), "SECOND": (),
}  # fmt: skip


def is_string(kind: str) -> bool:
    """Whether a token of that kind is a string, in whatever form."""
    return kind in _STRINGS


def string(p: Cursor, what: str = "a string in single quotes") -> exp.Literal:
    """A string; several in a row are one, as in standard SQL."""
    kind = p.kind
    if kind not in _STRINGS:
        p.fail(what)
    start = p.starts[p.i]
    text = _unquoted(p)
    if kind == "estring":
        p.gate("escape-string", p.i - 1)
        return mark(exp.Literal(this=text, is_string=True), start, p.last)
    while p.kind == "string":
        text += _unquoted(p)
    if kind == "ustring" and p.kind == "UESCAPE":
        p.next()
        if p.kind != "string":
            p.fail("an escape character in single quotes")
        p.next()
    return mark(exp.Literal(this=text, is_string=True), start, p.last)


def plain_string(p: Cursor, what: str = "a string in single quotes") -> exp.Literal:
    """A string in plain single quotes, just one."""
    if p.kind != "string":
        p.fail(what)
    start = p.start
    return mark(exp.Literal(this=_unquoted(p), is_string=True), start, p.last)


def _unquoted(p: Cursor) -> str:
    i = p.i
    text = p.script[p.starts[i] : p.ends[i]]
    p.next()
    return text[text.index("'") + 1 : -1].replace("''", "'")


def number(p: Cursor) -> exp.Literal:
    """A number without a sign."""
    if p.kind not in ("int", "decimal", "approx"):
        p.fail("a number")
    node = exp.Literal(this=p.text(), is_string=False)
    mark(node, p.start, p.ends[p.i])
    p.next()
    return node


def time_literal(p: Cursor) -> exp.Expr | None:
    """`DATE '..'`, `TIME '..'`, `TIMESTAMP '..'`; None where no literal follows the word."""
    word, start = p.kind, p.start
    if p.peek() == "string":
        if word == "DATETIME":
            p.gate("datetime-literal")
        p.next()
    elif word != "DATE" and p.peek() == "WITH" and p.peek(2) in ("LOCAL", "TIME"):
        p.gate("time-zone-literal", p.i + 1)
        p.next()
        p.expect("WITH", "LOCAL", "TIME", "ZONE")
        word = f"{word}_LTZ"
    else:
        return None
    value = plain_string(p)
    check_time(word, value, p)
    kinds = {"DATE": exp.DType.DATE, "TIME": exp.DType.TIME, "TIMESTAMP": exp.DType.TIMESTAMP}
    kind = exp.DataType(this=kinds.get(word, exp.DType.TIMESTAMPLTZ), name=word)
    return mark(exp.function("Cast")(this=value, to=kind), start, p.last)


_DATE = regex(r"\s*(\d+)-(\d{1,2})-(\d{1,2})")
_TIME = regex(r"(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d*)?")


def check_time(word: str, value: exp.Expr, p: Cursor, *, always: bool = False) -> None:
    """Note a date or time that versions before 2.0 check when they parse it."""
    if _is_time(word, value.name):
        return
    if always:
        p.refuse(f"`{value.name}` is no {word.lower()}", token=p.i - 1)
    p.gate("lenient-time-literal", p.i - 1)


def _is_time(word: str, text: str) -> bool:
    if word == "TIME":
        return _is_clock(text)
    if word not in ("DATE", "TIMESTAMP"):
        return True
    found = _DATE.match(text)
    if not found or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return False
    rest = text[found.end() :]
    return not rest or (word == "TIMESTAMP" and rest[0] == " " and _is_clock(rest[1:]))


def _is_clock(text: str) -> bool:
    found = _TIME.fullmatch(text)
    if not found:
        return False
    hour, minute, second = map(int, found.groups())
    return hour < 24 and minute < 60 and second < 60


def unit(p: Cursor) -> exp.Var:
    """A unit of time (or a name, which newer versions take for one)."""
    if p.kind not in UNITS:
        if p.kind not in p.names:
            p.fail("a unit of time such as DAY")
        if not p.text().upper().startswith("SQL_TSI_"):
            p.gate("time-unit-name")
    node = mark(exp.Var(this=p.text().upper()), p.start, p.ends[p.i])
    p.next()
    if node.name == "WEEK" and p.kind == "(":
        p.open()
        p.next()
        p.close()
    return node


def interval_unit(p: Cursor) -> exp.Expr:
    """What an interval counts: `DAY`, `DAY TO SECOND(3)`, `SECOND(3, 2)`."""
    start = p.start
    first = _interval_part(p, "the unit of the interval, such as MINUTE")
    last = _INTERVALS[first.name]
    if first.name == "SECOND":
        _precision(p, 2)
        return first
    _precision(p, 1)
    if p.kind != "TO" or not last:
        return first
    p.next()
    if _PLURALS.get(p.kind, p.kind) not in last:
        p.fail(*last)
    second = _interval_part(p, "a unit of time")
    if second.name == "SECOND":
        _precision(p, 1)
    return mark(exp.IntervalSpan(this=first, expression=second), start, p.last)


def _interval_part(p: Cursor, what: str) -> exp.Var:
    word = _PLURALS.get(p.kind, p.kind)
    if word not in _INTERVALS:
        p.fail(what)
    if word != p.kind:
        p.gate("interval-plural")
    if word in ("WEEK", "QUARTER"):
        p.gate("interval-week")
    node = mark(exp.Var(this=word), p.start, p.ends[p.i])
    p.next()
    return node


def _precision(p: Cursor, most: int) -> None:
    if p.kind != "(" or p.peek() != "int":
        return
    p.open()
    p.expect("int")
    if most == 2 and p.accept(","):
        p.expect("int")
    p.close()
