"""What is known about targets: a typed reader of `schemas/targets.json`."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from flinklint.dataclass import dataclass
from flinklint.resources import home
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
    text = (home("schemas") / "targets.json").read_text("utf-8")
    facts: dict[str, Any] = json.loads(text)["targets"][target]
    return facts


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
