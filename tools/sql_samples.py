"""Writes tests/sql/samples.jsonl anew: what each version of Flink's parser says of each sample.

python tools/sql_samples.py SAMPLES.jsonl "COMMAND {version} {input} {output}" [MORE.sql]

COMMAND reads JSON lines {"id", "sql", "mode": "parse"} and writes JSON lines {"id", "parse"}, where
parse is "ok" if that version of Flink's own parser takes the statement. MORE.sql holds one new
statement a line.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

VERSIONS = [f"1.{minor}" for minor in range(10, 21)] + [f"2.{minor}" for minor in range(4)]


def verdicts(statements: list[str], command: str, version: str) -> list[bool]:
    """Whether that version takes each statement."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        rows = ({"id": i, "sql": sql, "mode": "parse"} for i, sql in enumerate(statements))
        asked.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        words = command.format(version=version, input=asked, output=answered).split()
        subprocess.run(words, check=True)
        lines = answered.read_text("utf-8").splitlines()
    taken = {row["id"]: row["parse"] == "ok" for row in map(json.loads, lines)}
    return [taken[i] for i in range(len(statements))]


def main(samples: Path, command: str, more: Path | None = None) -> None:
    """Ask every version and write the file."""
    known = samples.read_text("utf-8").splitlines() if samples.exists() else []
    statements = [json.loads(line)["sql"] for line in known]
    statements += more.read_text("utf-8").splitlines() if more else []
    statements = list(dict.fromkeys(sql for sql in statements if sql.strip()))
    columns = {version: verdicts(statements, command, version) for version in VERSIONS}
    lines = []
    for i, sql in enumerate(statements):
        row = {"sql": sql, "verdicts": {version: columns[version][i] for version in VERSIONS}}
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    samples.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if len(sys.argv) > 3 else None)
