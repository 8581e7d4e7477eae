"""Turn the raw facts about connectors and formats into `schemas/`.

    python tools/connectors.py FOLDER

FOLDER holds connectors.json and formats.json, as read from the connectors' sources and from the
jars of every Flink minor. What a linter needs stays, one option a line. An option's `since` is
kept only where it is a Flink minor: a connector that is released apart from Flink may be newer
than the Flink it runs on. Same input, same bytes.
"""

import json
import sys
from pathlib import Path
from typing import Any

from facts import lines

ROOT = Path(__file__).resolve().parent.parent

# Demanded by connector releases that need at least this Flink; older ones had a default.
REQUIRED_SINCE = {("postgres-cdc", "slot.name"): "1.19"}
# Parts of a connector's own option set that its factory takes without listing them.
TAKEN = {"options": ["connector", "property-version"], "prefixes": {"scan.watermark.": "1.18"}}
# What the rules on streaming ask of a connector or format; from the connectors' own pages.
KINDS = {
    "test": ["blackhole", "datagen", "faker", "print"],
    "log": ["datahub", "dynamic-kafka", "kafka", "kafka-0.10", "kafka-0.11", "kinesis", "mq",
            "pulsar", "rocketmq", "sls"],
    "cdc": ["db2-cdc", "mongodb-cdc", "mysql-cdc", "oceanbase-cdc", "oracle-cdc", "postgres-cdc",
            "sqlserver-cdc", "tidb-cdc", "vitess-cdc"],
    "blocking-snapshot": ["db2-cdc", "mysql-cdc", "oracle-cdc", "postgres-cdc", "sqlserver-cdc"],
    "keyed": ["upsert-kafka", "upsert-pulsar"],
    "kafka": ["kafka", "kafka-0.10", "kafka-0.11"],
    "database": ["jdbc", "rds"],
    # what their sources hand on, and what their sinks take: ChangelogMode in the connectors' code
    "adding-sources": ["datagen", "datahub", "faker", "filesystem", "kafka", "kinesis", "pulsar",
                       "sls"],
    "adding-sinks": ["datahub", "filesystem", "firehose", "kafka", "kafka-0.10", "kafka-0.11",
                     "kinesis", "pulsar", "sls"],
    "upserting-sinks": ["jdbc", "upsert-kafka", "upsert-pulsar"],
    "change-formats": ["canal-json", "debezium-avro-confluent", "debezium-json", "maxwell-json",
                       "ogg-json"],
}  # fmt: skip
LISTED = ("type", "default", "enum", "roles")


def is_minor(label: str) -> bool:
    """Whether a label of a snapshot is a Flink minor: connectors were part of Flink up to 1.12."""
    return label.startswith("1.1") and len(label) == 4


def option_row(raw: dict[str, Any], labels: list[str], flink: bool) -> dict[str, Any]:
    row: dict[str, Any] = {name: raw[name] for name in LISTED if raw.get(name) is not None}
    row.setdefault("type", "")
    also = raw.get("fallback_keys", []) + raw.get("deprecated_keys", [])
    if also:
        row["also"] = also
    if flink:
        row |= {name: raw[name] for name in ("since", "until") if name in raw}
    elif raw.get("since") in labels and labels.index(raw["since"]) > 0:
        before = labels[labels.index(raw["since"]) - 1]
        if is_minor(before):
            row["after"] = before
    return row


def required(name: str, raw: dict[str, Any]) -> list[Any]:
    """Options that are demanded whatever the table is used for."""
    found: list[Any] = []
    for option in raw["required"]:
        roles = raw["options"].get(option, {}).get("required_for")
        if roles is None or set(roles) >= set(raw["roles"]):
            since = REQUIRED_SINCE.get((name, option))
            found.append([option, since] if since else option)
    return found


def connector_row(name: str, raw: dict[str, Any]) -> dict[str, Any]:
    labels = list(raw.get("connector_versions") or {})
    # a connector whose options all ended was made anew, and the new one was not read
    ended = bool(labels) and all("until" in fact for fact in raw["options"].values())
    row: dict[str, Any] = {"provider": raw["provider"], "complete": raw["complete"] and not ended}
    row["roles"] = raw["roles"]
    if "since" in raw:
        row["since"] = raw["since"]
    if labels == ["1.11"]:
        row["until"] = "1.11"
    if raw["required"]:
        row["required"] = required(name, raw)
    for key in ("prefixes", "documented_only", "case_insensitive_options"):
        if raw.get(key):
            row[key] = raw[key]
    row |= raw.get("constraints") or {}
    row.pop("needs_primary_key", None)
    key = raw.get("primary_key") or ""
    if key.startswith("required"):
        row["primary_key"] = "table" if "table key" in key else "required"
    if raw.get("metadata"):
        row["metadata"] = {
            name: fact.get("access", ["readable"]) for name, fact in raw["metadata"].items()
        }
    for key in ("source_required", "sink_required"):
        if key in raw:
            row[key] = [option for option in raw[key] if option not in raw["required"]]
    row["source"] = raw["source"]
    row["options"] = {
        option: option_row(fact, labels, "connector_versions" not in raw)
        for option, fact in sorted(raw["options"].items())
    }
    if "vvr" in raw:
        row["vvr"] = connector_row(name, raw["vvr"])
    return row


def connectors(raw: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": "the factories of Flink's jars (reflection) and of the connectors' repositories, "
        "and the managed service's pages: see each connector",
        "about": "complete: the whole option set is known, others may be lacking. required: an "
        "option, or [option, first Flink minor that surely demands it]. since, until: Flink "
        "minors; after: newer than that minor. also: older keys that are read too. primary_key: "
        "required by the factory, or table: the key of the table that is read. kinds: what rules "
        "ask of connectors; adding-sources and adding-sinks only add rows, upserting-sinks replace "
        "rows by their key, as ChangelogMode in the connectors' code says. vvr: what the "
        "managed service's pages of 2021 say; its engine ignores the case of option names.",
        "taken_by_all": TAKEN,
        "kinds": KINDS,
        "connectors": {
            name: connector_row(name, row) for name, row in sorted(raw["connectors"].items())
        },
    }


def formats(raw: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, fact in sorted(raw["formats"].items()):
        row: dict[str, Any] = {"complete": fact["complete"], "kinds": fact["kinds"]}
        row["since"] = fact["since"]
        row |= {key: fact[key] for key in ("required", "prefixes") if fact[key]}
        row["source"] = fact["source"]
        row["options"] = {
            option: option_row(one, [], True) for option, one in sorted(fact["options"].items())
        }
        found[name] = row
    return {
        "source": "the factories of Flink's jars (reflection) and of Flink's repository",
        "about": "written <format>.<option>, or key.<format>.<option> and value.<format>.<option> "
        "with key.format and value.format. since, until: Flink minors. A format that is not "
        "complete hands every option on.",
        "formats": found,
    }


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, make in (("connectors", connectors), ("formats", formats)):
        raw = json.loads((Path(sys.argv[1]) / f"{name}.json").read_text(encoding="utf-8"))
        target = ROOT / "schemas" / f"{name}.json"
        target.write_text(lines(make(raw), 4), encoding="utf-8", newline="\n")
        print(f"schemas/{name}.json: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
