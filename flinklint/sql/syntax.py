"""Which syntax came with which version of Flink, and what went."""

from functools import cache

from flinklint import facts
from flinklint.dataclass import dataclass
from flinklint.sql.words import FlinkVersion, number


@dataclass(frozen=True)
class Feature:
    """A piece of syntax with the first and the last version whose parser takes it."""

    name: str
    since: FlinkVersion
    until: FlinkVersion
    hint: str = ""

    def message(self) -> str:
        """What to say where a version does not have it."""
        if self.until < (99, 0):
            return f"{self.name} is gone since Flink {_next(self.until)}"
        if self.since >= (99, 0):
            return f"{self.name} is not in Apache Flink"
        return f"{self.name} came with Flink {written(self.since)}"


def written(version: FlinkVersion) -> str:
    """`(1, 20)` as `1.20`."""
    return f"{version[0]}.{version[1]}"


def _next(version: FlinkVersion) -> str:
    return "2.0" if version == (1, 20) else written((version[0], version[1] + 1))


@cache
def _features() -> dict[str, Feature]:
    table = facts.read("sql-syntax")["features"]
    return {
        key: Feature(
            row["name"],
            number(row.get("since", "1.10")),
            number(row["until"]) if "until" in row else (99, 0),
            row.get("hint", ""),
        )
        for key, row in table.items()
    }


def feature(key: str) -> Feature:
    """One feature of `schemas/sql-syntax.json`."""
    return _features()[key]
