"""The known word a misspelt word most likely stands for."""

from collections.abc import Iterable
from functools import lru_cache

_LETTERS = str.maketrans("", "", "-_. ")


def nearest(word: str, candidates: Iterable[str], limit: int = 2) -> str | None:
    """The candidate closest to `word` within `limit` edits, or None.

    Case, blanks and `-_.` do not count as edits; one edit adds, drops, replaces or swaps
    neighbouring letters. Short words allow fewer edits than `limit`, so that `id` is not `no`.
    """
    found = nearest_all(word, candidates, limit)
    return found[0] if found else None


def nearest_all(word: str, candidates: Iterable[str], limit: int = 2) -> list[str]:
    """Every candidate within `limit` edits of `word`, the closest first, each once."""
    letters = fold(word)
    limit = min(limit, (len(letters) + 1) // 3)
    ranked: dict[str, tuple[int, int, str]] = {}
    for candidate in candidates:
        other = fold(candidate)
        if candidate in ranked or abs(len(other) - len(letters)) > limit:
            continue
        edits = distance(letters, other, limit)
        if edits is not None:
            ranked[candidate] = (edits, -_same_start(word, candidate), candidate)
    return sorted(ranked, key=lambda candidate: ranked[candidate])


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """`word` without case, blanks and `-_.`: two spellings of one name fold to the same text."""
    return word.casefold().translate(_LETTERS)


def distance(first: str, second: str, limit: int) -> int | None:
    """Edits between two texts (optimal string alignment), or None when more than `limit`.

    Looks only at the band of the table that `limit` edits can reach: time is in proportion to
    the length times `limit`. Most texts need no table: too many of their letters are not in the
    other, and each takes an edit.
    """
    letters, others = set(first), set(second)
    if len(letters - others) > limit or len(others - letters) > limit:
        return None
    start = _same_start(first, second)
    first, second = first[start:], second[start:]
    end = _same_start(first[::-1], second[::-1])
    if end:
        first, second = first[:-end], second[:-end]
    if abs(len(first) - len(second)) > limit:
        return None
    far = limit + 1
    width = len(second) + 1
    before: list[int] = [far] * width
    above = [column if column <= limit else far for column in range(width)]
    for row, letter in enumerate(first, 1):
        here = [far] * width
        if row <= limit:
            here[0] = row
        low, high = max(1, row - limit), min(len(second), row + limit)
        for column in range(low, high + 1):
            other = second[column - 1]
            edits = min(
                above[column] + 1,
                here[column - 1] + 1,
                above[column - 1] + (letter != other),
            )
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                edits = min(edits, before[column - 2] + 1)
            here[column] = min(edits, far)
        if min(here[low - 1 : high + 1]) > limit and min(above) > limit:
            return None
        before, above = above, here
    return above[-1] if above[-1] <= limit else None


def _same_start(first: str, second: str) -> int:
    """How many letters the two texts start with in common."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
