"""A semantic diff as JSON, a contract."""

from __future__ import annotations

import json

from flinklint.report.difference_text import told_path
from flinklint.semantic_diff.difference import (
    Compared,
    Comparison,
    Difference,
    Side,
    StatementDifference,
)

VERSION = "1"


def render(comparison: Comparison, colour: bool) -> str:
    """One object with every deployment compared, those that are the same too; never coloured."""
    report = {
        "version": VERSION,
        "differs": comparison.differs,
        "deployments": [_compared(one) for one in comparison.compared],
        "summary": {"deployments": len(comparison.compared), **comparison.counts},
    }
    return json.dumps(report, indent=2) + "\n"


def _compared(one: Compared) -> dict[str, object]:
    return {
        "name": one.name,
        "state": one.state,
        "old_file": one.old_file,
        "new_file": one.new_file,
        "differences": [_difference(difference) for difference in one.differences],
    }


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "kind": difference.kind,
        "path": told_path(difference.path),
        "old": _side(difference.old),
        "new": _side(difference.new),
        "note": difference.note,
        "lines": list(difference.lines),
        "statements": [_statement(statement) for statement in difference.statements],
    }


def _side(side: Side | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {"pointer": side.pointer, "value": side.value, "secret": side.secret}


def _statement(statement: StatementDifference) -> dict[str, object]:
    return {
        "kind": statement.kind,
        "title": statement.title,
        "old_number": statement.old_number,
        "new_number": statement.new_number,
        "note": statement.note,
        "lines": list(statement.lines),
    }
