from __future__ import annotations

import pytest

MANIFEST = """kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {{kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}}
{more}
"""


@pytest.mark.parametrize(
    ("more", "key", "meant"),
    [
        ("      paralelism: 4", "paralelism", "parallelism"),
        ("      flinkConfig: {a: b}", "flinkConfig", "flinkConfiguration"),
        ("      flinkconfiguration: {a: b}", "flinkconfiguration", "flinkConfiguration"),
        ("      resources: {jobmanager: {mem: 1Gi}}", "mem", "memory"),
        ("      logging: {loggers: {a: INFO}}", "loggers", "log4jLoggers"),
        ("      kubernetes: {pods: {envVars: [{nam: A}]}}", "nam", "name"),
    ],
)
def test_names_the_field_that_was_meant(check, more, key, meant):
    [hit] = check(MANIFEST.format(more=more))
    assert hit.text == key
    assert hit.hint == f"did you mean `{meant}`?"
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("mainClass: a.B", "entryClass"), ("jarURI: x", "jarUri"), ("args: x", "mainArgs")],
)
def test_knows_the_wrong_names_that_people_copy(check, wrong, meant):
    text = MANIFEST.format(more="").replace('flinkVersion: "1.17"', wrong)
    [hit] = check(text)
    near = "remove it, or `jarUri`" if meant == "jarUri" else f"did you mean `{meant}`?"
    assert hit.hint == near


def test_lists_fields_where_none_is_near(check):
    [hit] = check(MANIFEST.format(more="      zzzzzz: 1"))
    assert hit.hint.startswith("fields are ")
    assert hit.fixes == ()


def test_one_root_cause_is_one_finding(check_all):
    hits = check_all(MANIFEST.format(more="      paralelism: {a: {b: two}}"))
    assert [hit.code for hit in hits if hit.rank == 2] == ["FL101"]


@pytest.mark.parametrize(
    "more",
    [
        "      flinkConfiguration: {anything: x}",
        "      kubernetes: {pods: {affinity: {any: thing}, labels: {mine: x}}}",
        "      kubernetes: {taskManagerPodTemplate: {spec: {whatever: [1]}}}",
        "      logging: {log4jLoggers: {com.mine: INFO}}",
    ],
)
def test_accepts_keys_of_the_authors_own(check, more):
    assert check(MANIFEST.format(more=more)) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("com.dataartisans.appmanager.controller.deployment.stopWithDrain",
         "com.dataartisans.appmanager.controller.deployment.stop-with-drain"),
        ("com.dataartisans.appmanager.controller.deployment.stop-with-drian",
         "com.dataartisans.appmanager.controller.deployment.stop-with-drain"),
    ],
)  # fmt: skip
def test_an_annotation_that_is_nearly_a_switch_is_a_warning(check, name, meant):
    text = MANIFEST.format(more="").replace(
        "{name: orders}", f'{{name: a, annotations: {{{name}: "true"}}}}'
    )
    [hit] = check(text)
    assert (hit.text, hit.severity, hit.hint) == (name, "warning", f"did you mean `{meant}`?")
    assert check(hit.fixed()) == []


@pytest.mark.parametrize("name", ["owner", "example.com/stop-with-drain", "drain"])
def test_other_annotations_are_free(check, name):
    assert (
        check(
            MANIFEST.format(more="").replace(
                "{name: orders}", f"{{name: a, annotations: {{{name}: x}}}}"
            )
        )
        == []
    )


@pytest.mark.parametrize("value", ["${URI}", "{{uri}}", "null"])
def test_a_misspelt_key_is_found_whatever_its_value_is(check, value):
    text = MANIFEST.format(more=f"      paralelism: '{value}'")
    assert [hit.text for hit in check(text)] == ["paralelism"]


def test_says_nothing_of_a_key_that_somebody_fills_in(check):
    assert check(MANIFEST.format(more="      ${FIELD}: 4")) == []
