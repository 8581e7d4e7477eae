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


def budget(cpu):
    return {"rule_options": {"FL414": {"cpu": cpu}}}


def job(managers="", each="16", one="1", **more):
    fields = {"numberOfTaskManagers": managers} if managers else {}
    resources = f"{{jobmanager: {{cpu: {one}}}, taskmanager: {{cpu: {each}}}}}"
    return manifest(resources=resources, parallelism=5, **fields, **more)


def test_flags_more_cpu_than_the_budget(check):
    [hit] = check(job("5"), **budget("80"))
    assert hit.text == "16"
    assert hit.message == "1 x 1 and 5 x 16 CPU are 81, more than the budget of 80"
    assert hit.labels == [("5", "so many task managers")]


@pytest.mark.parametrize(
    ("text", "cpu"),
    [
        (job("5"), "81"),
        (job("5"), ""),
        (job("5"), "lots"),
        (job("${N}"), "1"),
        (job("5", each="${C}"), "1"),
        (job("5", session=SESSION), "1"),
        (job("5", metadata=""), "1"),
        (job("5", options="autopilot.mode: active"), "1"),
    ],
)
def test_accepts_the_budget_and_what_is_not_known(check, text, cpu):
    assert check(text, **budget(cpu)) == []


def test_counts_the_task_managers_that_the_parallelism_needs(check):
    text = job(options='taskmanager.numberOfTaskSlots: "2"')
    [hit] = check(text, **budget("40"))
    assert "3 x 16 CPU are 49" in hit.message


def test_is_off_until_it_is_selected(check_all):
    found = check_all(job("5"), **budget("1"))
    assert [hit for hit in found if hit.code == "FL414"] == []
