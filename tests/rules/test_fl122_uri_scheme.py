from __future__ import annotations

import pytest

TEXT = """kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec: {{deploymentTargetName: a, template: {{spec: {{artifact: {{kind: JAR, jarUri: {}}}}}}}}}
"""


@pytest.mark.parametrize(
    ("address", "severity", "flagged"),
    [
        ("app.jar", "error", "app.jar"),
        ("./lib/app.jar", "error", "./lib/app.jar"),
        ("/opt/app.jar", "error", "/opt/app.jar"),
        (r"'C:\jobs\app.jar'", "error", r"'C:\jobs\app.jar'"),
        ("ftp://host/app.jar", "warning", "ftp"),
        ("oss:/b/app.jar", "error", "oss:/b/app.jar"),
        ("s3:///app.jar", "error", "s3:///app.jar"),
        ("osss://b/app.jar", "warning", "osss"),
    ],
)
def test_flags_what_cannot_be_fetched(check, address, severity, flagged):
    [hit] = check(TEXT.format(address))
    assert (hit.severity, hit.text) == (severity, flagged)


@pytest.mark.parametrize(
    "address",
    ["oss://b/a.jar", "s3://b/a.jar", "https://h/a.jar", "file:///opt/a.jar", "S3://b/a.jar",
     "'${JAR}'", "JARURI", "<jar>", "local:///opt/a.jar"],
)  # fmt: skip
def test_accepts_known_schemes_and_leaves_placeholders(check, address):
    assert check(TEXT.format(address)) == []


def test_looks_at_every_dependency(check):
    text = TEXT.format("oss://b/a.jar, additionalDependencies: [oss://b/b.jar, c.jar]")
    [hit] = check(text)
    assert hit.text == "c.jar"
