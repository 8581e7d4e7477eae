from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata:
  name: orders
{metadata}
spec:{spec}
  template:
    metadata:
      annotations: {jobs}
    spec:
      kubernetes: {kubernetes}
"""


def manifest(metadata="", spec="", jobs="{}", kubernetes="{}"):
    return MANIFEST.format(metadata=metadata, spec=spec, jobs=jobs, kubernetes=kubernetes)


def labelled(text):
    """The same label in each of the places that have labels."""
    return [
        manifest(metadata=f"  labels: {{{text}}}"),
        manifest(kubernetes=f"{{labels: {{{text}}}}}"),
        manifest(kubernetes=f"{{pods: {{labels: {{{text}}}}}}}"),
        manifest(kubernetes=f"{{pods: {{nodeSelector: {{{text}}}}}}}"),
    ]


def annotated(text):
    """The same annotation in each of the places that have annotations."""
    return [
        manifest(metadata=f"  annotations: {{{text}}}"),
        manifest(jobs=f"{{{text}}}"),
        manifest(kubernetes=f"{{pods: {{annotations: {{{text}}}}}}}"),
    ]


@pytest.mark.parametrize(
    ("value", "what", "severity"),
    [
        ("true", "`true`, a boolean and not a text", "error"),
        ("False", "`False`, a boolean and not a text", "error"),
        ("1", "`1`, a number and not a text", "error"),
        ("1.10", "`1.10`, a number and not a text", "error"),
        ("-1e3", "`-1e3`, a number and not a text", "error"),
        ("on", "`on`, a boolean to YAML 1.1", "warning"),
        ("y", "`y`, a boolean to YAML 1.1", "warning"),
        ("1_000", "`1_000`, a number to YAML 1.1", "warning"),
        ("2021-03-04", "`2021-03-04`, a date to YAML 1.1", "warning"),
    ],
)
def test_flags_values_that_are_no_text(check, value, what, severity):
    for kind, texts in (
        ("label", labelled(f"v: {value}")),
        ("annotation", annotated(f"v: {value}")),
    ):
        for text in texts:
            [hit] = check(text)
            assert hit.text == value
            assert hit.message == f"{kind} v is {what}"
            assert hit.severity.value == severity
            assert hit.fixes[0].safe
            assert f'v: "{value}"' in hit.fixed()
            assert check(hit.fixed()) == []


def test_flags_the_switch_that_stops_with_drain(check):
    key = "com.dataartisans.appmanager.controller.deployment.stop-with-drain"
    [hit] = check(manifest(metadata=f"  annotations:\n    {key}: true"))
    assert hit.text == "true"
    assert f'{key}: "true"' in hit.fixed()


@pytest.mark.parametrize("value", ["~", "null"])
def test_flags_null_without_guessing(check, value):
    for text in [*labelled(f"v: {value}"), *annotated(f"v: {value}")]:
        [hit] = check(text)
        assert hit.text == "v"
        assert hit.message.endswith("v has no value")
        assert not hit.fixes[0].safe
        assert check(hit.fixed()) == []


def test_flags_a_value_that_is_missing(check):
    [hit] = check(manifest(metadata="  labels:\n    v:\n    w: x"))
    assert hit.text == "v"
    for fix in range(len(hit.fixes)):
        assert check(hit.fixed(fix)) == []


@pytest.mark.parametrize("value", ["[a]", "{a: b}"])
def test_flags_what_is_no_scalar(check, value):
    for text in labelled(f"v: {value}"):
        [hit] = check(text)
        assert hit.text == "v"
        assert hit.fixes == ()


@pytest.mark.parametrize(
    "value", ["text", '"true"', "'1.10'", '""', "${V}", "!!str 1", "v1.10", "1.2.3", "{{v}}x"]
)
def test_accepts_texts(check, value):
    value = f'"{value}"' if value.startswith("{{") else value
    for text in [*labelled(f"v: {value}"), *annotated(f"v: {value}")]:
        assert check(text) == []


def test_speaks_alone(check_all):
    for text in [*labelled("v: 1.0"), *annotated("v: on"), *labelled("v: -1")]:
        spoken = [hit.code for hit in check_all(text)]
        assert spoken.count("FL903") == 1
        assert not {"FL007", "FL102", "FL901"} & {*spoken}


def test_says_nothing_of_what_is_absent(check):
    assert check(manifest()) == []
    assert check(manifest(metadata="  labels: ~\n  annotations: [true]")) == []
