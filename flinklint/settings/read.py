"""Reading a settings file: its TOML, held against the schema, as values."""

from __future__ import annotations

import os
from pathlib import Path

from flinklint.finding import Severity
from flinklint.settings import PerFile, SettingsError, SettingsFile
from flinklint.settings import schema as schemas
from flinklint.settings.toml_text import Toml, TomlError
from flinklint.settings.toml_text import read as read_toml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def read(path: Path, prefix: tuple[str, ...]) -> SettingsFile | None:
    """The settings below a prefix of keys; None if the file has none. Raises `SettingsError`."""
    shown = os.path.relpath(path)
    try:
        toml = read_toml(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{shown}: byte {error.start + 1} is not UTF-8") from error
    except OSError as error:
        raise SettingsError(f"{shown}: {error.strerror}") from error
    except TomlError as error:
        raise SettingsError(f"{shown}:{error.line}: {error}") from error
    table: object = toml.table
    for key in prefix:
        table = table.get(key) if isinstance(table, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        name = ".".join(prefix)
        raise SettingsError(f"{shown}:{toml.line(prefix)}: `{name}` must be a table")
    _check(shown, toml, table, prefix)
    return _values(path, table, toml, prefix)


def _check(shown: str, toml: Toml, table: dict[str, Any], prefix: tuple[str, ...]) -> None:
    if not prefix and "flinklint" in _table(table.get("tool")):
        line = toml.line(("tool", "flinklint"))
        raise SettingsError(f"{shown}:{line}: in this file settings stand without [tool.flinklint]")
    said = [
        f"{shown}:{toml.line((*prefix, *problem.path))}: {problem.message}"
        for problem in schemas.problems(table)
    ]
    if said:
        raise SettingsError(*said)


def _values(path: Path, table: dict[str, Any], toml: Toml, prefix: tuple[str, ...]) -> SettingsFile:
    severities = _table(table.get("severity"))
    environments = _table(table.get("environments"))
    return SettingsFile(
        path=path,
        platform=table.get("platform"),
        flink_version=table.get("flink-version"),
        defaults=_texts(table, "defaults"),
        unwrap=table.get("unwrap", False),
        select=_texts(table, "select"),
        ignore=_texts(table, "ignore"),
        fail_on=table.get("fail-on"),
        severities={code: Severity(value) for code, value in severities.items()},
        rule_options=_table(table.get("rules")),
        mandatory=_texts(table, "mandatory"),
        per_file=tuple(
            PerFile(path.parent, _texts(entry, "paths"), _texts(entry, "ignore"))
            for entry in table.get("per-file", ())
        ),
        exclude=_texts(table, "exclude"),
        baseline=table.get("baseline"),
        own_rules=_texts(table, "own-rules"),
        policies=tuple(table.get("policies", ())),
        environments={name: _texts(below, "overlays") for name, below in environments.items()},
        targets=_table(table.get("targets")),
        table=table,
        lines=lambda *keys: toml.line((*prefix, *keys)),
    )


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)
