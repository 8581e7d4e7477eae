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

PREFIX = "taskmanager.memory."


def divided(memory="", version="1.17", session="", metadata=METADATA, **parts):
    resources = f"{{taskmanager: {{memory: {memory}}}}}" if memory else "{}"
    names = {name.replace("__", "-").replace("_", "."): text for name, text in parts.items()}
    options = ", ".join(f"{PREFIX}{name}: {text}" for name, text in names.items())
    return manifest(
        resources, f"{{{options}}}", session=session, metadata=metadata, version=version
    )


# 1.5Gi are 1088 MiB for Flink: 256 metaspace and 192 overhead come off. Of these 128 are framework
# off-heap, 435.2 managed (0.4) and 108.8 network (0.1); 416 are left for both heaps.
@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"framework_heap_size": "1024m"}, "1024m"),
        ({"framework_heap_size": "417m"}, "417m"),
        ({"task_off__heap_size": "289m"}, "289m"),
        ({"managed_size": "724m"}, "724m"),
        ({"size": "724m"}, "724m"),
        ({"task_heap_size": "333m"}, "333m"),
        ({"network_min": "397m"}, "397m"),
        ({"task_heap_size": "400m", "managed_size": "500m"}, "500m"),
    ],
)
def test_flags_the_largest_part_where_they_do_not_fit(check, parts, text):
    [hit] = check(divided("1.5Gi", **parts))
    assert hit.text == text
    assert hit.severity.value == "error"


@pytest.mark.parametrize(
    "parts",
    [
        {"framework_heap_size": "416m"},
        {"task_off__heap_size": "287m"},
        {"managed_size": "723m"},
        {"task_heap_size": "332m"},
        {"network_min": "396m"},
        {"task_heap_size": "400m", "managed_size": "360m"},
        {"framework_heap_size": "600m", "managed_fraction": '"0.1"'},
        {"framework_heap_size": "${HEAP}"},
        {"framework_heap_size": "1.5g"},
        {"framework_heap_size": "1024m", "managed_fraction": "some"},
        {"process_size": "4g", "framework_heap_size": "1024m"},
        {"flink_size": "4g", "framework_heap_size": "1024m"},
        {},
    ],
)
def test_accepts_parts_that_fit_or_are_not_known(check, parts):
    assert check(divided("1.5Gi", **parts)) == []


def test_says_what_is_needed_and_what_there_is(check):
    [hit] = check(divided("1.5Gi", framework_heap_size="1024m"))
    assert hit.message == (
        "the parts of the taskmanager's memory need 1696 MiB, more than the 1088 MiB that Flink "
        "has in all"
    )
    assert hit.labels == [("1.5Gi", "leaves 1088 MiB for Flink")]


def test_reads_a_total_that_is_written_as_such(check):
    [hit] = check(divided(flink_size="1g", managed_size="1g"))
    assert hit.text == "1g"
    assert check(divided(process_size="1536m", framework_heap_size="1024m")) != []
    assert check(divided(process_size="4g", framework_heap_size="1024m")) == []


@pytest.mark.parametrize("version", ["1.10", "1.11", "1.20", ""])
def test_speaks_for_every_flink_that_divides_so(check, version):
    assert len(check(divided("1.5Gi", version, framework_heap_size="1024m"))) == 1


def test_says_nothing_of_older_flinks_sessions_and_sizes_too_small_anyhow(check):
    parts = {"framework_heap_size": "1024m"}
    assert check(divided("1.5Gi", "1.9", **parts)) == []
    assert check(divided("1.5Gi", session=SESSION, **parts)) == []
    assert check(divided("512Mi", **parts)) == []
    assert check(divided("${M}", **parts)) == []


def test_counts_what_the_platform_gives(check):
    assert check(divided(framework_heap_size="1024m")) != []  # of 2G, 1920 MiB would be needed
    assert check(divided(framework_heap_size="256m")) == []
