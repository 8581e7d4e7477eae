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


@pytest.mark.parametrize(
    ("artifact", "message"),
    [
        ("jarUri: http://host.example/a.jar", "jarUri is fetched from host.example over http"),
        ("jarUri: http://host.example:80/a.jar", "jarUri is fetched from host.example over http"),
        ("jarUri: HTTP://host.example/a.jar", "jarUri is fetched from host.example over http"),
        ("jarUri: http://u@host.example/a.jar", "jarUri is fetched from host.example over http"),
        ("jarUri: http://${HOST}/a.jar", "jarUri is fetched over http"),
        (
            "additionalDependencies: ['http://host.example/b.jar']",
            "additionalDependencies is fetched from host.example over http",
        ),
        (
            "pythonArtifactUri: http://host.example/b.py",
            "pythonArtifactUri is fetched from host.example over http",
        ),
    ],
)
def test_flags_plain_http(check, artifact, message):
    [hit] = check(manifest(artifact=artifact))
    assert hit.text.lower() == "http"
    assert hit.message == message
    assert hit.severity.value == "warning"
    assert not hit.fixes[0].safe
    assert "https://" in hit.fixed()
    assert check(hit.fixed()) == []


@pytest.mark.parametrize(
    "host",
    [
        "minio.vvp.svc:9000",
        "minio.vvp.svc.cluster.local",
        "minio:9000",
        "localhost",
        "127.0.0.1:80",
    ],
)
def test_a_host_inside_the_cluster_is_a_remark(check, host):
    [hit] = check(manifest(artifact=f"jarUri: http://{host}/a.jar"))
    assert hit.severity.value == "info"
    assert hit.fixes == ()


@pytest.mark.parametrize(
    "uri",
    ["https://host/a.jar", "oss://bucket/a.jar", "s3://http://x", "${JAR_URI}", "~", "httpx://a/b"],
)
def test_accepts_other_addresses(check, uri):
    assert check(manifest(artifact=f'jarUri: "{uri}"' if uri != "~" else "jarUri: ~")) == []


def test_says_nothing_of_what_is_absent(check):
    assert check(manifest()) == []
