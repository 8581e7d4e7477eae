"""What an unknown key was meant to be: a misspelt field, or one that belongs elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flinklint import knowledge, schema
from flinklint.dataclass import dataclass
from flinklint.nearest import fold, nearest, nearest_all
from flinklint.tree import Node

_LEVELS = frozenset({"TRACE", "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "OFF", "ALL"})


@dataclass(frozen=True, eq=False)
class UnknownField:
    """A key that its place does not know. `owner` is the code of a rule that speaks for the place.

    `home` is the path of the mapping where it belongs, if it is known there.
    """

    node: Node
    place: schema.Shape
    owner: str | None
    home: tuple[str, ...] | None

    @property
    def meant(self) -> str | None:
        """The field of this place that was most likely meant."""
        for name, below in self.place.fields.items():
            if self.node.name in below.get("x-confused-with", ()):
                return name
        return nearest(self.node.name, self.place.fields)

    @property
    def candidates(self) -> list[str]:
        """At most five fields of this place, the nearest first."""
        near = nearest_all(self.node.name, self.place.fields, limit=4)
        return list(dict.fromkeys([*near, *self.place.fields]))[:5]


def unknown_fields(problems: Iterable[schema.SchemaProblem]) -> Iterator[UnknownField]:
    """The unknown keys among what the JSON Schema finds wrong with a deployment, in order."""
    for problem in problems:
        if problem.keyword == "additionalProperties" and problem.place is not None:
            owners = problem.place.judged_by("additionalProperties")
            owner = owners[0] if owners else None
            home = None if owner else _home(problem.node, problem.place)
            yield UnknownField(problem.node, problem.place, owner, home)


def _home(node: Node, place: schema.Shape) -> tuple[str, ...] | None:
    """The path of the mapping that a key belongs in, if that is not where it stands."""
    name, parent = node.name, node.path[:-1]
    if any(name in below.get("x-confused-with", ()) for below in place.fields.values()):
        return None
    if any(fold(name) == fold(known) for known in place.fields):
        return None
    paths = [p for p in schema.homes().get(name, ()) if "[]" not in p and p[0] != "status"]
    if not paths:
        paths = [home for home in _free_homes(name, node, place) if home]
    if not paths:
        paths = _confused_homes(name)
    fitting = [path[:-1] for path in paths if _fits(node, path)]
    return max(fitting, key=lambda path: _closeness(path, parent), default=None)


def _confused_homes(name: str) -> list[tuple[str, ...]]:
    """The annotations that the key is a known wrong name of, such as `stopWithDrain`."""
    annotations = schema.shape_at("metadata", "annotations")
    return [
        ("metadata", "annotations", key)
        for key, below in (annotations.fields if annotations is not None else {}).items()
        if name in below.get("x-confused-with", ())
    ]


def _free_homes(name: str, node: Node, place: schema.Shape) -> Iterator[tuple[str, ...]]:
    """Where keys that authors make up themselves belong: Flink options, and loggers."""
    template = ("spec", "template", "spec")
    if "." in name and node.kind == "scalar" and knowledge.options(None).find(name) is not None:
        yield (*template, "flinkConfiguration", name)
    level = (node.text or "").upper() in _LEVELS
    if level and "loggingProfile" in place.fields:
        yield (*template, "logging", "log4jLoggers", name)


def _fits(node: Node, path: tuple[str, ...]) -> bool:
    """Whether the value has the kind that the field at the path has."""
    shape = schema.shape_at(*path)
    if shape is None or not shape.types or node.is_null:
        return True
    wanted = {"mapping": "object", "sequence": "array"}.get(node.kind)
    return wanted in shape.types if wanted else bool({*shape.types} - {"object", "array"})


def _closeness(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """How near two paths are: the steps they share count for, their lengths against."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return 2 * length - len(first)
