"""How big a deployment is: the memory and CPU of its processes, its parallelism and its slots.

What several rules ask of these, in one place. Nothing here is said where a value is not known:
not written and without a default, or filled in later (`${NAME}`).
"""

from __future__ import annotations

from functools import lru_cache

from flinklint import knowledge
from flinklint.dataclass import dataclass
from flinklint.deployment import PROCESSES, TEMPLATE, Deployment, Effective
from flinklint.finding import Edit, Finding
from flinklint.memo import memo, memo_of_each
from flinklint.regex import regex
from flinklint.rewrite import quoted
from flinklint.units import Cpu, Memory, size_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

SLOTS = "taskmanager.numberOfTaskSlots"

_INTEGER = regex(r"[-+]?[0-9]{1,18}(?:\.0*)?")
_SHORT = 64  # characters of a number that may come again
_SMALLEST_BARE = 2**20  # bytes; nobody means fewer
_RUNTIME_MODE = "execution.runtime-mode"


@dataclass(frozen=True, eq=False)
class Asked:
    """The memory that a process asks for; `size` is None where the text is no size."""

    process: str
    value: Effective
    text: str
    size: Memory | None

    @property
    def malformed(self) -> bool:
        """Whether the platform cannot read the text, or reads it as next to nothing."""
        return self.size is None or not self.size.well_formed or self.too_few_bytes

    @property
    def too_few_bytes(self) -> bool:
        """Whether it is a number without unit, and too small to be bytes."""
        return (
            self.size is not None
            and self.size.unit == ""
            and self.size.well_formed
            and self.size.decimal < _SMALLEST_BARE
        )


def text_of(value: Effective) -> str | None:
    """The text of an effective value, or None where it is not known or filled in later."""
    holder = value.node if value.default is None else value.default
    return None if value.text is None or holder.is_placeholder else value.text


@memo
def asked_memory(deployment: Deployment) -> list[Asked]:
    """The memory of each process, as written or set by defaults; none in session mode."""
    found = filter(None, (_asked(deployment, process) for process in PROCESSES))
    return [
        asked
        for asked in found
        if asked.value.written or (asked.value.origin == "defaults" and not deployment.is_partial)
    ]


def memory_of(deployment: Deployment, process: str) -> Asked | None:
    """The memory that a process will have, the platform's default included; None if not known."""
    asked = _asked(deployment, process)
    return None if asked is None or asked.malformed else asked


@memo_of_each
def _asked(deployment: Deployment, process: str) -> Asked | None:
    """The memory of a process, wherever it comes from and whatever the text; None if not known."""
    if deployment.in_session:
        return None
    value = deployment.effective(*TEMPLATE, "resources", process, "memory")
    text = text_of(value)
    return None if text is None else Asked(process, value, text, Memory.parse(text))


def below_minimum(deployment: Deployment, asked: Asked) -> Literal["surely", "maybe"] | None:
    """Is a well-formed size below the platform's minimum, whatever or however its unit is read?"""
    if asked.size is None or asked.malformed:
        return None
    return deployment.profile.minimum_memory[asked.process].compare(asked.size)


def minimum_finding(deployment: Deployment, asked: Asked) -> Finding | None:
    """What is to be said of a size below the platform's minimum."""
    below = below_minimum(deployment, asked)
    if below is None or asked.size is None:
        return None
    minimum = deployment.profile.minimum_memory[asked.process]
    least, remark = size_text(minimum.bytes), asked.value.remark
    size = asked.size.decimal if minimum.decimal_only else asked.size.binary
    if below == "surely":
        both = asked.size.ambiguous and not minimum.decimal_only
        shown = f"{asked.text}, at most {size_text(size)}" if both else size_text(size)
        message = f"{asked.process} asks for {shown}{remark}, less than the minimum of {least}"
        return asked.value.flag(message).error().suggest(f"ask for {minimum.text} or more")
    message = (
        f"{asked.process} asks for {asked.text}{remark}, which may be "
        f"{size_text(asked.size.decimal)}: less than the minimum of {least}"
    )
    enough = enough_for(minimum, asked.size)
    return asked.value.flag(message).warning().suggest(f"write {enough}, which has one reading")


def enough_for(minimum: knowledge.MinimumMemory, size: Memory) -> str:
    """The same number in `Mi` or `Gi` where that reaches the minimum, else the minimum."""
    meant = size.in_binary_unit()
    return meant.text if meant.binary >= minimum.bytes else minimum.text


def rewritten(value: Effective, text: str) -> list[Edit]:
    """Edits that give a written size another text, in quotes where it was; none for an alias."""
    node = value.node
    if not value.written or node.entry is None or node.entry.alias is not None:
        return []
    return [node.edit(text if node.is_plain else quoted(text))]


def cpu_of(deployment: Deployment, process: str) -> tuple[Effective, Cpu] | None:
    """The CPU of a process, where it is known and a number."""
    value = deployment.effective(*TEMPLATE, "resources", process, "cpu")
    text = text_of(value)
    cpu = Cpu.parse(text) if text is not None else None
    return None if cpu is None or cpu.milli or not cpu.cores else (value, cpu)


@lru_cache(maxsize=1024)
def is_enough_cpu(platform: str, text: str) -> bool:
    """Whether a text is a number of cores that a platform takes."""
    cpu = Cpu.parse(text)
    return (
        cpu is not None and not cpu.milli and cpu.cores >= knowledge.profile(platform).cpu_minimum
    )


def whole(value: Effective) -> int | None:
    """An effective value as a whole number; None where it is not known or none."""
    text = text_of(value)
    if text is None:
        return None
    return _whole_of_short(text) if len(text) <= _SHORT else _whole(text)


def _whole(text: str) -> int | None:
    return int(text.partition(".")[0]) if _INTEGER.fullmatch(text) is not None else None


_whole_of_short = lru_cache(maxsize=1024)(_whole)


@dataclass(frozen=True, eq=False)
class Slots:
    """What a deployment's parallelism needs and what its task managers offer; all known."""

    parallelism: Effective
    task_managers: Effective
    slots: Effective
    needed: int
    managers: int
    per_manager: int

    @property
    def offered(self) -> int:
        """Slots of all task managers together."""
        return self.managers * self.per_manager


@memo
def slots_of(deployment: Deployment) -> Slots | None:
    """Parallelism, task managers and slots, where the deployment alone decides on them.

    None in session mode and where something else may size the job: Autopilot, the adaptive or
    reactive scheduler, fine-grained resources, or the batch mode, which runs stage by stage.
    """
    if deployment.in_session or is_elastic(deployment) or may_be_batch(deployment):
        return None
    parallelism = deployment.effective(*TEMPLATE, "parallelism")
    managers = deployment.effective(*TEMPLATE, "numberOfTaskManagers")
    slots = deployment.effective(*TEMPLATE, "flinkConfiguration", SLOTS)
    numbers = [whole(value) for value in (parallelism, managers, slots)]
    needed, count, per_manager = numbers
    if needed is None or count is None or per_manager is None:
        return None
    if min(needed, count, per_manager) < 1:
        return None
    return Slots(parallelism, managers, slots, needed, count, per_manager)


def is_elastic(deployment: Deployment) -> bool:
    """Whether something else than the deployment may decide how big the job is."""
    elastic = knowledge.elastic_options()
    options = deployment.flink_configuration.children
    if any(key.startswith(elastic.prefixes) for key in options):
        return True
    for key in elastic.values.keys() & options.keys():
        node = options[key]
        if node.is_placeholder or (node.text or "").lower() in elastic.values[key]:
            return True
    return any(deployment.template_spec[field].exists for field in elastic.fields) or any(
        child.name not in PROCESSES for child in deployment.resources
    )


def may_be_batch(deployment: Deployment) -> bool:
    """Whether the job runs, or may run, in Flink's batch mode."""
    batch = deployment.template_spec["batchMode"]
    if batch.is_placeholder or (batch.text or "").lower() == "true":
        return True
    option = deployment.option(_RUNTIME_MODE)
    if option.node.is_placeholder:
        return True
    mode = text_of(option)
    if mode is not None and mode.strip().upper() != "STREAMING":
        return True
    return _RUNTIME_MODE in (deployment.artifact["sqlScript"].text or "")
