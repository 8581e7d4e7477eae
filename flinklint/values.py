"""Whether Flink can read the text of an option, and what to write where it cannot.

Judges as the deployment's own Flink version does: `ConfigurationUtils.convertValue`, `MemorySize`,
`TimeUtils`, `StructuredOptionsSplitter` of 1.10 to 2.3, and the parsers of the Java platform
behind them.
"""

from __future__ import annotations

import re
from fractions import Fraction

from flinklint.knowledge import Option, Reading, named_values, versions
from flinklint.nearest import nearest
from flinklint.regex import regex
from flinklint.units import (
    JAVA_BLANKS,
    FlinkDuration,
    FlinkMemory,
    FlinkVersion,
    Memory,
    duration_text,
    is_java_blank,
)

_PLACEHOLDER = regex(r"\$\{[^}]*\}|\{\{[^}]*\}\}")
_DOUBLE = regex(
    r"[+-]?(?:NaN|Infinity"
    r"|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?"
    r"|0[xX](?:[0-9a-fA-F]+\.?|[0-9a-fA-F]*\.[0-9a-fA-F]+)[pP][+-]?[0-9]+[fFdD]?)"
)
_YAML_SINCE = FlinkVersion(1, 19)
_WHOLE = {"Integer": 31, "Long": 63}
_YES_NO = {"yes": "true", "on": "true", "1": "true", "y": "true"} | {
    "no": "false",
    "off": "false",
    "0": "false",
    "n": "false",
}
_LONGEST = 10_000  # characters of a list or map that is looked into


def problem(value: str, option: Option, version: FlinkVersion | None) -> str | None:
    """Why Flink `version` cannot read `value` as `option`, in our words; None where it can.

    With no version known, only what every version that has the option refuses is a problem.
    Text with a `${placeholder}` is never one: the platform fills it in before Flink reads it.
    """
    if _PLACEHOLDER.search(value):
        return None
    if version is not None:
        reading = option.reading(version)
        return None if accepts(value, reading, version) else _reason(value, reading, version)
    known = option.versions()
    if not known or any(accepts(value, option.reading(one), one) for one in known):
        return None
    return _reason(value, option.reading(known[-1]), known[-1])


def repaired(value: str, option: Option, version: FlinkVersion | None) -> str | None:
    """Text that Flink reads as what `value` clearly means; None where that is not clear.

    `1.5g` gives `1536m`, `90.5 s` gives `90500 ms`, `yes` gives `true`.
    """
    asked = version or versions()[-1]
    reading = option.reading(asked)
    for guess in _guesses(value, reading):
        if accepts(guess, reading, asked):
            return guess
    return None


def unknown_name(value: str, key: str, version: FlinkVersion | None) -> str | None:
    """Why `value` is no name that `key` takes (restart strategy, state backend, checkpoint
    storage, high availability); None where it is one, or a class name, or the key takes any."""
    names = named_values(key)
    if names is None or _PLACEHOLDER.search(value):
        return None
    found = names.find(value)
    if found is not None and (found.platform_only or found.known_in(version)):
        return None
    if names.class_name and "." in value:
        return None
    if found is not None and version is not None:
        if found.until is not None and version > found.until:
            return f"{value!r} is gone after Flink {found.until}"
        return f"{value!r} is known from Flink {found.since} on"
    known = [name.name for name in names.names if name.known_in(version) and "." not in name.name]
    return _none_of(value, known)


def accepts(value: str, reading: Reading, version: FlinkVersion) -> bool:
    """Does Flink `version` take `value` where it reads an option so? Never raises."""
    kind = reading.read_as
    if kind == "Boolean":
        return value.upper() in ("TRUE", "FALSE")
    if kind in _WHOLE:
        return _is_whole(value, _WHOLE[kind])
    if kind in ("Double", "Float"):
        return _DOUBLE.fullmatch(value.strip(JAVA_BLANKS)) is not None
    if kind == "Duration":
        return FlinkDuration.parse(value, version) is not None
    if kind == "ScalaDuration":
        return FlinkDuration.parse_scala(value) is not None
    if kind == "MemorySize":
        return FlinkMemory.parse(value, version) is not None
    if kind == "Enum":
        return value.upper() in (name.upper() for name in reading.enum)
    if len(value) > _LONGEST:
        return True
    if kind == "Map":
        return _is_map(value, version)
    if kind.startswith("List<"):
        item = Reading(reading.since, kind[5:-1], kind[5:-1], reading.enum)
        return _is_list(value, item, version)
    return True


# --- lists and maps ---------------------------------------------------------------------------


def _is_list(value: str, item: Reading, version: FlinkVersion) -> bool:
    if version >= _YAML_SINCE and not value[:1].isalnum():  # what begins so is no list in YAML
        parts = _yaml(value)
        if isinstance(parts, list) and all(_is_item(part, item, version) for part in parts):
            return True
    texts = split(value, ";")
    if texts is None:
        return False
    if _YAML_SINCE <= version < FlinkVersion(2, 0) and item.read_as == "Map":
        version = FlinkVersion(1, 18)  # these two read the maps of an old list in the old way
    return all(accepts(text, item, version) for text in texts)


def _is_item(part: object, item: Reading, version: FlinkVersion) -> bool:
    if item.read_as == "Map":
        return _is_full_dict(part)
    if part is None or isinstance(part, list | dict):
        return item.read_as == "String"
    text = str(part).lower() if isinstance(part, bool) else str(part)
    return accepts(text, item, version)


def _is_map(value: str, version: FlinkVersion) -> bool:
    if version >= _YAML_SINCE and _is_full_dict(_yaml(value)):
        return True
    entries = split(value, ",")
    if entries is None:
        return False
    keys = []
    for entry in entries:
        pair = split(entry, ":")
        if pair is None or len(pair) != 2:
            return False
        keys.append(pair[0])
    return len(keys) == len(set(keys))


def _is_full_dict(part: object) -> bool:
    return isinstance(part, dict) and None not in part and None not in part.values()


def _yaml(text: str) -> object:
    """The YAML value of `text`, or None where it is no YAML."""
    # a list or map is rare: not worth 40 ms at every start
    import warnings

    from ruamel.yaml import YAML

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an anchor used twice is none of a reader's business
        try:
            loaded: object = YAML(typ="safe", pure=True).load(text)
        except Exception:  # the loader raises many kinds on hostile text; each means: no YAML
            return None
    return loaded


def split(text: str, mark: str) -> list[str] | None:
    """The parts of `text` between marks, as Flink's StructuredOptionsSplitter cuts it.

    A part may be quoted with `'` or `"`, doubled inside; None where a quote is not closed or
    not followed by a mark.
    """
    parts: list[str] = []
    place = 0
    before = "start"
    while place < len(text):
        letter = text[place]
        if letter == mark:
            if before == "mark":
                parts.append("")
            before = "mark"
            place += 1
        elif is_java_blank(letter):
            place += 1
        elif before == "quoted":
            return None
        elif letter in ("'", '"'):
            end = _quote_end(text, place)
            if end is None:
                return None
            parts.append(text[place + 1 : end - 1].replace(letter * 2, letter))
            before, place = "quoted", end
        else:
            end = text.find(mark, place)
            end = len(text) if end < 0 else end
            parts.append(text[place:end].strip(JAVA_BLANKS))
            before, place = "text", end
    return parts


def _quote_end(text: str, start: int) -> int | None:
    """The offset after the quoted text that starts at `start`."""
    quote, place = text[start], start + 1
    while True:
        place = text.find(quote, place)
        if place < 0:
            return None
        if text[place + 1 : place + 2] != quote:
            return place + 1
        place += 2


def _digit(letter: str) -> int | None:
    """The value of a decimal digit, of whatever script."""
    if "0" <= letter <= "9":
        return ord(letter) - ord("0")
    from unicodedata import decimal  # only for digits that are not ASCII

    return decimal(letter, None)


def _is_whole(value: str, bits: int) -> bool:
    """Does Java's `parseInt` or `parseLong` take it?"""
    digits = value[1:] if value[:1] in ("+", "-") else value
    if not digits or len(digits) > _LONGEST:
        return False
    number = 0
    for letter in digits:
        digit = _digit(letter)
        if digit is None or ord(letter) > 0xFFFF:
            return False
        number = number * 10 + digit
        if number > 2**bits:
            return False
    most: int = 2**bits if value[0] == "-" else 2**bits - 1
    return number <= most


# --- words ------------------------------------------------------------------------------------


def _reason(value: str, reading: Reading, version: FlinkVersion) -> str:
    kind = reading.read_as
    if not value.strip():
        return f"is empty, which Flink cannot read as {_KINDS.get(kind, 'a value')}"
    if kind == "Enum":
        return _none_of(value, list(reading.enum))
    if kind in _WHOLE and _is_whole(value, 1_000):
        return f"{value!r} does not fit {_WHOLE[kind] + 1} bits: at most {2 ** _WHOLE[kind] - 1}"
    if kind == "Duration":
        return _duration_reason(value, version)
    if kind == "MemorySize":
        return f"{value!r} is no memory size: {_ALLOWED[kind]}"
    if kind.startswith("List<"):
        item = kind[5:-1]
        allowed = f"one of {', '.join(reading.enum)}" if item == "Enum" else _KINDS.get(item, item)
        return f"{value!r} is no list: write items between ; and quote one that holds a ;" + (
            "" if item == "String" else f"; each item is {allowed}"
        )
    return f"{value!r} is not {_KINDS.get(kind, 'a value')}: {_ALLOWED.get(kind, kind)}"


def _duration_reason(value: str, version: FlinkVersion) -> str:
    text = value.strip()
    if FlinkDuration.parse(text, versions()[-1]) is not None:
        since = next(one for one in versions() if FlinkDuration.parse(text, one) is not None)
        if text[0].isdigit() and text[-1] in "mM":
            return f"{value!r} is no duration before Flink {since}: a minute is min, as in 5 min"
        return f"{value!r} is a duration from Flink {since} on: {_ALLOWED['Duration']}"
    return f"{value!r} is no duration: {_ALLOWED['Duration']}"


def _none_of(value: str, names: list[str]) -> str:
    meant = nearest(value.strip(), names)
    hint = f"; {meant} was probably meant" if meant else ""
    return f"{value!r} is none of {', '.join(names)}{hint}"


_KINDS = {
    "Boolean": "a boolean",
    "Integer": "a whole number",
    "Long": "a whole number",
    "Double": "a number",
    "Float": "a number",
    "Duration": "a duration",
    "ScalaDuration": "a duration",
    "MemorySize": "a memory size",
    "Enum": "one of its names",
    "Map": "a map",
    "String": "text",
}
_ALLOWED = {
    "Boolean": "write true or false",
    "Integer": "write digits only",
    "Long": "write digits only",
    "Double": "write digits with a decimal point",
    "Float": "write digits with a decimal point",
    "Duration": "write a whole number and one of ms, s, min, h, d, as in 10 s (no unit means ms)",
    "ScalaDuration": "write a number and one of ms, s, min, h, d, as in 10 s",
    "MemorySize": "write a whole number and b, k, m, g or t, all powers of 1024, as in 512m",
    "Map": "write key:value pairs between commas, and quote what holds a : or a comma",
}


def _guesses(value: str, reading: Reading) -> list[str]:
    """Texts that `value` may stand for, the likeliest first."""
    text, kind = value.strip(), reading.read_as
    guesses = [text]
    if kind == "Boolean":
        guesses.append(_YES_NO.get(text.lower(), ""))
    elif kind == "Enum":
        guesses.append(nearest(text, reading.enum, 1) or "")
    elif kind in ("Integer", "Long"):
        guesses.append(re.sub(r"(?<=[0-9])_(?=[0-9])", "", text))
        guesses.append(re.sub(r"\.0+$", "", text))
    elif kind == "MemorySize":
        memory = Memory.parse(text)
        if memory is not None:
            guesses.append(_flink_memory(memory.binary))
    elif kind == "Duration":
        decimal = FlinkDuration.parse_scala(text)
        minutes = FlinkDuration.parse(text, FlinkVersion(1, 15))
        iso = FlinkDuration.parse(text, FlinkVersion(2, 1))
        for found in (decimal, minutes, iso):
            if found is not None and found.nanoseconds >= 0:
                guesses.append(duration_text(found.seconds))
    elif kind == "ScalaDuration":
        guesses.append(text + " ms")
    return guesses


def _flink_memory(size: Fraction) -> str:
    """Bytes in the largest unit of Flink that holds them exactly."""
    for power, unit in ((4, "t"), (3, "g"), (2, "m"), (1, "k")):
        number = size / 1024**power
        if number and number.denominator == 1:
            return f"{number}{unit}"
    return str(size.numerator // size.denominator)
