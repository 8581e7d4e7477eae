from __future__ import annotations

import pytest
from sql_job import GEN, HOLE, MYSQL, job, sql, table

A = table("a", "id BIGINT", GEN)
SNK = table("snk", "id BIGINT", HOLE)
GROUP = f"{A}{SNK}INSERT INTO snk SELECT id FROM a GROUP BY id;\n"
JOIN = f"{A}{SNK}INSERT INTO snk SELECT a.id FROM a JOIN a AS b ON a.id = b.id;\n"


@pytest.mark.parametrize(("script", "label"), [(GROUP, "GROUP"), (JOIN, "JOIN")])
@pytest.mark.parametrize("backend", ["hashmap", "filesystem", "jobmanager", "HashMap"])
def test_flags_the_backend(check, script, label, backend):
    [hit] = check(job(script, options={"state.backend": backend}))
    assert (hit.text, hit.severity.value) == (f'"{backend}"', "info")
    assert hit.message == f"{backend} keeps state on the heap, and this job's grows without end"
    assert hit.labels == [(label, "this state grows")]


@pytest.mark.parametrize(
    "options",
    [{}, {"state.backend": "rocksdb"}, {"state.backend": "${b}"},
     {"state.backend": "hashmap", "table.exec.state.ttl": "1 d"}],
)  # fmt: skip
def test_accepts_other_backends_and_a_limit(check, options):
    assert check(job(GROUP, options=options)) == []


def test_accepts_state_that_stays_small(check):
    options = {"state.backend": "hashmap"}
    assert check(job(f"{A}{SNK}INSERT INTO snk SELECT id FROM a;", options=options)) == []
    keyed = table("a", "id BIGINT, PRIMARY KEY (id) NOT ENFORCED", MYSQL)
    assert check(job(GROUP.replace(A, keyed), options=options)) == []


def test_reads_the_newer_name_and_the_script(check):
    [hit] = check(job(GROUP, version="1.20", options={"state.backend.type": "hashmap"}))
    assert hit.text == '"hashmap"'
    [hit] = sql(check, "SET 'state.backend.type' = 'hashmap';\n" + GROUP)
    assert hit.text == "'state.backend.type'"


def test_only_this_rule_finds_it(check_all):
    for script in (GROUP, JOIN):
        hits = check_all(job(script, options={"state.backend": "hashmap"}))
        assert "FL518" in [h.code for h in hits]
