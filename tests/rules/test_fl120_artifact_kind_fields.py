from __future__ import annotations

import pytest

TEXT = """kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec: {{deploymentTargetName: a, template: {{spec: {{artifact: {{{}}}}}}}}}
"""


@pytest.mark.parametrize(
    ("artifact", "message"),
    [
        ("kind: SQLSCRIPT", "the artifact is a SQLSCRIPT, but has no `sqlScript`"),
        ("kind: JAR, entryClass: a.B", "the artifact is a JAR, but has no `jarUri`"),
        ("kind: JAR, jarUri: ''", "the artifact is a JAR, but has no `jarUri`"),
        ("kind: jar", "the artifact is a JAR, but has no `jarUri`"),
        ("kind: PYTHON", "the artifact is a PYTHON, but has no `pythonArtifactUri`"),
    ],
)
def test_says_what_the_kind_needs(check, artifact, message):
    [hit] = check(TEXT.format(artifact))
    assert hit.message == message
    assert hit.severity == "error"


def test_shows_the_field_of_another_kind_that_is_there_instead(check):
    [hit] = check(TEXT.format("kind: JAR, sqlScript: SELECT 1"))
    assert ("SELECT 1", "this belongs to SQLSCRIPT") in hit.labels


def test_a_misspelt_field_of_another_kind_is_a_misspelt_field_alone(check_all):
    found = check_all(TEXT.format("kind: SQLSCRIPT, jarUrl: 'oss://b/a.jar'"))
    assert {hit.code for hit in found if hit.severity == "error"} == {"FL101", "FL120"}


@pytest.mark.parametrize(
    ("artifact", "codes"),
    [
        ("sqlScring: ", {"FL120"}),
        ("sqlScring: ~, sqlScrint: ~", {"FL120"}),
        ("sqlScring: ~, loggers: x", {"FL101", "FL120"}),
        ("sqlScring: SELECT 1", {"FL101", "FL603"}),
    ],
)
def test_the_needed_field_misspelt_is_missing_where_it_has_no_value(check_all, artifact, codes):
    found = check_all(TEXT.format(f"kind: SQLSCRIPT, {artifact}"))
    assert {hit.code for hit in found if hit.severity == "error"} == codes


@pytest.mark.parametrize(
    ("artifact", "flagged"),
    [
        ("kind: JAR, jarUri: 'oss://b/a.jar', sqlScript: INSERT", "sqlScript"),
        ("kind: SQLSCRIPT, sqlScript: x, entryClass: a.B", "entryClass"),
        ("kind: PYTHON, pythonArtifactUri: 'oss://b/a.py', jarUri: 'oss://b/a.jar'", "jarUri"),
    ],
)
def test_a_field_of_another_kind_is_a_warning(check, artifact, flagged):
    [hit] = check(TEXT.format(artifact))
    assert (hit.text, hit.severity) == (flagged, "warning")


@pytest.mark.parametrize(
    "artifact",
    [
        "kind: JAR, jarUri: 'oss://b/a.jar', entryClass: a.B, mainArgs: x, additionalDependencies: []",
        "kind: SQLSCRIPT, sqlScript: x, additionalDependencies: ['oss://b/a.jar'], jarUri: null",
        "kind: PYTHON, pythonArtifactUri: 'oss://b/a.zip', entryModule: m, mainArgs: x",
        "kind: '${KIND}'",
        "kind: OTHER",
    ],
)
def test_accepts_what_fits(check, artifact):
    assert check(TEXT.format(artifact)) == []


def test_a_misspelt_field_is_said_once(check_all):
    hits = check_all(
        TEXT.format("kind: SQLSCRIPT, sqlScrpt: INSERT INTO a SELECT 1, flinkVersion: '1.11'")
    )
    assert [hit.code for hit in hits if hit.rank == 2] == ["FL101"]


def test_says_nothing_missing_in_a_patch_body(check):
    assert check(TEXT.format("kind: JAR").replace("metadata: {name: orders}\n", "")) == []
