from __future__ import annotations

import pytest
from sql_job import GEN, KAFKA, MYSQL, job, source, sql, table

BARE_KAFKA = "'connector' = 'kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9092'"
UPSERT = "'connector' = 'upsert-kafka', 'topic' = 't', 'properties.bootstrap.servers' = 'k:9092'"
KEY = "id BIGINT, PRIMARY KEY (id) NOT ENFORCED"


@pytest.mark.parametrize(
    "options",
    [
        KAFKA,
        KAFKA.replace("'topic'", "'topic-pattern'"),
        f"{BARE_KAFKA}, 'value.format' = 'json', 'key.format' = 'json', 'key.fields' = 'id'",
        f"{KAFKA}, 'properties.anything' = 'x', 'json.ignore-parse-errors' = 'true'",
        f"{KAFKA}, 'scan.watermark.idle-timeout' = '1 min'",
        f"{KAFKA}, 'property-version' = '1'",
        f"{MYSQL}, 'debezium.snapshot.mode' = 'never', 'jdbc.properties.useSSL' = 'false'",
        f"{MYSQL}, 'split-key.even-distribution.factor.upper-bound' = '1'",
        f"{GEN}, 'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '9'",
        "'connector' = 'filesystem', 'path' = 's3://b/p', 'format' = 'parquet', 'parquet.x' = 'y'",
        "'connector' = 'my-own', 'anything' = 'goes'",
        "'connector' = 'kafka-x', 'anything' = 'goes'",
        "'connector' = '${connector}', 'topic' = 't'",
        "'connector' = 'paimon', 'what' = 'ever'",
        f"{KAFKA}, 'scan.parallelism' = '${{p}}'",
        f"{KAFKA}, 'scan.parallelism' = '<parallelism>'",
        f"{KAFKA}, 'scan.parallelism' = '%s'",
        "'connector' = 'oceanbase-cdc', 'server-id' = '5'",
        f"{KAFKA}, 'scan.startup.mode' = 'EARLIEST-OFFSET'",
    ],
)
def test_accepts_what_the_connector_takes(check, options):
    assert sql(check, source(options)) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (BARE_KAFKA, "connector 'kafka' needs 'format' or 'value.format'"),
        (
            "'connector' = 'kafka', 'format' = 'json'",
            "connector 'kafka' needs 'properties.bootstrap.servers', and 'topic' or 'topic-pattern'",
        ),
        ("'connector' = 'filesystem', 'format' = 'csv'", "connector 'filesystem' needs 'path'"),
        ("'connector' = 'jdbc', 'url' = 'u'", "connector 'jdbc' needs 'table-name'"),
        (MYSQL.replace("'username' = 'u', ", ""), "connector 'mysql-cdc' needs 'username'"),
    ],
)
def test_flags_what_is_lacking_at_the_connector(check, options, message):
    [hit] = sql(check, source(options))
    assert (hit.message, hit.severity.value) == (message, "error")
    assert hit.text == options.split(",")[0].split(" = ")[1]


def test_upsert_kafka_needs_both_formats(check):
    [hit] = sql(check, table("t", KEY, UPSERT))
    assert hit.message == "connector 'upsert-kafka' needs 'key.format' and 'value.format'"


@pytest.mark.parametrize(
    ("option", "text", "message", "meant"),
    [
        ("'scan.startup.mod' = 'x'", "'scan.startup.mod'", "no option of connector 'kafka'", ""),
        ("'scan.paralelism' = '2'", "'scan.paralelism'", "no option of", "'scan.parallelism'"),
        ("'json.ignore-parse-error' = 'true'", "'json.ignore-parse-error'", "of format 'json'",
         "'json.ignore-parse-errors'"),
        ("'csv.field-delimiter' = ';'", "'csv.field-delimiter'", "an option of format 'csv'", ""),
        ("'value.json.ignore-parse-errors' = 'true'", "'value.json.ignore-parse-errors'",
         "an option of format 'json'", ""),
        ("'scan.parallelism' = 'four'", "'four'", "is a whole number, which 'four' is not", ""),
        ("'scan.bounded.mode' = 'latest'", "'latest'", "is no value of 'scan.bounded.mode'", ""),
        ("'scan.bounded.mode' = 'latest-ofset'", "'latest-ofset'",
         "'scan.bounded.mode': there is unbounded, latest-offset, group-offsets,", "'latest-offset'"),
        ("'scan.topic-partition-discovery.interval' = '5 minits'", "'5 minits'", "a duration", ""),
        ("'json.ignore-parse-errors' = 'yes'", "'yes'", "`true` or `false`", ""),
        ("'topic-pattern' = 't.*'", "'topic-pattern'", "cannot stand beside 'topic'", ""),
        ("'key.format' = 'json'", "'json'", "'key.format' needs 'key.fields'", ""),
    ],
)  # fmt: skip
def test_flags_a_wrong_option(check, option, text, message, meant):
    [hit] = sql(check, source(f"{KAFKA}, {option}"))
    assert message in hit.message
    assert (hit.text, hit.severity.value) == (text, "error")
    if meant:
        assert meant in hit.fixed()
        assert sql(check, hit.fixed()) == []


def test_flags_a_startup_mode_without_what_it_needs(check):
    options = KAFKA.replace("latest-offset", "timestamp")
    [hit] = sql(check, source(options))
    assert "needs 'scan.startup.timestamp-millis'" in hit.message
    assert sql(check, source(f"{options}, 'scan.startup.timestamp-millis' = '1'")) == []


def test_a_table_that_is_only_written_needs_no_start(check):
    text = table("t", "id INT", KAFKA.replace("latest-offset", "timestamp"))
    assert sql(check, text + "INSERT INTO t SELECT 1;") == []


def test_formats_have_demands_of_their_own(check):
    options = KAFKA.replace("'json'", "'avro-confluent'")
    [hit] = sql(check, source(options))
    assert hit.message == "format 'avro-confluent' needs 'avro-confluent.url'"
    for key in ("url", "schema-registry.url"):
        assert sql(check, source(f"{options}, 'avro-confluent.{key}' = 'http://r'")) == []


@pytest.mark.parametrize(
    ("connector", "hits"), [("kafak", 1), ("kafka-x", 0), ("jbdc", 1), ("abc", 0)]
)
def test_a_connector_that_is_nearly_known_is_a_warning(check, connector, hits):
    found = sql(check, table("t", "id INT", f"'connector' = '{connector}'"))
    assert [hit.severity.value for hit in found] == ["warning"] * hits


@pytest.mark.parametrize(
    ("option", "hits"),
    [("fields.id.min", 0), ("fields.id.mni", 1), ("fields.ids.min", 1), ("fields.p.min", 1)],
)
def test_datagen_fields_name_columns(check, option, hits):
    options = f"{GEN}, '{option}' = '1'"
    found = sql(check, source(options, "id BIGINT, p AS PROCTIME()"))
    assert len(found) == hits


@pytest.mark.parametrize(("version", "hits"), [((1, 11), 1), ((1, 12), 0), ((1, 20), 0), (None, 0)])
def test_an_option_of_a_later_version_is_left_to_the_rule_on_versions(check, version, hits):
    found = sql(check, source(f"{GEN}, 'number-of-rows' = '5'"), version)
    assert found == []
    assert hits in (0, 1)


def test_hints_may_add_what_is_lacking(check):
    text = source(BARE_KAFKA).replace("FROM src", "FROM src /*+ OPTIONS('format' = 'json') */")
    assert sql(check, text) == []


def test_judges_the_options_of_hints(check):
    hint = "/*+ OPTIONS('scan.startup.mod' = 'x', 'scan.parallelism' = '2') */"
    [hit] = sql(check, source(KAFKA).replace("FROM src", f"FROM src {hint}"))
    assert hit.text == "'scan.startup.mod'"


@pytest.mark.parametrize("text", ["CREATE TABLE t WITH ('topic' = 'u') LIKE s;", "", "SELECT 1;"])
def test_says_nothing_where_options_may_come_from_elsewhere(check, text):
    assert sql(check, text) == []


MANAGED = {"version": "1.11", "tag": "1.11.2-vvr-2.1.1"}


def test_a_managed_engine_ignores_the_case_of_options(check):
    options = KAFKA.replace("'topic'", "'Topic'")
    assert check(job(source(options), **MANAGED)) == []
    assert [hit.text for hit in sql(check, source(options))] != []


@pytest.mark.parametrize(
    ("option", "severities"),
    [("'startupMode' = 'x'", []), ("'scan.startup.mod' = 'x'", ["warning"])],
)
def test_on_a_managed_engine_only_near_misses_are_warnings(check, option, severities):
    found = check(job(source(f"{KAFKA}, {option}"), **MANAGED))
    assert [hit.severity.value for hit in found] == severities


def test_on_a_managed_engine_what_both_builds_demand_is_an_error(check):
    [hit] = check(job(source(MYSQL.replace("'hostname' = 'h', ", "")), **MANAGED))
    assert (hit.severity.value, hit.message) == ("error", "connector 'mysql-cdc' needs 'hostname'")


def test_what_a_page_of_the_managed_service_demands_is_a_warning(check):
    options = "'connector' = 'datahub', 'endPoint' = 'e', 'project' = 'p', 'topic' = 't'"
    [hit] = check(job(source(options), **MANAGED))
    assert (hit.severity.value, hit.message) == (
        "warning", "connector 'datahub' needs 'accessId' and 'accessKey'",
    )  # fmt: skip


def test_an_option_of_the_managed_build_is_none_of_our_business_in_a_bare_script(check):
    options = "'connector' = 'mongodb', 'uri' = 'u', 'database' = 'd', 'collection' = 'c'"
    assert sql(check, source(f"{options}, 'batchSize' = '5'")) == []
    found = sql(check, source(f"{options}, 'batchSize' = '5'"), platform="vvp2")
    assert [hit.text for hit in found] == ["'batchSize'"]


@pytest.mark.parametrize(
    ("options", "wrong", "message"),
    [
        (
            KAFKA.replace("'topic'", "'topik'"),
            "'topik'",
            "'topik' is no option of connector 'kafka', which needs 'topic' or 'topic-pattern'",
        ),
        (
            KAFKA.replace("'format'", "'fromat'"),
            "'fromat'",
            "'fromat' is no option of connector 'kafka', which needs 'format' or 'value.format'",
        ),
    ],
)
def test_a_required_option_that_is_misspelt_is_told_once_where_it_stands(
    check, options, wrong, message
):
    [hit] = sql(check, source(options))
    assert (hit.text, hit.message, hit.severity) == (wrong, message, "error")
    assert (
        hit.hint == f"did you mean {wrong.replace('topik', 'topic').replace('fromat', 'format')}?"
    )
