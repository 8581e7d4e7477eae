from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:{session}
  template:
    spec:
      artifact: {{kind: JAR{version}}}
      resources: {resources}
      flinkConfiguration: {options}
"""
METADATA = "metadata: {name: orders}"


def manifest(resources="{}", options="{}", *, metadata=METADATA, session="", version="1.17"):
    return MANIFEST.format(
        resources=resources,
        options=options,
        metadata=metadata,
        session=session,
        version=f', flinkVersion: "{version}"' if version else "",
    )


SESSION = "\n  sessionClusterName: shared"


def sized(cpu, memory, process="taskmanager"):
    fields = [f"cpu: {cpu}"] * bool(cpu) + [f"memory: {memory}"] * bool(memory)
    return manifest(f"{{{process}: {{{', '.join(fields)}}}}}")


@pytest.mark.parametrize(
    ("cpu", "memory", "text", "message"),
    [
        ("1", "64Gi", "64Gi", "asks for 64Gi with 1 CPU, more than 16 GiB for each core"),
        ("2", "32769Mi", "32769Mi", "asks for 32769Mi with 2 CPU, more than 16 GiB for each core"),
        ("4", "2Gi", "2Gi", "asks for 2Gi with 4 CPU, less than 1 GiB for each core"),
        ("", "20Gi", "20Gi",
         "asks for 20Gi with 1 CPU (the platform's default), more than 16 GiB for each core"),
        ("8", "", "8",
         "asks for 2G (the platform's default) with 8 CPU, less than 1 GiB for each core"),
    ],
)  # fmt: skip
def test_flags_what_is_out_of_proportion(check, cpu, memory, text, message):
    [hit] = check(sized(cpu, memory))
    assert hit.text == text
    assert hit.message == f"taskmanager {message}"
    assert hit.severity.value == "info"


@pytest.mark.parametrize(
    ("cpu", "memory"),
    [
        ("1", "16Gi"),
        ("1", "1Gi"),
        ("1", "1g"),
        ("2", "32Gi"),
        ("0.1", "1.5Gi"),
        ("4", "${M}"),
        ("${C}", "64Gi"),
        ("1", "lots"),
        ("500m", "64Gi"),
        ("1", "512Mi"),
        ("", ""),
        ("1", "17g"),
    ],
)
def test_accepts_proportion_and_what_is_not_known(check, cpu, memory):
    assert check(sized(cpu, memory)) == []


def test_says_nothing_in_a_session_or_where_nothing_is_written(check):
    assert check(manifest("{taskmanager: {cpu: 1, memory: 64Gi}}", session=SESSION)) == []
    assert check(manifest()) == []


def test_judges_the_job_manager_too(check):
    [hit] = check(sized("1", "64Gi", "jobmanager"))
    assert hit.labels == [("1", "the cores")]
