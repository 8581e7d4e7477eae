"""What must be true of any YAML and any Flink SQL, on texts that grammars make.

`make test` takes a few of each, the same ones every time; `make properties` takes EXAMPLES others.
"""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import Any

import fuzz_targets as targets
import pytest
import sql_grammar
import yaml_grammar
from generated import some
from hypothesis import given
from hypothesis import strategies as st

from flinklint import yaml_lines
from flinklint.check import Checker
from flinklint.files import file_of
from flinklint.rule import load
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.sql.script import read as read_sql
from flinklint.tree import Node
from flinklint.tree import read as read_yaml

RANDOMS = st.integers(0, 2**32).map(Random)
CHECKER = Checker(load(), Settings(flink_version=(1, 17)))
BETWEEN_STATEMENTS = re.compile(r"(?:[ \t\r\n\f;]|--[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/)*")
VERSIONS = (
    (1, 15),
    (1, 16),
    (1, 17),
    (1, 18),
    (1, 19),
    (1, 20),
    (2, 0),
    (2, 1),
    (2, 2),
    (2, 3),
    None,
)


def found(text: str, name: str) -> Counter[str]:
    """How often each rule finds something in a text."""
    outcome = CHECKER.check([file_of(name, text.encode("utf-8"))])
    return Counter(finding.code for finding in outcome.findings)


def value_of(node: Node) -> Any:
    """What a tree says, as `yaml_grammar.shape` says it."""
    if node.is_mapping:
        return {name: value_of(child) for name, child in node.children.items()}
    if node.kind == "sequence":
        return [value_of(child) for child in node.children.values()]
    return node.text


def test_the_grammar_makes_what_is_read_line_by_line_too():
    texts = [yaml_grammar.written(yaml_grammar.deployment(Random(n)), Random(n)) for n in range(40)]
    by_lines = sum(yaml_lines.read(Source("a.yaml", text)) is not None for text in texts)
    assert 3 <= by_lines <= 37


@some(40)
@given(RANDOMS, st.booleans())
def test_a_value_is_read_as_it_was_meant_however_it_is_written(random: Random, fancy: bool):
    makers = (yaml_grammar.any_value, yaml_grammar.deployment)
    values = [random.choice(makers)(random) for _ in range(random.randint(1, 3))]
    text = yaml_grammar.stream(values, random, fancy=fancy)
    tree = read_yaml(Source("a.yaml", text))
    assert tree.problem is None
    assert [value_of(document.root) for document in tree.documents] == [
        yaml_grammar.shape(value) for value in values
    ]
    targets.parse(text.encode("utf-8"))


@some(15)
@given(RANDOMS)
def test_how_a_deployment_is_written_changes_no_finding(random: Random):
    deployment = yaml_grammar.deployment(random)
    one, other = (found(yaml_grammar.written(deployment, random), "a.yaml") for _ in range(2))
    assert one == other


@some(10)
@given(RANDOMS)
def test_aliases_and_merge_keys_change_no_finding_but_their_own(random: Random):
    deployment = yaml_grammar.deployment(random)
    plain = found(yaml_grammar.written(deployment, random), "a.yaml")
    fancy = found(yaml_grammar.written(deployment, random, fancy=True), "a.yaml")
    del fancy["FL006"]
    assert fancy == plain


@pytest.mark.parametrize("name", ["check", "fix", "compile"])
@some(6)
@given(RANDOMS, st.booleans())
def test_nothing_that_yaml_allows_breaks(name: str, random: Random, fancy: bool):
    values = [yaml_grammar.deployment(random) for _ in range(random.randint(1, 2))]
    text = yaml_grammar.stream(values, random, fancy=fancy)
    targets.run(name, text.encode("utf-8"))


@some(25)
@given(RANDOMS)
def test_what_flink_takes_is_read_without_a_problem_in_every_version(random: Random):
    text = sql_grammar.script(random)
    if random.random() < 0.5:
        text = sql_grammar.laid_out(text, random)
    for version in VERSIONS:
        script = read_sql(text, version=version)
        assert script.problems == ()
        done = 0
        for statement in script.statements:
            assert BETWEEN_STATEMENTS.fullmatch(text, done, statement.start)
            done = statement.end
        assert BETWEEN_STATEMENTS.fullmatch(text, done)


@some(25)
@given(RANDOMS)
def test_what_flink_plans_has_no_error(random: Random):
    text = sql_grammar.script(random)
    outcome = CHECKER.check([file_of("a.sql", text.encode("utf-8"))])
    assert [finding.code for finding in outcome.findings if finding.rank == 2] == []


@some(20)
@given(RANDOMS)
def test_blanks_breaks_and_comments_change_no_finding(random: Random):
    text = sql_grammar.script(random)
    assert found(sql_grammar.laid_out(text, random), "a.sql") == found(text, "a.sql")


@some(20)
@given(RANDOMS)
def test_no_script_that_is_spoiled_breaks(random: Random):
    data = sql_grammar.spoiled(sql_grammar.script(random), random).encode("utf-8")
    for name in ("parse", "check", "fix"):
        targets.run(name, data)


@some(40)
@given(RANDOMS)
def test_what_is_said_of_a_spoiled_script_is_said_whatever_its_layout(random: Random):
    text = sql_grammar.spoiled(sql_grammar.script(random), random)
    lines = sql_grammar.tokens(text)
    again = " ".join(lines).replace(" ;", ";\n")
    first, other = (read_sql(t, version=(1, 17)).problems for t in (text, again))
    assert [problem.message for problem in first] == [problem.message for problem in other]
