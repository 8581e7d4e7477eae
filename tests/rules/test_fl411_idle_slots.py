from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:{session}
  template:
    spec:
{fields}
"""
METADATA = "metadata: {name: orders}"


def manifest(*, metadata=METADATA, session="", options="", **fields):
    lines = [f"      {key}: {value}" for key, value in fields.items()]
    lines += [f"      flinkConfiguration: {{{options}}}"] if options else []
    return MANIFEST.format(metadata=metadata, session=session, fields="\n".join(lines))


SESSION = "\n  sessionClusterName: shared"


def slots(number):
    return f'taskmanager.numberOfTaskSlots: "{number}"'


@pytest.mark.parametrize(
    ("managers", "number", "parallelism", "message"),
    [
        (4, 2, 2, "4 task managers offer 8 slots, and a parallelism of 2 uses 2"),
        (3, 1, 2, "3 task managers offer 3 slots, and a parallelism of 2 uses 2"),
        (3, 2, 4, "3 task managers offer 6 slots, and a parallelism of 4 uses 4"),
    ],
)
def test_flags_task_managers_that_are_not_needed(check, managers, number, parallelism, message):
    text = manifest(parallelism=parallelism, numberOfTaskManagers=managers, options=slots(number))
    [hit] = check(text)
    assert hit.text == str(managers)
    assert hit.message == message
    assert hit.severity.value == "info"


@pytest.mark.parametrize(
    ("managers", "number", "parallelism"),
    [(1, 2, 2), (2, 1, 2), (2, 2, 3), (2, 4, 5), (1, 4, 2), (1, 1, 4), ("${N}", 1, 1)],
)
def test_accepts_what_the_parallelism_needs(check, managers, number, parallelism):
    text = manifest(parallelism=parallelism, numberOfTaskManagers=managers, options=slots(number))
    assert check(text) == []


def test_counts_defaults(check):
    [hit] = check(manifest(numberOfTaskManagers=2))
    assert hit.message.endswith("a parallelism of 1 (the platform's default) uses 1")
    assert check(manifest(parallelism=2)) == []
    assert check(manifest(numberOfTaskManagers=2, metadata="")) == []


def test_says_nothing_where_something_else_sizes_the_job(check):
    assert check(manifest(numberOfTaskManagers=4, session=SESSION)) == []
    assert check(manifest(numberOfTaskManagers=4, options="autopilot.mode: active")) == []
    assert check(manifest(numberOfTaskManagers=4, batchMode="true")) == []
