import gc
import weakref
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flinklint.units import (
    Cpu,
    EngineVersion,
    FlinkDuration,
    FlinkMemory,
    FlinkVersion,
    ImageTag,
    Memory,
    duration_text,
    plain_decimal,
    size_text,
)

OLD, MIDDLE, NEW = FlinkVersion(1, 11), FlinkVersion(1, 15), FlinkVersion(2, 3)
MI, GI = 2**20, 2**30
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text("0123456789.+-eE mMgGkKtTiIbBsPTHD_µ\t", max_size=40),
)


# --- memory of a deployment -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1Gi", [GI]),
        ("1.5Gi", [GI * 3 // 2]),
        ("1024Mi", [GI]),
        ("512Ki", [512 * 1024]),
        ("1g", [10**9, GI]),
        ("1G", [10**9, GI]),
        ("500m", [500 * 10**6, 500 * MI]),
        ("1k", [1000, 1024]),
        ("1.5g", [1_500_000_000, GI * 3 // 2]),
        ("2", [2]),
        ("0.3", [Fraction(3, 10)]),
        ("0", [0]),
    ],
)
def test_memory_keeps_every_reading(text, readings):
    memory = Memory.parse(text)
    assert memory is not None
    assert list(memory.readings) == readings
    assert memory.well_formed
    assert str(memory) == text


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1 Gi", [GI]),
        (" 1Gi", [GI]),
        ("4 GiB", [4 * GI]),
        ("1GiB", [GI]),
        ("1024MiB", [GI]),
        ("1GB", [10**9, GI]),
        ("1 mb", [10**6, MI]),
        ("1gi", [GI]),
        ("1GI", [GI]),
        ("1Ti", [2**40]),
        (".5g", [5 * 10**8, GI // 2]),
        ("1.Gi", [GI]),
        ("100b", [100]),
        ("2 gigabytes", [2 * 10**9, 2 * GI]),
        ("2mebibytes", [2 * MI]),
    ],
)
def test_memory_understands_but_marks_other_spellings(text, readings):
    memory = Memory.parse(text)
    assert memory is not None
    assert list(memory.readings) == readings
    assert not memory.well_formed


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Gi",
        "lots",
        "-1Gi",
        "+1Gi",
        "1e3",
        "1e9",
        "1_000Mi",
        "1,5Gi",
        "1.2.3Gi",
        "1Gi2",
        "1m5",
        "1Pi",
        "1Gii",
        "1Gu",
        "1Gi;",
        "[]",
        "0x10",
        "١Gi",
        "1" * 200,
        "${MEMORY}",
        "1 G i",
        "1\xa0Gi",
    ],
)
def test_memory_refuses(text):
    assert Memory.parse(text) is None


@pytest.mark.parametrize(
    ("text", "size", "surely", "maybe"),
    [
        ("400Mi", 500 * MI, True, True),
        ("500Mi", 500 * MI, False, False),
        ("499.9Mi", 500 * MI, True, True),
        ("500m", 500 * MI, False, True),
        ("499m", 500 * MI, True, True),
        ("1000m", GI, True, True),
        ("1023m", GI, True, True),
        ("1024m", GI, False, True),
        ("1g", GI, False, True),
        ("1.1g", GI, False, False),
        ("1Gi", GI, False, False),
    ],
)
def test_memory_is_compared_under_both_readings(text, size, surely, maybe):
    memory = Memory.parse(text)
    assert memory is not None
    assert (memory.surely_below(size), memory.maybe_below(size)) == (surely, maybe)


@pytest.mark.parametrize(
    ("text", "binary"),
    [
        ("1g", "1Gi"),
        ("1.5G", "1.5Gi"),
        ("1024m", "1024Mi"),
        ("1 GB", "1Gi"),
        ("4 GiB", "4Gi"),
        ("1gi", "1Gi"),
        ("1Gi", "1Gi"),
        ("1073741824", "1Gi"),
        ("1048576", "1Mi"),
        ("1049600", "1025Ki"),
        ("1024", "1Ki"),
        ("1", "1Mi"),
        ("1Ti", "1024Gi"),
        ("0", "0Mi"),
    ],
)
def test_memory_in_a_binary_unit(text, binary):
    memory = Memory.parse(text)
    assert memory is not None
    assert str(memory.in_binary_unit()) == binary


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (512 * MI, "512 MiB"),
        (GI, "1 GiB"),
        (GI - 1, "1073741823 B"),
        (GI * 3 // 2, "1.5 GiB"),
        (500 * MI, "500 MiB"),
        (500 * 10**6, "500 MB"),
        (10**9, "1 GB"),
        (1_500_000_000, "1.5 GB"),
        (1000 * MI, "1000 MiB"),
        (1000, "1 kB"),
        (1024, "1 KiB"),
        (1023, "1.023 kB"),
        (999, "999 B"),
        (0, "0 B"),
        (Fraction(1, 2), "0 B"),
        (2**40, "1 TiB"),
    ],
)
def test_sizes_are_shown_exactly(size, shown):
    assert size_text(size) == shown


@given(st.integers(0, 2**50))
def test_a_shown_size_means_the_same_bytes(size):
    memory = Memory.parse(size_text(size).replace("kB", "kb"))
    assert memory is not None
    assert size in memory.readings


@given(st.integers(0, 10**7), st.integers(0, 999), st.sampled_from(["", "Ki", "Mi", "Gi", "g"]))
def test_memory_orders_as_its_numbers_do(whole, rest, unit):
    smaller, larger = Memory.parse(f"{whole}.{rest:03}{unit}"), Memory.parse(f"{whole + 1}{unit}")
    assert smaller is not None
    assert larger is not None
    assert smaller.surely_below(larger.binary)
    assert not larger.surely_below(smaller.decimal)
    assert smaller.decimal < larger.decimal
    assert smaller.binary < larger.binary


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_decimals_round_trip(whole, rest):
    number = whole + Fraction(rest, 10**6)
    memory = Memory.parse(plain_decimal(number) + "Mi")
    assert memory is not None
    assert memory.number == number
    again = memory.in_binary_unit()
    assert again.binary == memory.binary
    assert Memory.parse(again.text) == again


# --- cpu --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cores", "milli", "plain"),
    [
        ("1", 1, False, "1"),
        ("0.5", Fraction(1, 2), False, "0.5"),
        ("1.0", 1, False, "1"),
        ("500m", Fraction(1, 2), True, "0.5"),
        ("100m", Fraction(1, 10), True, "0.1"),
        ("1e-1", Fraction(1, 10), False, "0.1"),
        ("+2", 2, False, "2"),
        (".25", Fraction(1, 4), False, "0.25"),
        ("0", 0, False, "0"),
    ],
)
def test_cpu(text, cores, milli, plain):
    cpu = Cpu.parse(text)
    assert cpu is not None
    assert (cpu.cores, cpu.milli, cpu.plain, str(cpu)) == (cores, milli, plain, text)


@pytest.mark.parametrize(
    "text", ["", "-1", "one", "500mm", "1 core", "0x1", "1_0", "1.5.2", ".", "m", "1e400", "٣"]
)
def test_cpu_refuses(text):
    assert Cpu.parse(text) is None


def test_cpu_orders_by_cores():
    cpus = [Cpu.parse(text) for text in ("10", "9", "500m", "0.4")]
    assert [str(cpu) for cpu in sorted(cpus)] == ["0.4", "500m", "9", "10"]
    assert Cpu.parse("500m") == Cpu.parse("0.5")
    assert len({Cpu.parse("1"), Cpu.parse("1.0")}) == 1


# --- versions and tags ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["1.11", "1.11.2", "2.0", "10.20.30", "0.9"])
def test_version_prints_as_written(text):
    assert str(FlinkVersion.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1.",
        "1.x",
        "v1.11",
        " 1.11",
        "1.11 ",
        "1.11.2.3",
        "1.011",
        "01.1",
        "1.11-SNAPSHOT",
        "1,11",
        "1.11\n",
        "1.٣",
        "1." + "9" * 5000,
    ],
)
def test_version_refuses(text):
    assert FlinkVersion.parse(text) is None


def test_versions_order_as_numbers_and_ignore_the_patch():
    texts = ["1.9", "1.10", "1.11.2", "1.20", "2.0"]
    found = [FlinkVersion.parse(text) for text in reversed(texts)]
    assert [str(version) for version in sorted(found)] == texts
    assert FlinkVersion.parse("1.11.2") == FlinkVersion(1, 11)
    assert FlinkVersion.parse("1.11.2").minor_text == "1.11"


@pytest.mark.parametrize(
    ("text", "kind", "flink", "vvr", "build", "snapshot", "scala", "java"),
    [
        ("1.11.1-vvr-2.0.1", "vvr", (1, 11, 1), (2, 0, 1), 0, False, None, None),
        ("1.11.2-vvr-2.1.1", "vvr", (1, 11, 2), (2, 1, 1), 0, False, None, None),
        ("1.10-vvr-1.0.4", "vvr", (1, 10, 0), (1, 0, 4), 0, False, None, None),
        ("1.11-vvr-2.1.3-SNAPSHOT", "vvr", (1, 11, 0), (2, 1, 3), 0, True, None, None),
        ("1.13-vvr-4.0.11-3-SNAPSHOT", "vvr", (1, 13, 0), (4, 0, 11), 3, True, None, None),
        ("1.17-vvr-8.0.11-4", "vvr", (1, 17, 0), (8, 0, 11), 4, False, None, None),
        ("1.20-vvr-11.5.1-jdk11", "vvr", (1, 20, 0), (11, 5, 1), 0, False, None, "11"),
        ("1.13.2-vvr-4.0.8-scala_2.12", "vvr", (1, 13, 2), (4, 0, 8), 0, False, "2.12", None),
        ("1.20-vvr-11.1", "vvr", (1, 20, 0), (11, 1, 0), 0, False, None, None),
        ("1.8.1-stream3-scala_2.11", "stream", (1, 8, 1), None, 3, False, "2.11", None),
        ("1.10.0-stream1-scala_2.12", "stream", (1, 10, 0), None, 1, False, "2.12", None),
        ("1.14.2-stream1-scala_2.12-java8", "stream", (1, 14, 2), None, 1, False, "2.12", "8"),
        ("1.20.1-stream1-scala_2.12-java17", "stream", (1, 20, 1), None, 1, False, "2.12", "17"),
        ("1.17.2-scala_2.12-java11", "plain", (1, 17, 2), None, 0, False, "2.12", "11"),
        ("1.17.2", "plain", (1, 17, 2), None, 0, False, None, None),
        ("1.17", "plain", (1, 17, 0), None, 0, False, None, None),
        ("1.12.5-stream1", "plain", (1, 12, 5), None, 0, False, None, None),
    ],
)
def test_tags(text, kind, flink, vvr, build, snapshot, scala, java):
    tag = ImageTag.parse(text)
    assert tag is not None
    assert (tag.kind, tag.flink, tag.vvr, tag.build) == (kind, flink, vvr, build)
    assert (tag.snapshot, tag.scala, tag.java) == (snapshot, scala, java)
    assert str(tag) == text
    assert tag.patch_written == (text[len(f"{flink[0]}.{flink[1]}") :][:1] == ".")
    assert tag.version == FlinkVersion(flink[0], flink[1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "latest",
        "test",
        "v1.11.2",
        "1",
        "1.11.2_vvr",
        "1.11.2-",
        "1.11.2--x",
        " 1.11.2",
        "1.x",
        "1.11.2 ",
        "1.11.2-vvr-",
        "1.11.2-\n",
        "01.11.2",
        "1.11.2-é",
        "9" * 500 + ".1",
    ],
)
def test_tag_refuses(text):
    tag = ImageTag.parse(text)
    assert tag is None or (tag.kind == "plain" and text == "1.11.2-vvr-")


@pytest.mark.parametrize(
    ("text", "ready"),
    [
        ("1.11.2-vvr-2.1.1", True),
        ("1.11.2-vvr-2.1.0", False),
        ("1.11.1-vvr-2.1.1", False),
        ("1.11.3-vvr-2.1.0", True),
        ("1.11.2-vvr-2.1.10", True),
        ("1.12.0-vvr-3.0.0", True),
        ("1.9.9-vvr-9.9.9", False),
        ("1.11.2-vvr-2.1.1-SNAPSHOT", False),
        ("1.11.2-vvr-2.1.1-1-SNAPSHOT", True),
        ("1.11-vvr-2.1.3-SNAPSHOT", True),
        ("1.11-vvr-2.1.0", False),
        ("1.10-vvr-1.0.4", False),
        ("1.12-vvr-3.0.2", True),
        ("1.12.5-stream1-scala_2.12", None),
        ("1.17.2", None),
    ],
)
def test_tag_at_least(text, ready):
    assert ImageTag.parse(text).at_least((1, 11, 2), (2, 1, 1)) is ready


def test_tags_order_as_numbers():
    texts = [
        "1.9.2-stream1-scala_2.12",
        "1.10.0-stream1-scala_2.12",
        "1.11.2-vvr-2.1.9",
        "1.11.2-vvr-2.1.10-SNAPSHOT",
        "1.11.2-vvr-2.1.10",
        "1.11.2-vvr-2.1.10-3-SNAPSHOT",
        "1.11.2-vvr-2.1.10-3",
        "1.11.2-vvr-2.1.11",
        "1.11.3-vvr-2.1.3",
    ]
    found = [ImageTag.parse(text) for text in reversed(texts)]
    assert [str(tag) for tag in sorted(found)] == texts
    assert len(set(found)) == len(texts)


@pytest.mark.parametrize(
    ("text", "vvr", "flink", "build"),
    [
        ("vvr-2.1.3-flink-1.11", (2, 1, 3), FlinkVersion(1, 11), 0),
        ("vvr-8.0.11-flink-1.17", (8, 0, 11), FlinkVersion(1, 17), 0),
        ("vvr-8.0.1-3-flink-1.17", (8, 0, 1), FlinkVersion(1, 17), 3),
        ("vvr-11.1-jdk11-flink-1.20", (11, 1, 0), FlinkVersion(1, 20), 0),
    ],
)
def test_engine_versions(text, vvr, flink, build):
    engine = EngineVersion.parse(text)
    assert engine is not None
    assert (engine.vvr, engine.flink, engine.build, str(engine)) == (vvr, flink, build, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vvr-8.0.11",
        "flink-1.17",
        "vvr-8-flink-1.17",
        "VVR-8.0.1-flink-1.17",
        "vvr-8.0.11-flink-1.17.2",
        "vvr-8.0.1-flink-1.1-flink-1.2",
        "1.17-vvr-8.0.11",
    ],
)
def test_engine_version_refuses(text):
    assert EngineVersion.parse(text) is None


def test_engine_versions_order_as_numbers():
    texts = ["vvr-2.1.3-flink-1.11", "vvr-8.0.9-flink-1.17", "vvr-8.0.11-flink-1.17"]
    found = [EngineVersion.parse(text) for text in reversed(texts)]
    assert [str(engine) for engine in sorted(found)] == texts
    assert len(set(found)) == 3


triples = st.tuples(*[st.integers(0, 300)] * 3)


@given(triples, triples, triples, triples)
def test_tags_order_as_their_triples(flink, vvr, other_flink, other_vvr):
    tags = [
        ImageTag.parse("{}.{}.{}-vvr-{}.{}.{}".format(*first, *second))
        for first, second in ((flink, vvr), (other_flink, other_vvr))
    ]
    assert (tags[0] < tags[1]) == ((flink, vvr) < (other_flink, other_vvr))
    assert tags[0].at_least(other_flink, other_vvr) == ((flink, vvr) >= (other_flink, other_vvr))


# --- values of flinkConfiguration -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1g", GI),
        ("1024m", GI),
        (" 10 MB ", 10 * MI),
        ("0", 0),
        ("7", 7),
        ("2 kibibytes", 2048),
        ("1tb", 2**40),
        ("9223372036854775807", 2**63 - 1),
        ("8388607 t", 8388607 * 2**40),
    ],
)
def test_flink_memory(text, size):
    memory = FlinkMemory.parse(text, OLD)
    assert memory is not None
    assert (memory.bytes, str(memory)) == (size, text)


@pytest.mark.parametrize(
    "text",
    ["", "1.5g", "1Gi", "1GiB", "-1m", "m", "1 xb", "1_0", "8388608 t", "9223372036854775808"],
)
def test_flink_memory_refuses(text):
    assert FlinkMemory.parse(text, NEW) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10 s", 10),
        ("10S", 10),
        ("500", Fraction(1, 2)),
        ("1 min", 60),
        ("2h", 7200),
        (" 1 d ", 86400),
        ("1ns", Fraction(1, 10**9)),
        ("3 µs", Fraction(3, 10**6)),
        ("0", 0),
    ],
)
def test_flink_duration(text, seconds):
    duration = FlinkDuration.parse(text, OLD)
    assert duration is not None
    assert (duration.seconds, duration.milliseconds) == (seconds, seconds * 1000)
    assert str(duration) == text


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("5m", [False, True, True]),
        ("5 M", [False, True, True]),
        ("PT10S", [False, False, True]),
        ("pt1h", [False, False, True]),
        ("PT1.5S", [False, False, True]),
        ("-PT10S", [False, False, False]),
        ("-PT-10S", [False, False, True]),
        ("P1DT", [False, False, False]),
        ("PT", [False, False, False]),
        ("1.5 s", [False, False, False]),
        ("-5 s", [False, False, False]),
        ("5 us", [False, False, False]),
        ("1h 30m", [False, False, False]),
        ("", [False, False, False]),
        ("9223372036854775808 ms", [False, False, True]),
        ("9223372036854775807 d", [False, False, False]),
        ("0" * 5000 + "1 s", [True, True, True]),
        ("9" * 5000 + " s", [False, False, False]),
    ],
)
def test_flink_duration_by_version(text, accepted):
    found = [FlinkDuration.parse(text, version) for version in (OLD, MIDDLE, NEW)]
    assert [duration is not None for duration in found] == accepted


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT1M-5.5S", 54.5),
        ("PT1M5.5S", 65.5),
        ("P1DT1H", 90_000),
        ("-PT-0.5S", 0.5),
        ("PT5M-5M", None),
    ],
)
def test_iso_durations_add_up(text, seconds):
    duration = FlinkDuration.parse(text, NEW)
    assert (None if duration is None else duration.seconds) == seconds


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("10 s", 10**10),
        ("1.5s", 1500000000),
        ("1 d", 86400 * 10**9),
        ("-1 ms", -999999),
        ("1e3ms", 10**9),
        ("1E3ms", 10**9),
        ("0.4 ns", 0),
        ("0.6 ns", 1),
        ("-1.4 ns", 0),
        ("-1.5 ns", -1),
        ("5", None),
        ("5 m", None),
        ("5 S", None),
        ("Inf", None),
        ("1e17ns", None),
        ("106752 d", None),
        ("106751 d", 106751 * 86400 * 10**9),
    ],
)
def test_scala_duration(text, nanoseconds):
    duration = FlinkDuration.parse_scala(text)
    assert (None if duration is None else duration.nanoseconds) == nanoseconds


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (90, "90 s"),
        (300, "5 min"),
        (129600, "36 h"),
        (Fraction(1, 100), "10 ms"),
        (0, "0 s"),
        (86400, "1 d"),
        (Fraction(1, 10**9), "1 ns"),
        (Fraction(1, 10**6), "1 µs"),
    ],
)
def test_durations_for_people(seconds, shown):
    assert duration_text(seconds) == shown


@given(st.integers(0, 10**18))
def test_a_shown_duration_means_the_same_time(nanoseconds):
    shown = duration_text(Fraction(nanoseconds, 10**9))
    duration = FlinkDuration.parse(shown, FlinkVersion(1, 10))
    assert duration is not None
    assert duration.nanoseconds == nanoseconds


def test_flink_values_order_by_amount():
    durations = [FlinkDuration.parse(text, OLD) for text in ("1 min", "59 s", "60001")]
    assert [str(one) for one in sorted(durations)] == ["59 s", "1 min", "60001"]
    assert FlinkDuration.parse("60 s", OLD) == FlinkDuration.parse("1 min", OLD)
    sizes = [FlinkMemory.parse(text, OLD) for text in ("1g", "1023m", "1025 mb")]
    assert [str(one) for one in sorted(sizes)] == ["1023m", "1g", "1025 mb"]
    assert len({FlinkMemory.parse("1g", OLD), FlinkMemory.parse("1024m", OLD)}) == 1
    assert len({FlinkDuration.parse("1s", OLD), FlinkDuration.parse("1000", OLD)}) == 1


# --- all of them ------------------------------------------------------------------------------


@given(TEXTS)
def test_nothing_ever_raises_and_all_print_as_written(text):
    found = [Memory.parse(text), Cpu.parse(text), FlinkVersion.parse(text), ImageTag.parse(text)]
    found += [EngineVersion.parse(text), FlinkDuration.parse_scala(text)]
    for version in (OLD, MIDDLE, NEW):
        found += [FlinkMemory.parse(text, version), FlinkDuration.parse(text, version)]
    for quantity in found:
        assert quantity is None or str(quantity) == text


@pytest.mark.parametrize("piece", ["0", "1.", " ", "-a", "1-", "\t", "P", "PT1S", "e", "m", "1.1-"])
def test_no_text_takes_long(piece):
    text = piece * 100_000
    for known in (Memory, Cpu, FlinkVersion, ImageTag, EngineVersion):
        assert known.parse(text) is None
        assert known.parse("1.1" + text) is None
        assert known.parse(text + "!") is None
    for version in (OLD, NEW):
        FlinkDuration.parse(text, version)
        FlinkMemory.parse(text, version)
    FlinkDuration.parse_scala(text)


# Every word and every edge

K = 1024


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("b bytes", 1),
        ("k kb kibibytes", K),
        ("m mb mebibytes", K**2),
        ("g gb gibibytes", K**3),
        ("t tb tebibytes", K**4),
    ],
)
def test_every_unit_of_a_memory_size_of_flink(words, size):
    for word in words.split():
        for unit in (word, word.upper(), f" {word}\t", f"{word}\x00"):
            assert FlinkMemory.parse(f" 3{unit}", FlinkVersion(1, 17)).bytes == 3 * size
    for word in ("ki", "kib", "kilobytes", "x", "b b", "\xa0b", "p"):
        assert FlinkMemory.parse(f"3{word}", FlinkVersion(1, 17)) is None


@pytest.mark.parametrize(
    ("words", "nanos"),
    [
        ("d day days", 86_400 * 10**9),
        ("h hour hours", 3_600 * 10**9),
        ("min minute minutes m", 60 * 10**9),
        ("s sec secs second seconds", 10**9),
        ("ms milli millis millisecond milliseconds", 10**6),
        ("µs micro micros microsecond microseconds", 1_000),
        ("ns nano nanos nanosecond nanoseconds", 1),
    ],
)
def test_every_unit_of_a_duration(words, nanos):
    for word in words.split():
        for unit in (word, word.upper().replace("Μ", "µ"), f" {word}\t"):
            assert FlinkDuration.parse(f" 3{unit}", FlinkVersion(1, 17)).nanoseconds == 3 * nanos
        scala = FlinkDuration.parse_scala(f"3 {word}")
        assert (scala.nanoseconds if scala else None) == (3 * nanos if word != "m" else None)
        assert FlinkDuration.parse_scala(f"3 {word.upper()}") is None or not word.isascii()
    assert FlinkDuration.parse("3", FlinkVersion(1, 17)).nanoseconds == 3 * 10**6
    assert FlinkDuration.parse_scala("3") is None


@pytest.mark.parametrize(
    ("words", "decimal", "binary"),
    [
        ("kilobytes", 1000, K),
        ("megabytes", 1000**2, K**2),
        ("gigabytes", 1000**3, K**3),
        ("kibibytes", K, K),
        ("mebibytes", K**2, K**2),
        ("gibibytes", K**3, K**3),
        ("bytes b", 1, 1),
        ("t tb", 1000**4, K**4),
        ("ti tib", K**4, K**4),
    ],
)
def test_every_long_unit_of_memory_is_understood(words, decimal, binary):
    for word in words.split():
        for unit in (word, word.upper()):
            memory = Memory.parse(f"3{unit}")
            assert (memory.decimal, memory.binary) == (3 * decimal, 3 * binary)
            assert not memory.well_formed
            assert memory.ambiguous is (decimal != binary)


@pytest.mark.parametrize("unit", ["", "Ki", "Mi", "Gi", "k", "m", "g", "K", "M", "G"])
def test_every_documented_unit_of_memory_is_well_formed(unit):
    assert Memory.parse(f"3{unit}").well_formed
    assert not Memory.parse(f"3 {unit}").well_formed
    assert not Memory.parse(f" 3{unit}").well_formed
    assert not Memory.parse(f".5{unit}").well_formed
    assert not Memory.parse(f"5.{unit}").well_formed


def test_only_a_unit_without_i_has_two_readings():
    for text, readings in (("1g", 2), ("1Gi", 1), ("0g", 1), ("1024", 1)):
        memory = Memory.parse(text)
        assert len(memory.readings) == readings
        assert memory.ambiguous is (readings == 2)


@pytest.mark.parametrize(
    ("text", "binary"),
    [("1KB", "1Ki"), ("1K", "1Ki"), ("3kb", "3Ki"), ("3M", "3Mi"), ("3G", "3Gi")],
)
def test_a_unit_in_any_case_has_its_binary_one(text, binary):
    assert Memory.parse(text).in_binary_unit() == Memory.parse(binary)


LATER = FlinkVersion(2, 0)
ORDERED = [
    (FlinkVersion(1, 17), FlinkVersion(1, 17, 2), FlinkVersion(1, 18)),
    (FlinkVersion(1, 20, 5), FlinkVersion(1, 20), FlinkVersion(2, 0)),
    (Cpu.parse("0.5"), Cpu.parse("500m"), Cpu.parse("0.6")),
    (FlinkMemory.parse("1m", LATER), FlinkMemory.parse("1024 kb", LATER), FlinkMemory.parse("2m", LATER)),
    (FlinkDuration.parse("60 s", LATER), FlinkDuration.parse("1 min", LATER), FlinkDuration.parse("61 s", LATER)),
    (ImageTag.parse("1.11.2"), ImageTag.parse("1.11.2"), ImageTag.parse("1.11.3")),
    (ImageTag.parse("1.11.2-vvr-2.1.1"), ImageTag.parse("1.11.2-vvr-2.1.1"), ImageTag.parse("1.11.2-vvr-2.1.1-1")),
    (ImageTag.parse("1.17-vvr-8.0.1-SNAPSHOT"), ImageTag.parse("1.17-vvr-8.0.1-SNAPSHOT"), ImageTag.parse("1.17-vvr-8.0.1")),
    (EngineVersion.parse("vvr-8.0.1-flink-1.17"), EngineVersion.parse("vvr-8.0.1-flink-1.17"), EngineVersion.parse("vvr-8.0.2-flink-1.17")),
    (EngineVersion.parse("vvr-8.0.9-flink-1.17"), EngineVersion.parse("vvr-8.0.9-flink-1.17"), EngineVersion.parse("vvr-4.0.2-flink-1.18")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "same", "more"), ORDERED)
def test_values_are_compared_and_kept_in_sets_by_what_they_mean(one, same, more):
    assert one == same
    assert hash(one) == hash(same)
    assert one != more
    assert len({one, same, more}) == 2
    assert one <= same <= more
    assert more >= one >= same
    assert one < more
    assert more > one
    for wrong in (one < same, one > same, more <= one, one >= more, more < one, one > more):
        assert not wrong
    for other in ("1.17", None, 1):
        assert one != other
    assert hash(one) != hash(more)


@pytest.mark.parametrize("text", ["1 s", "1.5e3 ms", "-1 ns"])
def test_a_duration_of_scala_keeps_its_text(text):
    found = FlinkDuration.parse_scala(text)
    assert (found.text, str(found)) == (text, text)


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("9007199254740992 ns", 2**53),
        ("9007199254740993 ns", 2**53 + 1),
        ("9007199254740992.0 ns", 2**53),
        ("9007199254740993.0 ns", None),
        ("9007199254740993e0 ns", None),
        ("9223372036854775807 ns", 2**63 - 1),
        ("9223372036854775808 ns", None),
        ("-9223372036854775807 ns", 2 - 2**63),
    ],
)
def test_the_largest_durations_of_scala(text, nanoseconds):
    found = FlinkDuration.parse_scala(text)
    assert (found.nanoseconds if found else None) == nanoseconds


MOST = 2**63 - 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (f"PT{MOST}S", MOST),
        (f"PT{MOST + 1}S", None),
        (f"-PT-{MOST}S", MOST),
        (f"-PT-{MOST}.5S", MOST + Fraction(1, 2)),
        (f"-PT-{MOST + 1}S", None),
        (f"PT-1M{MOST}S", MOST - 60),
        (f"PT-1M{MOST + 1}S", None),
        (f"-PT1M-{MOST + 1}S", MOST + 1 - 60),
        (f"-PT1M-{MOST + 2}S", None),
        (f"PT1M{MOST - 60}S", MOST),
        (f"PT1M{MOST - 59}S", None),
        (f"P-1DT1M{MOST - 60}S", MOST - 86_400),
        (f"P-1DT1M{MOST - 59}S", None),
        (f"-P1DT-1M-{MOST - 59}S", MOST + 1 - 86_400),
        (f"-P1DT-1M-{MOST - 58}S", None),
        (f"-PT-1M-{MOST - 60}S", MOST),
        (f"-PT-1M-{MOST - 59}S", None),
        ("PT0S", 0),
        ("-PT0S", 0),
        ("PT+5S", 5),
        ("PT--5S", None),
        ("PT-5S", None),
        ("-PT-5S", 5),
        ("PTX5S", None),
        ("P1D", 86_400),
        ("PT1H2M3S", 3_723),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("p1dt", 86_400),
        ("pt", None),
    ],
)
def test_the_edges_of_iso_durations(text, seconds):
    """Each as `java.time.Duration.parse` of Java 17 reads it, a fault of its own (`p1dt`) too."""
    found = FlinkDuration.parse(text, FlinkVersion(2, 1))
    assert (found.seconds if found else None) == seconds
    assert FlinkDuration.parse(text, FlinkVersion(2, 0)) is None


def test_the_largest_number_of_a_duration_grew_with_2_0():
    for text, version, accepted in (
        (f"{MOST} ns", FlinkVersion(1, 20), True),
        (f"{MOST + 1} ns", FlinkVersion(1, 20), False),
        (f"{MOST + 1} ns", FlinkVersion(2, 0), True),
        (f"{MOST} s", FlinkVersion(2, 0), True),
        (f"{MOST + 1} s", FlinkVersion(2, 0), False),
        (f"{MOST * 10**9} ns", FlinkVersion(2, 0), True),
        (f"{'0' * 40}7 s", FlinkVersion(1, 20), True),
    ):
        assert (FlinkDuration.parse(text, version) is not None) is accepted, text


def test_the_largest_memory_size_of_flink():
    for text, size in (
        (f"{MOST}", MOST),
        (f"{MOST + 1}", None),
        (f"{MOST // K}k", MOST // K * K),
        (f"{MOST // K + 1}k", None),
    ):
        found = FlinkMemory.parse(text, FlinkVersion(1, 17))
        assert (found.bytes if found else None) == size


@pytest.mark.parametrize(
    ("text", "build", "snapshot", "scala", "java"),
    [
        ("1.11.2", 0, False, None, None),
        ("1.11.2-3", 3, False, None, None),
        ("1.11.2-999999", 999_999, False, None, None),
        ("1.11.2-1000000", 0, False, None, None),
        ("1.11.2-SNAPSHOT", 0, True, None, None),
        ("1.11.2-scala_2.12-java11", 0, False, "2.12", "11"),
        ("1.11.2-4-jdk8", 4, False, None, "8"),
        ("1.11.2-stream1-scala_2.12", 1, False, "2.12", None),
        ("1.11.2-vvr-2.1.1", 0, False, None, None),
    ],
)
def test_what_a_tag_says_after_its_versions(text, build, snapshot, scala, java):
    tag = ImageTag.parse(text)
    assert (tag.build, tag.snapshot, tag.scala, tag.java) == (build, snapshot, scala, java)


@pytest.mark.parametrize(
    "parse", [FlinkVersion.parse, ImageTag.parse, EngineVersion.parse, Memory.parse, Cpu.parse]
)
def test_a_text_that_nobody_writes_is_none_of_ours(parse):
    for text in ("1.1", "vvr-8.0.1-flink-1.17", "1"):
        assert parse(text + "0" * 1000) is None


class Text(str):
    """A text of which can be asked whether it is still there."""


@pytest.mark.parametrize("parse", [FlinkVersion.parse, ImageTag.parse, Memory.parse, Cpu.parse])
def test_only_so_many_quantities_are_remembered_and_none_that_is_too_long(parse):
    first = parse("1.1")
    assert parse("1.1") is first
    for number in range(2000):
        parse(f"1.{number}")
    assert parse("1.1") is not first
    assert parse("1.1") == first
    for written, is_kept in (("1.2345", True), ("1." + "1" * 1000, False)):
        text = Text(written)
        kept = weakref.ref(text)
        parse(text)
        del text
        gc.collect()
        assert (kept() is not None) is is_kept


def test_only_so_many_durations_are_remembered_and_of_long_texts_none():
    first = FlinkDuration.parse("1 min", NEW)
    assert FlinkDuration.parse("1 min", NEW) is first
    for number in range(2000):
        FlinkDuration.parse(f"{number} s", NEW)
    assert FlinkDuration.parse("1 min", NEW) is not first
    for length, is_kept in ((100, True), (101, False)):
        text = "1".rjust(length)
        again = FlinkDuration.parse(text, NEW)
        assert again == FlinkDuration.parse("1", NEW)
        assert (FlinkDuration.parse(text, NEW) is again) is is_kept


def test_defaults_are_those_of_a_value_that_says_no_more():
    tag = ImageTag("1.1", "plain", (1, 1, 0), False)
    assert (tag.vvr, tag.build, tag.snapshot, tag.scala, tag.java) == (None, 0, False, None, None)
    engine = EngineVersion("vvr-1.0-flink-1.1", (1, 0, 0), FlinkVersion(1, 1))
    assert (engine.build, engine.flink.patch) == (0, None)
    assert Cpu("1", Fraction(1)).milli is False
    assert Memory("1Gi", Fraction(1), "Gi", Fraction(K**3), Fraction(K**3)).well_formed is True


@pytest.mark.parametrize(
    ("size", "shown"),
    [(1_024_000, "1000 KiB"), (1_000_000, "1 MB"), (1_048_576, "1 MiB"), (1_125_000, "1.125 MB")],
)
def test_the_shorter_of_two_exact_sizes_is_shown(size, shown):
    assert size_text(size) == shown


@pytest.mark.parametrize(
    ("text", "patch"), [("1.11.2-vvr-2.1.1", 2), ("1.11-vvr-2.1.1", None), ("1.11.0", 0)]
)
def test_the_version_of_a_tag_has_the_patch_that_is_written(text, patch):
    assert ImageTag.parse(text).version.patch == patch


@pytest.mark.parametrize(
    ("text", "ready"),
    [
        ("1.11-vvr-2.1.1", True),
        ("1.11-vvr-2.1.1-SNAPSHOT", False),
        ("1.11-vvr-2.1.0", False),
        ("1.11-vvr-2.1.2-SNAPSHOT", True),
        ("1.11.2-vvr-2.1.1-SNAPSHOT", False),
        ("1.12-vvr-1.0.0", True),
    ],
)
def test_a_snapshot_is_older_than_its_release(text, ready):
    assert ImageTag.parse(text).at_least((1, 11, 2), (2, 1, 1)) is ready


@pytest.mark.parametrize(
    ("parse", "most"),
    [
        (Memory.parse, 100),
        (Cpu.parse, 100),
        (ImageTag.parse, 200),
        (EngineVersion.parse, 200),
        (FlinkDuration.parse_scala, 100),
    ],
)
def test_the_longest_text_that_is_read(parse, most):
    start, end = {
        ImageTag.parse: ("1.11.2-", ""),
        EngineVersion.parse: ("vvr-8.0.1-", "-flink-1.17"),
        FlinkDuration.parse_scala: ("0.", " d"),
    }.get(parse, ("", ""))
    filler = "1" * (most - len(start) - len(end))
    assert parse(f"{start}{filler}{end}") is not None
    assert parse(f"{start}1{filler}{end}") is None


@pytest.mark.parametrize("parse", [FlinkMemory.parse, FlinkDuration.parse])
def test_what_java_trims_is_trimmed_and_nothing_else(parse):
    for blank in ("\x00", "\x1f", " ", "\t"):
        assert parse(f"{blank}3{blank}", NEW) == parse("3", NEW)
    for other in ("\xa0", "\x85", "\u2003", "X", "!"):
        assert parse(f"{other}3", NEW) is None
        assert parse(f"3{other}", NEW) is None


@pytest.mark.parametrize(
    ("text", "binary"),
    [("1.5k", "1.5Ki"), ("1.5m", "1.5Mi"), ("1073741825", "1025Mi"), ("1", "1Mi")],
)
def test_a_size_without_a_whole_binary_unit(text, binary):
    assert Memory.parse(text).in_binary_unit().text == binary


def test_a_size_of_five_digits_is_shown_in_the_next_unit():
    assert size_text(10_240_000) == "10.24 MB"
    assert size_text(9_999 * 1024) == "9999 KiB"


def test_a_plain_tag_is_older_than_one_of_vvr():
    for oldest in ("1.11.2-vvr-1.0.0", "1.11.2-vvr-0.1.0", "1.11.2-vvr-0.0.1"):
        assert ImageTag.parse("1.11.2-5") < ImageTag.parse(oldest)


def test_more_ways_to_write_and_show_the_same():
    assert Cpu.parse("1E1") == Cpu.parse("1e1") == Cpu.parse("10")
    assert FlinkMemory.parse("3\nkb", NEW) == FlinkMemory.parse("3 kb", NEW)
    shown = ["1 TB", "1 GB", "1 TiB", "1 GiB", "1 kB", "1 KiB"]
    assert [size_text(n) for n in (10**12, 10**9, 2**40, 2**30, 1000, 1024)] == shown
