"""How a deployment lives: its state, its two strategies, and what a start from state needs.

The upgrade strategy governs how a running job is taken down; the restore strategy is asked at every
start.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from flinklint import facts
from flinklint.checkpointing import RETENTION, Checkpointing, checkpointing
from flinklint.configuration import value
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment, Effective
from flinklint.finding import Finding
from flinklint.memo import memo, memo_of_each
from flinklint.nearest import fold, nearest
from flinklint.schema import json_value, shape_at
from flinklint.tree import Node
from flinklint.units import FlinkVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Field = Literal["upgrade", "restore", "state"]


# --- strategies -------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Strategy:
    """A strategy that applies: `kind` as the platform spells it, None where it is not known."""

    kind: str | None
    value: Effective

    @property
    def node(self) -> Node:
        """The place of the value, or where it would stand."""
        return self.value.node

    @property
    def chosen(self) -> bool:
        """Whether somebody wrote it: the deployment, or the defaults that were given."""
        return self.value.origin in ("written", "defaults")

    @property
    def remark(self) -> str:
        """How a message names where it comes from: empty for a written value."""
        return self.value.remark


def upgrade_strategy(deployment: Deployment) -> Strategy:
    """What happens to the running job when the deployment changes."""
    return _strategy(deployment, "upgradeStrategy")


def restore_strategy(deployment: Deployment) -> Strategy:
    """From which state the job starts."""
    return _strategy(deployment, "restoreStrategy")


@memo_of_each
def _strategy(deployment: Deployment, name: str) -> Strategy:
    path = ("spec", name, "kind")
    value = deployment.effective(*path)
    shape = shape_at(*path)
    known = shape.enum if shape is not None else ()
    # the body of a PATCH leaves the rest as it is on the server: no default comes in
    unknown = value.text is None or (deployment.is_partial and not value.written)
    return Strategy(None if unknown else spelling_of(value.text or "", known), value)


@lru_cache(maxsize=1024)
def spelling_of(text: str, known: tuple[str, ...]) -> str | None:
    """The known word that `text` is, but for case, blanks and dashes."""
    return next((word for word in known if fold(word) == fold(text)), None)


def unknown_word(
    node: Node, allowed: tuple[str, ...], field: Field, called: str, platform: str
) -> Finding | None:
    """A finding at a value that is not among the allowed words, nor one in another case.

    A word that is right on another platform is a warning.
    """
    text = node.text
    if text is None or spelling_of(text, allowed) is not None or node.is_placeholder:
        return None
    listed = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
    path = node.path[-3:] if field != "state" else node.path[-2:]
    shape = shape_at(*path)
    if shape is not None and spelling_of(text, shape.enum) is not None:
        finding = node.flag(f"{called} {text} is not known to {platform}")
        return finding.warning().suggest(f"write {listed}")
    meant = _meant(text, allowed, field)
    if meant is None:
        return node.flag(f"`{text}` is no {called}").suggest(f"write {listed}")
    finding = node.flag(f"`{text}` is no {called}: there is {listed}")
    finding = finding.suggest(f"did you mean {meant}?")
    return finding.fix(f"write {meant}", [node.edit(meant)], safe=False)


def _meant(text: str, allowed: tuple[str, ...], field: Field) -> str | None:
    word: str | None = facts.read("lifecycle")["meant"][field]["values"].get(fold(text))
    return word if word in allowed else nearest(text, allowed)


# --- attempts ---------------------------------------------------------------------------------


def unusual_attempts(node: Node) -> Iterator[Finding]:
    """What is wrong with a number of attempts: too few is an error, very many a warning."""
    if node.text is None:
        return
    shape = shape_at(*node.path[-2:])
    number = json_value(node, shape)
    if shape is None or not isinstance(number, int) or isinstance(number, bool):
        return
    if number < shape.schema["minimum"]:
        least = shape.schema["minimum"]
        finding = node.flag(f"{node.name} is {number}, less than the minimum of {least}")
        yield finding.suggest("leave it out for the platform's default, or write 1 or more")
    elif facts.read("lifecycle")["attempts"]["unusual_above"] < number <= shape.schema["maximum"]:
        finding = node.flag(f"{node.name} is {number}: a failure is tried over and over, unseen")
        yield finding.warning().suggest("write a number that ends while somebody is still looking")


# --- what a start from the latest state needs --------------------------------------------------


@dataclass(frozen=True, eq=False)
class LatestState:
    """A start from the latest state, and what it lacks: `interval`, `retention`, or nothing."""

    strategy: Strategy
    lacks: Literal["interval", "retention"] | None
    retention: Effective
    checkpointing: Checkpointing


@memo
def latest_state(deployment: Deployment) -> LatestState | None:
    """What a deployment that starts from the latest state does about checkpoints.

    None where another strategy is chosen, or none. Nothing is lacking where it is not known.
    """
    strategy = restore_strategy(deployment)
    if strategy.kind != "LATEST_STATE" or not strategy.chosen or deployment.is_partial:
        return None
    taken, kept = checkpointing(deployment), value(deployment, RETENTION)
    lacks: Literal["interval", "retention"] | None = None
    if taken.state == "absent" or (deployment.in_session and taken.value.origin == "unknown"):
        lacks = "interval"
    elif taken.state == "on" and _drops(kept):
        lacks = "retention"
    return LatestState(strategy, lacks, kept, taken)


def _drops(retention: Effective) -> bool:
    """Whether the last checkpoint is deleted when the job is cancelled."""
    if retention.text is None:  # not written, rather than a placeholder or nothing after the colon
        return retention.origin == "unknown" and not retention.node.exists
    return retention.text.upper() in facts.read("lifecycle")["retention"]["dropping"]


def own_cluster(deployment: Deployment) -> bool:
    """Whether the cluster's own options are the deployment's matter: its high availability, and
    where its savepoints go. Not in a session, nor where the platform writes them itself."""
    owned = deployment.profile.name in facts.read("lifecycle")["platform_owns_cluster"]["values"]
    return not deployment.in_session and not deployment.is_partial and not owned


def vvp_kubernetes_until() -> FlinkVersion:
    """The last Flink version whose platform images have the high availability vvp-kubernetes."""
    version = FlinkVersion.parse(facts.read("lifecycle")["vvp_kubernetes_until"]["flink"])
    assert version is not None
    return version
