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


def test_says_where_it_is_filled_in(check):
    [hit] = check(variable("${db_password}"))
    assert hit.message == (
        "${db_password} is not filled in here: only in sqlScript, flinkConfiguration and artifact "
        "addresses"
    )


def test_only_a_variable_of_the_environment_can_take_a_secret_itself(check):
    label = "metadata: {name: a, labels: {b: '${db_password}'}}"
    [hit] = check(manifest(metadata=label))
    assert hit.hint == ""
    pod = "kubernetes:\n  {}:\n    spec:\n      containers:\n        - env:\n            - {{name: A, value: '${{db_password}}'}}"
    for name in ("jobManagerPodTemplate", "taskManagerPodTemplate"):
        [hit] = check(manifest(fields=pod.format(name)))
        assert hit.hint == "take the value from a secret, with secretKeyRef"


def test_says_who_fills_in_other_references(check):
    [hit] = check(manifest(metadata="metadata: {name: '${ name }-job'}"))
    assert hit.message == "the platform does not fill in ${ name } here"
    assert hit.hint == "a build has to, before the upload"


def test_each_text_is_looked_at_whatever_the_one_before_is(check):
    text = manifest(
        metadata="metadata: {name: a}",
        artifact="jarUri: oss://${bucket}/a.jar\nmainArgs: x",
        fields="flinkConfiguration:\n  s3.secret-key: ${s3_secret}\nkubernetes: {labels: {a: '${db_token}'}}",
    )
    assert [hit.text for hit in check(text)] == ["${db_token}"]
