from __future__ import annotations

import pytest

from flinklint.source import Source
from flinklint.tree import read

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec: {{template: {{spec: {{{fields}}}}}}}
"""
MAXIMUM = (
    'parallelism: {parallelism}, flinkConfiguration: {{pipeline.max-parallelism: "{maximum}"}}'
)


def manifest(fields):
    return MANIFEST.format(fields=fields)


@pytest.mark.parametrize("field", ["parallelism", "numberOfTaskManagers"])
@pytest.mark.parametrize("number", ["0", "-1", "-20", '"0"', "0.0"])
def test_flags_less_than_one(check, field, number):
    [hit] = check(manifest(f"{field}: {number}"))
    assert hit.text == number
    assert hit.message == f"{field} is {number.strip(chr(34))}, less than 1"
    assert hit.hint == "write 1 or more"
    assert hit.severity.value == "error"


@pytest.mark.parametrize("field", ["parallelism", "numberOfTaskManagers"])
@pytest.mark.parametrize("number", ["1", "2", "128", '"4"', "${P}", "two", "0.5", "", "null", "[]"])
def test_accepts_one_and_more_and_leaves_what_is_no_number(check, field, number):
    assert check(manifest(f"{field}: {number}")) == []


def test_absent_is_fine(check):
    assert check(manifest("batchMode: false")) == []


@pytest.mark.parametrize(("parallelism", "maximum"), [("129", "128"), ("2", "1"), ("32769", "-1")])
def test_flags_more_than_the_maximum(check, parallelism, maximum):
    [hit] = check(manifest(MAXIMUM.format(parallelism=parallelism, maximum=maximum)))
    assert hit.text == parallelism


def test_says_where_the_maximum_is_set(check):
    [hit] = check(manifest(MAXIMUM.format(parallelism=200, maximum=128)))
    assert hit.message == "parallelism is 200, more than the maximum of 128"
    assert hit.labels == [('"128"', "the maximum is set here")]


@pytest.mark.parametrize(
    ("parallelism", "maximum"),
    [("128", "128"), ("32768", "-1"), ("4", "0"), ("4", "${MAX}"), ("4", "many"), ("${P}", "1")],
)
def test_accepts_up_to_the_maximum(check, parallelism, maximum):
    assert check(manifest(MAXIMUM.format(parallelism=parallelism, maximum=maximum))) == []


def test_more_than_flink_can_run(check):
    [hit] = check(manifest("parallelism: 40000"))
    assert hit.message == "parallelism is 40000, more than the 32768 that Flink can run"
    assert check(manifest("parallelism: 99999999999")) == []  # no int32: the schema's matter


def test_task_managers_of_a_session_are_not_judged(check):
    text = manifest("numberOfTaskManagers: 0").replace(
        "spec: {", "spec: {sessionClusterName: s, ", 1
    )
    assert check(text) == []


def defaults(text):
    return (read(Source("defaults.yaml", text)).documents[0],)


def test_a_default_is_named_as_such(check):
    text = "spec: {template: {spec: {parallelism: 0}}}"
    [hit] = check(manifest("batchMode: false"), defaults=defaults(text))
    assert hit.message == "parallelism is 0 (from the defaults), less than 1"
    assert hit.labels == [("0", "it is set here")]
    partial = "kind: Deployment\napiVersion: v1\nspec: {state: RUNNING}\n"
    assert check(partial, defaults=defaults(text)) == []
