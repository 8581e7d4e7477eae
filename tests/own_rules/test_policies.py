"""Rules without code: what they say of a value, what they leave alone, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from in_process import run as command
from support import Hit, run

from flinklint.cli.rule_settings import own_settings
from flinklint.environment import Environment
from flinklint.files import file_of
from flinklint.manifest import Manifest
from flinklint.own_rules import rules_of
from flinklint.policy_paths import PathError
from flinklint.policy_paths import parse as parse_path
from flinklint.refusal import Refusal
from flinklint.rule import load
from flinklint.schema import homes
from flinklint.settings import Settings, find

JOB = """\
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels:
    team: payments
    app.kubernetes.io/part-of: shop
spec:
  state: RUNNING
  deploymentTargetName: default
  template:
    spec:
      parallelism: 16
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TEMPORARY TABLE orders (id BIGINT) WITH (
            'connector' = 'kafka', 'topic' = 'o', 'properties.bootstrap.servers' = 'k:9092',
            'scan.startup.mode' = 'latest-offset', 'format' = 'json', 'sink.buffer-flush.interval' = '5 s'
          );
          CREATE TEMPORARY TABLE snk (id BIGINT) WITH ('connector' = 'print', 'password' = 'hunter2hunter2');
          INSERT INTO snk SELECT id FROM orders;
      resources:
        jobmanager: {cpu: 500m, memory: 1Gi}
        taskmanager: {cpu: 2, memory: 4g}
      flinkConfiguration:
        execution.checkpointing.interval: 30s
        taskmanager.memory.managed.size: 512m
        state.backend: rocksdb
        s3.secret-key: hunter2hunter2
"""
HEAD = '[[policies]]\ncode = "ACME1"\nname = "asked"\nmessage = "so it is"\n'


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Settings]:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def read(policy: str) -> Settings:
        (tmp_path / "flinklint.toml").write_text(HEAD + policy)
        return own_settings(find(tmp_path))

    return read


@pytest.fixture
def ask(settings: Callable[[str], Settings]) -> Callable[..., list[Hit]]:
    def check(policy: str, text: str = JOB, name: str = "job.yaml", **more: Any) -> list[Hit]:
        made = settings(policy)
        own = [rule for rule in rules_of(made) if rule.code == "ACME1"]
        outcome = run(text, own, name=name, policies=made.policies, **more)
        assert not outcome.crashed
        return [Hit(finding) for finding in outcome.findings]

    return check


def path(text: str) -> str:
    return f"path = '{text}'\n"


SPEC = "spec.template.spec"
CONFIGURATION = f"{SPEC}.flinkConfiguration"
INTERVAL = f"{CONFIGURATION}.execution.checkpointing.interval"
SCRIPT = "script.tables"

FOUND = [
    # path, what is asked, [(text under the span, what is said of it)]
    ("metadata.labels.cost-centre", "require = true", [("labels", "`metadata.labels.cost-centre` is missing")]),
    ("metadata.annotations.x", "require = true", [("metadata", "`metadata.annotations.x` is missing")]),
    ("metadata.labels.team", "forbid = true", [("payments", "`metadata.labels.team` is there")]),
    ("metadata.labels.team", "one-of = ['core', 'data']", [("payments", "`payments` is not one of core, data")]),
    ("metadata.labels.team", "none-of = 'payments'", [("payments", "`payments` is not allowed")]),
    ("metadata.labels.team", "matches = '[a-m]+'", [("payments", "`payments` does not match [a-m]+")]),
    ("metadata.labels.team", "matches = 'pay'", [("payments", "`payments` does not match pay")]),
    ("metadata.labels.*", "none-of = ['shop']", [("shop", "`shop` is not allowed")]),
    ("metadata.labels.app.kubernetes.io/part-of", "forbid = true", [("shop", "is there")]),
    ('metadata.labels."app.kubernetes.io/part-of"', "forbid = true", [("shop", "is there")]),
    (f"{SPEC}.parallelism", "max = 8", [("16", "`16` is more than 8")]),
    (f"{SPEC}.parallelism", "min = 17", [("16", "`16` is less than 17")]),
    (f"{SPEC}.resources.taskmanager.memory", "max = '3Gi'", [("4g", "`4g` is more than 3Gi")]),
    (f"{SPEC}.resources.*.memory", "min = '2 GiB'", [("1Gi", "`1Gi` is less than 2 GiB")]),
    (f"{SPEC}.resources.*.cpu", "min = 1", [("500m", "`500m` is less than 1")]),
    (f"{SPEC}.resources.taskmanager.cpu", "max = '1500m'", [("2", "`2` is more than 1500m")]),
    (INTERVAL, "min = '1 min'", [("30s", "`30s` is less than 1 min")]),
    (INTERVAL, "max = '1m'", []),
    (f"{CONFIGURATION}.taskmanager.memory.managed.size", "min = '1g'", [("512m", "`512m` is less than 1g")]),
    (f"{CONFIGURATION}.state.backend", "one-of = ['hashmap']", [("rocksdb", "is not one of hashmap")]),
    (f"{CONFIGURATION}.state.*", "none-of = ['rocksdb']", [("rocksdb", "is not allowed")]),
    (f"{SCRIPT}.*.connector", "one-of = ['kafka', 'jdbc']", [("'print'", "`print` is not one of kafka, jdbc")]),
    (f"{SCRIPT}.snk.connector", "none-of = ['print']", [("'print'", "`print` is not allowed")]),
    (f"{SCRIPT}.o*.properties.group.id", "require = true", [("orders", "`script.tables.orders.properties.group.id` is missing")]),
    (f"{SCRIPT}.*.scan.startup.mode", "forbid = true", [("'latest-offset'", "is there")]),
    (f"{SCRIPT}.*.sink.buffer-flush.interval", "max = '1 s'", [("'5 s'", "`5 s` is more than 1 s")]),
    ("flink-version", "min = '1.20'", [('"1.17"', "`1.17` is less than 1.20")]),
    (f"{SPEC}.artifact.flinkVersion", "min = '1.18'", [('"1.17"', "`1.17` is less than 1.18")]),
    ("platform", "one-of = ['managed']", [("orders", "`vvp2` is not one of managed")]),
    (f"{SPEC}.parallelism", "one-of = [8, 15.5]", [("16", "`16` is not one of 8, 15.5")]),
    ("spec.upgradeStrategy.kind", "none-of = 'STATEFUL'", [("spec", "`STATEFUL` (the platform's default) is not allowed")]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "asked", "found"), FOUND)
def test_what_is_not_as_asked_is_flagged_at_its_value(ask, where, asked, found):
    hits = ask(path(where) + asked)
    assert [hit.text.strip('"') for hit in hits] == [text.strip('"') for text, _ in found]
    for hit, (_, said) in zip(hits, found, strict=True):
        assert hit.message.startswith("so it is: ")
        assert hit.message.endswith(said)
        assert (hit.code, hit.name, hit.severity.value) == ("ACME1", "asked", "warning")


SILENT = [
    # path, what is asked
    ("spec.upgradeStrategy.kind", "one-of = ['STATEFUL']"),
    ("metadata.labels.team", "require = true"),
    ("metadata.labels.other", "forbid = true\none-of = ['x']"),
    ("metadata.labels.other", "matches = 'x'\nmin = 3"),
    ("metadata.labels.team", "min = 3"),
    ("metadata.labels", "require = true\none-of = ['x']"),
    (f"{SPEC}.parallelism", "min = 16\nmax = 16"),
    (f"{SPEC}.resources.taskmanager.memory", "max = '4Gi'"),  # 4g may be 4 GB
    (f"{SPEC}.resources.taskmanager.memory", "min = '4Gi'"),
    (f"{SPEC}.resources.taskmanager.memory", "max = '4 GB'"),
    (f"{SPEC}.resources.jobmanager.memory", "min = 1\nmax = '1024Mi'"),
    (f"{SPEC}.resources.jobmanager.cpu", "min = 0.5\nmax = '500m'"),
    (INTERVAL, "min = '30 s'\nmax = '30000 ms'"),
    (f"{CONFIGURATION}.state.backend", "min = 3"),
    (f"{CONFIGURATION}.taskmanager.memory.managed.size", "max = '512 mb'\nmin = '512m'"),
    (f"{SCRIPT}.nothing.connector", "require = true"),
    (f"{SCRIPT}.*.connector", "require = true"),
    (f"{SCRIPT}.*.nothing*", "require = true"),
    ("flink-version", "min = '1.9'\nmax = '1.17'"),
    ("environment", "none-of = ['prod']"),
]


@pytest.mark.parametrize(("where", "asked"), SILENT)
def test_what_is_as_asked_or_not_there_or_of_another_kind_is_left_alone(ask, where, asked):
    assert ask(path(where) + asked) == []


OPEN = [
    # a line of the job, what stands there instead, a policy that would flag it
    ("team: payments", "team: ${TEAM}", path("metadata.labels.team") + "one-of = ['core']"),
    ("team: payments", "team: '{{ team }}'", path("metadata.labels.*") + "matches = '[a-z.]+'"),
    ("team: payments", "team: core\n    team: ops", path("metadata.labels.team") + "one-of = ['x']"),
    ("parallelism: 16", "parallelism: ${P}", path(f"{SPEC}.parallelism") + "max = 1"),
    ("{cpu: 2, memory: 4g}", "${tm}", path(f"{SPEC}.resources.taskmanager.cpu") + "require = true"),
    ("30s", "${every}s", path(INTERVAL) + "min = '10 min'"),
    ("'print'", "'${sink}'", path(f"{SCRIPT}.*.connector") + "one-of = ['kafka']"),
    ("WITH ('connector' = 'print'", "LIKE orders WITH ('a' = 'print'", path(f"{SCRIPT}.snk.connector") + "require = true"),
    ('flinkVersion: "1.17"', "flinkVersion: ${v}", path("flink-version") + "min = '1.20'"),
    ("  name: orders\n", "", path("metadata.labels.cost-centre") + "require = true"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "instead", "policy"), OPEN)
def test_placeholders_and_what_is_filled_in_elsewhere_say_nothing(ask, line, instead, policy):
    assert line in JOB
    assert ask(policy, JOB.replace(line, instead, 1)) == []


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("when = {path = 'environment', one-of = 'prod'}", {"prod"}),
        ("when = {path = 'environment', none-of = 'prod'}", {"dev"}),
        ("when = {path = 'environment', require = true}", {"prod", "dev"}),
        ("when = {path = 'environment', forbid = true}", {""}),
        ("when = {path = 'metadata.labels.team', matches = 'pay.*'}", {"", "prod", "dev"}),
        ("when = {path = 'metadata.labels.team', one-of = ['core']}", set()),
        ("when = {path = 'metadata.labels.other', one-of = ['core']}", set()),
        ("when = {path = 'metadata.labels.other', forbid = true}", {"", "prod", "dev"}),
        ("when = {path = 'metadata.labels.team', forbid = true}", set()),
        ("when = {path = 'script.tables.*.connector', one-of = 'kafka'}", {"", "prod", "dev"}),
        (
            "when = [{path = 'environment', one-of = 'dev'}, {path = 'platform', one-of = 'vvp2'}]",
            {"dev"},
        ),
        (
            "when = [{path = 'environment', one-of = 'dev'}, {path = 'platform', one-of = 'x'}]",
            set(),
        ),
        ("[[policies.when]]\npath = 'flink-version'\nmax = '1.17'", {"", "prod", "dev"}),
        ("[[policies.when]]\npath = 'flink-version'\nmin = '1.18'", set()),
    ],
)
@pytest.mark.parametrize(
    "asked",
    [
        path(f"{SPEC}.parallelism") + "max = 8\n",
        path(f"{SCRIPT}.snk.connector") + "none-of = 'print'\n",
    ],
)
def test_a_condition_decides_where_it_is_asked(ask, asked, more, found):
    environments = {name: Environment(name, ()) if name else None for name in ("", "prod", "dev")}
    hit = {name for name, each in environments.items() if ask(asked + more, environment=each)}
    assert hit == found


@pytest.mark.parametrize(
    ("asked", "condition", "found"),
    [
        (f"path = '{SCRIPT}.*.group'\nrequire = true", f"'{SCRIPT}.*.connector', one-of = 'kafka'", ["orders"]),
        (f"path = '{SCRIPT}.*.group'\nrequire = true", f"'{SCRIPT}.*.connector', one-of = 'print'", ["snk"]),
        (f"path = '{SCRIPT}.*.group'\nrequire = true", f"'{SCRIPT}.o*.connector', one-of = 'kafka'", ["orders", "snk"]),
        (f"path = '{SCRIPT}.*.connector'\nforbid = true", f"'{SCRIPT}.*.topic', require = true", ["'kafka'"]),
        (f"path = '{SCRIPT}.*.connector'\nforbid = true", f"'{SCRIPT}.*.topic', forbid = true", ["'print'"]),
        (f"path = '{SPEC}.resources.*.memory'\nmatches = 'x'", f"'{SPEC}.resources.*.cpu', min = 1", ["4g"]),
        (f"path = '{SPEC}.resources.*.memory'\nmatches = 'x'", f"'{SPEC}.*.taskmanager.cpu', min = 1", ["1Gi", "4g"]),
    ],
)  # fmt: skip
def test_a_condition_that_begins_alike_is_of_the_same_table_or_process(
    ask, asked, condition, found
):
    hits = ask(f"{asked}\nwhen = {{path = {condition}}}")
    assert [hit.text for hit in hits] == found


@pytest.mark.parametrize("steps", sorted({path for paths in homes().values() for path in paths}))
def test_every_field_has_a_path(steps):
    text = ".".join("*" if step == "[]" else step for step in steps)
    assert parse_path(text).steps == tuple(text.split("."))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("spec.template.spec.resources.*.memry", "there is no `memry`; did you mean `memory`?"),
        ("spec.template.spec.resources.x*.memory", "`x*` means none of jobmanager, taskmanager"),
        ("spec.template.spec.kubernetes.pods.envVars.*.nam", "did you mean `name`?"),
    ],
)
def test_what_stands_behind_a_wildcard_is_held_against_the_fields_too(text, said):
    with pytest.raises(PathError, match=re.escape(said)):
        parse_path(text)


def test_a_condition_that_a_placeholder_leaves_open_does_not_hold(ask):
    text = JOB.replace("team: payments", "team: ${TEAM}")
    for condition in ("one-of = ['${TEAM}']", "none-of = ['x']", "forbid = true", "require = true"):
        policy = path(f"{SPEC}.parallelism") + "max = 8\n"
        assert ask(policy + f"when = {{path = 'metadata.labels.team', {condition}}}", text) == []


def test_values_of_the_defaults_count_and_say_where_they_come_from(ask):
    defaults = "kind: DeploymentDefaults\napiVersion: v1\nmetadata:\n  labels: {tier: gold}\nspec:\n  state: SUSPENDED\n"
    file = file_of("defaults.yaml", defaults.encode())
    documents = tuple(
        found.node.document for found in Manifest(file.source, Settings()).recognitions
    )
    job = JOB.replace("  state: RUNNING\n", "")
    [hit] = ask(path("spec.state") + "one-of = 'RUNNING'", job, defaults=documents)
    assert (hit.text, hit.message) == (
        "spec",
        "so it is: `SUSPENDED` (from the defaults) is not one of RUNNING",
    )
    assert hit.labels == [("SUSPENDED", "it is set here")]
    assert ask(path("metadata.labels.tier") + "require = true", job, defaults=documents) == []
    assert len(ask(path("metadata.labels.tier") + "require = true", job)) == 1


def test_a_script_of_its_own_is_asked_about_its_tables(ask):
    text = "CREATE TABLE t (id INT) WITH ('connector' = 'print');\n"
    policy = path(f"{SCRIPT}.*.connector") + "none-of = ['print']\n"
    [hit] = ask(policy, text, "a.sql", flink_version=(1, 20))
    assert hit.text == "'print'"
    for condition in ("'flink-version', min = '1.20'", "'spec.state', forbid = true"):
        assert (
            len(ask(f"{policy}when = {{path = {condition}}}", text, "a.sql", flink_version=(1, 20)))
            == 1
        )
    for condition in ("'flink-version', max = '1.19'", "'spec.state', one-of = 'RUNNING'"):
        assert (
            ask(f"{policy}when = {{path = {condition}}}", text, "a.sql", flink_version=(1, 20))
            == []
        )


@pytest.mark.parametrize(("platform", "count"), [("managed", 1), ("vvp2", 0)])
def test_options_of_tables_are_read_in_the_case_that_the_platform_reads(ask, platform, count):
    text = JOB.replace("WITH ('connector' = 'print'", "WITH ('Connector' = 'print'")
    policy = path(f"{SCRIPT}.*.CONNECTOR" if platform == "managed" else f"{SCRIPT}.*.connector")
    assert len(ask(f"{policy}none-of = 'print'", text, platform=platform)) == count


@pytest.mark.parametrize("where", [f"{CONFIGURATION}.s3.secret-key", f"{SCRIPT}.snk.password"])
def test_a_secret_is_not_repeated(ask, where):
    [hit] = ask(path(where) + "matches = 'x'")
    assert hit.message == "so it is: the value does not match x"
    assert hit.finding.secret


def test_a_long_value_is_cut_short(ask):
    text = JOB.replace("payments", "p" * 500)
    [hit] = ask(path("metadata.labels.team") + "one-of = 'x'", text)
    assert len(hit.message) < 100


# What cannot be used

REFUSED = [
    # the lines of a policy, the line that is named (the policy begins in 1), what is said
    ("path = 'spec.state'", 1, "nothing is asked; known are require, forbid, one-of"),
    ("path = 'spec.stat'\nrequire = true", 5, "`spec.stat`: there is no `stat`; did you mean `state`?"),
    ("path = 'spce.state'\nrequire = true", 5, "there is no `spce`; did you mean `spec`?"),
    ("path = 'enviroment'\nrequire = true", 5, "there is no `enviroment`; did you mean `environment`?"),
    ("path = 'nonsense'\nrequire = true", 5, "there is no `nonsense`; known are apiVersion, kind"),
    ("path = 'spec..state'\nrequire = true", 5, "`spec..state` is no path; write it as"),
    ("path = 'script.connector'\nrequire = true", 5, "of a script there is script.tables.TABLE.OPTION"),
    ("require = true", 1, "`policies` needs `path`"),
    ("path = 'spec.state'\nrequre = true", 6, "`policies.requre` is not a setting; did you mean `require`?"),
    ("path = 'spec.state'\nin = ['x']", 6, "`policies.in` is not a setting; did you mean `one-of`?"),
    ("path = 'spec.state'\nrequire = 'yes'", 6, "`policies.require` must be true or false"),
    ("path = 'spec.state'\none-of = []", 6, "`policies.one-of` is empty"),
    ("path = 'spec.state'\nmatches = '['", 6, "`[` is no regular expression"),
    ("path = 'spec.state'\nrequire = true\nforbid = true", 7, "ask for opposite things"),
    ("path = 'spec.template.spec.resources.taskmanager.memory'\nmax = 'lots'", 6, "`max` is `lots`, which is no memory"),
    ("path = 'spec.template.spec.parallelism'\nmin = '1 GiB'", 6, "`min` is `1 GiB`, which is no number"),
    ("path = 'flink-version'\nmin = 'new'", 6, "`min` is `new`, which is no version"),
    ("path = 'metadata.labels.size'\nmin = '5m'", 6, "`5m` may be memory or duration; set `unit`"),
    ("path = 'metadata.labels.size'\nmin = 'lots'", 6, "`lots` is no number, memory or duration"),
    ("path = 'metadata.labels.size'\nmin = '5m'\nunit = 'minutes'", 7, "known are number, cpu, memory"),
    ("path = 'spec.state'\nforbid = true\nwhen = {path = 'spec.stat', require = true}", 7, "did you mean `state`?"),
    ("path = 'spec.state'\nforbid = true\nwhen = {path = 'spec.state'}", 7, "nothing is asked"),
    ("path = 'spec.state'\nforbid = true\n[[policies.when]]\npath = 'environment'\nequals = 'x'", 9, "did you mean `one-of`?"),
    ("path = 'spec.state'\nforbid = true\nwhen = 'prod'", 7, "`policies.when` must be a table such as {path ="),
    ("path = 'spec.state'\nforbid = true\nseverity = 'high'", 7, "`policies.severity` is `high`; known are"),
    ("path = 'spec.state'\nforbid = true\n[[policies]]\ncode = 'ACME1'\nname = 'b'\nmessage = 'x'\npath = 'spec.state'\nforbid = true", 7, "ACME1 b: ACME1 asked is there already"),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "line", "said"), REFUSED)
def test_a_policy_that_means_nothing_is_told_with_its_line(settings, policy, line, said):
    with pytest.raises(Refusal) as caught:
        rules_of(settings(policy))
    message = str(caught.value)
    assert message.startswith(f"flinklint.toml:{line}: ")
    assert said in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "ACME1",
            "FL206",
            "`policies.code` is `FL206`; it must be letters and digits such as ACME1",
        ),
        ("ACME1", "acme", "`policies.code` is `acme`; it must be letters and digits"),
        ("asked", "Asked For", "`policies.name` is `Asked For`; it must be words in lower case"),
        ("asked", "stateful-restore-none", "FL206 stateful-restore-none is there already"),
    ],
)
def test_a_policy_takes_no_code_or_name_of_ours(tmp_path, settings, old, new, said):
    settings("path = 'spec.state'\nforbid = true")
    text = (tmp_path / "flinklint.toml").read_text().replace(old, new)
    (tmp_path / "flinklint.toml").write_text(text)
    with pytest.raises(Refusal, match=re.escape(said)):
        rules_of(own_settings(find(tmp_path)))


# As the other rules


def test_policies_are_rules_like_any_other(tmp_path, settings):
    settings(
        'severity = "error"\nhint = "ask the platform team"\nwhy = "The cluster is shared."\n'
        "path = 'spec.template.spec.parallelism'\nmax = 8\n"
        "when = {path = 'platform', one-of = 'vvp2'}\n"
    )

    (tmp_path / "job.yaml").write_text(JOB)
    code, out, _ = command("check", "job.yaml", "--select", "ACME", "--format", "concise")
    assert (code, out) == (1, "job.yaml:13:20: ACME1 error so it is: `16` is more than 8\n")
    assert command("check", "job.yaml", "--select", "FL2", "--ignore", "asked")[0] == 0
    assert "ACME1 asked" in command("rules")[1]
    assert command("explain", "asked")[1] == (
        "ACME1 asked (error)\n\nso it is.\n\n## Why\nThe cluster is shared.\n\n## What is asked\n"
        "It is asked that `spec.template.spec.parallelism` is at most 8, where `platform` is one of"
        " vvp2.\n\nSource: flinklint.toml:1\n"
    )
    text = JOB.replace("parallelism: 16", "parallelism: 16  # flinklint: ignore[asked] for now")
    (tmp_path / "job.yaml").write_text(text)
    assert command("check", "job.yaml", "--select", "ACME,FL01")[0] == 0


def test_codes_of_ours_are_no_codes_of_policies():
    assert all(rule.code.startswith("FL") for rule in load())
