"""The paths of policies: what a team may ask about, and the values that a path meets.

`spec.template.spec.parallelism` is a field; `*` stands for any part of one step. Where the keys are
the author's own (labels, options, loggers) the rest of the path is one key, dots and all. Other
paths begin with `script.tables.TABLE.OPTION`, or are `environment`, `platform` or `flink-version`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase

from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment
from flinklint.finding import Finding
from flinklint.memo import memo
from flinklint.nearest import nearest
from flinklint.regex import regex
from flinklint.schema import Shape, shape
from flinklint.script import Script
from flinklint.tree import Node, is_opaque

WORDS = ("environment", "platform", "flink-version")
OPTIONS = ("spec", "template", "spec", "flinkConfiguration")

_STEP = regex(r"\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[^.\"']+)")
_FORM = regex(r"(?:\"[^\"]*\"|'[^']*'|[^.\"']+)(?:\.(?:\"[^\"]*\"|'[^']*'|[^.\"']+))*")


class PathError(Exception):
    """A path that means nothing; the text says why."""


@dataclass(frozen=True)
class PolicyPath:
    """A path as written, and its steps."""

    text: str
    steps: tuple[str, ...]

    @property
    def is_of_script(self) -> bool:
        """Whether it is about the tables of a script."""
        return self.steps[0] == "script"

    @property
    def is_option(self) -> bool:
        """Whether it is about an option, of Flink or of a table, whose value Flink reads."""
        return self.is_of_script or self.steps[:4] == OPTIONS

    def bound(self, other: PolicyPath, steps: tuple[str, ...]) -> PolicyPath:
        """This path, where it begins like another one that met a value by these steps.

        So `script.tables.*.connector` is the connector of the table whose option was met by
        `script.tables.*.topic`, rather than of any table.
        """
        same = 0
        for own, its in zip(self.steps, other.steps, strict=False):
            if own != its or same == len(steps):
                break
            same += 1
        return PolicyPath(self.text, (*steps[:same], *self.steps[same:]))

    @property
    def has_wildcard(self) -> bool:
        """Whether it may meet several values."""
        return any("*" in step for step in self.steps)


@dataclass(frozen=True, eq=False)
class Met:
    """A value that a path meets: its text, None where it is not there or no single value.

    `steps` lead to it, without `*`. `exists` tells whether somebody wrote it; of one that `is_open`
    nothing can be said. `flag` makes a finding at the value, or where it would stand.
    """

    steps: tuple[str, ...]
    text: str | None
    exists: bool
    is_open: bool
    flag: Callable[[str], Finding]
    remark: str = ""

    @property
    def name(self) -> str:
        """The last step: the key of the value."""
        return self.steps[-1]


def parse(text: str) -> PolicyPath:
    """Read a path, and hold it against what a deployment has. Raises `PathError`."""
    if _FORM.fullmatch(text) is None:
        raise PathError(f"`{text}` is no path; write it as spec.template.spec.parallelism")
    steps = [
        next(part for part in match.groups() if part is not None) for match in _STEP.finditer(text)
    ]
    if text in WORDS:
        return PolicyPath(text, (text,))
    if steps[0] == "script":
        return PolicyPath(text, _script_steps(text, steps))
    return PolicyPath(text, tuple(_fields(text, steps)))


def _script_steps(text: str, steps: list[str]) -> tuple[str, ...]:
    if len(steps) < 4 or steps[1] != "tables":
        raise PathError(f"`{text}`: of a script there is script.tables.TABLE.OPTION")
    return ("script", "tables", steps[2], ".".join(steps[3:]))


def _fields(text: str, steps: list[str]) -> Iterator[str]:
    place: Shape | None = shape()
    for number, step in enumerate(steps):
        if place is not None and place.is_map:
            yield ".".join(steps[number:])
            return
        if place is not None and place.closed and "*" not in step and step not in place.fields:
            known = [*place.fields, *(("script", *WORDS) if number == 0 else ())]
            near = nearest(step, known)
            meant = f"did you mean `{near}`?" if near else f"known are {', '.join(known[:8])}"
            raise PathError(f"`{text}`: there is no `{step}`; {meant}")
        yield step
        place = _below(text, place, step) if place is not None else None


def _below(text: str, place: Shape, step: str) -> Shape | None:
    """The shape of a step; where `*` may mean several that differ, none. Raises `PathError`."""
    if "*" not in step or not place.fields:
        return place.child(step)
    fitting = [name for name in place.fields if fnmatchcase(name, _glob(step))]
    if not fitting and place.closed:
        raise PathError(f"`{text}`: `{step}` means none of {', '.join([*place.fields][:8])}")
    shapes = [below for name in fitting if (below := place.child(name)) is not None]
    alike = len({frozenset(below.fields) for below in shapes}) == 1
    return shapes[0] if alike else None


def met(path: PolicyPath, subject: Deployment | Script) -> Iterator[Met]:
    """The values that a path meets; without `*` one, be it there or not."""
    deployment = subject if isinstance(subject, Deployment) else subject.deployment
    if path.is_of_script:
        script = subject if isinstance(subject, Script) else _script_of(subject)
        if script is not None:
            yield from _of_tables(path, script)
    elif path.steps[0] in WORDS:
        yield _of_word(path.steps[0], subject if deployment is None else deployment)
    elif deployment is None:
        return
    elif path.has_wildcard:
        yield from (_written(node) for node in _matching(deployment.node, path.steps))
    else:
        yield _effective(path, deployment)


def _effective(path: PolicyPath, deployment: Deployment) -> Met:
    if path.steps[:4] == OPTIONS and len(path.steps) == 5:
        found = deployment.option(path.steps[4])
    else:
        found = deployment.effective(*path.steps)
    node = found.node
    exists = node.exists if found.written else found.default is not None
    open_ = node.is_placeholder or node.is_disputed or _below_placeholder(node)
    open_ = open_ or (not exists and deployment.is_partial)
    text = None if open_ else found.text
    return Met(path.steps, text, exists, open_ or _is_left_open(text), found.flag, found.remark)


def _below_placeholder(node: Node) -> bool:
    parent = node.parent
    return parent is not None and (parent.is_placeholder or _below_placeholder(parent))


def _is_left_open(text: str | None) -> bool:
    return text is not None and is_opaque(text)


def _written(node: Node) -> Met:
    return Met(node.path, node.text, node.exists, node.is_placeholder, node.flag)


def _matching(node: Node, steps: tuple[str, ...]) -> Iterator[Node]:
    """The nodes below a node that the steps lead to."""
    if not steps:
        yield node
    else:
        for name, child in node.children.items():
            if fnmatchcase(name, _glob(steps[0])):
                yield from _matching(child, steps[1:])


def _of_word(word: str, subject: Deployment | Script) -> Met:
    """What is known of the run; `subject` is a script only where it is of no deployment."""
    settings = subject.settings
    if isinstance(subject, Deployment):
        version = subject.flink_version
        known = str(version) if version is not None else None
        platform: str | None = subject.platform[0]
    else:
        numbers = subject.flink_version
        known = f"{numbers[0]}.{numbers[1]}" if numbers is not None else None
        platform = settings.platform if settings.platform != "auto" else None
    if word == "environment":
        text = settings.environment.name or None if settings.environment is not None else None
        return Met((word,), text, text is not None, False, _at_word(word, subject))
    text = platform if word == "platform" else known
    return Met((word,), text, text is not None, text is None, _at_word(word, subject))


def _at_word(word: str, subject: Deployment | Script) -> Callable[[str], Finding]:
    if isinstance(subject, Script):
        return _at(subject, (0, 0))
    version, tag = subject.artifact["flinkVersion"], subject.artifact["flinkImageTag"]
    if word == "flink-version" and (version.exists or tag.exists):
        return version.flag if version.exists else tag.flag
    return subject.metadata["name"].flag


@memo
def _script_of(deployment: Deployment) -> Script | None:
    return Script.of(deployment)


def _of_tables(path: PolicyPath, script: Script) -> Iterator[Met]:
    from flinklint.script_flow import is_opaque as is_open_option
    from flinklint.script_flow import script_flow

    _, _, wanted, key = path.steps
    key = key.lower() if script.vendor else key  # the managed platform ignores case
    for table in script_flow(script).tables:
        if table.kind != "table" or not fnmatchcase(table.name, _glob(wanted)):
            continue
        options = [
            option
            for option in table.options
            if fnmatchcase(option.key.lower() if script.vendor else option.key, _glob(key))
        ]
        for option in options:
            flag = _at(script, option.value_span)
            steps = (*path.steps[:2], table.name, option.key)
            yield Met(steps, option.value, True, is_open_option(option.value), flag)
        if not options and "*" not in key:
            is_open = not table.has_with or not table.options_complete
            steps = (*path.steps[:2], table.name, key)
            yield Met(steps, None, False, is_open, _at(script, table.name_span))


def _at(script: Script, place: tuple[int, int]) -> Callable[[str], Finding]:
    def flag(message: str) -> Finding:
        return script.flag(*place, message)

    return flag


def _glob(step: str) -> str:
    """A step as `fnmatch` reads it: `*` alone is special."""
    return step.replace("[", "[[]").replace("?", "[?]")
