from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, job, sql, table

HEAD = table("src", "id BIGINT, name STRING", GEN)
SNK = table("snk", "k STRING, v STRING, PRIMARY KEY (k) NOT ENFORCED", HOLE)


def script(query: str) -> str:
    return f"{HEAD}{SNK}INSERT INTO snk {query};"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("UUID()", "UUID()"),
        ("UUID() AS k", "UUID()"),
        ("CAST(NOW() AS STRING)", "NOW()"),
        ("CONCAT('a', UUID())", "UUID()"),
        ("'a' || CAST(RAND() AS STRING)", "RAND()"),
    ],
)
def test_flags_a_key_that_is_made_anew(check, key, text):
    [hit] = sql(check, script(f"SELECT {key}, name FROM src"))
    assert (hit.text, hit.severity.value) == (text, "warning")
    assert hit.message == f"key `k` is {text}, another one each time"


def test_flags_a_join_with_a_value_that_changes(check):
    text = script("SELECT a.name, b.name FROM src AS a JOIN src AS b ON a.name = UUID()")
    [hit] = sql(check, text)
    assert hit.message == "the join compares with UUID(), another value each time"


@pytest.mark.parametrize(
    "text",
    [
        script("SELECT name, UUID() FROM src"),
        script("SELECT DATE_FORMAT(NOW(), 'yyyy-MM-dd'), name FROM src"),
        script("SELECT name FROM src"),
        script("SELECT * FROM src"),
        f"{HEAD}INSERT INTO elsewhere SELECT UUID(), name FROM src;",
        "",
    ],
)
def test_accepts_keys_from_the_row(check, text):
    assert sql(check, text) == []


def test_an_insert_list_says_which_column_is_the_key(check):
    text = script("(v, k) SELECT UUID(), name FROM src")
    assert sql(check, text) == []
    [hit] = sql(check, text.replace("(v, k)", "(k, v)"))
    assert hit.text == "UUID()"


def test_finds_it_in_a_deployment(check):
    [hit] = check(job(script("SELECT UUID(), name FROM src")))
    assert hit.text == "UUID()"


def test_only_this_rule_finds_it(check_all):
    for key in ("UUID()", "CAST(RAND() AS STRING)"):
        hits = sql(check_all, script(f"SELECT {key}, name FROM src"))
        assert [h.code for h in hits if h.code > "FL7" and h.rank] == ["FL716"]
