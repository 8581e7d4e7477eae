"""What is known about Flink and its platforms: typed, cached readers of `schemas/*.json`.

Nothing here judges; a row says what is so, since which Flink version, and where that was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType

from flinklint import facts
from flinklint.dataclass import dataclass
from flinklint.finding import Severity
from flinklint.memo import cached_property
from flinklint.nearest import nearest
from flinklint.units import (
    FlinkDuration,
    FlinkVersion,
    ImageTag,
    Memory,
    Triple,
    duration_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    State = Literal["here", "later", "gone"]


def _version(text: str) -> FlinkVersion:
    version = FlinkVersion.parse(text)
    if version is None:
        raise ValueError(f"{text!r} in schemas/ is no Flink version")
    return version


# --- options of Flink -------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """How Flink reads an option's text from version `since` on.

    `type` is the declared Java type (`Duration`, `MemorySize`, `Integer`, `List<String>` ...).
    `read_as` is the type whose parser gets the text: the same, save for options that were
    declared as String and parsed by hand (`ScalaDuration` is one of those parsers).
    """

    since: FlinkVersion
    type: str
    read_as: str
    enum: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One option of Flink as seen from one Flink version (or from the newest, if none is known).

    `default` is the text a user would write for it, None where there is none. `state` says
    whether the version has the key: `here`, `later` (came after it) or `gone` (before it).
    `replaced_by` is set from the version on that reads the new key. `family` is the prefix for
    a key that is not listed itself (`metrics.reporter.<name>.`).
    """

    key: str
    type: str
    read_as: str
    default: str | None
    enum: tuple[str, ...]
    since: FlinkVersion
    until: FlinkVersion | None
    state: State
    replaced_by: str | None
    deprecated_since: FlinkVersion | None
    readings: tuple[Reading, ...]
    family: str | None = None
    map_of: str | None = None
    fallback_of: str | None = None
    internal: bool = False
    alias: bool = False

    @property
    def deprecated(self) -> bool:
        """Is the key on its way out in this version?"""
        return self.deprecated_since is not None

    def reading(self, version: FlinkVersion | None) -> Reading:
        """How `version` (None: the newest) reads the text of this option."""
        return _at(self.readings, version)

    def versions(self) -> tuple[FlinkVersion, ...]:
        """The known Flink versions that have this key, the oldest first."""
        until = self.until
        return tuple(v for v in versions() if self.since <= v and (until is None or v <= until))


def _at(readings: tuple[Reading, ...], version: FlinkVersion | None) -> Reading:
    found = readings[0]
    for reading in readings:
        if version is None or reading.since <= version:
            found = reading
    return found


@cache
def versions() -> tuple[FlinkVersion, ...]:
    """The Flink minors that the facts were read from, the oldest first."""
    return tuple(_version(text) for text in facts.read("flink-options")["versions"])


@lru_cache(maxsize=64)
def options(version: FlinkVersion | None = None) -> OptionTable:
    """The options of Flink `version`; None where the deployment does not tell.

    A version newer than any known one has what the newest known one has.
    """
    return OptionTable(version)


_USER_KEYS = ("flink.", "env.", "containerized.")
_STEM, _STEPS = 5, 3  # letters of a step that is cut short, and steps of its key
_MOST_UNKNOWN = 500
"""For how many unknown keys another one is looked for: a file with more is no one's typing."""
_MOST_KEYS = 10_000  # keys that authors make up are kept for the next who do
_SHORT_WORD = 8  # letters: fewer are too little to tell an option by


def _one_step_differs(key: str, name: str) -> bool:
    """Whether two keys are the same but for a step that goes on: `checkpoint`, `checkpointing`."""
    if key.count(".") != name.count(".") or key.count(".") < _STEPS - 1:
        return False
    steps = zip(key.lower().split("."), name.lower().split("."), strict=True)
    differing = [(a, b) for a, b in steps if a != b]
    return len(differing) == 1 and all(
        len(a) >= _STEM and len(b) >= _STEM and (a.startswith(b) or b.startswith(a))
        for a, b in differing
    )


class OptionTable:
    """The options of one Flink version.

    `is_known` tells whether the facts hold for the version: not for one older than all of them.
    """

    def __init__(self, version: FlinkVersion | None) -> None:
        self.version = version
        self.is_known = version is None or version >= versions()[0]
        self._found: dict[str, Option | None] = {}
        self._near: dict[str, str | None] = {}
        self._meant: dict[str, str | None] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def find(self, key: str) -> Option | None:
        """The option with this key, listed or of a family; None if no Flink ever had it.

        Look at `state` before use: the key may belong to another version.
        """
        if key not in self._found:
            row: dict[str, Any] | None = facts.read("flink-options")["options"].get(key)
            option = _member(key, self.version) if row is None else _option(key, row, self.version)
            if len(self._found) < _MOST_KEYS:
                self._found[key] = option
            return option
        return self._found[key]

    def nearest(self, key: str) -> str | None:
        """The key that was probably meant, of those that this version has and recommends."""
        if key not in self._near:
            if len(self._near) >= _MOST_UNKNOWN:
                return None
            found = nearest(key, self.names) or nearest(key, facts.read("flink-options")["options"])
            self._near[key] = found
        return self._near[key]

    def meant(self, key: str) -> str | None:
        """The option that a key probably stands for: a near spelling, or the one that ends in it.

        None for the keys of a connector, an environment or a program.
        """
        if key.startswith(_USER_KEYS):
            return None
        if key not in self._meant:
            if len(self._meant) >= _MOST_UNKNOWN:
                return None
            self._meant[key] = self._look_for(key)
        return self._meant[key]

    def _look_for(self, key: str) -> str | None:
        near = self.nearest(key)
        if near is not None:
            found = self.find(near)
            return near if found is not None and found.state == "here" else None
        stem = [name for name in self.names if _one_step_differs(key, name)]
        if len(stem) == 1:
            return stem[0]
        if "." not in key and len(key) < _SHORT_WORD:
            return None
        ends = [name for name in self.names if name.endswith("." + key)]
        return ends[0] if len(ends) == 1 else None

    def older_name(self, key: str) -> str | None:
        """What this version calls an option whose name is of a later one."""
        for older in options(None).spellings(key)[1:]:
            found = self.find(older)
            if found is not None and found.state == "here" and not found.alias:
                return older
        return None

    def spellings(self, key: str) -> tuple[str, ...]:
        """Every key that this version reads as the option `key` names, the current one first."""
        current = self._current(key)
        return (current, *self._older.get(current, ()))

    def keys(self, key: str) -> tuple[str, ...]:
        """As `spellings`, with `key` itself in any case: the last where this version has not it."""
        found = self._keys.get(key)
        if found is None:
            found = tuple(dict.fromkeys((*self.spellings(key), key)))
            if len(self._keys) < _MOST_KEYS:
                self._keys[key] = found
        return found

    def _current(self, key: str) -> str:
        rows: dict[str, dict[str, Any]] = facts.read("flink-options")["options"]
        seen = {key}
        while (row := rows.get(key)) is not None and _deprecated(row, self.version):
            newer: str | None = row.get("replaced_by")
            if newer is None or newer in seen:
                break
            seen.add(newer)
            key = newer
        return key

    @cached_property
    def _older(self) -> dict[str, tuple[str, ...]]:
        older: dict[str, tuple[str, ...]] = {}
        for key, row in facts.read("flink-options")["options"].items():
            current = self._current(key) if "replaced_by" in row else key
            if current != key and _state(row, self.version) == "here":
                older[current] = (*older.get(current, ()), key)
        return older

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Listed keys that this version has and that are neither internal nor replaced."""
        rows: dict[str, dict[str, Any]] = facts.read("flink-options")["options"]
        return tuple(
            key
            for key, row in rows.items()
            if not row.get("internal")
            and not row.get("alias")
            and _state(row, self.version) == "here"
            and not _deprecated(row, self.version)
        )

    def __iter__(self) -> Iterator[Option]:
        """Every listed option that this version has."""
        for key, row in facts.read("flink-options")["options"].items():
            if _state(row, self.version) == "here":
                yield _option(key, row, self.version)


def _state(row: Mapping[str, Any], version: FlinkVersion | None) -> State:
    if version is None:
        return "here"
    since, until = row.get("since", "1.10"), row.get("until")
    if since != "1.10" and version < _version(since):
        return "later"
    return "gone" if until is not None and version > _version(until) else "here"


def _deprecated(row: Mapping[str, Any], version: FlinkVersion | None) -> bool:
    since = row.get("deprecated_since")
    return since is not None and (version is None or version >= _version(since))


def _option(
    key: str, row: Mapping[str, Any], version: FlinkVersion | None, family: str | None = None
) -> Option:
    readings = _readings(row)
    reading = _at(readings, version)
    deprecated = _deprecated(row, version)
    until = row.get("until")
    return Option(
        key=key,
        type=reading.type,
        read_as=reading.read_as,
        default=_default_text(_history(row, "default", "defaults", version), reading.type),
        enum=reading.enum,
        since=_version(row.get("since", "1.10")),
        until=None if until is None else _version(until),
        state=_state(row, version),
        replaced_by=row.get("replaced_by") if deprecated else None,
        deprecated_since=_version(row["deprecated_since"]) if deprecated else None,
        readings=readings,
        family=family,
        map_of=row.get("map_of"),
        fallback_of=row.get("fallback_of"),
        internal=bool(row.get("internal")),
        alias=bool(row.get("alias")),
    )


def _readings(row: Mapping[str, Any]) -> tuple[Reading, ...]:
    since = row.get("since", "1.10")
    types: list[list[str]] = row.get("types") or [[since, row["type"]]]
    enums: list[tuple[str, list[str]]] = row.get("enums") or [(since, row.get("enum", []))]
    stamps = [text for text, _ in types] + [text for text, _ in enums]
    changes = sorted({_version(text) for text in stamps})
    readings = []
    for change in changes:
        declared = types[0][1]
        for text, value in types:
            declared = value if _version(text) <= change else declared
        names = enums[0][1]
        for text, listed in enums:
            names = listed if _version(text) <= change else names
        read_as = row.get("read_as", declared) if declared == "String" else declared
        enum = tuple(names) if "Enum" in declared else ()
        readings.append(Reading(change, declared, read_as, enum))
    return tuple(readings)


def _history(row: Mapping[str, Any], name: str, names: str, version: FlinkVersion | None) -> object:
    history = row.get(names)
    if history is None or version is None:
        return row.get(name)
    found: object = history[0][1]
    for since, value in history:
        if _version(since) <= version:
            found = value
    return found


def _default_text(value: object, declared: str) -> str | None:
    """A default as a user would write it: `10 s`, `true`, `a;b`, `k:v,k:v`."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(_quoted(str(item), ";") for item in value)
    if isinstance(value, dict):
        return ",".join(
            f"{_quoted(str(k), ':,')}:{_quoted(str(v), ':,')}" for k, v in value.items()
        )
    text = str(value)
    if declared == "Duration":
        duration = FlinkDuration.parse(text, FlinkVersion(2, 1))
        if duration is not None and duration.nanoseconds >= 0:
            return duration_text(duration.seconds)
    return text


def _quoted(item: str, marks: str) -> str:
    special = any(mark in item for mark in marks) or item[:1] in ("'", '"')
    return "'" + item.replace("'", "''") + "'" if special else item


@cache
def _families() -> dict[str, list[tuple[str, re.Pattern[str], dict[str, Any]]]]:
    """Prefix, pattern and row of families, the longest prefix first, by the prefix's first step."""
    rows: dict[str, dict[str, Any]] = facts.read("flink-options")["families"]
    found: dict[str, list[tuple[str, re.Pattern[str], dict[str, Any]]]] = {}
    for prefix in sorted(rows, key=lambda prefix: (-len(prefix), prefix)):
        pattern = re.sub(r"<[^>]*>", "[^.]+", re.escape(prefix).replace(r"\<", "<"))
        family = (prefix, re.compile(pattern), rows[prefix])
        found.setdefault(prefix.partition(".")[0], []).append(family)
    return found


def _member(key: str, version: FlinkVersion | None) -> Option | None:
    for prefix, pattern, row in _families().get(key.partition(".")[0], ()):
        match = pattern.match(key)
        if match is None or match.end() == len(key):
            continue
        suffixes: dict[str, dict[str, Any]] = row.get("suffixes", {})
        suffix = suffixes.get(key[match.end() :])
        if suffix is not None:
            return _option(key, suffix, version, prefix)
        return _option(key, {**row, "suffixes": None}, version, prefix)
    return None


# --- names that some options take -------------------------------------------------------------


@dataclass(frozen=True)
class NamedValue:
    """A name that an option takes besides class names: `rocksdb`, `fixed-delay`.

    From `platform_since` on the platform's own images take it, before Flink itself does.
    """

    name: str
    since: FlinkVersion
    until: FlinkVersion | None
    canonical: str
    platform_only: bool
    platform_since: FlinkVersion | None = None

    def known_in(self, version: FlinkVersion | None) -> bool:
        """Does Flink `version` take this name? None: does any."""
        if version is None:
            return True
        since = self.platform_since or self.since
        early = since > versions()[0] and version < since
        return not early and (self.until is None or version <= self.until)


@dataclass(frozen=True)
class NamedValues:
    """The names that the options `keys` take, in any case; and whether a class name will do."""

    keys: tuple[str, ...]
    names: tuple[NamedValue, ...]
    class_name: bool

    def find(self, text: str) -> NamedValue | None:
        """The name written as `text`, in any case."""
        return self._by_name.get(text.lower())

    @cached_property
    def _by_name(self) -> dict[str, NamedValue]:
        return {name.name.lower(): name for name in reversed(self.names)}


@cache
def named_values(key: str) -> NamedValues | None:
    """The names that option `key` takes, for restart strategy, state backend, checkpoint storage
    and high availability; None for any other key."""
    for row in facts.read("value-syntax").values():
        if isinstance(row, dict) and key in row.get("keys", ()):
            names = tuple(
                NamedValue(
                    name,
                    _version(told["since"]),
                    _version(told["until"]) if "until" in told else None,
                    told.get("canonical", name),
                    told.get("platform_only", False),
                    _version(told["platform_since"]) if "platform_since" in told else None,
                )
                for name, told in row["names"].items()
            )
            return NamedValues(tuple(row["keys"]), names, row.get("class_name", False))
    return None


# --- further facts of some options ------------------------------------------------------------


@dataclass(frozen=True)
class Range:
    """What an option's value must not be below or above, as text; `also` are exceptions.

    `spoken_for_by` is the code of the one rule that judges it, if it is not the rule on values.
    """

    least: str | None
    most: str | None
    also: tuple[str, ...]
    spoken_for_by: str | None


@cache
def option_range(key: str) -> Range | None:
    """The range of option `key`; None where none is known."""
    row: dict[str, Any] | None = facts.read("value-syntax")["ranges"]["options"].get(key)
    if row is None:
        return None
    return Range(
        row.get("least"), row.get("most"), tuple(row.get("also", ())), row.get("spoken_for_by")
    )


@cache
def console_words(key: str) -> Mapping[str, str | None]:
    """What the console's form calls the values of option `key`: None where it writes no key."""
    words: dict[str, str | None] = facts.read("value-syntax")["console-words"].get(key, {})
    return MappingProxyType(words)


@cache
def restart_parameters() -> Mapping[str, FlinkVersion]:
    """The options that belong to one restart strategy each, and since when."""
    rows: dict[str, dict[str, str]] = facts.read("value-syntax")["restart-strategy"]["parameters"]
    return MappingProxyType({key: _version(row["since"]) for key, row in rows.items()})


@cache
def managed_memory_of(backend: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Of a state backend that lives on managed memory: the options that switch that off, and
    those that give it memory of its own instead; None for any other backend."""
    rows: dict[str, Any] = facts.read("value-syntax")["state-on-managed-memory"]
    row = next((rows[name] for name in rows if name.lower() == backend.lower()), None)
    if not isinstance(row, dict):
        return None
    return tuple(row["switch"]), tuple(row["instead"])


@cache
def standard_yaml_since() -> FlinkVersion:
    """The Flink version from which on its configuration file is standard YAML."""
    return _version(facts.read("value-syntax")["standard-yaml"]["since"])


@cache
def state_paths() -> tuple[str, ...]:
    """Options, by their newest names, that hold directories which have to outlive a pod."""
    paths: list[str] = facts.read("value-syntax")["state-paths"]["options"]
    return tuple(paths)


# --- keys of the managed platform -------------------------------------------------------------


@dataclass(frozen=True)
class ManagedKey:
    """What a managed platform does with a key of flinkConfiguration.

    `kind` is `owned` (it writes the key itself), `from-spec` (it writes it from `field` of the
    deployment), `default` (it writes `value` where the user writes nothing) or `vvr-only`.
    `listed` tells that the very key was seen, and not only what it begins with.
    """

    key: str
    kind: Literal["owned", "from-spec", "default", "vvr-only"]
    source: str
    field: str | None = None
    value: str | None = None
    type: str | None = None
    listed: bool = True


@lru_cache(maxsize=4096)
def managed_key(key: str) -> ManagedKey | None:
    """What the managed platform does with `key`, listed or by prefix; None if nothing is known."""
    table = facts.read("managed-keys")
    row: dict[str, Any] | None = table["keys"].get(key)
    if row is not None:
        source: str = table["source"][row["source"]]
        return ManagedKey(
            key, row["kind"], source, row.get("field"), row.get("value"), row.get("type")
        )
    if any(key.startswith(prefix) for prefix in table["vvr_only_prefixes"]):
        return ManagedKey(key, "vvr-only", table["source"]["gemini"], listed=False)
    if any(key.startswith(prefix) for prefix in table["owned_prefixes"]):
        return ManagedKey(key, "owned", table["source"]["jm"], listed=False)
    return None


# --- platforms --------------------------------------------------------------------------------


@dataclass(frozen=True)
class MinimumMemory:
    """The least memory a process may ask for, in bytes, and as the platform's pages write it."""

    text: str
    bytes: Fraction
    decimal_only: bool
    source: str

    def compare(self, asked: Memory) -> Literal["surely", "maybe"] | None:
        """Is `asked` below this under every reading of its unit, under one, or under none?"""
        return _compare(asked.text, self.text, self.decimal_only)


@lru_cache(maxsize=4096)
def _compare(asked: str, minimum: str, decimal_only: bool) -> Literal["surely", "maybe"] | None:
    size, least = _memory(asked), _memory(minimum).decimal
    if decimal_only:
        return "surely" if size.decimal < least else None
    if size.surely_below(least):
        return "surely"
    return "maybe" if size.maybe_below(least) else None


@dataclass(frozen=True)
class Default:
    """What the platform fills in where a field is absent; `observed`: seen, not documented.

    `same_as` names the field whose value it takes instead of `value`.
    """

    value: str | None
    same_as: str | None
    observed: bool
    source: str


@dataclass(frozen=True)
class Profile:
    """A platform that runs deployments, and what differs there."""

    name: str
    title: str
    flink_versions: tuple[FlinkVersion, ...]
    minimum_memory: Mapping[str, MinimumMemory]
    memory_units: tuple[str, ...]
    tight_memory: MinimumMemory
    tight_memory_since: FlinkVersion
    cpu_minimum: Fraction
    artifact_kinds: tuple[str, ...]
    upgrade_strategies: tuple[str, ...]
    upgrades_apply: bool
    restore_strategies: tuple[str, ...]
    tag_kinds: tuple[str, ...]
    python_flink: FlinkVersion
    python_image: tuple[Triple, Triple] | None
    severities: Mapping[str, Severity]
    defaults: Mapping[str, Default]
    reserved_keys: tuple[re.Pattern[str], ...]
    source: str

    @cached_property
    def option_defaults(self) -> Mapping[str, str]:
        """What the platform fills in for options that are absent, by key."""
        holder = "spec.template.spec.flinkConfiguration."
        return {
            path.removeprefix(holder): default.value
            for path, default in self.defaults.items()
            if path.startswith(holder) and default.value is not None
        }

    @cached_property
    def reserves(self) -> Callable[[str], bool]:
        """Of a key: does the platform write it itself, whatever a deployment says?"""
        any_of = re.compile(
            "|".join(f"(?:{each.pattern})" for each in self.reserved_keys) or r"(?!)"
        )
        return lambda key: any_of.fullmatch(key) is not None

    def python_ready(self, tag: ImageTag) -> bool | None:
        """Can Python jobs run on this image? None where the tag does not tell."""
        return None if self.python_image is None else tag.at_least(*self.python_image)


@cache
def profiles() -> tuple[str, ...]:
    """The names of the known platforms."""
    return tuple(facts.read("platforms")["profiles"])


@cache
def profile(name: str) -> Profile:
    """The platform with this name; KeyError for a name that is not among `profiles()`."""
    table = facts.read("platforms")
    sources: dict[str, str] = table["source"]
    row: dict[str, Any] = table["profiles"][name]
    tight = row["jobmanager_tight"]
    image: list[int] | None = row["python"]["image"]
    return Profile(
        name=name,
        title=row["title"],
        flink_versions=tuple(_version(text) for text in row["flink_versions"]["values"]),
        minimum_memory=MappingProxyType(
            {
                process: _minimum(part["minimum"], part["readings"], sources[part["source"]])
                for process, part in row["memory"].items()
            }
        ),
        memory_units=tuple(row["memory_units"]["values"]),
        tight_memory=_minimum(
            tight["below"], row["memory"]["jobmanager"]["readings"], sources[tight["source"]]
        ),
        tight_memory_since=_version(tight["since"]),
        cpu_minimum=Fraction(row["cpu_minimum"]["value"]),
        artifact_kinds=tuple(row["artifact_kinds"]["values"]),
        upgrade_strategies=tuple(row["upgrade_strategies"]["values"]),
        upgrades_apply=row["upgrade_strategies"]["applies"],
        restore_strategies=tuple(row["restore_strategies"]["values"]),
        tag_kinds=tuple(row["tag_kinds"]["values"]),
        python_flink=_version(row["python"]["flink"]),
        python_image=None
        if image is None
        else ((image[0], image[1], image[2]), (image[3], image[4], image[5])),
        severities=MappingProxyType(
            {code: Severity(severity) for code, severity in row["severities"].items()}
        ),
        defaults=MappingProxyType(
            {
                path: Default(
                    part.get("value"),
                    part.get("same_as"),
                    part.get("observed", False),
                    sources[part["source"]],
                )
                for path, part in row["defaults"].items()
            }
        ),
        reserved_keys=tuple(re.compile(text) for text in row["reserved_keys"]["patterns"]),
        source=sources[row["source"]],
    )


@dataclass(frozen=True)
class Elastic:
    """Signs that something else than the deployment sizes the job.

    Keys of flinkConfiguration by `prefixes`, or by key and (lower-case) `values`; `fields` of the
    job's specification.
    """

    prefixes: tuple[str, ...]
    values: Mapping[str, frozenset[str]]
    fields: tuple[str, ...]


@cache
def elastic_options() -> Elastic:
    """What tells that a job's size is not the deployment's own to decide."""
    row: dict[str, Any] = facts.read("platforms")["elastic"]
    values: dict[str, list[str]] = row["values"]
    return Elastic(
        tuple(row["prefixes"]),
        MappingProxyType({key: frozenset(one) for key, one in values.items()}),
        tuple(row["fields"]),
    )


@cache
def limit(name: str) -> int:
    """A number among the `limits` of `platforms.json`, by name; KeyError for any other."""
    return int(facts.read("platforms")["limits"][name]["value"])


@dataclass(frozen=True)
class OptionName:
    """What is to be said of the name of an option; `option` is None where Flink has none of it.

    `reserved`: the platform writes the option itself, whatever a deployment says. `judged`: the
    name is Flink's to know, and not the platform's. `meant` is the option of this Flink that it
    stands for, where it is misspelt or of a later Flink. `stronger` are the names of the same
    option that count before it.
    """

    option: Option | None
    reserved: bool
    judged: bool
    meant: str | None
    stronger: tuple[str, ...]


class OptionNames:
    """The names of options, as they are read on one platform by one Flink version."""

    def __init__(self, platform: Profile, options: OptionTable) -> None:
        self._platform = platform
        self._options = options
        self._found: dict[str, OptionName] = {}

    def find(self, key: str) -> OptionName:
        """What is to be said of a key."""
        found = self._found.get(key)
        if found is None:
            found = self._read(key)
            if len(self._found) < _MOST_KEYS:
                self._found[key] = found
        return found

    def _read(self, key: str) -> OptionName:
        option, reserved = self._options.find(key), self._platform.reserves(key)
        judged = not reserved and self._is_judged(key, option)
        meant = None
        if judged and option is None:
            meant = self._options.meant(key)
        elif judged and option is not None and option.state == "later":
            meant = self._options.older_name(key)
        keys = self._options.keys(key)
        return OptionName(option, reserved, judged, meant, keys[: keys.index(key)])

    def _is_judged(self, key: str, option: Option | None) -> bool:
        if option is None:
            managed = managed_key(key)
            if managed is None:
                return True
            return not managed.listed and self._options.meant(key) is not None
        # an open family may read it; the platform's own Flink does
        return option.state != "later" or (option.family is None and managed_key(key) is None)


@lru_cache(maxsize=256)
def option_names(platform: str, version: FlinkVersion | None) -> OptionNames:
    """The names of options on a platform, for Flink `version` (None: not known)."""
    return OptionNames(profile(platform), options(version))


def _minimum(text: str, readings: str, source: str) -> MinimumMemory:
    return MinimumMemory(text, _memory(text).decimal, readings == "decimal", source)


def _memory(text: str) -> Memory:
    memory = Memory.parse(text)
    if memory is None:
        raise ValueError(f"{text!r} is no memory size")
    return memory


def vvr_flink(vvr: Triple) -> FlinkVersion | None:
    """The Flink version inside a VVR release, with the patch where it is known."""
    table = facts.read("images")
    releases: dict[str, str] = table["vvr_to_flink"]
    major, minor, patch = vvr
    exact = releases.get(f"{major}.{minor}.{patch}") or releases.get(f"{major}.{minor}")
    text: str | None = exact or table["vvr_major_to_flink"].get(str(major))
    return None if text is None else _version(text)
