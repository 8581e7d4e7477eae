"""JSON Merge Patch (RFC 7386) on trees: what results, with every value's own file and place."""

from __future__ import annotations

from collections.abc import Sequence

from flinklint.source import Source
from flinklint.tree import Document, Entry, Mapping, Node, key_name, merged_entries

_MAX_DEPTH = 100  # as deep as values are read anywhere; only aliases of themselves are deeper


def merge(root: Node, patches: Sequence[Node]) -> Node:
    """A mapping with patches applied, the last the strongest, at the same path of a new document.

    A value of a patch replaces what is there, mappings are merged, null takes a key away. Every
    node of the result has the source that its value was written in.
    """
    entry = root.entry
    for patch in patches:
        if patch.entry is not None:
            entry = _merged(entry, patch.entry, patch.source, 0)
    before = root.document
    content = _replaced(before.content, root.path, entry)
    document = Document(before.source, before.index, content, before.aliases, before.anchors)
    document.layered = True
    return document.root.at(*root.path)


def placed(holder: Node, key: Entry, item: Entry) -> Node:
    """A mapping with an entry put in or replaced, at the same path of a new document."""
    entries = merged_entries(holder.value) if isinstance(holder.value, Mapping) else {}
    entries[key_name(key) or ""] = (key, item)
    value = Mapping(holder.whole_span, [*entries.values()])
    entry = Entry(value, None, holder.entry.source if holder.entry is not None else None)
    before = holder.document
    content = _replaced(before.content, holder.path, entry)
    document = Document(before.source, before.index, content, before.aliases, before.anchors)
    document.layered = True
    return document.root.at(*holder.path)


def _merged(target: Entry | None, patch: Entry, source: Source, depth: int) -> Entry:
    if not isinstance(patch.value, Mapping) or depth > _MAX_DEPTH:
        return Entry(patch.value, patch.alias, patch.source or source)
    held = target if target is not None and isinstance(target.value, Mapping) else None
    entries = merged_entries(held.value) if held and isinstance(held.value, Mapping) else {}
    for name, (key, item) in merged_entries(patch.value).items():
        there = entries.get(name)
        if _is_null(item):
            entries.pop(name, None)
            continue
        below = _merged(there[1] if there else None, item, source, depth + 1)
        both = there is not None and isinstance(there[1].value, Mapping)
        both = both and isinstance(item.value, Mapping)
        entries[name] = (there[0] if there is not None and both else key, below)
    if held is None:
        return Entry(Mapping(patch.value.span, [*entries.values()]), None, patch.source or source)
    return Entry(Mapping(held.value.span, [*entries.values()]), None, held.source)


def _is_null(entry: Entry) -> bool:
    return entry.value.kind == "null"


def _replaced(entry: Entry | None, path: Sequence[str], new: Entry | None) -> Entry | None:
    """An entry with what stands at a path below replaced; the path is of mappings."""
    if not path or entry is None or not isinstance(entry.value, Mapping):
        return new
    entries = [
        (key, _replaced(item, path[1:], new) or item) if key_name(key) == path[0] else (key, item)
        for key, item in merged_entries(entry.value).values()
    ]
    return Entry(Mapping(entry.value.span, entries), entry.alias, entry.source)
