"""The semantic diff: what is told of two payloads, what is the same, and what is never shown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flinklint.report import difference_json, difference_text
from flinklint.semantic_diff.bodies import differences
from flinklint.semantic_diff.deployments import Named, compare
from flinklint.semantic_diff.hidden import Secrets, script_parts
from flinklint.semantic_diff.order import merged, moved

HEAD = {"artifact": {"flinkVersion": "1.17"}}


def lines(old: Any, new: Any) -> list[str]:
    """What is told of two payloads, without the line that names them."""
    shown = difference_text.render(compare([Named("", "a", old)], [Named("", "b", new)]), False)
    return [line.removeprefix("  ") for line in shown.splitlines()[1:] if line]


def sql_lines(old: str, new: str, version: str = "1.17") -> list[str]:
    both = [{"flinkVersion": version, "sqlScript": text} for text in (old, new)]
    return [line.strip() for line in lines(*both)[1:]]


def options(old: dict[str, Any], new: dict[str, Any], version: str = "1.17") -> list[str]:
    both = [{"flinkVersion": version, "flinkConfiguration": one} for one in (old, new)]
    return [line.replace("flinkConfiguration", "") for line in lines(*both)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        ({"a": 1}, {"a": 2}, ["~ a: 1 -> 2"]),
        ({"a": {"b": "x"}}, {"a": {"b": "y"}}, ['~ a.b: "x" -> "y"']),
        ({"a": 1}, {}, ["- a: 1"]),
        ({}, {"a": None}, ["+ a: null"]),
        ({"a": None}, {"a": 0}, ["~ a: null -> 0"]),
        ({"a": 1}, {"a": True}, ["~ a: 1 -> true"]),
        ({"a": 2}, {"a": "2"}, ['~ a: 2 -> "2"']),
        ({}, {"a": {"b": 1, "c": {}}}, ["+ a.b: 1", "+ a.c: {}"]),
        ({"a": {"b": [1, {"name": "n", "x": 2}]}}, {}, ["- a.b[0]: 1", '- a.b[1].name: "n"', "- a.b[1].x: 2"]),
        ({"a": {"x": 1}}, {"a": 3}, ['~ a: {"x": 1} -> 3']),
        ({"a.b/c": 1, "d e": 1}, {"a.b/c": 2, "d e": 2}, ["~ [a.b/c]: 1 -> 2", "~ [d e]: 1 -> 2"]),
        ({"b": 1, "gone": 1, "c": 1}, {"new": 1, "b": 2, "c": 2},
         ["+ new: 1", "~ b: 1 -> 2", "- gone: 1", "~ c: 1 -> 2"]),
        ({"a": "one\ntwo\nthree\n"}, {"a": "one\n2\nthree\n"},
         ["~ a:", "    @@ -1,3 +1,3 @@", "     one", "    -two", "    +2", "     three"]),
        ({"a": "x" * 70}, {"a": "y"}, ["~ a:", f'    -"{"x" * 70}"', '    +"y"']),
    ],
)  # fmt: skip
def test_fields_are_told_by_path_in_order(old: Any, new: Any, told: list[str]) -> None:
    assert lines(old, new) == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"memory": "1Gi"}, {"memory": "1024Mi"}, '= memory: "1Gi" -> "1024Mi" (the same meaning)'),
        ({"memory": "1g"}, {"memory": "1G"}, '= memory: "1g" -> "1G" (the same meaning)'),
        ({"memory": "1g"}, {"memory": "1Gi"}, '~ memory: "1g" -> "1Gi"'),
        ({"memory": "1Gi"}, {"memory": "1025Mi"}, '~ memory: "1Gi" -> "1025Mi"'),
        ({"cpu": 0.5}, {"cpu": "500m"}, '= cpu: 0.5 -> "500m" (the same meaning)'),
        ({"cpu": 1}, {"cpu": 1.0}, "= cpu: 1 -> 1.0 (the same meaning)"),
        ({"cpu": 1}, {"cpu": 1.5}, "~ cpu: 1 -> 1.5"),
        ({"other": "1Gi"}, {"other": "1024Mi"}, '~ other: "1Gi" -> "1024Mi"'),
    ],
)
def test_memory_and_cpu_are_compared_by_size(old: Any, new: Any, told: str) -> None:
    expected = f"{told[:2]}resources.jobmanager.{told[2:]}"
    assert lines(*({"resources": {"jobmanager": one}} for one in (old, new))) == [expected]


def test_what_is_only_called_so_is_no_memory_or_cpu() -> None:
    old, new = (
        {"labels": {"memory": "1Gi", "cpu": "1"}},
        {"labels": {"memory": "1024Mi", "cpu": "1.0"}},
    )
    assert [line[0] for line in lines(old, new)] == ["~", "~"]


CHECKPOINTS = "execution.checkpointing.interval"


@pytest.mark.parametrize(
    ("key", "old", "new", "same"),
    [
        (CHECKPOINTS, "1 min", "60 s", True),
        (CHECKPOINTS, "1 min", "61 s", False),
        (CHECKPOINTS, "60000", "1min", True),
        (CHECKPOINTS, "${x}", "1 min", False),
        ("taskmanager.memory.network.max", "1g", "1024 mb", True),
        ("taskmanager.memory.network.max", "1g", "1000m", False),
        ("pipeline.object-reuse", "true", "TRUE", True),
        ("pipeline.object-reuse", True, "true", True),
        ("taskmanager.numberOfTaskSlots", "04", 4, True),
        ("taskmanager.memory.network.fraction", "0.1", "0.10", True),
        ("pipeline.jars", "a;b", "a; b", True),
        ("pipeline.jars", "a;b", "b;a", False),
        ("restart-strategy", "fixed-delay", "fixeddelay", True),
        ("restart-strategy", "fixed-delay", "failure-rate", False),
        ("our.own.option", "1 min", "60 s", False),
        (CHECKPOINTS, "soon", "later", False),
    ],
)
def test_options_are_compared_by_what_flink_reads(key: str, old: Any, new: Any, same: bool) -> None:
    [told] = options({key: old}, {key: new})
    assert told[0] == ("=" if same else "~"), told
    assert told.endswith("(the same meaning)") == same


def test_a_minute_written_m_is_one_only_to_a_flink_that_reads_it_so() -> None:
    assert options({CHECKPOINTS: "1 m"}, {CHECKPOINTS: "60 s"}, "1.17")[0][0] == "="
    assert options({CHECKPOINTS: "1 m"}, {CHECKPOINTS: "60 s"}, "1.11")[0][0] == "~"


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("1.18", ['= [pekko.ask.timeout]: "10 s" -> "10000 ms" (`akka.ask.timeout` is another name of it; the same meaning)']),
        ("1.17", ['- [akka.ask.timeout]: "10 s"', '+ [pekko.ask.timeout]: "10000 ms"']),
    ],
)  # fmt: skip
def test_another_name_of_an_option_is_the_same_where_flink_reads_both(
    version: str, told: list[str]
) -> None:
    assert options({"akka.ask.timeout": "10 s"}, {"pekko.ask.timeout": "10000 ms"}, version) == told


def test_each_side_is_read_by_its_own_version() -> None:
    old = {"flinkVersion": "1.15", "flinkConfiguration": {"akka.ask.timeout": "10 s"}}
    new = {"flinkVersion": "1.20", "flinkConfiguration": {"pekko.ask.timeout": "10 s"}}
    assert lines(old, new)[1].startswith("= flinkConfiguration[pekko.ask.timeout]")


@pytest.mark.parametrize("name", ["flinkVersion", "engineVersion", "versionName", "flinkImageTag"])
@pytest.mark.parametrize(
    ("text", "sign"), [("vvr-8.0.1-flink-1.17", "="), ("1.17.1-vvr-8.0.1", "="), ("v1_17", "="),
                       ("1.11.2-vvr-2.1.1", "~"), ("v1_11", "~")],
)  # fmt: skip
def test_the_version_is_read_in_the_words_of_each_platform(name: str, text: str, sign: str) -> None:
    both = [{name: text, "flinkConf": {CHECKPOINTS: value}} for value in ("1 m", "60 s")]
    assert lines(*both)[0][0] == sign


def test_json_inside_of_json_is_compared_as_what_it_is() -> None:
    both = [{"paramsJson": json.dumps({"flinkConf": {CHECKPOINTS: v}})} for v in ("1 min", "2 min")]
    assert lines(*both) == [f'~ paramsJson.flinkConf[{CHECKPOINTS}]: "1 min" -> "2 min"']


@pytest.mark.parametrize("text", ["{", "1", '"x"', "[" * 900 + "]" * 900, "[" * 100_000])
def test_json_that_nobody_writes_is_compared_as_text(text: str) -> None:
    [told] = lines({"paramsJson": text}, {"paramsJson": "{}"})[:1]
    assert told.startswith("~ paramsJson")


A, B, C = ({"name": name, "value": name.lower()} for name in "ABC")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ([A, B], [A, B], []),
        ([A, B], [B, A], ["> x[A]: moved from place 1 to 2 of the list"]),
        ([A, B, C], [C, A, B], ["> x[C]: moved from place 3 to 1 of the list"]),
        ([A, B], [B], ['- x[A].name: "A"', '- x[A].value: "a"']),
        ([B], [A, B], ['+ x[A].name: "A"', '+ x[A].value: "a"']),
        ([A, B], [B, {**A, "value": "z"}],
         ["> x[A]: moved from place 1 to 2 of the list", '~ x[A].value: "a" -> "z"']),
        ([A, A], [A], ['- x[1].name: "A"', '- x[1].value: "a"']),
        (["a", "b"], ["a", "c"], ["- x[1]: \"b\"", "+ x[1]: \"c\""]),
        (["a", "b", "c"], ["b", "c", "a"], ["> x[2]: moved from place 1 to 3 of the list"]),
        (["a", "a"], ["a"], ['- x[1]: "a"']),
        ([{"p": 1}, {"p": 2}], [{"p": 1}, {"p": 3}], ["~ x[1].p: 2 -> 3"]),
        ([], [{"p": 1}], ["+ x[0].p: 1"]),
        ([[1], [2]], [[1], [3]], ["- x[1][0]: 2", "+ x[1][0]: 3"]),
    ],
)  # fmt: skip
def test_items_of_lists_go_together_by_name(old: Any, new: Any, told: list[str]) -> None:
    assert sorted(lines({"x": old}, {"x": new})) == sorted(told)


# SQL

SCRIPT = """\
-- what comes in
CREATE TEMPORARY TABLE orders (id INT, amount DECIMAL(10, 2)) WITH ('connector' = 'datagen');
CREATE TABLE big (id INT) WITH ('connector' = 'blackhole');
SET 'table.exec.state.ttl' = '1 h';
EXECUTE STATEMENT SET BEGIN
INSERT INTO big
SELECT id
FROM orders
WHERE amount > 1000;
INSERT INTO small SELECT id FROM orders;
END;
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("amount > 1000", "amount > 2000",
         ["~ statement 5, INSERT INTO big", "@@ -7,3 +7,3 @@", "SELECT id", "FROM orders",
          "-WHERE amount > 1000", "+WHERE amount > 2000"]),
        ("INSERT INTO small SELECT id FROM orders;\n", "",
         ["- statement 6, INSERT INTO small", "-INSERT INTO small SELECT id FROM orders"]),
        ("END;", "INSERT INTO c SELECT 1;\nEND;",
         ["+ statement 7, INSERT INTO c", "+INSERT INTO c SELECT 1"]),
        ("-- what comes in\n", "", ["= statement 1, CREATE TABLE orders: only comments"]),
        ("WHERE amount", "/* the big ones */ WHERE amount",
         ["= statement 5, INSERT INTO big: only comments"]),
        ("SELECT id\nFROM", "SELECT id FROM", ["= statement 5, INSERT INTO big: only white space"]),
        ("CREATE TABLE big", "create table `big`",
         ["= statement 2, CREATE TABLE big: only letter case or quotes"]),
        ("'1 h'", "'60 min'",
         ["= statement 3, SET table.exec.state.ttl: the same meaning", "@@ -4 +4 @@",
          "-SET 'table.exec.state.ttl' = '1 h'", "+SET 'table.exec.state.ttl' = '60 min'"]),
        ("'1 h'", "'61 min'",
         ["~ statement 3, SET table.exec.state.ttl", "@@ -4 +4 @@",
          "-SET 'table.exec.state.ttl' = '1 h'", "+SET 'table.exec.state.ttl' = '61 min'"]),
        ("amount > 1000", "AMOUNT > 1000",
         ["~ statement 5, INSERT INTO big", "@@ -7,3 +7,3 @@", "SELECT id", "FROM orders",
          "-WHERE amount > 1000", "+WHERE AMOUNT > 1000"]),
        ("CREATE TABLE big (", "CREATE TABLE huge (",
         ["~ statement 2, CREATE TABLE huge", "@@ -3 +3 @@",
          "-CREATE TABLE big (id INT) WITH ('connector' = 'blackhole')",
          "+CREATE TABLE huge (id INT) WITH ('connector' = 'blackhole')"]),
        ("END;\n", "END;\n-- the end\n", ["= end of the script: only comments"]),
        ("END;\n", "END;", []),
    ],
)  # fmt: skip
def test_scripts_are_compared_statement_by_statement(old: str, new: str, told: list[str]) -> None:
    assert old in SCRIPT
    assert sql_lines(SCRIPT, SCRIPT.replace(old, new, 1)) == told


def test_statements_that_change_places_are_told_once() -> None:
    first, second, third = "CREATE TABLE a (x INT)", "CREATE TABLE b (x INT)", "SELECT 1"
    told = sql_lines(";".join((first, second, third)), ";".join((second, third, first)))
    assert told == ["> statement 3, CREATE TABLE a: moved from statement 1 to 3"]


def test_a_name_is_told_as_it_is_written() -> None:
    """Also one that is a reserved word, which Flink refuses without backticks."""
    told = sql_lines("INSERT INTO `large` SELECT 1", "INSERT INTO large SELECT 2")
    assert told[0] == "~ statement 1, INSERT INTO large"


def test_a_hint_is_no_comment() -> None:
    told = sql_lines("SELECT 1 FROM a", "SELECT 1 FROM a /*+ OPTIONS('x'='1') */")
    assert told[0] == "~ statement 1, SELECT"


def test_statements_of_one_name_go_together_by_what_they_say() -> None:
    one, two = "INSERT INTO a SELECT 1 FROM x", "INSERT INTO a SELECT 2 FROM y"
    assert sql_lines(f"{one};{two}", two) == ["- statement 1, INSERT INTO a", f"-{one}"]


@pytest.mark.parametrize(
    "text", ["", ";", ";;", "'", "SELECT", "CREATE", "INSERT INTO", "SET 'a", "${x}", "BEGIN STATEMENT SET"]
)  # fmt: skip
def test_any_text_can_be_compared(text: str) -> None:
    assert sql_lines(text, text) == []
    assert isinstance(sql_lines(text, SCRIPT), list)
    assert isinstance(sql_lines(SCRIPT, text), list)


# Secrets

SECRET = "hunter2-9f8e7d6c"
OTHER = "correct-horse-battery"


@pytest.mark.parametrize(
    "body",
    [
        {"flinkConfiguration": {"s3.secret-key": SECRET}},
        {"flinkConf": {"our.password": SECRET}},
        {"mainArgs": f"--host a --password {SECRET} --x 1"},
        {"mainArgs": f"--password={SECRET}"},
        {"job": {"args": ["--host", "a", "--password", SECRET]}},
        {"envVars": [{"name": "HOST", "value": "a"}, {"name": "DB_PASSWORD", "value": SECRET}]},
        {"jarUri": f"https://user:{SECRET}@host/a.jar"},
        {"log4j2ConfigurationTemplate": f"<a/>\n<b password='{SECRET}'/>\n<c/>"},
        {"sqlScript": f"CREATE TABLE a (x INT) WITH ('connector'='jdbc', 'password'='{SECRET}')"},
        {"sqlScript": f"CREATE TABLE a (x INT) WITH (\n  'url'='jdbc:a://u:{SECRET}@h/db'\n)"},
        {"sqlScript": f"SELECT 1\n-- WITH ('password' = '{SECRET}')\n"},
        {"sqlScript": f"SET 's3.secret-key' = '{SECRET}'; SET s3.secret-key = {SECRET};"},
        {"sqlScript": f"CREATE TABLE a WITH ('password'='{SECRET}'"},
        {"sqlScript": f"'a'='x' password'='{SECRET}', 'token' = '{SECRET}'"},
        {"paramsJson": json.dumps({"flinkConf": {"our.password": SECRET}})},
    ],
    ids=json.dumps,
)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["there", "elsewhere too"])
def test_a_secret_is_never_shown(body: dict[str, Any], elsewhere: bool) -> None:
    other = json.loads(json.dumps(body).replace(SECRET, OTHER))
    gone = {"x": f"see {SECRET}", "y": [f"{OTHER}!"]} if elsewhere else {}
    for old, new in ((body, other), (other, body), (body, gone), (gone, body), ({}, body)):
        found = compare([Named("a", "a", old)], [Named("a", "b", new)])
        assert found.differs or "SELECT 1" in str(body)
        for shown in (difference_text.render(found, False), difference_json.render(found, False)):
            assert SECRET not in shown
            assert not (OTHER in shown and old in (body, other) and new in (body, other))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"x": {"password": SECRET}}, {"x": {"password": OTHER}}, ["~ x.password: the secret differs"]),
        ({"mainArgs": f"-a --password {SECRET}"}, {"mainArgs": f"-a --password {OTHER}"},
         ["~ mainArgs: a secret in it differs"]),
        ({"mainArgs": f"-a --password {SECRET}"}, {"mainArgs": f"-b --password {OTHER}"},
         ['~ mainArgs: "-a --password ********" -> "-b --password ********"']),
        ({"password": "${secret}"}, {"password": "${other}"},
         ['~ password: "${secret}" -> "${other}"']),
        ({"sqlScript": f"CREATE TABLE a (x INT) WITH ('password'='{SECRET}')"},
         {"sqlScript": f"CREATE TABLE a (x INT) WITH ('password'='{OTHER}')"},
         ["~ sqlScript", "    ~ statement 1, CREATE TABLE a: the secret in it differs"]),
    ],
)  # fmt: skip
def test_of_a_secret_is_said_that_it_differs(old: Any, new: Any, told: list[str]) -> None:
    assert lines(old, new) == told


def test_what_the_rule_calls_a_secret_of_a_script_is_hidden() -> None:
    from flinklint.script import Script
    from flinklint.settings import Settings
    from flinklint.source import Source
    from flinklint.sql_secrets import secrets_of

    text = (
        f"SET 'a.password'='{SECRET}';\nCREATE TABLE a (x INT) WITH ('url'='a://u:{SECRET}@h',"
        f"'password'='it''s {SECRET}', 'jaas.config'='x password=\"{SECRET}\";');\n"
        f"SELECT * FROM a /*+ OPTIONS('token'='{SECRET}') */;"
    )
    found = list(secrets_of(Script(text, Source("a.sql", text), Settings())))
    assert len(found) == 5
    hidden = list(script_parts(text))
    for secret in found:
        assert any(start <= secret.start and secret.end <= end for start, end in hidden), secret


def test_a_short_secret_does_not_hide_words_that_happen_to_hold_it() -> None:
    assert Secrets([{"password": "abc"}]).shown("abcabc abc") == "abcabc abc"
    assert Secrets([{"password": SECRET}]).shown(f"x{SECRET}") == "x********"


# Deployments


def named(*names: str, file: str = "f", value: int = 1) -> list[Named]:
    return [Named(name, file, {"metadata": {"name": name}, "v": value}) for name in names]


def test_several_deployments_go_together_by_name() -> None:
    old, new = named("a", "b", "c", file="old"), named("c", "d", "b", file="new", value=1)
    found = compare(old, new)
    assert [(one.name, one.state, one.old_file, one.new_file) for one in found.compared] == [
        ("a", "removed", "old", None), ("c", "same", "old", "new"), ("d", "added", None, "new"),
        ("b", "same", "old", "new"),
    ]  # fmt: skip
    assert difference_text.render(found, False) == (
        'deployment "a": old: is gone\ndeployment "d": new: is new\n'
    )
    assert difference_text.summary_line(found) == "4 deployments compared: 1 added, 1 removed"


def test_one_on_each_side_go_together_whatever_their_names() -> None:
    [one] = compare(named("a-staging"), named("a-prod")).compared
    assert one.state == "changed"
    assert lines({"name": "a"}, {"name": "b"}) == ['~ name: "a" -> "b"']


def test_another_spelling_is_no_difference() -> None:
    found = compare([Named("a", "a", {"parallelism": 1})], [Named("a", "b", {"parallelism": 1.0})])
    assert not found.differs
    assert difference_text.summary_line(found) == "1 deployment compared: 1 written otherwise"


def test_the_json_is_the_contract() -> None:
    old = {"flinkVersion": "1.17", "p": 1, "sqlScript": "INSERT INTO a SELECT 1"}
    new = {"flinkVersion": "1.17", "p": 2, "sqlScript": "INSERT INTO a SELECT 2"}
    found = compare([Named("n", "a.yaml", old)], [Named("n", "b.json", new)])
    assert json.loads(difference_json.render(found, True)) == {
        "version": "1",
        "differs": True,
        "deployments": [{
            "name": "n", "state": "changed", "old_file": "a.yaml", "new_file": "b.json",
            "differences": [
                {"kind": "changed", "path": "p", "old": {"pointer": "/p", "value": 1, "secret": False},
                 "new": {"pointer": "/p", "value": 2, "secret": False},
                 "note": "", "lines": [], "statements": []},
                {"kind": "changed", "path": "sqlScript",
                 "old": {"pointer": "/sqlScript", "value": "INSERT INTO a SELECT 1", "secret": False},
                 "new": {"pointer": "/sqlScript", "value": "INSERT INTO a SELECT 2", "secret": False},
                 "note": "", "lines": [], "statements": [{
                     "kind": "changed", "title": "INSERT INTO a", "old_number": 1, "new_number": 1,
                     "note": "", "lines": ["@@ -1 +1 @@", "-INSERT INTO a SELECT 1",
                                           "+INSERT INTO a SELECT 2"]}]},
            ],
        }],
        "summary": {"deployments": 1, "added": 0, "removed": 0, "changed": 2, "moved": 0, "spelling": 0},
    }  # fmt: skip


def test_colour_changes_nothing_but_colour_and_controls_are_never_raw() -> None:
    import re

    found = compare([Named("a\x1b[2J", "a\x07", {"x\x1b": "y\x1b\x9b", "z": "1\n\x1b2"})],
                    [Named("a", "b", {"x\x1b": "n", "z": "1\n3", "w": 1})])  # fmt: skip
    plain, coloured = (difference_text.render(found, colour) for colour in (False, True))
    assert "\x1b" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", plain)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab'; \n", max_size=4),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["name", "sqlScript", "flinkConf", "cpu", "a"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150)
@given(VALUES, VALUES)
def test_nothing_differs_only_where_nothing_does(old: Any, new: Any) -> None:
    assert differences(old, old) == ()
    there, back = differences(old, new), differences(new, old)
    if json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True):
        assert there == ()
    else:
        assert there
    assert bool(there) == bool(back)
    assert {d.kind == "spelling" for d in there} == {d.kind == "spelling" for d in back}


@settings(max_examples=100)
@given(st.permutations(range(6)), st.sets(st.integers(0, 8)))
def test_merged_keeps_the_new_order_and_moved_ones_explain_the_old(
    old: list[int], kept: set[int]
) -> None:
    new = [key for key in range(9) if key in kept]
    together = list(merged(old, new))
    assert [key for key in together if key in kept] == new
    assert sorted(together) == sorted({*old, *new})
    stay = [key for key in old if key in kept and key not in moved(old, new)]
    assert stay == sorted(stay)
