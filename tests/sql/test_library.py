"""sqlglot's parser and generator are loaded only when they are asked for, and then work."""

from __future__ import annotations

import subprocess
import sys

import pytest


def told(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_reading_a_script_loads_no_parser_or_dialect_of_the_library():
    program = (
        "from flinklint.sql.script import read\n"
        "import sys\n"
        "assert read('SELECT 1 FROM a;').statements[0].tree is not None\n"
        "print({'sqlglot.parser', 'sqlglot.generator', 'sqlglot.dialects'} & {*sys.modules})"
    )
    assert told(program) == "set()"


@pytest.mark.parametrize(
    "first",
    [
        "import flinklint.sql",
        "import sqlglot, flinklint.sql",
        "import flinklint.sql.script as s; s.read('x')",
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        "print(sqlglot.parse_one('select a').sql())",
        "from sqlglot import parse_one; print(parse_one('select a').sql())",
        "from sqlglot.optimizer import qualify; print(sqlglot.transpile('select a')[0])",
        "import sqlglot.dialects.hive; print(sqlglot.transpile('select a', write='hive')[0])",
        "from flinklint.sql.dialect import Flink; print(sqlglot.parse_one('SELECT a', dialect=Flink).sql())",
        "print(sqlglot.exp.select('a').sql()); assert sqlglot.exp is sqlglot.expressions",
    ],
)
def test_the_library_works_as_a_whole_whoever_is_first(first, use):
    assert told(f"{first}\nimport sqlglot\n{use}") == "SELECT a"


def test_an_attribute_that_there_is_not_is_told():
    program = (
        "import flinklint.sql, sqlglot\n"
        "try:\n    sqlglot.nonsense\nexcept AttributeError as error:\n    print(error)"
    )
    assert "nonsense" in told(program)
