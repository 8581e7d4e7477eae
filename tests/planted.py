"""A project with a secret in every place where one can stand; each is a text found nowhere else."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_PLACE = re.compile(r"@([a-z][a-z0-9-]*)@")

MANIFESTS = {
    "jobs/jar.yaml": """\
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels: {team-password: "@label@", parallelism: 2x}
  annotations:
    deploy.example.com/api-token: "@annotation@"  # password: @comment-pair@
spec:
  upgradeStrategy: {kind: statful}
  deploymentTargetName: default
  template:
    metadata:
      annotations: {password: "@template-annotation@", flink.security.ssl.rest.enabled: yess}
    spec:
      parallelism: 2x
      artifact:
        kind: JARR
        jarUri: http://user:@jar-uri@@example.com/orders-1.0.jar
        additionalDependencies:
          - https://user:@dependency-uri@@example.com/udf.jar
          - ftp://user:@dependency-scheme@@example.com/udf.jar
        mainArgs: --topic orders --password @main-args@ --token=@main-args-equals@ ${db} --x
        entryClass: "com.example.Orders --password @entry-class@"
        flinkVersion: 1.17
      flinkConfiguration: {s3.secret-key: "@option@", taskmanager.numberOfTaskSlots: 2x, s3.secret.key: "@option-twin@"}
      resources:
        jobmanager: {cpu: "password=@cpu@", memory: "password=@memory@"}
      kubernetes:
        pods:
          envVars:
            - {name: DB_PASSWORD, value: "@variable@", valu: 1}
            - name: DB_URL
              value: jdbc:mysql://root:@variable-uri@@db/shop?password=@variable-query@
          labels: {password: "@pod-label@"}
          nodeSelector: [password=@node-selector@]
        jobManagerPodTemplate:
          spec:
            containers:
              - name: flink-jobmanager
                env:
                  - {name: API_KEY, value: "@template-variable@"}
                  - {name: API_KEYS, valu: "password=@template-typo@"}
      logging:
        log4jLoggers: {"": "password=@logger@"}
        log4j2ConfigurationTemplate: |
          <Http url="https://log:@log-template-uri@@logs.example.com"><Property name="x">password=@log-template@</Property>
      flinkConfig:
        s3.secret-key: "@unknown-section@"
""",
    "jobs/sql.yaml": """\
kind: Deployment
apiVersion: v1
metadata: {name: prices}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          -- 'password' = '@sql-comment@'
          SET 'table.exec.secret' = '@sql-set@';
          SET s3.secret-key=@sql-set-bare@;
          CREATE TEMPORARY TABLE a (id BIGNT, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'jdbc', 'password' = '@sql-option@', 'url' = 'jdbc:mysql://u:@sql-uri@@h/d', 'tabel-name' = 'a', 'username' = 'x', 'passwort' = '@sql-typo@');
          CREATE TEMPORARY TABLE b (id BIGINT) WITH ('connector' = 'kafka', 'properties.sasl.jaas.config' = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="@sql-jaas@";', 'format' = 'jsn', 'scan.startup.mode' = 'password=@sql-enum@');
          CREATE CATALOG c WITH ('type' = 'jdbc', 'password' = '@sql-catalog@', 'default-database' = 'x')
          INSERT INTO b SELECT id FROM a /*+ OPTIONS('password' = '@sql-hint@', 'x' 'y') */;
          ALTER TABLE a SET ('password' = '@sql-alter@', 'lookup.cache.max-rows' = 'x');
          ALTER TABLE a RESET ('password' = '@sql-reset@');
          CREATE TEMPORARY TABLE e (id BIGINT) WITH ('connector' = 'jdbc', 'password' == '@sql-broken@');
          CREATE TEMPORARY TABLE f (id BIGINT) WITH ('connector' = 'jdbc', 'password' = '@sql-unclosed@;
""",
    "jobs/script.yaml": """\
kind: Deployment
apiVersion: v1
metadata: {name: from-a-file}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScriptFile: ../sql/named.sql
""",
    "sql/named.sql": """\
CREATE TEMPORARY TABLE a (id BIGNT) WITH ('connector' = 'jdbc', 'password' = '@script-file@', 'url' = 'x');
CREATE TEMPORARY TABLE a (id BIGINT) WITH ('connector' = 'jdbc', 'passwrd' = '@script-file-typo@');
""",
    "sql/alone.sql": """\
CREATE TEMPORARY TABLE a (id BIGNT) WITH ('connector' = 'jdbc', 'password' = '@bare-script@', 'url' = 'x');
INSERT INTO nowhere SELECT password FROM a WHERE password = '@sql-literal@' ANDD x = 1;
SET 'execution.checkpointing.interval' = 'password=@bare-set@';
""",
    "jobs/broken.yaml": """\
kind: Deployment
apiVersion: v1
spec:
  template:
    spec:
      artifact: {kind: JAR}
      flinkConfiguration:
        s3.secret-key: @broken@: x
        s3.access-key: [
""",
    "jobs/broken-quote.yaml": """\
kind: Deployment
apiVersion: v1
spec:
  template:
    spec:
      artifact: {kind: JAR}
      flinkConfiguration:
        s3.secret-key: "@broken-quote@
        s3.access-key: x
""",
    "jobs/twins.yaml": """\
kind: Deployment
apiVersion: v1
metadata: {name: twins}
spec:
  template:
    spec:
      artifact: {kind: JAR, jarUri: "s3://b/x.jar"}
      flinkConfiguration:
        s3.secret-key: &a @twin-first@
        s3.secret-key: @twin-second@
        s3.secret.key: *a
        taskmanager.memory.process.size: *a
        taskmanager.numberOfTaskSlots: *a
""",
    "jobs/template.yaml": """\
kind: Deployment
apiVersion: v1
metadata: {name: {{ name }} }
spec: {template: {spec: {artifact: {kind: JAR}, flinkConfiguration: {s3.secret-key: "@unrendered@", a: {{ b }} }}}}
""",
    "jobs/body.json": """\
{"kind": "Deployment", "apiVersion": "v1", "metadata": {"name": "json"}, "spec": {"template": {"spec": {
  "artifact": {"kind": "JAR", "jarUri": "s3://b/x.jar", "mainArgs": "--password @json@"},
  "flinkConfiguration": {"s3.secret-key": "@json-comma@",}}}}}
""",
    "jobs/operator.yaml": """\
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: operator}
spec:
  image: registry.example.com/flink:1.17
  flinkVersion: v1_17x
  flinkConfiguration: {s3.secret-key: "@operator-option@", taskmanager.numberOfTaskSlots: 2x}
  job: {jarURI: "http://u:@operator-uri@@h/x.jar", args: ["--password", "@operator-args@"], parallelism: 2x, upgradeMode: statful}
  podTemplate: {spec: {containers: [{name: flink-main-container, env: [{name: DB_PASSWORD, value: "@operator-variable@"}]}]}}
""",
    "jobs/secret.yaml": """\
apiVersion: v1
kind: Secret
stringData: {password: "@not-ours@"}
""",
}
"""Files full of mistakes, so that as many rules as can be speak about the secrets in them."""

SOUND = {
    "sound/orders.yaml": """\
kind: Deployment
apiVersion: v1
metadata:
  name: sound
  id: password=@dropped@
spec:
  deploymentTargetName: default
  upgradeStrategy: {kind: STATELESS}
  restoreStrategy: {kind: NONE}
  template:
    spec:
      parallelism: 1
      artifact:
        kind: JAR
        jarUri: s3://bucket/orders-1.0.jar
        flinkVersion: "1.17"
        mainArgs: --password @sound-arguments@
      flinkConfiguration:
        s3.secret-key: "@sound-option@"
        state.checkpoints.dir: s3://bucket/checkpoints
""",
    "envs/prod.yaml": """\
spec:
  template:
    spec:
      artifact: {mainArgs: "--password @overlay-arguments@"}
      flinkConfiguration: {s3.secret-key: "@overlay-option@", s3.access.key: "@overlay-new@"}
""",
    "envs/faulty.yaml": """\
spec:
  parallelism: "password=@faulty-overlay-enum@"
  upgradeStrategy: {kind: "password=@faulty-overlay@"}
  template: {spec: {flinkConfiguration: {s3.secret-key: "@faulty-overlay-option@", taskmanager.numberOfTaskSlots: 2x}}}
""",
    "defaults.yaml": """\
kind: DeploymentDefaults
apiVersion: v1
metadata: {namespace: default}
spec:
  template: {spec: {flinkConfiguration: {s3.secret-key: "@defaults@", taskmanager.numberOfTaskSlots: 2x}, parallelism: "password=@defaults-pair@"}}
""",
    "flinklint.toml": """\
[environments.prod]
overlays = ["envs/prod.yaml"]
[environments.faulty]
overlays = ["envs/faulty.yaml"]
""",
}
"""Deployments without errors besides their secrets, to compile and compare."""

FILES = {**MANIFESTS, **SOUND}


def token(place: str) -> str:
    """The secret of a place."""
    return f"q7{hashlib.sha256(place.encode()).hexdigest()[:10]}Zx9w"


def plant(folder: Path, files: dict[str, str]) -> None:
    """Write files, each `@place@` in them the secret of that place."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_PLACE.sub(lambda match: token(match[1]), text), encoding="utf-8")


def planted(*texts: str) -> list[str]:
    """The places of secrets in texts."""
    return sorted({match[1] for text in texts for match in _PLACE.finditer(text)})


def leaks(shown: str, places: list[str]) -> list[str]:
    """The places whose secrets are shown."""
    return [place for place in places if token(place) in shown]
