"""`--show-files` and `--show-settings`: what a run would read, and what it would go by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from flinklint.cli import inputs
from flinklint.cli.console import note, show
from flinklint.cli.table import Arguments
from flinklint.discovery import survey
from flinklint.files import printable
from flinklint.regex import regex
from flinklint.report.text_format import visible
from flinklint.settings import SettingsFile
from flinklint.settings.schema import document

_OPTIONS = (
    "platform", "flink-version", "defaults", "unwrap", "select", "ignore", "fail-on", "exclude",
    "baseline",
)  # fmt: skip
"""The settings that an option of the same name is stronger than, or adds to."""

_BARE = regex(r"[A-Za-z0-9_-]+")


def files(arguments: Arguments, found: SettingsFile) -> int:
    """Print the files that would be read, and on standard error why others are not."""
    for item in survey(
        [Path(path) for path in arguments.paths or ["."] if path != "-"],
        scripts=inputs.takes_scripts(arguments, found),
        excludes=inputs.excludes(arguments, found),
        force_exclude=arguments.force_exclude,
    ):
        if not item.reason:
            show(f"{visible(printable(item.path))}\n")
        else:
            slash = "/" if item.path.is_dir() else ""
            note(f"{printable(item.path)}{slash}: not read: {item.reason}")
    return 0


def settings(arguments: Arguments, found: SettingsFile) -> int:
    """Print the settings that count as TOML, each with where it comes from."""
    if found.path is None:
        none = "isolated" if arguments.isolated else "there is none from here up"
        show(f"# settings file: {none}\n")
    else:
        show(f"# settings file: {printable(found.path)}\n")
    for key, about in document()["properties"].items():
        given = getattr(arguments, key.replace("-", "_"), None) if key in _OPTIONS else None
        if given:
            written = {"ignore": found.ignore, "exclude": found.exclude}.get(key, ())
            value = [*given, *written] if isinstance(given, list) else given
            origin = f"--{key}" + (f" and {found.place(key)}" if written else "")
            show(f"{key} = {_toml(value)}  # {origin}\n")
        elif key in found.table:
            for path, value in _flat(found.table[key], (key,)):
                dotted = ".".join(step if _BARE.fullmatch(step) else _toml(step) for step in path)
                show(f"{dotted} = {_toml(value)}  # {found.place(*path)}\n")
        elif "default" in about:
            show(f"{key} = {_toml(about['default'])}  # default\n")
        else:
            show(f"# {key} is not set\n")
    return 0


def _flat(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """The values in a table, each with its keys."""
    if isinstance(value, dict) and value:
        for key, below in value.items():
            yield from _flat(below, (*path, key))
    else:
        yield path, value


def _toml(value: object) -> str:
    """A value as TOML in one line."""
    if isinstance(value, dict):
        pairs = (
            f"{key if _BARE.fullmatch(key) else _toml(key)} = {_toml(below)}"
            for key, below in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, (bool, str)):
        # the escapes of JSON are escapes of TOML too, save that it wants DEL escaped
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
