"""What ruamel.yaml says of a text that is no YAML, in our own words and at the token to blame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flinklint.regex import regex
from flinklint.source import Span
from flinklint.tree import Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

_TOKEN = regex(r"[^\s,\[\]{}:#]+|[^\s]")
_LINE = regex(r"[^\r\n]*")
_KEY = regex(r"[^\s:#][^\r\n:]*?(?=\s*(?:\r?\n|$|#))")
_NO_BLANK = regex(r"(?:- +)*([^\s:#'\"{\[][^\s:#]*):(?=[^\s:/])(\S*)")
_VALUED_KEY = regex(r"\s*(?:- +)*[^\s:#][^:#]*:\s+(?=\S)")
_KEY_OF_LINE = regex(r"[ \t]*([^\s:#,]+)[ \t]*:(?=\s|$)")
_YAML_VERSION = regex(r"%YAML[ \t]+([0-9]+(?:\.[0-9]+)*)(?=\s|$)")
_CLOSING = {"[": "]", "{": "}"}
_OF_A_LIST = ("block collection", "block sequence")


def describe(text: str, error: MarkedYAMLError) -> Problem:
    """A parser's or scanner's error as a problem whose spans lie in the text that was read."""
    mark = error.problem_mark or error.context_mark
    at: int = min(mark.index, len(text)) if mark is not None else len(text)
    opened: int | None = error.context_mark.index if error.context_mark is not None else None
    return _describe(text, at, opened, str(error.problem or ""), str(error.context or ""))


def describe_character(text: str, error: ReaderError) -> Problem:
    """A character that YAML does not allow, as a problem."""
    at = min(int(error.position), max(len(text) - 1, 0))
    code = error.character if isinstance(error.character, int) else ord(error.character)
    message = f"the character U+{code:04X} is not allowed in YAML"
    hint = "remove it, or write it as an escape in double quotes"
    return Problem(message, Span(at, min(at + 1, len(text))), hint)


def _describe(text: str, at: int, opened: int | None, problem: str, context: str) -> Problem:
    here = Span(at, min(at + 1, len(text)))
    if "mapping values are not allowed" in problem:
        return _stray_colon(text, at)
    if "cannot start any token" in problem:
        return _cannot_start(text, at)
    if "could not find expected ':'" in problem:
        return _key_without_colon(text, at if opened is None else opened)
    if "expected <block end>" in problem and opened is not None:
        return _block_end(text, at, opened, context)
    if "'<document start>'" in problem or "expected the node content" in problem:
        return _unexpected(text, at)
    if opened is not None and problem.startswith("expected ',' or"):
        return _flow_entry(text, at, opened)
    if opened is not None and "end of stream" in problem:
        return _open_quote(text, opened, "is never closed")
    if opened is not None and "document separator" in problem:
        return _open_quote(text, opened, f"is not closed before {_shown(text, at)}")
    if "sequence entries are not allowed" in problem:
        hint = "start the list on a line of its own, below its key"
        return Problem("a list item (`-`) cannot stand here", here, hint)
    if "mapping keys are not allowed" in problem:
        return Problem("a key (`?`) cannot stand here", here, "quote the value")
    if "undefined alias" in problem:
        message = f"the alias {_shown(text, at)} names no anchor above it"
        hint = "define the anchor with `&` before it, or quote the value if it is a text"
        return Problem(message, _token(text, at), hint)
    if "recursive alias" in problem:
        message = f"the alias {_shown(text, at)} stands in what it stands for"
        return Problem(message, _token(text, at), "write the value out")
    if "expanding alias" in problem:
        message = "up to here the aliases stand for more than 100000 values"
        return Problem(message, _token(text, at), "write out what is meant")
    if "escape" in problem and "URI" not in problem:
        return _escape(text, at)
    if "block scalar" in context:
        return _block_scalar(text, at, opened, problem)
    if "alias" in context or "anchor" in context:
        sign = "*" if "alias" in context else "&"
        message = f"a name has to follow `{sign}`"
        start = at if opened is None else opened
        return Problem(message, Span(start, max(start, at)), "quote the value if it is a text")
    if (
        "directive" in context
        or "YAML d" in problem
        or ("tag handle" in problem and "dup" in problem)
    ):
        return _directive(text, at if opened is None else opened, problem)
    if "tag" in context or "tag" in problem:
        start = at if opened is None else opened
        message = f"{_shown(text, start)} is no tag that YAML knows"
        return Problem(message, _token(text, start), "quote the value if it is a text")
    return Problem(f"this is not YAML: {_surprise(text, at)}", _token(text, at))


def _directive(text: str, at: int, problem: str) -> Problem:
    line = _line(text, at)
    if "dup" in problem:
        return Problem(f"a second {_shown(text, at)} for one document", line, "remove the line")
    if text.startswith("%TAG", at):
        hint = "write `%TAG !handle! prefix`, or remove the line"
        return Problem("a `%TAG` has a handle and a prefix", line, hint)
    hint = "write `%YAML 1.2`, or remove the line"
    version = _YAML_VERSION.match(text, at)
    if version is not None and "version" in problem:
        message = f"{_quoted(text, Span(*version.span(1)))} is no version of YAML that can be read"
        return Problem(message, line, hint)
    return Problem("this directive is not one that YAML knows", line, hint)


def _cannot_start(text: str, at: int) -> Problem:
    character = text[at : at + 1]
    if character == "\t":
        message = "a tab is used as indentation, which YAML forbids"
        return Problem(message, Span(at, at + 1), "indent with spaces", code="FL005")
    sign = "a backtick" if character == "`" else f"`{character}`"
    return Problem(f"a value cannot start with {sign}", Span(at, at + 1), "quote the value")


def _open_quote(text: str, opened: int, what: str) -> Problem:
    quote = text[opened]
    return Problem(
        f"the quote {quote} opened here {what}", Span(opened, opened + 1), f"close it with {quote}"
    )


def _escape(text: str, at: int) -> Problem:
    start = text.rfind("\\", 0, at + 1)
    start = at if start < 0 else start
    if text[start + 1 : start + 2] in ("x", "u", "U"):
        match = re.compile(r"\\[xuU][0-9a-fA-F]{0,8}").match(text, start)
        assert match is not None
        message = f"`{match.group()}` is no escape of a character that there is"
        hint = "write `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH` with hexadecimal digits"
        return Problem(message, Span(start, match.end()), hint)
    end = min(start + 2, len(text))
    message = f"`{text[start:end]}` is no escape that YAML knows"
    return Problem(message, Span(start, end), "write `\\\\` for a backslash, or use single quotes")


def _block_scalar(text: str, at: int, opened: int | None, problem: str) -> Problem:
    if "blank line" in problem:
        message = "a blank line is indented deeper than the text that it stands in"
        return Problem(message, _line(text, at), "remove the blanks on it")
    style = text[opened : opened + 1] if opened is not None else "|"
    if "but found 0" in problem:
        message = f"the indentation of a `{style}` block must be 1 to 9"
        return Problem(message, Span(at, at + 1), "leave it out, or write the number of blanks")
    rest = _line(text, at)
    start = rest.end - len(text[rest.start : rest.end].lstrip())
    message = f"text cannot follow the `{style}` on its line"
    return Problem(message, Span(start, rest.end), "start it on the next line, indented")


def _flow_entry(text: str, at: int, opened: int) -> Problem:
    bracket = text[opened]
    close = _CLOSING.get(bracket, "}")
    if at >= len(text):
        message = f"the `{bracket}` opened here is never closed"
        return Problem(message, Span(opened, opened + 1), f"close it with `{close}`")
    label = f"the `{bracket}` opened here is not closed"
    label_span = Span(opened, opened + 1)
    if text[at] == "{" and text[at - 1 : at] == "$":
        end = text.find("}", at) + 1 or at + 1
        message = f"{_quoted(text, Span(at - 1, end))} stands between brackets without quotes"
        return Problem(message, Span(at - 1, end), "quote the value", label, label_span)
    key = _KEY_OF_LINE.match(text, _line_start(text, at))
    if key is not None and key.end() > at and _line(text, opened).end < at:
        message = f"the `{bracket}` opened here is not closed before the next key"
        hint = f"close it with `{close}`"
        return Problem(message, label_span, hint, "the next key", Span(*key.span(1)))
    message = f"expected `,` or `{close}` before {_shown(text, at)}"
    hint = "separate the entries with commas, and quote a text that holds `:` or a bracket"
    return Problem(message, _token(text, at), hint, label, label_span)


def _unexpected(text: str, at: int) -> Problem:
    found = text[at : at + 1]
    if found in ("]", "}"):
        message = f"unexpected `{found}`: no bracket is open that it could close"
        return Problem(message, Span(at, at + 1), "remove it, or quote the value if it is a text")
    if found == ",":
        message = "unexpected `,`: there is no value before it"
        return Problem(message, Span(at, at + 1), "remove it, or write the missing value")
    if at >= len(text):
        opened = _last_opened(text)
        if opened is not None:
            return _flow_entry(text, at, opened)
        end = len(text.rstrip())
        message = "the file ends where a value is expected"
        return Problem(message, Span(max(end - 1, 0), end), "write the value")
    line_start = _line_start(text, at)
    if not text[line_start:at].strip():
        blamed = _blame(text, _line_above(text, line_start))
        if blamed is not None:
            return blamed
    hint = "begin a document with `---`, and end it before the next"
    return Problem(_surprise(text, at), _token(text, at), hint)


def _last_opened(text: str) -> int | None:
    """The last bracket that no later one closes."""
    closed = 0
    for match in reversed(list(re.finditer(r"[\[\]{}]", text))):
        closed += 1 if match.group() in "]}" else -1
        if closed < 0:
            return match.start()
    return None


def _stray_colon(text: str, at: int) -> Problem:
    line_start = _line_start(text, at)
    key = _VALUED_KEY.match(text, line_start, at)
    if key is not None:
        hint = "quote the value if the `:` belongs to it; a nested key goes on a line of its own"
        value = Span(key.end(), at + 1)
        return Problem(f"a second `:` in the value {_quoted(text, value)}", Span(at, at + 1), hint)
    begin = line_start + len(text[line_start:at]) - len(text[line_start:at].lstrip())
    above = _line_above(text, line_start)
    blamed = _blame(text, above)
    if blamed is not None:
        return blamed
    message = f"a key cannot stand here: {_quoted(text, Span(begin, at))} is part of the text above"
    hint = "indent it as its siblings, or end the line above with its key and `:`"
    label = "the text begins here" if above is not None else ""
    return Problem(message, Span(begin, at), hint, label, above)


def _blame(text: str, above: Span | None) -> Problem | None:
    """The problem of a line that is meant as a key but is read as text."""
    if above is None:
        return None
    if text[above.start] == "%":
        hint = "end the directives with a line `---`"
        return Problem("no `---` between the directive and its document", above, hint)
    no_blank = _NO_BLANK.match(text, above.start, above.end)
    if no_blank is not None:
        return _no_blank(text, no_blank)
    if ":" not in text[above.start : above.end] and text[above.start] not in "-'\"|>":
        return _key_without_colon(text, above.start)
    return None


def _key_without_colon(text: str, at: int) -> Problem:
    no_blank = _NO_BLANK.match(text, at)
    if no_blank is not None:
        return _no_blank(text, no_blank)
    match = _KEY.match(text, at)
    span = Span(at, match.end()) if match else _token(text, at)
    hint = "write `key: value`, with a blank after the colon"
    return Problem(f"{_quoted(text, span)} is a key without `:`", span, hint)


def _no_blank(text: str, match: re.Match[str]) -> Problem:
    span = Span(match.start(1), match.end())
    message = f"no blank after the colon in {_quoted(text, span)}"
    value = match.group(2)
    written = f"{match.group(1)}: {value}"
    hint = f"write `{written}`" if len(written) <= 60 else "write a blank after the colon"
    return Problem(message, span, hint)


def _block_end(text: str, at: int, opened: int, context: str) -> Problem:
    line_start = _line_start(text, at)
    before = text[line_start:at]
    if before.strip():
        return _after_value(text, at, before.rstrip(" \t")[-1])
    is_list = any(words in context for words in _OF_A_LIST)
    kind = "list" if is_list else "mapping"
    label, label_span = f"the {kind} starts here", _token(text, opened)
    aligned = len(before) == opened - _line_start(text, opened)
    if aligned and is_list:
        message = f"{_shown(text, at)} stands where an item of the list (`-`) is expected"
        hint = "write it as an item, or indent the list deeper than its key"
        return Problem(message, _token(text, at), hint, label, label_span)
    if aligned and text[at] == "-":
        message = "a list item (`-`) stands where a key is expected"
        hint = "put the list below a key that has no value"
        return Problem(message, _token(text, at), hint, label, label_span)
    above = _line_above(text, line_start)
    if above is not None and " #" in text[above.start : above.end]:
        comment = Span(above.start + text[above.start : above.end].index(" #") + 1, above.end)
        message = f"{_shown(text, at)} cannot go on with the text above, which a comment ended"
        hint = "quote a text that holds ` #`, or move the comment"
        return Problem(message, _token(text, at), hint, "the comment", comment)
    message = f"{_shown(text, at)} is not indented as the {kind} that it stands in"
    return Problem(message, _token(text, at), "align it with its siblings", label, label_span)


def _after_value(text: str, at: int, before: str) -> Problem:
    span = _token(text, at)
    if before in "]}":
        message = f"{_surprise(text, at)} after the closing `{before}`"
        return Problem(message, span, "quote the whole value, so that it is one text")
    closing = text.rfind(before, 0, at)
    if before not in "'\"" or before not in text[:closing]:  # it may be part of an anchor's name
        return Problem(_surprise(text, at), span, "quote the value")
    message = f"{_surprise(text, at)} after the closing {before}"
    line = text[_line_start(text, at) : closing + 1]
    if line.count(before) % 2:
        opening = text.rfind(before, 0, closing)
        hint = f"close the text that begins above with {before}"
        label = "the text begins here"
        return Problem(message, span, hint, label, Span(opening, opening + 1))
    inside = "''" if before == "'" else '\\"'
    hint = f"write a quote inside the text as {inside}, or quote the whole value"
    return Problem(message, span, hint)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line(text: str, at: int) -> Span:
    """From an offset to the end of its line."""
    match = _LINE.match(text, at)
    return Span(at, match.end() if match else at)


def _line_above(text: str, line_start: int) -> Span | None:
    """The text of the nearest line above that has any, comments left out."""
    end = line_start
    while end > 0:
        start = _line_start(text, end - 2 if text[max(end - 2, 0) : end] == "\r\n" else end - 1)
        line = text[start:end]
        if line.strip() and not line.lstrip().startswith("#"):
            begin = start + len(line) - len(line.lstrip())
            return Span(begin, begin + len(line.strip()))
        if start == end:
            return None
        end = start
    return None


def _token(text: str, at: int) -> Span:
    match = _TOKEN.match(text, at)
    is_odd = bool(text[at : at + 1].strip(" \t\r\n"))  # a blank, and none that YAML knows
    return Span(at, match.end() if match else at + is_odd)


def _quoted(text: str, span: Span) -> str:
    shown = text[span.start : span.end]
    return f"`{shown if len(shown) <= 60 else shown[:57] + '...'}`"


def _shown(text: str, at: int) -> str:
    span = _token(text, at)
    if not len(span):
        return "the end of the file"
    return f"the character U+{ord(text[at]):04X}" if text[at].isspace() else _quoted(text, span)


def _surprise(text: str, at: int) -> str:
    return f"unexpected {_shown(text, at).removeprefix('the ')}"
