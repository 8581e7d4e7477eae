"""Types as the planner compares them, read from how a script writes them."""

from __future__ import annotations

from functools import lru_cache

from flinklint.dataclass import dataclass, replace
from flinklint.sql import exp

CHARACTERS = frozenset(("CHAR", "VARCHAR"))
BINARIES = frozenset(("BINARY", "VARBINARY"))
INTEGERS = ("TINYINT", "SMALLINT", "INT", "BIGINT")
APPROXIMATES = frozenset(("FLOAT", "DOUBLE"))
NUMERICS = frozenset((*INTEGERS, "DECIMAL", "FLOAT", "DOUBLE"))
TIMESTAMPS = frozenset(("TIMESTAMP", "TIMESTAMP_LTZ"))
DATETIMES = frozenset((*TIMESTAMPS, "DATE", "TIME"))
INTERVALS = frozenset(("INTERVAL_MONTH", "INTERVAL_DAY"))
LONGEST = 2147483647


@dataclass(frozen=True)
class Type:
    """A type of Flink's; `precision` is the length of characters and bytes too.

    `parts` are the element of an ARRAY or MULTISET, key and value of a MAP, the fields of a ROW
    (whose `names` go with them). `time` is `rowtime` or `proctime` for a time attribute.
    """

    kind: str
    precision: int = 0
    scale: int = 0
    nullable: bool = True
    parts: tuple[Type, ...] = ()
    names: tuple[str, ...] = ()
    time: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the type."""
        return self.kind not in ("UNKNOWN", "OPAQUE")

    @property
    def family(self) -> str:
        """What it is compared as: CHARACTER, NUMERIC, ... or its own kind."""
        return _FAMILIES.get(self.kind, self.kind)

    def field(self, name: str) -> Type | None:
        """The type of a ROW's field."""
        return self.parts[self.names.index(name)] if name in self.names else None

    def timed(self, time: str) -> Type:
        """The type with this time attribute, or without one."""
        if self.time == time:
            return self
        return Type(
            self.kind, self.precision, self.scale, self.nullable, self.parts, self.names, time
        )

    def plain(self) -> Type:
        """The type without its time attribute."""
        return self.timed("")

    def null(self, nullable: bool) -> Type:
        """The type with this nullability."""
        return self if self.nullable == nullable else replace(self, nullable=nullable)

    def __str__(self) -> str:
        return written(self)


_FAMILIES = {
    **dict.fromkeys(CHARACTERS, "CHARACTER"),
    **dict.fromkeys(BINARIES, "BINARY"),
    **dict.fromkeys(NUMERICS, "NUMERIC"),
    **dict.fromkeys(TIMESTAMPS, "TIMESTAMP"),
}

UNKNOWN = Type("UNKNOWN")
# Not known either, but no ROW that has fields of its own
OPAQUE = Type("OPAQUE")
NULL = Type("NULL")
BOOLEAN = Type("BOOLEAN")
INT = Type("INT")
BIGINT = Type("BIGINT")
INTERVAL_MONTH = Type("INTERVAL_MONTH")
INTERVAL_DAY = Type("INTERVAL_DAY")
DOUBLE = Type("DOUBLE")
STRING = Type("VARCHAR", LONGEST)
BYTES = Type("VARBINARY", LONGEST)
DATE = Type("DATE")

_PLAIN = {
    "BOOLEAN": BOOLEAN, "INT": INT, "INTEGER": INT, "TINYINT": Type("TINYINT"),
    "SMALLINT": Type("SMALLINT"), "BIGINT": BIGINT, "FLOAT": Type("FLOAT"), "DOUBLE": DOUBLE,
    "DATE": DATE, "STRING": STRING, "BYTES": BYTES, "VARIANT": Type("VARIANT"),
    "BITMAP": Type("BITMAP"),
}  # fmt: skip
# The parameter that a type has when it is written without.
_SIZED = {
    "CHAR": 1, "VARCHAR": LONGEST, "BINARY": 1, "VARBINARY": LONGEST, "TIME": 0, "TIMESTAMP": 6,
    "TIMESTAMP_LTZ": 6,
}  # fmt: skip
_DECIMALS = frozenset(("DECIMAL", "DEC", "NUMERIC"))


def of(node: exp.Expr | None) -> Type:
    """The type that a script writes; UNKNOWN where it is none we know."""
    if not isinstance(node, exp.DataType):
        return UNKNOWN
    name = str(node.args.get("name") or "")
    made = _PLAIN.get(name) or _made(node, name)
    return replace(made, nullable=False) if node.args.get("nullable") is False else made


def _made(node: exp.DataType, name: str) -> Type:
    if name in _SIZED or name in _DECIMALS:
        return _sized(name, *sizes(node))
    if name in ("ARRAY", "MULTISET", "MAP"):
        return Type(name, parts=tuple(of(part) for part in node.expressions))
    if name == "ROW":
        fields = [field for field in node.expressions if isinstance(field, exp.ColumnDef)]
        parts = tuple(of(field.args.get("kind")) for field in fields)
        return Type("ROW", parts=parts, names=tuple(field.name for field in fields))
    return UNKNOWN


@lru_cache(maxsize=256)
def _sized(name: str, *sizes: int) -> Type:
    if name in _SIZED:
        return Type(name, sizes[0] if sizes else _SIZED[name])
    if not sizes:
        return Type("DECIMAL", 10, 0)
    return Type("DECIMAL", sizes[0], sizes[1] if len(sizes) > 1 else 0)


def sizes(node: exp.DataType) -> list[int]:
    """The numbers in the parentheses of a type."""
    texts = [size.name for size in node.expressions if isinstance(size, exp.DataTypeParam)]
    return [int(text) for text in texts if text.isdigit()]


def written(kind: Type) -> str:
    """A type as a script writes it."""
    text = kind.kind
    if text == "VARCHAR" and kind.precision == LONGEST:
        text = "STRING"
    elif text == "VARBINARY" and kind.precision == LONGEST:
        text = "BYTES"
    elif text in _SIZED:
        text = f"{text}({kind.precision})"
    elif text == "DECIMAL":
        text = f"DECIMAL({kind.precision}, {kind.scale})"
    elif text in ("ARRAY", "MULTISET", "MAP"):
        text = f"{text}<{', '.join(written(part) for part in kind.parts)}>"
    elif text == "ROW":
        pairs = zip(kind.names, kind.parts, strict=False)
        text = f"ROW<{', '.join(f'{name} {written(part)}' for name, part in pairs)}>"
    elif text in INTERVALS:
        text = "INTERVAL"
    return text
