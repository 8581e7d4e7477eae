from __future__ import annotations

import pytest

MANIFEST = """kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {{kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}}
{more}
"""


@pytest.mark.parametrize(
    ("more", "blamed", "message"),
    [
        ("      parallelism: two", "two", "`parallelism` must be an integer, not `two`"),
        ("      parallelism: 1.5", "1.5", "`parallelism` must be an integer, not `1.5`"),
        ("      parallelism: [2]", "parallelism", "`parallelism` must be an integer, not a list"),
        ("      logging: none", "none", "`logging` must be a mapping, not `none`"),
        ("      batchMode: maybe", "maybe", "`batchMode` must be true or false, not `maybe`"),
        ("      kubernetes: {pods: {envVars: {A: b}}}", "envVars",
         "`envVars` must be a list, not a mapping"),
        ("      parallelism: 99999999999", "99999999999",
         "`parallelism` must be at most 2147483647, unlike `99999999999`"),
    ],
)  # fmt: skip
def test_names_the_value_and_what_is_wanted(check, more, blamed, message):
    [hit] = check(MANIFEST.format(more=more))
    assert (hit.text, hit.message) == (blamed, message)


@pytest.mark.parametrize(
    "more",
    [
        '      parallelism: "2"',
        "      parallelism: 2.0",
        "      parallelism: ${P}",
        "      batchMode: yes",
        "      batchMode: 'true'",
        "      parallelism:",
        "      kubernetes: {pods: {envVars: [{name: A, value: 1}]}}",
    ],
)
def test_accepts_what_can_be_converted_or_is_not_known(check, more):
    assert check(MANIFEST.format(more=more)) == []


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        ("      logging: {log4jLoggers: INFO}", 'write {"": INFO}'),
        ("      flinkConfiguration: [a: b]", "write `key: value` without dashes"),
        ("  upgradeStrategy: STATEFUL", "write {kind: STATEFUL}"),
        ("      parallelism: two", "write a value such as 1"),
    ],
)
def test_says_how_a_text_becomes_what_is_wanted(check, more, hint):
    [hit] = check(MANIFEST.format(more=more))
    assert hit.hint == hint


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("com.example.Main", False), ("com.example.Main$Inner", False), ("Main", False),
        ("${MAIN_CLASS}", False), ("com.example.Java", False),
        ("com/example/Main", True), ("com.example.Main.java", True), ("Main.class", True),
    ],
)  # fmt: skip
def test_a_class_is_named_and_no_path_to_a_file(check, entry, wrong):
    text = MANIFEST.format(more="").replace("kind: JAR,", f'kind: JAR, entryClass: "{entry}",')
    assert [hit.text for hit in check(text)] == ([f'"{entry}"'] if wrong else [])
    assert all("must be the full name of a class" in hit.message for hit in check(text))


def test_a_misspelt_kind_is_told(check):
    [hit] = check(MANIFEST.format(more="").replace("kind: Deployment", "kind: Deployement"))
    assert (hit.text, hit.hint) == ("Deployement", "write Deployment")
