import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flinklint import knowledge
from flinklint.finding import Severity
from flinklint.knowledge import (
    managed_key,
    named_values,
    options,
    profile,
    profiles,
    versions,
    vvr_flink,
)
from flinklint.resources import home
from flinklint.units import FlinkVersion, ImageTag, Memory
from flinklint.values import accepts, problem

OLD, NEW = FlinkVersion(1, 11), FlinkVersion(2, 3)
INTERVAL = "execution.checkpointing.interval"


def find(key, version):
    return options(FlinkVersion.parse(version)).find(key)


# --- options ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", versions(), ids=str)
def test_every_default_parses_under_its_own_type(version):
    listed = list(options(version))
    assert len(listed) > 500
    wrong = {
        option.key: option.default
        for option in listed
        if option.default is not None
        and not accepts(option.default, option.reading(version), version)
    }
    assert wrong == {}


def test_every_default_of_a_family_parses_under_its_own_type():
    rows = json.loads((home("schemas") / "flink-options.json").read_text("utf-8"))["families"]
    count = 0
    for prefix, family in rows.items():
        for suffix in family.get("suffixes", {}):
            option = options(NEW).find(prefix.replace("<", "").replace(">", "") + suffix)
            assert option is not None
            assert option.family is not None
            count += 1
            for version in option.versions():
                seen = options(version).find(option.key)
                assert seen.default is None or problem(seen.default, seen, version) is None
    assert count > 40


@pytest.mark.parametrize(
    ("key", "version", "declared", "default"),
    [
        (INTERVAL, "1.11", "Duration", None),
        ("execution.checkpointing.timeout", "1.11", "Duration", "10 min"),
        ("rest.idleness-timeout", "1.19", "Long", "300000"),
        ("rest.idleness-timeout", "1.20", "Duration", "5 min"),
        ("taskmanager.numberOfTaskSlots", "1.10", "Integer", "1"),
        ("table.exec.mini-batch.allow-latency", "1.11", "String", "-1 ms"),
        ("table.exec.mini-batch.allow-latency", "1.12", "Duration", "0 s"),
        ("jobmanager.scheduler", "1.13", "Enum", "Ng"),
        ("pipeline.auto-watermark-interval", "1.17", "Duration", "200 ms"),
    ],
)
def test_types_and_defaults_follow_the_version(key, version, declared, default):
    option = find(key, version)
    assert (option.type, option.default, option.state) == (declared, default, "here")


def test_enums_follow_the_version():
    key = "execution.checkpointing.externalized-checkpoint-retention"
    assert "NO_EXTERNALIZED_CHECKPOINTS" not in find(key, "1.12").enum
    assert "NO_EXTERNALIZED_CHECKPOINTS" in find(key, "1.13").enum


@pytest.mark.parametrize(
    ("key", "version", "state"),
    [
        ("restart-strategy.type", "1.16", "later"),
        ("restart-strategy.type", "1.17", "here"),
        ("mesos.master", "1.13", "here"),
        ("mesos.master", "1.14", "gone"),
        (INTERVAL, "1.8", "here"),
        (INTERVAL, "9.0", "here"),
    ],
)
def test_keys_come_and_go(key, version, state):
    assert find(key, version).state == state


@pytest.mark.parametrize(
    ("key", "version", "replaced_by"),
    [
        ("restart-strategy", "1.16", None),
        ("restart-strategy", "1.17", "restart-strategy.type"),
        ("high-availability", "1.17", "high-availability.type"),
        ("restart-strategy.type", "1.17", None),
    ],
)
def test_renamed_keys(key, version, replaced_by):
    assert find(key, version).replaced_by == replaced_by
    assert find(key, version).deprecated == (replaced_by is not None)


def test_without_a_version_a_key_of_any_version_is_known():
    assert options(None).find("mesos.master").state == "here"
    assert options(None).find("restart-strategy").replaced_by == "restart-strategy.type"


@pytest.mark.parametrize(
    ("key", "family", "declared"),
    [
        ("metrics.reporter.prom.port", "metrics.reporter.<name>.", "String"),
        ("metrics.reporter.prom.interval", "metrics.reporter.<name>.", "Duration"),
        ("metrics.reporter.a.b", "metrics.reporter.<name>.", "String"),
        ("external-resource.gpu.amount", "external-resource.<resource_name>.", "Long"),
        ("external-resource.gpu.param.x", "external-resource.<resource_name>.param.", "String"),
        ("s3.access-key", "s3.", "String"),
        ("containerized.master.env.LD_PRELOAD", "containerized.master.env.", "String"),
        ("kubernetes.jobmanager.labels.team", "kubernetes.jobmanager.labels.", "String"),
    ],
)
def test_families_of_keys(key, family, declared):
    option = find(key, "1.17")
    assert (option.family, option.type, option.key) == (family, declared, key)


@pytest.mark.parametrize("key", ["", "s3.", "metrics.reporter.", "my.own.key", "s4.access-key"])
def test_unknown_keys(key):
    assert find(key, "1.17") is None


@pytest.mark.parametrize(
    ("key", "version", "meant"),
    [
        ("taskmanager.numberOfTasksSlots", "1.11", "taskmanager.numberOfTaskSlots"),
        ("taskmanager.number-of-task-slots", "1.11", "taskmanager.numberOfTaskSlots"),
        ("execution.checkpointing.intervall", "1.11", INTERVAL),
        ("restart-strategy.typ", "1.17", "restart-strategy.type"),
        ("my.own.key", "1.11", None),
    ],
)
def test_nearest_key(key, version, meant):
    assert options(FlinkVersion.parse(version)).nearest(key) == meant


def test_a_recommended_key_comes_before_a_replaced_one():
    assert options(NEW).nearest("jobmanager.heap.siz") == "jobmanager.heap.size"  # gone: still said
    assert "restart-strategy" not in options(NEW).names


def test_spellings_of_one_option():
    assert options(OLD).spellings("restart-strategy") == ("restart-strategy",)
    new = options(FlinkVersion(1, 17)).spellings("restart-strategy")
    assert new == ("restart-strategy.type", "restart-strategy")
    ha = options(FlinkVersion(1, 17)).spellings("recovery.mode")
    assert ha[0] == "high-availability.type"
    assert set(ha) == {"high-availability.type", "high-availability", "recovery.mode"}
    assert options(OLD).spellings("my.own.key") == ("my.own.key",)


@given(st.text(max_size=60))
def test_looking_up_any_key_never_raises(key):
    option = options(OLD).find(key)
    assert option is None or option.key == key


# --- names, managed keys ----------------------------------------------------------------------


def test_named_values():
    strategies = named_values("restart-strategy.type")
    assert strategies.find("Fixed-Delay").canonical == "fixed-delay"
    assert strategies.find("off").canonical == "disable"
    assert not strategies.find("exponential-delay").known_in(FlinkVersion(1, 12))
    assert strategies.find("exponential-delay").known_in(FlinkVersion(1, 13))
    assert not strategies.class_name
    assert named_values("state.backend").class_name
    assert named_values(INTERVAL) is None


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("rest.port", "owned"),
        ("kubernetes.anything", "owned"),
        ("parallelism.default", "from-spec"),
        (INTERVAL, "default"),
        ("state.backend.gemini.kv.separate.mode", "vvr-only"),
        ("state.backend.gemini.other", "vvr-only"),
    ],
)
def test_managed_keys(key, kind):
    known = managed_key(key)
    assert (known.key, known.kind) == (key, kind)
    assert known.source


def test_managed_keys_say_what_they_carry():
    assert managed_key("parallelism.default").field == "spec.template.spec.parallelism"
    assert managed_key(INTERVAL).value == "180s"
    assert managed_key("taskmanager.numberOfTaskSlots").kind == "from-spec"
    assert managed_key("pipeline.max-parallelism") is None


def test_values_the_platform_writes_parse():
    rows = json.loads((home("schemas") / "managed-keys.json").read_text("utf-8"))["keys"]
    for key, row in rows.items():
        option = options(FlinkVersion(1, 17)).find(key)
        if option is not None and "value" in row:
            assert problem(row["value"], option, FlinkVersion(1, 17)) is None, key


# --- platforms --------------------------------------------------------------------------------


def test_the_profiles():
    assert profiles() == ("managed-2021", "managed", "vvp2")
    with pytest.raises(KeyError):
        profile("other")


@pytest.mark.parametrize(
    ("asked", "manager", "task", "vvp"),
    [
        ("400Mi", "surely", "surely", "surely"),
        ("900Mi", None, "surely", "surely"),
        ("500Mi", None, "surely", "surely"),
        ("500m", "maybe", "surely", "surely"),
        ("499m", "surely", "surely", "surely"),
        ("524m", "maybe", "surely", "surely"),
        ("525m", None, "surely", "surely"),
        ("999m", None, "surely", "surely"),
        ("1000m", None, "surely", None),
        ("1g", None, "maybe", None),
        ("1G", None, "maybe", None),
        ("1024m", None, "maybe", None),
        ("1Gi", None, None, None),
        ("1024Mi", None, None, None),
        ("1.5Gi", None, None, None),
    ],
)
def test_minimum_memory_under_both_readings(asked, manager, task, vvp):
    memory = Memory.parse(asked)
    for name in ("managed-2021", "managed"):
        minimum = profile(name).minimum_memory
        assert minimum["jobmanager"].compare(memory) == manager
        assert minimum["taskmanager"].compare(memory) == task
    assert profile("vvp2").minimum_memory["taskmanager"].compare(memory) == vvp


@pytest.mark.parametrize(
    ("name", "version", "units", "tags"),
    [
        ("managed-2021", Severity.ERROR, Severity.WARNING, ("vvr",)),
        ("managed", Severity.WARNING, Severity.WARNING, ("vvr",)),
        ("vvp2", Severity.WARNING, Severity.INFO, ("stream",)),
    ],
)
def test_what_differs_between_profiles(name, version, units, tags):
    known = profile(name)
    assert known.severities["FL301"] is version
    assert known.severities["FL404"] is units
    assert known.tag_kinds == tags
    assert known.name == name
    assert float(known.cpu_minimum) == 0.1


def test_only_the_managed_service_restores_from_a_named_savepoint():
    allowed = {name: "FROM_SAVEPOINT" in profile(name).restore_strategies for name in profiles()}
    assert allowed == {"managed-2021": False, "managed": True, "vvp2": False}


def test_python_needs_an_image_with_it():
    known = profile("managed-2021")
    assert known.python_ready(ImageTag.parse("1.11.2-vvr-2.1.1")) is True
    assert known.python_ready(ImageTag.parse("1.11.2-vvr-2.1.0")) is False
    assert known.python_ready(ImageTag.parse("1.12.5-stream1-scala_2.12")) is None
    assert profile("vvp2").python_ready(ImageTag.parse("1.11.2-vvr-2.1.0")) is None
    assert known.python_flink == FlinkVersion(1, 11)


def test_defaults_say_where_they_come_from():
    defaults = profile("managed-2021").defaults
    assert defaults["spec.upgradeStrategy.kind"].value == "STATEFUL"
    assert defaults["spec.upgradeStrategy.kind"].observed
    managers = defaults["spec.template.spec.numberOfTaskManagers"]
    assert managers.same_as == "spec.template.spec.parallelism"
    assert profile("managed").defaults["spec.upgradeStrategy.kind"].value == "NONE"
    assert not profile("managed").upgrades_apply
    for name in profiles():
        assert all(default.source for default in profile(name).defaults.values())


@pytest.mark.parametrize(
    ("vvr", "flink"),
    [
        ((8, 0, 11), "1.17.2"),
        ((8, 0, 4), "1.17.1"),
        ((11, 5, 1), "1.20.2"),
        ((2, 1, 2), "1.11.2"),
        ((4, 0, 7), "1.13"),
        ((1, 0, 4), "1.10"),
        ((9, 0, 0), None),
    ],
)
def test_flink_inside_vvr(vvr, flink):
    found = vvr_flink(vvr)
    assert (None if found is None else str(found)) == flink


# --- the files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["flink-options", "managed-keys", "value-syntax", "images", "platforms"]
)
def test_every_file_says_where_it_comes_from(name):
    text = (home("schemas") / f"{name}.json").read_text("utf-8")
    assert json.loads(text)["source"]
    assert len(text.encode()) < 250_000


def test_every_row_of_the_platforms_names_a_known_source():
    facts = json.loads((home("schemas") / "platforms.json").read_text("utf-8"))

    def sources(value):
        if isinstance(value, dict):
            if "source" in value:
                yield value["source"]
            for part in value.values():
                yield from sources(part)

    for row in facts["profiles"].values():
        found = list(sources(row))
        assert len(found) > 20
        assert set(found) <= set(facts["source"])


def test_a_wrong_version_in_the_facts_is_an_error():
    with pytest.raises(ValueError, match="no Flink version"):
        knowledge._version("latest")
