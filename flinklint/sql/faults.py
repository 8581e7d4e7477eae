"""What to say of a token that Flink's parser does not take: the culprit, and what it should be."""

from flinklint.sql import words
from flinklint.sql.cursor import Cursor, Problem, joined
from flinklint.sql.words import nearest, word_set

# Words that begin a clause or join two: no one means them as a name.
STRUCTURE = word_set(
    """
    SELECT FROM WHERE GROUP HAVING ORDER LIMIT UNION INTERSECT EXCEPT JOIN ON AND OR NOT IN AS
    INTO SET VALUES WITH INSERT CREATE DROP ALTER THEN WHEN ELSE END CASE BY BETWEEN LIKE IS
    INNER LEFT RIGHT FULL CROSS USING PARTITION PARTITIONED PRIMARY OVER CAST
    """
)
# What follows a name, so that the word before it was meant as one.
_AFTER_NAME = word_set(
    """
    , ) . = <> < > <= >= + - * / || ; <end> FROM AS IS IN
    """
)
_PUNCTUATION = {
    "‘": "'", "’": "'", "“": "'", "”": "'", "，": ",", "（": "(", "）": ")", "；": ";", "：": ":",
    "＝": "=", "．": ".", "。": ".", "、": ",", "＂": "'", "＇": "'", "　": " ", "\u00a0": " ",
    "\u200b": "", "\ufeff": "", "＜": "<", "＞": ">", "＊": "*", "－": "-", "–": "-", "—": "-",
    "´": "'",
}  # fmt: skip
# Keywords that may follow a name in a query, for a word taken as an alias by mistake.
_AFTER_ALIAS = (
    "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "JOIN", "LEFT", "INNER", "RIGHT",
    "FULL", "CROSS", "UNION", "WINDOW", "MATCH_RECOGNIZE", "SET", "USING", "ON", "AS", "VALUES",
    "SELECT", "BETWEEN", "LIKE",
)  # fmt: skip
_OPERATORS = ("AND", "OR", "IS", "IN", "LIKE", "BETWEEN", "NOT")
_TYPES = (
    "STRING", "BIGINT", "INT", "INTEGER", "DOUBLE", "BOOLEAN", "DECIMAL", "TIMESTAMP", "DATE",
    "VARCHAR", "TIMESTAMP_LTZ", "BYTES", "FLOAT", "SMALLINT", "TINYINT", "TIME", "CHAR", "MAP",
    "ARRAY", "ROW",
)  # fmt: skip
_STARTS = (
    "CREATE", "INSERT", "SELECT", "DROP", "ALTER", "SHOW", "DESCRIBE", "EXPLAIN", "EXECUTE",
    "BEGIN", "UPDATE", "DELETE", "TRUNCATE", "ANALYZE", "RESET", "WITH", "VALUES", "CALL",
    "UNLOAD", "LOAD", "REMOVE", "MERGE", "REPLACE", "COMPILE",
)  # fmt: skip
MAXIMUM = 60
# What could go on where a statement could also have ended.
_AFTER = {
    "the select list": (",", "FROM", ";"),
    "the tables of `FROM`": (",", "JOIN", "WHERE", "GROUP BY", ";"),
    "the condition of `ON`": ("AND", "JOIN", "WHERE", "GROUP BY", ";"),
    "the condition of `WHERE`": ("AND", "OR", "GROUP BY", "ORDER BY", ";"),
    "`GROUP BY`": (",", "HAVING", "ORDER BY", ";"),
    "`ORDER BY`": (",", "LIMIT", ";"),
    "the rows of `VALUES`": (",", ";"),
}


def shown(text: str) -> str:
    """The user's own text in backticks, shortened when it is long."""
    line = text.split("\n", 1)[0]
    if len(line) > MAXIMUM or line != text:
        line = line[: MAXIMUM - 3].rstrip() + "..."
    return line if line.startswith("`") and line.endswith("`") else f"`{line}`"


def explain(p: Cursor, expected: tuple[str, ...], complete: bool) -> Problem:
    """The problem at the token looked at, where one of `expected` could have stood."""
    if p.where in _AFTER and expected == (";",):
        expected = _AFTER[p.where]
    for look in (
        _broken_token,
        _missing_comma,
        _open_string,
        _double_equals,
        _reserved_name,
        _typo,
    ):
        problem = look(p, expected)
        if problem is not None:
            return problem
    if p.at_end():
        return _ended(p, expected)
    return _unexpected(p, expected)


def _problem(
    p: Cursor,
    i: int,
    message: str,
    hint: str = "",
    code: str = "FL602",
    replacement: str | None = None,
) -> Problem:
    return Problem(code, "error", p.starts[i], p.ends[i], message, hint, replacement=replacement)


# Tokens that are none


def _broken_token(p: Cursor, expected: tuple[str, ...]) -> Problem | None:
    kind, text = p.kind, p.text()
    if kind == "double":
        return _double_quoted(p, expected)
    if kind == "open":
        what = {"'": "string", "`": "name", "/*": "comment"}[text]
        return _problem(p, p.i, f"the {what} that opens here is never closed")
    if kind == "bad":
        return _bad_character(p, text)
    if kind == "!=":
        return _problem(p, p.i, "Flink does not take `!=`", "write `<>`", replacement="<>")
    return None


def _bad_character(p: Cursor, text: str) -> Problem:
    meant = _PUNCTUATION.get(text)
    if meant is not None:
        name = "a blank" if meant in ("", " ") else f"`{meant}`"
        return _problem(
            p,
            p.i,
            f"Flink does not know the character {shown(text)}",
            f"write {name}",
            replacement=meant or None,
        )
    if text == "#":
        return _problem(p, p.i, "`#` starts no comment in Flink SQL", "write `--`")
    if text == '"':
        return _problem(p, p.i, "a double quote that is never closed", "strings take single quotes")
    if text == "\\":
        return _problem(p, p.i, "unexpected `\\`", "a quote inside a string is doubled: `''`")
    if not text.isprintable():
        return _problem(p, p.i, f"Flink does not know the character U+{ord(text[0]):04X}")
    return _problem(p, p.i, f"Flink does not know the character {shown(text)}")


def _double_quoted(p: Cursor, expected: tuple[str, ...]) -> Problem:
    text = p.text()[1:-1].replace('""', '"')
    string = "'" + text.replace("'", "''") + "'"
    name = "`" + text.replace("`", "``") + "`"
    if any("single quotes" in what for what in expected):
        return _problem(
            p,
            p.i,
            f"{shown(p.text())} is in double quotes, which Flink does not take",
            f"write {shown(string)}",
            "FL613",
            replacement=string,
        )
    if any("name" in what or "column" in what for what in expected):
        hint = f"a name with special characters stands in backticks: {name}"
    else:
        hint = f"a string stands in single quotes: {string}"
    return _problem(
        p, p.i, f"{shown(p.text())} is in double quotes, which Flink does not take", hint
    )


def _open_string(p: Cursor, expected: tuple[str, ...]) -> Problem | None:
    """A quote left open swallows text up to the next quote: blame the quote, not what follows."""
    for i in range(p.i, max(p.first, p.i - 3) - 1, -1):
        if p.kinds[i] == "string" and "\n" in p.text(i) and _looks_swallowed(p, i):
            start = p.starts[i]
            end = p.script.find("\n", start)
            return Problem(
                "FL602",
                "error",
                start,
                end if end > 0 else start + 1,
                "the string that opens here is not closed on its line",
                "close it with a single quote",
            )
    return None


def _looks_swallowed(p: Cursor, i: int) -> bool:
    """Whether a string over several lines holds what reads like SQL."""
    following = p.text(i).split("\n", 1)[1]
    return p.i - i <= 2 and any(sign in following for sign in ("=", ",", "(", ")", ";"))


def _double_equals(p: Cursor, expected: tuple[str, ...]) -> Problem | None:
    if p.kind == "=" and p.i and p.kinds[p.i - 1] == "=":
        start = p.starts[p.i - 1]
        return Problem(
            "FL602",
            "error",
            start,
            p.ends[p.i],
            "Flink does not take `==`",
            "write `=`",
            replacement="=",
        )
    return None


def _missing_comma(p: Cursor, expected: tuple[str, ...]) -> Problem | None:
    """A name taken for an alias that turns out to be the next item of a list."""
    if p.kind == "=" and p.kinds[max(p.i - 2, 0) : p.i] == ["string", "string"]:
        text = shown(p.text(p.i - 1))
        return _problem(p, p.i - 1, f"`,` is missing before {text}", "put a comma between options")
    if p.alias != p.i - 1 or p.kind not in (".", "(") or p.where == "`JOIN`":
        return None
    if nearest(p.text(p.alias), _AFTER_ALIAS):
        return None
    return _problem(
        p, p.alias, f"unexpected {shown(p.text(p.alias))}", "is a `,` missing before it?"
    )


def refuse_size(p: Cursor) -> None:
    """Refuse a number in parentheses after a type that takes none."""
    name = p.text(p.i - 1)
    near = nearest(name, _TYPES) if p.kinds[p.i - 1] == "word" else None
    if near:
        p.refuse(f"unexpected {shown(name)}", token=p.i - 1, hint=f"did you mean `{near}`?")
    p.refuse(
        f"the type {shown(name)} takes nothing in parentheses",
        hint=f"write `{name}`",
    )


# Names


def _reserved_name(p: Cursor, expected: tuple[str, ...]) -> Problem | None:
    """A reserved word where a name is wanted."""
    kind = p.kind
    if kind not in words.KEYWORDS or kind in p.names:
        return None
    wants_name = any(
        what == "an expression" or (what.startswith(("a ", "the ")) and "quotes" not in what)
        for what in expected
    )
    if not wants_name or (p.version is None and not _always(kind)):
        return None
    before, after = p.kinds[p.i - 1] if p.i else "", p.peek()
    if not _meant_as_name(p, kind, before, after, expected):
        return None
    text = p.text()
    return _problem(
        p,
        p.i,
        f"{shown(text)} is a reserved word of Flink SQL",
        f"write it in backticks: `{text}`",
        "FL608",
        replacement=f"`{text}`",
    )


def _always(kind: str) -> bool:
    return kind in words.reserved(None)


def _meant_as_name(
    p: Cursor, kind: str, before: str, after: str, expected: tuple[str, ...]
) -> bool:
    if before == "." or (before == "AS" and after in _AFTER_NAME):
        return True
    if any("column" in what for what in expected) and (after in _TYPES or after in _AFTER_NAME):
        return not (kind in STRUCTURE and after in _AFTER_NAME)
    if kind in ("ORDER", "GROUP"):
        return after != "BY"
    if kind in STRUCTURE:
        return after in ("=", "<>", "<", ">", ",", ".") and kind not in ("SELECT", "FROM", "WHERE")
    return not (kind in _TYPES and any("type" in what for what in expected))


# Words near to keywords


def _typo(p: Cursor, expected: tuple[str, ...]) -> Problem | None:
    """A word that is nearly a keyword: this one, or the one taken for an alias before it."""
    alias = p.alias
    if alias >= 0 and p.i - 2 <= alias < p.i and p.kinds[alias] == "word":
        near = nearest(p.text(alias), (*_AFTER_ALIAS, *_OPERATORS))
        if near:
            return _misspelt(p, alias, near)
    wanted = [word for what in expected for word in what.split() if word.isupper()]
    if "a type" in expected:
        wanted += _TYPES
    is_unit = any(what.startswith(("the unit", "a unit")) for what in expected)
    if p.kind == "word" or p.kind in words.KEYWORDS:
        candidates = wanted if p.kind != "word" else [*wanted, *_follow(p)]
        candidates = [*_UNITS] if is_unit else candidates
        near = nearest(p.text(), [word for word in candidates if word.isalpha() or "_" in word])
        if near:
            return _misspelt(p, p.i, near)
    before = p.i - 1
    if p.where in ("the type of the column", "the column") and p.kinds[before] == "word":
        near = nearest(p.text(before), _TYPES)
        return _misspelt(p, before, near) if near else None
    if before >= p.first and p.kinds[before] == "word":
        near = nearest(p.text(before), (*wanted, *_follow(p)))
        if near:
            return _misspelt(p, before, near)
    return None


_UNITS = ("SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR")


def _follow(p: Cursor) -> tuple[str, ...]:
    """Keywords that often go wrong anywhere."""
    return (
        *_AFTER_ALIAS, *_OPERATORS, "PRIMARY", "WATERMARK", "PARTITIONED", "COMMENT", "METADATA",
        "VIRTUAL", "ENFORCED", "INTERVAL", "PARTITION", "OVER", "DISTINCT", "EXISTS", "TABLE",
        "VIEW", "FUNCTION", "WITH", "INTO", "STATEMENT", "THEN", "ELSE", "END", "WHEN", "CAST",
        "LATERAL", "MEASURES", "PATTERN", "DEFINE", "TEMPORARY",
    )  # fmt: skip


def _misspelt(p: Cursor, i: int, near: str) -> Problem:
    context = f" after {p.where}" if p.where and i == p.alias else ""
    text = p.text(i)
    return _problem(p, i, f"unexpected {shown(text)}{context}", f"did you mean `{near}`?")


# The rest


def _quoted(expected: tuple[str, ...]) -> list[str]:
    """What was expected, in words: keywords and signs in backticks."""
    found = []
    for what in dict.fromkeys(expected):
        plain = what[:1].islower()
        found.append(what if plain else f"`{what}`")
    return found[:5]


def _ended(p: Cursor, expected: tuple[str, ...]) -> Problem:
    i = max(p.i - 1, 0)
    while i > 0 and p.kinds[i] == ";":
        i -= 1
    wants = f"expected {joined(_quoted(expected))}" if expected else ""
    labels: tuple[tuple[int, int, str], ...] = ()
    message = f"the statement ends too early after {shown(p.text(i))}"
    if p.opened:
        opened = p.opened[-1]
        labels = ((p.starts[opened], p.ends[opened], "opened here"),)
        message = "the statement ends before this `(` is closed"
        if i != opened:
            message = "the statement ends inside a parenthesis that is never closed"
    return Problem("FL602", "error", p.starts[i], p.ends[i], message, wants, labels)


def _unexpected(p: Cursor, expected: tuple[str, ...]) -> Problem:
    before = p.kinds[p.i - 1] if p.i else ""
    if before == "," and (p.kind in (")", "FROM") or p.kind in STRUCTURE):
        return _problem(
            p, p.i - 1, f"nothing stands between `,` and {shown(p.text())}", "take the comma away"
        )
    message = f"unexpected {shown(p.text())}"
    if p.where:
        message += f" after {p.where}" if not p.where.isupper() else f" in {p.where}"
    hint = f"expected {joined(_quoted(expected))}" if expected else ""
    if p.kind == "SYSTEM_TIME":
        hint = "write `FOR SYSTEM_TIME AS OF`"
    labels: tuple[tuple[int, int, str], ...] = ()
    if p.opened and ")" in expected:
        opened = p.opened[-1]
        labels = ((p.starts[opened], p.ends[opened], "the parenthesis opened here"),)
    return Problem("FL602", "error", p.starts[p.i], p.ends[p.i], message, hint, labels)


def unknown_start(p: Cursor) -> Problem:
    """A statement whose first word Flink does not know."""
    text = p.text()
    near = nearest(text, _STARTS)
    if near:
        return _problem(p, p.i, f"unexpected {shown(text)}", f"did you mean `{near}`?")
    return Problem(
        "FL602",
        "info",
        p.starts[p.i],
        p.ends[p.i],
        f"{shown(text)} starts no statement that is known here",
        "the statement is left unread",
    )
