"""The deployments of two places held against each other, by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flinklint.dataclass import dataclass
from flinklint.schema import JsonValue
from flinklint.semantic_diff.bodies import differences
from flinklint.semantic_diff.difference import Compared, Comparison
from flinklint.semantic_diff.order import merged


@dataclass(frozen=True)
class Named:
    """A payload, the name of its deployment (empty if it has none), and the file it is from."""

    name: str
    file: str
    body: JsonValue


def name_of(body: JsonValue) -> str:
    """The name of the deployment that a payload of any platform makes; empty if it names none."""
    if not isinstance(body, dict):
        return ""
    metadata = body.get("metadata")
    holders = (metadata if isinstance(metadata, dict) else {}, body)
    names = (holder.get(key) for holder in holders for key in ("name", "deploymentName"))
    return next((name for name in names if isinstance(name, str)), "")


def compare(old: Sequence[Named], new: Sequence[Named]) -> Comparison:
    """What differs; one deployment on each side is compared whatever the names."""
    if len(old) == len(new) == 1:
        return Comparison([_together(old[0], new[0])])
    before, after = _by_name(old), _by_name(new)
    found = []
    for key in merged(list(before), list(after)):
        if key not in after:
            found.append(Compared(before[key].name, before[key].file, None))
        elif key not in before:
            found.append(Compared(after[key].name, None, after[key].file))
        else:
            found.append(_together(before[key], after[key]))
    return Comparison(found)


def _together(old: Named, new: Named) -> Compared:
    return Compared(new.name or old.name, old.file, new.file, differences(old.body, new.body))


def _by_name(named: Iterable[Named]) -> dict[tuple[str, int], Named]:
    found: dict[tuple[str, int], Named] = {}
    for one in named:
        number = sum(1 for name, _ in found if name == one.name)
        found[one.name, number] = one
    return found
