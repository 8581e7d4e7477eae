"""What kind of stream a declared table is, and how long its jobs keep state."""

from __future__ import annotations

from flinklint.connectors import of_kind
from flinklint.finding import Finding
from flinklint.script import Script
from flinklint.script_flow import connector_of, written_option, written_options
from flinklint.script_options import script_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.plan.catalog import Table

STATE_TTL = "table.exec.state.ttl"
IDLE_TIMEOUT = "table.exec.source.idle-timeout"
MINI_BATCH = "table.exec.mini-batch.enabled"
_ONE_READER = (1, 12)  # the CDC connectors for it were those before 2.0


def is_of(table: Table | None, kind: str) -> bool:
    """Whether a table's connector is of a kind: `test`, `log`, `cdc`, `keyed`, `kafka`."""
    return table is not None and table.connector in of_kind(kind)


def has_changes(script: Script, table: Table | None) -> bool:
    """Whether reading a table gives updates and deletes, not only new rows."""
    if table is None:
        return False
    if is_of(table, "cdc"):
        append = written_option(script, table, "scan.read-changelog-as-append-only.enabled")
        return (append or "").lower() != "true"
    if is_of(table, "keyed"):
        return True
    formats = [written_option(script, table, key) for key in ("format", "value.format")]
    return any(name in of_kind("change-formats") for name in formats)


def is_endless_log(script: Script, table: Table | None) -> bool:
    """Whether a table is a stream of new rows without an end."""
    if table is None or has_changes(script, table):
        return False
    options = written_options(script, table)
    if table.connector == "datagen":
        bounded = "number-of-rows" in options or any(o.endswith(".kind") for o in options)
        return not bounded
    return is_of(table, "log") and "scan.bounded.mode" not in options


def is_bounded(script: Script, table: Table | None) -> bool:
    """Whether reading a table comes to an end."""
    if table is None or has_changes(script, table):
        return False
    options = written_options(script, table)
    if table.connector == "datagen":
        return not is_endless_log(script, table)
    if table.connector == "filesystem":
        return "source.monitor-interval" not in options
    return is_of(table, "database") or options.get("scan.bounded.mode", "") not in ("", None)


def keeps_state_for_ever(script: Script) -> bool:
    """Whether the job surely has no limit on the age of its state."""
    options = script_options(script)
    ttl, duration = options.duration(STATE_TTL)
    if (
        not options.is_streaming
        or ttl.state == "unknown"
        or (ttl.text is not None and duration is None)
    ):
        return False
    return duration is None or not duration.nanoseconds


def by_what_is_known(script: Script, finding: Finding) -> Finding:
    """A warning where the script is all there is; an info where options may come from elsewhere."""
    options = script_options(script)
    if script.deployment is not None or any("table." in s.key for s in options.settings):
        return finding
    return finding.info()


def parallelism(script: Script) -> int | None:
    """How many parallel readers a source has, where it is known."""
    setting = script_options(script).get("parallelism.default")
    text = setting.text if setting.setting is not None else None
    if script.deployment is not None and text is None:
        text = script.deployment.effective("spec", "template", "spec", "parallelism").text
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def reads_in_parallel(script: Script, table: Table) -> bool:
    """Whether a CDC source reads its snapshot in chunks, with several readers."""
    version, key = script.flink_version, "scan.incremental.snapshot.enabled"
    found = connector_of(script, table)
    option = None if found is None else found.options.get(key)
    if option is None or (version is not None and version <= _ONE_READER):
        return False
    if key in written_options(script, table):
        return (written_option(script, table, key) or "").strip().lower() == "true"
    return option.default is True
