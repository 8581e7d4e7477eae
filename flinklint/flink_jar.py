"""What the address of a JAR tells: which build it is, and for which Flink and Scala."""

from __future__ import annotations

import re
from functools import cache

from flinklint import knowledge
from flinklint.flink_image import facts
from flinklint.regex import regex
from flinklint.units import FlinkVersion

_MODULE_VERSION = regex(r"(?:_2\.1[0-9])?-([0-9]+\.[0-9]+)(?:\.[0-9]+)?(?:[-_.].*)?\.jar")
_FOR_FLINK = regex(r"flink-.*-[0-9]+(?:\.[0-9]+)+(?:-[A-Za-z]+)?-([0-9]+\.[0-9]+)\.jar")
_SCALA = regex(r"_(2\.1[0-9])(?![0-9])")
_SNAPSHOT = regex(r"(?<![A-Za-z0-9])SNAPSHOT(?![A-Za-z0-9])", re.IGNORECASE)
_LATEST = regex(r"(?:(?<=/)|(?<=[-_.]))latest(?=/|\.jar$)", re.IGNORECASE)
_NUMBERED = regex(r"(?:^|[-_.])v?[0-9]+|(?<![0-9a-z])(?=[a-f]*[0-9])[0-9a-f]{7,64}(?![0-9a-z])")


def file_name(address: str) -> str:
    """The last part of a path or URI, without query and fragment."""
    return _path(address.strip()).rpartition("/")[2]


def _path(address: str) -> str:
    return address.partition("?")[0].partition("#")[0]


# --- for which Flink ----------------------------------------------------------------------------


def flink_of(address: str) -> FlinkVersion | None:
    """The Flink version that a JAR was built for, where its name tells.

    A module of Flink itself has Flink's version. A connector that is released on its own has the
    Flink version last, as in `flink-connector-kafka-3.1.0-1.18.jar`; its own version tells nothing.
    """
    name = file_name(address)
    match = _FOR_FLINK.fullmatch(name) or _module_version(name)
    version = FlinkVersion.parse(match[1]) if match is not None else None
    return version if version in _known_versions() else None


def _module_version(name: str) -> re.Match[str] | None:
    if not name.startswith(_modules()):
        return None
    for module in _modules():
        match = _MODULE_VERSION.fullmatch(name, len(module)) if name.startswith(module) else None
        if match is not None:
            return match
    return None


@cache
def _modules() -> tuple[str, ...]:
    """The modules that are released with Flink, the longest name first."""
    return tuple(sorted(facts()["released_with_flink"]["values"], key=len, reverse=True))


@cache
def _known_versions() -> frozenset[FlinkVersion]:
    profiles = [knowledge.profile(name) for name in knowledge.profiles()]
    listed = {version for profile in profiles for version in profile.flink_versions}
    return frozenset({*knowledge.versions(), *listed})


def scala_of(address: str) -> str | None:
    """The Scala version in a JAR's name, as in `_2.12`."""
    found = _SCALA.search(file_name(address))
    return found[1] if found is not None else None


# --- which build --------------------------------------------------------------------------------


def moving_word(address: str) -> str | None:
    """The word that says that the address is one build today and another tomorrow."""
    path = _path(address)
    if path != address:
        return None  # a query names the build
    below_host = path.partition("://")[2].partition("/")
    found = _SNAPSHOT.search(file_name(address)) or _LATEST.search("".join(below_host[1:]))
    return found.group() if found is not None else None


def names_a_build(address: str) -> bool:
    """Whether a version, a number, a commit or a query tells one build from the next."""
    path = _path(address)
    folder = path.rpartition("/")[0].rpartition("/")[2]
    named = _NUMBERED.search(file_name(address).removesuffix(".jar"))
    return path != address or named is not None or _NUMBERED.match(folder) is not None
