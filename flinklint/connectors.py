"""What is known of connectors and formats: typed readers of `schemas/connectors.json` and formats.

Nothing here judges. Where a managed platform has a build of its own of a connector, what its
pages say and what the open one takes are put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from flinklint import facts
from flinklint.dataclass import dataclass
from flinklint.memo import cached_property
from flinklint.nearest import nearest
from flinklint.units import FlinkVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Minor = tuple[int, int]


@dataclass(frozen=True)
class TableOption:
    """An option of a connector or format; `type` is empty where it is not known.

    `since` and `until` are set only where it is sure which Flink has the option.
    """

    name: str
    type: str
    enum: tuple[str, ...]
    default: object
    since: Minor | None
    until: Minor | None
    roles: tuple[str, ...] = ()

    def is_in(self, version: Minor | None) -> bool:
        """Whether a Flink version may have the option."""
        if version is None:
            return True
        early = self.since is not None and version < self.since
        return not early and (self.until is None or version <= self.until)


@dataclass(frozen=True)
class Connector:
    """A connector: `is_complete` tells that it has no other options than the ones listed."""

    name: str
    provider: str
    is_complete: bool
    roles: tuple[str, ...]
    required: tuple[tuple[str, Minor | None], ...]
    options: dict[str, TableOption]
    also: dict[str, str]
    prefixes: tuple[str, ...]
    metadata: dict[str, tuple[str, ...]]
    needs_key: bool
    reads_keyed_table: bool
    one_of: tuple[tuple[str, ...], ...]
    exactly_one_of: tuple[tuple[str, ...], ...]
    requires: tuple[tuple[str, str | None, tuple[str, ...]], ...]
    since: Minor | None
    until: Minor | None
    ignores_case: bool
    is_managed: bool

    def find(self, key: str) -> TableOption | None:
        """The option that a key means, under an older name too, or as one of a family."""
        key = self.spelling(key)
        option = self.options.get(self.also.get(key, key))
        if option is None and key.startswith("fields."):
            return self.options.get(f"fields.#.{key.rpartition('.')[2]}")
        return option

    def spelling(self, key: str) -> str:
        """The key as the facts spell it, where the connector ignores letter case."""
        if not self.ignores_case or key in self.options:
            return key
        return self._by_lower_case.get(key.lower(), key)

    def keys(self, name: str) -> tuple[str, ...]:
        """Every key that the option is read from."""
        return (name, *self._older.get(name, ()))

    @cached_property
    def _by_lower_case(self) -> dict[str, str]:
        """The options by their keys in lower case, the first where two are the same."""
        return {name.lower(): name for name in reversed(self.options)}

    @cached_property
    def _older(self) -> dict[str, list[str]]:
        """The older keys of the options that have some."""
        found: dict[str, list[str]] = {}
        for old, new in self.also.items():
            found.setdefault(new, []).append(old)
        return found

    def is_free(self, key: str) -> bool:
        """Whether a key is one of a family that the connector hands on unseen."""
        return key.startswith(self.prefixes)

    def nearest(self, key: str, version: Minor | None) -> str | None:
        """The option that was probably meant."""
        return nearest(
            key, [name for name, option in self.options.items() if option.is_in(version)]
        )


@dataclass(frozen=True)
class Format:
    """A format; one that is not complete hands its options on unseen."""

    name: str
    is_complete: bool
    required: tuple[str, ...]
    options: dict[str, TableOption]
    also: dict[str, str]
    prefixes: tuple[str, ...]
    since: Minor

    def find(self, key: str) -> TableOption | None:
        """The option that a key without the format's prefix means."""
        return self.options.get(self.also.get(key, key))

    def keys(self, name: str) -> Iterator[str]:
        """Every key that the option is read from."""
        yield name
        yield from (old for old, new in self.also.items() if new == name)


@cache
def connector(name: str, *, managed: bool = False) -> Connector | None:
    """The connector with this name, on a managed platform or not; None if it is not known."""
    row: dict[str, Any] | None = facts.read("connectors")["connectors"].get(name)
    if row is None:
        return None
    own = row.get("vvr")
    found = _connector(name, row, managed)
    return found if own is None or not managed else _together(found, _connector(name, own, True))


def connectors() -> tuple[str, ...]:
    """The names of all known connectors."""
    return tuple(facts.read("connectors")["connectors"])


@cache
def format_of(name: str) -> Format | None:
    """The format with this name; None if it is not known."""
    row: dict[str, Any] | None = facts.read("formats")["formats"].get(name)
    if row is None:
        return None
    options, also = _options(row)
    return Format(
        name,
        row["complete"],
        tuple(row.get("required", ())),
        options,
        also,
        tuple(row.get("prefixes", ())),
        _minor(row["since"]),
    )


def formats() -> tuple[str, ...]:
    """The names of all known formats."""
    return tuple(facts.read("formats")["formats"])


def is_taken_by_all(key: str, version: Minor | None) -> bool:
    """Whether Flink itself reads a key of WITH, whatever the connector."""
    taken = facts.read("connectors")["taken_by_all"]
    if key in taken["options"]:
        return True
    return any(
        key.startswith(prefix) and (version is None or version >= _minor(since))
        for prefix, since in taken["prefixes"].items()
    )


@cache
def of_kind(kind: str) -> frozenset[str]:
    """The connectors of a kind: `test`, `log`, `cdc`, `keyed`, `kafka`, `database`; or formats."""
    return frozenset(facts.read("connectors")["kinds"][kind])


def flink_version(version: Minor | None) -> FlinkVersion | None:
    """A minor as the readers of option values want it."""
    return None if version is None else FlinkVersion(*version)


def _minor(text: str) -> Minor:
    major, _, minor = text.partition(".")
    return int(major), int(minor)


def _after(text: str) -> Minor:
    major, minor = _minor(text)
    return major, minor + 1


def _options(row: dict[str, Any]) -> tuple[dict[str, TableOption], dict[str, str]]:
    options: dict[str, TableOption] = {}
    also: dict[str, str] = {}
    for name, fact in row["options"].items():
        since = _minor(fact["since"]) if "since" in fact else None
        options[name] = TableOption(
            name,
            fact["type"],
            tuple(fact.get("enum", ())),
            fact.get("default"),
            _after(fact["after"]) if "after" in fact else since,
            _minor(fact["until"]) if "until" in fact else None,
            tuple(fact.get("roles", ())),
        )
        also |= dict.fromkeys(fact.get("also", ()), name)
    return options, also


def _demands(rows: Iterable[str | list[str]]) -> tuple[tuple[str, Minor | None], ...]:
    return tuple((row, None) if isinstance(row, str) else (row[0], _minor(row[1])) for row in rows)


def _requires(row: dict[str, Any]) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    for cause, wanted in row.get("requires", {}).items():
        key, sign, value = cause.partition("=")
        yield key, value if sign else None, tuple(wanted)


def _connector(name: str, row: dict[str, Any], managed: bool) -> Connector:
    options, also = _options(row)
    return Connector(
        name=name,
        provider=row["provider"],
        is_complete=row["complete"],
        roles=tuple(row["roles"]),
        required=_demands(row.get("required", ())),
        options=options,
        also=also | dict.fromkeys(row.get("documented_only", ()), ""),
        prefixes=tuple(row.get("prefixes", ())),
        metadata={key: tuple(access) for key, access in row.get("metadata", {}).items()},
        needs_key=row.get("primary_key") == "required",
        reads_keyed_table=row.get("primary_key") == "table",
        one_of=tuple(map(tuple, row.get("one_of", ()))),
        exactly_one_of=tuple(map(tuple, row.get("exactly_one_of", ()))),
        requires=tuple(_requires(row)),
        since=_minor(row["since"]) if "since" in row else None,
        until=_minor(row["until"]) if "until" in row else None,
        ignores_case=managed or bool(row.get("case_insensitive_options")),
        is_managed=managed or row["provider"] == "alibaba-vvr",
    )


def _together(open_one: Connector, own: Connector) -> Connector:
    """What the open connector and the platform's own build take, and what both demand."""
    wanted = {key for key, _ in own.required}
    return Connector(
        **{
            **vars(open_one),
            "roles": tuple(dict.fromkeys((*open_one.roles, *own.roles))),
            "required": tuple(pair for pair in open_one.required if pair[0] in wanted),
            "options": {**own.options, **open_one.options},
            "also": {**own.also, **open_one.also},
            "prefixes": tuple(dict.fromkeys((*open_one.prefixes, *own.prefixes))),
            "since": None,
            "until": None,
        }
    )
