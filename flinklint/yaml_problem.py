"""What ruamel.yaml says of a text that is no YAML, in our own words and at the token to blame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flinklint.source import Span

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    from flinklint.tree import Problem

_TOKEN = re.compile(r"[^\s,\[\]{}:#]+|[^\s]")
_KEY = re.compile(r"[^\s:#][^\r\n:]*?(?=\s*(?:\r?\n|$|#))")


def describe(text: str, error: MarkedYAMLError) -> Problem:
    """A parser's or scanner's error as a problem; `text` is what was read."""
    from flinklint.tree import Problem

    mark = error.problem_mark or error.context_mark
    at: int = min(mark.index, len(text)) if mark is not None else len(text)
    opened: int | None = error.context_mark.index if error.context_mark is not None else None
    problem, context = str(error.problem or ""), str(error.context or "")
    if "'\\t'" in problem or "tab character" in problem:
        message = "a tab is used as indentation, which YAML forbids"
        return Problem(message, Span(at, at + 1), "indent with spaces", code="FL005")
    if "mapping values are not allowed" in problem:
        return _stray_colon(text, at)
    if "cannot start any token" in problem:
        hint = "quote the value"
        return Problem(f"a value cannot start with `{text[at]}`", Span(at, at + 1), hint)
    if problem.startswith("found unexpected end of stream") and opened is not None:
        message = f"the quote {text[opened]} opened here is never closed"
        hint = f"close it with {text[opened]}"
        return Problem(message, Span(opened, opened + 1), hint)
    if "could not find expected ':'" in problem:
        return _key_without_colon(text, at if opened is None else opened)
    if problem.startswith("expected ',' or") and opened is not None:
        close = "]" if "]" in problem else "}"
        message = f"expected `,` or `{close}` before {_shown(text, at)}"
        span = _token(text, at)
        label = f"the `{text[opened]}` opened here is not closed"
        return Problem(message, span, "", label, Span(opened, opened + 1))
    if problem.startswith("expected <block end>"):
        return _block_end(text, at, opened, context)
    if "sequence entries are not allowed" in problem:
        hint = "start the list on a line of its own, below its key"
        return Problem("a list item (`-`) cannot stand here", Span(at, at + 1), hint)
    if "undefined alias" in problem:
        message = f"the alias {_shown(text, at)} names no anchor above it"
        return Problem(message, _token(text, at), "define the anchor with `&` before its first use")
    if "expected <document start>" in problem or "expected the node content" in problem:
        hint = "a file holds documents separated by `---`"
        return Problem(f"unexpected {_shown(text, at)}", _token(text, at), hint)
    if "unknown escape character" in problem:
        escape = text[max(at - 1, 0) : at + 1]
        hint = "write `\\\\` for a backslash, or use single quotes"
        message = f"`{escape}` is no escape that YAML knows"
        return Problem(message, Span(max(at - 1, 0), at + 1), hint)
    words = problem.replace("hexdecimal", "hexadecimal") or "this is not YAML"
    return Problem(words, _token(text, at))


def describe_character(text: str, error: ReaderError) -> Problem:
    """A character that YAML does not allow, as a problem."""
    from flinklint.tree import Problem

    at = min(int(error.position), max(len(text) - 1, 0))
    code = error.character if isinstance(error.character, int) else ord(error.character)
    message = f"the character U+{code:04X} is not allowed in YAML"
    return Problem(
        message, Span(at, at + 1), "remove it, or write it as an escape in double quotes"
    )


def _stray_colon(text: str, at: int) -> Problem:
    from flinklint.tree import Problem

    line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    before = text[line_start:at]
    key = re.match(r"\s*(?:- +)*[^\s:#][^:#]*:\s+(?=\S)", before)
    if key is None:
        hint = "indent it as its siblings, or end the line above with its value"
        token = _token(text, line_start + len(before) - len(before.lstrip()))
        return Problem("a key cannot stand here: the line above is not finished", token, hint)
    hint = "quote the value if the `:` belongs to it, or put the nested key on a line of its own"
    value = Span(line_start + key.end(), at + 1)
    return Problem(f"a second `:` in the value {_quoted(text, value)}", Span(at, at + 1), hint)


def _key_without_colon(text: str, at: int) -> Problem:
    from flinklint.tree import Problem

    match = _KEY.match(text, at)
    span = Span(at, match.end()) if match else _token(text, at)
    hint = "write `key: value`, with a blank after the colon"
    return Problem(f"{_quoted(text, span)} is a key without `:`", span, hint)


def _block_end(text: str, at: int, opened: int | None, context: str) -> Problem:
    from flinklint.tree import Problem

    before = text[:at].rstrip(" \t")[-1:]
    if before in ("}", "]", '"', "'") and text[at - 1] not in "\r\n" and not _starts_line(text, at):
        message = f"unexpected {_shown(text, at)} after the closing `{before}`"
        hint = "quote the whole value, so that it is one text"
        return Problem(message, _token(text, at), hint)
    kind = "list" if "sequence" in context or "collection" in context else "mapping"
    message = f"{_shown(text, at)} is not indented as the {kind} that it stands in"
    label = f"the {kind} starts here" if opened is not None else ""
    label_span = Span(opened, _token(text, opened).end) if opened is not None else None
    return Problem(message, _token(text, at), "align it with its siblings", label, label_span)


def _starts_line(text: str, at: int) -> bool:
    line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return not text[line_start:at].strip()


def _token(text: str, at: int) -> Span:
    match = _TOKEN.match(text, at)
    return Span(at, match.end()) if match else Span(at, at)


def _quoted(text: str, span: Span) -> str:
    shown = text[span.start : span.end]
    return f"`{shown if len(shown) <= 60 else shown[:57] + '...'}`"


def _shown(text: str, at: int) -> str:
    span = _token(text, at)
    return _quoted(text, span) if span else "the end of the file"
