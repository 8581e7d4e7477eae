"""Edits that leave YAML (and JSON) whole: another text for a value, a field taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flinklint.finding import Edit
from flinklint.regex import regex
from flinklint.source import Span
from flinklint.tree import Mapping, Node

_PLAIN = regex(r"(?!(?i:true|false|yes|no|on|off|y|n|null)$)[A-Za-z](?:[\w./ -]*[\w./-])?")


def quoted(text: str) -> str:
    """The text in double quotes, as YAML and JSON both read it."""
    import json  # few runs fix anything

    return json.dumps(text, ensure_ascii=False)


def replacement(node: Node, text: str) -> Edit | None:
    """An edit that gives a scalar another text: plain where it was plain and stays text.

    None for an alias, whose value stands elsewhere and may serve others.
    """
    if node.entry is None or node.entry.alias is not None:
        return None
    plain = node.is_plain and _PLAIN.fullmatch(text) is not None
    return node.edit(text if plain else quoted(text))


def removals(nodes: Iterable[Node]) -> list[Edit]:
    """Edits that take out fields of one mapping; none at all if one of them cannot be taken out.

    A field can be taken out if another one stays in its mapping, and nothing else stands in its
    lines.
    """
    fields = list(nodes)
    parent = fields[0].parent if fields else None
    if parent is None or len({node.name for node in fields}) >= len(parent.children):
        return []
    spans = [_field_span(node, parent) for node in fields]
    return (
        [Edit(parent.source, span, "") for span in spans if span is not None]
        if all(span is not None for span in spans)
        else []
    )


def _field_span(node: Node, parent: Node) -> Span | None:
    """What goes with a field: its lines in block style, its comma in flow style."""
    mapping = parent.value
    if not isinstance(mapping, Mapping) or node.key is None or node.entry is None:
        return None
    own = [key for key, _ in mapping.entries]
    if node.key not in own:
        return None  # it came with a merge key
    end = node.entry.alias.end if node.entry.alias else node.whole_span.end
    end = max(end, node.key_span.end)
    text = parent.source.text
    if text[mapping.span.start : mapping.span.start + 1] == "{":
        return _flow_span(text, node.key_span.start, end)
    first = parent.source.line_span(node.key_span.start)
    last = parent.source.line_span(max(end - 1, node.key_span.start))
    before, after = text[first.start : node.key_span.start], text[end : last.end].strip()
    if before.strip() or not (after in ("", ":") or after.lstrip(": ").startswith("#")):
        return None
    return Span(first.start, last.end)


def _flow_span(text: str, start: int, end: int) -> Span:
    after = re.compile(r"[:\s]*,\s*").match(text, end)
    if after is not None:
        return Span(start, after.end())
    before = re.compile(r",\s*$").search(text[:start])
    return Span(before.start() if before else start, end)
