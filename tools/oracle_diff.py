"""Runs a folder of scripts through flinklint and through Flink itself; prints where they differ.

python tools/oracle_diff.py FOLDER VERSION "COMMAND {version} {input} {output}"

COMMAND is a harness around Flink's own parser and planner: it reads JSON lines {"id", "sql",
"mode": "script"} and writes JSON lines {"id", "statements": [{"line", "parse", "validate",
"error"}]}, where parse and validate are "ok", "error" or "skipped" and error has a "message" and
may have a "line".
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flinklint.check import Checker
from flinklint.files import file_of
from flinklint.finding import Finding
from flinklint.rule import load
from flinklint.settings import Settings

SET_UP = """\
oracle-diff needs Flink itself. Its parser and planner are in public packages: the jars in
apache-flink (1.10 to 1.12) and apache-flink-libraries (1.13 and later) on the Python package index
(`pip download --no-deps apache-flink-libraries==2.3.0`, unpack, take flink-table-planner* and
flink-sql-client* with flink-dist*). Write a small Java program that parses each statement with
Flink's TableEnvironment, runs DDL in an in-memory catalog and explains DML, and give its command:

  make oracle-diff SCRIPTS=folder FLINK=2.3 ORACLE="java ... {version} {input} {output}"

What it reads and writes is described at the top of tools/oracle_diff.py."""
# What a harness without connector jars cannot judge.
NOT_JUDGED = ("FL610", "FL640", "FL641", "FL801")


def ours(scripts: dict[str, str], version: str) -> dict[str, list[Finding]]:
    """What flinklint says of the SQL of each script, infos left out."""
    major, _, minor = version.partition(".")
    rules = [rule for rule in load() if rule.code.startswith(("FL6", "FL7"))]
    checker = Checker(rules, Settings(flink_version=(int(major), int(minor))))
    found: dict[str, list[Finding]] = {}
    for name, sql in scripts.items():
        outcome = checker.check([file_of(f"{name}.sql", sql.encode("utf-8"))])
        found[name] = [finding for finding in outcome.findings if finding.rank > 0]
    return found


def theirs(
    scripts: dict[str, str], version: str, command: str
) -> dict[str, list[dict[str, object]]]:
    """What Flink says of each statement of each script."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        rows = ({"id": name, "sql": sql, "mode": "script"} for name, sql in scripts.items())
        asked.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        words = command.format(version=version, input=asked, output=answered).split()
        subprocess.run(words, check=True)
        lines = answered.read_text("utf-8").splitlines()
    return {row["id"]: row["statements"] for row in map(json.loads, lines)}


def refusals(statements: list[dict[str, object]]) -> list[dict[str, object]]:
    """The statements that Flink refuses."""
    return [s for s in statements if "error" in (s.get("parse"), s.get("validate"))]


def differences(
    found: dict[str, list[Finding]], verdicts: dict[str, list[dict[str, object]]]
) -> Iterator[str]:
    """A line for each script that only one of the two refuses."""
    for name, statements in verdicts.items():
        refused = refusals(statements)
        errors = [f for f in found[name] if f.rank == 2 and f.code not in NOT_JUDGED]
        if refused and not found[name]:
            error = refused[0].get("error")
            message = error.get("message", "") if isinstance(error, dict) else ""
            yield f"only Flink: {name}, statement at line {refused[0].get('line')}: {message}"
        if errors and not refused:
            first = errors[0]
            line = first.source.position(first.span.start).line
            yield f"only flinklint: {name}:{line}: {first.code} {first.message}"


def main(arguments: list[str]) -> int:
    """Compare; the exit code is 1 if anything differs, 2 if Flink is not there."""
    if len(arguments) != 3 or not arguments[2].strip():
        sys.stderr.write(SET_UP + "\n")
        return 2
    folder, version, command = Path(arguments[0]), arguments[1], arguments[2]
    scripts = {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.sql"))
    }
    verdicts = theirs(scripts, version, command)
    lines = list(differences(ours(scripts, version), verdicts))
    refused = sum(bool(refusals(statements)) for statements in verdicts.values())
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write(f"{len(scripts)} scripts, {refused} refused by Flink, {len(lines)} differ\n")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
