"""What rules make of input that is seldom met: each row takes a branch that no other test takes.

`make coverage` fails where the tests of this folder and the pages' samples leave one of a rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from support import Hit, run, sql_deployment

from flinklint.own_rules import OwnRuleFailure
from flinklint.rule import load
from flinklint.source import Source
from flinklint.tree import read

RULES = {rule.code: rule for rule in load()}
HEAD = "kind: Deployment\napiVersion: v1\nmetadata: {name: orders}\n"
JAR = 'artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}'
PATCH = "kind: Deployment\napiVersion: v1\n"
TABLES = (
    "CREATE TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
    "CREATE TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
)
INSERT = "INSERT INTO snk SELECT id FROM src;"


@dataclass(frozen=True)
class Case:
    """A text, and each finding of the rule in it: what is blamed, the message, how many fixes.

    `more` are the codes of rules that run too; `options` are settings.
    """

    title: str
    code: str
    text: str
    options: dict[str, Any] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    said: tuple[tuple[str, str, int], ...] = ()


def job(*fields: str, spec: str = "", artifact: str = JAR, head: str = HEAD) -> str:
    """A deployment: lines of `spec`, and of the job's own `spec`."""
    inner = "".join(f"      {line}\n" for line in (artifact, *fields))
    return f"{head}spec:\n{spec}  template:\n    spec:\n{inner}"


def quoted_sql(sql: str) -> str:
    """A script between double quotes, in which no comment can be edited by its place."""
    return job(artifact=f'artifact: {{kind: SQLSCRIPT, flinkVersion: "1.17", sqlScript: "{sql}"}}')


def defaults(text: str) -> dict[str, Any]:
    """Settings with the platform's own defaults."""
    return {
        "defaults": tuple(
            read(Source("defaults.yaml", f"kind: DeploymentDefaults\n{text}")).documents
        )
    }


ONE_LINE = f"{TABLES}{INSERT} ".replace("\n", " ")
CASES = [
    Case(
        "a tab that only a narrow one makes right",
        "FL005",
        HEAD + "spec:\n  deploymentTargetName: a\n\tstate: RUNNING\n",
        said=(("\t", "a tab is used as indentation, which YAML forbids", 1),),
    ),
    Case(
        "a tab in a file with more faults",
        "FL005",
        HEAD + "spec:\n\tdeploymentTargetName: a\nb: [\n",
        said=(("\t", "a tab is used as indentation, which YAML forbids", 0),),
    ),
    Case(
        "unused in a script between quotes",
        "FL010",
        quoted_sql(f"{ONE_LINE}-- flinklint: ignore[FL602] why"),
        more=("FL602",),
        said=(("flinklint: ignore[FL602]", "nothing of FL602 is found here", 0),),
    ),
    Case(
        "one unused of two in a script between quotes",
        "FL010",
        quoted_sql(f"{ONE_LINE.replace('FROM', 'FRM')}-- flinklint: ignore[FL602, FL606] why"),
        more=("FL602", "FL606"),
        said=(("FL606", "nothing of FL606 is found here", 0),),
    ),
    Case(
        "a misspelt verb",
        "FL011",
        job("parallelism: 1  # flinklint: ingore[FL401] why"),
        said=(("ingore", "`ingore` is no suppression", 1),),
    ),
    Case(
        "a misspelt verb between quotes",
        "FL011",
        quoted_sql(f"{ONE_LINE}-- flinklint: ingore[FL602] why"),
        said=(("ingore", "`ingore` is no suppression", 0),),
    ),
    Case(
        "no brackets",
        "FL011",
        job("parallelism: 1  # flinklint: ignore FL401"),
        said=(("flinklint: ignore", "the suppression names no rules in brackets", 0),),
    ),
    Case(
        "no reason where one is wanted",
        "FL011",
        job("parallelism: 1  # flinklint: ignore[FL401]"),
        options={"rule_options": {"FL011": {"require-reason": "yes"}}},
        said=(("flinklint: ignore[FL401]", "the suppression gives no reason", 0),),
    ),
    Case(
        "an unknown rule between quotes",
        "FL011",
        quoted_sql(f"{ONE_LINE}-- flinklint: ignore[FL6O2] why"),
        said=(("FL6O2", "`FL6O2` is no rule", 0),),
    ),
    Case(
        "expired between quotes",
        "FL012",
        quoted_sql(f"{ONE_LINE}-- flinklint: ignore[FL602] until=2021-01-01 why"),
        said=(("until=2021-01-01", "the suppression of FL602 expired on 2021-01-01", 0),),
    ),
    Case(
        "a list in the place of a mapping",
        "FL102",
        job("logging: [a]"),
        said=(("logging", "`logging` must be a mapping, not a list", 0),),
    ),
    Case(
        "a misspelt artifact in the place of the template",
        "FL104",
        HEAD + "spec: {artefact: {kind: JAR}}\n",
    ),
    Case("text in the place of a mapping", "FL104", HEAD + "spec: none\n"),
    Case(
        "a target from the defaults",
        "FL109",
        job(),
        options=defaults("spec: {deploymentTargetName: default}\n"),
    ),
    Case(
        "a strategy from the defaults",
        "FL206",
        job(spec="  upgradeStrategy: {kind: STATEFUL}\n"),
        options=defaults("spec: {restoreStrategy: {kind: NONE}}\n"),
        said=(("spec", "the savepoint of a STATEFUL upgrade is never restored", 0),),
    ),
    Case(
        "a field that came with a merge key",
        "FL212",
        PATCH
        + "metadata: {name: a}\nspec: {upgradeStrategy: {kind: NONE}, <<: {maxSavepointCreationAttempts: 3}}\n",
        said=(("3", "no savepoint is taken when the upgrade strategy is NONE", 0),),
    ),
    Case(
        "an interval over two lines",
        "FL215",
        job(
            "flinkConfiguration:",
            '  execution.checkpointing.interval: "60',
            '   s"',
            spec="  restoreStrategy: {kind: LATEST_STATE}\n  upgradeStrategy: {kind: STATELESS}\n",
        ),
        said=(
            (
                "flinkConfiguration",
                "LATEST_STATE finds no checkpoint after a cancel: none is kept",
                0,
            ),
        ),
    ),
    Case(
        "high availability from the defaults",
        "FL218",
        job(artifact=JAR.replace("1.17", "1.20"), spec="  deploymentTargetName: a\n"),
        options=defaults(
            "spec: {template: {spec: {flinkConfiguration: {high-availability: vvp-kubernetes}}}}\n"
        ),
        said=(
            (
                "spec",
                "images of Flink 1.20 do not have vvp-kubernetes (from the defaults), which ended with 1.17",
                0,
            ),
        ),
    ),
    Case(
        "arguments with an escape",
        "FL314",
        job(
            artifact='artifact: {kind: JAR, flinkVersion: "1.17", entryClass: org.apache.flink.client.python.PythonDriver, jarUri: "local:///opt/flink/opt/flink-python_2.12-1.17.1.jar", mainArgs: "-py j\\x6fb.py"}'
        ),
        said=(("j\\x6fb.py", "the program job.py is a relative path, which is not found", 0),),
    ),
    Case(
        "dependencies that are no list",
        "FL316",
        job(
            artifact='artifact: {kind: PYTHON, flinkVersion: "1.17", pythonArtifactUri: "oss://b/a.py", mainArgs: "-pyfs /flink/usrlib/x.py", additionalDependencies: x}'
        ),
    ),
    Case(
        "memory by an alias",
        "FL404",
        job("resources: {jobmanager: {memory: &m 2G}, taskmanager: {memory: *m}}"),
        options={"platform": "managed"},
        said=(
            ("2G", "jobmanager memory 2G means 2 GB or 2 GiB", 1),
            ("2G", "taskmanager memory 2G means 2 GB or 2 GiB", 0),
        ),
    ),
    Case(
        "a patch, and cpu from the defaults",
        "FL405",
        job("parallelism: 1", "resources: {jobmanager: {memory: 1Gi}}", head=PATCH),
        options=defaults("spec: {template: {spec: {resources: {jobmanager: {cpu: 500m}}}}}\n"),
    ),
    Case(
        "NaN in JSON, which another rule tells of",
        "FL405",
        '{"kind": "Deployment", "apiVersion": "v1", "metadata": {"name": "a"}, "spec": {"template": {"spec": {"resources": {"jobmanager": {"cpu": NaN}}}}}}',
        options={"name": "a.json"},
    ),
    Case(
        "cpu in thousandths from the defaults",
        "FL405",
        job("resources: {jobmanager: {memory: 1Gi}}"),
        options=defaults("spec: {template: {spec: {resources: {jobmanager: {cpu: 500m}}}}}\n"),
        said=(
            (
                "jobmanager",
                "jobmanager cpu 500m (from the defaults) is a Kubernetes quantity, not a number of cores",
                0,
            ),
        ),
    ),
    Case(
        "parts that only the defaults have",
        "FL408",
        job(),
        options=defaults(
            "spec: {template: {spec: {resources: {taskmanager: {memory: 1Gi}}, flinkConfiguration: {taskmanager.memory.managed.size: 4g}}}}\n"
        ),
    ),
    Case(
        "only the task managers are written",
        "FL410",
        job("numberOfTaskManagers: 1"),
        options=defaults("spec: {template: {spec: {parallelism: 4}}}\n"),
        said=(
            (
                "1",
                "1 task manager with 1 slot (the platform's default) cannot run a parallelism of 4 (from the defaults)",
                0,
            ),
        ),
    ),
    Case(
        "slots in a patch, whose memory is not known",
        "FL412",
        job("flinkConfiguration: {taskmanager.numberOfTaskSlots: '4'}", head=PATCH),
    ),
    Case(
        "a list with a null",
        "FL510",
        job("flinkConfiguration: {pipeline.jars: [a, null]}"),
        said=(("pipeline.jars", "pipeline.jars is a list, and Flink takes text only", 0),),
    ),
    Case(
        "a parent whose newer name is there",
        "FL513",
        job(
            "flinkConfiguration: {high-availability: kubernetes, high-availability.storageDir: s3://b/x, high-availability.type: kubernetes}",
            artifact=JAR.replace("1.17", "2.0"),
        ),
        said=(
            (
                "high-availability",
                "`high-availability` is a value and the parent of `high-availability.storageDir`",
                0,
            ),
        ),
    ),
    Case(
        "a strategy from the defaults",
        "FL522",
        job("flinkConfiguration: {restart-strategy.fixed-delay.attempts: '3', a: b}"),
        options=defaults(
            "spec: {template: {spec: {flinkConfiguration: {restart-strategy: failure-rate}}}}\n"
        ),
        said=(
            (
                "restart-strategy.fixed-delay.attempts",
                "`restart-strategy.fixed-delay.attempts` has no effect: the strategy is failure-rate (from the defaults)",
                0,
            ),
        ),
    ),
    Case(
        "a source that nothing reads",
        "FL525",
        sql_deployment(
            TABLES.replace(
                "CREATE TABLE src",
                "CREATE TABLE cdc (id BIGINT) WITH ('connector' = 'mysql-cdc', 'scan.incremental.snapshot.enabled' = 'false');\nCREATE TABLE src",
            )
            + "SET 'execution.checkpointing.interval' = '60s';\n"
            + INSERT
        ),
    ),
    Case(
        "another dialect",
        "FL609",
        "SET 'table.sql-dialect' = 'hive';\nCREATE TABLE t (id BIGINT);\n",
        options={"name": "a.sql"},
    ),
    Case(
        "a table without columns",
        "FL609",
        "CREATE TABLE t;\n",
        options={"name": "a.sql"},
        said=(("t", "table `t` has no 'connector'", 0),),
    ),
    Case(
        "an option written with an escape",
        "FL618",
        quoted_sql("SET 'execution.checkpointing.interv\\x61ll' = '60s'; " + ONE_LINE),
        said=(
            (
                "'execution.checkpointing.interv\\x61ll'",
                "'execution.checkpointing.intervall' is no option of Flink",
                0,
            ),
        ),
    ),
    Case(
        "an option written twice, once with an escape",
        "FL624",
        quoted_sql(
            ONE_LINE.replace(
                "'datagen'", "'datagen', 'rows-per-\\x73econd' = '1', 'rows-per-second' = '2'"
            )
        ),
        said=(
            (
                "'rows-per-\\x73econd'",
                "'rows-per-second' is given again below, and this one has no effect",
                0,
            ),
        ),
    ),
    Case(
        "a star of a table made LIKE another",
        "FL704",
        sql_deployment(TABLES + "CREATE TABLE b LIKE src;\nINSERT INTO snk SELECT * FROM b;"),
        said=(("*", "`*` writes columns by their place, not by their names", 0),),
    ),
    Case(
        "a watermark of a batch job",
        "FL708",
        "SET 'execution.runtime-mode' = 'batch';\nCREATE TABLE k (id BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts) WITH ('connector' = 'kafka');\nINSERT INTO snk SELECT id FROM k;",
        options={"name": "a.sql"},
    ),
    Case(
        "a source made LIKE another",
        "FL709",
        "CREATE TABLE a (id BIGINT) WITH ('connector' = 'mysql-cdc', 'hostname' = 'x');\nCREATE TABLE b LIKE a;\n"
        + TABLES
        + "INSERT INTO snk SELECT id FROM b;",
        options={"name": "a.sql"},
        said=(
            ("'mysql-cdc'", "no 'server-id': the source draws one that another reader may have", 0),
        ),
    ),
    Case(
        "options that a placeholder goes on with",
        "FL709",
        "CREATE TABLE a (id BIGINT) WITH ('connector' = 'mysql-cdc', 'hostname' = 'x', ${more});\n"
        + TABLES
        + "INSERT INTO snk SELECT id FROM a;",
        options={"name": "a.sql"},
    ),
    Case(
        "the same ids on two hosts",
        "FL709",
        "CREATE TABLE a (id BIGINT) WITH ('connector' = 'mysql-cdc', 'hostname' = 'x', 'server-id' = '5400-5404');\nCREATE TABLE b (id BIGINT) WITH ('connector' = 'mysql-cdc', 'hostname' = 'y', 'server-id' = '5400-5404');\n"
        + TABLES
        + "INSERT INTO snk SELECT id FROM a UNION ALL SELECT id FROM b;",
        options={"name": "a.sql"},
    ),
    Case(
        "one source declared twice",
        "FL709",
        "CREATE TABLE a (id BIGINT) WITH ('connector' = 'mysql-cdc', 'hostname' = 'x', 'server-id' = '5400-5404');\nCREATE TABLE b (id BIGINT) WITH ('connector' = 'mysql-cdc', 'hostname' = 'x', 'server-id' = '5400-5404');\n"
        + TABLES
        + "INSERT INTO snk SELECT id FROM a UNION ALL SELECT id FROM b;",
        options={"name": "a.sql"},
    ),
    Case(
        "a lookup of a table made LIKE another",
        "FL714",
        "CREATE TABLE d (id BIGINT) WITH ('connector' = 'jdbc');\nCREATE TABLE e LIKE d;\nCREATE TABLE p (id BIGINT, pt AS PROCTIME()) WITH ('connector' = 'datagen');\n"
        + TABLES
        + "INSERT INTO snk SELECT p.id FROM p JOIN e FOR SYSTEM_TIME AS OF p.pt ON p.id = e.id;",
        options={"name": "a.sql"},
    ),
    Case(
        "an address by an alias",
        "FL804",
        job(
            "x: &u http://example.com/a.jar",
            artifact='artifact: {kind: JAR, jarUri: "oss://b/a.jar", additionalDependencies: [&v "http://example.com/a.jar", *v]}',
        ),
        said=(
            ("http", "additionalDependencies is fetched from example.com over http", 1),
            ("http", "additionalDependencies is fetched from example.com over http", 0),
        ),
    ),
    Case(
        "a label by an alias",
        "FL903",
        HEAD.replace("{name: orders}", "{name: orders, labels: {a: &a 1, b: *a}}") + "spec: {}\n",
        said=(
            ("1", "label a is `1`, a number and not a text", 1),
            ("1", "label b is `1`, a number and not a text", 0),
        ),
    ),
    Case(
        "a level by an alias",
        "FL911",
        job("logging: {log4jLoggers: {a: &o OFF, b: *o}}"),
        said=(
            ("OFF", "the logger a has OFF, a boolean to YAML 1.1", 1),
            ("OFF", "the logger b has OFF, a boolean to YAML 1.1", 0),
        ),
    ),
    Case(
        "a key after a question mark",
        "FL920",
        "spec: {}\n? kind\n: Deployment\napiVersion: v1\nmetadata: {name: a}\n",
        said=(("spec", "spec is out of the usual order: kind, apiVersion, metadata, spec", 0),),
    ),
    Case(
        "a merge key",
        "FL920",
        "spec: {}\nkind: Deployment\napiVersion: v1\nmetadata: {name: a}\n<<: {}\n",
        said=(("spec", "spec is out of the usual order: kind, apiVersion, metadata, spec", 0),),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.title}")
def test_takes_input_that_is_seldom_met(case: Case) -> None:
    rules = [RULES[code] for code in (case.code, *case.more)]
    outcome = run(case.text, rules, **case.options)
    assert not outcome.crashed
    hits = [Hit(finding) for finding in outcome.findings if finding.code == case.code]
    assert [(hit.text, hit.message, len(hit.fixes)) for hit in hits] == list(case.said)


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ("SELECT  1", []),
        ("SELECT 2", ["`sqlScriptFile` and `sqlScript` hold different scripts"]),
    ],
)
def test_holds_a_script_beside_a_script_file_to_it(
    tmp_path: Path, beside: str, said: list[str]
) -> None:
    (tmp_path / "a.sql").write_text("SELECT 1\n", encoding="utf-8")
    script = f"kind: SQLSCRIPT, sqlScriptFile: a.sql, sqlScript: {beside}"
    text = job(artifact=f'artifact: {{{script}, flinkVersion: "1.17"}}')
    outcome = run(text, [RULES["FL120"]], name=str(tmp_path / "job.yaml"), root=tmp_path)
    assert [finding.message for finding in outcome.findings] == said


def test_tells_whose_fault_an_own_rule_is() -> None:
    def fail(_: object) -> Any:
        raise OwnRuleFailure("rules/team.py:7") from ZeroDivisionError()

    rules = [RULES["FL099"], replace(RULES["FL206"], check=fail)]
    [finding] = run(job(), rules).findings
    assert finding.message == (
        "rule FL206 stateful-restore-none failed with ZeroDivisionError at rules/team.py:7"
    )
    assert finding.hint == "this is a fault of the rule, which is one of your own"
