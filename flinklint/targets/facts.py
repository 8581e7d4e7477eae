"""What is known about targets: a typed reader of `schemas/targets.json`."""

from __future__ import annotations

from functools import cache
from typing import Any

from flinklint import facts
from flinklint.dataclass import dataclass
from flinklint.units import FlinkVersion


@dataclass(frozen=True)
class LossFact:
    """A field of a v1 deployment that a target has no place for.

    `says` tells why, as the end of a sentence; `changes_job` whether a job without the field does
    something else.
    """

    field: str
    changes_job: bool
    says: str
    hint: str


@cache
def of(target: str) -> dict[str, Any]:
    """The facts of one target as they stand. Raises `KeyError` for what is no target."""
    known: dict[str, Any] = facts.read("targets")["targets"][target]
    return known


@cache
def losses(target: str) -> dict[str, LossFact]:
    """The fields that a target has no place for, by dotted path."""
    return {
        row["field"]: LossFact(row["field"], row["changes_job"], row["says"], row["hint"])
        for row in of(target)["losses"]
    }


@cache
def versions(target: str) -> tuple[FlinkVersion, ...]:
    """The Flink versions that a target has, the oldest first; none where any is taken."""
    listed = of(target).get("versions", {"values": ()})["values"]
    found = [FlinkVersion.parse(text) for text in listed]
    return tuple(version for version in found if version is not None)
