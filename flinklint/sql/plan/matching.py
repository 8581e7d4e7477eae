"""MATCH_RECOGNIZE: what its measures and conditions can name, and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flinklint.sql import exp
from flinklint.sql.plan.scope import Relation, Scope, Source, column, unknown

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner


def match_relation(
    planner: Planner, node: exp.MatchRecognize, relation: Relation, scope: Scope
) -> Relation:
    """The rows of the matches: the partition's columns and the measures."""
    variables = {item.name for item in node.args.get("variables") or ()}
    for subset in node.args.get("subsets") or ():
        variables.add(subset.this.name)
    for definition in node.args.get("define") or ():
        variables.add(definition.alias)
    inner = Scope([Source(None, relation, node)], scope.parent)
    inner.sources += [Source(name, relation, node) for name in sorted(variables)]
    inner.common = set(relation.by_name)
    partition = node.args.get("partition_by") or []
    columns = []
    for key in partition:
        kind = planner.expressions.type_of(key, inner)
        columns.append(column(key.name, kind, key))
    order = node.args.get("order")
    if isinstance(order, exp.Order):
        for i, item in enumerate(order.expressions):
            kind = planner.expressions.type_of(item.this, inner)
            if i == 0:
                planner.queries.windows.attribute(item.this, kind, "MATCH_RECOGNIZE", relation)
    before, planner.is_matching = planner.is_matching, True
    for definition in node.args.get("define") or ():
        kind = planner.expressions.type_of(definition.this, inner)
        planner.expressions.condition(definition.this, kind, "DEFINE")
    for measure in node.args.get("measures") or ():
        named = measure.this
        kind = planner.expressions.type_of(named.this, inner)
        columns.append(column(named.alias, kind, named))
    planner.is_matching = before
    rows = node.args.get("rows")
    if rows is not None and rows.name.startswith("ALL"):
        return unknown()
    return Relation(columns, relation.is_complete, changelog="append", keys=frozenset())
