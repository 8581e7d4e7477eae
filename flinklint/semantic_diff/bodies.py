"""Two payloads compared field by field."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator

from flinklint.dataclass import dataclass
from flinklint.schema import JsonValue
from flinklint.semantic_diff.difference import Difference, Kind, Side, Step
from flinklint.semantic_diff.hidden import Secrets
from flinklint.semantic_diff.meaning import (
    field_meaning,
    flink_version,
    option_meaning,
    option_name,
)
from flinklint.semantic_diff.order import merged, moved
from flinklint.semantic_diff.payload_tree import (
    OPTIONS,
    SCRIPTS,
    Path,
    name_key,
    pointer,
    unfolded,
)
from flinklint.semantic_diff.scripts import Script, script_differences, unified
from flinklint.units import FlinkVersion

Steps = tuple[Step, ...]
OLD, NEW = 0, 1


def differences(old: JsonValue, new: JsonValue) -> tuple[Difference, ...]:
    """What differs between two payloads, in the order of the new one."""
    bodies = (unfolded(old), unfolded(new))
    return tuple(_Comparer(bodies).compare(_Place((), (), ()), *bodies))


@dataclass(frozen=True)
class _Place:
    """Where a value stands: as it is told, and on each side."""

    steps: Steps
    old: Path
    new: Path

    def below(self, key: str) -> _Place:
        return _Place((*self.steps, Step(key)), (*self.old, key), (*self.new, key))

    def renamed(self, old: str, new: str) -> _Place:
        return _Place((*self.steps, Step(new)), (*self.old, old), (*self.new, new))

    def item(self, name: str, old: int, new: int) -> _Place:
        steps = (*self.steps, Step(name, is_item=True))
        return _Place(steps, (*self.old, str(old)), (*self.new, str(new)))

    @property
    def name(self) -> str:
        return self.new[-1] if self.new else ""


class _Comparer:
    """Compares values; knows the secrets and the Flink version of both sides."""

    def __init__(self, bodies: tuple[JsonValue, JsonValue]) -> None:
        self.secrets = Secrets(bodies)
        self.versions: tuple[FlinkVersion | None, ...] = tuple(map(flink_version, bodies))

    def compare(self, place: _Place, old: JsonValue, new: JsonValue) -> Iterator[Difference]:
        if isinstance(old, dict) and isinstance(new, dict):
            if place.name in OPTIONS:
                yield from self._options(place, old, new)
            else:
                yield from self._mappings(place, old, new)
        elif isinstance(old, list) and isinstance(new, list):
            yield from self._lists(place, old, new)
        elif old != new or type(old) is not type(new):
            yield self._changed(place, old, new)

    def _mappings(
        self, place: _Place, old: dict[str, JsonValue], new: dict[str, JsonValue]
    ) -> Iterator[Difference]:
        for key in merged(list(old), list(new)):
            below = place.below(key)
            if key not in new:
                yield from self._alone("removed", OLD, below, old[key])
            elif key not in old:
                yield from self._alone("added", NEW, below, new[key])
            else:
                yield from self.compare(below, old[key], new[key])

    def _options(
        self, place: _Place, old: dict[str, JsonValue], new: dict[str, JsonValue]
    ) -> Iterator[Difference]:
        """Flink's options: one that has another name of the same is not another option."""
        other_name = self._other_names(old, new)
        keys = [other_name.get(key, key) for key in old]
        back = {name: key for key, name in other_name.items()}
        for key in merged(keys, list(new)):
            old_key = back.get(key, key)
            if key not in new:
                yield from self._alone("removed", OLD, place.below(old_key), old[old_key])
            elif old_key not in old:
                yield from self._alone("added", NEW, place.below(key), new[key])
            else:
                found = self._option(place, old_key, old[old_key], key, new[key])
                if found is not None:
                    yield found

    def _other_names(self, old: dict[str, JsonValue], new: dict[str, JsonValue]) -> dict[str, str]:
        """The new names of old options, where there is one of each."""
        sides = []
        for mine, others, version in ((old, new, OLD), (new, old, NEW)):
            names: dict[tuple[str, bool], list[str]] = {}
            for key in mine:
                if key not in others:
                    names.setdefault(option_name(key, self.versions[version]), []).append(key)
            sides.append({name: keys[0] for name, keys in names.items() if len(keys) == 1})
        gone, come = sides
        return {key: come[name] for name, key in gone.items() if name in come}

    def _option(
        self, place: _Place, old_key: str, old: JsonValue, new_key: str, new: JsonValue
    ) -> Difference | None:
        at = place.renamed(old_key, new_key)
        if old_key == new_key and old == new and type(old) is type(new):
            return None
        note = "" if old_key == new_key else f"`{old_key}` is another name of it"
        if isinstance(old, dict | list) or isinstance(new, dict | list):
            same = old == new
        else:
            meanings = [
                option_meaning(key, value, version)
                for key, value, version in zip(
                    (old_key, new_key), (old, new), self.versions, strict=True
                )
            ]
            same = meanings[OLD] == meanings[NEW]
        return self._told("spelling" if same else "changed", at, old, new, note)

    def _changed(self, place: _Place, old: JsonValue, new: JsonValue) -> Difference:
        if isinstance(old, str) and isinstance(new, str):
            if place.name in SCRIPTS:
                return self._script(place, old, new)
            if "\n" in old and "\n" in new:
                return self._text(place, old, new)
        same = _are_same(place, old, new)
        return self._told("spelling" if same else "changed", place, old, new)

    def _told(
        self, kind: Kind, place: _Place, old: JsonValue, new: JsonValue, note: str = ""
    ) -> Difference:
        sides = self._side(OLD, place.old, old), self._side(NEW, place.new, new)
        return Difference(kind, place.steps, *sides, note)

    def _script(self, place: _Place, old: str, new: str) -> Difference:
        scripts = [
            Script(text, version, self.secrets.parts(side, path))
            for side, (text, version, path) in enumerate(
                zip((old, new), self.versions, (place.old, place.new), strict=True)
            )
        ]
        found = tuple(script_differences(scripts[OLD], scripts[NEW], self.secrets.shown))
        same = all(statement.kind == "spelling" for statement in found)
        note = "" if found else "only white space"
        told = self._told("spelling" if same else "changed", place, old, new, note)
        return Difference(told.kind, told.path, told.old, told.new, note, statements=found)

    def _text(self, place: _Place, old: str, new: str) -> Difference:
        told = self._told("changed", place, old, new)
        assert told.old is not None
        assert told.new is not None
        lines = unified(str(told.old.value), str(told.new.value))
        return Difference("changed", told.path, told.old, told.new, "", lines)

    # Lists

    def _lists(
        self, place: _Place, old: list[JsonValue], new: list[JsonValue]
    ) -> Iterator[Difference]:
        """Lists: items go together by name, else by what they are, else by order."""
        named = name_key(old, new)
        before, after = _keys(old, new, named)
        elsewhere = moved(list(before), list(after))
        for key in merged(list(before), list(after)):
            if key not in after:
                number = before[key]
                at = place.item(_called(old[number], named, number), number, number)
                yield from self._alone("removed", OLD, at, old[number])
                continue
            number = after[key]
            called = _called(new[number], named, number)
            if key not in before:
                at = place.item(called, number, number)
                yield from self._alone("added", NEW, at, new[number])
                continue
            at = place.item(called, before[key], number)
            if key in elsewhere:
                note = f"from place {before[key] + 1} to {number + 1} of the list"
                yield self._told("moved", at, old[before[key]], new[number], note)
            yield from self.compare(at, old[before[key]], new[number])

    # What is there on one side only

    def _alone(
        self, kind: Kind, side: int, place: _Place, value: JsonValue
    ) -> Iterator[Difference]:
        """Each value of what was added or removed."""
        if isinstance(value, dict) and value:
            for key, below in value.items():
                yield from self._alone(kind, side, place.below(key), below)
        elif isinstance(value, list) and value:
            named = name_key(value)
            for number, item in enumerate(value):
                called = _called(item, named, number)
                yield from self._alone(kind, side, place.item(called, number, number), item)
        elif side == OLD:
            yield Difference(kind, place.steps, self._side(OLD, place.old, value), None)
        else:
            yield Difference(kind, place.steps, None, self._side(NEW, place.new, value))

    def _side(self, side: int, path: Path, value: JsonValue) -> Side:
        shown, secret = self._shown(side, path, value)
        return Side(pointer(path), shown, secret)

    def _shown(self, side: int, path: Path, value: JsonValue) -> tuple[JsonValue, bool]:
        """A value without its secrets, and whether it has any."""
        if isinstance(value, str):
            parts = self.secrets.parts(side, path)
            shown = self.secrets.shown(value, parts)
            return shown, shown != value
        if isinstance(value, dict):
            found = {key: self._shown(side, (*path, key), below) for key, below in value.items()}
            shown_map: dict[str, JsonValue] = {key: one for key, (one, _) in found.items()}
            return shown_map, any(secret for _, secret in found.values())
        if isinstance(value, list):
            items = [self._shown(side, (*path, str(n)), item) for n, item in enumerate(value)]
            return [one for one, _ in items], any(secret for _, secret in items)
        return value, False


def _are_same(place: _Place, old: JsonValue, new: JsonValue) -> bool:
    if isinstance(old, dict | list) or isinstance(new, dict | list):
        return False
    of_resources = any("resource" in step.name.lower() for step in place.steps)
    name = place.name if of_resources else ""
    return field_meaning(name, old) == field_meaning(name, new)


def _keys(
    old: list[JsonValue], new: list[JsonValue], named: str | None
) -> tuple[dict[Hashable, int], dict[Hashable, int]]:
    """By what the items of two lists go together, and the place of each."""
    if named is not None:
        return _places(old, named), _places(new, named)
    first, second = _counted(old), _counted(new)
    if not any(isinstance(item, dict | list) for item in (*old, *new)):
        return first, second
    rest = [key for key in first if key not in second]
    others = [key for key in second if key not in first]
    pairs = {other: one for one, other in zip(rest, others, strict=False)}
    return first, {pairs.get(key, key): number for key, number in second.items()}


def _places(items: list[JsonValue], named: str) -> dict[Hashable, int]:
    return {_called(item, named, number): number for number, item in enumerate(items)}


def _counted(items: list[JsonValue]) -> dict[Hashable, int]:
    """The place of each item by its text, and the how many-th of that text it is."""
    found: dict[Hashable, int] = {}
    seen: dict[str, int] = {}
    for number, item in enumerate(items):
        text = json.dumps(item, sort_keys=True)
        seen[text] = seen.get(text, 0) + 1
        found[text, seen[text]] = number
    return found


def _called(item: JsonValue, named: str | None, number: int) -> str:
    if named is not None and isinstance(item, dict):
        return str(item[named])
    return str(number)
