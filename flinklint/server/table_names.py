"""The tables of a script by name, and whose an option in a table's WITH is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flinklint import connectors
from flinklint.connectors import Connector, Format, TableOption
from flinklint.planned import planned
from flinklint.script import Script
from flinklint.server.sql_place import SqlPlace
from flinklint.sql.plan.catalog import Catalog, Table

_FORMATS = (("format", ""), ("key.format", "key."), ("value.format", "value."))


@dataclass(frozen=True)
class Owned:
    """An option that a table may have: as it is written there, and whose it is."""

    key: str
    option: TableOption
    owner: Connector | Format

    @property
    def is_required(self) -> bool:
        """Whether its owner demands it."""
        if isinstance(self.owner, Format):
            return self.option.name in self.owner.required
        return any(name == self.option.name for name, _ in self.owner.required)


def table_names(catalog: Catalog) -> dict[str, Table]:
    """Every table that the script declares, by its name; of two the later one."""
    return {table.name: table for table in catalog.declared}


def visible_tables(script: Script, place: SqlPlace) -> dict[str, Table]:
    """The tables of a script, and the queries of the statement at a place that have a name."""
    tables = table_names(planned(script).catalog)
    if not place.queries:
        return tables
    views = (f"CREATE TEMPORARY VIEW `{n}` AS {query};\n" for n, query in place.queries.items())
    text = script.text[: place.first] + "\n" + "".join(views)
    made = planned(Script(text, script.source, script.settings, script.deployment))
    return tables | {
        name: t for name, t in table_names(made.catalog).items() if name in place.queries
    }


def written_options(script: Script, place: SqlPlace) -> Mapping[str, str]:
    """The options that count at a place: those beside it, and in a hint those of the table."""
    options = place.options
    if options is None:
        return {}
    if "connector" in options.pairs:
        return options.pairs
    tables = table_names(planned(script).catalog)
    for token in reversed(place.head):
        table = tables.get(token.name) if token.is_name else None
        if table is not None:
            declared = {option.key: option.value or "" for option in table.options}
            return declared | options.pairs
    return options.pairs


def owned_options(script: Script, place: SqlPlace) -> Iterator[Owned]:
    """Every option that the connector and the formats of a table are known to take."""
    pairs = written_options(script, place)
    connector = connectors.connector(pairs.get("connector", ""), managed=script.vendor)
    version = script.flink_version
    if connector is None:
        return
    for name, option in connector.options.items():
        if option.is_in(version):
            yield Owned(name, option, connector)
    for key, prefix in _FORMATS:
        used = connectors.format_of(pairs.get(key, ""))
        for name, option in used.options.items() if used is not None else ():
            if used is not None and option.is_in(version):
                yield Owned(f"{prefix}{used.name}.{name}", option, used)


def option_owner(script: Script, place: SqlPlace, key: str) -> Owned | None:
    """The option that a key means."""
    pairs = written_options(script, place)
    connector = connectors.connector(pairs.get("connector", ""), managed=script.vendor)
    if connector is None:
        return None
    option = connector.find(key)
    if option is not None:
        return Owned(key, option, connector)
    return next((owned for owned in owned_options(script, place) if owned.key == key), None)
