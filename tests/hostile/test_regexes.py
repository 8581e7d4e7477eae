"""No regular expression of the code takes more than time in proportion to a text made against it."""

from __future__ import annotations

import ast
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flinklint.secrets import shapes

ROOT = Path(__file__).parents[2]
MAKERS = ("regex", "compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "split")
FLAGS = {
    "IGNORECASE": re.I,
    "I": re.I,
    "MULTILINE": re.M,
    "M": re.M,
    "DOTALL": re.S,
    "S": re.S,
    "VERBOSE": re.X,
    "X": re.X,
    "ASCII": re.A,
    "A": re.A,
}
SIZE = 5_000
UNITS = (
    "a", "0", " ", "\n", "\t", "'", '"', "`", "''", "\\", "-", "--", "/*", "/* ", "*/", "/", "//", "${", "{{", "{", "}", "[", "(", "<", ">",
    "a.", "a-", "a_", "a ", " a", "a=", "a:", "a: ", "a,", "a;", "'a'='", "a://b", "a://b:c", "a@", "%", "#", "# ", "&", "*", "|", "_", ".", "0.", "1d ",
    "eyJa", "eyJaaaaaaaa-", "eyJaaaaaaaa.", "-----BEGIN PRIVATE KEY-----", "SET ", "SET a=", "AKIA", "\r\n", "\r", "aA", "a1", "é", "\u2028", "'\n", "--a ", "--a,", "name: a\n", "=a>", "a/", "/a", "../", "flinklint:", "# flinklint: ignore[", "$", "$a", "@", "+", "1e", "x'", "\U0001f600",
)  # fmt: skip
ENDS = ("", "\0", "!")


def expressions() -> Iterator[tuple[str, str, int]]:
    """Every expression that is a text in the code: where it stands, it, and its flags."""
    for path in sorted([*(ROOT / "flinklint").rglob("*.py"), *(ROOT / "rules").glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            name = (
                function.attr
                if isinstance(function, ast.Attribute)
                else getattr(function, "id", "")
            )
            of_re = (
                isinstance(function, ast.Name)
                or getattr(getattr(function, "value", None), "id", "") == "re"
            )
            first = node.args[0]
            if (
                name in MAKERS
                and of_re
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                flags = 0
                for word in ast.walk(node):
                    if isinstance(word, ast.Attribute) and getattr(word.value, "id", "") == "re":
                        flags |= FLAGS.get(word.attr, 0)
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value, flags
    for shape in shapes():
        yield f"schemas/secrets.json: {shape.name}", shape.pattern.pattern, 0


EXPRESSIONS = list(expressions())


def test_the_expressions_are_found():
    assert len(EXPRESSIONS) > 120


def seconds(pattern: re.Pattern[str], text: str) -> float:
    started = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - started


class TooSlow(Exception):  # noqa: N818
    pass


ONCE = (
    r"[-?:,\[\]{}#&*", r"\$\{|\{\{|\$\(|", r"(?i)[*x•.]+|", r"(?P<key>\"", r"(?:[&!][^\s,", r"[\w$]*\Z", r"[ \t]*(\"", r"\s*(\d+)-", r"([+-]?(?:[0-9]+", "\n    (\\ *)",
    r"( *)\n", r"(?:- +)*([^", r"\s*(?:- +)*[^", r"[ \t]*([^\s:#,]+)", r"([a-zA-Z][a-zA-Z0-9+.-]*):", r"\s*([0-9]{1,18})", r"\s*(http)://", r"[^.]+|.+\.svc", r"(?:'(?:[^']|'')*'\s*=", r"'((?:[^']|'')*)'\s*=",
)  # fmt: skip
"""How expressions begin that would take long if they were looked for, but are held against one place
of a text only."""


@pytest.mark.parametrize("part", range(4))
def test_no_expression_takes_more_than_time_in_proportion(part: int):
    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    slow = []
    try:
        for place, text, flags in EXPRESSIONS[part::4]:
            pattern = re.compile(text, flags)
            for unit in UNITS:
                hostile = unit * (SIZE // len(unit)) + ENDS[len(text) % len(ENDS)]
                signal.setitimer(signal.ITIMER_VIRTUAL, 1)
                try:
                    if text.startswith(ONCE):
                        pattern.match(hostile)
                    elif seconds(pattern, hostile) > 0.5:
                        slow.append((place, unit))
                except TooSlow:
                    slow.append((place, unit))
                finally:
                    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert slow == []
