from __future__ import annotations

import pytest

HEAD = """kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
"""
INSERT = "INSERT INTO a SELECT id FROM src;\n"


def deployment(sql: str) -> str:
    return HEAD + "".join(f"          {line}\n" for line in sql.splitlines())


@pytest.mark.parametrize(
    ("sql", "flagged", "message"),
    [
        (
            "BEGIN STATEMENT SET;\n" + INSERT,
            "BEGIN STATEMENT SET",
            "the statement set is never closed",
        ),
        ("BEGIN STATEMENT SET;\nEND;", "BEGIN STATEMENT SET", "the statement set is empty"),
        (INSERT + "END;", "END", "`END` closes no statement set"),
        ("BEGIN;\n" + INSERT + "END;", "BEGIN", "`BEGIN` alone opens no statement set"),
        (
            "EXECUTE STATEMENT SET BEGIN;\n" + INSERT + "END;",
            ";",
            "a `;` after `EXECUTE STATEMENT SET BEGIN` ends the statement too early",
        ),
        (
            "EXECUTE STATEMENT SET BEGIN END;",
            "EXECUTE STATEMENT SET BEGIN END",
            "the statement set is empty",
        ),
        (
            "BEGIN STATEMENT SET;\n" + INSERT + "CREATE TEMPORARY VIEW v AS SELECT 1;\nEND;",
            "CREATE",
            "a statement set holds INSERT statements only, not CREATE VIEW",
        ),
        (
            "BEGIN STATEMENT SET;\nBEGIN STATEMENT SET;\n" + INSERT + "END;",
            "BEGIN STATEMENT SET",
            "a statement set cannot hold another",
        ),
    ],
)
def test_says_what_is_wrong_with_the_form(check, check_all, sql, flagged, message):
    text = deployment(sql)
    [hit] = check(text)
    assert (hit.text, hit.message, hit.severity) == (flagged, message, "error")
    assert [other.code for other in check_all(text) if other.rank == 2] == ["FL605"]


@pytest.mark.parametrize(
    "sql",
    [
        "BEGIN STATEMENT SET;\n" + INSERT + INSERT + "END;",
        "EXECUTE STATEMENT SET BEGIN\n" + INSERT + INSERT + "END;",
        INSERT,
        "BEGIN STATEMENT SET;\n${inserts};\nEND;",
    ],
)
def test_accepts_sets_that_are_whole(check, sql):
    assert check(deployment(sql)) == []


def test_a_fault_inside_a_set_leaves_the_set_open(check, check_all):
    text = deployment("EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT prev FROM src;\nEND;")
    assert check(text) == []
    assert [hit.code for hit in check_all(text) if hit.rank == 2] == ["FL608"]


def test_shows_where_the_set_began(check):
    [hit] = check(deployment("BEGIN STATEMENT SET;\n" + INSERT + "SELECT 1;\nEND;"))
    assert hit.labels == [("BEGIN STATEMENT SET", "the set begins here")]


def test_a_bare_script_is_run_by_a_client(check):
    [hit] = check("BEGIN STATEMENT SET;\n" + INSERT, name="a.sql")
    assert hit.severity == "warning"
    [hit] = check("END;", name="a.sql")
    assert hit.severity == "error"


def test_the_managed_service_takes_its_own_create_as(check):
    sql = "BEGIN STATEMENT SET;\nCREATE TABLE IF NOT EXISTS a AS TABLE b;\nEND;"
    text = deployment(sql).replace('flinkVersion: "1.17"', "flinkImageTag: 1.17-vvr-8.0.1")
    assert check(text) == []
