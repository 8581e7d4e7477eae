"""Whether the rows of a relation are only ever added, or also changed and taken back."""

from __future__ import annotations

from flinklint.sql.plan.catalog import Table
from flinklint.sql.plan.scope import Changelog

_CHANGING_FORMATS = ("debezium", "canal", "maxwell", "ogg")
_ADDING = frozenset(
    ("kafka", "datagen", "filesystem", "socket", "kinesis", "pulsar", "sls", "datahub", "faker")
)
_INSERT_ONLY = frozenset(("kafka", "filesystem", "kinesis", "pulsar", "sls", "datahub"))


def _has_changing_format(table: Table) -> bool:
    values = [option.value or "" for option in table.options if option.key.endswith("format")]
    return any(value.startswith(_CHANGING_FORMATS) for value in values)


def scanned(table: Table, *, hinted: bool = False) -> Changelog:
    """What reading a declared table makes."""
    connector = table.connector or ""
    if connector.endswith("-cdc") or connector == "upsert-kafka" or _has_changing_format(table):
        return "changes"
    if connector in _ADDING and table.options_complete and not hinted:
        return "append"
    return ""


def takes_inserts_only(table: Table) -> bool:
    """Whether a sink is known to take added rows only."""
    return (
        table.connector in _INSERT_ONLY
        and table.options_complete
        and not _has_changing_format(table)
    )


def joined_changelog(left: Changelog, right: Changelog, *, outer: bool, unsure: bool) -> Changelog:
    """What a join makes of its two sides."""
    if unsure:
        return ""
    if outer or "changes" in (left, right):
        return "changes"
    return "append" if left == right == "append" else ""
