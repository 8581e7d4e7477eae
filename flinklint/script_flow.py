"""The tables that a script declares, and its reads and writes of them, made once for all rules."""

from __future__ import annotations

from flinklint import connectors
from flinklint.connectors import Connector
from flinklint.memo import memo
from flinklint.planned import planned
from flinklint.script import Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.flow import Flow
    from flinklint.sql.plan.catalog import Option, Table

_LEFT_OUT = frozenset("*.x…")  # what a sample writes for a value that it does not show


@memo
def script_flow(script: Script) -> Flow:
    """What flows where in a script."""
    # sqlglot is imported with it: only when there is SQL
    from flinklint.sql.flow import flow

    return flow(script.parsed, planned(script).catalog)


def connector_of(script: Script, table: Table | None) -> Connector | None:
    """The connector of a declared table; None where it is not known."""
    name = None if table is None else table.connector
    return None if name is None else connectors.connector(name, managed=script.vendor)


def written_option(script: Script, table: Table, key: str) -> str | None:
    """The text of an option of a table as Flink takes it, hints of its reads included."""
    texts = written_options(script, table)
    return texts.get(key if not script.vendor else key.lower())


def written_options(script: Script, table: Table) -> dict[str, str | None]:
    """The options of a table and of the hints where it is read; None for a placeholder.

    The keys are in lower case on a managed platform, which ignores their case.
    """
    options = [*table.options]
    for read in script_flow(script).reads_of(table):
        options += read.hints
    if script.vendor:
        return {option.key.lower(): option.value for option in options}
    return {option.key: option.value for option in options}


def is_opaque(text: str | None) -> bool:
    """Whether a value is a placeholder, of the platform or of a sample."""
    if text is None or "${" in text or "{{" in text or not text:
        return True
    return text[0] in "<$%{" or _LEFT_OUT.issuperset(text)


@memo
def option_lists(script: Script) -> list[list[Option]]:
    """The options of each WITH of the script, as written."""
    from flinklint.sql.flow import written_lists

    return list(written_lists(script.parsed, planned(script).catalog))
