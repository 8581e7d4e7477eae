from __future__ import annotations

import pytest
from flink_job import job

INTERVAL = "execution.checkpointing.interval"


@pytest.mark.parametrize(
    ("option", "flink", "says"),
    [
        (f"{INTERVAL}: 10 sec onds", "1.17", "'10 sec onds' is no duration"),
        (f'{INTERVAL}: ""', "1.17", "is empty"),
        (f"{INTERVAL}: 1m", "1.14", "before Flink 1.15"),
        (f"{INTERVAL}: 1x", None, "no duration"),
        (f"{INTERVAL}: PT10S", "2.0", "from Flink 2.1 on"),
        ("taskmanager.memory.network.max: 1.5g", "1.17", "no memory size"),
        ("taskmanager.memory.network.max: 1Gi", "1.17", "no memory size"),
        ('execution.checkpointing.unaligned: "yes"', "1.17", "true or false"),
        ("taskmanager.numberOfTaskSlots: two", "1.17", "whole number"),
        ("taskmanager.numberOfTaskSlots: '0'", "1.17", "less than the minimum of 1"),
        ("taskmanager.memory.managed.fraction: 40%", "1.17", "decimal point"),
        ("taskmanager.memory.managed.fraction: '1.5'", "1.17", "more than the maximum of 1"),
        ("execution.checkpointing.mode: EXACTLY", "1.17", "none of"),
        ("execution.checkpointing.timeout: 9 ms", "1.17", "less than the minimum of 10 ms"),
        ("execution.checkpointing.max-concurrent-checkpoints: '0'", "1.17", "minimum of 1"),
        ("restart-strategy.fixed-delay.attempts: '-1'", "1.17", "minimum of 0"),
        ("restart-strategy.failure-rate.max-failures-per-interval: '0'", "1.17", "minimum of 1"),
        ("state.checkpoints.dir: oss:/b/checkpoints", "1.17", "names no bucket"),
        ("execution.checkpointing.savepoint-dir: s3:///savepoints", "1.20", "names no bucket"),
        ("state.backend: rockdb", "1.16", "rocksdb was probably meant"),
        ("state.backend: hashmap", "1.11", "from Flink 1.13 on"),
        ("state.backend.type: filesystem", "2.0", "gone after Flink 1.20"),
        ("high-availability: kubernets", "1.16", "kubernetes was probably meant"),
        ("parallelism.default: '0'", None, "less than the minimum of 1"),
    ],
)
def test_flags_what_flink_cannot_read(check, option, flink, says):
    [hit] = check(job(option, flink=flink))
    key, _, value = option.partition(": ")
    assert hit.text == value
    assert hit.severity.value == "error"
    assert hit.message.startswith(f"{key} ")
    assert says in hit.message


@pytest.mark.parametrize(
    ("option", "flink"),
    [
        (f"{INTERVAL}: 10 s", "1.17"),
        (f"{INTERVAL}: 1m", "1.15"),
        (f"{INTERVAL}: 1m", None),
        (f"{INTERVAL}: PT10S", None),
        (f"{INTERVAL}: ${{EVERY}}", "1.17"),
        (f"{INTERVAL}: in ${{N}} s", "1.17"),
        (f"{INTERVAL}: soon", "1.9"),
        (f"{INTERVAL}: '0'", "1.17"),
        ("state.backend: hashmap", None),
        ("state.backend: com.example.MyBackendFactory", "1.17"),
        ("state.backend: gemini", "1.11"),
        ("high-availability: vvp-kubernetes", "1.17"),
        ("high-availability: kubernetes", "1.13"),
        ("parallelism.default: '-1'", "1.17"),
        ("restart-strategy: Fixed Delay", "1.17"),
        ("execution.checkpointing.externalized-checkpoint-retention: Always", "1.17"),
        ("restart-strategy.fixed-delay.attempts: many", "1.9"),
        ("rest.port: none", "1.17"),
        ("no.such.option: 1x", "1.17"),
        ("execution.runtime-mode: 5", "1.11"),
    ],
)
def test_accepts_what_flink_reads_and_leaves_the_rest_to_others(check, option, flink):
    assert check(job(option, flink=flink)) == []


@pytest.mark.parametrize(
    ("option", "flink", "fixed"),
    [
        ("taskmanager.memory.network.max: 1.5g", "1.17", 'taskmanager.memory.network.max: "1536m"'),
        (f"{INTERVAL}: 1m", "1.14", f'{INTERVAL}: "1 min"'),
        (
            'execution.checkpointing.unaligned: "yes"',
            "1.14",
            'execution.checkpointing.unaligned: "true"',
        ),
        ("state.backend: rockdb", "1.16", "state.backend: rocksdb"),
    ],
)
def test_writes_what_was_clearly_meant(check, option, flink, fixed):
    [hit] = check(job(option, flink=flink))
    assert hit.fixes[0].safe is False
    assert hit.fixed() == job(fixed, flink=flink)
    assert check(hit.fixed()) == []


def test_a_name_like_no_known_one_is_a_warning(check):
    [hit] = check(job("state.backend: niagara", flink="1.16"))
    assert hit.severity.value == "warning"
    assert hit.fixes == ()
