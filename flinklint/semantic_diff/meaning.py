"""What a value means to Flink or to the platform, so that two spellings of one are the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from flinklint import knowledge
from flinklint.knowledge import Option
from flinklint.regex import regex
from flinklint.schema import JsonValue
from flinklint.units import (
    Cpu,
    EngineVersion,
    FlinkDuration,
    FlinkMemory,
    FlinkVersion,
    ImageTag,
    Memory,
)
from flinklint.values import accepts, split

_PLACEHOLDER = regex(r"\$\{[^}]*\}|\{\{[^}]*\}\}")
_VERSION_KEYS = ("flinkVersion", "flinkImageTag", "engineVersion", "versionName")


def flink_version(body: JsonValue) -> FlinkVersion | None:
    """The Flink version that a payload of any kind names; None where it does not tell."""
    written = dict(_version_texts(body))
    for key in _VERSION_KEYS:
        text = written.get(key, "").removeprefix("v").replace("_", ".")
        version = FlinkVersion.parse(text)
        if version is not None:
            return version
        tag, engine = ImageTag.parse(text), EngineVersion.parse(written.get(key, ""))
        if tag is not None:
            return tag.version
        if engine is not None:
            return engine.flink
    return None


def _version_texts(body: JsonValue) -> Iterator[tuple[str, str]]:
    if isinstance(body, dict):
        for key, value in body.items():
            if key in _VERSION_KEYS and isinstance(value, str):
                yield key, value
            else:
                yield from _version_texts(value)


def option_name(key: str, version: FlinkVersion | None) -> tuple[str, bool]:
    """What stands for an option under each of its names: the newest, and that it is read.

    A key that the version does not read stands for itself.
    """
    option = knowledge.options(version).find(key)
    if option is None or option.state != "here":
        return key, False
    return knowledge.options(None).spellings(key)[0], True


def option_meaning(key: str, value: JsonValue, version: FlinkVersion | None) -> Hashable:
    """What a Flink version makes of an option's text; the text itself where that is not known."""
    text = as_text(value)
    option = knowledge.options(version).find(key)
    if text is None or _PLACEHOLDER.search(text):
        return text
    names = knowledge.named_values(key)
    named = names.find(text) if names is not None else None
    if named is not None:
        return ("named", named.canonical.lower())
    if option is None or option.state != "here":
        return text
    return _meaning(text, option, version or knowledge.versions()[-1])


def as_text(value: JsonValue) -> str | None:
    """The text of a scalar as Flink gets it; None for what is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    return None


def _meaning(text: str, option: Option, version: FlinkVersion) -> Hashable:
    reading = option.reading(version)
    kind = reading.read_as
    if not accepts(text, reading, version):
        return text
    if kind in ("Boolean", "Enum"):
        return (kind, text.upper())
    if kind in ("Integer", "Long"):
        return (kind, int(text))
    if kind == "Duration":
        duration = FlinkDuration.parse(text, version)
        return text if duration is None else ("Duration", duration.nanoseconds)
    if kind == "ScalaDuration":
        duration = FlinkDuration.parse_scala(text)
        return text if duration is None else ("Duration", duration.nanoseconds)
    if kind == "MemorySize":
        memory = FlinkMemory.parse(text, version)
        return text if memory is None else ("MemorySize", memory.bytes)
    if kind in ("Double", "Float"):
        return _number(text)
    if kind == "List<String>":
        parts = split(text, ";")
        return text if parts is None or text[:1] == "[" else ("List", *parts)
    return text


def _number(text: str) -> Hashable:
    try:
        return ("Double", float(text.strip().rstrip("dDfF")))
    except ValueError:
        return text


def field_meaning(name: str, value: JsonValue) -> Hashable:
    """What a field's value means: memory in bytes, CPU in cores, a number whatever its zeros."""
    if isinstance(value, bool) or value is None:
        return (type(value).__name__, value)
    if name == "cpu" and isinstance(value, str | int | float):
        cpu = Cpu.parse(str(value))
        return value if cpu is None else ("cpu", cpu.cores)
    if name == "memory" and isinstance(value, str):
        memory = Memory.parse(value)
        return value if memory is None else ("memory", memory.readings)
    if isinstance(value, int | float):
        return ("number", value)
    if isinstance(value, str):
        return value
    raise TypeError(f"{type(value).__name__} is no scalar")
