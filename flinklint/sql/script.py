"""A Flink SQL script as statements, each with its place, its tree and what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_left

from flinklint.dataclass import dataclass, replace
from flinklint.regex import regex
from flinklint.sql import blink, exp, faults, words
from flinklint.sql.cursor import Cursor, Problem, RefusedError, TooDeepError
from flinklint.sql.lexer import END, Tokens, tokenize
from flinklint.sql.nodes import below, take_apart
from flinklint.sql.queries import STARTS
from flinklint.sql.statements import CLIENT, STATEMENTS, client, statement
from flinklint.sql.words import FlinkVersion, word_set

__all__ = ["FlinkVersion", "Problem", "Script", "Statement", "read", "span"]


@dataclass(frozen=True)
class Statement:
    """One statement of a script; `tree` is None when Flink refuses it or we do not know it."""

    start: int
    end: int
    kind: str
    tree: exp.Expr | None
    temporary: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Script:
    """A script read as a version of Flink reads it."""

    text: str
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]

    def take_apart(self) -> None:
        """Cut the nodes' ways down, so that none holds one that holds it."""
        for tree in filter(None, (found.tree for found in self.statements)):
            take_apart(tree)


def span(node: exp.Expr) -> tuple[int, int]:
    """The half-open range of the script that `node` was read from."""
    meta = node._meta
    if meta and "start" in meta:
        return meta["start"], meta["end"]
    ends = [child.meta for child in below(node) if "start" in child.meta]
    if not ends:
        return 0, 0
    return min(place["start"] for place in ends), max(place["end"] for place in ends)


def read(text: str, *, version: FlinkVersion | None = None, vendor: bool = False) -> Script:
    """Read a script; never raises, whatever the text.

    With no version, only what every version refuses is a problem. `vendor` says that the engine
    is Ververica's, whose additions to the grammar are then taken.
    """
    plain_hints = version is not None and version <= (1, 10)
    tokens = tokenize(text)
    if plain_hints:
        tokens = without_hints(tokens)
    reader = _Reader(Cursor(tokens, version, vendor))
    statements = tuple(reader.statements())
    problems = tuple(problem for found in statements for problem in found.problems)
    return Script(text, statements, problems)


def without_hints(tokens: Tokens) -> Tokens:
    """The tokens as 1.10 reads them, where a hint is a comment outside of its few places."""
    kept = Tokens(tokens.text)
    end = 0
    for i, kind in enumerate(tokens.kinds):
        if tokens.starts[i] < end:
            continue
        if kind == "/*+":
            closed = tokens.text.find("*/", tokens.ends[i])
            end = closed + 2 if closed >= 0 else len(tokens.text)
            continue
        kept.kinds.append(kind)
        kept.starts.append(tokens.starts[i])
        kept.ends.append(tokens.ends[i])
    return kept


class _Reader:
    """Reads statement after statement, and goes on after one that Flink refuses."""

    def __init__(self, cursor: Cursor) -> None:
        self.p = cursor
        self.cuts = 0
        self.looked = 0
        self.opener = 0
        self.broken = False

    def statements(self) -> list[Statement]:
        """All statements in order."""
        p = self.p
        found: list[Statement] = []
        i = 0
        while p.kinds[i] != END:
            if p.kinds[i] == ";":
                i += 1
                continue
            made, following = self._one(i)
            found += made
            i = max(following, i + 1)
        return found

    def _one(self, first: int) -> tuple[list[Statement], int]:
        """The statement at token `first`, and where the next one starts."""
        p = self.p
        p.begin(first)
        if self._unknown(first):
            return self._unread(first)
        broken, self.broken = self.broken, False
        try:
            if p.kind == "word":
                kind, tree = client(p)
            else:
                kind, tree = statement(p)
            if not p.at_end():
                p.fail(";", complete=True)
        except RefusedError as error:
            self.broken = True
            if broken and p.kinds[first] not in _OPENERS:
                return [], self._resume(first)
            return self._refused(first, error)
        except (TooDeepError, RecursionError):
            return self._too_deep(first)
        late = (p.late,) if p.late else ()
        temporary = _is_temporary(tree)
        made = Statement(p.starts[first], p.last, kind, None if late else tree, temporary, late)
        return [made], p.i

    # Statements that are not read

    def _unknown(self, first: int) -> bool:
        p = self.p
        kind = p.kind
        if kind in STATEMENTS or kind in STARTS:
            return False
        if kind == "word" and p.text().upper() in CLIENT and p.peek() in (";", END):
            return False
        if kind in _NEVER_FIRST and not p.vendor:
            return False
        return kind in ("hole", "word") or kind.isupper()

    def _unread(self, first: int) -> tuple[list[Statement], int]:
        p = self.p
        if p.kind == "hole":
            end = self._next_end(first)
            made = Statement(p.starts[first], p.ends[end - 1], "UNKNOWN", None)
            return [made], end
        problem = faults.unknown_start(p)
        if p.kinds[first : first + 2] == ["STATEMENT", "SET"]:
            hint = "write `EXECUTE STATEMENT SET BEGIN`"
            problem = replace(problem, severity="error", message="`EXECUTE` is missing", hint=hint)
        if self.broken:  # the rest of a statement that was cut short
            return [], self._resume(first)
        self.broken = problem.severity == "error"
        following = self._resume(first) if self.broken else self._next_end(first)
        last = max(following - 1, first)
        made = Statement(p.starts[first], p.ends[last], "UNKNOWN", None, False, (problem,))
        return [made], following

    def _too_deep(self, first: int) -> tuple[list[Statement], int]:
        p = self.p
        end = self._next_end(first)
        start = p.starts[first]
        problem = Problem(
            "FL602", "info", start, p.ends[first], "the statement nests too deeply to be read here"
        )
        kind = _kind_of(p, first)
        return [Statement(start, p.ends[end - 1], kind, None, False, (problem,))], end

    # Statements that Flink refuses

    def _refused(self, first: int, error: RefusedError) -> tuple[list[Statement], int]:
        p = self.p
        problem = error.problem
        failed = error.token
        if retried := self._without_hints(first):
            return retried
        following = self._flipped(failed)
        if not following and p.kinds[failed] == "open" and p.text(failed) == "/*":
            following = len(p.kinds) - 4  # the rest is a comment
        opener = p.kinds[failed]
        if (
            failed > first
            and opener in _OPENERS
            and (error.complete or opener not in _WEAK_OPENERS)
            and self._starts_line(failed)
        ):
            following = failed
            if error.complete:
                problem = self._missing_semicolon(failed)
        if not following:
            following = self._resume(failed)
        judged = self._judged(first, failed, problem)
        problems = () if judged is None else (judged,)
        last = max(following - 1, first)
        if p.kinds[last] == ";":
            last -= 1
        kind = _kind_of(p, first)
        end = min(p.ends[last], p.starts[following])  # a quote left open reaches further
        made = Statement(p.starts[first], end, kind, None, False, problems)
        return [made], following

    def _judged(self, first: int, failed: int, problem: Problem) -> Problem | None:
        """The problem to report: an older one, a better one, or none beside a placeholder."""
        p = self.p
        if p.late is not None:
            return p.late
        if "hole" in (p.kinds[failed], p.kinds[failed - 1]):
            return None
        return blink.legacy(p, first, failed) or problem

    def _flipped(self, failed: int) -> int:
        """Where to read on when a quote left open has turned strings inside out: a later line.

        Finds the next line that starts a statement; when it lies inside a token, the tokens are
        cut anew from there.
        """
        p = self.p
        place = self._opener_after(p.starts[failed] + 1)
        if place < 0 or self.cuts > 50:
            return 0
        i = bisect_left(p.starts, place)
        if p.starts[i] == place:
            return 0
        self.cuts += 1
        fresh = Cursor(tokenize(p.script, place), p.version, p.vendor)
        p.kinds[i:], p.starts[i:], p.ends[i:] = fresh.kinds, fresh.starts, fresh.ends
        return i

    def _opener_after(self, place: int) -> int:
        """Where the next line starts that opens a statement, or -1; looks at no text twice."""
        if 0 <= self.opener < place:
            line = _OPENER_LINE.search(self.p.script, place)
            self.opener = line.start(1) if line else -1
        return self.opener

    def _missing_semicolon(self, i: int) -> Problem:
        p = self.p
        if p.kinds[p.first] in ("SET", "RESET"):  # these are read by lines
            i -= 1
            return Problem(
                "FL602",
                "error",
                p.starts[i],
                p.ends[i],
                f"`;` is missing after {faults.shown(p.text(i))}",
                "end the statement with `;`",
            )
        return Problem(
            "FL602",
            "error",
            p.starts[i],
            p.ends[i],
            f"`;` is missing before {faults.shown(p.text(i))}",
            "end the statement before it with `;`",
        )

    def _without_hints(self, first: int) -> tuple[list[Statement], int] | None:
        """With no version known, 1.10 decides on a hint in a strange place: a comment to it."""
        p = self.p
        if p.version is not None or self.looked > 2 * len(p.kinds):
            return None
        end = self._next_end(first)
        self.looked += end - first  # where semicolons are missing, it ends far behind each time
        if "/*+" not in p.kinds[first:end]:
            return None
        cut = tokenize(p.script[: p.starts[end]], p.starts[first])
        cursor = Cursor(without_hints(cut), (1, 10), p.vendor)
        found = _Reader(cursor).statements()
        if len(found) == 1 and not found[0].problems:
            return [replace(found[0], tree=None)], end
        return None

    def _next_end(self, i: int) -> int:
        """The token that ends the statement at token `i`: a semicolon, or the end of the script."""
        kinds = self.p.kinds
        while kinds[i] != ";" and kinds[i] != END:
            i += 1
        return i

    def _resume(self, i: int) -> int:
        """Where to read on: at the next semicolon, or at a statement that starts a line before."""
        kinds = self.p.kinds
        i += 1 if kinds[i] not in (";", END) else 0
        while kinds[i] != ";" and kinds[i] != END:
            if kinds[i] in _SURE_OPENERS and self._starts_line(i) and self._is_opener(i):
                break
            i += 1
        return i

    def _is_opener(self, i: int) -> bool:
        kind, ahead = self.p.kinds[i], self.p.kinds[i + 1]
        if kind == "INSERT":
            return ahead in ("INTO", "OVERWRITE")
        if kind == "BEGIN":
            return ahead == "STATEMENT"
        return ahead in _CREATED

    def _starts_line(self, i: int) -> bool:
        p = self.p
        between = p.script[p.ends[i - 1] : p.starts[i]]
        return "\n" in between or "\r" in between


# Reserved words that begin nothing, in no dialect: a statement cannot start with one.
_NEVER_FIRST = words.reserved((2, 3)) - word_set(
    """
    GRANT REVOKE COMMIT ROLLBACK DECLARE CALL START OPEN CLOSE FETCH PREPARE EXPORT IMPORT GET
    ALLOCATE DEALLOCATE SAVEPOINT RELEASE CONNECT DISCONNECT ALLOW DISALLOW EXEC REFRESH RESUME
    SUSPEND RENAME MODIFY CONVERT HOLD FREE STATEMENT STREAM
    """
)
_OPENERS = frozenset(STATEMENTS) | STARTS
# Openers that also continue a statement, so that they start one only where it could have ended.
_WEAK_OPENERS = STARTS | word_set(
    """
    SET ADD END DROP USE RESET DESC UPDATE INSERT BEGIN REPLACE EXECUTE DELETE LOAD STOP CALL
    SHOW REMOVE MERGE ANALYZE
    """
)
_OPENER_LINE = regex(
    r"^[ \t]*((?:CREATE|DROP|ALTER)[ \t]+(?:TABLE|VIEW|FUNCTION|CATALOG|DATABASE|TEMPORARY|OR)\b"
    r"|INSERT[ \t]+(?:INTO|OVERWRITE)\b|BEGIN[ \t]+STATEMENT[ \t]+SET\b"
    r"|EXECUTE[ \t]+STATEMENT[ \t]+SET\b)",
    re.IGNORECASE | re.MULTILINE,
)
_SURE_OPENERS = frozenset(("CREATE", "INSERT", "DROP", "ALTER", "BEGIN"))
_CREATED = word_set(
    """
    TABLE VIEW FUNCTION CATALOG DATABASE TEMPORARY MATERIALIZED MODEL CONNECTION SYSTEM OR
    """
)


def _is_temporary(tree: exp.Expr) -> bool:
    if tree.args.get("temporary"):
        return True
    properties = tree.args.get("properties")
    return isinstance(properties, exp.Properties) and any(
        isinstance(item, exp.TemporaryProperty) for item in properties.expressions
    )


def _kind_of(p: Cursor, first: int) -> str:
    """The words that name a statement that was not read to its end."""
    kind = p.kinds[first]
    if kind in ("CREATE", "DROP", "ALTER"):
        i = first + 1
        while p.kinds[i] in ("OR", "REPLACE", "ALTER", "TEMPORARY", "SYSTEM"):
            i += 1
        if p.kinds[i] == "MATERIALIZED":
            return f"{kind} MATERIALIZED TABLE"
        return f"{kind} {p.kinds[i]}" if p.kinds[i] in _CREATED else kind
    if kind in STARTS or kind == "(":
        return "SELECT"
    if p.kinds[first + 1 : first + 3] == ["STATEMENT", "SET"]:
        return f"{kind} STATEMENT SET"
    return kind if kind in STATEMENTS else "UNKNOWN"
