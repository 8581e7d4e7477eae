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


def script(options):
    return manifest(artifact=f"sqlScript: |\n  CREATE TABLE t (a INT) WITH ({options});")


@pytest.mark.parametrize(
    ("text", "under"),
    [
        (manifest(artifact="mainArgs: --kafka.security.protocol PLAINTEXT"), "PLAINTEXT"),
        (manifest(artifact="mainArgs: -Dsecurity.protocol=SASL_PLAINTEXT"), "SASL_PLAINTEXT"),
        (manifest(fields="flinkConfiguration: {kafka.security.protocol: plaintext}"), "plaintext"),
        (script("'connector' = 'kafka', 'topic' = 't'"), "kafka"),
        (script("'topic' = 'it''s', 'connector'='upsert-kafka'"), "upsert-kafka"),
        (script("'connector'='kafka', 'properties.security.protocol'='PLAINTEXT'"), "PLAINTEXT"),
    ],
)
def test_flags_what_is_not_encrypted(check, text, under):
    [hit] = check(text)
    assert hit.text == under
    assert "not encrypted" in hit.message


@pytest.mark.parametrize(
    "text",
    [
        manifest(artifact="mainArgs: --kafka.security.protocol SASL_SSL"),
        manifest(artifact="mainArgs: --security.protocol ${PROTOCOL}"),
        manifest(fields="flinkConfiguration: {kafka.security.protocol: SSL}"),
        script("'connector'='kafka', 'properties.security.protocol'='SASL_SSL'"),
        script("'connector'='kafka', 'properties.security.protocol'='${P}'"),
        script("'connector'='datagen'"),
        manifest(),
    ],
)
def test_accepts_encryption_and_what_is_not_kafka(check, text):
    assert check(text) == []


def test_is_off_until_it_is_selected(check_all):
    hits = check_all(manifest(artifact="mainArgs: --security.protocol PLAINTEXT"))
    assert "FL806" not in [hit.code for hit in hits]
