"""Whether a job takes checkpoints, and how often: what several rules ask."""

from __future__ import annotations

from functools import cache, lru_cache

from flinklint import knowledge
from flinklint.configuration import (
    RETENTION,
    UNALIGNED,
    duration,
    number,
    runs_in,
    table,
    value,
)
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment, Effective
from flinklint.memo import memo
from flinklint.nearest import fold
from flinklint.tree import Node
from flinklint.units import FlinkDuration, FlinkVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

INTERVAL = "execution.checkpointing.interval"
MIN_PAUSE = "execution.checkpointing.min-pause"
TIMEOUT = "execution.checkpointing.timeout"
CONCURRENT = "execution.checkpointing.max-concurrent-checkpoints"
MODE = "execution.checkpointing.mode"
ALIGNED_TIMEOUTS = (
    "execution.checkpointing.aligned-checkpoint-timeout",
    "execution.checkpointing.alignment-timeout",
)

__all__ = ["RETENTION", "UNALIGNED"]


@dataclass(frozen=True, eq=False)
class Checkpointing:
    """The interval between checkpoints, and whether it switches them on.

    `absent`: neither the deployment nor any default that is known gives one. `empty`: written as
    null. `unknown`: a placeholder, text that is no duration, or something else may decide.
    """

    state: Literal["on", "refused", "empty", "absent", "unknown"]
    value: Effective
    interval: FlinkDuration | None


@memo
def checkpointing(deployment: Deployment) -> Checkpointing:
    """Whether the job takes checkpoints."""
    found, interval = duration(deployment, INTERVAL)
    return Checkpointing(_state(deployment, found, interval), found, interval)


def _state(
    deployment: Deployment, setting: Effective, interval: FlinkDuration | None
) -> Literal["on", "refused", "empty", "absent", "unknown"]:
    if not deployment.options.is_known or runs_in(deployment) != "streaming":
        return "unknown"
    if interval is not None:
        return "on" if interval.nanoseconds >= least_interval().nanoseconds else "refused"
    if setting.node.is_null:
        return "empty"
    if setting.origin != "unknown" or deployment.is_partial or _may_be_set_elsewhere(deployment):
        return "unknown"
    return "absent"


@cache
def least_interval() -> FlinkDuration:
    """The shortest interval that Flink accepts."""
    allowed = knowledge.option_range(INTERVAL)
    least = FlinkDuration.parse(allowed.least or "", knowledge.versions()[-1]) if allowed else None
    assert least is not None
    return least


def _may_be_set_elsewhere(deployment: Deployment) -> bool:
    """Whether the interval may come from the session cluster, the script, the program's arguments,
    or a nested mapping."""
    configuration = deployment.flink_configuration
    if configuration.exists and configuration.kind not in ("mapping", "null"):
        return True
    if deployment.in_session or any(node.kind == "mapping" for node in configuration):
        return True
    script, arguments = deployment.artifact["sqlScript"].text, deployment.artifact["mainArgs"].text
    return INTERVAL in (script or "") or "checkpoint" in (arguments or "").lower()


def wants_state(deployment: Deployment) -> list[Effective]:
    """The strategies, as written or set by defaults, that carry state from one run to the next."""
    found = []
    for field, kind in (("upgradeStrategy", "STATEFUL"), ("restoreStrategy", "LATEST_STATE")):
        strategy = deployment.effective("spec", field, "kind")
        if strategy.origin in ("written", "defaults") and fold(strategy.text or "") == fold(kind):
            found.append(strategy)
    return found


def given(deployment: Deployment, code: str, option: str, default: str) -> FlinkDuration:
    """A duration that settings may change for a rule; the default where theirs is none."""
    return _read(deployment.settings.rule_option(code, option, default), default)


@lru_cache(maxsize=64)
def _read(text: str, default: str) -> FlinkDuration:
    newest: FlinkVersion = knowledge.versions()[-1]
    found = FlinkDuration.parse(text, newest) or FlinkDuration.parse(default, newest)
    return found or FlinkDuration(default, 0)


# --- unaligned ----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Obstacle:
    """Why unaligned checkpoints cannot be: the reason, the place of it, and what to do."""

    reason: str
    node: Node
    label: str
    hint: str


def unaligned_obstacle(deployment: Deployment) -> Obstacle | None:
    """What keeps unaligned checkpoints from being taken, if that is known."""
    option = table(deployment).find(UNALIGNED)
    version = deployment.flink_version
    if version is not None and option is not None and option.state == "later":
        return Obstacle(
            f"with Flink {version.minor_text}: they came with {option.since}",
            deployment.artifact["flinkVersion"],
            "the Flink version",
            f"take Flink {option.since} or later, or remove the key",
        )
    mode = value(deployment, MODE)
    if (mode.text or "").upper() == "AT_LEAST_ONCE":
        reason, hint = "in the mode AT_LEAST_ONCE", "write EXACTLY_ONCE, or remove the key"
        return Obstacle(reason + mode.remark, mode.node, "the mode", hint)
    concurrent, count = number(deployment, CONCURRENT)
    if count is not None and count > 1:
        reason = f"with {concurrent.text} checkpoints at once{concurrent.remark}"
        hint = "allow one checkpoint at a time, or remove the key"
        return Obstacle(reason, concurrent.node, "more than one", hint)
    return None


def aligned_timeout(deployment: Deployment) -> bool:
    """Whether a checkpoint becomes unaligned only after a time."""
    return any(value(deployment, key).origin != "unknown" for key in ALIGNED_TIMEOUTS)
