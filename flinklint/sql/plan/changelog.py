"""Whether the rows of a relation are only ever added, or also changed and taken back."""

from __future__ import annotations

from functools import cache

from flinklint import facts
from flinklint.sql.plan.catalog import Table
from flinklint.sql.plan.scope import Changelog

_CHANGING_FORMATS = ("debezium", "canal", "maxwell", "ogg")


@cache
def _kinds() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = facts.read("connectors")["kinds"]
    return kinds


def is_of(table: Table, kind: str) -> bool:
    """Whether the connector of a table is of a kind of `schemas/connectors.json`."""
    return table.connector in _kinds()[kind]


def _has_changing_format(table: Table) -> bool:
    values = [option.value or "" for option in table.options if option.key.endswith("format")]
    return any(value.startswith(_CHANGING_FORMATS) for value in values)


def scanned(table: Table, *, hinted: bool = False) -> Changelog:
    """What reading a declared table makes."""
    connector = table.connector or ""
    if connector.endswith("-cdc") or is_of(table, "keyed") or _has_changing_format(table):
        return "changes"
    if is_of(table, "adding-sources") and table.options_complete and not hinted:
        return "append"
    return ""


def takes_inserts_only(table: Table) -> bool:
    """Whether a sink is known to take added rows only."""
    return (
        is_of(table, "adding-sinks") and table.options_complete and not _has_changing_format(table)
    )


def takes_upserts(table: Table) -> bool:
    """Whether a sink is known to replace rows by their key."""
    return is_of(table, "upserting-sinks") and table.options_complete


def joined_changelog(left: Changelog, right: Changelog, *, outer: bool, unsure: bool) -> Changelog:
    """What a join makes of its two sides."""
    if unsure:
        return ""
    if outer or "changes" in (left, right):
        return "changes"
    return "append" if left == right == "append" else ""
