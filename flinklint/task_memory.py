"""How Flink divides the memory of a task manager (Flink 1.10 and later).

Follows `TaskExecutorProcessUtils` and `ProcessMemoryUtils` of Apache Flink: what is written counts,
what is not is derived from the total, and parts that do not fit end the task manager at its start.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from flinklint import knowledge, sizing
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment, Effective
from flinklint.regex import regex
from flinklint.units import FlinkMemory, FlinkVersion

_SHARE = regex(r"[0-9]{1,9}(?:\.[0-9]{1,18})?")
PREFIX = "taskmanager.memory."
PARTS = (
    "framework.heap.size",
    "framework.off-heap.size",
    "task.heap.size",
    "task.off-heap.size",
    "managed.size",
    "network.min",
)
"""What can be fixed of the total Flink memory."""


@dataclass(frozen=True, eq=False)
class Division:
    """The total Flink memory of a task manager, and what its parts need at least, in bytes.

    `fixed` are the parts that somebody wrote, the largest first; `total_of` is the value that the
    total comes from.
    """

    total: Fraction
    needed: Fraction
    fixed: tuple[tuple[Effective, int], ...]
    total_of: Effective


class _UnknownError(Exception):
    """A value that is filled in later, or that Flink cannot read."""


def division(deployment: Deployment) -> Division | None:
    """How the memory is divided, under the reading of its unit that gives more.

    None where the total or one of the parts is not known, or Flink is too old.
    """
    version = deployment.flink_version
    if deployment.in_session or not deployment.may_set(_keys_of_parts(version)):
        return None
    if version is not None and version < FlinkVersion(1, 10):
        return None
    try:
        return _Reader(deployment).division()
    except _UnknownError:
        return None


@lru_cache(maxsize=64)
def _keys_of_parts(version: FlinkVersion | None) -> frozenset[str]:
    """The keys by which a Flink version knows what can be fixed."""
    options = knowledge.options(version)
    return frozenset(key for part in PARTS for key in options.spellings(PREFIX + part))


class _Reader:
    """Reads the options of one deployment as its Flink does."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.options = knowledge.options(deployment.flink_version)
        self.version = deployment.flink_version or knowledge.versions()[-1]

    def division(self) -> Division | None:
        written = {part: self.option(part) for part in PARTS}
        fixed = [(value, self.size(part)) for part, value in written.items() if value.text]
        if not fixed:
            return None
        total, total_of = self.total()
        if total is None:
            return None
        parts = ("framework.heap.size", "framework.off-heap.size", "task.off-heap.size")
        needed = Fraction(sum(self.size(part) for part in parts))
        managed = written["managed.size"].text
        needed += self.size("managed.size") if managed else total * self.share("managed.fraction")
        least, most = Fraction(self.size("network.min")), self.size("network.max")
        if written["task.heap.size"].text:
            needed += self.size("task.heap.size") + least
        else:
            needed += max(least, min(total * self.share("network.fraction"), Fraction(most)))
        fixed.sort(key=lambda part: -part[1])
        return Division(total, needed, tuple(fixed), total_of)

    def total(self) -> tuple[Fraction | None, Effective]:
        """The total Flink memory: as written, or what metaspace and overhead leave."""
        flink = self.option("flink.size")
        if flink.text:
            return Fraction(self.size("flink.size")), flink
        resources = sizing.memory_of(self.deployment, "taskmanager")
        process = self.option("process.size")
        if process.text:
            written = resources is not None and resources.value.written
            size = None if written else Fraction(self.size("process.size"))
            return self.flink_of(size), process
        if resources is None or resources.size is None:
            raise _UnknownError
        return self.flink_of(resources.size.binary), resources.value

    def flink_of(self, process: Fraction | None) -> Fraction | None:
        if process is None:
            return None
        least, most = Fraction(self.size("jvm-overhead.min")), self.size("jvm-overhead.max")
        share = process * self.share("jvm-overhead.fraction")
        overhead = max(least, min(share, Fraction(most)))
        return process - self.size("jvm-metaspace.size") - overhead

    def option(self, part: str) -> Effective:
        value = self.deployment.option(*self.options.spellings(PREFIX + part))
        if value.text is not None and sizing.text_of(value) is None:
            raise _UnknownError
        return value

    def default(self, part: str) -> str:
        option = self.options.find(PREFIX + part)
        return (option.default if option is not None else None) or "0"

    def size(self, part: str) -> int:
        text = self.option(part).text
        memory = FlinkMemory.parse(self.default(part) if text is None else text, self.version)
        if memory is None:
            raise _UnknownError
        return memory.bytes

    def share(self, part: str) -> Fraction:
        text = self.option(part).text
        text = self.default(part) if text is None else text.strip()
        if _SHARE.fullmatch(text) is None:
            raise _UnknownError
        return Fraction(text)
