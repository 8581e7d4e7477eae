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

# Made up, and put together here, so that no scanner takes this file for a leak.
AWS = "AKIA" + "Q7ZT1MC0WLR8XKVN"
ALIBABA = "LTAI" + "4Fh1yS0mE9xQ2bVt"
GOOGLE = "AIza" + "SyD4x" * 7
GITHUB = "ghp_" + "a1B2c3" * 6
SLACK = "xoxb-" + "123456789012-abcdefXYZ"
TOKEN = "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiJqb2IifQ" + "." + "c2lnbmF0dXJl"
BEGIN, END = "-----BEGIN RSA PRIVATE " + "KEY-----", "-----END RSA PRIVATE " + "KEY-----"


@pytest.mark.parametrize(
    ("secret", "name"),
    [
        (AWS, "an AWS access key id"),
        (ALIBABA, "an Alibaba Cloud AccessKey id"),
        (GOOGLE, "a Google API key"),
        (GITHUB, "a GitHub token"),
        (SLACK, "a Slack token"),
        (TOKEN, "a JSON web token"),
    ],
)
def test_flags_the_shapes_of_keys_anywhere(check, secret, name):
    places = (
        manifest(artifact=f"mainArgs: --id {secret} --x y"),
        manifest(fields=f"flinkConfiguration:\n  my.id: {secret}"),
        manifest(metadata=f"metadata: {{name: a, annotations: {{note: 'see {secret}'}}}}"),
    )
    for text in places:
        [hit] = check(text)
        assert hit.text == secret
        assert hit.message == f"this has the shape of {name}"
        assert hit.severity.value == "error"
        assert hit.secret


def test_flags_a_private_key_to_its_end(check):
    block = f"flinkConfiguration:\n  my.pem: |\n    {BEGIN}\n    MIIEow\n    {END}\n  a: b"
    [hit] = check(manifest(fields=block))
    assert hit.text.startswith(BEGIN)
    assert hit.text.endswith(END)


def test_flags_an_azure_key_in_a_connection_string(check):
    key = "ab+/" * 21 + "ab=="
    text = manifest(artifact=f"mainArgs: --conn AccountName=x;AccountKey={key};")
    assert check(text) == []  # FL802 speaks, for the name
    assert check(manifest(artifact=f"mainArgs: --conn {key}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7" + "EXAMPLE",
        "AKIA123",
        "LTAI",
        "LTAI-orders",
        "XAKIAQ7ZT1MC0WLR8XKVN",
        "eyJ.eyJ.x",
        "${AKIA}",
        "ghp_short",
    ],
)
def test_accepts_samples_and_other_texts(check, text):
    assert check(manifest(artifact=f'mainArgs: "--id {text}"')) == []


def test_leaves_named_secrets_to_the_rules_for_them(check, check_all):
    options = manifest(fields=f"flinkConfiguration:\n  s3.secret-key: {AWS}")
    assert check(options) == []
    assert [hit.code for hit in check_all(options)].count("FL802") == 1
    script = manifest(artifact=f"sqlScript: CREATE TABLE t (a INT) WITH ('{{}}' = '{AWS}')")
    assert check(script.replace("{}", "password")) == []
    [hit] = check(script.replace("{}", "id"))
    assert hit.text == AWS


def test_says_nothing_of_what_is_absent(check):
    assert check(manifest()) == []
