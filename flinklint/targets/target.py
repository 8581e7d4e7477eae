"""What a target is, and what a deployment becomes for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flinklint.dataclass import dataclass, field
from flinklint.deployment import Deployment, Effective
from flinklint.payload import build as build_payload
from flinklint.request import NAMESPACE, Request, segment
from flinklint.schema import JsonValue
from flinklint.targets import facts
from flinklint.tree import Node
from flinklint.units import EngineVersion, FlinkVersion

Body = dict[str, JsonValue]
Path = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Loss:
    """A written field that a target does not carry as it stands.

    `field` is its dotted path, as `--allow-lossy` takes it; `message` says what is lost. Where
    `changes_job` is true, the job does something else without it.
    """

    node: Node
    field: str
    message: str
    hint: str
    changes_job: bool


@dataclass(frozen=True, eq=False)
class Obstacle:
    """What a target takes on no terms; one that is not `certain` may be provided for elsewhere."""

    node: Node
    message: str
    hint: str
    certain: bool = True


@dataclass(frozen=True, eq=False)
class Translation:
    """A deployment in the words of a target.

    `body` is what creates it and `start` what starts its job, where that is a call of its own;
    `in_start` are the fields that are only there. `dropped` are fields that the server manages.
    """

    deployment: Deployment
    body: Body
    start: Body | None = None
    in_start: tuple[Node, ...] = ()
    losses: tuple[Loss, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    dropped: tuple[Node, ...] = ()

    def lost(self) -> Iterator[Loss]:
        """The losses that nobody accepted."""
        allowed = self.deployment.settings.allow_lossy
        return (loss for loss in self.losses if not accepts(allowed, loss.field))

    def accepted(self) -> Iterator[Loss]:
        """The losses that somebody accepted."""
        allowed = self.deployment.settings.allow_lossy
        return (loss for loss in self.losses if accepts(allowed, loss.field))


@dataclass(frozen=True)
class Target:
    """An API that takes a Flink job: its name, and how deployments and requests are written."""

    name: str
    build: Callable[[Deployment], Translation]
    request: Callable[[Translation, str, Body | None], Request]

    @property
    def title(self) -> str:
        """What the target is, for people."""
        return str(facts.of(self.name)["title"])


def accepts(allowed: tuple[str, ...], name: str) -> bool:
    """Whether a list of accepted fields means a field.

    An entry is a dotted path, one of its parents, or a part of it that begins and ends at a dot;
    `all` means every field.
    """
    dotted = f".{name}."
    return any(entry == "all" or f".{entry}." in dotted for entry in allowed)


@dataclass(eq=False)
class Reader:
    """The fields of a deployment, each taken once; what nobody took is lost.

    Paths are seen from the root of the deployment.
    """

    deployment: Deployment
    target: str
    losses: list[Loss] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    _taken: set[Path] = field(default_factory=set)
    _applied: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        payload = build_payload(self.deployment)
        self.dropped = payload.dropped
        self._body = payload.body

    def setting(self, name: str) -> str | None:
        """A text that settings give for this target."""
        value = self.deployment.settings.target_options.get(name)
        return value if isinstance(value, str) else None

    def setting_list(self, name: str) -> list[str] | None:
        """A list of texts that settings give for this target."""
        value = self.deployment.settings.target_options.get(name)
        return [str(item) for item in value] if isinstance(value, list) else None

    def node(self, *path: str) -> Node:
        """The node at a path, misspelt keys not looked at."""
        node = self.deployment.node
        for step in path:
            node = node.children.get(step) or node[step]
        return node

    def value(self, *path: str) -> JsonValue:
        """The value at a path as submitted; None where it is null or absent."""
        value: JsonValue = self._body
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def has(self, name: str) -> bool:
        """Whether the deployment has a field at its root, null or not."""
        return name in self._body

    def take(self, *path: str) -> JsonValue:
        """The value at a path, which then counts as carried."""
        self._taken.add(path)
        return self.value(*path)

    def take_text(self, *path: str) -> str | None:
        """The text at a path, which then counts as carried; None where there is none."""
        value = self.take(*path)
        return value if isinstance(value, str) else None

    def take_map(self, *path: str) -> Body:
        """The mapping at a path without nulls, which counts as carried; empty if there is none."""
        value = self.take(*path)
        if not isinstance(value, dict):
            return {}
        return {key: below for key, below in value.items() if below is not None}

    def take_number(self, *path: str) -> JsonValue:
        """The number at a path; a placeholder in its place is lost."""
        value = self.take(*path)
        if isinstance(value, str):
            filled_in = self.node(*path).is_placeholder
            says = f"`{value}` is no number{' before it is filled in' if filled_in else ''}"
            self.lose(path, says, changes_job=True)
            return None
        return value

    def effective(self, *path: str) -> Effective:
        """What applies at a path, from the defaults too, which then counts as carried."""
        self._applied.add(path)
        return self.deployment.effective(*path)

    def lose(
        self,
        path: Path,
        says: str,
        hint: str = "",
        *,
        changes_job: bool,
        node: Node | None = None,
    ) -> None:
        """Report a field as lost, once, at its place or another; it counts as dealt with."""
        self._taken.add(path)
        node = self.node(*path) if node is None else node
        name = ".".join(path)
        if node and all(loss.field != name for loss in self.losses):
            message = f"{self.target} cannot carry `{_short(path)}`: {says}"
            self.losses.append(Loss(node, name, message, hint, changes_job))

    def refuse(self, node: Node, message: str, hint: str = "", *, certain: bool = True) -> None:
        """Report what the target does not take."""
        self.obstacles.append(Obstacle(node, message, hint, certain))

    def finish(
        self,
        body: Body,
        start: Body | None = None,
        in_start: tuple[Node, ...] = (),
        *,
        fills_in: bool = False,
    ) -> Translation:
        """The translation; everything that was not taken is lost.

        So are the defaults that nothing was made of, unless the target itself `fills_in` those.
        """
        self._lose_rest(self.deployment.node, ())
        for document in self.deployment.settings.defaults if not fills_in else ():
            self._lose_defaults(document.root["spec"], ("spec",))
        return Translation(
            self.deployment,
            body,
            start,
            in_start,
            tuple(sorted(self.losses, key=lambda loss: (loss.node.span.start, loss.field))),
            tuple(self.obstacles),
            self.dropped,
        )

    def _lose_defaults(self, node: Node, path: Path) -> None:
        """Lose what only the platform that the defaults are of would fill in."""
        if path in self._applied or (path != ("spec",) and self._overrides(path)):
            return
        if node.is_mapping:
            for name, child in node.children.items():
                self._lose_defaults(child, (*path, name))
        elif node:
            says = "it is a default of the platform"
            self.lose(path, says, "write it into the deployment", changes_job=True, node=node)

    def _overrides(self, path: Path) -> bool:
        """Whether the deployment says something itself at a path."""
        node = self.node(*path)
        return node.exists and not node.is_mapping

    def _lose_by(self, fact: facts.LossFact, node: Node, path: Path) -> None:
        """Lose a field that the target has no place for, or what is left of a mapping."""
        if any(taken[: len(path)] == path for taken in self._taken):
            for name, child in node.children.items():
                if (*path, name) not in self._taken:
                    self._lose_by(fact, child, (*path, name))
        elif says_something(node):
            self.lose(path, fact.says, fact.hint, changes_job=fact.changes_job)

    def _lose_rest(self, node: Node, path: Path) -> None:
        known = facts.losses(self.target)
        submitted = self.value(*path)
        for name, child in node.children.items():
            below = (*path, name)
            sent = isinstance(submitted, dict) and name in submitted
            if below in self._taken or not sent or not child:
                continue
            fact = known.get(".".join(below))
            if fact is not None:
                self._lose_by(fact, child, below)
            elif child.is_mapping:
                self._lose_rest(child, below)
            else:
                self.lose(below, "it has no such field", changes_job=True)


def namespace(translation: Translation) -> str:
    """The namespace of the platform as a step of a path: as written, as set, or a placeholder."""
    written = translation.deployment.metadata["namespace"].text
    return segment(written or setting(translation, "namespace") or NAMESPACE)


def setting(translation: Translation, name: str) -> str | None:
    """A text that settings give for the target."""
    value = translation.deployment.settings.target_options.get(name)
    return value if isinstance(value, str) else None


def says_something(node: Node) -> bool:
    """Whether there is a value at or below a node that is not null."""
    return any(below and below.kind == "scalar" for below in node.walk())


def flink_version(deployment: Deployment) -> FlinkVersion | None:
    """The Flink version as written: by itself, in the image tag, or in the engine's name."""
    engine = EngineVersion.parse(deployment.artifact["versionName"].text or "")
    return deployment.flink_version or (engine.flink if engine is not None else None)


def check_version(reader: Reader) -> None:
    """Refuse a Flink version that the target does not have."""
    version = flink_version(reader.deployment)
    known = facts.versions(reader.target)
    if version is None or not known or version in known:
        return
    artifact = reader.deployment.artifact
    node = artifact["flinkVersion"] or artifact["flinkImageTag"] or artifact["versionName"]
    shown = ", ".join(each.minor_text for each in known)
    message = f"{reader.target} has no Flink {version.minor_text}"
    reader.refuse(node, message, f"it has {shown}")


def without_empty(values: Body) -> Body:
    """The fields that have a value: no null, no empty mapping or list."""
    return {key: value for key, value in values.items() if value not in (None, {}, [])}


def _short(path: Path) -> str:
    """A field as people know it: without what every path begins with."""
    for prefix in (("spec", "template", "spec"), ("spec",)):
        if path[: len(prefix)] == prefix and len(path) > len(prefix):
            return ".".join(path[len(prefix) :])
    return ".".join(path)
