from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:{spec}
  template:
    spec:
      artifact:
        kind: JAR
{artifact}
{fields}
"""


def manifest(metadata="metadata: {name: orders}", spec="", artifact="", fields=""):
    return MANIFEST.format(
        metadata=metadata,
        spec=spec,
        artifact=indented(artifact, 8),
        fields=indented(fields, 6),
    )


def indented(text, depth):
    return "\n".join(" " * depth + line for line in text.splitlines())


SESSION = "\n  sessionClusterName: shared"


def variable(value):
    return manifest(
        fields=f"kubernetes:\n  pods:\n    envVars:\n      - {{name: A, value: '{value}'}}"
    )


@pytest.mark.parametrize(
    "reference", ["${db_password}", "${secret_values.db}", "${DB_TOKEN}", "${ s3_secret }"]
)
def test_flags_a_secret_that_is_not_filled_in(check, reference):
    [hit] = check(variable(f"x{reference}y"))
    assert hit.text == reference
    assert hit.message.startswith(f"{reference} is not filled in here")
    assert hit.severity.value == "warning"
    assert hit.hint == "take the value from a secret, with secretKeyRef"
    [hit] = check(manifest(metadata=f"metadata: {{name: a, labels: {{b: '{reference}'}}}}"))
    assert hit.text == reference


def test_other_references_are_one_remark(check):
    text = manifest(
        metadata="metadata: {name: '${name}-job', namespace: '${ns}'}",
        spec="\n  deploymentTargetId: ${target}",
    )
    [hit] = check(text)
    assert hit.text == "${name}"
    assert hit.severity.value == "info"
    assert [label for _, label in hit.labels] == ["nor here", "nor here"]


def test_arguments_are_a_remark_for_the_platform_may_pass_them_on(check):
    [hit] = check(manifest(artifact="mainArgs: --pw ${db_password}"))
    assert hit.severity.value == "info"


@pytest.mark.parametrize(
    "text",
    [
        manifest(artifact="sqlScript: \"... WITH ('password' = '${db_password}')\""),
        manifest(fields="flinkConfiguration:\n  s3.secret-key: ${s3_secret}"),
        manifest(artifact="jarUri: oss://${bucket}/a.jar"),
        manifest(artifact="additionalDependencies: ['${uri}']"),
        manifest(fields="logging:\n  log4j2ConfigurationTemplate: <a b='${env:PASSWORD}'/>"),
        variable("{{deploymentId}}"),
        variable("$(DB_PASSWORD)"),
        variable("plain"),
        manifest(),
    ],
)
def test_accepts_where_it_is_filled_in_and_other_texts(check, text):
    assert check(text) == []
