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
    "value",
    ["<replace_me>", "<your-id>", "TODO", "CHANGEME", "REPLACE_ME", "change-me", "TARGETID"],
)
def test_flags_a_target_id_that_was_never_filled_in(check, value):
    text = MANIFEST.format(more="").replace(
        "deploymentTargetName: default", f"deploymentTargetId: {value}"
    )
    [hit] = check(text)
    assert hit.text == value
    assert value in hit.message


@pytest.mark.parametrize("value", ["TODO", "<token>", "XXX"])
def test_flags_it_in_any_field(check, value):
    [hit] = check(MANIFEST.format(more=f"      flinkConfiguration: {{a: {value}}}"))
    assert hit.text == value


@pytest.mark.parametrize(
    "value", ["${TARGET}", "4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00", "a < b > c"]
)
def test_accepts_values_and_placeholders_of_the_platform(check, value):
    text = MANIFEST.format(more="").replace(
        "deploymentTargetName: default", f'deploymentTargetId: "{value}"'
    )
    assert check(text) == []


def test_capitals_are_a_value_where_no_address_is_wanted(check):
    assert check(MANIFEST.format(more="      flinkConfiguration: {mode: EXACTLY_ONCE}")) == []


def test_a_log_template_is_xml(check):
    more = "      logging: {log4j2ConfigurationTemplate: <Configuration/>}"
    assert check(MANIFEST.format(more=more)) == []
