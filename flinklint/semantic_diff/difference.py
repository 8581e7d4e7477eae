"""A difference between two payloads: what changed, where, and from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from flinklint.dataclass import dataclass, field
from flinklint.schema import JsonValue

Kind = Literal["added", "removed", "changed", "moved", "spelling"]
KINDS: tuple[Kind, ...] = ("added", "removed", "changed", "moved", "spelling")
"""`spelling`: written otherwise, and the same to Flink and to the platform."""


class Step(NamedTuple):
    """One step of a path: a key, or an item of a list by its name, else by its number."""

    name: str
    is_item: bool = False


@dataclass(frozen=True)
class Side:
    """What stands on one side: its JSON Pointer there, and its value as it may be shown.

    `secret` tells that the value holds one, which the value here does not.
    """

    pointer: str
    value: JsonValue
    secret: bool = False


@dataclass(frozen=True)
class StatementDifference:
    """What differs in one statement of a script; its numbers count from 1 on each side.

    `lines` are those of a unified diff, without its head.
    """

    kind: Kind
    title: str
    old_number: int | None
    new_number: int | None
    note: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One difference. Of a script, `statements` tell what it is; of other texts, `lines`."""

    kind: Kind
    path: tuple[Step, ...]
    old: Side | None
    new: Side | None
    note: str = ""
    lines: tuple[str, ...] = ()
    statements: tuple[StatementDifference, ...] = ()


@dataclass(frozen=True)
class Compared:
    """A deployment on both sides, or on one: its name, where it was read, what differs.

    A side where it is not has no name of a file.
    """

    name: str
    old_file: str | None
    new_file: str | None
    differences: tuple[Difference, ...] = ()

    @property
    def state(self) -> Literal["added", "removed", "changed", "spelling", "same"]:
        """What became of the deployment as a whole."""
        if self.old_file is None:
            return "added"
        if self.new_file is None:
            return "removed"
        if not self.differences:
            return "same"
        kinds = {difference.kind for difference in self.differences}
        return "spelling" if kinds == {"spelling"} else "changed"


@dataclass(frozen=True)
class Comparison:
    """All deployments compared."""

    compared: Sequence[Compared] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether anything means something else; another spelling does not."""
        return any(one.state not in ("same", "spelling") for one in self.compared)

    @property
    def counts(self) -> dict[str, int]:
        """How many differences there are of each kind, in the deployments on both sides."""
        counts: dict[str, int] = dict.fromkeys(KINDS, 0)
        for difference in self.differences():
            counts[difference.kind] += 1
        return counts

    def differences(self) -> Iterator[Difference]:
        """The differences of all deployments."""
        for one in self.compared:
            yield from one.differences
