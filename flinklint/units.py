"""Quantities as people write them: memory, durations, CPU, versions, image tags.

Every type is a frozen value with `parse(text)`, which gives None where the text is no such
quantity and never raises, and prints as it was written. Nothing here reads files.

Sources: the resource units of Ververica Platform and of Alibaba's managed Flink
(documentation of both, 2020-2026); `MemorySize` and `TimeUtils` of Apache Flink 1.10-2.3 for
the values of `flinkConfiguration`; `java.time.Duration.parse` for the ISO-8601 form.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache, total_ordering

from flinklint.dataclass import dataclass, field
from flinklint.memo import cached_property
from flinklint.regex import regex

_LONGEST = 100  # characters of a quantity of ours: nobody writes more
_MANY = 1024  # texts that are remembered of each quantity: the same come again and again
_LONG = 2**63 - 1  # Java's largest long
_NANOS = 10**9  # nanoseconds in a second


# --- versions ---------------------------------------------------------------------------------

_NUMBER = r"(0|[1-9][0-9]{0,5})"
_VERSION = regex(rf"{_NUMBER}\.{_NUMBER}(?:\.{_NUMBER})?")


@dataclass(frozen=True)
class FlinkVersion:
    """A Flink version; compares by major and minor only, since that is what decides features.

    `patch` is None where it was not written.
    """

    major: int
    minor: int
    patch: int | None = field(default=None, compare=False)

    @classmethod
    def parse(cls, text: str) -> FlinkVersion | None:
        """`1.11` or `1.11.2`; nothing before, after or between."""
        return cls._read(text) if len(text) <= _LONGEST else None

    @classmethod
    @lru_cache(maxsize=_MANY)
    def _read(cls, text: str) -> FlinkVersion | None:
        match = _VERSION.fullmatch(text)
        if match is None:
            return None
        major, minor, patch = match.groups()
        return cls(int(major), int(minor), None if patch is None else int(patch))

    @property
    def minor_text(self) -> str:
        """`1.11`, whatever the patch."""
        return f"{self.major}.{self.minor}"

    def __lt__(self, other: FlinkVersion) -> bool:
        return (self.major, self.minor) < (other.major, other.minor)

    def __le__(self, other: FlinkVersion) -> bool:
        return (self.major, self.minor) <= (other.major, other.minor)

    def __gt__(self, other: FlinkVersion) -> bool:
        return (self.major, self.minor) > (other.major, other.minor)

    def __ge__(self, other: FlinkVersion) -> bool:
        return (self.major, self.minor) >= (other.major, other.minor)

    def __hash__(self) -> int:
        return hash((self.major, self.minor))

    def __str__(self) -> str:
        return self.minor_text if self.patch is None else f"{self.minor_text}.{self.patch}"


_VVR_TAG = regex(
    rf"{_NUMBER}\.{_NUMBER}(?:\.{_NUMBER})?-vvr-{_NUMBER}\.{_NUMBER}(?:\.{_NUMBER})?"
    r"((?:-[0-9A-Za-z_.]+)*)"
)
_STREAM_TAG = regex(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}-stream{_NUMBER}-scala_(2\.1[123])(?:-java(8|11|17|21))?"
)
_PLAIN_TAG = regex(rf"{_NUMBER}\.{_NUMBER}(?:\.{_NUMBER})?((?:-[0-9A-Za-z_.]+)*)")
_ENGINE = regex(
    rf"vvr-{_NUMBER}\.{_NUMBER}(?:\.{_NUMBER})?((?:-(?!flink-)[0-9A-Za-z]+)*)"
    rf"-flink-{_NUMBER}\.{_NUMBER}"
)
_SCALA = regex(r"scala_(2\.[0-9]{1,2})")
_JAVA = regex(r"(?:java|jdk)([0-9]{1,2})")

Triple = tuple[int, int, int]


@total_ordering
@dataclass(frozen=True, eq=False)
class ImageTag:
    """The tag of a Flink image: of VVR, of Ververica Platform (`-streamN-`), or plain.

    `flink` and `vvr` are integer triples, 0 for a part that was not written; `patch_written`
    says whether the Flink triple was complete. `kind` is `vvr`, `stream` or `plain`. Orders by
    the Flink triple, then the VVR triple, then a further `-N`; a SNAPSHOT comes before its
    release. `scala` and `java` are as written (`2.12`, `11`) or None.
    """

    text: str
    kind: str
    flink: Triple
    patch_written: bool
    vvr: Triple | None = None
    build: int = 0  # of `-streamN` or of a further `-N`
    snapshot: bool = False
    scala: str | None = None
    java: str | None = None

    @classmethod
    def parse(cls, text: str) -> ImageTag | None:
        """None for a tag that does not start with a Flink version (`latest`)."""
        return cls._read(text) if len(text) <= 2 * _LONGEST else None

    @classmethod
    @lru_cache(maxsize=_MANY)
    def _read(cls, text: str) -> ImageTag | None:
        if match := _STREAM_TAG.fullmatch(text):
            major, minor, patch, build, scala, java = match.groups()
            flink = (int(major), int(minor), int(patch))
            return cls(text, "stream", flink, True, build=int(build), scala=scala, java=java)
        if match := _VVR_TAG.fullmatch(text):
            major, minor, patch, *vvr, rest = match.groups()
            flink, platform = _triple(major, minor, patch), _triple(*vvr)
            build, snapshot, scala, java = _suffixes(rest)
            written = patch is not None
            return cls(text, "vvr", flink, written, platform, build, snapshot, scala, java)
        if match := _PLAIN_TAG.fullmatch(text):
            major, minor, patch, rest = match.groups()
            build, snapshot, scala, java = _suffixes(rest)
            flink, written = _triple(major, minor, patch), patch is not None
            return cls(text, "plain", flink, written, None, build, snapshot, scala, java)
        return None

    @cached_property
    def version(self) -> FlinkVersion:
        """The Flink version this image runs, with the patch where it is written."""
        major, minor, patch = self.flink
        return FlinkVersion(major, minor, patch if self.patch_written else None)

    def at_least(self, flink: Triple, vvr: Triple) -> bool | None:
        """Is this a VVR image as new as `flink` with `vvr`? None where that cannot be said.

        `1.11.2-vvr-2.1.1 or later` is `at_least((1, 11, 2), (2, 1, 1))`. A tag without a VVR
        part gives None. Without a Flink patch the VVR release decides, since it implies one.
        """
        if self.vvr is None:
            return None
        if self.patch_written or self.flink[:2] != flink[:2]:
            asked: tuple[int, ...] = (*flink, *vvr, 0, 1)
            return (*self.flink, *self.vvr, self.build, int(not self.snapshot)) >= asked
        return (*self.vvr, self.build, int(not self.snapshot)) >= (*vvr, 0, 1)

    def _key(self) -> tuple[tuple[int, ...], str]:
        vvr = self.vvr or (0, 0, 0)
        return (*self.flink, *vvr, self.build, int(not self.snapshot)), self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ImageTag) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __lt__(self, other: ImageTag) -> bool:
        return self._key() < other._key()

    def __str__(self) -> str:
        return self.text


@total_ordering
@dataclass(frozen=True, eq=False)
class EngineVersion:
    """The managed service's name for an engine: `vvr-8.0.11-flink-1.17`."""

    text: str
    vvr: Triple
    flink: FlinkVersion
    build: int = 0

    @classmethod
    def parse(cls, text: str) -> EngineVersion | None:
        """`vvr-A.B[.C][-N][-jdkN]-flink-X.Y`."""
        match = _ENGINE.fullmatch(text) if len(text) <= 2 * _LONGEST else None
        if match is None:
            return None
        one, two, three, rest, major, minor = match.groups()
        build, _, _, _ = _suffixes(rest)
        return cls(text, _triple(one, two, three), FlinkVersion(int(major), int(minor)), build)

    def _key(self) -> tuple[int, int, Triple, int, str]:
        return self.flink.major, self.flink.minor, self.vvr, self.build, self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EngineVersion) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __lt__(self, other: EngineVersion) -> bool:
        return self._key() < other._key()

    def __str__(self) -> str:
        return self.text


def _triple(major: str, minor: str, patch: str | None) -> Triple:
    return int(major), int(minor), int(patch or 0)


def _suffixes(rest: str) -> tuple[int, bool, str | None, str | None]:
    """Build number, whether a snapshot, Scala and Java version out of `-3-SNAPSHOT-jdk11`."""
    build, snapshot, scala, java = 0, False, None, None
    for part in rest.split("-")[1:]:
        if part == "SNAPSHOT":
            snapshot = True
        elif part.isascii() and part.isdigit() and len(part) <= 6:
            build = int(part)
        elif match := _SCALA.fullmatch(part):
            scala = match[1]
        elif match := _JAVA.fullmatch(part):
            java = match[1]
    return build, snapshot, scala, java


# --- resources of a deployment ----------------------------------------------------------------

_POWERS = {"k": 1, "m": 2, "g": 3, "t": 4}
_QUANTITY = regex(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(\s*)([A-Za-z]*)", re.ASCII)
_LONG_UNITS = {
    "kilobytes": "kb",
    "megabytes": "mb",
    "gigabytes": "gb",
    "kibibytes": "kib",
    "mebibytes": "mib",
    "gibibytes": "gib",
    "bytes": "b",
}
_GOOD_UNITS = frozenset({"", "Ki", "Mi", "Gi", "k", "m", "g", "K", "M", "G"})


@dataclass(frozen=True)
class Memory:
    """Memory of a process in `resources`, in bytes, with every reading its unit allows.

    `Ki`, `Mi`, `Gi` are powers of 1024. `k`, `m`, `g` in either case are powers of 1000 to
    Ververica Platform and powers of 1024 to most people: both readings are kept. A bare number
    is bytes. `well_formed` is false for what is understood but not a spelling that the
    platforms document: blanks, `GB`, `GiB`, `gi`, `Ti`.
    """

    text: str
    number: Fraction
    unit: str
    decimal: Fraction
    binary: Fraction
    well_formed: bool = True

    @classmethod
    def parse(cls, text: str) -> Memory | None:
        """A number without sign or exponent, and a unit; None for anything else."""
        return cls._read(text) if len(text) <= _LONGEST else None

    @classmethod
    @lru_cache(maxsize=_MANY)
    def _read(cls, text: str) -> Memory | None:
        match = _QUANTITY.fullmatch(text.strip())
        if match is None:
            return None
        digits, blank, unit = match.groups()
        factors = _factors(unit)
        if factors is None:
            return None
        number = _fraction(digits)
        good = unit in _GOOD_UNITS and not blank and text == text.strip()
        good = good and digits[0] != "." and digits[-1] != "."
        return cls(text, number, unit, number * factors[0], number * factors[1], good)

    @cached_property
    def readings(self) -> tuple[Fraction, ...]:
        """The bytes this may mean, the smallest first: one value, or decimal and binary."""
        return (self.decimal,) if self.decimal == self.binary else (self.decimal, self.binary)

    @property
    def ambiguous(self) -> bool:
        """Do people and platforms disagree on how many bytes this is?"""
        return len(self.readings) > 1

    def surely_below(self, size: int | Fraction) -> bool:
        """Is this less than `size` bytes, however the unit is read?"""
        return all(reading < size for reading in self.readings)

    def maybe_below(self, size: int | Fraction) -> bool:
        """Is this less than `size` bytes under at least one reading of the unit?"""
        return any(reading < size for reading in self.readings)

    def in_binary_unit(self) -> Memory:
        """The same number in `Ki`, `Mi` or `Gi`: `1g` and `1 GB` give `1Gi`.

        Bytes become the largest such unit that holds them exactly, rounded up to `Mi` where
        none does. A unit without `i` read as decimal grows by this: 1 GB is less than 1Gi.
        """
        letter = self.unit[:1].lower()
        if letter in ("k", "m", "g"):
            unit, number = letter.upper() + "i", self.number
        else:
            for unit in ("Gi", "Mi", "Ki"):
                number = self.binary / 1024 ** _POWERS[unit[0].lower()]
                if number and number.denominator == 1:
                    break
            else:
                unit, number = "Mi", Fraction(-(-self.binary // 1024**2))
        size = number * 1024 ** _POWERS[unit[0].lower()]
        return Memory(f"{plain_decimal(number)}{unit}", number, unit, size, size)

    def __str__(self) -> str:
        return self.text


def _factors(unit: str) -> tuple[int, int] | None:
    """Bytes of one `unit`: as a decimal and as a binary unit; None for no unit of ours."""
    name = _LONG_UNITS.get(unit.lower(), unit.lower())
    if name in ("", "b"):
        return 1, 1
    power = _POWERS.get(name[0])
    if power is None:
        return None
    binary = 1024**power
    if name[1:] in ("i", "ib"):
        return binary, binary
    return (1000**power, binary) if name[1:] in ("", "b") else None


def size_text(size: int | Fraction) -> str:
    """Bytes for people: `512 MiB`, `1.5 GiB`, `500 MB`, `1234567 B`.

    The shorter of binary and decimal unit (binary when equal) that shows the value exactly within
    three decimals, else bytes, rounded down: what is printed is never rounded to another size.
    """
    size = Fraction(size)
    shown = []
    for base, names in ((1024, ("TiB", "GiB", "MiB", "KiB")), (1000, ("TB", "GB", "MB", "kB"))):
        for power, name in zip((4, 3, 2, 1), names, strict=True):
            number = size / base**power
            if 1 <= number < 10_000 and (number * 1000).denominator == 1:
                shown.append((plain_decimal(number), name))
                break
    if not shown:
        return f"{size.numerator // size.denominator} B"
    number_text, name = min(shown, key=lambda one: len(one[0]))
    return f"{number_text} {name}"


def plain_decimal(number: Fraction) -> str:
    """A fraction as decimal digits without exponent: `1.5`; at most nine decimals."""
    whole, rest = divmod(number, 1)
    decimals = str(int(rest * 10**9)).rjust(9, "0").rstrip("0")
    return f"{whole}.{decimals}" if decimals else str(whole)


_CPU = regex(r"\+?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,2})|(m))?")


@total_ordering
@dataclass(frozen=True, eq=False)
class Cpu:
    """Cores of a process, as a decimal number; `milli` where Kubernetes' `500m` was written."""

    text: str
    cores: Fraction
    milli: bool = False

    @classmethod
    def parse(cls, text: str) -> Cpu | None:
        """A number that is not negative, or thousandths of a core as in `500m`."""
        return cls._read(text) if len(text) <= _LONGEST else None

    @classmethod
    @lru_cache(maxsize=_MANY)
    def _read(cls, text: str) -> Cpu | None:
        match = _CPU.fullmatch(text.strip())
        if match is None:
            return None
        digits, exponent, milli = match.groups()
        cores = _fraction(digits) * Fraction(10) ** int(exponent or 0)
        return cls(text, cores / 1000 if milli else cores, milli is not None)

    @property
    def plain(self) -> str:
        """The cores as a decimal number: `0.5` for `500m`."""
        return plain_decimal(self.cores)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cpu) and self.cores == other.cores

    def __hash__(self) -> int:
        return hash(self.cores)

    def __lt__(self, other: Cpu) -> bool:
        return self.cores < other.cores

    def __str__(self) -> str:
        return self.text


def _fraction(digits: str) -> Fraction:
    """`1.5`, `1.`, `.5` exactly."""
    whole, _, decimals = digits.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


# --- values of flinkConfiguration -------------------------------------------------------------

JAVA_BLANKS = "".join(map(chr, range(0x21)))  # what Java's String.trim takes off
_FLINK_QUANTITY = regex(r"([0-9]+)(.*)", re.DOTALL)
_FLINK_BYTES = {
    unit: 1024**power
    for power, units in enumerate(
        (
            ("b", "bytes", ""),
            ("k", "kb", "kibibytes"),
            ("m", "mb", "mebibytes"),
            ("g", "gb", "gibibytes"),
            ("t", "tb", "tebibytes"),
        )
    )
    for unit in units
}
_FLINK_NANOS = {
    unit: nanos
    for nanos, units in (
        (86_400 * _NANOS, ("d", "day", "days")),
        (3_600 * _NANOS, ("h", "hour", "hours")),
        (60 * _NANOS, ("min", "minute", "minutes", "m")),
        (_NANOS, ("s", "sec", "secs", "second", "seconds")),
        (10**6, ("", "ms", "milli", "millis", "millisecond", "milliseconds")),
        (10**3, ("µs", "micro", "micros", "microsecond", "microseconds")),
        (1, ("ns", "nano", "nanos", "nanosecond", "nanoseconds")),
    )
    for unit in units
}
_MINUTE_IS_M = FlinkVersion(1, 15)  # FLINK-24886
_BIG_NUMBERS = FlinkVersion(2, 0)  # TimeUtils reads a BigInteger
_ISO_8601 = FlinkVersion(2, 1)
_ISO = regex(
    r"([-+]?)P(?:([-+]?[0-9]+)D)?"
    r"(T(?:([-+]?[0-9]+)H)?(?:([-+]?[0-9]+)M)?(?:([-+]?[0-9]+)(?:[.,]([0-9]{0,9}))?S)?)?",
    re.IGNORECASE | re.ASCII,
)
_SCALA_DURATION = regex(
    r"([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?:[eE]([+-]?[0-9]{1,2}))?([a-zµ]+)"
)
_DOUBLE_WHOLE = 2**53  # Scala reads more than this as a whole number only
_SCALA_NANOS = {unit: nanos for unit, nanos in _FLINK_NANOS.items() if unit != "m"}


@total_ordering
@dataclass(frozen=True, eq=False)
class FlinkMemory:
    """A memory size of `flinkConfiguration`, in bytes, as Flink's own MemorySize reads it.

    Whole numbers only; every unit is a power of 1024, so `1g` is 1 GiB and `1Gi` is refused.
    """

    text: str
    bytes: int

    @classmethod
    def parse(cls, text: str, version: FlinkVersion) -> FlinkMemory | None:
        """What `MemorySize.parse` of `version` makes of it (the same from 1.10 to 2.3)."""
        match = _FLINK_QUANTITY.fullmatch(text.strip(JAVA_BLANKS))
        if match is None:
            return None
        number = _java_long(match[1])
        factor = _FLINK_BYTES.get(match[2].strip(JAVA_BLANKS).lower())
        if number is None or factor is None or number * factor > _LONG:
            return None
        return cls(text, number * factor)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FlinkMemory) and self.bytes == other.bytes

    def __hash__(self) -> int:
        return hash(self.bytes)

    def __lt__(self, other: FlinkMemory) -> bool:
        return self.bytes < other.bytes

    def __str__(self) -> str:
        return self.text


@total_ordering
@dataclass(frozen=True, eq=False)
class FlinkDuration:
    """A duration of `flinkConfiguration`, in nanoseconds, as that Flink version reads it."""

    text: str
    nanoseconds: int

    @classmethod
    def parse(cls, text: str, version: FlinkVersion) -> FlinkDuration | None:
        """What `TimeUtils.parseDuration` of `version` makes of it; a bare number is ms.

        `m` is a minute from 1.15 on and nothing before; ISO-8601 (`PT10S`) counts from 2.1 on.
        """
        read = _duration_of_short if len(text) <= _LONGEST else _duration
        return read(text, version)

    @classmethod
    def parse_scala(cls, text: str) -> FlinkDuration | None:
        """What `scala.concurrent.duration.Duration` makes of it; 1.10 and 1.11 read three
        options of the table planner so. A unit is needed, decimals and signs are fine.
        Half a nanosecond is added and the rest cut off, as there: `-1 ms` is 1 ns short of it.
        """
        match = _SCALA_DURATION.fullmatch("".join(c for c in text if not is_java_blank(c)))
        if match is None or len(text) > _LONGEST:
            return None
        factor = _SCALA_NANOS.get(match[3])
        if factor is None:
            return None
        number = _fraction(match[1].lstrip("+-")) * Fraction(10) ** int(match[2] or 0)
        if number > _DOUBLE_WHOLE and not (match[2] is None and "." not in match[1]):
            return None
        nanos = int(Fraction(1, 2) + (-number if match[1].startswith("-") else number) * factor)
        return cls(text, nanos) if abs(nanos) <= _LONG else None

    @property
    def seconds(self) -> Fraction:
        """The same in seconds, exactly."""
        return Fraction(self.nanoseconds, _NANOS)

    @property
    def milliseconds(self) -> Fraction:
        """The same in milliseconds, exactly."""
        return Fraction(self.nanoseconds, 10**6)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FlinkDuration) and self.nanoseconds == other.nanoseconds

    def __hash__(self) -> int:
        return hash(self.nanoseconds)

    def __lt__(self, other: FlinkDuration) -> bool:
        return self.nanoseconds < other.nanoseconds

    def __str__(self) -> str:
        return self.text


def _duration(text: str, version: FlinkVersion) -> FlinkDuration | None:
    trimmed = text.strip(JAVA_BLANKS)
    match = _FLINK_QUANTITY.fullmatch(trimmed)
    if match is None:
        nanos = _iso_nanos(trimmed) if version >= _ISO_8601 else None
        return None if nanos is None else FlinkDuration(text, nanos)
    unit = match[2].strip(JAVA_BLANKS).lower()
    factor = _FLINK_NANOS.get(unit)
    if factor is None or (unit == "m" and version < _MINUTE_IS_M):
        return None
    number = _java_long(match[1]) if version < _BIG_NUMBERS else _digits(match[1])
    if number is None or number * factor // _NANOS > _LONG:
        return None
    return FlinkDuration(text, number * factor)


_duration_of_short = lru_cache(maxsize=_MANY)(_duration)


def duration_text(seconds: int | Fraction) -> str:
    """Seconds for people: `90 s`, `5 min`, `36 h`, `10 ms`; the largest unit that is exact."""
    nanos = Fraction(seconds) * _NANOS
    for unit in ("d", "h", "min", "s", "ms", "µs"):
        number = nanos / _FLINK_NANOS[unit]
        if number and number.denominator == 1:
            return f"{number} {unit}"
    return f"{nanos.numerator // nanos.denominator} ns" if nanos else "0 s"


def is_java_blank(char: str) -> bool:
    """Does Java's `Character.isWhitespace` hold? No-break blanks and next-line are none to it."""
    return char.isspace() and char not in "\x85\xa0\u2007\u202f"


def _digits(digits: str) -> int | None:
    """The number, or None where it has more digits than any quantity of Flink can take."""
    digits = digits.lstrip("0")
    return int(digits or "0") if len(digits) <= 28 else None


def _java_long(digits: str) -> int | None:
    number = _digits(digits)
    return None if number is None or number > _LONG else number


def _iso_nanos(text: str) -> int | None:
    """What `java.time.Duration.parse` makes of `text`, in nanoseconds; Flink wants no negative."""
    match = _ISO.fullmatch(text)
    if match is None or match[3] == "T":
        return None
    sign, days, _, hours, minutes, seconds, decimals = match.groups()
    if days is None and hours is None and minutes is None and seconds is None:
        return None
    total = 0
    for part, factor in ((seconds, 1), (minutes, 60), (hours, 3_600), (days, 86_400)):
        if part is None:
            continue
        number = _digits(part.lstrip("+-"))
        if number is None:
            return None
        signed = (-number if part.startswith("-") else number) * factor
        total += signed
        if min(signed, total) < -_LONG - 1 or max(signed, total) > _LONG:
            return None
    nanos = total * _NANOS
    if decimals:
        fraction = int(decimals.ljust(9, "0"))
        nanos += -fraction if seconds is not None and seconds.startswith("-") else fraction
    nanos = -nanos if sign == "-" else nanos
    return nanos if 0 <= nanos // _NANOS <= _LONG else None
