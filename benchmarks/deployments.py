"""Deployments as teams write them, seeded: the same arguments make the same bytes."""

from __future__ import annotations

import random
from pathlib import Path

_DOMAINS = [
    "orders",
    "payments",
    "clicks",
    "sessions",
    "shipments",
    "inventory",
    "fraud",
    "telemetry",
    "billing",
    "pricing",
    "catalog",
]
_TEAMS = ["checkout", "platform", "growth", "risk", "logistics", "search", "finance"]
_COLUMNS = [
    ("user_id", "BIGINT"), ("order_id", "STRING"), ("amount", "DECIMAL(18, 4)"),
    ("country", "STRING"), ("channel", "STRING"), ("status", "STRING"),
    ("quantity", "INT"), ("sku", "STRING"),
    ("device", "STRING"), ("score", "DOUBLE"), ("is_retry", "BOOLEAN"),
]  # fmt: skip
_OPTIONS = [
    ("execution.checkpointing.mode", ["EXACTLY_ONCE"]),
    ("execution.checkpointing.timeout", ["10 min", "15 min"]),
    ("table.exec.state.ttl", ["36 h", "7 d"]),
    ("table.exec.mini-batch.enabled", ['"true"']),
    ("state.backend", ["rocksdb"]),
    ("state.backend.incremental", ['"true"']),
]
_REMARKS = [
    "reviewed with the owning team",
    "sized after the load test",
    "ask on-call before a change",
]


def table(name: str, columns: list[tuple[str, str]], *, timed: bool) -> list[str]:
    """The lines of a CREATE TABLE of a Kafka topic."""
    body = [f"  {column} {kind}" for column, kind in columns]
    if timed:
        body += [
            "  event_time TIMESTAMP(3)",
            "  WATERMARK FOR event_time AS event_time - INTERVAL '10' SECOND",
        ]
    options = [
        ("connector", "kafka"), ("topic", name.replace("_", "-")),
        ("properties.bootstrap.servers", "kafka-1.internal:9092,kafka-2.internal:9092"),
        ("format", "json"),
    ]  # fmt: skip
    if timed:
        options[3:3] = [("properties.group.id", name), ("scan.startup.mode", "earliest-offset")]
    return [
        f"CREATE TEMPORARY TABLE {name} (",
        *(",\n".join(body)).split("\n"),
        ") WITH (",
        *(",\n".join(f"  '{key}' = '{value}'" for key, value in options)).split("\n"),
        ");",
    ]


def script(rng: random.Random, domain: str, *, statements: int = 1) -> list[str]:
    """The lines of a script in which every name resolves: a source, and sinks that are written."""
    columns = rng.sample(_COLUMNS, rng.randint(5, 8))
    key = columns[0][0]
    lines = [
        f"-- {domain}: counts in windows of a minute",
        *table(f"{domain}_raw", columns, timed=True),
    ]
    for number in range(statements):
        sink = f"{domain}_out_{number}"
        into = [
            columns[0],
            ("window_start", "TIMESTAMP(3)"),
            ("window_end", "TIMESTAMP(3)"),
            ("n", "BIGINT"),
        ]
        lines += ["", *table(sink, into, timed=False), "", f"INSERT INTO {sink}", "SELECT"]
        lines += [
            f"  {key},",
            "  TUMBLE_START(event_time, INTERVAL '1' MINUTE) AS window_start,",
            "  TUMBLE_END(event_time, INTERVAL '1' MINUTE) AS window_end,",
            "  COUNT(*) AS n",
            f"FROM {domain}_raw",
            f"WHERE {columns[1][0]} IS NOT NULL -- others are another job's matter",
            f"GROUP BY {key}, TUMBLE(event_time, INTERVAL '1' MINUTE);",
        ]
    if statements > 1:
        starts = [number for number, line in enumerate(lines) if line.startswith("INSERT")]
        moved = [line for at in starts for line in lines[at : at + 9]]
        kept = [line for n, line in enumerate(lines) if not any(at <= n < at + 9 for at in starts)]
        lines = [*kept, "BEGIN STATEMENT SET;", *moved, "END;"]
    return lines


def deployment(number: int, seed: int, *, sql: bool = True, statements: int = 1) -> str:
    """A deployment without fault, of about five kilobytes with SQL and two without."""
    rng = random.Random(seed * 1_000_003 + number)
    domain, team = _DOMAINS[number % len(_DOMAINS)], rng.choice(_TEAMS)
    lines = [
        f"# the {domain} job of team {team}",
        "kind: Deployment",
        "apiVersion: v1",
        "metadata:",
        f"  name: {domain}-{team}-{number:05d}",
        "  labels:",
        f"    team: {team}",
        f"    env: prod  # {rng.choice(_REMARKS)}",
        f'    cost-center: "{rng.randint(1000, 9999)}"',
        "spec:",
        "  state: CANCELLED",
        "  upgradeStrategy:",
        "    kind: STATEFUL",
        "  restoreStrategy:",
        "    kind: LATEST_STATE",
        "    allowNonRestoredState: false",
        "  maxSavepointCreationAttempts: 4",
        "  maxJobCreationAttempts: 4",
        "  deploymentTargetId: 8d3b6f52-0c1e-4f6a-9a57-6e2f0b7c41d9",
        "  template:",
        "    spec:",
        "      artifact:",
    ]
    artifact = ["kind: SQLSCRIPT", 'flinkVersion: "1.11"', "flinkImageTag: 1.11.2-vvr-2.1.1"]
    if sql:
        artifact.append("sqlScript: |")
        artifact += (f"  {line}".rstrip() for line in script(rng, domain, statements=statements))
    else:
        artifact[0] = "kind: JAR"
        jar = f"oss://jobs-prod/artifacts/{domain}-{rng.randint(1, 9)}.{rng.randint(0, 9)}.0.jar"
        artifact += [f"jarUri: {jar}", f"entryClass: com.example.{domain}.Job"]
        artifact.append(f"mainArgs: --topic {domain} --group {domain}-{team}")
    lines += (f"        {line}".rstrip() for line in artifact)
    lines += [
        "      parallelism: 8",
        "      numberOfTaskManagers: 2",
        "      resources:",
        *(
            line
            for process, memory in (
                ("jobmanager", "1Gi"),
                ("taskmanager", rng.choice(["2Gi", "4Gi"])),
            )
            for line in (f"        {process}:", "          cpu: 1", f"          memory: {memory}")
        ),
        f"      # {rng.choice(_REMARKS)}",
        "      flinkConfiguration:",
        f"        execution.checkpointing.interval: {rng.choice(['60s', '180s', '300s'])}",
        "        execution.checkpointing.min-pause: 60s",
        "        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION",
        "        restart-strategy: fixed-delay",
        '        restart-strategy.fixed-delay.attempts: "10"',
        "        restart-strategy.fixed-delay.delay: 10 s",
        '        taskmanager.numberOfTaskSlots: "4"',
    ]
    if sql:
        lines.append("        table.exec.source.idle-timeout: 30 s")
    options = [pair for pair in _OPTIONS if sql or not pair[0].startswith("table.")]
    for key, values in rng.sample(options, rng.randint(2, len(options) - 1)):
        lines.append(f"        {key}: {rng.choice(values)}")
    lines += [
        "      logging:",
        "        loggingProfile: default",
        "        log4jLoggers:",
        '          "": INFO # the root logger',
        f"          com.example.{domain}: WARN",
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int, *, seed: int = 1, sql: bool = True) -> list[Path]:
    """Write deployments, a hundred in a folder; the files in order."""
    files = []
    for number in range(count):
        path = folder / f"g{number // 100:03d}" / f"d{number:05d}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(deployment(number, seed, sql=sql), "utf-8")
        files.append(path)
    return files


def write_scripts(folder: Path, count: int, *, seed: int = 1) -> list[Path]:
    """Write SQL scripts; the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        lines = script(rng, _DOMAINS[number % len(_DOMAINS)], statements=2)
        path = folder / f"s{number:05d}.sql"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        files.append(path)
    return files


def write_large(folder: Path, scale: float = 1.0) -> dict[str, Path]:
    """Write files that are large in one way each, by what they are."""
    million = int(1_000_000 * scale)
    statements = max(int(2500 * scale), 1)  # each is a table and an insert
    faulty = deployment(0, 1).replace(
        "      flinkConfiguration:\n", "      flinkConfiguration:\n%s"
    )
    misspelt = "".join(f"        my.option.{number}: a\n" for number in range(int(1000 * scale)))
    long = "\n".join(script(random.Random(1), "orders", statements=2)) + "\n"
    texts = {
        "a script of 0.5 MB": ("half.sql", _to_size(long, million // 2)),
        "a script of 1 MB": ("whole.sql", _to_size(long, million)),
        "5,000 statements": ("statements.yaml", deployment(1, 1, statements=statements)),
        "1,000 findings": ("findings.yaml", faulty % misspelt),
        "a file of 20 MB": ("large.yaml", _documents(million * 20)),
    }
    made = {}
    for name, (file, text) in texts.items():
        made[name] = folder / file
        made[name].write_text(text, "utf-8")
    return made


def _to_size(text: str, size: int) -> str:
    """A script again and again, with other names each time, up to a size."""
    parts, length = [], 0
    while length < size:
        parts.append(text.replace("orders_", f"o{len(parts)}_"))
        length += len(parts[-1])
    return "".join(parts)


def _documents(size: int) -> str:
    parts, length = [], 0
    while length < size:
        parts.append(deployment(len(parts), 1))
        length += len(parts[-1]) + 4
    return "---\n".join(parts)
