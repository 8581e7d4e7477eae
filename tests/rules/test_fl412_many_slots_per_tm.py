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


def slots(number, memory="16Gi", **more):
    return manifest(
        resources=f"{{taskmanager: {{memory: {memory}}}}}" if memory else "{}",
        options=f'taskmanager.numberOfTaskSlots: "{number}"',
        **more,
    )


@pytest.mark.parametrize(
    ("number", "memory", "message"),
    [
        ("5", "16Gi", "5 slots for each task manager, more than 4"),
        ("32", "1Gi", "32 slots share 1Gi, less than 512 MiB for each"),
        ("3", "1535Mi", "3 slots share 1535Mi, less than 512 MiB for each"),
        ("8", "", "8 slots share 2G (the platform's default), less than 512 MiB for each"),
    ],
)
def test_flags_many_slots_and_slots_with_little_memory(check, number, memory, message):
    [hit] = check(slots(number, memory))
    assert hit.text == f'"{number}"'
    assert hit.message == message
    assert hit.severity.value == "info"


@pytest.mark.parametrize(
    ("number", "memory"),
    [
        ("1", "100Mi"),
        ("4", "16Gi"),
        ("2", "1Gi"),
        ("3", "1536Mi"),
        ("4", ""),
        ("${S}", "1Gi"),
        ("x", "1Gi"),
    ],
)
def test_accepts_few_slots_with_memory_enough(check, number, memory):
    assert check(slots(number, memory)) == []


def test_says_nothing_of_sessions_and_of_what_is_not_written(check):
    assert check(slots("32", session=SESSION)) == []
    assert check(manifest(parallelism=8)) == []
    assert check(slots("4", "${M}")) == []
