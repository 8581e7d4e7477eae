"""One mistake put into a valid document is found by the installed command, at its place, once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from mutants.mistakes import ALLOWED, MISTAKES, UNUSUAL
from mutants.running import ASIDE, Said, beyond, check, written
from mutants.single_faults import BASES, JAR, MISSPELT, MUTANTS, SQL, Mutant

from flinklint.rule import load

ELSEWHERE = {
    "FL010": "suppressions", "FL011": "suppressions", "FL012": "suppressions", "FL013": "baseline",
    "FL099": "a fault of flinklint, which no document has", "FL111": "two files: see below",
    "FL130": "compile", "FL131": "compile",
    "FL518": "reads the SQL", "FL525": "reads the SQL", "FL801": "reads the SQL",
    "FL915": "reads the SQL",
}  # fmt: skip
RULES = sorted(
    rule.code for rule in load()
    if rule.code not in ELSEWHERE and not rule.code.startswith(("FL6", "FL7"))
)  # fmt: skip


def name_of(number: int, mutant: Mutant) -> str:
    return f"{mutant.code}-{number:03d}{mutant.base.suffix}"


ROWS = [(name_of(number, row), row) for number, row in enumerate([*MUTANTS, *MISTAKES])]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Said]]:
    """What is said of each mutant that is not said of its base; one process per set of options."""
    groups = defaultdict(dict)
    for name, mutant in ROWS:
        groups[mutant.switches, mutant.options][name] = mutant
    new = {}
    for number, ((switches, options), mutants) in enumerate(groups.items()):
        home = tmp_path_factory.mktemp(f"options-{number}")
        (home / "flinklint.toml").write_text(options, "utf-8")
        files = {name: mutant.text() for name, mutant in mutants.items()}
        files |= {base.name: base.read_bytes() for base in BASES}
        said = check(written(home / "jobs", files), "--ignore", ASIDE, *switches)
        for name, mutant in mutants.items():
            new[name] = beyond(said[name], said[mutant.base.name])
    return new


@pytest.mark.parametrize(("name", "mutant"), ROWS, ids=[name for name, _ in ROWS])
def test_one_mistake_is_found_at_its_place_and_said_once(reports, name, mutant):
    said = reports[name]
    told = "\n".join(map(str, said))
    meant = [s for s in said if s.code == mutant.code]
    assert [(s.under, s.severity) for s in meant] == [(mutant.under, mutant.severity)], told
    assert sorted(s.code for s in said if s not in meant) == sorted(mutant.besides), told


def test_a_value_on_the_right_side_of_an_edge_is_let_be(tmp_path):
    files = {base.name: base.read_bytes() for base in BASES}
    rows = {f"{n}-{base.name}": row for n, row in enumerate(ALLOWED) for base in (row[1],)}
    for name, (_, base, edit) in rows.items():
        before = base.read_text("utf-8")
        assert edit(before) != before, name
        files[name] = edit(before).encode()
    said = check(written(tmp_path / "jobs", files), "--ignore", ASIDE)
    told = {
        name: [str(s) for s in beyond(said[name], said[base.name]) if s.code == code or s.severity != "info"]
        for name, (code, base, _) in rows.items()
    }  # fmt: skip
    assert {name: new for name, new in told.items() if new} == {}


def test_nothing_false_is_said_of_what_is_unusual_but_valid(tmp_path):
    folder = written(tmp_path / "jobs", {name: text.encode() for name, text in UNUSUAL.items()})
    said = check(folder, "--ignore", ASIDE, "--min-severity", "warning")
    assert {name: [str(s) for s in new] for name, new in said.items()} == {}


def test_every_rule_has_two_mutants():
    counts = Counter(mutant.code for mutant in MUTANTS)
    assert {code: counts[code] for code in RULES if counts[code] < 2} == {}


def test_the_bases_have_no_error_and_no_warning(tmp_path):
    files = {base.name: base.read_bytes() for base in BASES}
    said = check(written(tmp_path / "jobs", files), "--min-severity", "warning")
    assert dict(said) == {}


@pytest.mark.parametrize("base", [SQL, JAR], ids=lambda base: base.stem)
def test_a_name_that_two_files_share_is_said_once(tmp_path, base):
    folder = written(tmp_path / "jobs", {"a.yaml": base.read_bytes(), "b.yaml": base.read_bytes()})
    said = [finding for found in check(folder).values() for finding in found]
    assert [(s.code, s.severity, s.under) for s in said] == [("FL111", "warning", base.stem)]


def misspelt(key: str) -> str:
    """The key with one letter left out, as happens in typing."""
    return key[:-3] + key[-2:]


def test_a_misspelt_key_is_said_once_and_nothing_is_said_to_be_missing(tmp_path):
    files, keys = {base.name: base.read_bytes() for base in BASES}, {}
    for base in BASES:
        text = base.read_text("utf-8")
        for number, key in enumerate(MISSPELT):
            found = re.search(rf'(?m)^( *"?){re.escape(key)}(?="?:)', text.split("\n---\n")[0])
            if found is not None:
                name = f"{number}-{base.name}"
                keys[name] = misspelt(key)
                wrong = text[: found.end(1)] + keys[name] + text[found.end() :]
                files[name] = wrong.encode()
    said = check(written(tmp_path / "jobs", files), "--ignore", ASIDE)
    assert len(keys) > 150
    told = {}
    for name, key in keys.items():
        base = next(base.name for base in BASES if name.endswith(base.name))
        new = beyond(said[name], said[base])
        if (
            len(new) != 1
            or new[0].code not in ("FL101", "FL113", "FL511")
            or new[0].under.strip('"') != key
        ):
            told[name] = [str(s) for s in new]
    assert told == {}


def test_a_key_that_is_there_twice_is_said_once_and_its_value_is_not_judged(tmp_path):
    files, lines_of = {base.name: base.read_bytes() for base in BASES}, {}
    doubled = [
        ("parallelism", "64"), ("numberOfTaskManagers", "1"), ("memory", "1Gi"), ("cpu", "0.5"),
        ("flinkVersion", '"1.13"'), ("flinkImageTag", "1.13.2-stream1-scala_2.12"),
        ("taskmanager.numberOfTaskSlots", '"16"'), ("restart-strategy", "none"),
        ("execution.checkpointing.interval", "10 s"), ("execution.checkpointing.min-pause", "1 h"),
    ]  # fmt: skip
    for base in BASES:
        text = base.read_text("utf-8")
        for number, (key, value) in enumerate(doubled):
            found = re.search(rf"(?m)^( *){re.escape(key)}: .*\n", text)
            if found is not None and base.suffix == ".yaml" and "SessionCluster" not in text:
                again = f"{found[1]}{key}: {value}\n"
                name = f"{number}-{base.name}"
                lines_of[name] = base.name
                files[name] = (text[: found.end()] + again + text[found.end() :]).encode()
    said = check(written(tmp_path / "jobs", files), "--ignore", ASIDE)
    assert len(lines_of) > 30
    told = {name: beyond(said[name], said[base]) for name, base in lines_of.items()}
    least = {
        name: [s for s in new if s.severity != "info"] for name, new in told.items()
    }  # the profile may be read off the tag, so that a remark comes or goes
    assert {
        n: list(map(str, s)) for n, s in least.items() if [x.code for x in s] != ["FL002"]
    } == {}
