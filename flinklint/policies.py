"""Rules without code: tables in the settings that ask something of the value at a path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Literal

from flinklint import knowledge
from flinklint.dataclass import dataclass, replace
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.policy_paths import Met, PathError, PolicyPath, met, parse
from flinklint.refusal import Refusal
from flinklint.rule import Rule
from flinklint.schema import shape_at
from flinklint.script import Script
from flinklint.secrets import is_secret_name, shaped_parts
from flinklint.settings import SettingsFile
from flinklint.units import Cpu, FlinkDuration, FlinkMemory, FlinkVersion, Memory

Place = Callable[..., str]
"""Where a key of a table stands, as messages begin."""

Unit = Literal["number", "cpu", "memory", "duration", "version"]
CHECKS = ("require", "forbid", "one-of", "none-of", "matches", "min", "max")

_NEWEST = FlinkVersion(2, 3)
_NUMBER = re.compile(r"[-+]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_LONGEST = 60  # characters of a value in a message
_TYPES: dict[str, Unit] = {
    "Duration": "duration",
    "ScalaDuration": "duration",
    "MemorySize": "memory",
    "Integer": "number",
    "Long": "number",
    "Float": "number",
    "Double": "number",
}
_FIELDS: dict[str, Unit] = {
    "cpu": "cpu",
    "memory": "memory",
    "flinkVersion": "version",
    "flink-version": "version",
}


@dataclass(frozen=True)
class Limit:
    """The least or the most that a value may be, as written and as numbers.

    A size in `m` or `g` may be read in two ways: `low` and `high` are both of them.
    """

    text: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Question:
    """What is asked of the values at a path; what is None or empty is not asked."""

    path: PolicyPath
    require: bool = False
    forbid: bool = False
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    matches: str = ""
    unit: Unit = "number"
    least: Limit | None = None
    most: Limit | None = None

    def fault(self, value: Met) -> str:
        """What is wrong with a value, in words; empty if nothing is, or can be said."""
        if value.is_open:
            return ""
        if not value.exists and self.require:
            return f"`{'.'.join(value.steps)}` is missing"
        if value.exists and self.forbid:
            return f"`{'.'.join(value.steps)}` is there"
        if value.text is None:
            return ""
        said = f"{_shown(value)}{value.remark}"
        if self.one_of and value.text not in self.one_of:
            return f"{said} is not one of {', '.join(self.one_of)}"
        if value.text in self.none_of:
            return f"{said} is not allowed"
        if self.matches and re.fullmatch(self.matches, value.text) is None:
            return f"{said} does not match {self.matches}"
        return self._out_of_range(value.text, said)

    def _out_of_range(self, text: str, said: str) -> str:
        if self.least is None and self.most is None:
            return ""
        size = _sizes(text, self.unit, is_option=self.path.is_option)
        if size is None:
            return ""  # what is no such quantity other rules judge
        low, high = size
        if self.least is not None and high < self.least.low:
            return f"{said} is less than {self.least.text}"
        if self.most is not None and low > self.most.high:
            return f"{said} is more than {self.most.text}"
        return ""

    def holds(self, subject: Deployment | Script) -> bool:
        """As a condition: whether one of the values is known to be as asked."""
        values = list(met(self.path, subject))
        if self.forbid:
            return not any(value.exists or value.is_open for value in values)
        return any(
            value.exists and not value.is_open and not self.fault(value)
            if self.require
            else value.text is not None and not value.is_open and not self.fault(value)
            for value in values
        )

    def __str__(self) -> str:
        asked = [
            (self.require, "is there"),
            (self.forbid, "is not there"),
            (self.one_of, f"is one of {', '.join(self.one_of)}"),
            (self.none_of, f"is none of {', '.join(self.none_of)}"),
            (self.matches, f"matches `{self.matches}`"),
            (self.least, f"is at least {self.least.text if self.least else ''}"),
            (self.most, f"is at most {self.most.text if self.most else ''}"),
        ]
        return f"`{self.path.text}` " + " and ".join(text for wanted, text in asked if wanted)


@dataclass(frozen=True)
class Policy:
    """A rule without code. `place` is where it stands, as messages begin."""

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    why: str
    question: Question
    when: tuple[Question, ...]
    place: str

    def rule(self) -> Rule:
        """The policy as a rule, so that all that is true of rules is true of it."""
        in_script = self.question.path.is_of_script
        return Rule(
            code=self.code,
            name=self.name,
            severity=self.severity,
            source=self.place,
            scope="Script" if in_script else "Deployment",
            check=self.check,
            doc=self.page,
        )

    def check(self, subject: Deployment | Script) -> Iterator[Finding]:
        """What is not as the policy asks, where its conditions hold."""
        for value in met(self.question.path, subject):
            fault = self.question.fault(value)
            if fault and all(self._holds(condition, value, subject) for condition in self.when):
                finding = value.flag(f"{self.message}: {fault}")
                finding = finding.suggest(self.hint) if self.hint else finding
                yield finding.hidden() if _is_secret(value) else finding

    def _holds(self, condition: Question, value: Met, subject: Deployment | Script) -> bool:
        path = condition.path.bound(self.question.path, value.steps)
        return replace(condition, path=path).holds(subject)

    @property
    def page(self) -> str:
        """What `explain` prints."""
        parts = [f"{self.message}."]
        if self.why:
            parts.append(f"## Why\n{self.why}")
        asked = f"It is asked that {self.question}"
        if self.when:
            asked += ", where " + " and ".join(map(str, self.when))
        return "\n\n".join([*parts, f"## What is asked\n{asked}."])


def read(found: SettingsFile) -> tuple[Policy, ...]:
    """The policies of a settings file. Raises `Refusal`, with the line, on one without meaning."""
    return tuple(_policy(found, number) for number in range(len(found.policies)))


def _policy(found: SettingsFile, number: int) -> Policy:
    table: dict[str, Any] = found.policies[number]
    given = table.get("when", [])
    conditions: list[tuple[Any, tuple[str | int, ...]]] = [(given, (number, "when"))]
    if isinstance(given, list):
        conditions = [(each, (number, "when", index)) for index, each in enumerate(given)]
    return Policy(
        code=table["code"],
        name=table["name"],
        severity=Severity(table.get("severity", "warning")),
        message=table["message"].rstrip("."),
        hint=table.get("hint", ""),
        why=table.get("why", ""),
        question=_question(table, _placer(found, number)),
        when=tuple(_question(each, _placer(found, *path)) for each, path in conditions),
        place=found.place("policies", number),
    )


def _placer(found: SettingsFile, *path: str | int) -> Place:
    """Where the keys of one table stand."""
    return lambda *keys: found.place("policies", *path, *keys)


def _question(table: dict[str, Any], place: Place) -> Question:
    if not any(key in table for key in CHECKS):
        raise Refusal(f"{place()}: nothing is asked; known are {', '.join(CHECKS)}")
    try:
        path = parse(table["path"])
    except PathError as error:
        raise Refusal(f"{place('path')}: {error}") from None
    pattern = table.get("matches", "")
    try:
        re.compile(pattern)
    except re.error as error:
        raise Refusal(
            f"{place('matches')}: `{pattern}` is no regular expression: {error}"
        ) from None
    if table.get("require") and table.get("forbid"):
        raise Refusal(f"{place('forbid')}: `require` and `forbid` ask for opposite things")
    unit = _unit(path, table, place)
    return Question(
        path,
        require=table.get("require", False),
        forbid=table.get("forbid", False),
        one_of=_texts(table.get("one-of", ())),
        none_of=_texts(table.get("none-of", ())),
        matches=pattern,
        unit=unit,
        least=_limit(path, table, "min", unit, place),
        most=_limit(path, table, "max", unit, place),
    )


def _unit(path: PolicyPath, table: dict[str, Any], place: Place) -> Unit:
    """In what a value and its limits are counted. Raises `Refusal` where that is not clear."""
    limits = [(key, table[key]) for key in ("min", "max") if key in table]
    unit: Unit | None = table.get("unit") or _unit_of(path)
    if unit is not None or not limits:
        return unit or "number"
    fitting: tuple[Unit, ...] = tuple(
        unit
        for unit in ("number", "memory", "duration")
        if all(_sizes(str(limit), unit, is_option=True) for _, limit in limits)
    )
    if "number" in fitting or len(fitting) == 1:
        return fitting[0]
    key, limit = limits[0]
    if fitting:
        raise Refusal(f"{place(key)}: `{limit}` may be {' or '.join(fitting)}; set `unit`")
    raise Refusal(f"{place(key)}: `{limit}` is no number, memory or duration")


def _unit_of(path: PolicyPath) -> Unit | None:
    """The unit that the place asks for, if it is known to."""
    last = path.steps[-1]
    if last in _FIELDS:
        return _FIELDS[last]
    if path.is_option and not path.is_of_script:
        option = knowledge.options().find(last)
        return _TYPES.get(option.read_as) if option is not None else None
    place = shape_at(*path.steps)
    numeric = place is not None and {"integer", "number"} & set(place.types)
    return "number" if numeric else None


def _limit(
    path: PolicyPath, table: dict[str, Any], key: str, unit: Unit, place: Place
) -> Limit | None:
    if key not in table:
        return None
    text = str(table[key])
    sizes = _sizes(text, unit, is_option=path.is_option)
    if sizes is None:
        raise Refusal(f"{place(key)}: `{key}` is `{text}`, which is no {unit}")
    return Limit(text, *sizes)


def _sizes(text: str, unit: Unit, *, is_option: bool) -> tuple[Fraction, Fraction] | None:
    """The least and the most that a text means in a unit; None if it means nothing in it."""
    value: Fraction | None = None
    if unit == "memory":
        size = FlinkMemory.parse(text, _NEWEST) if is_option else None
        if size is None:
            memory = Memory.parse(text)
            return (memory.readings[0], memory.readings[-1]) if memory is not None else None
        value = Fraction(size.bytes)
    elif unit == "duration":
        duration = FlinkDuration.parse(text, _NEWEST)
        value = duration.seconds if duration is not None else None
    elif unit == "cpu":
        cpu = Cpu.parse(text)
        value = cpu.cores if cpu is not None else None
    elif unit == "version":
        version = FlinkVersion.parse(text)
        value = Fraction(version.major * 10_000 + version.minor) if version is not None else None
    elif _NUMBER.fullmatch(text.strip()):
        value = Fraction(text.strip())
    return None if value is None else (value, value)


def _texts(values: object) -> tuple[str, ...]:
    """Values as YAML would write them."""
    listed = values if isinstance(values, (list, tuple)) else [values]
    return tuple(str(v).lower() if isinstance(v, bool) else str(v) for v in listed)


def _shown(value: Met) -> str:
    if _is_secret(value):
        return "the value"
    text = " ".join((value.text or "").split())
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"


def _is_secret(value: Met) -> bool:
    shaped = any(True for _ in shaped_parts(value.text or ""))
    return shaped or is_secret_name(value.name)
