from __future__ import annotations

import pytest
from flink_job import job

FIXED = "restart-strategy.fixed-delay"
RATE = "restart-strategy.failure-rate"


@pytest.mark.parametrize(
    ("options", "missing", "severity"),
    [
        ("restart-strategy: fixed-delay", [f"{FIXED}.attempts", f"{FIXED}.delay"], "warning"),
        (f"restart-strategy: fixed-delay\n{FIXED}.delay: 10 s", [f"{FIXED}.attempts"], "warning"),
        (f"restart-strategy: fixed-delay\n{FIXED}.attempts: '9'", [f"{FIXED}.delay"], "info"),
        (
            "restart-strategy: failure-rate",
            [f"{RATE}.delay", f"{RATE}.failure-rate-interval", f"{RATE}.max-failures-per-interval"],
            "warning",
        ),
        (
            f"restart-strategy: failurerate\n{RATE}.max-failures-per-interval: '3'\n{RATE}.delay: 1 s",
            [f"{RATE}.failure-rate-interval"],
            "info",
        ),
    ],
)
def test_names_what_is_missing(check, options, missing, severity):
    [hit] = check(job(options, flink="1.11"))
    assert hit.text == options.partition("\n")[0].partition(": ")[2]
    assert hit.hint == "write " + ", ".join(missing)
    assert hit.severity.value == severity


def test_says_what_flink_takes(check):
    [hit] = check(job("restart-strategy.type: fixed-delay", flink="1.20"))
    assert hit.message == (
        "fixed-delay without all its options: Flink takes "
        "restart-strategy.fixed-delay.attempts = 1, restart-strategy.fixed-delay.delay = 1 s"
    )


@pytest.mark.parametrize(
    "options",
    [
        f"restart-strategy: fixed-delay\n{FIXED}.attempts: '9'\n{FIXED}.delay: 10 s",
        f"restart-strategy: fixed-delay\n{FIXED}.attempts: ${{N}}\n{FIXED}.delay: ${{D}}",
        f"restart-strategy: fixed-delay\n{RATE}.delay: 10 s",
        "restart-strategy: exponential-delay",
        "restart-strategy: none",
        "restart-strategy: Fixed Delay",
        "restart-strategy: ${STRATEGY}",
        "state.backend: rocksdb",
    ],
)
def test_is_silent_where_nothing_is_missing_or_another_rule_speaks(check, options):
    assert check(job(options)) == []


def test_is_silent_in_a_patch_and_where_the_platform_sets_them(check):
    assert check(job("restart-strategy: fixed-delay", name="metadata: {}")) == []
    assert check(job("restart-strategy: fixed-delay"), platform="managed") == []
