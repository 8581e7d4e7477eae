"""Makes schemas/sql-functions.json: `python tools/sql_facts.py FACTS_FOLDER`.

The folder holds functions.json (names, arities and versions, read off the function tables of each
version of Flink). What types a function takes and returns is in schemas/sql-signatures.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# The planner of that version takes them, though its tables list them later.
TAKEN_SINCE = {"IFNULL": "1.13", "SOURCE_WATERMARK": "1.13", "TYPEOF": "1.13"}
SCHEMAS = Path(__file__).parent.parent / "schemas"


def functions(facts: dict[str, Any], signatures: dict[str, Any]) -> dict[str, Any]:
    """One row a function, with the history of its kind and of the number of its arguments."""
    rows = {}
    for name, fact in sorted(facts["functions"].items()):
        kind = fact["kind"] if isinstance(fact["kind"], list) else [fact["kind"]]
        bounds = [fact["min_args"], fact["max_args"]]
        if fact.get("special_syntax"):
            bounds = fact.get("comma_form", [None, None])
        since = TAKEN_SINCE.get(name, fact["since"])
        row: dict[str, Any] = {
            "kind": fact.get("kind_history", [[since, kind]]),
            "args": fact.get("arity_history", [[since, bounds]]),
        }
        if since != "1.10":
            row["since"] = since
        if "until" in fact:
            row["until"] = fact["until"]
        if fact.get("requires_over"):
            row["needs_over"] = True
        row.update(signatures.get(name, {}))
        rows[name] = row
    return rows


def main(folder: str) -> None:
    facts = json.loads((Path(folder) / "functions.json").read_text("utf-8"))
    path = SCHEMAS / "sql-signatures.json"
    measured = json.loads(path.read_text("utf-8"))
    rows = functions(facts, measured["functions"])
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    note = "functions of Flink 1.10 to 2.3, by reflection over each version's function tables"
    vendor = json.dumps(sorted(facts.get("vvr_functions", {})))
    text = (
        f'{{\n "_source": {json.dumps(note)},\n "vendor": {vendor},\n'
        f' "never_cast": {json.dumps(measured["never_cast"])},\n'
        f' "never_cast_since_1.20": {json.dumps(measured["never_cast_since_1.20"])},\n'
        f' "functions": {{\n{lines}\n }}\n}}\n'
    )
    (SCHEMAS / "sql-functions.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
