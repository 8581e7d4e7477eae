"""Holds schemas/sql-signatures.json against Flink's own planner.

python tools/sql_signatures.py VERSION "COMMAND {version} {input} {output}"

Each function of one or two arguments is called with a column of every type in every place, and each
type is cast to every other. Printed is what the planner of the version takes though the file says
that nobody does: such a line would be a false alarm. COMMAND is that of tools/oracle_diff.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from oracle_diff import SET_UP, refusals, theirs

SCHEMA = Path(__file__).parent.parent / "schemas" / "sql-signatures.json"
# How a script writes a column of each kind.
TYPES = {
    "BOOLEAN": "BOOLEAN", "TINYINT": "TINYINT", "SMALLINT": "SMALLINT", "INT": "INT",
    "BIGINT": "BIGINT", "FLOAT": "FLOAT", "DOUBLE": "DOUBLE", "DECIMAL": "DECIMAL(10, 2)",
    "CHAR": "CHAR(3)", "VARCHAR": "STRING", "VARBINARY": "BYTES", "DATE": "DATE", "TIME": "TIME",
    "TIMESTAMP": "TIMESTAMP(3)", "TIMESTAMP_LTZ": "TIMESTAMP_LTZ(3)", "ARRAY": "ARRAY<STRING>",
    "MAP": "MAP<STRING, INT>", "MULTISET": "MULTISET<INT>", "ROW": "ROW<x INT>",
}  # fmt: skip
COLUMNS = ", ".join(f"c_{kind} {written}" for kind, written in TYPES.items())
TABLE = f"CREATE TABLE t ({COLUMNS}) WITH ('connector' = 'datagen');\n"


def refused(facts: dict[str, dict[str, dict[str, dict[str, list[str]]]]]) -> Iterator[str]:
    """Every call of one or two columns that the file says is refused."""
    for name, row in facts["functions"].items():
        for count, places in row.get("refuses", {}).items():
            if int(count) > 2:
                continue
            never = [text.split() for text in places]
            for kinds in product(TYPES, repeat=int(count)):
                if any(kind in kinds_of for kind, kinds_of in zip(kinds, never, strict=True)):
                    yield f"{name}({', '.join(f'c_{kind}' for kind in kinds)})"


def casts(never: dict[str, str]) -> Iterator[str]:
    """Every cast that the file says is none."""
    for kind, others in never.items():
        for other in others.split():
            yield f"CAST(c_{kind} AS {TYPES[other]})"


def main(arguments: list[str]) -> int:
    """Compare; the exit code is 1 if the planner takes what the file refuses, 2 without one."""
    if len(arguments) != 2 or not arguments[1].strip():
        sys.stderr.write(SET_UP + "\n")
        return 2
    facts = json.loads(SCHEMA.read_text("utf-8"))
    calls = [*refused(facts), *casts(facts["never_cast"])]
    verdicts = theirs({call: f"{TABLE}SELECT {call} FROM t;" for call in calls}, *arguments)
    taken = [call for call, statements in verdicts.items() if not refusals(statements)]
    sys.stdout.write("".join(f"Flink {arguments[0]} takes {call}\n" for call in taken))
    sys.stdout.write(f"{len(calls)} asked, {len(taken)} taken\n")
    return int(bool(taken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
