"""Two lists of keys put side by side: in which order they are told, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def merged(old: Sequence[Key], new: Sequence[Key]) -> Iterator[Key]:
    """The keys of both in the new order, each removed one after what stood before it."""
    there = set(new)
    after: dict[Key | None, list[Key]] = {}
    before: Key | None = None
    for key in old:
        if key in there:
            before = key
        else:
            after.setdefault(before, []).append(key)
    yield from after.get(None, ())
    for key in new:
        yield key
        yield from after.get(key, ())


def moved(old: Sequence[Key], new: Sequence[Key]) -> set[Key]:
    """The keys of both that changed their place among the others: as few as can be."""
    places = {key: number for number, key in enumerate(new)}
    common = [key for key in old if key in places]
    stays = _longest_rising([places[key] for key in common])
    return {key for number, key in enumerate(common) if number not in stays}


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The positions of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(numbers):
        at = bisect_left(tails, value)
        tails[at:] = [value, *tails[at + 1 :]]
        ends[at:] = [position, *ends[at + 1 :]]
        before.append(ends[at - 1] if at else -1)
    found: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        found.add(position)
        position = before[position]
    return found
