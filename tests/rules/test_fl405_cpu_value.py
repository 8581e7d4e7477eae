from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec:{session}
  template: {{spec: {{resources: {{{process}: {{cpu: {cpu}}}}}}}}}
"""


def manifest(cpu, process="jobmanager", session=""):
    return MANIFEST.format(cpu=cpu, process=process, session=session)


@pytest.mark.parametrize(
    ("cpu", "text", "message"),
    [
        ("0.09", "0.09", "jobmanager cpu 0.09 is less than the minimum of 0.1"),
        ("0", "0", "jobmanager cpu 0 is less than the minimum of 0.1"),
        ("-1", "-1", "jobmanager cpu -1 is less than the minimum of 0.1"),
        ('"0.05"', '"0.05"', "jobmanager cpu 0.05 is less than the minimum of 0.1"),
        ("500m", "500m", "jobmanager cpu 500m is a Kubernetes quantity, not a number of cores"),
        ("50m", "50m", "jobmanager cpu 50m is a Kubernetes quantity, not a number of cores"),
        ("lots", "lots", "jobmanager cpu lots is no number"),
        ("1 core", "1 core", "jobmanager cpu 1 core is no number"),
        ("true", "true", "jobmanager cpu true is no number"),
        ('""', '""', "jobmanager cpu  is no number"),
        ("[1]", "cpu", "jobmanager cpu is no number"),
        ("{a: 1}", "cpu", "jobmanager cpu is no number"),
    ],
)
def test_flags_what_is_no_number_of_cores_or_too_small(check, cpu, text, message):
    [hit] = check(manifest(cpu))
    assert hit.text == text
    assert hit.message == message
    assert hit.severity.value == "error"


@pytest.mark.parametrize("cpu", ["0.1", "1", "1.5", '"1.5"', "1e-1", "64", "~", "", "${CPU}", ".5"])
@pytest.mark.parametrize("process", ["jobmanager", "taskmanager"])
def test_accepts_numbers_from_the_minimum_on(check, cpu, process):
    assert check(manifest(cpu, process)) == []


@pytest.mark.parametrize(("cpu", "fixed"), [("500m", "0.5"), ("1500m", "1.5"), ("100m", "0.1")])
def test_writes_thousandths_as_a_decimal_number(check, cpu, fixed):
    [hit] = check(manifest(cpu, "taskmanager"))
    assert hit.fixes[0].safe
    assert f"cpu: {fixed}}}" in hit.fixed()
    assert check(hit.fixed()) == []


def test_offers_no_fix_that_would_be_too_small(check):
    [hit] = check(manifest("99m"))
    assert hit.fixes == ()


def test_suggests_a_decimal_point(check):
    [hit] = check(manifest('"1,5"'))
    assert hit.hint == "write 1.5"


def test_says_nothing_of_what_is_absent_or_in_a_session(check):
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []
    assert check(manifest("500m", session="\n  sessionClusterName: shared")) == []
