"""Flink SQL made by its grammar: scripts that Flink 1.15 and newer take, and ways to spoil them.

`script` makes statements that fit together: tables first, then what reads and writes them, each
value of the type that is asked for. `tokens` cuts a script, so that its layout can be changed
without its meaning (`laid_out`), or its meaning with its layout kept (`spoiled`). Run as a program it writes
scripts to a folder, which Flink's own planner can then be asked about (`make oracle-diff`).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

TYPES = ("BIGINT", "INT", "STRING", "DOUBLE", "BOOLEAN", "TIMESTAMP(3)")
"""The types that expressions are made of; columns have more."""

_TOKEN = re.compile(
    r"(?:[UuXxNn]&?|_[A-Za-z0-9]+)?'(?:[^']|'')*'|`(?:[^`]|``)*`|\$\{[^}]*\}"
    r"|[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|\w+|/\*\+|\*/|<=|>=|<>|!=|\|\||=>|\S"
)
_WORDS = (
    "id",
    "amount",
    "name",
    "price",
    "item_no",
    "kind of",
    "größe",
    "order",
    "x",
    "user",
    "数量",
)
_RESERVED = ("order", "user", "dec", "raw")
_BLANKS = (
    " ",
    " ",
    " ",
    "\n",
    "\t",
    "  \n  ",
    "\r\n",
    " /* a 'b' ; -- */ ",
    " -- it's; (\n",
    "\n-- c\n\t",
)


@dataclass
class Table:
    """A table, or what stands in FROM: its name, its columns, and what can be done with it."""

    name: str
    columns: dict[str, str]
    rowtime: str = ""
    proctime: str = ""
    key: str = ""
    updates: bool = False
    options: bool = True
    hint: str = ""


@dataclass
class Query:
    """A query's text and the types of its columns; `updates` if rows of its result change."""

    text: str
    types: list[str]
    updates: bool = False
    key: int | None = None
    names: list[str] = field(default_factory=list)


def tokens(text: str) -> list[str]:
    """A script's tokens; it holds no comments."""
    return _TOKEN.findall(text)


def laid_out(text: str, random: Random) -> str:
    """The same tokens with other blanks, breaks and comments between them."""
    parts = tokens(text)
    made = [random.choice(_BLANKS).lstrip(" ")]
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        made += (part, " " if (part, following) == ("*", "/") else random.choice(_BLANKS))
    return "".join(made)


def spoiled(text: str, random: Random) -> str:
    """The script with a token or two dropped, doubled, swapped or replaced."""
    parts = tokens(text)
    for _ in range(random.randint(1, 2)):
        at, other = random.randrange(len(parts)), random.randrange(len(parts))
        match random.randrange(5):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[at])
            case 2:
                parts[at], parts[other] = parts[other], parts[at]
            case 3 if at:
                parts[at - 1], parts[at] = parts[at], parts[at - 1]
            case _:
                parts[at] = parts[other]
        if len(parts) < 2:
            break
    return "".join(part + ("\n" if part == ";" else " ") for part in parts)


def script(random: Random) -> str:
    """A script of some tables, views and settings, and of what is written, each with its end."""
    return _Script(random).make()


class _Script:
    def __init__(self, random: Random) -> None:
        self.r = random
        self.sources: list[Table] = []
        self.statements: list[str] = []
        self.numbers = 0

    def make(self) -> str:
        r = self.r
        for _ in range(r.randint(0, 2)):
            self.statements.append(self._setting())
        for _ in range(r.randint(1, 3)):
            self.statements.append(self._source())
        for _ in range(r.randint(0, 2)):
            r.choice((self._view, self._other))()
        inserts = [self._insert() for _ in range(r.randint(1, 3))]
        if r.random() < 0.3:
            opening = r.choice(("EXECUTE STATEMENT SET BEGIN", "BEGIN STATEMENT SET; "))
            inserts = [f"{opening} {'; '.join(inserts)}; END"]
        return ";\n".join([*self.statements, *inserts]) + r.choice((";", ";\n", ""))

    # Names and words

    def _fresh(self, stem: str) -> str:
        self.numbers += 1
        return f"{stem}{self.numbers}"

    def _name(self, name: str) -> str:
        """A name as it is written: in backticks where it must be, or by chance."""
        plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) and name not in _RESERVED
        return name if plain and self.r.random() < 0.8 else f"`{name}`"

    def _word(self, words: str) -> str:
        return words.lower() if self.r.random() < 0.2 else words

    def _string(self) -> str:
        return self.r.choice(("'a'", "''", "'it''s; -- no'", "'é 漢字'", "'/* x */'", "'100%'"))

    # Statements that stand before

    def _setting(self) -> str:
        key, value = self.r.choice(
            (
                ("table.exec.state.ttl", "1 h"),
                ("parallelism.default", "2"),
                ("pipeline.name", "a; b"),
                ("table.exec.mini-batch.enabled", "false"),
                ("execution.checkpointing.interval", "3 min"),
            )
        )
        return f"SET '{key}' = '{value}'"

    def _other(self) -> None:
        """A statement that changes nothing for those after it."""
        table = self.r.choice(self.sources)
        name, new = self._name(table.name), self._fresh("db")
        self.statements.append(
            self.r.choice(
                (
                    "RESET 'pipeline.name'",
                    f"CREATE DATABASE IF NOT EXISTS {new} COMMENT 'c' WITH ('a' = 'b')",
                    f"CREATE TEMPORARY TABLE {self._fresh('like')} WITH ('connector' = 'datagen') LIKE {name} (EXCLUDING ALL)",
                    f"CREATE CATALOG {new} WITH ('type' = 'generic_in_memory')",
                    "DROP TABLE IF EXISTS nothing",
                    "DROP TEMPORARY VIEW IF EXISTS nothing",
                )
            )
            if table.options
            else "DROP VIEW IF EXISTS nothing"
        )

    def _source(self) -> str:
        r = self.r
        kind = r.choice(("kafka", "kafka", "datagen", "cdc", "jdbc"))
        columns = {"k": "BIGINT"}
        for name in r.sample(_WORDS, r.randint(1, 4)):
            columns[name] = r.choice(TYPES)
        table = Table(
            self._fresh("src"),
            columns,
            updates=kind == "cdc",
            key="k" if kind in ("cdc", "jdbc") else "",
        )
        written = [f"{self._name(name)} {type_}" for name, type_ in columns.items()]
        if table.key:
            written[0] = "k BIGINT NOT NULL"
        written += (
            f"{self._name(name)} {type_}"
            for name, type_ in (
                ("dec", "DECIMAL(10, 2)"),
                ("arr", "ARRAY<INT>"),
                ("m", "MAP<STRING, BIGINT>"),
                ("nest", "ROW<a INT, b ROW<c STRING NOT NULL>>"),
                ("d", "DATE"),
                ("raw", "BYTES COMMENT 'it''s raw'"),
                ("code", "VARCHAR(20) NOT NULL"),
            )
            if r.random() < 0.25
        )
        if kind == "kafka" and r.random() < 0.3:
            written.append("part INT METADATA FROM 'partition' VIRTUAL")
        if r.random() < 0.3:
            written.append("twice AS k * 2")
        if r.random() < 0.6:
            written.append("proc AS PROCTIME()")
            table.proctime = "proc"
        if kind in ("kafka", "datagen") and r.random() < 0.8:
            written.append("ts TIMESTAMP(3)")
            written.append(
                r.choice(
                    ("WATERMARK FOR ts AS ts - INTERVAL '5' SECOND", "WATERMARK FOR `ts` AS ts")
                )
            )
            table.rowtime = "ts"
        if table.key:
            written.append("PRIMARY KEY (k) NOT ENFORCED")
        options = {
            "kafka": "'connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'h:9092', "
            "'properties.group.id' = 'g', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'",
            "datagen": "'connector' = 'datagen', 'rows-per-second' = '1'",
            "cdc": "'connector' = 'mysql-cdc', 'hostname' = 'h', 'username' = 'u', 'password' = '${p}', "
            "'database-name' = 'd', 'table-name' = 't'",
            "jdbc": "'connector' = 'jdbc', 'url' = 'jdbc:mysql://h/d', 'table-name' = 't', 'username' = 'u', 'password' = '${p}'",
        }[kind]
        if kind == "datagen":  # it makes no bytes, arrays or rows of every version
            written = [
                part
                for part in written
                if not part.lstrip("`").startswith(("raw", "nest", "arr", "m ", "m`", "d ", "d`"))
            ]
        table.hint = {
            "kafka": "/*+ OPTIONS('scan.startup.mode' = 'earliest-offset') */ ",
            "datagen": "/*+ OPTIONS('number-of-rows' = '5') */ ",
        }.get(kind, "")
        self.sources.append(table)
        comment = r.choice(("", "", " COMMENT 'a; b'"))
        return f"{self._word('CREATE TEMPORARY TABLE')} {self._name(table.name)} ({', '.join(written)}){comment} WITH ({options})"

    def _view(self) -> None:
        query = self._query(1)
        if len(set(query.names)) < len(query.names):
            return
        table = Table(
            self._fresh("v"),
            dict(zip(query.names, query.types, strict=True)),
            updates=query.updates,
            options=False,
        )
        columns = ", ".join(map(self._name, query.names))
        listed = f" ({columns})" if self.r.random() < 0.3 else ""
        self.statements.append(
            f"CREATE TEMPORARY VIEW {self._name(table.name)}{listed} AS {query.text}"
        )
        self.sources.append(table)

    def _insert(self) -> str:
        """Write a query to a table that is made for it."""
        r = self.r
        query = self._query(2)
        name = self._fresh("snk")
        columns = [f"c{number} {type_}" for number, type_ in enumerate(query.types)]
        options = r.choice(("'connector' = 'print'", "'connector' = 'blackhole'"))
        self.statements.append(
            f"CREATE TEMPORARY TABLE {name} ({', '.join(columns)}) WITH ({options})"
        )
        listed = (
            f" ({', '.join(f'c{n}' for n in range(len(columns)))})"
            if r.random() < 0.3 and not query.text.startswith(("WITH", "SELECT *"))
            else ""
        )
        return f"{self._word('INSERT INTO')} {self._name(name)}{listed} {query.text}"

    # Queries

    def _query(self, deep: int) -> Query:
        r = self.r
        makers: list[Callable[[int], Query | None]] = [
            self._plain, self._plain, self._grouped, self._join, self._union, self._window, self._over,
            self._ranked, self._values, self._with, self._legacy_window, self._lookup, self._interval_join,
            self._distinct, self._match, self._unnest,
        ]  # fmt: skip
        made = r.choice(makers)(deep)
        return made if made is not None else self._plain(deep)

    def _from(self, deep: int, *, appends: bool = False) -> tuple[str, Table]:
        """What stands in FROM, with an alias."""
        r = self.r
        fitting = [table for table in self.sources if not (appends and table.updates)]
        if deep > 0 and r.random() < 0.25 and not appends:
            query = self._plain(deep - 1)
            alias = self._fresh("q")
            table = Table(
                alias,
                dict(zip(query.names, query.types, strict=True)),
                updates=query.updates,
                options=False,
            )
            return f"({query.text}) {r.choice(('AS ', ''))}{alias}", table
        if not fitting:
            alias = self._fresh("w")
            return f"(VALUES (1, 'a'), (2, 'b')) AS {alias} (k, name)", Table(
                alias, {"k": "INT", "name": "STRING"}
            )
        table = r.choice(fitting)
        alias = self._fresh("t")
        hint = table.hint if r.random() < 0.2 else ""
        text = f"{self._name(table.name)} {hint}{r.choice(('AS ', ''))}{alias}"
        return text, replace(table, name=alias)

    def _columns(self, table: Table, wanted: str) -> list[str]:
        prefix = f"{table.name}."
        return [
            prefix + self._name(name) for name, type_ in table.columns.items() if type_ == wanted
        ]

    def _value(self, wanted: str, tables: Iterable[Table], deep: int = 2) -> str:
        """An expression of a type, over the columns of tables."""
        r = self.r
        found = [column for table in tables for column in self._columns(table, wanted)]
        if found and (deep <= 0 or r.random() < 0.5):
            return r.choice(found)
        if deep <= 0:
            return self._literal(wanted)

        def of(type_: str) -> str:
            return self._value(type_, tables, deep - 1)

        general = (
            lambda: f"CAST({of(r.choice(_CASTS[wanted]))} AS {wanted})",
            lambda: f"CASE WHEN {of('BOOLEAN')} THEN {of(wanted)} ELSE {of(wanted)} END",
            lambda: f"COALESCE({of(wanted)}, {of(wanted)})",
            lambda: f"NULLIF({of(wanted)}, {of(wanted)})",
            lambda: f"({of(wanted)})",
            lambda: self._literal(wanted),
        )
        own: dict[str, tuple[Callable[[], str], ...]] = {
            "BIGINT": (
                lambda: f"({of('BIGINT')} {r.choice('+-*')} {of('BIGINT')})",
                lambda: f"ABS({of('BIGINT')})",
                lambda: f"MOD({of('BIGINT')}, 7)",
                lambda: f"EXTRACT(HOUR FROM {of('TIMESTAMP(3)')})",
            ),
            "INT": (
                lambda: f"({of('INT')} {r.choice('+-*')} {of('INT')})",
                lambda: f"CHAR_LENGTH({of('STRING')})",
                lambda: f"-{self._literal('INT')}",
                lambda: f"POSITION('a' IN {of('STRING')})",
            ),
            "STRING": (
                lambda: f"CAST(({of('STRING')} || {of('STRING')}) AS STRING)",
                lambda: f"UPPER({of('STRING')})",
                lambda: f"SUBSTRING({of('STRING')} FROM 1 FOR 2)",
                lambda: f"TRIM(BOTH ' ' FROM {of('STRING')})",
                lambda: f"CONCAT_WS('-', {of('STRING')}, {of('STRING')})",
                lambda: f"DATE_FORMAT({of('TIMESTAMP(3)')}, 'yyyy-MM-dd')",
                lambda: f"JSON_VALUE({of('STRING')}, '$.a')",
            ),
            "DOUBLE": (
                lambda: f"({of('DOUBLE')} {r.choice('+-*/')} {of('DOUBLE')})",
                lambda: f"SQRT(ABS({of('DOUBLE')}))",
                lambda: f"CAST({of('INT')} AS DOUBLE)",
            ),
            "BOOLEAN": (
                lambda: f"({(t := r.choice(TYPES)) and of(t)} {r.choice(('=', '<>', 'IS DISTINCT FROM'))} {of(t)})",
                lambda: f"({of('BIGINT')} {r.choice(('<', '<=', '>', '>='))} {of('BIGINT')})",
                lambda: f"({of('BOOLEAN')} {r.choice(('AND', 'OR'))} {of('BOOLEAN')})",
                lambda: f"NOT ({of('BOOLEAN')})",
                lambda: f"({of('STRING')} {r.choice(('', 'NOT '))}LIKE 'a%')",
                lambda: f"({of('BIGINT')} BETWEEN {of('BIGINT')} AND {of('BIGINT')})",
                lambda: f"({of('INT')} IN (1, 2, 3))",
                lambda: f"({of(r.choice(TYPES))} IS {r.choice(('', 'NOT '))}NULL)",
                lambda: f"({of('BOOLEAN')} IS {r.choice(('TRUE', 'NOT FALSE'))})",
            ),
            "TIMESTAMP(3)": (
                lambda: f"({of('TIMESTAMP(3)')} {r.choice('+-')} INTERVAL '{r.randint(1, 9)}' {r.choice(('SECOND', 'MINUTE', 'DAY'))})",
                lambda: f"CAST(TO_TIMESTAMP({of('STRING')}) AS TIMESTAMP(3))",
            ),
        }  # fmt: skip
        return r.choice((*general, *own[wanted]))()

    def _literal(self, wanted: str) -> str:
        r = self.r
        return {
            "BIGINT": lambda: f"CAST({r.randint(0, 99)} AS BIGINT)",
            "INT": lambda: str(r.randint(0, 99)),
            "STRING": lambda: f"CAST({self._string()} AS STRING)",
            "DOUBLE": lambda: r.choice(("1.5e0", "2E-3", "0e0")),
            "BOOLEAN": lambda: r.choice(("TRUE", "FALSE")),
            "TIMESTAMP(3)": lambda: "TIMESTAMP '2024-01-02 03:04:05.678'",
        }[wanted]()

    def _items(self, tables: list[Table], types: list[str] | None = None) -> Query:
        """The list after SELECT, as the text of a query that is not whole yet."""
        r = self.r
        types = types or [r.choice(TYPES) for _ in range(r.randint(1, 4))]
        names = [f"o{number}" for number in range(len(types))]
        text = ", ".join(
            f"{self._value(type_, tables)}{r.choice((' AS ', ' '))}{self._name(name)}"
            for type_, name in zip(types, names, strict=True)
        )
        return Query(text, types, names=names)

    def _where(self, tables: list[Table]) -> str:
        r = self.r
        if r.random() < 0.5:
            return ""
        if r.random() < 0.15 and self.sources:
            inner = r.choice(self.sources)
            alias = self._fresh("s")
            source = f"{self._name(inner.name)} {alias}"
            if "k" in inner.columns and inner.columns["k"] == "BIGINT":
                return (
                    f" WHERE {self._value('BIGINT', tables, 0)} IN (SELECT {alias}.k FROM {source})"
                )
        return f" WHERE {self._value('BOOLEAN', tables, 2)}"

    def _plain(self, deep: int) -> Query:
        source, table = self._from(deep)
        items = self._items([table])
        where = self._where([table])
        text = f"{self._word('SELECT')} {items.text} {self._word('FROM')} {source}{where}"
        return Query(text, items.types, table.updates or " IN (SELECT " in where, names=items.names)

    def _distinct(self, deep: int) -> Query:
        source, table = self._from(deep)
        items = self._items([table])
        return Query(
            f"SELECT DISTINCT {items.text} FROM {source}", items.types, True, names=items.names
        )

    def _grouped(self, deep: int) -> Query:
        r = self.r
        source, table = self._from(deep)
        kind = r.choice(TYPES)
        key = self._value(kind, [table], 0)
        if key not in (
            f"{table.name}.{form}" for name in table.columns for form in (name, f"`{name}`")
        ):
            return self._plain(deep)
        aggregates, types = self._aggregates([table])
        grouping = r.choice((key, key, f"GROUPING SETS (({key}), ())", f"ROLLUP ({key})"))
        having = r.choice(("", "", " HAVING COUNT(*) > 1"))
        names = ["o0", *(f"o{n + 1}" for n in range(len(types)))]
        listed = ", ".join(
            f"{value} AS {name}" for value, name in zip([key, *aggregates], names, strict=True)
        )
        text = f"SELECT {listed} FROM {source}{self._where([table])} GROUP BY {grouping}{having}"
        return Query(text, [kind, *types], True, names=names)

    def _aggregates(self, tables: list[Table]) -> tuple[list[str], list[str]]:
        r = self.r
        made = r.sample(
            (
                ("COUNT(*)", "BIGINT"),
                (f"COUNT(DISTINCT {self._value('STRING', tables, 1)})", "BIGINT"),
                (f"SUM({self._value('BIGINT', tables, 1)})", "BIGINT"),
                (f"MAX({self._value('DOUBLE', tables, 1)})", "DOUBLE"),
                (f"MIN({self._value('INT', tables, 1)})", "INT"),
                (f"AVG({self._value('DOUBLE', tables, 1)})", "DOUBLE"),
                (f"COUNT(*) FILTER (WHERE {self._value('BOOLEAN', tables, 1)})", "BIGINT"),
                (f"CAST(LISTAGG({self._value('STRING', tables, 1)}) AS STRING)", "STRING"),
            ),
            r.randint(1, 3),
        )
        return [text for text, _ in made], [type_ for _, type_ in made]

    def _join(self, deep: int) -> Query:
        r = self.r
        (left, one), (right, two) = self._from(deep), self._from(deep)
        kind = r.choice(
            ("JOIN", "INNER JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "RIGHT JOIN", "FULL OUTER JOIN")
        )
        type_ = r.choice(("BIGINT", "INT", "STRING"))
        on = f"{self._value(type_, [one], 0)} = {self._value(type_, [two], 0)}"
        columns = [f"{t.name}." for t in (one, two)]
        if not all(prefix in on for prefix in columns):
            kind, on = "CROSS JOIN", ""
        items = self._items([one, two])
        joined = f"{left} {kind} {right}" + (f" ON {on}" if on else "")
        hint = (
            r.choice(("", "", f"/*+ STATE_TTL('{one.name}' = '1 d') */ "))
            if kind != "CROSS JOIN"
            else ""
        )
        text = f"SELECT {hint}{items.text} FROM {joined}{self._where([one, two])}"
        return Query(text, items.types, True, names=items.names)

    def _union(self, deep: int) -> Query:
        types = [self.r.choice(TYPES) for _ in range(self.r.randint(1, 3))]
        parts, names = [], []
        for _ in range(self.r.randint(2, 3)):
            source, table = self._from(0)
            items = self._items([table], types)
            names = names or items.names
            parts.append(f"SELECT {items.text} FROM {source}")
        word = self.r.choice((" UNION ALL ", " UNION ALL ", " UNION "))
        return Query(word.join(parts), types, True, names=names)

    def _values(self, deep: int) -> Query:
        types = [self.r.choice(TYPES) for _ in range(self.r.randint(1, 3))]
        rows = [", ".join(map(self._literal, types)) for _ in range(self.r.randint(1, 3))]
        alias, names = self._fresh("l"), [f"o{number}" for number in range(len(types))]
        values = ", ".join(f"({row})" for row in rows)
        return Query(
            f"SELECT * FROM (VALUES {values}) AS {alias} ({', '.join(names)})", types, names=names
        )

    def _with(self, deep: int) -> Query | None:
        if deep < 1:
            return None
        first = self._plain(deep - 1)
        name = self._fresh("cte")
        table = Table(name, dict(zip(first.names, first.types, strict=True)))
        items = self._items([table])
        text = f"WITH {name} AS ({first.text}) SELECT {items.text} FROM {name}"
        return Query(text, items.types, first.updates, names=items.names) if deep > 1 else None

    def _timed(self) -> Table | None:
        found = [table for table in self.sources if table.rowtime and not table.updates]
        return self.r.choice(found) if found else None

    def _window(self, deep: int) -> Query | None:
        r, table = self.r, self._timed()
        if table is None:
            return None
        name, column = self._name(table.name), f"DESCRIPTOR({self._name(table.rowtime)})"
        function = r.choice(
            (
                f"TUMBLE(TABLE {name}, {column}, INTERVAL '10' MINUTE)",
                f"HOP(TABLE {name}, {column}, INTERVAL '5' MINUTE, INTERVAL '10' MINUTE)",
                f"CUMULATE(TABLE {name}, {column}, INTERVAL '2' MINUTE, INTERVAL '10' MINUTE)",
                f"TUMBLE(DATA => TABLE {name}, TIMECOL => {column}, SIZE => INTERVAL '1' HOUR)",
            )
        )
        plain = Table(self._fresh("t"), table.columns)
        aggregates, types = self._aggregates([plain])
        items = ", ".join(f"{value} AS o{n + 1}" for n, value in enumerate(aggregates))
        text = (
            f"SELECT {plain.name}.window_start AS o0, {items} FROM TABLE({function}) AS {plain.name} "
            f"GROUP BY {plain.name}.window_start, {plain.name}.window_end"
        )
        return Query(text, ["TIMESTAMP(3)", *types], names=[f"o{n}" for n in range(len(types) + 1)])

    def _legacy_window(self, deep: int) -> Query | None:
        r, table = self.r, self._timed()
        if table is None:
            return None
        kind, size = r.choice((("TUMBLE", "INTERVAL '1' HOUR"), ("HOP", "INTERVAL '5' MINUTE, INTERVAL '10' MINUTE"), ("SESSION", "INTERVAL '30' MINUTE")))  # fmt: skip
        plain = Table(self._fresh("t"), table.columns)
        aggregates, types = self._aggregates([plain])
        if any("DISTINCT" in text for text in aggregates):  # windows of this kind refuse some
            aggregates, types = ["COUNT(*)"], ["BIGINT"]
        time = f"{plain.name}.{self._name(table.rowtime)}"
        items = ", ".join(f"{value} AS o{n + 1}" for n, value in enumerate(aggregates))
        text = (
            f"SELECT {kind}_START({time}, {size}) AS o0, {items} FROM {self._name(table.name)} {plain.name} "
            f"GROUP BY {kind}({time}, {size})"
        )
        return Query(text, ["TIMESTAMP(3)", *types], names=[f"o{n}" for n in range(len(types) + 1)])

    def _over(self, deep: int) -> Query | None:
        r, table = self.r, self._timed()
        if table is None:
            return None
        plain = Table(self._fresh("t"), table.columns)
        frame = r.choice(
            (
                "",
                " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
                " RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW",
                " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
            )
        )
        time = f"{plain.name}.{self._name(table.rowtime)}"
        window = f"PARTITION BY {plain.name}.k ORDER BY {time}{frame}"
        source = f"{self._name(table.name)} AS {plain.name}"
        if r.random() < 0.3:
            text = f"SELECT {plain.name}.k AS o0, SUM({plain.name}.k) OVER w AS o1 FROM {source} WINDOW w AS ({window})"
        else:
            text = f"SELECT {plain.name}.k AS o0, SUM({plain.name}.k) OVER ({window}) AS o1 FROM {source}"
        return Query(text, [table.columns["k"], table.columns["k"]], names=["o0", "o1"])

    def _ranked(self, deep: int) -> Query:
        r = self.r
        source, table = self._from(0)
        columns = self._columns(table, "BIGINT")
        if not columns:
            return self._plain(deep)
        by = r.choice(columns)
        items = self._items([table])
        names = ", ".join(map(self._name, items.names))
        order = r.choice((table.rowtime and f"{table.name}.{table.rowtime}", "")) or by
        text = (
            f"SELECT {names} FROM (SELECT {items.text}, ROW_NUMBER() OVER (PARTITION BY {by} ORDER BY {order} DESC) AS rn "
            f"FROM {source}) WHERE rn {r.choice(('= 1', '<= 3'))}"
        )
        return Query(text, items.types, True, names=items.names)

    def _lookup(self, deep: int) -> Query | None:
        r = self.r
        facts = [table for table in self.sources if table.proctime]
        tables = [table for table in self.sources if table.key and not table.updates]
        if not facts or not tables:
            return None
        fact, table = r.choice(facts), r.choice(tables)
        if fact is table:
            return None
        one, two = Table(self._fresh("f"), fact.columns), Table(self._fresh("d"), table.columns)
        items = self._items([one, two])
        text = (
            f"SELECT {items.text} FROM {self._name(fact.name)} AS {one.name} {r.choice(('', 'LEFT '))}JOIN {self._name(table.name)} "
            f"FOR SYSTEM_TIME AS OF {one.name}.{fact.proctime} AS {two.name} ON {one.name}.k = {two.name}.k"
        )
        return Query(text, items.types, fact.updates, names=items.names)

    def _interval_join(self, deep: int) -> Query | None:
        first, second = self._timed(), self._timed()
        if first is None or second is None:
            return None
        one, two = Table(self._fresh("a"), first.columns), Table(self._fresh("b"), second.columns)
        items = self._items([one, two])
        text = (
            f"SELECT {items.text} FROM {self._name(first.name)} {one.name}, {self._name(second.name)} {two.name} "
            f"WHERE {one.name}.k = {two.name}.k AND {one.name}.{first.rowtime} BETWEEN "
            f"{two.name}.{second.rowtime} - INTERVAL '1' HOUR AND {two.name}.{second.rowtime}"
        )
        return Query(text, items.types, names=items.names)

    def _unnest(self, deep: int) -> Query:
        source, table = self._from(0)
        text = f"SELECT {table.name}.k AS o0, u.e AS o1 FROM {source} CROSS JOIN UNNEST(ARRAY[1, 2, 3]) AS u (e)"
        if "k" not in table.columns:
            return self._values(deep)
        return Query(text, [table.columns["k"], "INT"], table.updates, names=["o0", "o1"])

    def _match(self, deep: int) -> Query | None:
        r, table = self.r, self._timed()
        if table is None:
            return None
        quantifier = r.choice(("+", "*", "{2,3}", ""))
        within = r.choice(("", "WITHIN INTERVAL '1' HOUR "))
        text = (
            f"SELECT mr.o0, mr.o1 FROM {self._name(table.name)} MATCH_RECOGNIZE (PARTITION BY k ORDER BY {table.rowtime} "
            "MEASURES FIRST(A.k) AS o0, LAST(B.k) AS o1 ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW "
            f"PATTERN (A{quantifier} B) {within}DEFINE A AS A.k > 1, B AS B.k < 1) AS mr"
        )
        return Query(text, ["BIGINT", "BIGINT"], names=["o0", "o1"])


_CASTS = {
    "BIGINT": ("INT", "DOUBLE", "STRING"),
    "INT": ("BIGINT", "STRING"),
    "STRING": ("INT", "BIGINT", "BOOLEAN", "TIMESTAMP(3)"),
    "DOUBLE": ("INT", "BIGINT", "STRING"),
    "BOOLEAN": ("STRING",),
    "TIMESTAMP(3)": ("STRING",),
}


def main() -> None:
    """Write COUNT scripts to a folder, for `make oracle-diff`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--spoiled", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for number in range(options.count):
        random = Random(number)
        text = script(random)
        made = spoiled(text, random) if options.spoiled else text
        (options.folder / f"{number}.sql").write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
