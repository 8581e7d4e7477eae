from __future__ import annotations

import pytest
from sql_job import GEN, MYSQL, job, source, sql

KEY = "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"
ONE = f"{MYSQL}, 'scan.incremental.snapshot.enabled' = 'false'"
ON = {"execution.checkpointing.interval": "60s"}
TOLERABLE = "execution.checkpointing.tolerable-failed-checkpoints"


@pytest.mark.parametrize(
    ("options", "version"),
    [(ONE, "1.17"), (MYSQL, "1.12"), (f"{ONE}, 'scan.startup.mode' = 'initial'", "1.17"),
     ("'connector' = 'postgres-cdc'", "1.17")],
)  # fmt: skip
def test_flags_a_snapshot_with_one_reader(check, options, version):
    [hit] = check(job(source(options, KEY), version=version, options=ON))
    assert hit.text == options.split(",")[0].split(" = ")[1]
    assert hit.severity.value == "warning"
    assert hit.message.startswith("no checkpoint succeeds while the snapshot is read")


@pytest.mark.parametrize(
    ("options", "more"),
    [
        (MYSQL, {}),
        (f"{ONE}, 'scan.startup.mode' = 'latest-offset'", {}),
        (f"{ONE}, 'scan.startup.mode' = '${{mode}}'", {}),
        (GEN, {}),
        (ONE, {TOLERABLE: "100"}),
        (ONE, {TOLERABLE: "${n}"}),
    ],
)
def test_accepts_what_can_take_checkpoints(check, options, more):
    assert check(job(source(options, KEY), options={**ON, **more})) == []


def test_one_option_is_lacking_however_many_sources_there_are(check):
    one, other = source(ONE, KEY), source("'connector' = 'postgres-cdc'", KEY).replace("src", "b")
    [hit] = check(job(one + other.replace("snk", "out_b"), options=ON))
    assert (hit.text, hit.labels) == ("'mysql-cdc'", [("'postgres-cdc'", "this source too")])


def test_is_silent_without_checkpoints(check):
    assert check(job(source(ONE, KEY))) == []
    [hit] = check(job("SET 'execution.checkpointing.interval' = '60s';\n" + source(ONE, KEY)))
    assert hit.text == "'mysql-cdc'"
    both = f"SET 'execution.checkpointing.interval' = '60s';\nSET '{TOLERABLE}' = '9';\n"
    assert check(job(both + source(ONE, KEY))) == []


def test_is_silent_where_the_platform_sets_it_and_in_bare_scripts(check):
    text = job(source(ONE, KEY), version="1.17", tag="1.17-vvr-8.0.1", options=ON)
    assert check(text) == []
    assert sql(check, source(ONE, KEY)) == []


def test_only_this_rule_finds_it(check_all):
    for mode in ("", ", 'scan.startup.mode' = 'initial'"):
        script = source(f"{ONE}, 'server-id' = '5401'{mode}", KEY)
        hits = [h for h in check_all(job(script, options=ON)) if h.code == "FL525"]
        assert len(hits) == 1


@pytest.mark.parametrize("mode", ["initial", "INITIAL", "snapshot", "initial_only"])
def test_every_mode_that_reads_a_snapshot_is_flagged(check, mode):
    options = f"{ONE}, 'scan.startup.mode' = '{mode}'"
    [hit] = check(job(source(options, KEY), options=ON))
    assert hit.hint == f"set {TOLERABLE}, to 100 for instance"


def test_a_source_that_nothing_reads_takes_no_snapshot(check):
    script = source(GEN, KEY) + source(ONE, KEY).partition("CREATE TEMPORARY TABLE snk")[0].replace(
        " src ", " idle "
    )
    assert check(job(script, options=ON)) == []


def test_is_silent_where_a_session_or_the_rest_of_the_deployment_may_set_it(check):
    whole = job(source(ONE, KEY), options=ON)
    assert len(check(whole)) == 1
    session = whole.replace("deploymentTargetName: default", "sessionClusterName: shared")
    assert session != whole
    assert check(session) == []
    partial = whole.replace("metadata:\n  name: orders\n", "")
    assert partial != whole
    assert check(partial) == []
