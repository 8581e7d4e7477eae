"""Which types the planner lets meet: in operators, in the branches of a CASE, in a sink.

Each table was measured with the planners of Flink 1.11, 1.20 and 2.3, every type against every
other; what is not refused by all of them is taken here.
"""

from __future__ import annotations

from flinklint.sql.plan.types import (
    BOOLEAN,
    CHARACTERS,
    DATETIMES,
    INTEGERS,
    INTERVALS,
    LONGEST,
    NULL,
    NUMERICS,
    OPAQUE,
    TIMESTAMPS,
    UNKNOWN,
    Type,
)

_OPEN = frozenset(("UNKNOWN", "OPAQUE", "NULL", "VARIANT", "BITMAP", "RAW"))
_RANKS = {
    name: rank for rank, name in enumerate((*INTEGERS, "DECIMAL", "FLOAT", "DOUBLE"))
}  # fmt: skip


def is_open(*kinds: Type) -> bool:
    """Whether nothing can be said of one of the types."""
    for kind in kinds:  # noqa: SIM110
        if kind.kind in _OPEN:
            return True
    return False


def can_compare(left: Type, right: Type) -> bool:
    """Whether `=`, `<` and the like take the two."""
    if is_open(left, right) or left.family == right.family:
        return True
    families = {left.family, right.family}
    if "CHARACTER" in families:
        other = right if left.family == "CHARACTER" else left
        return other.kind in NUMERICS or other.kind in DATETIMES or other.kind in _WITH_TEXT
    return bool(families <= INTERVALS)


_WITH_TEXT = frozenset(("BOOLEAN", *INTERVALS))


def can_join(left: Type, right: Type) -> bool:
    """Whether the two can be the equal sides of a join."""
    return is_open(left, right) or left.family == right.family


def arithmetic(operator: str, left: Type, right: Type) -> Type | None:
    """What `left operator right` makes; None where no planner takes it."""
    if is_open(left, right):
        return OPAQUE
    kinds = {left.kind, right.kind}
    if kinds & INTERVALS:
        return _with_interval(operator, left, right)
    if not kinds <= NUMERICS:
        return None
    if operator == "%":
        return _modulo(left, right)
    if kinds & {"FLOAT", "DOUBLE"}:
        return Type("FLOAT") if kinds == {"FLOAT"} else Type("DOUBLE")
    if "DECIMAL" in kinds:
        return Type("DECIMAL", 38, max(left.scale, right.scale))
    return left if _RANKS[left.kind] >= _RANKS[right.kind] else right


def _modulo(left: Type, right: Type) -> Type | None:
    if {left.kind, right.kind} & {"FLOAT", "DOUBLE"}:
        return None
    return OPAQUE


def _with_interval(operator: str, left: Type, right: Type) -> Type | None:
    other = right if left.kind in INTERVALS else left
    if other.kind in INTERVALS:
        return left if operator in "+-" else None
    if other.kind in DATETIMES:
        if operator == "+" or (operator == "-" and right.kind in INTERVALS):
            return other.plain()
        return None
    if other.kind in NUMERICS and operator in "*/":
        return left if left.kind in INTERVALS else right
    return None


def common(kinds: list[Type]) -> Type | None:
    """The type that the branches of a CASE make; None where no planner takes them together."""
    found = NULL
    for kind in kinds:
        if is_open(kind):
            if kind.kind == "UNKNOWN" or (kind.kind != "NULL" and found.kind != "UNKNOWN"):
                found = UNKNOWN if kind.kind == "UNKNOWN" else OPAQUE
            continue
        if not found.is_known:
            continue
        if found.kind == "NULL":
            found = kind.plain()
            continue
        both = _common(found, kind)
        if both is None:
            return None
        found = both
    return found


def _common(left: Type, right: Type) -> Type | None:
    if left.family == right.family:
        return _widened(left, right)
    kinds = {left.kind, right.kind}
    if kinds & DATETIMES and kinds <= DATETIMES | _SHIFTED:
        return OPAQUE
    if kinds <= INTERVALS:
        return OPAQUE
    return None


# Numbers that Calcite joins with a date or a time, whatever comes of it.
_SHIFTED = frozenset((*INTEGERS, "DECIMAL"))


def _widened(left: Type, right: Type) -> Type:
    if left.kind in CHARACTERS:
        same = left.kind == right.kind == "CHAR" and left.precision == right.precision
        return left if same else Type("VARCHAR", max(left.precision, right.precision))
    if left.family == "NUMERIC":
        if "DECIMAL" in (left.kind, right.kind) and left.kind != right.kind:
            wide = _RANKS[left.kind] > _RANKS["DECIMAL"] or _RANKS[right.kind] > _RANKS["DECIMAL"]
            return Type("DOUBLE") if wide else Type("DECIMAL", 38, max(left.scale, right.scale))
        if {left.kind, right.kind} & {"FLOAT", "DOUBLE"} and left.kind != right.kind:
            return Type("DOUBLE")
        return left if _RANKS[left.kind] >= _RANKS[right.kind] else right
    if left.kind != right.kind:
        return OPAQUE
    if left.kind in ("ARRAY", "MAP", "MULTISET", "ROW") and left != right:
        return UNKNOWN
    return left if left.precision >= right.precision else right


def can_unite(left: Type, right: Type) -> bool:
    """Whether the two can be one column of a UNION."""
    kinds = {left.kind, right.kind}
    times = bool(kinds & DATETIMES) and kinds <= DATETIMES | _SHIFTED
    return is_open(left, right) or left.family == right.family or times


_INTO: dict[str, frozenset[str]] = {
    "TINYINT": frozenset(NUMERICS),
    "SMALLINT": frozenset(NUMERICS - {"TINYINT"}),
    "INT": frozenset(NUMERICS - {"TINYINT", "SMALLINT"}),
    "BIGINT": frozenset(("BIGINT", "DECIMAL", "FLOAT", "DOUBLE")),
    "DECIMAL": frozenset(("DECIMAL", "FLOAT", "DOUBLE")),
    "FLOAT": frozenset(("DECIMAL", "FLOAT", "DOUBLE")),
    "DOUBLE": frozenset(("DECIMAL", "DOUBLE")),
    "CHAR": frozenset(CHARACTERS),
    "VARCHAR": frozenset(CHARACTERS),
    "BINARY": frozenset(("BINARY", "VARBINARY")),
    "VARBINARY": frozenset(("BINARY", "VARBINARY")),
    "DATE": frozenset(("DATE",)),
    "TIME": frozenset(("TIME",)),
    "TIMESTAMP": frozenset(("DATE", "TIME", *TIMESTAMPS)),
    "TIMESTAMP_LTZ": TIMESTAMPS,
}


def can_store(value: Type, sink: Type) -> bool:
    """Whether an INSERT takes `value` for a column of type `sink`."""
    if is_open(value, sink):
        return True
    into = _INTO.get(value.kind)
    if into is not None:
        return sink.kind in into
    if value.kind in INTERVALS:
        return True
    if value.kind != sink.kind:
        return False
    if value.kind == "ROW":
        return len(value.parts) == len(sink.parts) and _parts_fit(value, sink)
    if value.kind in ("ARRAY", "MAP", "MULTISET") and len(value.parts) == len(sink.parts):
        return _parts_fit(value, sink)
    return True


def _parts_fit(value: Type, sink: Type) -> bool:
    return all(can_store(one, other) for one, other in zip(value.parts, sink.parts, strict=True))


def is_condition(kind: Type) -> bool:
    """Whether WHERE, NOT and AND take it."""
    return is_open(kind) or kind.kind == "BOOLEAN"


__all__ = [
    "BOOLEAN", "LONGEST", "arithmetic", "can_compare", "can_join", "can_store", "can_unite",
    "common", "is_condition", "is_open",
]  # fmt: skip
