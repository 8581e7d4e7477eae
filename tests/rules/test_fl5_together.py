"""The rules on flinkConfiguration together: single faults in the examples, and Flink's own verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import run

from flinklint.rule import load

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = {path.stem: path for path in (ROOT / "examples").rglob("*.yaml")}
SQL, JAR, PYTHON = "orders-by-minute", "clickstream-sessions", "word-count"
RULES = [rule for rule in load() if rule.enabled]
RETENTION = "execution.checkpointing.externalized-checkpoint-retention"
SAVEPOINT = ("kind: LATEST_STATE", "kind: LATEST_SAVEPOINT")
OWN_NOTES = {"FL216"}  # high availability is not the examples' matter


def findings(text):
    return [f for f in run(text, RULES).findings if f.code not in OWN_NOTES]


def mutated(example, *replacements):
    text = EXAMPLES[example].read_text("utf-8")
    for old, new in replacements:
        assert old in text or old.endswith(".jar")
        text = text.replace(old, new, 1)
    return text


def after(line, *more):
    """A replacement that adds lines below one."""
    return line, "\n        ".join([line, *more])


INTERVAL = "execution.checkpointing.interval: 180s"
PAUSE = "execution.checkpointing.min-pause: 60s"
SLOTS = 'taskmanager.numberOfTaskSlots: "1"'
DELAY = "restart-strategy.fixed-delay.delay: 10 s"
MUTANTS = [
    ("FL501", SQL, (INTERVAL, "execution.checkpointing.interval: 0 s")),
    ("FL501", SQL, (INTERVAL, "execution.checkpointing.interval:")),
    ("FL501", PYTHON, ("checkpointing.interval: 1 min", "checkpointing.interval: 5 ms")),
    ("FL502", PYTHON, ("checkpointing.interval: 1 min", "checkpointing.interval: 90 min")),
    ("FL502", JAR, ("checkpointing.interval: 2 min", "checkpointing.interval: 2 h")),
    ("FL503", SQL, (PAUSE, "execution.checkpointing.min-pause: 600s")),
    ("FL503", JAR, ("min-pause: 30 s", "min-pause: 30 min")),
    ("FL504", SQL, after(PAUSE, 'execution.checkpointing.max-concurrent-checkpoints: "2"')),
    ("FL504", JAR, after("min-pause: 30 s", 'execution.checkpointing.max-concurrent-checkpoints: "3"')),
    ("FL505", SQL, ("RETAIN_ON_CANCELLATION", "Always")),
    ("FL505", JAR, ("RETAIN_ON_CANCELLATION", "RETAIN")),
    ("FL507", SQL, after(PAUSE, "execution.checkpointing.timeout: 60s")),
    ("FL507", PYTHON, after("min-pause: 30 s", "execution.checkpointing.timeout: 30 s")),
    ("FL508", SQL, after(PAUSE, 'execution.checkpointing.unaligned: "true"')),
    ("FL508", JAR, after("min-pause: 30 s", 'execution.checkpointing.unaligned: "TRUE"')),
    (
        "FL509",
        SQL,
        after(PAUSE, 'execution.checkpointing.unaligned: "true"', "execution.checkpointing.mode: AT_LEAST_ONCE"),
    ),
    ("FL510", SQL, (SLOTS, "taskmanager.numberOfTaskSlots: 1")),
    ("FL510", SQL, ("restart-strategy: fixed-delay", "restart-strategy: [fixed-delay]")),
    ("FL510", JAR, ('state.backend.incremental: "true"', "state.backend.incremental: true")),
    ("FL510", JAR, ('state.backend.incremental: "true"', "state.backend.incremental: null")),
    ("FL511", SQL, ("table.exec.source.idle-timeout", "table.exec.source.idle-timeot")),
    ("FL511", JAR, ("state.backend.incremental", "state.backend.incremantal")),
    ("FL511", PYTHON, ("taskmanager.memory.task.off-heap.size", "taskmanager.memory.tasks.offheap.size")),
    ("FL514", SQL, (INTERVAL, "execution.checkpointing.interval: 3m")),
    ("FL514", SQL, (INTERVAL, 'execution.checkpointing.interval: ""')),
    ("FL514", PYTHON, ("off-heap.size: 256m", "off-heap.size: 256Mi")),
    ("FL514", PYTHON, ("attempts: \"10\"", "attempts: ten")),
    ("FL514", JAR, ("state.backend: rocksdb", "state.backend: rockdb")),
    ("FL515", SQL, after(SLOTS, 'parallelism.default: "3"')),
    ("FL515", JAR, after('taskmanager.numberOfTaskSlots: "2"', 'parallelism.default: "8"')),
    ("FL516", SQL, after(SLOTS, "state.checkpoints.dir: file:///data/checkpoints")),
    ("FL516", JAR, after("state.backend: rocksdb", "state.savepoints.dir: /data/savepoints")),
    ("FL517", JAR, after("state.backend: rocksdb", 'taskmanager.memory.managed.fraction: "0.0"')),
    ("FL517", JAR, after("state.backend: rocksdb", "taskmanager.memory.managed.size: 0m")),
    ("FL519", SQL, after(SLOTS, 'rest.port: "9999"')),
    ("FL519", JAR, after("state.backend: rocksdb", "kubernetes.cluster-id: mine")),
    ("FL520", SQL, ("restart-strategy: fixed-delay", "restart-strategy: Fixed Delay")),
    ("FL520", JAR, ("restart-strategy: failure-rate", "restart-strategy: exponential-delay")),
    ("FL521", SQL, ('        restart-strategy.fixed-delay.attempts: "10"\n', "")),
    ("FL521", PYTHON, ('        restart-strategy.fixed-delay.attempts: "10"\n', "")),
    ("FL522", SQL, ("restart-strategy: fixed-delay", "restart-strategy: failure-rate")),
    ("FL522", PYTHON, after(DELAY, "restart-strategy.failure-rate.delay: 10 s")),
    ("FL523", SQL, ("restart-strategy: fixed-delay", "restart-strategy: none")),
    ("FL523", JAR, ("restart-strategy: failure-rate", 'restart-strategy: "off"')),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "example", "replacement"), MUTANTS, ids=[f"{m[0]}-{n}" for n, m in enumerate(MUTANTS)]
)
def test_one_fault_is_found_by_one_rule(code, example, replacement):
    assert [finding.code for finding in findings(mutated(example, replacement))] == [code]


NEWER = [
    ('flinkVersion: "1.11"', 'flinkVersion: "1.20"'),
    ("flinkImageTag: 1.11.2-vvr-2.1.1", "flinkImageTag: 1.20.1-vvr-11.1.0"),
]
NEWER += [("-1.11.2.jar", "-1.20.1.jar")]
NEWER_NAMES = [("restart-strategy: f", "restart-strategy.type: f")]
BACKEND = [
    ("state.backend:", "state.backend.type:"),
    ("state.backend.incremental", "execution.checkpointing.incremental"),
]
UNALIGNED = after("min-pause: 30 s", 'execution.checkpointing.unaligned: "true"')
STATELESS = [("  upgradeStrategy:\n    kind: STATEFUL\n", ""), SAVEPOINT]
FURTHER = [
    ("FL506", SQL, STATELESS, (f"        {INTERVAL}\n", "")),
    ("FL506", SQL, [*STATELESS, ("RETAIN_ON", "DELETE_ON")], (f"        {INTERVAL}\n", "")),
    ("FL509", PYTHON, [UNALIGNED], after("min-pause: 30 s", "execution.checkpointing.mode: AT_LEAST_ONCE")),
    ("FL509", JAR, [("min-pause: 30 s", "min-pause: 0 s"), after("min-pause: 0 s", UNALIGNED[1].split("\n")[1].strip())], after("min-pause: 0 s", 'execution.checkpointing.max-concurrent-checkpoints: "2"')),
    ("FL512", PYTHON, [*NEWER, *NEWER_NAMES], after(DELAY, "state.savepoints.dir: oss://b/s")),
    ("FL512", JAR, [*NEWER, *NEWER_NAMES, *BACKEND], ("state.backend.type:", "state.backend:")),
    ("FL513", PYTHON, [*NEWER, *NEWER_NAMES], after(DELAY, "restart-strategy: failure-rate")),
    ("FL513", JAR, [*NEWER, *NEWER_NAMES, *BACKEND], after("state.backend.type: rocksdb", "state.backend: hashmap")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "example", "before", "replacement"),
    FURTHER,
    ids=[f"{m[0]}-{n}" for n, m in enumerate(FURTHER)],
)
def test_one_fault_adds_one_finding(code, example, before, replacement):
    def codes(*replacements):
        return sorted(finding.code for finding in findings(mutated(example, *replacements)))

    clean = codes(*before)
    assert code not in clean
    assert [one for one in codes(*before, replacement) if one not in clean] == [code]


@pytest.mark.parametrize(
    ("code", "replacements"),
    [
        ("FL501", [SAVEPOINT, (f"        {INTERVAL}\n", "")]),
        ("FL214", [(f"        {INTERVAL}\n", "")]),
        ("FL506", [("  upgradeStrategy:\n    kind: STATEFUL\n", ""), SAVEPOINT, (f"        {INTERVAL}\n", "")]),
    ],
)  # fmt: skip
def test_a_missing_interval_has_one_spokesman(code, replacements):
    codes = [finding.code for finding in findings(mutated(SQL, *replacements))]
    assert [one for one in codes if one in ("FL214", "FL501", "FL506", "FL523")] == [code]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_have_no_error_and_no_warning(example):
    found = run(EXAMPLES[example].read_text("utf-8"), [r for r in RULES if r.code[:3] == "FL5"])
    assert found.findings == []


# --- what Flink's own parsers said --------------------------------------------------------------

OPTIONS = {
    "duration": "execution.checkpointing.min-pause",
    "memory": "taskmanager.memory.network.max",
    "boolean": "state.backend.local-recovery",
    "int": "web.history",
    "double": "restart-strategy.exponential-delay.backoff-multiplier",
}
SINCE = {"double": (1, 13)}


def verdict(fact, version):
    if not isinstance(fact, list):
        return fact is not False
    found = fact[0][1]
    for since, value in fact:
        if tuple(map(int, since.split("."))) <= tuple(map(int, version.split("."))):
            found = value
    return found is not False


def probes():
    for name in ("value_probes.json", "value_probes_more.json"):
        data = json.loads((ROOT / "tests" / "data" / name).read_text("utf-8"))["probes"]
        for kind, key in OPTIONS.items():
            for text, fact in data.get(kind, {}).items():
                if "\x00" not in text and text.isprintable() and "${" not in text:
                    yield kind, key, text, fact


PROBES = list(probes())
FL514 = [rule for rule in RULES if rule.code == "FL514"]


@pytest.mark.parametrize("version", ["1.11", "1.14", "1.17", "1.20", "2.3"])
def test_judges_every_probed_value_as_that_flink_did(version):
    """A fault in one value each: refused exactly where the version's own parser refused it."""
    judged, wrong = 0, []
    for kind, key, text, fact in PROBES:
        if SINCE.get(kind, (0,)) > tuple(map(int, version.split("."))):
            continue
        manifest = (
            "kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {template: {spec: {"
            f'artifact: {{kind: JAR, flinkVersion: "{version}"}}, flinkConfiguration: '
            f"{{{key}: {json.dumps(text)}}}}}}}}}\n"
        )
        refused = bool(run(manifest, FL514).findings)
        judged += 1
        if refused == verdict(fact, version):
            wrong.append((kind, text))
    assert wrong == []
    assert judged >= 200
