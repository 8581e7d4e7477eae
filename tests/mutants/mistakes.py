"""What people really get wrong in a deployment, and what unusual deployments are all right.

Not made from the list of rules: from what is written by hand, copied, exported and generated.
"""

from __future__ import annotations

import json
import re

from mutants.single_faults import (
    DRIVER,
    INTERVAL,
    JAR,
    PYTHON,
    SESSION,
    SLOT,
    SQL,
    TARGET,
    VVP2,
    below,
    found,
    swap,
)  # fmt: skip
from ruamel.yaml import YAML

ARGS = """mainArgs: >-
          --clicks-topic clicks
          --sessions-topic sessions
          --session-gap-minutes 30"""
LOGGERS = """        log4jLoggers:
          "": INFO # the root logger's name is the empty string
          org.apache.kafka: WARN"""
ROCKS = "state.backend: rocksdb"
CP = "execution.checkpointing."
DRAIN = "com.dataartisans.appmanager.controller.deployment."
JAR_URI = "oss://web-analytics/artifacts/namespaces/default/clickstream-sessions-1.4.2.jar"
JM_GI = "          memory: 1Gi"

MISTAKES = [
    found("FL514", SQL, below(SLOT, f"{CP}mode: EXACTLY-ONCE"), "EXACTLY-ONCE"),
    found("FL514", SQL, swap("180s", "00:03:00"), "00:03:00"),
    found("FL514", SQL, swap("180s", "PT3M"), "PT3M"),
    found("FL514", SQL, swap("180s", "3 mins."), "3 mins."),
    found("FL511", SQL, swap(INTERVAL, "checkpointing.interval: 180s"), "checkpointing.interval", "warning"),
    found("FL511", SQL, swap(INTERVAL, "execution.checkpoint.interval: 180s"), "execution.checkpoint.interval", "warning"),
    found("FL511", SQL, swap(INTERVAL, "execution.checkpointing-interval: 180s"), "execution.checkpointing-interval", "warning"),
    found("FL001", SQL, swap(INTERVAL, f"{CP}interval = 180s"), f"{CP}interval = 180s"),
    found("FL510", SQL, swap(INTERVAL, "execution:\n          checkpointing:\n            interval: 180s"), "execution"),
    found("FL001", SQL, swap(INTERVAL, f"- {INTERVAL}"), f"{CP}min-pause"),
    found("FL405", SQL, swap("cpu: 1", "cpu: 1 core"), "1 core"),
    found("FL405", SQL, swap("cpu: 1", 'cpu: "0,5"'), '"0,5"'),
    found("FL101", SQL, swap("cpu: 1", "cpus: 1"), "cpus"),
    found("FL406", SQL, swap("memory: 1Gi", "memory: 1 Gi"), "1 Gi"),
    found("FL406", SQL, swap("memory: 1Gi", "memory: 1GiB"), "1GiB"),
    found("FL406", SQL, swap("memory: 1Gi", "memory: 1024MB"), "1024MB"),
    found("FL101", SQL, swap("memory: 1Gi", "mem: 1Gi"), "mem"),
    found("FL203", SQL, swap("state: CANCELLED", "state: CANCELED"), "CANCELED"),
    found("FL203", SQL, swap("state: CANCELLED", "state: STOPPED"), "STOPPED"),
    found("FL101", SQL, swap("state: CANCELLED", "initialState: CANCELLED"), "initialState"),
    found("FL102", SQL, swap("upgradeStrategy:\n    kind: STATEFUL", "upgradeStrategy: STATEFUL"), "STATEFUL"),
    found("FL101", SQL, swap("kind: LATEST_STATE", "type: LATEST_STATE"), "type"),
    found("FL121", SQL, swap("kind: SQLSCRIPT", "kind: SQL"), "SQL"),
    found("FL101", SQL, swap("sqlScript: |", "sql: |"), "sql"),
    found("FL301", SQL, swap('flinkVersion: "1.11"', 'flinkVersion: "1.11.2"'), '"1.11.2"'),
    found("FL301", SQL, swap('flinkVersion: "1.11"', 'flinkVersion: "v1.11"'), '"v1.11"'),
    found("FL304", SQL, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: vvr-2.1.1"), "vvr-2.1.1", "warning"),
    found("FL101", SQL, swap("flinkImageTag:", "flinkImage:"), "flinkImage"),
    found("FL101", SQL, swap(TARGET, "deploymentTarget: prod"), "deploymentTarget"),
    found("FL102", SQL, swap("  labels:\n    team: orders\n    env: prod", "  labels:\n    - team: orders\n    - env: prod"), "labels"),
    found("FL903", SQL, swap("team: orders", "team:"), "team"),
    found("FL910", SQL, swap('"": INFO', '"": 20'), "20"),
    found("FL102", SQL, swap(LOGGERS, "        log4jLoggers: INFO"), "INFO"),
    found("FL102", SQL, swap("      parallelism: 2", "      parallelism: auto"), "auto"),
    found("FL102", SQL, swap("      parallelism: 2", "      parallelism: 2.5"), "2.5"),
    found("FL514", SQL, swap('attempts: "10"', 'attempts: "-1"'), '"-1"'),
    found("FL514", SQL, swap('attempts: "10"', "attempts: unlimited"), "unlimited"),
    found("FL520", SQL, swap("restart-strategy: fixed-delay", "restart-strategy: fixed_delay"), "fixed_delay"),
    found("FL122", JAR, swap("jarUri: oss://", "jarUri: oss:/"), JAR_URI.replace("oss://", "oss:/")),
    found("FL101", JAR, swap("jarUri:", "jarURI:"), "jarURI"),
    found("FL102", JAR, swap("com.example.clickstream.SessionsJob", "com/example/clickstream/SessionsJob.class"), "com/example/clickstream/SessionsJob.class"),
    found("FL102", JAR, swap("clickstream.SessionsJob", "clickstream.SessionsJob.java"), "com.example.clickstream.SessionsJob.java"),
    found("FL102", JAR, swap(ARGS, "mainArgs:\n          - --clicks-topic\n          - clicks"), "mainArgs"),
    found("FL514", JAR, swap(ROCKS, "state.backend: hashmap"), "hashmap"),
    found("FL511", JAR, below(ROCKS, "state.checkpoint.dir: oss://b/cp"), "state.checkpoint.dir", "warning"),
    found("FL514", JAR, below(ROCKS, "state.checkpoints.dir: oss:/b/cp"), "oss:/b/cp"),
    found("FL101", JAR, swap("        pods:\n", "        pod:\n"), "pod"),
    found("FL101", JAR, swap("envVars:", "env:"), "env"),
    found("FL101", JAR, swap(f"{DRAIN}stop-with-drain", f"{DRAIN}stopWithDrain"), f"{DRAIN}stopWithDrain", "warning"),
    found("FL514", VVP2, swap("high-availability.type: kubernetes", "high-availability.type: zookeper"), "zookeper"),
    found("FL513", VVP2, swap("high-availability.type:", "high-availability:"), "high-availability", "info"),
    found("FL101", VVP2, swap("taskManagerPodTemplate", "taskmanagerPodTemplate"), "taskmanagerPodTemplate"),
    found("FL406", VVP2, swap("memory: 8g", "memory: 8"), "8"),
    found("FL514", VVP2, swap('managed.fraction: "0.6"', 'managed.fraction: "1.6"'), '"1.6"'),
    found("FL514", VVP2, below("state.backend.type: rocksdb", f'{CP}incremental: "yes"'), '"yes"'),
    found("FL106", VVP2, swap("apiVersion: v1", "apiVersion: v2"), "v2"),
    found("FL102", VVP2, swap("kind: Deployment", "kind: Deployement"), "Deployement"),
    found("FL105", VVP2, swap("kind: Deployment", "kind: deployment"), "deployment", "warning"),
    found("FL101", SESSION, swap("sessionClusterName:", "sessionCluster:"), "sessionCluster"),
    found("FL102", PYTHON, swap("feature_counts.main", "feature_counts/main.py"), "feature_counts/main.py"),
    found("FL121", PYTHON, swap("kind: PYTHON", "kind: PYFLINK"), "PYFLINK"),
    found("FL314", DRIVER, swap("-py /flink", "--py /flink"), "--py /flink/usrlib/word_count.py", "warning"),
    found("FL002", VVP2, below("parallelism: 6", "parallelism: 8"), "parallelism"),
    found("FL405", VVP2, swap("cpu: 2", "cpu: 2000m"), "2000m"),
]  # fmt: skip


def _json(text: str, **more: object) -> str:
    return json.dumps(YAML(typ="safe", pure=True).load(text), ensure_ascii=False, **more)  # type: ignore[arg-type]


def _without(text: str, *parts: str) -> str:
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return text


_SQL, _JAR, _DRIVER, _PYTHON, _VVP2 = (
    base.read_text("utf-8") for base in (SQL, JAR, DRIVER, PYTHON, VVP2)
)
_STATELESS = (
    _VVP2.replace("kind: STATEFUL", "kind: STATELESS")
    .replace("kind: LATEST_STATE", "kind: NONE")
    .replace("  maxSavepointCreationAttempts: 4\n", "")
)
_RETAIN = f"        {CP}externalized-checkpoint-retention: RETAIN_ON_CANCELLATION\n"

UNUSUAL: dict[str, str] = {}
"""Valid texts by file name: no error and no warning may be said of them."""

for _name, _text in (("sql", _SQL), ("jar", _JAR), ("driver", _DRIVER), ("python", _PYTHON)):
    UNUSUAL |= {
        f"json-{_name}.json": _json(_text, indent=2),
        f"json-in-one-line-{_name}.json": _json(_text),
        f"json-in-yaml-{_name}.yaml": _json(_text),
        f"windows-lines-{_name}.yaml": _text.replace("\n", "\r\n"),
        f"markers-{_name}.yaml": "---\n" + _text + "...\n",
        f"no-last-line-break-{_name}.yaml": _text.rstrip("\n"),
        f"upper-case-suffix-{_name}.YML": _text,
    }
for _name, _text in (("driver", _DRIVER), ("python", _PYTHON), ("self-managed", _VVP2)):
    UNUSUAL |= {
        f"comments-{_name}.yaml": re.sub(r"(?m)(?<=\S)$", '  # "x" {y} [z] ${w}', _text),
        f"quoted-keys-{_name}.yaml": re.sub(
            r"(?m)^( +)([a-zA-Z][\w.-]*):(?= |$)", r'\1"\2":', _text
        ),
        f"directive-{_name}.yaml": "%YAML 1.2\n---\n" + _text,
    }
UNUSUAL |= {
    "four-blanks.yaml": re.sub(r"(?m)^( +)", lambda found: found[1] * 2, _DRIVER),
    "two-documents.yaml": _DRIVER + "---\n" + _JAR + "---\n# nothing\n",
    "flow.yaml": (
        "{kind: Deployment, apiVersion: v1, metadata: {name: a-b}, spec: {state: RUNNING, "
        "upgradeStrategy: {kind: STATELESS}, restoreStrategy: {kind: NONE}, "
        "deploymentTargetName: prod, template: {spec: {artifact: {kind: JAR, "
        'jarUri: "s3://b/a-1.0.jar", flinkVersion: "1.17", '
        "flinkImageTag: 1.17.2-stream1-scala_2.12-java11}, parallelism: 1, flinkConfiguration: "
        "{execution.checkpointing.interval: 60s, restart-strategy.type: exponential-delay}}}}}"
    ),
    "flow-over-lines.yaml": _DRIVER.replace(
        f"        jobmanager:\n          cpu: 1\n{JM_GI}",
        '        jobmanager: {\n          cpu: 1.0,\n          memory: "1Gi",\n        }',
    ),
    "folded-class.yaml": _JAR.replace(
        "entryClass: com", "entryClass: >-\n          com"
    ),
    "long-argument.yaml": _JAR.replace("--session-gap-minutes 30", "--x " + "y" * 20000),
    "unicode.yaml": _PYTHON.replace("Feature counts (Python)", "Zähler — 特征计数 🚀").replace(
        "python/feature_counts", "пайтон/feature_counts"
    ),
    "anchor.yaml": _VVP2.replace("team: iot\n", "team: &team iot\n", 1).replace("zone: iot", "zone: *team"),
    "other-units.yaml": _JAR.replace("4Gi", "4096Mi").replace("1.5Gi", "1536Mi").replace("2 min", '"120000"'),
    "own-image.yaml": _VVP2.replace("v2.15/flink", "team/flink-py").replace(
        "1.20.1-stream1-scala_2.12-java17", "build-4711"
    ),
    "newer-engine.yaml": _PYTHON.replace('"1.17"', '"1.20"').replace("1.17.2-vvr-8.0.11", "1.20.2-vvr-11.2.0")
    .replace("-1.17.jar", "-1.20.jar"),
    "engine-version.yaml": _PYTHON.replace(
        'flinkVersion: "1.17"\n        flinkImageTag: 1.17.2-vvr-8.0.11', "versionName: vvr-8.0.11-flink-1.17"
    ),
    "python-script.yaml": _without(
        _PYTHON.replace("feature_counts-2.1.zip", "feature_counts.py"), "        entryModule: feature_counts.main\n"
    ),
    "stateless.yaml": _STATELESS,
    "drained-stateless.yaml": _STATELESS.replace(
        "owner: iot@example.com", f'{DRAIN}stop-with-drain: "true"'
    ),
    "batch.yaml": _without(_STATELESS, _RETAIN, f"        {CP}interval: 60s\n").replace(
        "      parallelism: 6", "      batchMode: true\n      parallelism: 6"
    ),
    "adaptive.yaml": _VVP2.replace("numberOfTaskManagers: 3", "numberOfTaskManagers: 2").replace(
        "        state.backend.type", "        jobmanager.scheduler: adaptive\n        state.backend.type"
    ),
    "hdfs.yaml": _VVP2.replace("s3://iot-state/checkpoints", "hdfs:///flink/checkpoints").replace(
        "s3://iot-jars", "https://repo.example.com/jars"
    ),
    "file-in-image.yaml": _VVP2.replace("s3://iot-jars/", "file:///flink/usrlib/"),
    "platform-templates.yaml": _VVP2.replace("iot-state/ha", "iot-state/{{namespace}}/jobs/{{deploymentId}}/ha"),
    "secret-values.yaml": _JAR.replace(
        f"        {ROCKS}", f"        s3.secret-key: ${{secret_values.s3}}\n        {ROCKS}"
    ),
    "many-options.yaml": _JAR.replace(f"        {ROCKS}\n", f"        {ROCKS}\n" + """\
        metrics.reporters: prom
        metrics.reporter.prom.class: org.apache.flink.metrics.prometheus.PrometheusReporter
        metrics.reporter.prom.port: 9250-9260
        env.java.opts: "-Dfile.encoding=UTF-8 -XX:+UseG1GC"
        s3.endpoint: https://minio.example.com:9000
        s3.path.style.access: "true"
        fs.oss.endpoint: oss-eu-central-1.aliyuncs.com
        pipeline.object-reuse: "true"
        table.exec.state.ttl: 36 h
        akka.ask.timeout: 60 s
        web.timeout: "60000"
        heartbeat.timeout: "120000"
        state.backend.rocksdb.localdir: /flink/rocks
        classloader.resolve-order: parent-first
        taskmanager.memory.managed.fraction: "0.3"
        taskmanager.memory.jvm-metaspace.size: 512m
"""),
    "log-levels.yaml": _JAR.replace("com.example.clickstream: DEBUG", """\
com.example.clickstream: DEBUG
          org.apache.zookeeper: ERROR
          "org.apache.flink.runtime.checkpoint.CheckpointCoordinator": TRACE
          org.apache.hadoop: "OFF\""""),
    "log-template.yaml": _JAR.replace("        loggingProfile: default\n", """\
        loggingProfile: custom
        log4j2ConfigurationTemplate: |
          <Configuration>
            <Property name="p">${sys:log.file}</Property>
            {%- for name, level in userConfiguredLoggers -%}
            <Logger level="{{ level }}" name="{{ name }}"/>
            {%- endfor -%}
          </Configuration>
"""),
    "tabs-in-sql.yaml": _SQL.replace("order_id BIGINT,", "order_id\tBIGINT,"),
    "comments-in-sql.yaml": _SQL.replace(
        "          -- One message per order", "          /* two\n             lines: {a} */\n          -- One message per order"
    ),
    "kept-line-breaks.yaml": _SQL.replace("sqlScript: |", "sqlScript: |+"),
    "pods.yaml": _JAR.replace("        pods:\n", """\
        pods:
          annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9249"}
          nodeSelector: {kubernetes.io/os: linux}
          affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}
          tolerations: [{key: a, operator: Exists, effect: NoSchedule}]
          imagePullSecrets: [{name: regcred}]
          securityContext: {fsGroup: 999, runAsUser: 999}
          volumeMounts:
            - name: cert
              volume: {name: cert, secret: {secretName: cert}}
              volumeMount: {name: cert, mountPath: /etc/cert, readOnly: true}
"""),
    "nulls.yaml": """\
kind: Deployment
apiVersion: v1
metadata: {name: nulls, displayName: null, labels: {}, annotations: ~}
spec:
  state: RUNNING
  upgradeStrategy: {kind: STATELESS}
  restoreStrategy: {kind: NONE, allowNonRestoredState: null}
  deploymentTargetId: null
  deploymentTargetName: prod
  sessionClusterName: null
  maxSavepointCreationAttempts: null
  template:
    metadata: null
    spec:
      artifact:
        kind: JAR
        jarUri: s3://b/a-1.0.jar
        entryClass: null
        mainArgs: null
        additionalDependencies: []
        flinkVersion: "1.17"
        flinkImageTag: 1.17.2-stream1-scala_2.12-java11
        flinkImageRegistry: null
      parallelism: 1
      numberOfTaskManagers: null
      resources: null
      flinkConfiguration: {execution.checkpointing.interval: 60s, restart-strategy.type: exponential-delay}
      logging: {log4jLoggers: null, loggingProfile: null, log4j2ConfigurationTemplate: null}
      kubernetes: {pods: null}
""",
    "placeholders.yaml": """\
kind: Deployment
apiVersion: v1
metadata: {name: "${NAME}", namespace: "${NS}", labels: {team: "${TEAM}", "${KEY}": x}}
spec:
  state: ${STATE}
  upgradeStrategy: {kind: "${UP}"}
  restoreStrategy: {kind: "${RE}", allowNonRestoredState: "${ANR}"}
  deploymentTargetId: ${TARGET}
  maxSavepointCreationAttempts: ${N}
  maxJobCreationAttempts: ${N}
  template:
    spec:
      artifact:
        kind: JAR
        jarUri: ${URI}
        entryClass: ${MAIN}
        mainArgs: ${ARGS}
        additionalDependencies: ["${DEP}"]
        flinkVersion: ${FLINK}
        flinkImageTag: ${TAG}
        flinkImageRegistry: ${REG}
        flinkImageRepository: ${REPO}
      parallelism: ${P}
      numberOfTaskManagers: ${TM}
      resources:
        jobmanager: {cpu: "${CPU}", memory: "${MEM}"}
        taskmanager: {cpu: "${CPU}", memory: "${MEM}g"}
      flinkConfiguration:
        execution.checkpointing.interval: ${INT}
        execution.checkpointing.min-pause: ${PAUSE}s
        execution.checkpointing.externalized-checkpoint-retention: ${RET}
        restart-strategy: ${RS}
        restart-strategy.fixed-delay.attempts: "${A}"
        state.checkpoints.dir: ${BUCKET}/cp
        "${OPT}": "1"
        taskmanager.numberOfTaskSlots: ${SLOTS}
        s3.secret-key: ${s3_secret}
      logging: {loggingProfile: "${PROF}", log4jLoggers: {"": "${LEVEL}", "${LOGGER}": INFO}}
""",
    "patch-state.yaml": "kind: Deployment\napiVersion: v1\nspec: {state: RUNNING}\n",
    "patch-state.json": '{"kind": "Deployment", "apiVersion": "v1", "spec": {"state": "CANCELLED"}}',
    "patch-size.yaml": (
        "kind: Deployment\napiVersion: v1\n"
        "spec: {template: {spec: {parallelism: 8, numberOfTaskManagers: 8}}}\n"
    ),
    "least.yaml": (
        "kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec:\n  deploymentTargetName: x\n"
        '  template: {spec: {artifact: {kind: JAR, jarUri: "s3://b/a-1.0.jar", '
        'flinkVersion: "1.17", flinkImageTag: 1.17.2-stream1-scala_2.12-java11}}}\n'
    ),
    "defaults.yaml": (
        "kind: DeploymentDefaults\napiVersion: v1\nspec:\n  state: CANCELLED\n"
        "  upgradeStrategy: {kind: STATEFUL}\n  restoreStrategy: {kind: LATEST_STATE}\n"
    ),
}  # fmt: skip

ALLOWED = [
    # rule, base, and an edit to the last value that the rule allows
    ("FL112", JAR, swap("name: clickstream-sessions", "name: " + "a" * 63)),
    ("FL210", JAR, swap("maxSavepointCreationAttempts: 4", "maxSavepointCreationAttempts: 1")),
    ("FL210", JAR, swap("maxSavepointCreationAttempts: 4", "maxSavepointCreationAttempts: 100")),
    ("FL211", JAR, swap("maxJobCreationAttempts: 4", "maxJobCreationAttempts: 1")),
    ("FL211", JAR, swap("maxJobCreationAttempts: 4", "maxJobCreationAttempts: 100")),
    ("FL301", JAR, lambda text: text.replace('"1.11"', '"1.10"').replace("1.11.2-vvr-2.1.1", "1.10.0-vvr-1.0.4")),
    ("FL311", DRIVER, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.11.3-vvr-2.1.0")),
    ("FL311", DRIVER, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.11.2-vvr-2.1.10")),
    ("FL305", JAR, swap("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.11.3-vvr-2.1.3")),
    ("FL306", DRIVER, swap("_2.11-1.11.2.jar", "_2.11-1.11.6.jar")),
    ("FL307", VVP2, swap("device-alerts-3.0.1.jar", "device-alerts_2.12-3.0.1.jar")),
    ("FL401", JAR, below(SLOT.replace("1", "2"), 'pipeline.max-parallelism: "4"')),
    ("FL402", JAR, swap("memory: 1.5Gi", "memory: 640Mi")),
    ("FL402", VVP2, swap("memory: 2g", "memory: 672m")),
    ("FL403", SQL, swap("memory: 2Gi", "memory: 1024Mi")),
    ("FL404", SQL, swap("memory: 1Gi", "memory: 1024Mi")),
    ("FL405", JAR, lambda text: text.replace("cpu: 0.5", "cpu: 0.1")),
    ("FL407", JAR, swap("memory: 4Gi", "memory: 32Gi")),
    ("FL407", JAR, swap("memory: 4Gi", "memory: 2Gi")),
    ("FL408", DRIVER, swap("off-heap.size: 256m", "off-heap.size: 384m")),
    ("FL410", JAR, swap("parallelism: 4", "parallelism: 3")),
    ("FL412", SQL, lambda text: text.replace(SLOT, SLOT.replace("1", "4")).replace("parallelism: 2", "parallelism: 8")),
    ("FL501", VVP2, swap("interval: 60s", "interval: 1 s")),
    ("FL502", VVP2, swap("interval: 60s", "interval: 1 h")),
    ("FL503", SQL, swap("min-pause: 60s", "min-pause: 180s")),
    ("FL504", SQL, below("execution.checkpointing.min-pause: 60s", 'execution.checkpointing.max-concurrent-checkpoints: "1"')),
    ("FL504", JAR, lambda text: text.replace("min-pause: 30 s", "min-pause: 0 s\n        execution.checkpointing.max-concurrent-checkpoints: \"2\"")),
    ("FL507", SQL, below("execution.checkpointing.min-pause: 60s", "execution.checkpointing.timeout: 180s")),
    ("FL509", SQL, below("execution.checkpointing.min-pause: 60s", 'execution.checkpointing.unaligned: "false"')),
    ("FL514", DRIVER, swap("256m", "256 mb")),
    ("FL514", SQL, swap('attempts: "10"', 'attempts: "2147483647"')),
    ("FL514", VVP2, swap('managed.fraction: "0.6"', 'managed.fraction: "0.1"')),
    ("FL515", SQL, below(SLOT, 'parallelism.default: "2"')),
    ("FL520", PYTHON, lambda text: text.replace("1.17.2-vvr-8.0.11", "1.17.1-vvr-8.0.4")),
    ("FL521", SQL, swap("delay: 10 s", "delay: 0 s")),
    ("FL901", JAR, swap("env: prod", "env: " + "p" * 63)),
    ("FL901", JAR, swap("env: prod", 'env: ""')),
    ("FL910", JAR, swap('"": INFO', '"": WARN')),
    ("FL911", JAR, swap("com.example.clickstream: DEBUG", 'com.example.clickstream: "OFF"')),
    ("FL304", VVP2, swap("1.20.1-stream1-scala_2.12-java17", "1.20.2-stream10-scala_2.12")),
]  # fmt: skip
