"""The values of a payload of any kind, each with its path and what it is to Flink."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flinklint.schema import JsonValue

Path = tuple[str, ...]

OPTIONS = frozenset({"flinkConfiguration", "flinkConf"})
"""What a map of Flink's options is called, in the API of each platform."""

SCRIPTS = frozenset({"sqlScript"})
ARGUMENTS = frozenset({"mainArgs", "args"})
_EMBEDDED = frozenset({"paramsJson"})
_DEEPEST = 100  # levels that anybody writes
_NAMES = ("name", "key", "mountPath", "jobId")


def unfolded(value: JsonValue) -> JsonValue:
    """The value with JSON that stands in it as a text read, as in `paramsJson`."""
    if isinstance(value, list):
        return [unfolded(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _read(below) if key in _EMBEDDED else unfolded(below) for key, below in value.items()
    }


def _read(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        try:
            found: JsonValue = json.loads(value)
        except (ValueError, RecursionError):
            return value
        if isinstance(found, dict | list) and not _is_deeper(found, _DEEPEST):
            return found
    return value


def _is_deeper(value: JsonValue, levels: int) -> bool:
    """Whether values nest deeper than that."""
    if not isinstance(value, dict | list):
        return False
    below = value.values() if isinstance(value, dict) else value
    return not levels or any(_is_deeper(each, levels - 1) for each in below)


def name_key(*lists: list[JsonValue]) -> str | None:
    """The key that names the items of lists: each has it, and none twice in a list."""
    for key in _NAMES:
        if all(_are_named(items, key) for items in lists):
            return key
    return None


def _are_named(items: list[JsonValue], key: str) -> bool:
    names = [item.get(key) if isinstance(item, dict) else None for item in items]
    return all(isinstance(name, str) for name in names) and len(set(map(str, names))) == len(names)


def texts(value: JsonValue, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every text of a payload: its path, what it is called there, and itself.

    The value of a variable is called what the variable is, an argument in a list by the one before.
    """
    if isinstance(value, dict):
        named = value.get("name")
        for key, below in value.items():
            if isinstance(below, str):
                is_variable = key == "value" and isinstance(named, str)
                yield (*path, key), str(named) if is_variable else key, below
            else:
                yield from texts(below, (*path, key))
    elif isinstance(value, list):
        before = ""
        for number, item in enumerate(value):
            if isinstance(item, str):
                is_argument = path[-1:] and path[-1] in ARGUMENTS and before.startswith("-")
                yield (*path, str(number)), before if is_argument else "", item
                before = item
            else:
                yield from texts(item, (*path, str(number)))


def pointer(path: Path) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)
