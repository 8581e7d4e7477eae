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


def test_a_script_without_functions_of_a_syntax_of_their_own_loads_none():
    program = (
        "import sys\n"
        "from flinklint.sql.script import read\n"
        "loaded = lambda: 'sqlglot.expressions.functions' in sys.modules\n"
        "assert not read('INSERT INTO a SELECT b + 1, SUM(c) FROM d GROUP BY b').problems\n"
        "before = loaded()\n"
        "assert read('SELECT CAST(b AS INT)').statements[0].tree.expressions[0].key == 'cast'\n"
        "print(before, loaded(), 'sqlglot.expressions.builders' in sys.modules)"
    )
    assert told(program) == "False True False"


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


@pytest.mark.parametrize(
    "use",
    [
        "from sqlglot.expressions import *; print(select(column('a')).sql())",
        "from flinklint.sql.script import read; read('SELECT CAST(a AS INT)')\n"
        "assert sqlglot.exp.array('a').sql() == 'ARRAY(a)'; print(sqlglot.select('a').sql())",
        "from sqlglot.expressions import Cast; assert Cast is sqlglot.exp.Cast; print('SELECT a')",
        "assert {'Cast', 'FUNCTION_BY_NAME', 'array'} <= {*dir(sqlglot.exp)}; print('SELECT a')",
        "assert {'Cast', 'FUNCTION_BY_NAME', 'array'} <= {*vars(sqlglot.exp)}; print('SELECT a')",
        "from sqlglot.tokens import Token, TokenType as T\n"
        "node = sqlglot.exp.to_identifier('a').update_positions(Token(T.VAR, 'a', line=7))\n"
        "assert node.meta['line'] == 7 and sqlglot.exp.Token is Token; print('SELECT a')",
        "import inspect; print(inspect.getdoc(sqlglot.parse_one) and 'SELECT a')",
    ],
)
def test_what_is_not_loaded_yet_is_there_however_it_is_asked_for(use):
    assert told(f"import flinklint.sql, sqlglot\n{use}") == "SELECT a"


def test_an_attribute_that_there_is_not_is_told():
    program = (
        "import flinklint.sql, sqlglot\n"
        "try:\n    sqlglot.nonsense\nexcept AttributeError as error:\n    print(error)"
    )
    assert "nonsense" in told(program)
