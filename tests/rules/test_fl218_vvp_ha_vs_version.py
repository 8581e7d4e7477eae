from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  TARGET
FIELDS
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://b/a-1.jar", flinkVersion: "VERSION"}
      flinkConfiguration:
OPTIONS
"""
TARGET = "deploymentTargetName: default"
SESSION = "sessionClusterName: shared"
HA = "high-availability: kubernetes"


def text(*fields, options=(), target=TARGET, version="1.16"):
    lines = "".join(f"  {field}\n" for field in fields)
    keys = "".join(f"        {option}\n" for option in options)
    manifest = MANIFEST.replace("FIELDS\n", lines).replace("TARGET", target)
    if not keys:
        manifest = manifest.replace("      flinkConfiguration:\n", "")
    return manifest.replace("OPTIONS\n", keys).replace("VERSION", version)


def patch(manifest):
    return manifest.replace("metadata: {name: orders}\n", "")


NO_STORAGE = {"FL218": {"blob-storage": "false"}}


@pytest.mark.parametrize("key", ["high-availability", "high-availability.type"])
@pytest.mark.parametrize("version", ["1.18", "1.20"])
def test_flags_what_the_image_does_not_have(check, key, version):
    [hit] = check(text(options=(f"{key}: vvp-kubernetes",), version=version))
    assert hit.text == "vvp-kubernetes"
    assert hit.message == (
        f"images of Flink {version} do not have vvp-kubernetes, which ended with 1.17"
    )
    assert hit.severity == "warning"


@pytest.mark.parametrize(
    ("mode", "version"),
    [
        ("vvp-kubernetes", "1.17"),
        ("vvp-kubernetes", "1.14"),
        ("kubernetes", "1.18"),
        ("${HA}", "1.18"),
        ("zookeeper", "1.18"),
    ],
)
def test_accepts_what_it_has(check, mode, version):
    assert check(text(options=(f"high-availability: {mode}",), version=version)) == []


def test_the_folder_is_needed_without_blob_storage(check):
    [hit] = check(text(options=("high-availability: kubernetes",)), rule_options=NO_STORAGE)
    assert hit.text == "kubernetes"
    assert hit.message == "kubernetes has no place for its data without blob storage"
    folder = "high-availability.storageDir: oss://b/ha"
    whole = text(options=("high-availability: kubernetes", folder))
    assert check(whole, rule_options=NO_STORAGE) == []


def test_says_nothing_of_platforms_and_clusters_with_their_own(check):
    options = ("high-availability.type: vvp-kubernetes",)
    assert check(text(options=options, version="1.20"), platform="managed") == []
    assert check(text(options=options, version="1.20", target=SESSION), platform="vvp2") == []
    assert check(patch(text(options=options, version="1.20"))) == []


def test_accepts_absence(check):
    assert check(text(version="1.20")) == []


def test_the_fix_takes_flinks_own(check):
    [hit] = check(text(options=("high-availability.type: vvp-kubernetes",), version="1.18"))
    assert not hit.fixes[0].safe
    fixed = text(options=("high-availability.type: kubernetes",), version="1.18")
    assert hit.fixed() == fixed
    assert check(fixed) == []


@pytest.mark.parametrize("version", ["1.18", "1.19"])
def test_a_single_fault_is_found_by_this_rule_alone(check_all, version):
    whole = text(options=("high-availability.type: kubernetes",), version=version)
    before = {hit.code for hit in check_all(whole)}
    found = {
        hit.code for hit in check_all(whole.replace("type: kubernetes", "type: vvp-kubernetes"))
    }
    assert found - before == {"FL218"}
