"""Turn the raw facts about Flink and the managed platform into `schemas/` and `tests/data/`.

    python tools/facts.py FOLDER

FOLDER holds flink-options.json, value-syntax.json, managed-keys.json and images.json, as read
off the jars of every Flink minor from 1.10 to 2.3 and off the platforms' release notes and logs.
What code needs goes to `schemas/` in compact form, one row a line; the samples that were put to
Flink's own parsers go to `tests/data/value_probes.json`. Same input, same bytes.
`schemas/platforms.json` is not made here: it is written by hand, and so are the blocks of
`schemas/value-syntax.json` that this script does not make; it keeps them.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

# Options declared as text that Flink reads as something else, seen in the byte code of 1.10-1.19:
# AkkaUtils and ResourceManagerRuntimeServicesConfiguration (TimeUtils.parseDuration),
# TableConfigUtils of 1.10 and 1.11 (scala.concurrent.duration.Duration), BatchExecHashJoin,
# BinaryExternalSorter and ConfigurationUtils (MemorySize.parse). Inferred from the type they were
# given later: akka.client.timeout, pekko.*, taskmanager.network.memory.*, the other *.memory.
READ_AS = {
    "akka.ask.timeout": "Duration",
    "akka.client.timeout": "Duration",
    "akka.lookup.timeout": "Duration",
    "akka.startup-timeout": "Duration",
    "akka.tcp.timeout": "Duration",
    "akka.transport.heartbeat.interval": "Duration",
    "akka.transport.heartbeat.pause": "Duration",
    "jobmanager.heap.size": "MemorySize",
    "pekko.startup-timeout": "Duration",
    "pekko.tcp.timeout": "Duration",
    "resourcemanager.job.timeout": "Duration",
    "table.exec.async-lookup.timeout": "ScalaDuration",
    "table.exec.mini-batch.allow-latency": "ScalaDuration",
    "table.exec.resource.external-buffer-memory": "MemorySize",
    "table.exec.resource.hash-agg.memory": "MemorySize",
    "table.exec.resource.hash-join.memory": "MemorySize",
    "table.exec.resource.sort.memory": "MemorySize",
    "table.exec.source.idle-timeout": "ScalaDuration",
    "table.exec.spill-compression.block-size": "MemorySize",
    "taskmanager.network.memory.max": "MemorySize",
    "taskmanager.network.memory.min": "MemorySize",
}
HISTORIES = {"type_history": "types", "default_history": "defaults", "enum_history": "enums"}


def option_row(option: dict[str, Any], key: str = "") -> dict[str, Any]:
    """What a linter needs of one option; what is not there has its usual value (see `about`)."""
    row: dict[str, Any] = {"type": option["type"]}
    if option.get("enum"):
        row["enum"] = option["enum"]
    if option.get("default") is not None:
        row["default"] = option["default"]
    if option.get("since", "1.10") != "1.10":
        row["since"] = option["since"]
    for raw, name in (
        ("until", "until"),
        ("deprecated_by", "replaced_by"),
        ("deprecated_since", "deprecated_since"),
        ("fallback_of", "fallback_of"),
        ("internal", "internal"),
        ("alias_only", "alias"),
        *HISTORIES.items(),
    ):
        if raw in option:
            row[name] = option[raw]
    if key in READ_AS:
        row["read_as"] = READ_AS[key]
    return row


def options(raw: dict[str, Any]) -> dict[str, Any]:
    versions = raw["_meta"]["flink_versions"]
    families: dict[str, Any] = {}
    for family in raw["families"]:
        # what only one kind of reporter reads has no type for the others: `port` is a range there
        suffixes = {
            name: option_row(
                row if "reporter" not in row else {"type": "String", "since": row["since"]}
            )
            for name, row in family.get("suffixes", {}).items()
        }
        row: dict[str, Any] = {"type": family.get("value_type", "String")}
        row |= {name: family[name] for name in ("since", "until", "map_of") if name in family}
        if suffixes:
            row["suffixes"] = suffixes
        row["source"] = family["source"]
        families[family["prefix"]] = row
    keys = raw["options"]
    # a key with a free part is a member of a family: `metrics.reporter.<name>.interval`
    for key in [key for key in keys if "<" in key or "#" in key]:
        free = "<" if "<" in key else "#"
        start = key.index(free)
        end = key.find(">", start) + 1 if free == "<" else start + 1
        prefix, suffix = key[:end] + ".", key[end + 1 :]
        option = keys.pop(key)
        if not suffix:  # `flink.hadoop.<key>`: a family of its own already
            continue
        if suffix.startswith("<") or "<" in suffix:
            continue
        family = families.setdefault(
            prefix, {"type": "String", "since": option["since"], "source": option["class"]}
        )
        rows = family.setdefault("suffixes", {})
        if suffix in rows:  # the same option, before and after it got a class of its own
            newer, older = rows[suffix], option_row(option)
            newer["since"] = older.get("since", "1.10")
            for name in ("types", "defaults"):
                if name in older:
                    newer[name] = older[name]
        else:
            rows[suffix] = option_row(option)
    return {
        "source": "static ConfigOption fields of the jars of "
        + ", ".join(versions.values())
        + " (PyPI apache-flink up to 1.12, apache-flink-libraries from 1.13)",
        "about": "type, default, enum: of the newest version that has the key; types, defaults, "
        "enums: [since, value] where they changed. since: 1.10 (or older) unless said; until: "
        "still there unless said. replaced_by: read instead from deprecated_since on. read_as: "
        "how Flink reads it where the type is String. alias: never the main name. Durations are "
        "ISO-8601. In families <name> is one free part.",
        "versions": list(versions),
        "families": dict(sorted(families.items())),
        "options": {key: option_row(keys[key], key) for key in sorted(keys)},
    }


def managed_keys(raw: dict[str, Any]) -> dict[str, Any]:
    meta = raw["_meta"]
    rows: dict[str, dict[str, Any]] = {}
    for key, row in raw["platform_owned"].items():
        rows[key] = {"kind": "owned", "source": row["source"]}
    for key, field in raw["from_spec"].items():
        rows[key] = {"kind": "from-spec", "field": field, "source": "jm"}
    for key, row in raw["platform_defaults"].items():
        rows[key] = {"kind": "default", "value": row["value"], "source": row["source"]}
    for key, row in raw["vvr_only_keys"].items():
        rows[key] = {"kind": "vvr-only", "type": row["type"], "source": "jm"}
    rows["taskmanager.numberOfTaskSlots"]["source"] = "docs_2021"
    sources = {  # without the search that found them
        name: re.sub(r",? \(?(find_string [^,]*, )?file id \d+\)?", "", text)
        for name, text in meta["sources"].items()
    }
    return {
        "source": sources,
        "about": "owned: the platform writes it itself; from-spec: it writes it from that field "
        "of the deployment; default: what it writes where the user does not (seen once, VVR "
        "8.0.1); vvr-only: read by VVR only, type inferred. No page lists forbidden keys: "
        "grounds for a warning, not for an error.",
        "owned_prefixes": raw["platform_owned_prefixes"],
        "vvr_only_prefixes": raw["vvr_only_prefixes"],
        "special_values": raw["ververica_platform"]["special_values"],
        "keys": dict(sorted(rows.items())),
    }


def value_syntax(raw: dict[str, Any]) -> dict[str, Any]:
    def names(block: dict[str, Any]) -> dict[str, Any]:
        return {
            "keys": block["keys"] if isinstance(block["keys"], list) else sorted(block["keys"]),
            "names": block["names"],
            **({"class_name": True} if "accepts_class_name" in block else {}),
        }

    restart = raw["restart_strategy"]
    backend = names(raw["state_backend"])
    for name, row in raw["state_backend"]["alibaba"].items():
        backend["names"][name] = {"since": "1.10", "platform_only": True, "note": row["note"]}
    availability = names(raw["high_availability"])
    availability["names"]["vvp-kubernetes"] = {
        "since": "1.10",
        "platform_only": True,
        "note": "Ververica Platform images only; deprecated from VVP 2.10 in favour of kubernetes",
    }
    return {
        "source": "names put to the loaders of each Flink version, 1.10 to 2.3; the VVR names "
        "from the managed service's tuning page and a JobManager log of VVR 8.0.1",
        "restart-strategy": {
            "keys": ["restart-strategy", "restart-strategy.type"],
            "names": restart["names"],
            "parameters": {
                key: row
                for key, row in restart["keys"].items()
                if key not in ("restart-strategy", "restart-strategy.type")
            },
        },
        "state-backend": backend,
        "checkpoint-storage": names(raw["checkpoint_storage"]),
        "high-availability": availability,
    }


def images(raw: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": raw["_meta"]["sources"],
        "vvr_to_flink": {row["vvr"]: row["flink"] for row in raw["vvr_to_flink"]},
        "vvr_major_to_flink": {"1": "1.10", **raw["vvr_major_to_flink_minor"]},
        "vvr_major_1_source": "VVR builds named 1.10-vvr-1.0.4 in public tables of 2020",
        "stream_tags_java_since_vvp": raw["vvp_java_suffix_since"],
    }


def probes(raw: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": "each value was put to the parser of every Flink minor from 1.10 to 2.3; true "
        "where it was accepted, or [since, accepted] where that changed",
        "probes": raw["probes"],
    }


def lines(value: dict[str, Any], deep: int = 2) -> str:
    """JSON with one row a line: objects are opened up to `deep` levels."""

    def write(item: Any, level: int) -> str:
        if not isinstance(item, dict) or level >= deep or not item:
            return json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        indent = " " * (level + 1)
        rows = [
            f"{indent}{json.dumps(key, ensure_ascii=False)}: {write(part, level + 1)}"
            for key, part in item.items()
        ]
        return "{\n" + ",\n".join(rows) + "\n" + " " * level + "}"

    return write(value, 0) + "\n"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    made = {
        "schemas/flink-options.json": ("flink-options.json", options),
        "schemas/managed-keys.json": ("managed-keys.json", managed_keys),
        "schemas/value-syntax.json": ("value-syntax.json", value_syntax),
        "schemas/images.json": ("images.json", images),
        "tests/data/value_probes.json": ("value-syntax.json", probes),
    }
    for path, (name, make) in made.items():
        raw = json.loads((folder / name).read_text(encoding="utf-8"))
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        made_rows = make(raw)
        if path == "schemas/value-syntax.json" and target.exists():
            for block, facts in json.loads(target.read_text(encoding="utf-8")).items():
                made_rows.setdefault(block, facts)  # ranges and console words, written by hand
        target.write_text(lines(made_rows), encoding="utf-8", newline="\n")
        print(f"{path}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
