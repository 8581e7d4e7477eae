"""A place in the tokens of a script, and what goes wrong there in our words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn, TypeVar

from flinklint.dataclass import dataclass
from flinklint.sql import exp, syntax, words
from flinklint.sql.lexer import END, Tokens
from flinklint.sql.words import FlinkVersion

Node = TypeVar("Node", bound=exp.Expr)

# How deep a statement may nest before it is left unread: Python's own stack is the limit.
DEEPEST = 100

_ENDS = frozenset((";", END))


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of the script; `replacement` is the text of a safe fix."""

    code: str
    severity: str
    start: int
    end: int
    message: str
    hint: str = ""
    labels: tuple[tuple[int, int, str], ...] = ()
    replacement: str | None = None


class RefusedError(Exception):
    """A statement that Flink's parser refuses; carries the problem."""

    def __init__(self, problem: Problem, token: int, *, complete: bool) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.token = token
        self.complete = complete


class TooDeepError(Exception):
    """A statement nested deeper than this parser goes; nothing is known to be wrong with it."""


def mark(node: Node, start: int, end: int) -> Node:
    """Note on `node` the half-open range of the script that it was read from."""
    node._meta = {"start": start, "end": end}
    return node


class Cursor:
    """Where the parser is in the tokens; `kind` is the kind of the token it looks at."""

    __slots__ = (
        "alias",
        "depth",
        "ends",
        "first",
        "i",
        "kind",
        "kinds",
        "late",
        "names",
        "old_names",
        "opened",
        "reserved",
        "script",
        "starts",
        "vendor",
        "version",
        "where",
    )

    def __init__(self, tokens: Tokens, version: FlinkVersion | None, vendor: bool) -> None:
        self.script = tokens.text
        end = len(tokens.text)
        self.kinds = [*tokens.kinds, END, END, END, END]
        self.starts = [*tokens.starts, end, end, end, end]
        self.ends = [*tokens.ends, end, end, end, end]
        self.version = words.placed(version) if version else None
        self.vendor = vendor
        self.old_names = self.version is not None and self.version < (1, 12)
        self.names = words.names(version)
        self.reserved = words.reserved(version)
        self.begin(0)

    def begin(self, i: int) -> None:
        """Stand at token `i`, where a statement starts."""
        self.i = i
        self.first = i
        self.kind = self.kinds[i]
        self.depth = 0
        self.late: Problem | None = None
        self.alias = -1
        self.where = ""
        self.opened: list[int] = []

    # Moving

    def next(self) -> None:
        """Step over one token."""
        self.i += 1
        self.kind = self.kinds[self.i]

    def peek(self, ahead: int = 1) -> str:
        """The kind of a token further on."""
        i = self.i + ahead
        return self.kinds[i] if i < len(self.kinds) else END

    def accept(self, kind: str) -> bool:
        """Step over a token of that kind, if there is one."""
        if self.kind != kind:
            return False
        self.i += 1
        self.kind = self.kinds[self.i]
        return True

    def accept_all(self, *kinds: str) -> bool:
        """Step over these tokens, if all of them are there."""
        i = self.i
        if self.kinds[i : i + len(kinds)] != list(kinds):
            return False
        self.i += len(kinds)
        self.kind = self.kinds[self.i]
        return True

    def expect(self, *kinds: str) -> None:
        """Step over these tokens, or refuse the statement."""
        for kind in kinds:
            if self.kind != kind:
                self.fail(kind)
            self.i += 1
            self.kind = self.kinds[self.i]

    def expect_one(self, *kinds: str) -> str:
        """Step over a token of one of these kinds and say which."""
        kind = self.kind
        if kind not in kinds:
            self.fail(*kinds)
        self.next()
        return kind

    def open(self) -> None:
        """Step over an opening parenthesis; `close` ends what it opens."""
        if self.kind != "(":
            self.fail("(")
        self.opened.append(self.i)
        self.i += 1
        self.kind = self.kinds[self.i]

    def close(self, *instead: str) -> None:
        """Step over the closing parenthesis; `instead` could have gone on."""
        if self.kind != ")":
            self.fail(*instead, ")")
        self.opened.pop()
        self.i += 1
        self.kind = self.kinds[self.i]

    def deeper(self) -> None:
        """Note one more level of nesting."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeepError

    # Looking

    @property
    def start(self) -> int:
        """Where the token looked at starts."""
        return self.starts[self.i]

    @property
    def last(self) -> int:
        """Where the token stepped over last ends."""
        return self.ends[self.i - 1]

    def text(self, i: int | None = None) -> str:
        """A token as written."""
        i = self.i if i is None else i
        return self.script[self.starts[i] : self.ends[i]]

    def at_end(self) -> bool:
        """Whether the statement ends here."""
        return self.kind in _ENDS

    # Versions

    def gate(self, feature: str, i: int | None = None) -> None:
        """Note at token `i` (here, if none is given) something that not every version takes."""
        if self.version is None or self.late is not None:
            return
        found = syntax.feature(feature)
        if found.since <= self.version <= found.until:
            return
        i = self.i if i is None else i
        self.late = Problem(
            "FL622", "error", self.starts[i], self.ends[i], found.message(), found.hint
        )

    def has(self, feature: str) -> bool:
        """Whether the version has a feature; with no version known, yes."""
        if self.version is None:
            return True
        found = syntax.feature(feature)
        return found.since <= self.version <= found.until

    # Failing

    def refuse(
        self,
        message: str,
        *,
        token: int | None = None,
        hint: str = "",
        code: str = "FL602",
        replacement: str | None = None,
        labels: tuple[tuple[int, int, str], ...] = (),
    ) -> NoReturn:
        """Refuse the statement with a message at one token (the one looked at)."""
        i = self.i if token is None else token
        raise RefusedError(
            Problem(
                code, "error", self.starts[i], self.ends[i], message, hint, labels, replacement
            ),
            self.i,
            complete=False,
        )

    def fail(self, *expected: str, complete: bool = False) -> NoReturn:
        """Refuse the statement at this token; `expected` is what could have stood there.

        `complete` says that the statement could have ended here.
        """
        from flinklint.sql.faults import explain

        raise RefusedError(explain(self, expected, complete), self.i, complete=complete)

    def fail_name(self, what: str = "a name") -> NoReturn:
        """Refuse what stands where a name is wanted."""
        self.fail(what)


def joined(options: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last
