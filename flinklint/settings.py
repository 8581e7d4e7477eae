"""What a run is told: by options on the command line, by `flinklint.toml` or `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flinklint.finding import Severity

if TYPE_CHECKING:
    from flinklint.tree import Document

PLATFORMS = ("auto", "managed-2021", "managed", "vvp2")


class SettingsError(Exception):
    """Settings that cannot be used; the text says where and why."""


@dataclass(frozen=True)
class PerFile:
    """Rules that are left out of files; the patterns are seen from the folder of the settings."""

    folder: Path
    paths: tuple[str, ...]
    ignore: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """Everything a run depends on besides its files.

    `flink_version` is the one given for bare scripts (major, minor). `defaults` are the documents
    of kind DeploymentDefaults that fill in what a deployment does not write, the weakest first.
    `mandatory` rules run always, and nothing silences them; `today` is the day that suppressions
    expire by.
    """

    platform: str = "auto"
    flink_version: tuple[int, int] | None = None
    defaults: tuple[Document, ...] = ()
    unwrap: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: dict[str, Severity] = field(default_factory=dict)
    rule_options: dict[str, dict[str, object]] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    today: date = field(default_factory=date.today)

    def rule_option(self, code: str, option: str, default: str) -> str:
        """The value that settings give a rule's option, or its default."""
        return str(self.rule_options.get(code, {}).get(option, default))


@dataclass(frozen=True)
class SettingsFile:
    """The keys of a settings file as read; paths in it are relative to its folder."""

    path: Path | None = None
    platform: str | None = None
    flink_version: str | None = None
    defaults: tuple[str, ...] = ()
    unwrap: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    severities: dict[str, Severity] = field(default_factory=dict)
    rule_options: dict[str, dict[str, object]] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    baseline: str | None = None


_KEYS = (
    "platform", "flink-version", "defaults", "unwrap", "select", "ignore", "fail-on", "severity",
    "rules", "mandatory", "per-file", "baseline",
)  # fmt: skip


def find(start: Path) -> SettingsFile:
    """The settings of the nearest `flinklint.toml`, or `pyproject.toml` with `[tool.flinklint]`.

    Looked for from `start` upwards as far as the root of the repository. Raises `SettingsError`.
    """
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        for name, prefix in (("flinklint.toml", ()), ("pyproject.toml", ("tool", "flinklint"))):
            path = parent / name
            if path.is_file():
                table = _table(path, prefix)
                if table is not None:
                    return _read(path, table)
        if (parent / ".git").exists():
            break
    return SettingsFile()


def _table(path: Path, prefix: tuple[str, ...]) -> dict[str, object] | None:
    # TOML is read only where there is a settings file
    try:
        import tomllib
    except ModuleNotFoundError:
        import tomli as tomllib
    try:
        table: object = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    for key in prefix:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None


def _read(path: Path, table: dict[str, object]) -> SettingsFile:
    from flinklint.nearest import nearest

    for key in table:
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            hint = f"; did you mean `{near}`?" if near else f"; known are {', '.join(_KEYS)}"
            raise SettingsError(f"{path}: `{key}` is not a setting{hint}")
    severities = {
        code: _severity(path, code, value) for code, value in _mapping(path, table, "severity")
    }
    options: dict[str, dict[str, object]] = {}
    for code, value in _mapping(path, table, "rules"):
        if not isinstance(value, dict):
            raise SettingsError(f"{path}: `rules.{code}` must be a table of options")
        options[code] = value
    return SettingsFile(
        path=path,
        platform=_choice(path, table, "platform", PLATFORMS),
        flink_version=_text(path, table, "flink-version"),
        defaults=_texts(path, table, "defaults"),
        unwrap=_switch(path, table, "unwrap"),
        select=_texts(path, table, "select"),
        ignore=_texts(path, table, "ignore"),
        fail_on=_choice(path, table, "fail-on", tuple(s.value for s in Severity)),
        severities=severities,
        rule_options=options,
        mandatory=_texts(path, table, "mandatory"),
        per_file=tuple(_per_file(path, table)),
        baseline=_text(path, table, "baseline"),
    )


def _per_file(path: Path, table: dict[str, object]) -> Iterator[PerFile]:
    from flinklint.nearest import nearest

    entries = table.get("per-file", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{path}: `per-file` must be a list of tables: [[per-file]]")
    for entry in entries:
        for key in entry:
            if key not in ("paths", "ignore"):
                near = nearest(key, ("paths", "ignore"))
                hint = f"; did you mean `{near}`?" if near else "; known are paths, ignore"
                raise SettingsError(f"{path}: `per-file.{key}` is not a setting{hint}")
        found = PerFile(path.parent, _texts(path, entry, "paths"), _texts(path, entry, "ignore"))
        if not found.paths or not found.ignore:
            raise SettingsError(f"{path}: `per-file` needs both `paths` and `ignore`")
        yield found


def _mapping(path: Path, table: dict[str, object], key: str) -> list[tuple[str, object]]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise SettingsError(f"{path}: `{key}` must be a table")
    return list(value.items())


def _severity(path: Path, code: str, value: object) -> Severity:
    try:
        return Severity(value)
    except ValueError:
        known = ", ".join(severity.value for severity in Severity)
        message = f"{path}: `severity.{code}` is `{value}`; known are {known}"
        raise SettingsError(message) from None


def _text(path: Path, table: dict[str, object], key: str) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise SettingsError(f"{path}: `{key}` must be a text, in quotes")
    return value


def _choice(path: Path, table: dict[str, object], key: str, allowed: tuple[str, ...]) -> str | None:
    value = _text(path, table, key)
    if value is not None and value not in allowed:
        raise SettingsError(f"{path}: `{key}` is `{value}`; known are {', '.join(allowed)}")
    return value


def _switch(path: Path, table: dict[str, object], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise SettingsError(f"{path}: `{key}` must be true or false")
    return value


def _texts(path: Path, table: dict[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingsError(f"{path}: `{key}` must be a list of texts")
    return tuple(value)
