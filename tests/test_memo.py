"""What was worked out of a file is kept while the file is looked at, and goes with it at once."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from support import sql_deployment

from flinklint.check import Checker
from flinklint.files import file_of
from flinklint.memo import cached_property, memo, memo_of_each
from flinklint.rule import load
from flinklint.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPT = """\
CREATE TABLE orders (id BIGINT, t TIMESTAMP(3), WATERMARK FOR t AS t) WITH ('connector' = 'datagen');
CREATE TABLE counts (id BIGINT, n BIGINT) WITH ('connector' = 'blackhole');
CREATE VIEW big AS SELECT id FROM orders WHERE id > 1000;
INSERT INTO counts SELECT id, COUNT(*) FROM big GROUP BY id;
"""
SAMPLES = {
    **{str(path.name): path.read_text() for path in sorted(EXAMPLES.glob("*/*.yaml"))},
    "several.yaml": f"{sql_deployment(SCRIPT)}---\n{sql_deployment(SCRIPT).replace('orders}', 'others}')}",
    "misspelt.yaml": sql_deployment(SCRIPT.replace("FROM big", "FROM bgi")).replace(
        "deploymentTargetName", "deploymentTargetNmae"
    ),
    "script.sql": SCRIPT,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_a_file_is_left_to_the_garbage_collector(name):
    checker = Checker(load(), Settings(flink_version=(1, 17)))
    file = file_of(name, SAMPLES[name].encode())
    checker.check([file])  # what stays is made
    gc.collect()
    before = {id(one) for one in gc.get_objects() if _is_of_a_file(one)}
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        outcome = checker.check([file])
        made = [one for one in gc.get_objects() if _is_of_a_file(one) and id(one) not in before]
        gc.collect()
        alive = {type(one).__qualname__ for one in made}
        left = {type(one).__qualname__ for one in gc.garbage if _is_of_a_file(one)}
        del made
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert outcome.checked == 1
    assert (alive - {"Script"}, left) == (set(), set())  # a bare script stays, without its trees


def _is_of_a_file(one: object) -> bool:
    kind = type(one)
    return kind.__qualname__ in ("Node", "Deployment", "Script", "Planner") or (
        str(kind.__module__).startswith("sqlglot.expressions") and hasattr(one, "parent")
    )


class Subject:
    def __init__(self) -> None:
        self.answers: dict[object, object] = {}


def test_an_answer_is_worked_out_once_for_an_object_and_its_arguments():
    asked = []

    @memo_of_each
    def answer(subject: Subject, word: str = "", *, loud: bool = False) -> None:
        asked.append((subject, word, loud))

    first, second = Subject(), Subject()
    for _ in range(2):
        answer(first)
        answer(first, "a")
        answer(first, "a", loud=True)
        answer(second)
    assert asked == [
        (first, "", False),
        (first, "a", False),
        (first, "a", True),
        (second, "", False),
    ]


def test_an_answer_to_one_question_is_worked_out_once_for_an_object():
    asked = []

    class Asked(Subject):
        @cached_property
        def size(self) -> int:
            """How big it is."""
            asked.append("size")
            return 3

    @memo
    def answer(subject: Subject) -> None:
        asked.append(subject)

    first, second = Asked(), Subject()
    for _ in range(2):
        answer(first)
        answer(second)
        assert first.size == 3
    assert asked == [first, second, "size"]
    assert Asked.size.__doc__ == "How big it is."
