"""One fault put into an example is found at its place, and said once.

The examples are the unmodified files of the project; each row edits one of them in one place.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Hit, run

from flinklint.rule import load

EXAMPLES = Path(__file__).parents[2] / "examples"
SQL = "sql/orders-by-minute.yaml"
JAR = "jar/clickstream-sessions.yaml"
PYTHON = "python/word-count.yaml"

SLOTS = '        taskmanager.numberOfTaskSlots: "1"\n'
TWO_SLOTS = '        taskmanager.numberOfTaskSlots: "2"\n'
TM = "        taskmanager:\n          cpu: 1\n          memory: 2Gi"
JM = "        jobmanager:\n          cpu: 1\n          memory: 1Gi"
HEAD = "kind: Deployment\napiVersion: v1\n"
ORDERS = "metadata:\n  name: orders-by-minute\n  labels:\n    team: orders\n    env: prod\n"
WORDS = "metadata:\n  name: word-count\n  labels:\n    team: data-science\n"
GITHUB = "ghp_" + "a1B2c3" * 6
ALIBABA = "LTAI" + "4Fh1yS0mE9xQ2bVt"

# code, example, what is replaced, what with, the text under the finding
MUTANTS = [
    ("FL401", SQL, "parallelism: 2", "parallelism: 0", "0"),
    ("FL401", SQL, "numberOfTaskManagers: 2", "numberOfTaskManagers: -2", "-2"),
    ("FL401", SQL, SLOTS, SLOTS + '        pipeline.max-parallelism: "1"\n', "2"),
    ("FL402", SQL, JM, JM.replace("1Gi", "400Mi"), "400Mi"),
    ("FL402", JAR, "memory: 1.5Gi", "memory: 500m", "500m"),
    ("FL402", JAR, "memory: 1.5Gi", "memory: 512Mi", "512Mi"),
    ("FL403", SQL, "memory: 2Gi", "memory: 1000Mi", "1000Mi"),
    ("FL403", PYTHON, "memory: 2Gi", "memory: 1g", "1g"),
    ("FL404", SQL, JM, JM.replace("1Gi", "1g"), "1g"),
    ("FL404", JAR, "memory: 4Gi", "memory: 4096M", "4096M"),
    ("FL405", SQL, JM, JM.replace("cpu: 1", "cpu: 500m"), "500m"),
    ("FL405", JAR, "cpu: 0.5", "cpu: 0.05", "0.05"),
    ("FL406", SQL, "memory: 2Gi", "memory: 2048", "2048"),
    ("FL406", JAR, "memory: 4Gi", "memory: 4 GB", "4 GB"),
    ("FL407", JAR, "memory: 4Gi", "memory: 64Gi", "64Gi"),
    ("FL407", SQL, TM, TM.replace("cpu: 1", "cpu: 8"), "2Gi"),
    ("FL408", SQL, SLOTS, SLOTS + "        taskmanager.memory.framework.heap.size: 2g\n", "2g"),
    ("FL408", PYTHON, "off-heap.size: 256m", "off-heap.size: 1g", "1g"),
    ("FL409", SQL, SLOTS, SLOTS + "        taskmanager.memory.process.size: 4g\n", "4g"),
    ("FL409", JAR, TWO_SLOTS, TWO_SLOTS + "        jobmanager.memory.process.size: 1g\n", "1g"),
    ("FL410", SQL, "numberOfTaskManagers: 2", "numberOfTaskManagers: 1", "1"),
    ("FL410", JAR, "parallelism: 4", "parallelism: 5", "2"),
    ("FL411", SQL, "numberOfTaskManagers: 2", "numberOfTaskManagers: 3", "3"),
    ("FL411", JAR, "parallelism: 4", "parallelism: 2", "2"),
    ("FL412", JAR, TWO_SLOTS, TWO_SLOTS.replace("2", "16"), '"16"'),
    ("FL412", SQL, SLOTS, SLOTS.replace("1", "5"), '"5"'),
    ("FL414", SQL, TM, TM.replace("cpu: 1", "cpu: 2"), "2"),
    ("FL414", JAR, "cpu: 2", "cpu: 2.5", "2.5"),
    ("FL802", SQL, SLOTS, SLOTS + "        s3.secret-key: q7Zt1mC0\n", "q7Zt1mC0"),
    ("FL802", JAR, "--session-gap-minutes 30", "--password q7Zt1mC0", "q7Zt1mC0"),
    ("FL803", SQL, "team: orders", f"team: {ALIBABA}", ALIBABA),
    ("FL803", JAR, "--session-gap-minutes 30", f"--id {GITHUB}", GITHUB),
    ("FL804", JAR, "jarUri: oss://web-analytics", "jarUri: http://files.example.com", "http"),
    ("FL804", PYTHON, "- oss://data-science", "- http://files.example.com", "http"),
    ("FL805", JAR, "value: kafka-1.web.internal:9093", "value: ${db_password}", "${db_password}"),
    ("FL805", SQL, "team: orders", "team: ${team}", "${team}"),
    ("FL806", JAR, "--session-gap-minutes 30", "--security.protocol PLAINTEXT", "PLAINTEXT"),
    ("FL806", JAR, "--session-gap-minutes 30", "--security.protocol SASL_PLAINTEXT",
     "SASL_PLAINTEXT"),
    ("FL901", SQL, "team: orders", "team: the orders", "the orders"),
    ("FL901", JAR, "cost-center: web-analytics", "cost center: web-analytics", "cost center"),
    ("FL902", SQL, "    env: prod\n", "", "labels"),
    ("FL902", PYTHON, "    team: data-science\n", "    owner: data-science\n", "labels"),
    ("FL903", SQL, "env: prod", "env: 1.10", "1.10"),
    ("FL903", JAR, 'stop-with-drain: "false"', "stop-with-drain: false", "false"),
    ("FL910", SQL, '"": INFO', '"": WARNING', "WARNING"),
    ("FL910", PYTHON, '"": INFO', '"": VERBOSE', "VERBOSE"),
    ("FL911", SQL, "org.apache.kafka: WARN", "org.apache.kafka: WARNING", "WARNING"),
    ("FL911", JAR, "com.example.clickstream: DEBUG", "com: {example: DEBUG}", "com"),
    ("FL912", SQL, '"": INFO', "root.level: ERROR", "root.level"),
    ("FL912", PYTHON, '"": INFO', "rootLogger: DEBUG", "rootLogger"),
    ("FL913", SQL, "loggingProfile: default", 'loggingProfile: ""', '""'),
    ("FL913", PYTHON, "loggingProfile: default\n",
     "loggingProfile: default\n        log4j2ConfigurationTemplate: <Configuration></Configuration>\n", "default"),
    ("FL914", JAR, '"": INFO', '"": DEBUG', "DEBUG"),
    ("FL914", JAR, '"": INFO', '"": TRACE', "TRACE"),
    ("FL920", SQL, HEAD + ORDERS, ORDERS + HEAD, "metadata"),
    ("FL920", PYTHON, HEAD + WORDS, WORDS + HEAD, "metadata"),
    ("FL921", SQL, "  state: CANCELLED\n", "  state: CANCELLED\n  sessionClusterName: null\n", "null"),
    ("FL921", JAR, "cpu: 0.5", "cpu: 1", "1"),
]  # fmt: skip

OPTIONS = {"FL414": {"cpu": "4.5"}, "FL902": {"labels": "env, team"}}


def found(code: str, text: str, name: str) -> list[Hit]:
    """What all rules that are on, and the one meant, find; without what has been asked for."""
    rules = [rule for rule in load() if rule.enabled or rule.code == code]
    outcome = run(text, rules, name=name, rule_options=OPTIONS)
    assert not outcome.crashed
    return [Hit(finding) for finding in outcome.findings]


@pytest.mark.parametrize(
    ("code", "example", "before", "after", "under"),
    [pytest.param(*row, id=f"{row[0]}-{number}") for number, row in enumerate(MUTANTS)],
)
def test_a_mutant_is_found_at_its_place_and_nothing_else_is_said(
    code, example, before, after, under
):
    text = (EXAMPLES / example).read_text("utf-8")
    assert text.count(before) >= 1
    known = {(hit.code, hit.message) for hit in found(code, text, example)}
    mutant = text.replace(before, after, 1)
    new = [
        hit for hit in found(code, mutant, example)
        if (hit.code, hit.message) not in known
    ]  # fmt: skip
    assert [(hit.code, hit.text) for hit in new] == [(code, under)]
