"""The type of every expression, and what is wrong with the names and operands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

from flinklint.dataclass import replace
from flinklint.nearest import nearest
from flinklint.sql import exp
from flinklint.sql.plan import coercion, functions, types
from flinklint.sql.plan.catalog import is_hole, name_parts
from flinklint.sql.plan.scope import Scope, Source
from flinklint.sql.plan.types import BIGINT, BOOLEAN, INT, STRING, UNKNOWN, Type
from flinklint.sql.script import span

if TYPE_CHECKING:
    from flinklint.sql.plan.planner import Planner

# How deep expressions are judged; deeper ones are let be.
_DEEPEST = 120
_SUMMED = {
    exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%",
}  # fmt: skip
_COMPARED = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.GT: ">", exp.LTE: "<=", exp.GTE: ">=",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM", exp.NullSafeNEQ: "IS DISTINCT FROM",
}  # fmt: skip
_HINTS_OF_PARTS = {
    "ARRAY": "take an element, `a[1]`, or join with UNNEST(a)",
    "MAP": "take a value: `m['key']`",
}
_JOINED = {exp.And: "AND", exp.Or: "OR"}
_MONTHS = frozenset(("YEAR", "MONTH", "QUARTER"))
_SCALARS = types.NUMERICS | types.CHARACTERS | types.DATETIMES | {"BOOLEAN"}
_LIKES = (exp.Like, exp.ILike, exp.RegexpLike, exp.SimilarTo)


class Expressions:
    """Reads expressions for one planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.report = planner.report
        self.depth = 0

    def type_of(self, node: object, scope: Scope) -> Type:
        """The type of an expression; UNKNOWN after a problem, which is reported."""
        if not isinstance(node, exp.Expr):
            return UNKNOWN
        read = _READ.get(node.key)
        if read is None:
            return self._binary(node, scope) if isinstance(node, exp.Binary) else UNKNOWN
        if self.depth > _DEEPEST:
            return UNKNOWN
        self.depth += 1
        try:
            return read(self, node, scope)
        finally:
            self.depth -= 1

    def types_of(self, nodes: Iterable[object], scope: Scope) -> list[Type]:
        """The types of several expressions."""
        return [self.type_of(node, scope) for node in nodes]

    # Names

    def column(self, node: exp.Expr, scope: Scope) -> Type:
        """A column, or a field of one."""
        if isinstance(node.this, exp.Star):
            return UNKNOWN
        return self.named(node, _identifiers(node), scope)

    def named(self, node: exp.Expr, parts: list[exp.Expr], scope: Scope) -> Type:
        """What a dotted name means here."""
        names = [part.name for part in parts]
        if not names or any(map(is_hole, names)):
            return UNKNOWN
        missing: tuple[Source, int] | None = None
        around: Scope | None = scope
        while around is not None and not missing:
            if len(names) == 1 and names[0] in around.aliases:
                return around.aliases[names[0]]
            for count in range(1, min(3, len(names) - 1) + 1):
                source = next((s for s in around.sources if s.is_named(names[:count])), None)
                if source is None:
                    continue
                found = self._column_of(node, source, parts, count, around)
                if found is not None:
                    return found
                missing = missing or (source, count)
            found = self._bare(node, parts, names, around)
            if found is not None:
                return found
            around = around.parent
        self._not_found(node, parts, scope, missing)
        return UNKNOWN

    def _column_of(
        self, node: exp.Expr, source: Source, parts: list[exp.Expr], at: int, scope: Scope
    ) -> Type | None:
        name, relation = parts[at].name, source.relation
        columns = relation.by_name.get(name)
        if columns is None:
            return UNKNOWN if name in relation.nested or relation.has_unknown else None
        scope.resolved[id(node)] = (id(source), *(part.name for part in parts[at:]))
        return self._fields(columns[0].type, parts[at + 1 :], node)

    def _bare(
        self, node: exp.Expr, parts: list[exp.Expr], names: list[str], scope: Scope
    ) -> Type | None:
        """A name that starts with a column, without the name of its relation."""
        name = names[0]
        found = scope.find(name)
        if len(found) > 1 and name not in scope.common:
            self._ambiguous(parts[0], [source for source, _ in found])
            return UNKNOWN
        if found:
            source, column = found[0]
            if len(parts) > 1 and column.type.kind in _SCALARS:
                return None
            scope.resolved[id(node)] = (id(source), *names)
            return self._fields(column.type, parts[1:], node) if len(parts) > 1 else column.type
        for source in scope.sources:
            if name in source.relation.nested or source.relation.has_unknown:
                return UNKNOWN
        return None

    def _ambiguous(self, at: exp.Expr, found: list[Source]) -> None:
        names = [source.name for source in found if source.name]
        where = " and ".join(f"`{name}`" for name in dict.fromkeys(names))
        both = f"in {where}" if len(set(names)) > 1 else "there more than once"
        hint = f"write `{names[0]}.{at.name}`, say" if len(set(names)) > 1 else ""
        self.report.say("FL620", at, f"`{at.name}` is ambiguous: it is {both}", hint)

    def _fields(self, kind: Type, parts: list[exp.Expr], node: exp.Expr) -> Type:
        for part in parts:
            if kind.kind in _SCALARS or kind.kind in _HINTS_OF_PARTS:
                message = f"{_said(kind)} has no fields, and so no `{part.name}`"
                self.report.say("FL619", part, message, _HINTS_OF_PARTS.get(kind.kind, ""))
                return UNKNOWN
            if kind.kind != "ROW":
                return UNKNOWN
            field = kind.field(part.name)
            if field is None:
                inner = _all_fields(kind)
                if part.name in inner or None in inner:
                    return UNKNOWN
                hint = _did_you_mean(part.name, kind.names)
                shown = ", ".join(f"`{name}`" for name in kind.names[:8])
                message = f"the row has no field `{part.name}`: it has {shown}"
                self.report.say("FL619", part, message, hint)
                return UNKNOWN
            kind = field
        return kind

    def _not_found(
        self,
        node: exp.Expr,
        parts: list[exp.Expr],
        scope: Scope,
        missing: tuple[Source, int] | None,
    ) -> None:
        said = ".".join(part.name for part in parts[: 1 if missing is None else missing[1] + 1])
        if said in scope.said:  # one mistake, said where it first stands
            return
        scope.said.add(said)
        if missing is not None:
            source, count = missing
            part = parts[count]
            known = source.relation.by_name
            shown = f"`{source.name}` has no column `{part.name}`"
            self.report.say("FL619", part, shown, _did_you_mean(part.name, known))
            return
        first = parts[0]
        around = [source for one in scope.around() for source in one.sources]
        columns = list(dict.fromkeys(name for s in around for name in s.relation.by_name))
        if len(parts) > 1:
            names = [source.name for source in around if source.name]
            hint = _did_you_mean(first.name, names)
            if not hint and len(set(names)) == 1:
                hint = f"the only one here is `{names[0]}`"
            message = f"no table or alias `{first.name}` is in scope here"
            self.report.say("FL619", first, message, hint)
            return
        if not around:
            message = f"`{first.name}` is no column: there is no table here"
            self.report.say("FL619", first, message, "a string stands in single quotes")
            return
        hint = _did_you_mean(first.name, columns)
        if first.name in scope.nowhere:
            message, hint = scope.nowhere[first.name]
            self.report.say("FL619", first, message, hint)
            return
        named = [f"`{source.name}`" for source in scope.sources if source.name]
        where = f" of {', '.join(named[:4])}" if named and len(named) <= 4 else " here"
        self.report.say("FL619", first, f"no column{where} is named `{first.name}`", hint)

    def dot(self, node: exp.Expr, scope: Scope) -> Type:
        """A field of what is no plain name."""
        parts: list[exp.Expr] = []
        inner: exp.Expr = node
        while isinstance(inner, exp.Dot):
            parts.append(inner.expression)
            inner = inner.this
        if not all(isinstance(part, exp.Identifier) for part in parts):
            self.type_of(inner, scope)
            return UNKNOWN
        parts.reverse()
        if isinstance(inner, exp.Column) and not isinstance(inner.this, exp.Star):
            return self.named(node, [*_identifiers(inner), *parts], scope)
        return self._fields(self.type_of(inner, scope), parts, node)

    # Literals

    def literal(self, node: exp.Expr, scope: Scope) -> Type:
        """A string or a number."""
        if node.args.get("is_string"):
            return Type("CHAR", max(len(node.name), 1), nullable=False)
        text = node.name
        if "e" in text.lower():
            return Type("DOUBLE", nullable=False)
        if "." in text:
            whole, _, part = text.partition(".")
            size = len(whole.lstrip("0")) + len(part)
            return Type("DECIMAL", max(size, 1), len(part), nullable=False)
        if not text.isdigit():
            return UNKNOWN
        if len(text) > 18:
            return Type("DECIMAL", min(len(text), 38), 0) if int(text) >= 2**63 else BIGINT
        return INT if int(text) < 2**31 else BIGINT

    def boolean(self, node: exp.Expr, scope: Scope) -> Type:
        """TRUE or FALSE."""
        return BOOLEAN

    def null(self, node: exp.Expr, scope: Scope) -> Type:
        """NULL."""
        return types.NULL

    def interval(self, node: exp.Expr, scope: Scope) -> Type:
        """INTERVAL with its unit."""
        value = node.this
        if isinstance(value, exp.Expr) and not isinstance(value, exp.Literal):
            self.type_of(value, scope)
        unit = node.args.get("unit")
        while isinstance(unit, exp.IntervalSpan):
            unit = unit.this
        name = unit.name if isinstance(unit, exp.Expr) else ""
        return types.INTERVAL_MONTH if name in _MONTHS else types.INTERVAL_DAY

    # Operators

    def _binary(self, node: exp.Binary, scope: Scope) -> Type:
        """A chain of operators, from its left end; chains may be long."""
        chain: list[exp.Binary] = []
        inner: object = node
        while isinstance(inner, exp.Binary) and not isinstance(inner, exp.Dot):
            chain.append(inner)
            inner = inner.this
        left = self.type_of(inner, scope)
        for link in reversed(chain):
            left = self._operator(link, left, scope)
        return left

    def _operator(self, node: exp.Binary, left: Type, scope: Scope) -> Type:
        made = type(node)
        if made in _COMPARED:
            return self._compare(node, left, _COMPARED[made], scope)
        right = self.type_of(node.expression, scope)
        if made in _JOINED:
            for side, kind in ((node.this, left), (node.expression, right)):
                self.condition(side, kind, _JOINED[made])
            return BOOLEAN
        if made in _SUMMED:
            result = coercion.arithmetic(_SUMMED[made], left, right)
            if result is None:
                self._refuse(node, _SUMMED[made], left, right)
                return types.OPAQUE
            return result
        if made is exp.DPipe:
            return self._concatenated(node, left, right)
        if isinstance(node, _LIKES):
            return self._like(node, left, right)
        if isinstance(node, exp.Is):
            if isinstance(node.expression, exp.Boolean):
                self.condition(node.this, left, "IS")
            return BOOLEAN
        return UNKNOWN

    def _refuse(self, node: exp.Expr, sign: str, left: Type, right: Type) -> None:
        message = f"`{sign}` does not take {_said(left)} and {_said(right)}"
        hint = ""
        if sign in "+-*/%" and "CHARACTER" in (left.family, right.family):
            hint = "use `||` to join texts, or CAST the text to a number"
        self.report.say("FL623", node, message, hint)

    def _compare(self, node: exp.Binary, left: Type, sign: str, scope: Scope) -> Type:
        other = node.expression
        if isinstance(other, exp.Any | exp.All):
            inner = other.this
            if isinstance(inner, exp.Subquery):
                relation = self.planner.queries.query(inner, scope)
                if sign == "=" and relation.is_complete and len(relation.columns) == 1:
                    self._joined_by(node, left, relation.columns[0].type)
            return BOOLEAN
        right = self.type_of(other, scope)
        if not coercion.can_compare(left, right):
            self._refuse(node, sign, left, right)
        elif sign in ("=", "<>"):
            self._number_and_text(node, node.this, node.expression, left, right)
        return BOOLEAN

    def _number_and_text(
        self, node: exp.Expr, one: object, other: object, left: Type, right: Type
    ) -> None:
        """Refuse `=` of a number and a text, which newer versions cannot turn into code.

        1.11 could; which version was the first that cannot was not measured. A view that nobody
        reads is never turned into code.
        """
        version = self.planner.version
        if {left.family, right.family} != {"NUMERIC", "CHARACTER"}:
            return
        if version is not None and version < (1, 12):
            return
        if isinstance(one, exp.Literal) and isinstance(other, exp.Literal):
            return
        severity = self.planner.severity_from(1, 20)
        if self.planner.in_view:
            severity = "warning"
        message = f"Flink does not compare {_said(left)} with {_said(right)}"
        hint = "CAST one of them"
        for side, kind in ((one, right), (other, left)):
            if isinstance(side, exp.Literal):
                text = f"'{side.name}'" if kind.family == "CHARACTER" else side.name
                hint = f"write `{text}`"
        self.report.say("FL623", node, message, hint, severity=severity)

    def _concatenated(self, node: exp.Binary, left: Type, right: Type) -> Type:
        if coercion.is_open(left, right):
            return types.OPAQUE
        families = {left.family, right.family}
        if families == {"CHARACTER"}:
            return STRING
        if families in ({"BINARY"}, {"ARRAY"}):
            return types.OPAQUE
        self._refuse(node, "||", left, right)
        return types.OPAQUE

    def _like(self, node: exp.Binary, left: Type, right: Type) -> Type:
        for kind in (left, right):
            if not coercion.is_open(kind) and kind.family != "CHARACTER":
                self._refuse(node, "LIKE", left, right)
                break
        return BOOLEAN

    def condition(self, node: object, kind: Type, where: str) -> None:
        """Refuse what is no condition."""
        if not coercion.is_condition(kind) and isinstance(node, exp.Expr):
            self.report.say("FL623", node, f"`{where}` takes a condition, not {_said(kind)}")

    def negated(self, node: exp.Expr, scope: Scope) -> Type:
        """NOT."""
        kind = self.type_of(node.this, scope)
        self.condition(node.this, kind, "NOT")
        return BOOLEAN

    def minus(self, node: exp.Expr, scope: Scope) -> Type:
        """A sign before a number."""
        kind = self.type_of(node.this, scope)
        if coercion.is_open(kind) or kind.family == "NUMERIC" or kind.kind in types.INTERVALS:
            return kind.plain()
        self.report.say("FL623", node, f"`-` does not take {_said(kind)}")
        return UNKNOWN

    def inner(self, node: exp.Expr, scope: Scope) -> Type:
        """What stands in parentheses."""
        return self.type_of(node.this, scope)

    def between(self, node: exp.Expr, scope: Scope) -> Type:
        """BETWEEN."""
        kind = self.type_of(node.this, scope)
        for key in ("low", "high"):
            bound = self.type_of(node.args.get(key), scope)
            if not coercion.can_compare(kind, bound):
                self._refuse(node, "BETWEEN", kind, bound)
                break
        return BOOLEAN

    def contained(self, node: exp.Expr, scope: Scope) -> Type:
        """IN."""
        kind = self.type_of(node.this, scope)
        query = node.args.get("query")
        if isinstance(query, exp.Expr):
            relation = self.planner.queries.query(query, scope)
            wide = isinstance(node.this, exp.Tuple)
            if relation.is_complete and not wide and len(relation.columns) != 1:
                count = len(relation.columns)
                message = f"`IN` compares one value with a query of {count} columns"
                self.report.say("FL631", query, message)
            elif relation.is_complete and not wide:
                self._joined_by(node, kind, relation.columns[0].type)
            return BOOLEAN
        for item in node.expressions:
            other = self.type_of(item, scope)
            rows = (kind.kind == "ROW") + (other.kind == "ROW")
            if (not rows and not coercion.can_compare(kind, other)) or (
                rows == 1 and not coercion.is_open(kind, other)
            ):
                self._refuse(item, "IN", kind, other)
                break
        return BOOLEAN

    def _joined_by(self, node: exp.Expr, kind: Type, other: Type) -> None:
        """IN and ANY become joins, which compare no number with a text."""
        if {kind.family, other.family} == {"NUMERIC", "CHARACTER"}:
            message = f"Flink does not join {_said(kind)} with {_said(other)}"
            severity = "warning" if self.planner.in_view else None
            self.report.say("FL623", node, message, "CAST one of them", severity=severity)

    def exists(self, node: exp.Expr, scope: Scope) -> Type:
        """EXISTS and its query."""
        if isinstance(node.this, exp.Query | exp.Subquery):
            self.planner.queries.query(node.this, scope)
        else:
            self.type_of(node.this, scope)
        return BOOLEAN

    def subquery(self, node: exp.Expr, scope: Scope) -> Type:
        """A query that stands for a value."""
        relation = self.planner.queries.query(node, scope)
        if not relation.is_complete:
            return UNKNOWN
        if len(relation.columns) != 1:
            parent = node.parent
            sides = (parent.this, parent.expression) if isinstance(parent, exp.Binary) else ()
            if not any(isinstance(side, exp.Tuple) for side in sides):
                message = (
                    f"a query that stands for a value makes one column, not {len(relation.columns)}"
                )
                self.report.say("FL631", node, message)
            return UNKNOWN
        return relation.columns[0].type.plain()

    def case(self, node: exp.Expr, scope: Scope) -> Type:
        """CASE with its branches."""
        value = node.args.get("this")
        compared = self.type_of(value, scope) if value is not None else None
        results: list[Type] = []
        for branch in node.args.get("ifs") or ():
            test = self.type_of(branch.this, scope)
            if compared is None:
                self.condition(branch.this, test, "WHEN")
            elif not coercion.can_compare(compared, test):
                self._refuse(branch.this, "CASE", compared, test)
            else:
                self._number_and_text(branch.this, value, branch.this, compared, test)
            results.append(self.type_of(branch.args.get("true"), scope))
        default = node.args.get("default")
        if default is not None:
            results.append(self.type_of(default, scope))
        made = coercion.common(results)
        if made is None:
            kinds = list(dict.fromkeys(_said(kind) for kind in results if kind.kind != "NULL"))
            message = f"the branches of CASE do not go together: {', '.join(kinds[:4])}"
            self.report.say("FL623", node, message, "CAST them to one type")
            return UNKNOWN
        return made

    def cast(self, node: exp.Expr, scope: Scope) -> Type:
        """CAST, TRY_CAST, and the literals of times."""
        value, to = node.this, node.args.get("to")
        kind = self.type_of(value, scope)
        made = types.of(to)
        self.planner.check_type(to)
        if isinstance(to, exp.DataType) and to.args.get("name") == "INTERVAL":
            return UNKNOWN
        if coercion.is_open(kind, made):
            return made
        message = f"{_said(kind)} cannot be cast to {_said(made)}"
        version = self.planner.version
        if made.kind in functions.never_cast(kind.kind):
            self.report.say("FL623", node, message)
        elif (
            made.kind in functions.never_cast(kind.kind, since_1_20=True)
            and node.key == "cast"
            and (version is None or version > (1, 11))
        ):
            severity = "warning" if self.planner.in_view else self.planner.severity_from(1, 20)
            hint = _CAST_HINTS.get((kind.family, made.family), "")
            self.report.say("FL623", node, message, hint, severity=severity)
        return made

    def extract(self, node: exp.Expr, scope: Scope) -> Type:
        """EXTRACT(unit FROM x)."""
        kind = self.type_of(node.expression, scope)
        if kind.kind in types.NUMERICS | types.CHARACTERS | {"BOOLEAN"}:
            message = f"EXTRACT takes a date or a time, not {_said(kind)}"
            self.report.say("FL623", node, message)
        return BIGINT

    def trim(self, node: exp.Expr, scope: Scope) -> Type:
        """TRIM in all its forms."""
        for key in ("this", "expression"):
            kind = self.type_of(node.args.get(key), scope)
            if not coercion.is_open(kind) and kind.family != "CHARACTER":
                part = cast(exp.Expr, node.args.get(key))
                self.report.say("FL623", part, f"TRIM takes a text, not {_said(kind)}")
        return STRING

    def array(self, node: exp.Expr, scope: Scope) -> Type:
        """ARRAY[...]."""
        items = node.expressions
        if len(items) == 1 and isinstance(items[0], exp.Query | exp.Subquery):
            self.planner.queries.query(items[0], scope)
            return UNKNOWN
        kinds = self.types_of(items, scope)
        made = coercion.common(kinds)
        if made is None:
            self.unlike(node, "an ARRAY", kinds)
        return Type("ARRAY", parts=(made or UNKNOWN,))

    def unlike(self, node: exp.Expr, what: str, kinds: list[Type]) -> None:
        """Refuse values of types that do not go together."""
        said = list(dict.fromkeys(_said(kind) for kind in kinds if kind.kind != "NULL"))
        message = f"the values of {what} do not go together: {', '.join(said[:4])}"
        self.report.say("FL623", node, message, "CAST them to one type")

    def bracket(self, node: exp.Expr, scope: Scope) -> Type:
        """`a[1]`, `m['k']`."""
        kind = self.type_of(node.this, scope)
        found = self.types_of(node.expressions, scope)
        if kind.kind == "ARRAY" and kind.parts:
            self._index(node, found)
            return kind.parts[0]
        if kind.kind == "MAP" and len(kind.parts) == 2:
            key = kind.parts[0]
            if len(found) == 1 and not _may_be_key(found[0], key):
                message = f"the keys of this MAP are {_said(key)}, and this is {_said(found[0])}"
                self.report.say("FL623", node.expressions[0], message)
            return kind.parts[1]
        if kind.kind in _SCALARS:
            message = f"{_said(kind)} has no elements: `[..]` goes with ARRAY and MAP"
            self.report.say("FL623", node, message)
            return types.OPAQUE
        return UNKNOWN

    def _index(self, node: exp.Expr, found: list[Type]) -> None:
        """The place of an element of an ARRAY, from 1 on."""
        if len(found) != 1 or coercion.is_open(found[0]):
            return
        index, kind = node.expressions[0], found[0]
        if kind.kind not in ("TINYINT", "SMALLINT", "INT"):
            message = f"the place in an ARRAY is an INT, and this is {_said(kind)}"
            self.report.say("FL623", index, message, "CAST it to INT")
        elif isinstance(index, exp.Literal) and index.name == "0":
            self.report.say("FL623", index, "the first place in an ARRAY is 1, not 0")

    def tuple(self, node: exp.Expr, scope: Scope) -> Type:
        """`(a, b)`."""
        parts = tuple(self.types_of(node.expressions, scope))
        names = tuple(f"EXPR${i}" for i in range(len(parts)))
        return Type("ROW", parts=parts, names=names) if parts else UNKNOWN

    def items(self, node: exp.Expr, scope: Scope) -> Type:
        """DISTINCT and its arguments."""
        found = self.types_of(node.expressions, scope)
        return found[0] if len(found) == 1 else UNKNOWN

    def first(self, node: exp.Expr, scope: Scope) -> Type:
        """An expression with something after it: ORDER BY, IGNORE NULLS, a group."""
        return self.type_of(node.this, scope)

    def filter(self, node: exp.Expr, scope: Scope) -> Type:
        """An aggregate with FILTER."""
        made = self.type_of(node.this, scope)
        where = node.args.get("expression")
        if isinstance(where, exp.Where):
            self.condition(where.this, self.type_of(where.this, scope), "FILTER")
            self.planner.queries.grouping.none_in(where.this, "FILTER")
        return made

    def window(self, node: exp.Expr, scope: Scope) -> Type:
        """A call with OVER."""
        return self.planner.calls.over(node, scope)

    def call(self, node: exp.Expr, scope: Scope) -> Type:
        """A call of a function."""
        return self.planner.calls.call(node, scope)


def _identifiers(node: exp.Expr) -> list[exp.Expr]:
    if len(node.args) == 1:
        return [node.this]
    keys = ("catalog", "db", "table", "this")
    return [part for part in map(node.args.get, keys) if isinstance(part, exp.Expr)]


def _all_fields(kind: Type) -> set[str | None]:
    """The names of all fields in a row; None among them when one of its rows is unknown."""
    found: set[str | None] = set()
    pending = [kind]
    while pending:
        inner = pending.pop()
        if inner.kind == "ROW":
            found.update(inner.names)
            pending.extend(inner.parts)
        elif inner.kind == "UNKNOWN":
            found.add(None)
    return found


def _may_be_key(kind: Type, key: Type) -> bool:
    """Whether a value may be the key of a MAP."""
    if coercion.is_open(kind, key) or kind.family == key.family:
        return True
    return not {kind.kind, key.kind} <= _SCALARS


def _did_you_mean(name: str, candidates: Iterable[str]) -> str:
    near = nearest(name, candidates)
    return f"did you mean `{near}`?" if near else ""


def _said(kind: Type) -> str:
    """A type for people, without what does not matter."""
    if kind.kind == "ROW":
        return "a ROW"
    if kind.kind in ("CHAR", "VARCHAR"):
        return "STRING"
    if kind.kind == "DECIMAL":
        return "DECIMAL"
    return types.written(kind)


_CAST_HINTS = {
    ("NUMERIC", "TIMESTAMP"): "use TO_TIMESTAMP_LTZ(x, 3), or TO_TIMESTAMP(FROM_UNIXTIME(x))",
    ("TIMESTAMP", "NUMERIC"): "use UNIX_TIMESTAMP(CAST(x AS STRING))",
}


Read = Callable[[Expressions, exp.Expr, Scope], Type]
_READ: dict[str, Read] = {
    "column": Expressions.column,
    "dot": Expressions.dot,
    "literal": Expressions.literal,
    "boolean": Expressions.boolean,
    "null": Expressions.null,
    "interval": Expressions.interval,
    "not": Expressions.negated,
    "neg": Expressions.minus,
    "paren": Expressions.inner,
    "between": Expressions.between,
    "in": Expressions.contained,
    "exists": Expressions.exists,
    "subquery": Expressions.subquery,
    "select": Expressions.subquery,
    "union": Expressions.subquery,
    "intersect": Expressions.subquery,
    "except": Expressions.subquery,
    "case": Expressions.case,
    "cast": Expressions.cast,
    "trycast": Expressions.cast,
    "extract": Expressions.extract,
    "trim": Expressions.trim,
    "array": Expressions.array,
    "bracket": Expressions.bracket,
    "tuple": Expressions.tuple,
    "distinct": Expressions.items,
    "order": Expressions.first,
    "ordered": Expressions.first,
    "ignorenulls": Expressions.first,
    "respectnulls": Expressions.first,
    "withingroup": Expressions.first,
    "formatjson": Expressions.first,
    "filter": Expressions.filter,
    "window": Expressions.window,
    "anonymous": Expressions.call,
}
__all__ = ["Expressions", "functions", "name_parts", "replace", "span"]
