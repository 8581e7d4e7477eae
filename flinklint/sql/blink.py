"""The DDL of old Blink, which no Flink takes, and what to write instead."""

from flinklint.sql.cursor import Cursor, Problem
from flinklint.sql.lexer import END

_PERIOD = "declare a lookup table without it, and join it with `FOR SYSTEM_TIME AS OF`"
_WATERMARK = "write `WATERMARK FOR ts AS ts - INTERVAL '1' SECOND`"
_OPTION = "write options as strings: `'connector' = '...'`"
_HEADER = "write `METADATA` columns instead"


def legacy(p: Cursor, first: int, failed: int) -> Problem | None:
    """What old Blink DDL the statement is, if it failed because of that."""
    if p.kinds[first] != "CREATE":
        return None
    kinds = p.kinds
    for i in range(max(first, failed - 3), failed + 1):
        if kinds[i] == "PERIOD" and kinds[i + 1] == "FOR":
            return _blink(p, i, "`PERIOD FOR SYSTEM_TIME`", _PERIOD)
        if kinds[i] == "WATERMARK" and kinds[i + 1] != "FOR" and kinds[i + 2] == "FOR":
            return _blink(p, i, "a watermark with a name", _WATERMARK)
    if kinds[failed] == "HEADER" or (kinds[failed] == "word" and _text(p, failed) == "HEADER"):
        return _blink(p, failed, "a `HEADER` column", _HEADER)
    if (
        kinds[failed] not in (END, "double", "string")
        and kinds[failed + 1] == "="
        and kinds[failed - 1] in ("(", ",")
    ):
        key = p.text(failed)
        if key.lower() == "type":
            return _blink(p, failed, "the option `type` without quotes", _OPTION)
        return Problem(
            "FL602",
            "error",
            p.starts[failed],
            p.ends[failed],
            f"the option `{key}` is not in quotes",
            f"write `'{key}'`",
            replacement=f"'{key}'",
        )
    return None


def _text(p: Cursor, i: int) -> str:
    return p.text(i).upper()


def _blink(p: Cursor, i: int, what: str, hint: str) -> Problem:
    message = f"{what} is DDL of old Blink, which Flink does not take"
    return Problem("FL602", "error", p.starts[i], p.ends[i], message, hint)
