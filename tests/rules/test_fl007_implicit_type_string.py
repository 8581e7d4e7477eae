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

POD = "      kubernetes: {{pods: {{envVars: [{{name: A, value: {value}}}]}}}}"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("on", "a boolean"),
        ("No", "a boolean"),
        ("true", "a boolean"),
        ("8080", "a number"),
        ("010", "a number"),
        ("1:30", "a number"),
        ("1e3", "a number"),
        ("1_000", "a number"),
        ("2021-03-04", "a date"),
    ],
)
def test_flags_a_text_that_yaml_1_1_reads_otherwise_and_quotes_it(check, value, kind):
    [hit] = check(MANIFEST.format(more=POD.format(value=value)))
    assert hit.text == value
    assert hit.message == f"`{value}` is {kind} to YAML 1.1, not a text"
    assert f'value: "{value}"' in hit.fixed()
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    "value", ['"on"', "'010'", "plain", "1.2.3", "${PORT}", "!!str 8080", "v1"]
)
def test_accepts_texts(check, value):
    assert check(MANIFEST.format(more=POD.format(value=value))) == []


def test_leaves_fields_with_a_rule_of_their_own(check):
    more = "      flinkConfiguration: {a: 1}\n      logging: {log4jLoggers: {a: off}}\n      parallelism: 2"
    assert check(MANIFEST.format(more=more)) == []


def test_a_secret_is_not_repeated(check):
    [hit] = check(
        MANIFEST.format(more=POD.format(value="8675309").replace("name: A", "name: DB_PASSWORD"))
    )
    assert "8675309" not in hit.message + hit.hint + repr(hit.fixes[0].edits[0].text)
    assert 'value: "8675309"' in hit.fixed()
