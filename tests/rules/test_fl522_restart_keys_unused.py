from __future__ import annotations

import pytest
from flink_job import job

FIXED = "restart-strategy.fixed-delay"
RATE = "restart-strategy.failure-rate"
WHOLE = f"restart-strategy: fixed-delay\n{FIXED}.attempts: '9'\n{FIXED}.delay: 10 s"


def test_flags_the_options_of_another_strategy_once(check):
    [hit] = check(job(f"{WHOLE}\n{RATE}.delay: 15 s\n{RATE}.failure-rate-interval: 10 min"))
    assert hit.text == f"{RATE}.delay"
    assert hit.severity.value == "warning"
    assert hit.message == f"`{RATE}.delay` has no effect: the strategy is fixed-delay"
    assert hit.labels == [("fixed-delay", "chosen here"), ("10 min", "no effect either")]
    assert hit.fixes[0].safe is True
    assert hit.fixed() == job(WHOLE)


def test_fix_works_in_a_flow_mapping(check):
    text = "spec: {template: {spec: {artifact: {kind: JAR}, flinkConfiguration: "
    text += f"{{restart-strategy: fixed-delay, {RATE}.delay: 1 s, {FIXED}.attempts: '9'}}}}}}}}\n"
    text = "kind: Deployment\napiVersion: v1\nmetadata: {name: a}\n" + text
    [hit] = check(text)
    assert f"{{restart-strategy: fixed-delay, {FIXED}.attempts: '9'}}" in hit.fixed()


def test_another_strategy_chosen(check):
    [hit] = check(job(WHOLE.replace(": fixed-delay", ": failure-rate")))
    assert hit.text == f"{FIXED}.attempts"


def test_no_strategy_chosen_is_a_note(check):
    [hit] = check(job(f"{FIXED}.attempts: '9'"))
    assert hit.severity.value == "info"
    assert hit.message == f"`{FIXED}.attempts` has no effect: restart-strategy is not set"
    assert check(job(f"{FIXED}.attempts: '9'"), platform="managed") == []


@pytest.mark.parametrize(
    "options",
    [
        WHOLE,
        f"restart-strategy: fixeddelay\n{FIXED}.delay: 1 s",
        f"restart-strategy.type: fixed-delay\n{FIXED}.delay: 1 s",
        f"restart-strategy: none\n{FIXED}.delay: 1 s",
        f"restart-strategy: sometimes\n{FIXED}.delay: 1 s",
        f"restart-strategy: ${{S}}\n{FIXED}.delay: 1 s",
        "state.backend: rocksdb",
    ],
)
def test_accepts_the_options_of_the_chosen_one_and_of_one_unknown(check, options):
    assert check(job(options)) == []


def test_a_patch_may_leave_the_strategy_out(check):
    assert check(job(f"{FIXED}.attempts: '9'", name="metadata: {}")) == []
