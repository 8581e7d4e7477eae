"""The two ways into the program, plain and through Typer, read every command line alike."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from flinklint.cli.application import build
from flinklint.cli.plain import parse
from flinklint.cli.table import COMMANDS, LEVELS, PLATFORMS, REPORTS, Arguments, Command, Option
from flinklint.finding import Severity
from flinklint.report import FORMATS
from flinklint.settings import PLATFORMS as KNOWN_PLATFORMS


def test_table_names_the_values_that_there_are():
    assert REPORTS == FORMATS
    assert PLATFORMS == KNOWN_PLATFORMS
    assert [Severity(level) for level in LEVELS] == list(Severity)


def test_every_option_is_an_attribute_that_commands_can_read():
    names = {option.name for command in COMMANDS for option in command.options}
    assert names <= Arguments.__annotations__.keys()


SEEN: list[Arguments] = []


@cache
def typer_command() -> Any:
    def note(arguments: Arguments) -> int:
        SEEN.append(arguments)
        return 0

    return get_command(build(note))


def through_typer(words: list[str]) -> dict[str, object] | None:
    """What Typer reads off a command line; None if it refuses it."""
    SEEN.clear()
    try:
        typer_command()(words, standalone_mode=False)
    except Exception:
        return None
    return told(SEEN[0]) if SEEN else None


def told(arguments: Arguments) -> dict[str, object]:
    values = {option.name: getattr(arguments, option.name) for option in arguments.command.options}
    return {**values, "(command)": arguments.command.words}


WORDS = st.sampled_from(
    ["a.yaml", "-", "jobs/", "--", "-x", "json", "text", "--fix", "", "a=b", "-v"]
)


def test_no_argument_that_can_be_there_many_times_has_a_default_in_click():
    """Click before 8.3 raises on one, at every `--help` and every misuse."""
    commands, lists = [typer_command()], []
    while commands:
        command = commands.pop()
        commands += getattr(command, "commands", {}).values()
        lists += [each for each in command.params if each.nargs == -1]
    assert len(lists) >= 5
    assert not any(isinstance(each.default, (list, tuple)) for each in lists)


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    command: Command = draw(st.sampled_from(COMMANDS))
    parts: list[list[str]] = []
    chosen = (
        st.lists(st.sampled_from(command.options), max_size=5) if command.options else st.just([])
    )
    for option in draw(chosen):
        parts.append(draw(written(option)))
    parts += [[word] for word in draw(st.lists(WORDS, max_size=2))]
    return [*command.words, *(word for part in draw(st.permutations(parts)) for word in part)]


def written(option: Option) -> st.SearchStrategy[list[str]]:
    values = st.sampled_from(option.choices) | WORDS if option.choices else WORDS
    if not option.flags:
        return values.map(lambda value: [value])
    flags = st.sampled_from(option.flags)
    if option.switch:
        return flags.map(lambda flag: [flag])
    apart = st.tuples(flags, values).map(list)
    return apart | st.tuples(flags, values).map(lambda pair: ["=".join(pair)])


@given(command_lines())
def test_what_is_read_plainly_typer_reads_alike(words: list[str]):
    plain = parse(words)
    if plain is not None:
        assert told(plain) == through_typer(words)


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "jobs"],
        ["check", "--force-exclude", "a.yaml", "b.yaml"],
        ["check", "--format", "json", "--output=sarif=out.sarif", "jobs", "-v"],
        ["check", "--select=FL2,FL3", "--ignore", "FL206", "--fix", "-"],
        ["compile", "-o", "out/", "a.yaml"],
        ["baseline", "create", "--baseline", "b.json"],
        ["explain", "FL206"],
        ["rules"],
    ],
    ids=" ".join,
)
def test_ordinary_command_lines_are_read_without_typer(words: list[str]):
    plain = parse(words)
    assert plain is not None
    assert told(plain) == through_typer(words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--version"],
        ["check", "--help"],
        ["check", "--fromat", "json"],
        ["check", "--format", "jsn"],
        ["check", "--select"],
        ["check", "--select", "--fix"],
        ["check", "--fix=yes"],
        ["check", "-vx"],
        ["compile"],
        ["explain", "FL206", "FL207"],
        ["chek"],
        ["baseline"],
    ],
    ids=" ".join,
)
def test_odd_command_lines_are_left_to_typer(words: list[str]):
    assert parse(words) is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["chek"], "Did you mean 'check'"),
        (["check", "--fromat", "json"], "--format"),
        (["check", "--format", "jsn"], "'--format': `jsn` is none of text, concise, json, "),
        (["check", "--format", "gihtub"], "markdown, statistics; did you mean `github`?\n"),
        (["compile", "x", "--target", "v2"], "'--target': `v2` is none of v1, "),
        (["compile"], "Missing argument"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_one(words: list[str], message: str):
    command = [sys.executable, "-m", "flinklint", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env={"COLUMNS": "200"})
    assert done.returncode == 2
    assert message in done.stderr
