from __future__ import annotations

import pytest

from flinklint.source import Source
from flinklint.tree import read

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:{session}
  template:
    spec:
      artifact: {{kind: {artifact}}}
{fields}
"""
METADATA = "metadata: {name: orders}"


def manifest(managers="", slots="", parallelism="", *, metadata=METADATA, artifact="JAR", **more):
    fields = {
        "parallelism": parallelism,
        "numberOfTaskManagers": managers,
        "flinkConfiguration": "{" + more.pop("options", "") + slot_option(slots) + "}",
        **more,
    }
    session = fields.pop("session", "")
    lines = [f"      {key}: {value}" for key, value in fields.items() if value]
    return MANIFEST.format(
        metadata=metadata, session=session, artifact=artifact, fields="\n".join(lines)
    )


def slot_option(slots):
    return f'taskmanager.numberOfTaskSlots: "{slots}"' if slots else ""


@pytest.mark.parametrize(
    ("managers", "slots", "parallelism", "text", "message"),
    [
        (
            "1", "1", "4", "1",
            "1 task manager with 1 slot cannot run a parallelism of 4",
        ),
        (
            "3", "2", "8", "3",
            "3 task managers with 2 slots cannot run a parallelism of 8",
        ),
        (
            "3", "", "4", "3",
            "3 task managers with 1 slot (the platform's default) cannot run a parallelism of 4",
        ),
    ],
)  # fmt: skip
def test_flags_too_few_slots(check, managers, slots, parallelism, text, message):
    [hit] = check(manifest(managers, slots, parallelism))
    assert hit.text == text
    assert hit.message == message
    assert hit.severity.value == "error"


def test_shows_what_needs_and_what_offers_the_slots(check):
    [hit] = check(manifest("1", "2", "4"))
    assert hit.labels == [("4", "needs 4 slots"), ('"2"', "2 slots in each")]
    assert hit.hint == "start 2 task managers, or give each more slots"


@pytest.mark.parametrize(
    ("managers", "slots", "parallelism"),
    [
        ("2", "2", "4"),
        ("2", "2", "3"),
        ("4", "", "4"),
        ("1", "", ""),
        ("1", "8", "8"),
        ("", "", "8"),
        ("", "1", "8"),
        ("${N}", "1", "4"),
        ("1", "${S}", "4"),
        ("1", "1", "${P}"),
        ("1", "many", "4"),
        ("0", "1", "4"),
        ("", "", ""),
    ],
)
def test_accepts_enough_and_what_is_not_known(check, managers, slots, parallelism):
    assert check(manifest(managers, slots, parallelism)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"session": "\n  sessionClusterName: shared"},
        {"options": "autopilot.mode: active, "},
        {"options": "jobmanager.scheduler: adaptive, "},
        {"options": "jobmanager.scheduler: Adaptive, "},
        {"options": 'jobmanager.scheduler: "${S}", '},
        {"options": "scheduler-mode: reactive, "},
        {"options": 'cluster.fine-grained-resource-management.enabled: "true", '},
        {"options": "execution.runtime-mode: BATCH, "},
        {"options": 'execution.runtime-mode: "${MODE}", '},
        {"batchMode": "true"},
        {"expertResourceSetting": "{resourcePlan: x}"},
        {"artifact": "SQLSCRIPT, sqlScript: \"SET 'execution.runtime-mode' = 'batch';\""},
    ],
)
def test_says_nothing_where_something_else_sizes_the_job(check, more):
    assert check(manifest("1", "1", "4", **more)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"options": "jobmanager.scheduler: default, "},
        {"options": "execution.runtime-mode: STREAMING, "},
        {"batchMode": "false"},
    ],
)
def test_speaks_where_they_are_switched_off(check, more):
    assert len(check(manifest("1", "1", "4", **more))) == 1


def test_a_patch_body_is_judged_only_when_it_says_all(check):
    assert check(manifest("1", "", "4", metadata="")) == []
    assert len(check(manifest("1", "1", "4", metadata=""))) == 1


@pytest.mark.parametrize(
    ("written", "defaults", "text", "labels"),
    [
        (("1", "1", ""), "parallelism: 4", "1", [('"1"', "1 slot in each")]),
        (("1", "", "4"), "flinkConfiguration: {taskmanager.numberOfTaskSlots: 2}", "1", [("4", "needs 4 slots")]),
        (("", "1", "4"), "numberOfTaskManagers: 2", '"1"', [("4", "needs 4 slots")]),
        (("", "", "4"), "numberOfTaskManagers: 2", "4", []),
    ],
)  # fmt: skip
def test_shows_what_is_written_here_and_not_what_the_defaults_say(
    check, written, defaults, text, labels
):
    given = f"kind: DeploymentDefaults\nspec: {{template: {{spec: {{{defaults}}}}}}}\n"
    documents = tuple(read(Source("defaults.yaml", given)).documents)
    [hit] = check(manifest(*written), defaults=documents)
    assert hit.text == text
    assert hit.labels == labels
