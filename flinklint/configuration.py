"""flinkConfiguration as the deployment's own Flink version reads it: keys, spellings, values.

Flink before the oldest version that the facts were read from is not known: nothing is said of its
options.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from flinklint import knowledge
from flinklint.addresses import lacks_bucket
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment, Effective
from flinklint.knowledge import Option, OptionName, OptionTable
from flinklint.memo import memo
from flinklint.regex import regex
from flinklint.tree import Node
from flinklint.units import FlinkDuration, FlinkVersion
from flinklint.values import problem, unknown_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

RETENTION = "execution.checkpointing.externalized-checkpoint-retention"
RESTART_STRATEGY = "restart-strategy"
UNALIGNED = "execution.checkpointing.unaligned"

_PLACEHOLDER = regex(r"\$\{[^}]*\}|\{\{[^}]*\}\}")
_SHORT = 64  # characters of a value that may come again
_NUMBER = regex(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")


def table(deployment: Deployment) -> OptionTable:
    """The options of the deployment's Flink version."""
    return deployment.options


@dataclass(eq=False)
class Written:
    """An option as written: its place and key, what is to be said of the key, and the option that
    Flink has by that key (None: none)."""

    node: Node
    key: str
    name: OptionName
    option: Option | None


@memo
def written(deployment: Deployment) -> tuple[Written, ...]:
    """The options that the deployment writes, in order; keys with a `${placeholder}` are left out.

    None for a Flink version that is not known.
    """
    if not deployment.options.is_known:
        return ()
    find = deployment.option_names.find
    return tuple(
        [
            Written(node, key, name := find(key), name.option)
            for key, node in deployment.flink_configuration.children.items()
            if not is_opaque(key)
        ]
    )


def is_opaque(text: str) -> bool:
    """Whether the text holds a placeholder."""
    return "{" in text and _PLACEHOLDER.search(text) is not None


def spellings(deployment: Deployment, key: str) -> tuple[str, ...]:
    """Every key that the deployment's Flink reads as the option `key`, the strongest first.

    Without a version known, `key` itself is among them.
    """
    return deployment.options.keys(key)


def value(deployment: Deployment, key: str) -> Effective:
    """The value that will apply to an option, under any of its spellings.

    As written, else from the defaults, else what the platform is known to write. The text is None
    where it is not known, or holds a placeholder.
    """
    keys = spellings(deployment, key)
    found = deployment.option(*keys)
    if found.origin == "unknown":
        defaults = deployment.profile.option_defaults
        for name in keys:
            if name in defaults:
                return Effective(defaults[name], found.node, "platform")
    if found.text is not None and is_opaque(found.text):
        return Effective(None, found.node, found.origin, found.default)
    return found


def duration(deployment: Deployment, key: str) -> tuple[Effective, FlinkDuration | None]:
    """An option's effective value, and the duration that it is; None where it is none."""
    found = value(deployment, key)
    if found.text is None or not deployment.options.is_known:
        return found, None
    version = deployment.flink_version or knowledge.versions()[-1]
    return found, FlinkDuration.parse(found.text, version)


def number(deployment: Deployment, key: str) -> tuple[Effective, Fraction | None]:
    """An option's effective value, and the decimal number that it is; None where it is none."""
    found = value(deployment, key)
    if found.text is None or not deployment.options.is_known:
        return found, None
    text = found.text.strip()
    return found, None if _NUMBER.fullmatch(text) is None else Fraction(text)


def is_true(deployment: Deployment, key: str) -> bool:
    """Whether a boolean option is switched on."""
    return (value(deployment, key).text or "").lower() == "true"


# --- what is wrong with a value ----------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """Why Flink refuses a value, and the code of the one rule that says so."""

    reason: str
    rule: str
    certain: bool = True


def fault(deployment: Deployment, option: Written) -> Fault | None:
    """What is wrong with the text of an option; None where nothing is, or nothing is known."""
    text, known = option.node.text, option.option
    if text is None or known is None or known.state != "here":
        return None
    read = _fault_of_short if len(text) <= _SHORT else _fault
    found = read(text, known.key, deployment.options)
    return None if found is None or option.node.is_placeholder else found


@memo
def faults(deployment: Deployment) -> list[tuple[Written, Fault]]:
    """The written options that something is wrong with."""
    found = [(option, fault(deployment, option)) for option in written(deployment)]
    return [(option, wrong) for option, wrong in found if wrong is not None]


def _fault(text: str, key: str, options: OptionTable) -> Fault | None:
    option, version = options.find(key), options.version
    reason = None if option is None else problem(text, option, version)
    if reason is not None:
        return Fault(reason, _speaker(options, key))
    reason = unknown_name(text, key, version)
    if reason is not None:
        names = knowledge.named_values(key)
        typo = names is None or not names.class_name or "probably meant" in reason
        certain = typo or names is None or names.find(text) is not None
        return Fault(reason, _speaker(options, key), certain)
    if lacks_bucket(text) and _is_state_path(options, key):
        reason = f"{text!r} names no bucket: write two slashes, as in oss://bucket/path"
        return Fault(reason, _speaker(options, key))
    return None if option is None else _out_of_range(text, option, options)


_fault_of_short = lru_cache(maxsize=4096)(_fault)


def _is_state_path(options: OptionTable, key: str) -> bool:
    newest = knowledge.options(None)
    return any(
        key in options.keys(path) or key in newest.spellings(path)
        for path in knowledge.state_paths()
    )


def _speaker(options: OptionTable, key: str) -> str:
    if key in options.keys(RETENTION):
        return "FL505"
    return "FL520" if key in options.keys(RESTART_STRATEGY) else "FL514"


def _out_of_range(text: str, option: Option, options: OptionTable) -> Fault | None:
    allowed, version = knowledge.option_range(option.key), options.version
    size = None if allowed is None else _size(text, option, version)
    if allowed is None or size is None or text.strip() in allowed.also:
        return None
    rule = allowed.spoken_for_by or _speaker(options, option.key)
    least = _size(allowed.least, option, version)
    if least is not None and size < least:
        return Fault(f"{text!r} is less than the minimum of {allowed.least}", rule)
    most = _size(allowed.most, option, version)
    if most is not None and size > most:
        return Fault(f"{text!r} is more than the maximum of {allowed.most}", rule)
    return None


def _size(text: str | None, option: Option, version: FlinkVersion | None) -> Fraction | int | None:
    if text is None:
        return None
    if option.read_as == "Duration":
        found = FlinkDuration.parse(text, version or knowledge.versions()[-1])
        return None if found is None else found.nanoseconds
    return Fraction(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


# --- batch --------------------------------------------------------------------------------------


def runs_in(deployment: Deployment) -> Literal["streaming", "batch", "unknown"]:
    """Whether the job is a batch job: it has no checkpoints, and ends when it is done."""
    batch = deployment.template_spec["batchMode"]
    if (batch.text or "").lower() == "true":
        return "batch"
    mode = value(deployment, "execution.runtime-mode")
    if mode.text is None:
        return "unknown" if mode.node.exists else "streaming"
    return "streaming" if mode.text.upper() == "STREAMING" else "batch"


# --- keys ---------------------------------------------------------------------------------------


def speaks_elsewhere(option: Written) -> bool:
    """Whether a key is not to be judged as a name: the platform's own, or another rule's."""
    if option.option is not None and option.option.state == "later" and option.key == UNALIGNED:
        return True  # FL509
    return not option.name.judged


@dataclass(frozen=True, eq=False)
class Clash:
    """Two keys that contradict each other.

    `two-names`: `node` is the weaker name of the option that `other` names too, with another
    value. `parent`: `node` is a value and the parent of `other`; `newer` is another name for it.
    """

    kind: Literal["two-names", "parent"]
    node: Node
    other: Node
    newer: str | None = None


@memo
def clashes(deployment: Deployment) -> list[Clash]:
    """Every key that contradicts another, each once."""
    configuration = deployment.flink_configuration
    children = _children(configuration) if _is_standard_yaml(deployment.flink_version) else {}
    found: list[Clash] = []
    for option in written(deployment):
        if option.node.text is None or option.option is None or option.option.state == "gone":
            continue
        other = _stronger(deployment, option)
        newer = option.option.replaced_by
        if other is not None:
            found.append(Clash("two-names", option.node, other))
        elif option.key in children:
            free = newer is not None and not configuration[newer].exists
            child = children[option.key]
            found.append(Clash("parent", option.node, child, newer if free else None))
    return found


def _children(configuration: Node) -> dict[str, Node]:
    """The first of the options whose key goes on where a written key ends, by that key."""
    found: dict[str, Node] = {}
    for node in configuration:
        dot = node.name.find(".")
        while dot >= 0:
            parent = node.name[:dot]
            if parent in configuration:
                found.setdefault(parent, node)
            dot = node.name.find(".", dot + 1)
    return found


def _stronger(deployment: Deployment, option: Written) -> Node | None:
    """The written node of the same option that Flink prefers, if it says something else."""
    for name in option.name.stronger:
        other = deployment.flink_configuration[name]
        if other.text is not None and not other.is_placeholder and not option.node.is_placeholder:
            return other if other.text.strip() != (option.node.text or "").strip() else None
    return None


def _is_standard_yaml(version: FlinkVersion | None) -> bool:
    return version is not None and version >= knowledge.standard_yaml_since()


@lru_cache(maxsize=64)
def keys_of_state_paths(options: OptionTable) -> tuple[str, ...]:
    """Every key, of this and of later versions, that names a directory for state."""
    newest = knowledge.options(None)
    return tuple(
        dict.fromkeys(
            key
            for path in knowledge.state_paths()
            for key in (*options.keys(path), *newest.spellings(path))
        )
    )
