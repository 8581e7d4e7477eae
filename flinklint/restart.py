"""What restarts a job that fails: the chosen strategy, and the options that belong to each."""

from __future__ import annotations

from functools import lru_cache

from flinklint import knowledge
from flinklint.configuration import RESTART_STRATEGY, table, value
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment, Effective
from flinklint.memo import memo
from flinklint.tree import Node
from flinklint.units import FlinkVersion


@dataclass(frozen=True, eq=False)
class Restart:
    """The restart strategy that applies: its canonical name (`disable`, `fixed-delay` ...).

    `name` is None where no strategy is set, or it cannot be told.
    """

    name: str | None
    value: Effective

    @property
    def is_set(self) -> bool:
        """Whether anybody chose one: the deployment, the defaults, or the platform."""
        return self.value.origin != "unknown"


@memo
def restart(deployment: Deployment) -> Restart:
    """The restart strategy of a deployment."""
    found = value(deployment, RESTART_STRATEGY)
    names = knowledge.named_values(RESTART_STRATEGY)
    if found.text is None or names is None or not deployment.options.is_known:
        return Restart(None, found)
    named = names.find(found.text.strip())
    if named is None or not named.known_in(deployment.flink_version):
        return Restart(None, found)
    return Restart(named.canonical, found)


def family(key: str) -> str:
    """The strategy that an option belongs to: `restart-strategy.<strategy>.delay`."""
    return key.split(".")[1]


@lru_cache(maxsize=256)
def _parameters(name: str, version: FlinkVersion | None) -> tuple[str, ...]:
    return tuple(
        key
        for key, since in knowledge.restart_parameters().items()
        if family(key) == name and (version is None or since <= version)
    )


def parameters(deployment: Deployment, name: str) -> tuple[str, ...]:
    """The options of a strategy that the deployment's Flink has."""
    return _parameters(name, deployment.flink_version)


@memo
def written_parameters(deployment: Deployment) -> dict[str, list[Node]]:
    """The written options of every strategy, by strategy."""
    found: dict[str, list[Node]] = {}
    options = deployment.written_options
    for key in knowledge.restart_parameters():
        node = options.get(key)
        if node is not None:
            found.setdefault(family(key), []).append(node)
    return found


def default_of(deployment: Deployment, key: str) -> str | None:
    """What Flink takes where an option is not set."""
    option = table(deployment).find(key)
    return None if option is None else option.default
