"""The words of Flink's SQL grammar: which are reserved in which version, and near misses."""

from collections.abc import Iterable
from functools import cache

from flinklint import facts

FlinkVersion = tuple[int, int]

VERSIONS: tuple[FlinkVersion, ...] = (
    *((1, minor) for minor in range(10, 21)),
    *((2, minor) for minor in range(4)),
)


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def number(text: str) -> FlinkVersion:
    """`"1.20"` as `(1, 20)`."""
    major, _, minor = text.partition(".")
    return int(major), int(minor)


def _spans(name: str) -> dict[str, tuple[FlinkVersion, FlinkVersion]]:
    """Each word of one list with the first and the last version that has it."""
    table = facts.read("sql-reserved")[name]
    spans = {}
    for versions, words in table.items():
        since, _, until = versions.partition("..")
        for word in words.split():
            spans[word] = number(since), number(until) if until else (99, 0)
    return spans


_RESERVED = _spans("reserved")
KEYWORDS: dict[str, str] = {word: word for word in (*_RESERVED, *_spans("keywords"))}
# What stands for a name whatever the version: a word, a name in backticks, a placeholder.
_ALWAYS = frozenset(("word", "name", "hole"))


def placed(version: FlinkVersion) -> FlinkVersion:
    """The version measured that stands for `version`: itself, or the nearest older one."""
    return max((known for known in VERSIONS if known <= version), default=VERSIONS[0])


@cache
def reserved(version: FlinkVersion | None) -> frozenset[str]:
    """Words that cannot be a name without backticks; with no version, in every version."""
    if version is None:
        return frozenset(
            word
            for word, (since, until) in _RESERVED.items()
            if since <= VERSIONS[0] and until >= VERSIONS[-1]
        )
    at = placed(version)
    return frozenset(word for word, (since, until) in _RESERVED.items() if since <= at <= until)


@cache
def names(version: FlinkVersion | None) -> frozenset[str]:
    """The kinds of token that can stand for a name."""
    return _ALWAYS | (frozenset(KEYWORDS) - reserved(version))


def distance(left: str, right: str, limit: int = 2) -> int:
    """Edits (one letter put in, left out or changed, or two swapped) up to `limit` + 1."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was probably meant to be, if one is near enough."""
    word = word.upper()
    if not 3 <= len(word) <= 24:
        return None
    limit = 1 if len(word) <= 4 else 2
    found = None
    for candidate in candidates:
        if len(candidate) < 3:
            continue
        edits = distance(word, candidate, limit)
        if 0 < edits <= limit:
            found, limit = candidate, edits - 1
    return found


@cache
def _callable(name: str, version: FlinkVersion | None) -> frozenset[str]:
    spans = _spans(name)
    if version is None:
        return frozenset(spans)
    at = placed(version)
    return frozenset(word for word, (since, _) in spans.items() if since <= at)


def functions(version: FlinkVersion | None) -> frozenset[str]:
    """Reserved words that are functions, called with parentheses."""
    return _callable("functions", version)


def values(version: FlinkVersion | None) -> frozenset[str]:
    """Reserved words that are functions called without parentheses."""
    return _callable("values", version)
