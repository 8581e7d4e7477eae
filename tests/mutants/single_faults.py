"""Valid documents, each with one mistake put in: the rule that finds it, and the text at fault.

A row edits one base in one place. `under` is the text that the finding's span covers; "" is a
place with no text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
SQL = EXAMPLES / "sql" / "orders-by-minute.yaml"
JAR = EXAMPLES / "jar" / "clickstream-sessions.yaml"
DRIVER = EXAMPLES / "python" / "word-count.yaml"
PYTHON = HERE / "bases" / "feature-counts.yaml"
VVP2 = HERE / "bases" / "device-alerts.yaml"
SESSION = HERE / "bases" / "page-views.yaml"
JSON = HERE / "bases" / "stock-levels.json"
POOLED = HERE / "bases" / "page-titles.yaml"
BASES = (SQL, JAR, DRIVER, PYTHON, VVP2, SESSION, POOLED, JSON)

Edit = Callable[[str], str]


@dataclass(frozen=True)
class Mutant:
    """One mistake, and what is to be said of it.

    `switches` are further options of the command, `options` are rules' options in TOML. `besides`
    names what a mistake really causes elsewhere, and `reason` says why that is not the same thing.
    """

    code: str
    base: Path
    edit: Edit
    under: str
    severity: str = "error"
    switches: tuple[str, ...] = ()
    options: str = ""
    besides: tuple[str, ...] = ()
    reason: str = ""
    encoding: str = "utf-8"

    def text(self) -> bytes:
        """The document with the mistake in it."""
        before = self.base.read_text("utf-8")
        after = self.edit(before)
        if after == before and self.encoding == "utf-8":
            raise ValueError(f"{self.code}: the edit changes nothing in {self.base.name}")
        return after.encode(self.encoding)


def swap(old: str, new: str) -> Edit:
    """Put other text where `old` first stands."""

    def edit(text: str) -> str:
        if old not in text:
            raise ValueError(f"`{old}` is not there")
        return text.replace(old, new, 1)

    return edit


def below(line: str, *added: str) -> Edit:
    """Add lines below one, as far in as that one."""

    def edit(text: str) -> str:
        lines = text.split("\n")
        [at] = [n for n, found in enumerate(lines) if found.strip() == line][:1]
        blanks = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        return "\n".join([*lines[: at + 1], *(blanks + new for new in added), *lines[at + 1 :]])

    return edit


def cut(part: str) -> Edit:
    """Take a part out."""
    return swap(part, "")


def whole(text: str) -> Edit:
    """Put another text in the place of everything."""
    return lambda before: text


def found(code: str, base: Path, edit: Edit, under: str, severity: str = "error", **more) -> Mutant:  # type: ignore[no-untyped-def]
    return Mutant(code, base, edit, under, severity, **more)


def only(code: str, base: Path, edit: Edit, under: str, severity: str = "error", **more) -> Mutant:  # type: ignore[no-untyped-def]
    """A rule that is off unless asked for, run alone."""
    return replace(found(code, base, edit, under, severity, **more), switches=("--select", code))


INTERVAL = "execution.checkpointing.interval: 180s"
PAUSE = "execution.checkpointing.min-pause: 60s"
SLOT = 'taskmanager.numberOfTaskSlots: "1"'
SLOTS = 'taskmanager.numberOfTaskSlots: "2"'
RETAIN = "execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION"
TARGET = "deploymentTargetId: 8d3b6f52-0c1e-4f6a-9a57-6e2f0b7c41d9"
TARGET_2 = "deploymentTargetId: 2a96c1e4-7b0d-4d58-8f43-b1c5e09d6a72"
TARGET_3 = '"deploymentTargetId": "4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00"'
GITHUB = "ghp_" + "a1B2c3" * 6
ALIBABA = "LTAI" + "4Fh1yS0mE9xQ2bVt"
ARTIFACT = """      artifact:
        kind: JAR
        # The version is part of the name: a new build is a new name, and so a change here.
        jarUri: oss://web-analytics/artifacts/namespaces/default/clickstream-sessions-1.4.2.jar
        entryClass: com.example.clickstream.SessionsJob
        # One string, split at blanks as a shell does.
        mainArgs: >-
          --clicks-topic clicks
          --sessions-topic sessions
          --session-gap-minutes 30
        additionalDependencies:
          - oss://web-analytics/artifacts/namespaces/default/user-agents-2021.2.csv
        flinkVersion: "1.11"
        flinkImageTag: 1.11.2-vvr-2.1.1
"""
TM = "        taskmanager:\n          cpu: 1\n          memory: 2Gi"

MUTANTS = [
    # FL0xx: the file
    found("FL001", SQL, swap('"": INFO #', '"": "INFO #'), '"'),
    found("FL001", JAR, swap("kind: JAR", "kind: {rel}-JAR"), "-JAR"),
    found("FL001", VVP2, swap("      parallelism: 6", "     parallelism: 6"), "parallelism"),
    found("FL001", JSON, swap('"parallelism": 1,', '"parallelism": 1'), '"'),
    found("FL002", SQL, below("parallelism: 2", "parallelism: 4"), "parallelism"),
    found("FL002", JAR, below(SLOTS, '"taskmanager.numberOfTaskSlots": "4"'), '"taskmanager.numberOfTaskSlots"'),
    found("FL002", PYTHON, below("team: data-science", "team: science"), "team"),
    found("FL003", SQL, swap("name: orders-by-minute", "name: {{ app }}"), "{{", "info"),
    found("FL003", JAR, below("kind: Deployment", "{% if prod %}"), "{%", "info"),
    found("FL004", SQL, swap(TARGET[20:], "<replace_me>"), "<replace_me>", "warning"),
    found("FL004", JAR, swap("entryClass: com.example.clickstream.SessionsJob", "entryClass: TODO"), "TODO", "warning"),
    found("FL004", PYTHON, swap("deploymentTargetName: default-queue", "deploymentTargetName: CHANGEME"), "CHANGEME", "warning"),
    found("FL005", SQL, swap("  name: orders", "\tname: orders"), "\t"),
    found("FL005", JAR, whole("\ufeff" + JAR.read_text("utf-8")), ""),
    found("FL005", DRIVER, swap("team: data-science", "team: caf\xe9"), "\udce9", encoding="latin-1"),
    found("FL006", JAR, swap("      parallelism: 4\n      numberOfTaskManagers: 2", "      parallelism: &n 4\n      numberOfTaskManagers: 2\n      latestCheckpointFetchInterval: *n"), "*n", "info"),
    found("FL006", PYTHON, swap("        jobmanager:\n          cpu: 1\n          memory: 2Gi\n        taskmanager:\n          cpu: 1\n", "        jobmanager: &sizes\n          cpu: 1\n          memory: 2Gi\n        taskmanager:\n          <<: *sizes\n"), "*sizes", "info"),
    found("FL007", JAR, swap("value: kafka-1.web.internal:9093,kafka-2.web.internal:9093", "value: yes"), "yes", "warning"),
    found("FL007", PYTHON, swap("mainArgs: --topic features", "mainArgs: 010"), "010", "warning"),
    found("FL007", SQL, below("name: orders-by-minute", "namespace: 2021-03-04"), "2021-03-04", "warning"),
    found("FL008", SQL, whole(""), "", "warning"),
    found("FL008", JAR, whole("# nothing yet\n"), "", "warning"),
    found("FL009", JSON, swap('"memory": "2Gi"}', '"memory": "2Gi",}'), ","),
    found("FL009", JSON, swap('"cpu": 1', '"cpu": NaN'), "NaN"),
    found("FL009", JSON, swap('  "spec": {', '  // what to run\n  "spec": {'), "// what to run"),
    # FL1xx: the schema
    found("FL101", JAR, swap("entryClass:", "mainClass:"), "mainClass"),
    found("FL101", SQL, swap("parallelism: 2", "paralelism: 2"), "paralelism"),
    found("FL101", VVP2, swap("allowNonRestoredState:", "allowNonRestored:"), "allowNonRestored"),
    found("FL102", SQL, swap("parallelism: 2", "parallelism: two"), "two"),
    found("FL102", JAR, swap("labels:\n    team: web-analytics\n    env: prod", "labels: [web-analytics, prod]"), "labels"),
    found("FL102", DRIVER, swap("additionalDependencies:\n          - oss:", "additionalDependencies: oss:"), "oss://data-science/artifacts/namespaces/default/word_count.py"),
    found("FL103", PYTHON, swap("  template:\n    spec:\n", "  parallelism: 4\n  template:\n    spec:\n"), "parallelism"),
    found("FL103", SQL, below("state: CANCELLED", "stopWithDrain: true"), "stopWithDrain"),
    found("FL103", JAR, swap('        flinkVersion: "1.11"\n        flinkImageTag: 1.11.2-vvr-2.1.1\n', '        flinkImageTag: 1.11.2-vvr-2.1.1\n      flinkVersion: "1.11"\n'), "flinkVersion"),
    found("FL103", DRIVER, swap('        log4jLoggers:\n          "": INFO', '        log4jLoggers: {}\n        "": INFO'), '""'),
    found("FL104", JAR, cut(ARTIFACT), "spec"),
    found("FL104", SESSION, lambda text: text[: text.index("      artifact:")] + text[text.index("      parallelism:") :], "spec"),
    found("FL105", SQL, swap("kind: STATEFUL", "kind: Stateful"), "Stateful", "warning"),
    found("FL105", JAR, swap("kind: JAR", "kind: jar"), "jar", "warning"),
    found("FL105", VVP2, swap("kind: LATEST_STATE", "kind: Latest State"), "Latest State", "warning"),
    found("FL105", JSON, swap('"CANCELLED"', '"cancelled"'), '"cancelled"', "warning"),
    found("FL106", SQL, swap("apiVersion: v1", "apiVersion: apps/v1"), "apps/v1"),
    found("FL106", PYTHON, swap("apiVersion: v1", "apiVersion: v1beta1"), "v1beta1"),
    found("FL107", SQL, cut("kind: Deployment\napiVersion: v1\n"), "metadata", "info"),
    found("FL107", VVP2, cut("kind: Deployment\n"), "apiVersion", "info"),
    found("FL108", SQL, below("name: orders-by-minute", "resourceVersion: 20"), "resourceVersion", "warning"),
    found("FL108", JAR, lambda text: text + "status:\n  state: RUNNING\n", "status", "warning"),
    found("FL108", VVP2, below("name: device-alerts", 'createdAt: "2025-03-01T10:00:00Z"'), "createdAt", "warning"),
    found("FL109", SQL, below(TARGET, "sessionClusterName: shared"), "sessionClusterName"),
    found("FL109", JAR, cut(f"  {TARGET}\n"), "spec", "warning"),
    found("FL109", DRIVER, below(TARGET_2, "deploymentTargetName: vvp"), "deploymentTargetName"),
    found("FL110", SQL, cut("  name: orders-by-minute\n"), "metadata", "warning"),
    found("FL110", JAR, swap("name: clickstream-sessions", 'name: ""'), '""'),
    found("FL112", SQL, swap("name: orders-by-minute", "name: OrdersByMinute"), "OrdersByMinute", "warning"),
    found("FL112", VVP2, swap("name: device-alerts", "name: device_alerts"), "device_alerts", "warning"),
    found("FL112", JAR, swap("name: clickstream-sessions", "name: " + "a" * 64), "a" * 64, "warning"),
    found("FL113", SQL, swap("        taskmanager:\n", "        taskManager:\n"), "taskManager"),
    found("FL113", VVP2, swap("        jobmanager:\n", "        job-manager:\n"), "job-manager"),
    found("FL120", JAR, cut("        jarUri: oss://web-analytics/artifacts/namespaces/default/clickstream-sessions-1.4.2.jar\n"), "artifact"),
    found("FL120", PYTHON, cut("        pythonArtifactUri: oss://data-science/python/feature_counts-2.1.zip\n"), "artifact"),
    found("FL120", VVP2, below("kind: JAR", "sqlScript: INSERT INTO a SELECT id FROM b"), "sqlScript", "warning"),
    found("FL120", SQL, below("kind: SQLSCRIPT", "entryClass: com.example.Main"), "entryClass", "warning"),
    found("FL121", JAR, swap("kind: JAR", "kind: FLINK"), "FLINK"),
    found("FL121", SQL, swap("kind: SQLSCRIPT", "kind: STREAM_SQL"), "STREAM_SQL"),
    found("FL122", JAR, swap("jarUri: oss://web-analytics/artifacts/namespaces/default/", "jarUri: "), "clickstream-sessions-1.4.2.jar"),
    found("FL122", DRIVER, swap("- oss://data-science/artifacts", "- C:\\work\\data-science"), "C:\\work\\data-science/namespaces/default/word_count.py"),
    found("FL122", PYTHON, swap("- oss://data-science/jars", "- ftp://data-science/jars"), "ftp", "warning"),
    found("FL123", VVP2, swap("      kubernetes:\n", "      kubernetes:\n        pods:\n          labels: {zone: iot}\n"), "taskManagerPodTemplate"),
    found("FL123", JAR, below("kubernetes:", "  jobManagerPodTemplate: {metadata: {labels: {zone: web}}}"), "jobManagerPodTemplate"),
    found("FL124", SQL, below("kind: SQLSCRIPT", "sqlScriptFile: ../../orders.sql"), "../../orders.sql"),
    found("FL124", SQL, below("kind: SQLSCRIPT", "sqlScriptFile: /srv/sql/orders.sql"), "/srv/sql/orders.sql"),
    found("FL125", SQL, below("kind: SQLSCRIPT", "sqlScriptFile: sql/oders.sql"), "sql/oders.sql"),
    found("FL125", SQL, below("kind: SQLSCRIPT", "sqlScriptFile: sql\\orders.sql"), "sql\\orders.sql"),
    # FL2xx: the life of a job
    found("FL201", SQL, swap("kind: STATEFUL", "kind: RESTART"), "RESTART"),
    found("FL201", VVP2, swap("kind: STATEFUL", "kind: SAVEPOINT"), "SAVEPOINT"),
    found("FL202", SQL, swap("kind: LATEST_STATE", "kind: LATEST"), "LATEST"),
    found("FL202", VVP2, swap("kind: LATEST_STATE", "kind: LATEST_CHECKPOINT"), "LATEST_CHECKPOINT"),
    found("FL203", JAR, swap("state: RUNNING", "state: STARTED"), "STARTED"),
    found("FL203", SQL, swap("state: CANCELLED", "state: FINISHED"), "FINISHED"),
    found("FL203", DRIVER, swap("state: CANCELLED", "state: SUSPENDED"), "SUSPENDED", "warning"),
    found("FL205", SQL, cut("  restoreStrategy:\n    kind: LATEST_STATE\n    allowNonRestoredState: false\n"), "spec", "warning"),
    found("FL205", JAR, cut("  upgradeStrategy:\n    kind: STATEFUL\n"), "spec", "warning"),
    found("FL206", SQL, swap("kind: LATEST_STATE", "kind: NONE"), "NONE"),
    found("FL206", VVP2, swap("kind: LATEST_STATE", "kind: NONE"), "NONE"),
    found("FL206", SESSION, swap("kind: LATEST_SAVEPOINT", "kind: NONE"), "NONE"),
    found("FL207", JSON, swap('{"kind": "NONE"}', '{"kind": "LATEST_SAVEPOINT"}'), '"LATEST_SAVEPOINT"', "info"),
    found("FL207", SESSION, swap("kind: STATEFUL", "kind: STATELESS"), "LATEST_SAVEPOINT", "info"),
    found("FL208", SQL, swap("allowNonRestoredState: false", "allowNonRestoredState: true"), "true", "warning"),
    found("FL208", VVP2, swap("allowNonRestoredState: false", "allowNonRestoredState: true"), "true", "warning"),
    only("FL209", SQL, swap("state: CANCELLED", "state: RUNNING"), "RUNNING", "warning"),
    only("FL209", JSON, swap('"CANCELLED"', '"RUNNING"'), '"RUNNING"', "warning"),
    found("FL210", SQL, swap("maxSavepointCreationAttempts: 4", "maxSavepointCreationAttempts: 0"), "0"),
    found("FL210", VVP2, swap("maxSavepointCreationAttempts: 4", "maxSavepointCreationAttempts: 101"), "101", "warning"),
    found("FL211", JAR, swap("maxJobCreationAttempts: 4", "maxJobCreationAttempts: -1"), "-1"),
    found("FL211", DRIVER, swap("maxJobCreationAttempts: 4", "maxJobCreationAttempts: 1000"), "1000", "warning"),
    found("FL212", JSON, swap('"upgradeStrategy":', '"maxSavepointCreationAttempts": 4,\n    "upgradeStrategy":'), "4", "info"),
    found("FL212", PYTHON, below("state: RUNNING", "maxSavepointCreationAttempts: 4"), "4", "info"),
    found("FL213", JAR, swap('stop-with-drain: "false"', 'stop-with-drain: "true"'), '"true"', "warning"),
    found("FL213", SQL, below("name: orders-by-minute", "annotations:", '  com.dataartisans.appmanager.controller.deployment.stop-with-drain: "true"'), '"true"', "warning"),
    found("FL214", VVP2, swap("execution.checkpointing.interval: 60s\n        execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION\n        ", ""), "LATEST_STATE", "warning"),
    found("FL214", SESSION, lambda text: text.replace("LATEST_SAVEPOINT", "LATEST_STATE").replace("        execution.checkpointing.interval: 60s\n", ""), "LATEST_STATE", "info"),
    found("FL215", SQL, cut(f"        {RETAIN}\n"), "flinkConfiguration", "warning"),
    found("FL215", VVP2, swap("RETAIN_ON_CANCELLATION", "DELETE_ON_CANCELLATION"), "DELETE_ON_CANCELLATION", "warning"),
    found("FL216", VVP2, cut("        high-availability.type: kubernetes\n        high-availability.storageDir: s3://iot-state/ha\n"), "LATEST_STATE", "info"),
    found("FL216", VVP2, swap("high-availability.type: kubernetes", "high-availability.type: none"), "none", "info"),
    found("FL217", VVP2, cut("        execution.checkpointing.savepoint-dir: s3://iot-state/savepoints\n"), "STATEFUL", "warning", options='[rules.FL217]\nblob-storage = "false"\n'),
    found("FL217", VVP2, cut("        execution.checkpointing.savepoint-dir: s3://iot-state/savepoints\n"), "STATEFUL", "info"),
    found("FL218", VVP2, swap("high-availability.type: kubernetes", "high-availability.type: vvp-kubernetes"), "vvp-kubernetes", "warning"),
    found("FL218", VVP2, cut("        high-availability.storageDir: s3://iot-state/ha\n"), "kubernetes", "warning", options='[rules.FL218]\nblob-storage = "false"\n'),
    # FL3xx: versions, images, Python
    found("FL301", JSON, swap('"1.10"', '"1.9"'), '"1.9"'),
    found("FL301", SQL, swap('flinkVersion: "1.11" #', 'flinkVersion: "1.x" #'), '"1.x"'),
    found("FL301", VVP2, swap('flinkVersion: "1.20"', 'flinkVersion: "3.0"'), '"3.0"', "warning"),
    found("FL302", SQL, swap('flinkVersion: "1.11"', "flinkVersion: 1.11"), "1.11", "info"),
    found("FL302", VVP2, swap('flinkVersion: "1.20"', "flinkVersion: 1.20"), "1.20"),
    found("FL302", JSON, swap('"flinkVersion": "1.10"', '"flinkVersion": 1.10'), "1.10"),
    found("FL303", SQL, cut('        flinkVersion: "1.11" # quoted: 1.10 without quotes is the number 1.1\n'), "artifact", "warning"),
    found("FL303", JAR, cut("        flinkImageTag: 1.11.2-vvr-2.1.1\n"), "artifact", "info"),
    found("FL304", VVP2, swap("flinkImageTag: 1.20.1-stream1-scala_2.12-java17", "flinkImageTag: latest"), "latest", "info"),
    found("FL304", SQL, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.11-vvr"), "1.11-vvr", "warning"),
    found("FL304", PYTHON, swap("flinkImageTag: 1.17.2-vvr-8.0.11", "flinkImageTag: latest"), "latest", "warning", switches=("--platform", "managed")),
    found("FL305", SQL, swap('flinkVersion: "1.11" #', 'flinkVersion: "1.10" #'), "1.11.2-vvr-2.1.1"),
    found("FL305", JAR, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.10.0-vvr-1.0.4"), "1.10.0-vvr-1.0.4"),
    found("FL306", DRIVER, swap("flink-python_2.11-1.11.2.jar", "flink-python_2.11-1.12.0.jar"), "oss://data-science/artifacts/namespaces/default/flink-python_2.11-1.12.0.jar", "warning"),
    found("FL306", PYTHON, swap("kafka-3.2.0-1.17.jar", "kafka-3.2.0-1.18.jar"), "oss://data-science/jars/flink-sql-connector-kafka-3.2.0-1.18.jar", "warning"),
    found("FL307", VVP2, swap("device-alerts-3.0.1.jar", "device-alerts_2.11-3.0.1.jar"), "s3://iot-jars/device-alerts_2.11-3.0.1.jar", "info"),
    found("FL307", VVP2, swap("device-alerts-3.0.1.jar", "device-alerts_2.13-3.0.1.jar"), "s3://iot-jars/device-alerts_2.13-3.0.1.jar", "info"),
    found("FL308", JAR, swap("clickstream-sessions-1.4.2.jar", "clickstream-sessions-1.4.2-SNAPSHOT.jar"), "oss://web-analytics/artifacts/namespaces/default/clickstream-sessions-1.4.2-SNAPSHOT.jar", "warning"),
    found("FL308", VVP2, swap("device-alerts-3.0.1.jar", "device-alerts-latest.jar"), "s3://iot-jars/device-alerts-latest.jar", "warning"),
    found("FL308", JSON, swap("stock-levels-2.0.jar", "stock-levels.jar"), '"oss://stock/artifacts/namespaces/default/stock-levels.jar"', "warning"),
    found("FL310", JSON, swap('"entryClass": "com.example.stock.Levels"', '"entryClass": "org.apache.flink.client.python.PythonDriver", "mainArgs": "-py /flink/usrlib/levels.py", "additionalDependencies": ["oss://stock/levels.py"]'), '"1.10"'),
    found("FL310", DRIVER, lambda text: text.replace("1.11.2-vvr-2.1.1\n      par", "1.10.0-vvr-1.0.4\n      par").replace('flinkVersion: "1.11"', 'flinkVersion: "1.10"').replace("_2.11-1.11.2.jar", "_2.11-1.10.0.jar"), '"1.10"'),
    found("FL311", DRIVER, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.11.1-vvr-2.1.0"), "1.11.1-vvr-2.1.0"),
    found("FL311", DRIVER, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.11.2-vvr-2.1.0"), "1.11.2-vvr-2.1.0"),
    found("FL312", PYTHON, swap("deploymentTargetName: default-queue", "sessionClusterName: shared"), "shared"),
    found("FL312", DRIVER, swap(TARGET_2, "sessionClusterName: shared"), "shared"),
    found("FL313", PYTHON, cut("        entryModule: feature_counts.main\n"), "oss://data-science/python/feature_counts-2.1.zip", "warning"),
    found("FL313", PYTHON, swap("feature_counts-2.1.zip", "feature_counts-2.1.py"), "feature_counts.main", "warning"),
    found("FL314", DRIVER, swap("mainArgs: -py /flink/usrlib/word_count.py", "mainArgs: -py word_count.py"), "word_count.py", "warning"),
    found("FL314", DRIVER, swap("mainArgs: -py /flink/usrlib/word_count.py", "mainArgs: /flink/usrlib/word_count.py"), "/flink/usrlib/word_count.py", "warning"),
    found("FL315", POOLED, below("kind: JAR", "additionalDependencies: [oss://web/rules-1.0.csv]"), "additionalDependencies", "warning"),
    found("FL315", POOLED, below("kind: JAR", "additionalDependencies:", "  - oss://web/rules-1.0.csv"), "additionalDependencies", "info", switches=("--platform", "vvp2")),
    found("FL316", DRIVER, swap("default/word_count.py\n        flink", "default/words.py\n        flink"), "/flink/usrlib/word_count.py", "warning"),
    found("FL316", DRIVER, swap("mainArgs: -py /flink/usrlib/word_count.py", "mainArgs: -py /flink/usrlib/word_counts.py"), "/flink/usrlib/word_counts.py", "warning"),
    # FL4xx: sizes
    found("FL401", SQL, swap("parallelism: 2", "parallelism: 0"), "0"),
    found("FL401", JAR, swap("numberOfTaskManagers: 2", "numberOfTaskManagers: -2"), "-2"),
    found("FL401", VVP2, below(SLOTS, 'pipeline.max-parallelism: "4"'), "6"),
    found("FL402", SQL, swap("memory: 1Gi", "memory: 400Mi"), "400Mi"),
    found("FL402", VVP2, swap("memory: 2g", "memory: 400m"), "400m"),
    found("FL402", JAR, swap("memory: 1.5Gi", "memory: 512Mi"), "512Mi", "warning"),
    found("FL403", SQL, swap("memory: 2Gi", "memory: 1000Mi"), "1000Mi"),
    found("FL403", DRIVER, swap("memory: 2Gi", "memory: 1g"), "1g", "warning"),
    found("FL403", JSON, swap('"memory": "2Gi"', '"memory": "900Mi"'), '"900Mi"'),
    found("FL404", SQL, swap("memory: 1Gi", "memory: 2g"), "2g", "warning"),
    found("FL404", PYTHON, swap("memory: 4Gi", "memory: 4096M"), "4096M", "warning"),
    found("FL405", SQL, swap("cpu: 1", "cpu: 500m"), "500m"),
    found("FL405", VVP2, swap("cpu: 2", "cpu: 0.05"), "0.05"),
    found("FL406", SQL, swap("memory: 2Gi", "memory: 2048"), "2048"),
    found("FL406", JAR, swap("memory: 4Gi", "memory: 4 GB"), "4 GB"),
    found("FL406", JSON, swap('"memory": "2Gi"', '"memory": "two"'), '"two"'),
    found("FL407", JAR, swap("memory: 4Gi", "memory: 64Gi"), "64Gi", "info"),
    found("FL407", PYTHON, swap("        taskmanager:\n          cpu: 1", "        taskmanager:\n          cpu: 8"), "4Gi", "info"),
    found("FL408", SQL, below(SLOT, "taskmanager.memory.framework.heap.size: 2g"), "2g"),
    found("FL408", DRIVER, swap("off-heap.size: 256m", "off-heap.size: 1g"), "1g"),
    found("FL409", SQL, below(SLOT, "taskmanager.memory.process.size: 4g"), "4g", "warning"),
    found("FL409", VVP2, below(SLOTS, "jobmanager.memory.process.size: 1g"), "1g", "warning"),
    found("FL410", SQL, swap("numberOfTaskManagers: 2", "numberOfTaskManagers: 1"), "1"),
    found("FL410", VVP2, swap("parallelism: 6", "parallelism: 7"), "3"),
    found("FL411", SQL, swap("numberOfTaskManagers: 2", "numberOfTaskManagers: 3"), "3", "info"),
    found("FL411", JAR, swap("parallelism: 4", "parallelism: 2"), "2", "info"),
    found("FL412", SQL, swap(SLOT, 'taskmanager.numberOfTaskSlots: "5"'), '"5"', "info"),
    found("FL412", JAR, swap(SLOTS, 'taskmanager.numberOfTaskSlots: "16"'), '"16"', "info"),
    found("FL413", SESSION, below("parallelism: 2", "numberOfTaskManagers: 2"), "2", "warning"),
    found("FL413", SESSION, below("parallelism: 2", "resources: {taskmanager: {cpu: 1, memory: 2g}}"), "resources", "warning"),
    only("FL414", SQL, swap(TM, TM.replace("cpu: 1", "cpu: 2")), "2", "warning", options='[rules.FL414]\ncpu = "4.5"\n'),
    only("FL414", JAR, swap("cpu: 2", "cpu: 2.5"), "2.5", "warning", options='[rules.FL414]\ncpu = "4.5"\n'),
    # FL5xx: flinkConfiguration
    found("FL501", SQL, swap(INTERVAL, "execution.checkpointing.interval: 0 s"), "0 s"),
    found("FL501", JSON, swap('"execution.checkpointing.interval": "60s",\n          ', ""), '"flinkConfiguration"', "info"),
    found("FL501", DRIVER, swap("checkpointing.interval: 1 min", "checkpointing.interval: 5 ms"), "5 ms"),
    found("FL502", VVP2, swap("interval: 60s", "interval: 100 ms"), "100 ms", "warning"),
    found("FL502", JAR, swap("checkpointing.interval: 2 min", "checkpointing.interval: 2 h"), "2 h", "info"),
    found("FL503", SQL, swap(PAUSE, "execution.checkpointing.min-pause: 600s"), "600s", "warning"),
    found("FL503", JAR, swap("min-pause: 30 s", "min-pause: 30 min"), "30 min", "warning"),
    found("FL514", DRIVER, swap("min-pause: 30 s", "min-pause: -1 s"), "-1 s"),
    found("FL504", SQL, below(PAUSE, 'execution.checkpointing.max-concurrent-checkpoints: "2"'), '"2"', "warning"),
    found("FL504", JAR, below("execution.checkpointing.min-pause: 30 s", 'execution.checkpointing.max-concurrent-checkpoints: "3"'), '"3"', "warning"),
    found("FL505", SQL, swap("RETAIN_ON_CANCELLATION", "Always"), "Always"),
    found("FL505", VVP2, swap("RETAIN_ON_CANCELLATION", "RETAIN"), "RETAIN"),
    found("FL506", JSON, swap('"execution.checkpointing.interval": "60s"', '"execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION"'), '"RETAIN_ON_CANCELLATION"', "info"),
    found("FL506", SQL, lambda text: text.replace("STATEFUL", "STATELESS").replace("LATEST_STATE", "NONE").replace("  maxSavepointCreationAttempts: 4\n", "").replace(f"        {INTERVAL}\n", ""), "RETAIN_ON_CANCELLATION", "warning"),
    found("FL507", SQL, below(PAUSE, "execution.checkpointing.timeout: 60s"), "60s", "warning"),
    found("FL507", PYTHON, swap("timeout: 15 min", "timeout: 30 s"), "30 s", "warning"),
    found("FL508", SQL, below(PAUSE, 'execution.checkpointing.unaligned: "true"'), '"true"', "info"),
    found("FL508", PYTHON, below("execution.checkpointing.timeout: 15 min", 'execution.checkpointing.unaligned.enabled: "TRUE"'), '"TRUE"', "info"),
    found("FL509", JSON, swap('"execution.checkpointing.interval"', '"execution.checkpointing.unaligned": "true",\n          "execution.checkpointing.interval"'), '"true"'),
    found("FL509", SQL, below(PAUSE, 'execution.checkpointing.unaligned: "true"', "execution.checkpointing.mode: AT_LEAST_ONCE"), '"true"'),
    found("FL510", SQL, swap(SLOT, "taskmanager.numberOfTaskSlots: 1"), "1", "info"),
    found("FL510", JAR, swap('incremental: "true"', "incremental: true"), "true", "info"),
    found("FL510", JAR, swap('incremental: "true"', "incremental: null"), "null"),
    found("FL510", PYTHON, swap("restart-strategy.exponential-delay.max-backoff: 2 min", "restart-strategy.exponential-delay: {max-backoff: 2 min}"), "restart-strategy.exponential-delay"),
    found("FL511", SQL, swap("idle-timeout", "idle-timeot"), "table.exec.source.idle-timeot", "warning"),
    found("FL511", VVP2, swap("taskmanager.memory.managed.fraction", "taskmanager.memory.manage.fraction"), "taskmanager.memory.manage.fraction", "warning"),
    found("FL511", JAR, below(SLOTS, "acme.audit.topic: audit"), "acme.audit.topic", "info"),
    found("FL512", VVP2, swap("execution.checkpointing.savepoint-dir:", "state.savepoints.dir:"), "state.savepoints.dir", "info"),
    found("FL512", VVP2, swap("state.backend.type:", "state.backend:"), "state.backend", "info"),
    found("FL513", VVP2, below("state.backend.type: rocksdb", "state.backend: hashmap"), "hashmap"),
    found("FL513", VVP2, below("restart-strategy.type: fixed-delay", "restart-strategy: failure-rate"), "failure-rate"),
    found("FL514", SQL, swap(INTERVAL, "execution.checkpointing.interval: 3m"), "3m"),
    found("FL514", DRIVER, swap("off-heap.size: 256m", "off-heap.size: 256Mi"), "256Mi"),
    found("FL514", JAR, swap("state.backend: rocksdb", "state.backend: rockdb"), "rockdb"),
    found("FL514", VVP2, swap('managed.fraction: "0.6"', 'managed.fraction: "60%"'), '"60%"'),
    found("FL515", SQL, below(SLOT, 'parallelism.default: "3"'), '"3"', "warning"),
    found("FL515", JAR, below(SLOTS, 'parallelism.default: "8"'), '"8"', "warning"),
    found("FL516", SQL, below(SLOT, "state.checkpoints.dir: file:///data/checkpoints"), "file:///data/checkpoints", "warning"),
    found("FL516", VVP2, swap("checkpointing.dir: s3://iot-state/checkpoints", "checkpointing.dir: /data/checkpoints"), "/data/checkpoints", "warning"),
    found("FL517", VVP2, swap('managed.fraction: "0.6"', 'managed.fraction: "0.0"'), '"0.0"'),
    found("FL517", JAR, below("state.backend: rocksdb", "taskmanager.memory.managed.size: 0m"), "0m"),
    found("FL519", SQL, below(SLOT, 'rest.port: "9999"'), "rest.port", "warning"),
    found("FL519", JAR, below(SLOTS, "kubernetes.cluster-id: mine"), "kubernetes.cluster-id", "warning"),
    found("FL520", SQL, swap("restart-strategy: fixed-delay", "restart-strategy: Fixed Delay"), "Fixed Delay"),
    found("FL520", JAR, swap("restart-strategy: failure-rate", "restart-strategy: exponential-delay"), "exponential-delay"),
    found("FL520", JSON, swap('"restart-strategy": "fixed-delay"', '"restart-strategy": "always"'), '"always"'),
    found("FL521", SQL, cut('        restart-strategy.fixed-delay.attempts: "10"\n'), "fixed-delay", "warning"),
    found("FL521", JAR, cut('        restart-strategy.failure-rate.max-failures-per-interval: "3"\n'), "failure-rate", "warning"),
    found("FL522", SQL, below("restart-strategy.fixed-delay.delay: 10 s", "restart-strategy.failure-rate.delay: 10 s"), "restart-strategy.failure-rate.delay", "warning"),
    found("FL522", PYTHON, below("restart-strategy.exponential-delay.max-backoff: 2 min", 'restart-strategy.fixed-delay.attempts: "3"'), "restart-strategy.fixed-delay.attempts", "warning"),
    found("FL523", SQL, swap("restart-strategy: fixed-delay", "restart-strategy: none"), "none", "warning"),
    found("FL523", JAR, swap("restart-strategy: failure-rate", 'restart-strategy: "off"'), '"off"', "warning"),
    found("FL524", JSON, swap('"parallelism": 1', '"parallelism": 1, "numberOfTaskManagers": 1'), "1", "info", options='[rules.FL524]\nautopilot = "true"\n'),
    found("FL524", PYTHON, below("parallelism: 4", "numberOfTaskManagers: 4"), "4", "info", options='[rules.FL524]\nautopilot = "true"\n'),
    # FL8xx: secrets
    found("FL802", SQL, below(SLOT, "s3.secret-key: q7Zt1mC0"), "q7Zt1mC0"),
    found("FL802", JAR, swap("--session-gap-minutes 30", "--password q7Zt1mC0"), "q7Zt1mC0"),
    found("FL802", VVP2, swap("- name: REGION\n                    value: eu-central-1", "- name: DB_PASSWORD\n                    value: q7Zt1mC0"), "q7Zt1mC0"),
    found("FL803", SQL, swap("team: orders", f"team: {ALIBABA}"), ALIBABA),
    found("FL803", JAR, swap("--session-gap-minutes 30", f"--id {GITHUB}"), GITHUB),
    found("FL804", JAR, swap("jarUri: oss://web-analytics", "jarUri: http://files.example.com"), "http", "warning"),
    found("FL804", DRIVER, swap("- oss://data-science", "- http://files.example.com"), "http", "warning"),
    found("FL805", SQL, swap("team: orders", "team: ${team}"), "${team}", "info"),
    found("FL805", JAR, swap("value: kafka-1.web.internal:9093,kafka-2.web.internal:9093", "value: ${db_password}"), "${db_password}", "warning"),
    only("FL806", JAR, swap("--session-gap-minutes 30", "--security.protocol PLAINTEXT"), "PLAINTEXT", "warning"),
    only("FL806", PYTHON, swap("--topic features", "--security.protocol=SASL_PLAINTEXT"), "SASL_PLAINTEXT", "warning"),
    # FL9xx: labels, logs, style
    found("FL901", SQL, swap("team: orders", "team: the orders"), "the orders"),
    found("FL901", VVP2, swap("app.kubernetes.io/part-of:", "app.kubernetes.io/part/of:"), "app.kubernetes.io/part/of"),
    found("FL901", JAR, swap("env: prod", "env: " + "p" * 64), "p" * 64),
    only("FL902", SQL, cut("    env: prod\n"), "labels", "warning", options='[rules.FL902]\nlabels = "env, team"\n'),
    only("FL902", JAR, cut("    team: web-analytics\n"), "labels", "warning", options='[rules.FL902]\nlabels = "env, team"\n'),
    found("FL903", SQL, swap("env: prod", "env: 1.10"), "1.10"),
    found("FL903", JAR, swap('stop-with-drain: "false"', "stop-with-drain: false"), "false"),
    found("FL903", VVP2, swap('flink.security.ssl.enabled: "true"', "flink.security.ssl.enabled: true"), "true"),
    found("FL910", SQL, swap('"": INFO', '"": WARNING'), "WARNING"),
    found("FL910", VVP2, swap('"": INFO', '"": "OFF"'), '"OFF"', "warning"),
    found("FL910", JSON, swap('{"": "INFO"}', '{"": "VERBOSE"}'), '"VERBOSE"'),
    found("FL911", SQL, swap("org.apache.kafka: WARN", "org.apache.kafka: WARNING"), "WARNING"),
    found("FL911", JAR, swap("com.example.clickstream: DEBUG", "com: {example: DEBUG}"), "com"),
    found("FL912", SQL, swap('"": INFO #', "root.level: ERROR #"), "root.level", "warning"),
    found("FL912", VVP2, swap('"": INFO', "rootLogger: DEBUG"), "rootLogger", "warning"),
    found("FL913", SQL, swap("loggingProfile: default", 'loggingProfile: ""'), '""', "warning"),
    found("FL913", DRIVER, below("loggingProfile: default", "log4j2ConfigurationTemplate: <Configuration></Configuration>"), "default", "warning"),
    found("FL914", JAR, swap('"": INFO', '"": DEBUG'), "DEBUG", "info"),
    found("FL914", VVP2, swap('"": INFO', '"": TRACE'), "TRACE", "info"),
    only("FL920", SQL, lambda text: text.replace("apiVersion: v1\n", "", 1) + "apiVersion: v1\n", "metadata", "info"),
    only("FL920", PYTHON, lambda text: text.replace("kind: Deployment\n", "", 1) + "kind: Deployment\n", "metadata", "info"),
    only("FL921", SQL, below("state: CANCELLED", "sessionClusterName: null"), "null", "info"),
    only("FL921", JAR, swap("cpu: 0.5", "cpu: 1"), "1", "info"),
]  # fmt: skip

MISSPELT = (
    "kind", "apiVersion", "metadata", "name", "labels", "spec", "state", "upgradeStrategy",
    "restoreStrategy", "allowNonRestoredState", "maxSavepointCreationAttempts",
    "maxJobCreationAttempts", "deploymentTargetId", "deploymentTargetName", "sessionClusterName",
    "template", "artifact", "sqlScript", "jarUri", "entryClass", "mainArgs",
    "additionalDependencies", "pythonArtifactUri", "entryModule", "flinkVersion", "flinkImageTag",
    "parallelism", "numberOfTaskManagers", "resources", "jobmanager", "taskmanager", "cpu", "memory",
    "flinkConfiguration", "logging", "loggingProfile", "log4jLoggers", "kubernetes",
    "execution.checkpointing.interval", "execution.checkpointing.min-pause",
    "execution.checkpointing.timeout", "execution.checkpointing.savepoint-dir",
    "execution.checkpointing.externalized-checkpoint-retention",
    "restart-strategy", "restart-strategy.type", "restart-strategy.fixed-delay.attempts",
    "restart-strategy.fixed-delay.delay", "restart-strategy.failure-rate.delay",
    "state.backend", "state.backend.type", "taskmanager.numberOfTaskSlots",
    "taskmanager.memory.managed.fraction", "table.exec.source.idle-timeout",
    "high-availability.type", "high-availability.storageDir",
)  # fmt: skip
