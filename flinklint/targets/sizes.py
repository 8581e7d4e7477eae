"""Sizes in the dialects of the targets, converted exactly or not without saying so."""

from __future__ import annotations

from fractions import Fraction

from flinklint import sizing
from flinklint.dataclass import dataclass
from flinklint.deployment import TEMPLATE, Deployment
from flinklint.targets.target import Reader
from flinklint.units import Memory, size_text

_MIB = 1024**2
_T = TEMPLATE


@dataclass(frozen=True)
class Converted:
    """A size in a target's words; `says` tells what is not exact about it, empty if nothing is."""

    text: str
    says: str = ""


def binary(text: str, deployment: Deployment) -> Converted | None:
    """A size in `Mi` or `Gi`, for APIs that count in powers of 1024; None for what is no size.

    What is written in such a unit stays as it is. Ververica Platform's `g` is a power of ten; to
    the managed service it may be either, and the larger reading is taken.
    """
    memory = Memory.parse(text)
    if memory is None:
        return None
    if memory.unit in ("Mi", "Gi") and memory.well_formed:
        return Converted(text)
    if memory.ambiguous and not _counts_in_tens(deployment):
        found = memory.in_binary_unit().text
        return Converted(found, f"`{text}` is {_both(memory)}, and `{found}` is written")
    size = _size(memory, deployment)
    if size % _MIB == 0:
        exact = Memory.parse(str(size))
        return Converted(exact.in_binary_unit().text if exact is not None else text)
    found = f"{-(-size // _MIB)}Mi"
    return Converted(found, f"`{text}` is {size_text(size)}, and `{found}` is written")


def flink(text: str, deployment: Deployment) -> Converted | None:
    """A size as Flink's MemorySize reads it: whole `m` (MiB), else bytes; None for no size."""
    memory = Memory.parse(text)
    if memory is None:
        return None
    size = _size(memory, deployment)
    found = f"{size // _MIB}m" if size % _MIB == 0 else f"{-(-size // 1)}b"
    if memory.ambiguous and not _counts_in_tens(deployment):
        return Converted(found, f"`{text}` is {_both(memory)}, and `{found}` is written")
    return Converted(found)


def _size(memory: Memory, deployment: Deployment) -> Fraction:
    return memory.decimal if _counts_in_tens(deployment) else memory.binary


def _counts_in_tens(deployment: Deployment) -> bool:
    return deployment.platform[0] == "vvp2"


def _both(memory: Memory) -> str:
    return " or ".join(size_text(size) for size in memory.readings)


def take_task_managers(reader: Reader) -> None:
    """Take the number of task managers where it follows from the parallelism; else it is lost."""
    path = (*_T, "numberOfTaskManagers")
    number = reader.take(*path)
    needed = _needed_task_managers(reader.deployment)
    if number is not None and number != needed:
        count = "as many as" if needed is None else f"the {needed} that"
        says = f"it starts {count} the parallelism needs, not {number}"
        reader.lose(path, says, changes_job=False)


def _needed_task_managers(deployment: Deployment) -> int | None:
    parallelism = sizing.whole(deployment.effective(*_T, "parallelism"))
    slots = sizing.whole(deployment.effective(*_T, "flinkConfiguration", sizing.SLOTS))
    if parallelism is None or not slots or slots < 1:
        return None
    return -(-parallelism // slots)
