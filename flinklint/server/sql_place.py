"""What stands at a place of a SQL script, told by its words: the statement may be half typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from flinklint.memo import cached_property
from flinklint.sql.lexer import END, tokenize
from flinklint.sql.words import FlinkVersion, reserved

Wanted = Literal["table", "column", "member", "own-column", "option", "option-value", "none"]

_WORD_BEFORE = re.compile(r"[\w$]*\Z")
_WORD_AFTER = re.compile(r"[\w$]*")
_LINE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"--|//|/\*(?!\+)")
_OPENERS = frozenset(("CREATE", "INSERT", "ALTER", "DROP", "BEGIN", "EXECUTE"))
_BEFORE_TABLE = frozenset(("FROM", "JOIN", "INTO", "OVERWRITE", "UPDATE", "DESCRIBE", "DESC"))
_CLAUSES = frozenset(
    ("SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "ON", "SET", "VALUES", "LIMIT")
)
_BEFORE_COLUMN = frozenset(
    ("SELECT", "WHERE", "ON", "AND", "OR", "NOT", "BY", "HAVING", "CASE", "WHEN", "THEN", "ELSE",
     "DISTINCT", "BETWEEN", "SET", ",", "(", "=", "<", ">", "<=", ">=", "<>", "+", "-", "*", "/")
)  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A token of a script; `kind` is that of the lexer."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def is_name(self) -> bool:
        """Whether it can be the name of something: a word or a name in backticks."""
        if self.kind in ("word", "name"):
            return True
        return self.kind.isupper() and self.kind.isidentifier() and self.kind not in reserved(None)

    @property
    def name(self) -> str:
        """The name that it writes."""
        return self.text[1:-1].replace("``", "`") if self.kind == "name" else self.text

    @property
    def string(self) -> str:
        """The text that a string writes, closed or not."""
        inner = self.text[1:]
        return (inner[:-1] if self.kind == "string" else inner).replace("''", "'")


@dataclass(frozen=True)
class OptionList:
    """The options of the WITH or OPTIONS that a place is in: as texts, by key."""

    pairs: dict[str, str]
    key: str | None


class SqlPlace:
    """A place in a script: what is wanted there, and the word that it is in.

    `start` and `end` are where the word stands; inside of quotes, what is between them. `version`
    is the Flink that will read the script, where it is known: it decides which words are names.
    """

    def __init__(self, text: str, index: int, version: FlinkVersion | None = None) -> None:
        self.text = text
        self.version = version
        self.index = index
        before = _tokens(text[:index])
        opened = next((n for n, token in enumerate(before) if token.kind == "open"), None)
        sign = before[opened].text if opened is not None else ""
        self.in_string = sign == "'"
        self.in_comment = sign == "/*" or (opened is None and self._is_comment(before))
        if opened is not None and not self.in_comment:
            self.start = before[opened].end
            self.end = self._string_end(index, sign)
            del before[opened:]
        else:
            match = _WORD_BEFORE.search(text, 0, index)
            self.start = match.start() if match else index
            self.end = _word_end(text, index)
            while before and before[-1].end > self.start:
                before.pop()
        self.before = before

    def _is_comment(self, before: list[Token]) -> bool:
        gap = self.text[before[-1].end if before else 0 : self.index]
        return any(
            match.group() != "/*" and not re.search(r"[\r\n]", gap[match.start() :])
            for match in _COMMENT.finditer(gap)
        )

    def _string_end(self, at: int, sign: str) -> int:
        """Where the quotes end that the place is in; the end of the line if they are not closed."""
        for end in range(at, len(self.text)):
            if self.text[end] in f"{sign}\r\n":
                return end
        return len(self.text)

    @property
    def word(self) -> str:
        """The whole word."""
        return self.text[self.start : self.end]

    # The statement

    @cached_property
    def _opened(self) -> int:
        """The number of the first token of the statement, among those before."""
        for number in range(len(self.before) - 1, -1, -1):
            token = self.before[number]
            if token.kind == ";":
                return number + 1
            if token.kind in _OPENERS and self._starts_line(token):
                return number
        return 0

    def _starts_line(self, token: Token) -> bool:
        line = self.text[: token.start].rpartition("\n")[2]
        return not line.strip()

    @cached_property
    def head(self) -> list[Token]:
        """The tokens of the statement up to the word."""
        return self.before[self._opened :]

    @cached_property
    def statement(self) -> list[Token]:
        """All tokens of the statement but the word."""
        following = self.end + (self.text[self.end : self.end + 1] in ("'", "`"))
        found = list(self.head)
        for token in _tokens(self.text, following):
            if token.kind == ";" or (token.kind in _OPENERS and self._starts_line(token)):
                break
            found.append(token)
        return found

    @cached_property
    def _bracket(self) -> int | None:
        """The number in `head` of the bracket that is open; None if none is."""
        depth = 0
        for number in range(len(self.head) - 1, -1, -1):
            kind = self.head[number].kind
            if kind == ")":
                depth += 1
            elif kind == "(":
                if not depth:
                    return number
                depth -= 1
        return None

    @cached_property
    def options(self) -> OptionList | None:
        """The options that the place is among; None if it is not."""
        bracket = self._bracket
        if bracket is None or not bracket:
            return None
        holder = self.head[bracket - 1]
        if holder.kind != "WITH" and holder.text.upper() != "OPTIONS":
            return None
        inside = self.head[bracket + 1 :]
        since = max((n for n, token in enumerate(inside) if token.kind == ","), default=-1)
        open_pair = inside[since + 1 :]
        key = None
        if len(open_pair) > 1 and open_pair[1].kind == "=":
            key = open_pair[0].string
        pairs = _pairs(inside) | _pairs(self._options_after())
        return OptionList(pairs, key)

    def _options_after(self) -> list[Token]:
        """The tokens up to the closing bracket; without the rest of the line if quotes are open."""
        line = _LINE.match(self.text, self.end)
        rest = line.group() if line else ""
        following = self.end + (len(rest) if rest.count("'") % 2 != self.in_string else 0)
        following += self.in_string and self.text[following : following + 1] == "'"
        found = []
        for token in _tokens(self.text, following):
            if token.kind in (")", ";"):
                break
            found.append(token)
        return found

    @cached_property
    def wanted(self) -> Wanted:
        """What can stand here."""
        if self.in_comment:
            return "none"
        if self.options is not None:
            return "option-value" if self.options.key is not None else "option"
        if self.in_string or not self.head:
            return "none"
        last = self.head[-1]
        if last.kind == ".":
            return "member"
        if self._wants_table(last):
            return "table"
        if self._wants_own_column(last):
            return "own-column"
        return "column" if self._in_query() else "none"

    def _wants_table(self, last: Token) -> bool:
        if last.kind in _BEFORE_TABLE:
            return True
        words = [token.kind for token in self.head]
        if last.kind == "TABLE" and words[:1] != ["CREATE"]:
            return True
        if last.kind == "EXISTS" and words[:1] in (["DROP"], ["ALTER"]):
            return True
        if last.text.upper() == "LIKE" and words[:1] == ["CREATE"] and "SELECT" not in words:
            return True
        if last.kind != ",":
            return False
        return self._clause() == "FROM"

    def _clause(self) -> str:
        """The word that opens the clause of the place, in its own brackets."""
        depth = 0
        for token in reversed(self.head):
            if token.kind == ")":
                depth += 1
            elif token.kind == "(":
                if not depth:
                    return "("
                depth -= 1
            elif not depth and (token.kind in _CLAUSES or token.kind == "FROM"):
                return token.kind
        return ""

    def _wants_own_column(self, last: Token) -> bool:
        """Whether a column is wanted of the table that is created, or written to."""
        words = [token.kind for token in self.head]
        if words[:1] == ["CREATE"] and words[-2:] == ["WATERMARK", "FOR"]:
            return True
        bracket = self._bracket
        if bracket is None or last.kind not in ("(", ","):
            return False
        holder = words[:bracket]
        if holder[-2:] in (["PRIMARY", "KEY"], ["PARTITIONED", "BY"]):
            return True
        return self.target is not None and bracket == self.target[1]

    @cached_property
    def target(self) -> tuple[Token, int] | None:
        """The table that an INSERT writes to, and the number of the token after its name."""
        for number, token in enumerate(self.head):
            if token.kind in ("INTO", "OVERWRITE"):
                following = number + 1
                name = None
                while following < len(self.head):
                    one = self.head[following]
                    if one.kind == "(" or not (one.is_name or one.kind == "."):
                        break
                    name = one if one.kind != "." else name
                    following += 1
                return (name, following) if name is not None else None
        return None

    def _in_query(self) -> bool:
        return any(token.kind in ("SELECT", "WHERE", "ON", "BY", "HAVING") for token in self.head)

    @property
    def follows_keyword(self) -> bool:
        """Whether a new word is surely wanted here, not the rest of an expression."""
        return bool(self.head) and (
            self.head[-1].kind in _BEFORE_COLUMN or self.wanted in ("table", "own-column")
        )

    # Names

    @cached_property
    def scope(self) -> list[Token]:
        """The tokens of the query that the place is in, without those of queries inside of it."""
        tokens, here = self.statement, len(self.head)
        opened = [n for n in _open_brackets(self.head) if _opens_query(tokens, n)]
        start = opened[-1] + 1 if opened else 0
        found: list[Token] = []
        depth, inner = 0, 0
        for number in range(start, len(tokens)):
            kind = tokens[number].kind
            if kind == "(":
                depth += 1
                inner = inner or (depth if _opens_query(tokens, number) else 0)
            elif kind == ")":
                if not depth and number >= here:
                    break
                inner = 0 if inner == depth else inner
                depth -= 1
            elif not inner:
                found.append(tokens[number])
        return found

    def aliases(self, tables: frozenset[str]) -> dict[str, str]:
        """The names that tables are read by in the query: table by alias, or by its name."""
        found: dict[str, str] = {}
        tokens = self.scope
        target = self.target[0] if self.target is not None else None
        for number, token in enumerate(tokens):
            if token is target or not token.is_name or token.name not in tables:
                continue
            if number and tokens[number - 1].kind == "AS":
                continue
            found[_alias(tokens, number) or token.name] = token.name
        return found

    @cached_property
    def queries(self) -> dict[str, str]:
        """The queries inside of the statement that have a name, `WITH c AS (..)` or `(..) AS d`."""
        found: dict[str, str] = {}
        tokens = self.statement
        closed = _closing_brackets(tokens)
        for number, end in closed.items():
            if not _opens_query(tokens, number):
                continue
            before, after = tokens[max(number - 2, 0) : number], tokens[end + 1 : end + 3]
            name = None
            if len(before) == 2 and before[1].kind == "AS" and before[0].is_name:
                name = before[0]
            elif after and after[0].kind == "AS" and len(after) > 1 and after[1].is_name:
                name = after[1]
            elif after and after[0].kind in ("word", "name"):
                name = after[0]
            if name is not None:
                found[name.name] = self.text[tokens[number].end : tokens[end].start]
        return found

    @property
    def first(self) -> int:
        """Where the statement starts."""
        return self.head[0].start if self.head else self.start

    @property
    def has_window(self) -> bool:
        """Whether the query reads a window function, which adds columns of its own."""
        return any(token.text.upper() in _WINDOWS for token in self.scope)

    @property
    def qualifier(self) -> str | None:
        """The name before the point, at a member."""
        if len(self.head) > 1 and self.head[-1].kind == "." and self.head[-2].is_name:
            return self.head[-2].name
        return None

    def own_columns(self) -> list[str]:
        """The columns that the CREATE TABLE of the place declares, as far as it is written."""
        tokens = self.statement
        opened = next((n for n, token in enumerate(tokens) if token.kind == "("), len(tokens))
        found, depth, starts, before = [], 0, False, ""
        for token in tokens[opened:]:
            in_type = before in _WITH_PARTS or depth > 1
            before = token.kind
            if token.kind == "(" or (token.kind == "<" and in_type):
                depth += 1
                starts = depth == 1
                continue
            if token.kind == ")" or (token.kind == ">" and in_type):
                depth -= 1
                if not depth:
                    break
            if token.kind == "," and depth == 1:
                starts = True
                continue
            if starts and token.is_name and token.kind not in _NO_COLUMN:
                found.append(token.name)
            starts = False
        return found


_QUERIES = frozenset(("SELECT", "WITH", "VALUES"))
_WINDOWS = frozenset(("TUMBLE", "HOP", "CUMULATE", "SESSION"))
_WITH_PARTS = frozenset(("ROW", "ARRAY", "MAP", "MULTISET"))
_NO_COLUMN = frozenset(("PRIMARY", "WATERMARK", "CONSTRAINT", "UNIQUE", "PERIOD"))


def _alias(tokens: list[Token], number: int) -> str | None:
    """The alias of the table whose name ends at a token."""
    following = tokens[number + 1 : number + 14]
    if not following:
        return None
    if following[0].kind == "FOR":  # FOR SYSTEM_TIME AS OF x AS alias
        ases = [n for n, token in enumerate(following) if token.kind == "AS"]
        following = following[ases[1] :] if len(ases) > 1 else []
    if following and following[0].kind == "AS":
        following = following[1:]
    return following[0].name if following and following[0].is_name else None


def _opens_query(tokens: list[Token], number: int) -> bool:
    """Whether a bracket holds a query."""
    return number + 1 < len(tokens) and tokens[number + 1].kind in _QUERIES


def _open_brackets(tokens: list[Token]) -> list[int]:
    """The numbers of the brackets that are open at the end of tokens."""
    found: list[int] = []
    for number, token in enumerate(tokens):
        if token.kind == "(":
            found.append(number)
        elif token.kind == ")" and found:
            found.pop()
    return found


def _closing_brackets(tokens: list[Token]) -> dict[int, int]:
    """The number of the closing bracket for each opening one that is closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for number, token in enumerate(tokens):
        if token.kind == "(":
            opened.append(number)
        elif token.kind == ")" and opened:
            found[opened.pop()] = number
    return found


def _word_end(text: str, index: int) -> int:
    match = _WORD_AFTER.match(text, index)
    return match.end() if match else index


def _tokens(text: str, start: int = 0) -> list[Token]:
    cut = tokenize(text, start)
    return [
        Token(kind, first, last, text[first:last])
        for kind, first, last in zip(cut.kinds, cut.starts, cut.ends, strict=True)
        if kind != END
    ]


def _pairs(tokens: list[Token]) -> dict[str, str]:
    """The complete `'key' = 'value'` among tokens."""
    return {
        key.string: value.string
        for key, sign, value in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if (key.kind, sign.kind, value.kind) == ("string", "=", "string")
    }
