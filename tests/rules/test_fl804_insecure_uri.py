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


def test_says_what_to_do(check):
    [hit] = check(manifest(artifact="jarUri: http://host.example/a.jar"))
    assert hit.hint == "fetch it over https, or from the platform's own storage"
    assert [(fix.title, fix.safe) for fix in hit.fixes] == [("fetch it over https", False)]
    [edit] = hit.fixes[0].edits
    assert edit.source is hit.finding.source


@pytest.mark.parametrize("host", ["MINIO.VVP.SVC", "minio.vvp.svc.Cluster.Local.", "[::1]:80"])
def test_a_host_inside_the_cluster_may_be_written_in_any_case(check, host):
    [hit] = check(manifest(artifact=f"jarUri: 'http://{host}/a.jar'"))
    assert hit.severity.value == "info"


@pytest.mark.parametrize("host", ["{{host}}", "${HOST}", "{{ host }}.svc"])
def test_a_host_that_is_filled_in_later_is_not_named(check, host):
    [hit] = check(manifest(artifact=f"jarUri: 'http://{host}/a.jar'"))
    assert hit.message == "jarUri is fetched over http"
    assert hit.severity.value == "warning"


@pytest.mark.parametrize(
    "first", ["https://host.example/a.jar", "http://minio:9000/a.jar", "${JAR}"]
)
def test_each_address_is_looked_at_whatever_the_one_before_is(check, first):
    artifact = f'jarUri: "{first}"\nadditionalDependencies: ["http://host.example/b.jar"]'
    hits = [hit for hit in check(manifest(artifact=artifact)) if hit.severity.value == "warning"]
    assert [hit.message for hit in hits] == [
        "additionalDependencies is fetched from host.example over http"
    ]


def test_there_is_no_fix_through_an_alias(check):
    text = manifest(artifact="jarUri: *address").replace(
        "{name: orders}", "{name: orders, annotations: {a: &address 'http://host.example/a.jar'}}"
    )
    [hit] = check(text)
    assert hit.fixes == ()
