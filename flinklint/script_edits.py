"""Edits of a script's text, where the file holds the script as it stands."""

from __future__ import annotations

from flinklint.finding import Edit
from flinklint.script import Script
from flinklint.source import Span


def replacement(script: Script, start: int, end: int, text: str) -> list[Edit]:
    """An edit of a part of the script; none where the file does not hold it as it stands there."""
    span = script.span(start, end)
    if script.source.slice(span) != script.text[start:end]:
        return []
    return [Edit(script.source, span, text)]


def removal(script: Script, start: int, end: int) -> list[Edit]:
    """An edit that takes out a part of one line, and the line if nothing else stands on it."""
    span = script.span(start, end)
    text = script.source.text
    if text[span.start : span.end] != script.text[start:end] or "\n" in script.text[start:end]:
        return []
    left = text.rfind("\n", 0, span.start) + 1
    right = text.find("\n", span.end)
    right = len(text) if right < 0 else right
    if not text[left : span.start].strip() and not text[span.end : right].strip() and left:
        return [Edit(script.source, Span(left - 1, right), "")]
    while span.end < right and text[span.end] in " \t":
        span = Span(span.start, span.end + 1)
    return [Edit(script.source, span, "")]
