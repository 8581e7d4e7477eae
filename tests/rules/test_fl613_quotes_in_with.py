from __future__ import annotations

import pytest
from support import sql_deployment

SRC = "CREATE TEMPORARY TABLE src (id BIGINT) WITH ('connector' = 'datagen');\n"
SNK = "CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'blackhole');\n"
INSERT = "INSERT INTO snk SELECT id FROM src;\n"


@pytest.mark.parametrize(
    ("option", "flagged"),
    [
        ("\"connector\" = 'datagen'", '"connector"'),
        ("'connector' = \"datagen\"", '"datagen"'),
        ('"connector" = "datagen"', '"connector"'),
    ],
)
def test_flags_the_first_text_in_double_quotes(check, check_all, option, flagged):
    text = sql_deployment(
        f"CREATE TEMPORARY TABLE src (id BIGINT) WITH ({option});\n" + SNK + INSERT
    )
    [hit] = check(text)
    assert hit.text == flagged
    assert flagged.replace('"', "'") in hit.fixed()
    assert [other.code for other in check_all(text) if other.rank == 2] == ["FL613"]


def test_accepts_double_quotes_inside_a_string(check):
    sql = "CREATE TABLE a (id INT) WITH ('connector' = 'datagen', 'x' = 'say \"hi\"')"
    assert check(sql, name="a.sql") == []
