"""SQL scripts for tests: tables in one line, and deployments that run a script."""

from __future__ import annotations

from typing import Any

from support import Hit

KAFKA = (
    "'connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9092', "
    "'properties.group.id' = 'g', 'scan.startup.mode' = 'latest-offset', 'format' = 'json'"
)
MYSQL = (
    "'connector' = 'mysql-cdc', 'hostname' = 'h', 'username' = 'u', 'password' = '${pw}', "
    "'database-name' = 'd', 'table-name' = 't'"
)
GEN = "'connector' = 'datagen'"
HOLE = "'connector' = 'blackhole'"


def table(name: str, columns: str, options: str) -> str:
    """CREATE TEMPORARY TABLE in one line."""
    return f"CREATE TEMPORARY TABLE {name} ({columns}) WITH ({options});\n"


def source(options: str, columns: str = "id BIGINT") -> str:
    """A table `src` with these options, which is read; `snk` is written."""
    read = table("src", columns, options) + table("snk", "id BIGINT", HOLE)
    return read + "INSERT INTO snk SELECT id FROM src;\n"


def sql(check: Any, text: str, version: tuple[int, int] | None = (1, 20), **more: Any) -> list[Hit]:
    """Check a bare script."""
    found: list[Hit] = check(text, name="job.sql", flink_version=version, **more)
    return found


def job(
    script: str,
    *,
    version: str = "1.17",
    fields: str = "",
    options: dict[str, str] | None = None,
    tag: str = "",
    **spec: object,
) -> str:
    """A deployment that runs a script; `options` are its flinkConfiguration."""
    lines = [
        "kind: Deployment", "apiVersion: v1", "metadata:", "  name: orders",
        *(f"  {line}" for line in fields.splitlines()),
        "spec:", "  deploymentTargetName: default",
        *(f"  {key}: {value}" for key, value in spec.items() if key != "parallelism"),
        "  template:", "    spec:",
        *([f"      parallelism: {spec['parallelism']}"] if "parallelism" in spec else []),
        "      artifact:", "        kind: SQLSCRIPT", f'        flinkVersion: "{version}"',
        *([f"        flinkImageTag: {tag}"] if tag else []),
        "        sqlScript: |",
        *(f"          {line}" for line in script.splitlines()),
    ]  # fmt: skip
    if options:
        lines.append("      flinkConfiguration:")
        lines += [f'        {key}: "{value}"' for key, value in options.items()]
    return "\n".join(lines) + "\n"
