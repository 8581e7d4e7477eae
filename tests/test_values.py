import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flinklint.knowledge import Reading, options, versions
from flinklint.units import FlinkDuration, FlinkMemory, FlinkVersion
from flinklint.values import accepts, problem, repaired, split, unknown_name

DATA = Path(__file__).parent / "data"
MODES = ("EXACTLY_ONCE", "AT_LEAST_ONCE")
TYPES = {
    "duration": "Duration",
    "config.duration": "Duration",
    "memory": "MemorySize",
    "config.memory": "MemorySize",
    "boolean": "Boolean",
    "int": "Integer",
    "long": "Long",
    "double": "Double",
    "float": "Float",
    "enum": "Enum",
    "enum(CheckpointingMode)": "Enum",
    "map": "Map",
    "list<string>": "List<String>",
    "list<int>": "List<Integer>",
    "list<enum>": "List<Enum>",
    "list<map>": "List<Map>",
    "scala": "ScalaDuration",
}
# Where we judge otherwise than Flink, and why that is harmless. No option is a list of integers;
# nobody writes a hexadecimal number of seconds.
DIFFERENT = {("list<int>", "[1_000]"), ("scala", "0x1p3 s")}
RETENTION = "execution.checkpointing.externalized-checkpoint-retention"
INTERVAL = "execution.checkpointing.interval"


def load(name):
    return json.loads((DATA / name).read_text("utf-8"))["probes"]


def verdict(fact, version):
    if not isinstance(fact, list):
        return fact
    found = fact[0][1]
    for since, value in fact:
        if FlinkVersion.parse(since) <= version:
            found = value
    return found


def taken(kind, text, version):
    if kind.startswith("restart-strategy"):
        return unknown_name(text, "restart-strategy", version) is None
    return accepts(text, Reading(version, TYPES[kind], TYPES[kind], MODES), version)


def read(kind, text, version):
    """What we read in the unit of the stored verdicts: ns, bytes, Scala's ms; else whether."""
    if kind == "duration":
        found = FlinkDuration.parse(text, version)
        return False if found is None else found.nanoseconds
    if kind == "memory":
        size = FlinkMemory.parse(text, version)
        return False if size is None else size.bytes
    if kind == "scala":
        scala = FlinkDuration.parse_scala(text)
        return False if scala is None else int(scala.milliseconds)
    return taken(kind, text, version)


@pytest.mark.parametrize("version", versions(), ids=str)
@pytest.mark.parametrize("kind", load("value_probes.json"))
def test_judges_every_probe_as_flink_does(kind, version):
    rows = load("value_probes.json")[kind]
    wrong = [
        text for text, fact in rows.items() if taken(kind, text, version) != verdict(fact, version)
    ]
    assert wrong == []


def further():
    """Kind and version of every stored answer; Scala's durations were read up to 1.11 only."""
    data = json.loads((DATA / "value_probes_more.json").read_text("utf-8"))
    for kind in data["probes"]:
        asked = data["versions"][:2] if kind == "scala" else data["versions"]
        yield from ((kind, version) for version in asked)


@pytest.mark.parametrize(("kind", "version"), list(further()))
def test_reads_further_values_as_flink_does(kind, version):
    asked = FlinkVersion.parse(version)
    for text, fact in load("value_probes_more.json")[kind].items():
        if (kind, text) not in DIFFERENT:
            got, wanted = read(kind, text, asked), verdict(fact, asked)
            assert (got, type(got)) == (wanted, type(wanted)), text


def test_there_are_two_hundred_further_values():
    assert sum(len(rows) for rows in load("value_probes_more.json").values()) >= 200


@pytest.mark.parametrize(
    ("key", "version", "value", "says"),
    [
        (INTERVAL, "1.11", "10 sec onds", "is no duration"),
        (INTERVAL, "1.11", "1m", "before Flink 1.15: a minute is min"),
        (INTERVAL, "1.20", "PT10S", "from Flink 2.1 on"),
        (INTERVAL, "1.11", "1.5 s", "a whole number"),
        (INTERVAL, "1.11", "", "is empty"),
        ("taskmanager.memory.process.size", "1.11", "1.5g", "all powers of 1024"),
        ("taskmanager.memory.process.size", "1.11", "1Gi", "no memory size"),
        ("execution.checkpointing.unaligned", "1.11", "yes", "true or false"),
        ("execution.checkpointing.unaligned", "1.11", " true", "true or false"),
        (RETENTION, "1.11", "Always", "is none of DELETE_ON_CANCELLATION"),
        (RETENTION, "1.11", "NO_EXTERNALIZED_CHECKPOINTS", "is none of"),
        (RETENTION, "1.11", "RETAIN_ON_CANCELATION", "RETAIN_ON_CANCELLATION was probably meant"),
        ("taskmanager.numberOfTaskSlots", "1.11", "2.0", "digits only"),
        ("taskmanager.numberOfTaskSlots", "1.11", "2147483648", "at most 2147483647"),
        ("taskmanager.memory.managed.fraction", "1.11", "40%", "decimal point"),
        ("table.exec.mini-batch.allow-latency", "1.11", "5", "as in 10 s"),
        ("kubernetes.taskmanager.labels", "1.11", "a=b", "key:value"),
        ("kubernetes.taskmanager.tolerations", "1.11", "a=b", "each item is a map"),
        ("metrics.job.status.enable", "1.17", "STATE;X", "each item is one of STATE, CURRENT_TIME"),
        ("pipeline.classpaths", "1.17", "'a", "no list"),
    ],
)
def test_says_why_a_value_does_not_parse(key, version, value, says):
    asked = FlinkVersion.parse(version)
    reason = problem(value, options(asked).find(key), asked)
    assert reason is not None
    assert says in reason
    assert reason[-1] != "."


@pytest.mark.parametrize(
    ("key", "version", "value"),
    [
        (INTERVAL, "1.11", "60000"),
        (INTERVAL, "1.15", "1m"),
        (INTERVAL, "2.1", "PT10S"),
        (INTERVAL, "1.11", "${INTERVAL}"),
        (RETENTION, "1.11", "retain_on_cancellation"),
        (RETENTION, "1.13", "NO_EXTERNALIZED_CHECKPOINTS"),
        ("taskmanager.memory.process.size", "1.11", "1536m"),
        ("table.exec.mini-batch.allow-latency", "1.11", "1.5 s"),
        ("metrics.reporter.prom.port", "1.17", "9250-9260"),
        ("restart-strategy", "1.11", "anything"),
    ],
)
def test_accepts_what_flink_accepts(key, version, value):
    asked = FlinkVersion.parse(version)
    assert problem(value, options(asked).find(key), asked) is None


@pytest.mark.parametrize(
    ("key", "value", "bad"),
    [
        (INTERVAL, "1m", False),  # some version reads it
        (INTERVAL, "1x", True),
        ("rest.idleness-timeout", "5 min", False),  # milliseconds before 1.20
        ("rest.idleness-timeout", "5 x", True),
        ("jobmanager.scheduler", "ng", False),
    ],
)
def test_without_a_version_only_what_all_refuse_is_a_problem(key, value, bad):
    assert (problem(value, options(None).find(key), None) is not None) == bad


@pytest.mark.parametrize(
    ("key", "version", "value", "better"),
    [
        (INTERVAL, "1.11", "1m", "1 min"),
        (INTERVAL, "1.11", "1.5 s", "1500 ms"),
        (INTERVAL, "1.20", "PT1M30S", "90 s"),
        (INTERVAL, "1.11", "soon", None),
        ("taskmanager.memory.process.size", "1.11", "1.5g", "1536m"),
        ("taskmanager.memory.process.size", "1.11", "1Gi", "1g"),
        ("taskmanager.memory.process.size", "1.11", "1 GiB", "1g"),
        ("execution.checkpointing.unaligned", "1.11", "yes", "true"),
        ("execution.checkpointing.unaligned", "1.11", "off", "false"),
        ("execution.checkpointing.unaligned", "1.11", " TRUE ", "TRUE"),
        ("taskmanager.numberOfTaskSlots", "1.11", "4.0", "4"),
        ("taskmanager.numberOfTaskSlots", "1.11", "1_000", "1000"),
        ("taskmanager.numberOfTaskSlots", "1.11", "four", None),
        (RETENTION, "1.11", "retain-on-cancellation", "RETAIN_ON_CANCELLATION"),
        (RETENTION, "1.11", "Always", None),
    ],
)
def test_proposes_what_was_clearly_meant(key, version, value, better):
    asked = FlinkVersion.parse(version)
    assert repaired(value, options(asked).find(key), asked) == better


@pytest.mark.parametrize(
    ("key", "version", "value", "says"),
    [
        ("restart-strategy", "1.11", "Fixed Delay", "fixed-delay was probably meant"),
        ("restart-strategy", "1.11", "exponential-delay", "known from Flink 1.13 on"),
        ("restart-strategy", "1.11", "com.example.Factory", "is none of"),
        ("state.backend", "1.11", "rocks", "rocksdb was probably meant"),
        ("state.backend", "1.11", "hashmap", "known from Flink 1.13 on"),
        ("state.backend", "2.0", "filesystem", "gone after Flink 1.20"),
        ("high-availability", "1.11", "kubernetes", "known from Flink 1.16 on"),
    ],
)
def test_names_that_flink_does_not_know(key, version, value, says):
    assert says in unknown_name(value, key, FlinkVersion.parse(version))


@pytest.mark.parametrize(
    ("key", "version", "value"),
    [
        ("restart-strategy", "1.11", "FIXED-DELAY"),
        ("restart-strategy", "1.13", "exponential-delay"),
        ("state.backend", "1.11", "filesystem"),
        ("state.backend", "1.11", "gemini"),
        ("state.backend", "1.11", "com.example.Factory"),
        ("state.backend", "1.11", "${BACKEND}"),
        ("high-availability", "1.11", "vvp-kubernetes"),
        ("high-availability", "1.16", "kubernetes"),
        (INTERVAL, "1.11", "anything"),
    ],
)
def test_names_that_are_fine(key, version, value):
    assert unknown_name(value, key, FlinkVersion.parse(version)) is None
    assert unknown_name(value, key, None) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a;b", ["a", "b"]),
        (" a ; b ", ["a", "b"]),
        ("'a;b';c", ["a;b", "c"]),
        ('"it\'s";b', ["it's", "b"]),
        ("'it''s'", ["it's"]),
        ("a;;b", ["a", "", "b"]),
        ("", []),
        ("'a", None),
        ("'a'b", None),
    ],
)
def test_splits_as_flink_does(text, parts):
    assert split(text, ";") == parts


@given(st.lists(st.text(max_size=8), max_size=6))
def test_quoted_parts_round_trip(parts):
    text = ";".join("'" + part.replace("'", "''") + "'" for part in parts)
    assert split(text, ";") == parts


KINDS = sorted(set(TYPES.values()) | {"String", "Unheard"})


@given(
    st.one_of(st.text(max_size=40), st.text("[]{}:,;-'\"&*!?|>%@`# \nabk01.<~", max_size=40)),
    st.sampled_from(KINDS),
    st.sampled_from(versions()),
)
def test_never_raises(text, kind, version):
    assert accepts(text, Reading(version, kind, kind, MODES), version) in (True, False)


@given(st.text(max_size=30), st.sampled_from([INTERVAL, RETENTION, "rest.port", "pipeline.jars"]))
def test_a_repair_always_parses(text, key):
    option = options(None).find(key)
    better = repaired(text, option, None)
    assert better is None or problem(better, option, versions()[-1]) is None


@pytest.mark.parametrize("piece", ["[", "{", "'", "- ", "a: ", "&a [*a,", "1", "0.", "e9", "\t"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_value_takes_long(piece, kind):
    for count in (1000, 100_000):
        accepts(piece * count, Reading(versions()[0], kind, kind, MODES), versions()[-1])
