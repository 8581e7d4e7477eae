"""Inputs that are made to break a program: too deep, too long, too many, or not text at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from string import ascii_letters, digits

HEAD = """\
kind: Deployment
apiVersion: v1
metadata: {name: hostile}
spec:
  deploymentTargetName: default
  template:
    spec:
"""
JAR = HEAD + "      artifact: {kind: JAR, jarUri: s3://b/x.jar, flinkVersion: '1.17'}\n"
SQL = HEAD + "      artifact:\n        kind: SQLSCRIPT\n        flinkVersion: '1.17'\n"
CONFIGURATION = JAR + "      flinkConfiguration:\n"


@dataclass(frozen=True)
class Input:
    """A hostile file: what it is, its name, how it is made, and the exit codes that are right.

    A `large` one is not part of `make test`. `said` is in what the command prints.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    codes: tuple[int, ...] = (0, 1)
    large: bool = False
    said: str = ""


def _text(make: Callable[[], str]) -> Callable[[], bytes]:
    return lambda: make().encode("utf-8", "surrogatepass")


def _script(make: Callable[[], str]) -> Callable[[], bytes]:
    def build() -> bytes:
        lines = "".join(f"          {line}\n" for line in make().split("\n"))
        return f"{SQL}        sqlScript: |\n{lines}".encode("utf-8", "surrogatepass")

    return build


def _bomb(levels: int, width: int) -> str:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    inside = "".join(f"        {line}\n" for line in lines)
    return f"{CONFIGURATION}{inside}"


def _merge_bomb(levels: int, width: int) -> str:
    lines = ["a0: &a0 {x: y}"]
    lines += [
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * width)}]}}" for n in range(1, levels)
    ]
    inside = "".join(f"        {line}\n" for line in lines)
    return f"{CONFIGURATION}{inside}        last: {{<<: *a{levels - 1}}}\n"


def _several(count: int, rest: str) -> str:
    head = HEAD.replace("{name: hostile}", "\n  name: hostile{}")
    artifact = "      artifact:\n        kind: SQLSCRIPT\n        flinkVersion: '1.17'\n"
    return "---\n".join(f"{head.format(number)}{artifact}{rest}" for number in range(count))


def _one_line(options: Iterable[str]) -> str:
    return f"{JAR}      flinkConfiguration: {{{', '.join(options)}}}\n"


def _random(seed: int) -> str:
    return "".join(Random(seed).choices(ascii_letters + digits, k=20))


MANY = 1_000_000
DEEP = 100_000

SMALL = (
    Input("a bomb of aliases, 9 to the 12th", "a.yaml", _text(lambda: _bomb(12, 9))),
    Input("a bomb of merge keys, 9 to the 12th", "a.yaml", _text(lambda: _merge_bomb(12, 9))),
    Input("an alias of itself", "a.yaml", _text(lambda: CONFIGURATION + "        a: &a [*a]\n")),
    Input("a merge of itself", "a.yaml", _text(lambda: CONFIGURATION + "        a: &a {<<: *a}\n")),
    Input("a spec that is itself", "a.yaml", _text(lambda: "kind: Deployment\napiVersion: v1\nspec: &a {template: *a, spec: *a}\n")),
    Input("100,000 open brackets", "a.yaml", _text(lambda: f"{JAR}      x: {'[' * DEEP}\n")),
    Input("100,000 open braces", "a.yaml", _text(lambda: f"{JAR}      x: {'{a: ' * DEEP}\n")),
    Input("100,000 dashes in a line", "a.yaml", _text(lambda: f"{JAR}      x:\n      {'- ' * DEEP}y\n")),
    Input("JSON 100,000 deep", "a.json", _text(lambda: f'{{"kind": "Deployment", "spec": {"[" * DEEP}{"]" * DEEP}}}'), (0, 1, 2)),
    Input("100,000 parentheses in SQL", "a.sql", _text(lambda: f"SELECT {'(' * DEEP}1{')' * DEEP};")),
    Input("100,000 signs in SQL", "a.sql", _text(lambda: f"SELECT {'- ' * DEEP}1;")),
    Input("100,000 NOTs in SQL", "a.sql", _text(lambda: f"SELECT {'NOT ' * DEEP}TRUE;")),
    Input("100,000 CASEs in SQL", "a.sql", _text(lambda: f"SELECT {'CASE WHEN ' * DEEP}1;")),
    Input("100,000 subqueries in SQL", "a.sql", _text(lambda: f"SELECT * FROM {'(SELECT * FROM ' * DEEP}t;")),
    Input("100,000 rows in a type", "a.sql", _text(lambda: f"CREATE TABLE t (a {'ROW<b ' * DEEP}INT{'>' * DEEP}) WITH ('connector' = 'datagen');")),
    Input("100,000 unions in SQL", "a.sql", _text(lambda: "SELECT 1 " + "UNION ALL SELECT 1 " * DEEP), large=True),
    Input("10,000 unions in SQL", "a.sql", _text(lambda: "SELECT 1 " + "UNION ALL SELECT 1 " * 10_000)),
    Input("10,000 ANDs in SQL", "a.sql", _text(lambda: "SELECT 1 FROM t WHERE a = 1" + " AND a = 1" * 10_000)),
    Input("10,000 joins in SQL", "a.sql", _text(lambda: "SELECT 1 FROM t" + " JOIN t ON TRUE" * 10_000)),
    Input("10,000 pluses in SQL", "a.sql", _text(lambda: "SELECT 1" + " + 1" * 10_000)),
    Input("10,000 statements of SQL", "a.sql", _text(lambda: "SET 'a' = 'b';\n" * 10_000)),
    Input("10,000 views in SQL, each of the one before", "a.sql", _text(lambda: "CREATE TEMPORARY VIEW v0 AS SELECT 1 AS a;\n" + "".join(f"CREATE TEMPORARY VIEW v{n} AS SELECT a FROM v{n - 1};\n" for n in range(1, 10_000))), large=True),
    Input("1,000 views in SQL, each of the one before", "a.sql", _text(lambda: "CREATE TEMPORARY VIEW v0 AS SELECT 1 AS a;\n" + "".join(f"CREATE TEMPORARY VIEW v{n} AS SELECT a FROM v{n - 1};\n" for n in range(1, 1_000)))),
    Input("views in SQL that double their columns", "a.sql", _text(lambda: "CREATE TEMPORARY VIEW v0 AS SELECT 1 AS a;\n" + "".join(f"CREATE TEMPORARY VIEW v{n} AS SELECT x.*, y.* FROM v{n - 1} x, v{n - 1} y;\n" for n in range(1, 40)))),
    Input("nested WITHs that double their columns", "a.sql", _text(lambda: "WITH v0 AS (SELECT 1 AS a)" + "".join(f", v{n} AS (SELECT x.*, y.* FROM v{n - 1} x, v{n - 1} y)" for n in range(1, 40)) + " SELECT * FROM v39;")),
    Input("views in SQL whose type doubles", "a.sql", _text(lambda: "CREATE TEMPORARY VIEW v0 AS SELECT 1 AS a;\n" + "".join(f"CREATE TEMPORARY VIEW v{n} AS SELECT ROW(a, a) AS a FROM v{n - 1};\n" for n in range(1, 40)))),
    Input("a NUL in YAML", "a.yaml", _text(lambda: JAR.replace("hostile", "ho\0stile"))),
    Input("NULs only", "a.yaml", lambda: b"\0" * 100_000),
    Input("a NUL in SQL", "a.sql", lambda: b"SELECT '\0';\0"),
    Input("half a surrogate pair in an escape", "a.yaml", _text(lambda: JAR.replace("hostile", '"\\ud800"'))),
    Input("half a surrogate pair in JSON", "a.json", lambda: b'{"kind": "Deployment", "apiVersion": "v1", "metadata": {"name": "\\ud800"}, "spec": {"template": {"spec": {"artifact": {"kind": "JAR"}}}}}'),
    Input("half a surrogate pair as bytes", "a.yaml", _text(lambda: JAR.replace("hostile", "\ud800"))),
    Input("bytes that are not UTF-8", "a.yaml", lambda: JAR.encode().replace(b"hostile", b"\xff\xfe\xc3\x28")),
    Input("bytes that are not UTF-8 in SQL", "a.sql", lambda: b"SELECT '\xff\xc3\x28';"),
    Input("UTF-16 with a byte order mark", "a.yaml", lambda: JAR.encode("utf-16")),
    Input("UTF-16 without one", "a.yaml", lambda: JAR.encode("utf-16-le")),
    Input("UTF-32", "a.yaml", lambda: JAR.encode("utf-32")),
    Input("half of a UTF-16 character", "a.yaml", lambda: JAR.encode("utf-16")[:-1]),
    Input("random bytes", "a.yaml", lambda: bytes((n * n * 7 + n // 3) % 256 for n in range(50_000))),
    Input("a gzip file", "a.yaml", lambda: b"\x1f\x8b\x08\0" + bytes(range(256)) * 20),
    Input("nothing", "a.yaml", lambda: b"", (0, 1, 2)),
    Input("a byte order mark alone", "a.yaml", lambda: b"\xef\xbb\xbf", (0, 1, 2)),
    Input("a number with 1,000,000 digits", "a.yaml", _text(lambda: f"{JAR}      parallelism: {'9' * MANY}\n")),
    Input("a number with 1,000,000 digits, of JSON", "a.json", _text(lambda: f'{{"kind": "Deployment", "apiVersion": "v1", "spec": {{"template": {{"spec": {{"artifact": {{"kind": "JAR"}}, "parallelism": {"9" * MANY}}}}}}}}}')),
    Input("a memory size with 100,000 digits", "a.yaml", _text(lambda: f"{JAR}      resources: {{jobmanager: {{cpu: {'1' * DEEP}, memory: {'9' * DEEP}Gi}}}}\n")),
    Input("an exponent beyond all numbers", "a.yaml", _text(lambda: f"{JAR}      parallelism: 1e999999999\n      resources: {{jobmanager: {{cpu: 1e999999999, memory: 1e99999g}}}}\n")),
    Input("an option with a number of 100,000 digits", "a.yaml", _text(lambda: f"{CONFIGURATION}        taskmanager.numberOfTaskSlots: {'9' * DEEP}\n        execution.checkpointing.interval: {'9' * DEEP} min\n        taskmanager.memory.process.size: {'9' * DEEP}g\n")),
    Input("a key of 1,000,000 characters", "a.yaml", _text(lambda: f"{CONFIGURATION}        {'k' * MANY}: v\n")),
    Input("a line of 1,000,000 characters", "a.yaml", _text(lambda: f"{CONFIGURATION}        k: {'v' * MANY}\n")),
    Input("100,000 documents", "a.yaml", _text(lambda: "---\na: b\n" * DEEP + "---\n" + JAR), large=True),
    Input("1,000 deployments in a file", "a.yaml", _text(lambda: "---\n".join([JAR] * 1_000))),
    Input("74,000 comments that suppress", "a.yaml", _text(lambda: JAR + "# flinklint: ignore[FL101]\n" * 74_000), large=True),
    Input("20,000 comments that suppress each other", "a.yaml", _text(lambda: JAR + "# flinklint: ignore[FL010, FL402] a reason\n" * 20_000)),
    Input("40,000 comments that suppress, of SQL", "a.yaml", _script(lambda: "-- flinklint: ignore[FL402] a reason\n" * 40_000 + "SELECT 1;"), large=True),
    Input("40,000 comments that suppress, in a line of SQL", "a.yaml", _script(lambda: "SELECT 1 " + "/* flinklint: ignore[FL402] */ " * 40_000 + ";"), large=True),
    Input("10,000 comments that suppress", "a.yaml", _text(lambda: JAR + "# flinklint: ignore[FL101] a reason\n" * 10_000)),
    Input("10,000 keys that are wrong", "a.yaml", _text(lambda: JAR + "".join(f"      artefact{n}: x\n" for n in range(10_000)))),
    Input("74,000 options that nobody knows", "a.yaml", _text(lambda: CONFIGURATION + "".join(f"        k{n}: x\n" for n in range(74_000))), large=True),
    Input("290,000 options, not read", "a.yaml", _text(lambda: CONFIGURATION + "".join(f"        k{n}: x\n" for n in range(290_000))), large=True, said="75,000 lines"),
    Input("74,000 options that are secrets", "a.yaml", _text(lambda: CONFIGURATION + "".join(f"        k{n}.password: q7Zt1mC0wLr8x{n}\n" for n in range(74_000))), large=True),
    Input("74,000 keys that are wrong", "a.yaml", _text(lambda: JAR + "".join(f"      artefact{n}: x\n" for n in range(74_000))), large=True),
    Input("5 deployments of 74,000 secrets each", "a.yaml", _text(lambda: _several(5, "      flinkConfiguration:\n" + "".join(f"        k{n}.password: q7Zt1mC0wLr8x{n}\n" for n in range(74_000)))), large=True, said="from here on nothing is checked"),
    Input("5 deployments of 37,000 variables each", "a.yaml", _text(lambda: _several(5, "      kubernetes:\n        pods:\n          envVars:\n" + "".join(f"            - name: k{n}\n              value: x\n" for n in range(37_000)))), large=True),
    Input("5 scripts of 74,000 statements each", "a.yaml", _text(lambda: _several(5, "        sqlScript: |\n" + "".join(f"          SET 'a{n}' = 'b';\n" for n in range(74_000)))), large=True),
    Input("5,700 deployments of 110 lines each", "a.yaml", _text(lambda: _several(5_700, "      flinkConfiguration:\n" + "        taskmanager.numberOfTaskSlots: 2\n" + "".join(f"        env.java.opts.k{n}: x\n" for n in range(95)))), large=True),
    Input("6 deployments of 74,000 lines each, not read", "a.yaml", _text(lambda: _several(6, "      parallelism: 2\n" + "# a comment\n" * 74_000)), large=True, said="400,000 lines"),
    Input("5 deployments of 19,900 comments that suppress each", "a.yaml", _text(lambda: _several(5, "# flinklint: ignore[FL402] a reason\n" * 19_900)), large=True),
    Input("300,000 comments that suppress, in a line of SQL, refused", "a.sql", _text(lambda: "SELECT 1 " + "/* flinklint: ignore[FL402] */ " * 300_000 + ";"), (2,), large=True, said="100,000 comments"),
    Input("99,000 comments that suppress, in a line of SQL", "a.sql", _text(lambda: "SELECT 1 " + "/* flinklint: ignore[FL402] */ " * 99_000 + ";"), large=True),
    Input("74,000 options that nobody knows, in one line", "a.yaml", _text(lambda: _one_line(f"k{n}: x" for n in range(74_000))), large=True),
    Input("100,000 options in one line, not read", "a.yaml", _text(lambda: _one_line(f"k{n}: x" for n in range(100_000))), large=True, said="150,000 values"),
    Input("2,000 secrets in one line", "a.yaml", _text(lambda: _one_line(f"k{n}.password: q7Zt1mC0wLr8x{n}" for n in range(2_000)))),
    Input("74,000 secrets in one line", "a.yaml", _text(lambda: _one_line(f"k{n}.password: {_random(n)}" for n in range(74_000))), large=True),
    Input("20,000 secrets in one line that stand in it again", "a.yaml", _text(lambda: _one_line(f"{key}: {_random(n)}" for n in range(20_000) for key in (f"k{n}.password", f"k{n}"))), large=True),
    Input("10,000 keys twice", "a.yaml", _text(lambda: CONFIGURATION + "".join(f"        k{n}: x\n" for n in range(10_000)) * 2)),
    Input("10,000 secrets", "a.yaml", _text(lambda: CONFIGURATION + "".join(f"        k{n}.password: q7Zt1mC0wLr8x{n}\n" for n in range(10_000)))),
    Input("10,000 short secrets", "a.yaml", _text(lambda: CONFIGURATION + "".join(f"        k{n}.password: q{n}z\n" for n in range(10_000)))),
    Input("3,000 findings in one line", "a.yaml", _text(lambda: f"{JAR}      x: {{{', '.join(f'k{n}: password={n}' for n in range(3_000))}}}\n      kubernetes: {{{', '.join(f'p{n}: 1' for n in range(3_000))}}}\n")),
    Input("1,000 template marks", "a.yaml", _text(lambda: f"{JAR}      x: {'{{ a }} ' * 1_000}\n")),
    Input("escape sequences of a terminal", "a.yaml", _text(lambda: JAR.replace("hostile", '"\\e[31m\\a\\u009b2J\\u202e"').replace("flinkVersion", '"\\e]0;x\\a"')), said="␛"),
    Input("escape sequences as bytes", "a.yaml", _text(lambda: JAR.replace("hostile", "\x1b[31mred\x07")), said="␛"),
    Input("escape sequences in SQL", "a.sql", _text(lambda: "SELECT '\x1b[2J' FRM \x1b]0;x\x07;"), said="␛"),
)  # fmt: skip

BIG = 50_000_000
LARGE = (
    Input("a plain scalar of 50 MB", "a.yaml", _text(lambda: f"{CONFIGURATION}        k: {'v' * BIG}\n"), (0, 1, 2), large=True),
    Input("a quoted scalar of 50 MB", "a.yaml", _text(lambda: f'{CONFIGURATION}        k: "{"v" * BIG}"\n'), (0, 1, 2), large=True),
    Input("a block scalar of 50 MB", "a.yaml", _text(lambda: f"{CONFIGURATION}        k: |\n" + "          line of the block\n" * (BIG // 28)), (0, 1, 2), large=True),
    Input("a SQL script of 50 MB, one comment", "a.yaml", _script(lambda: f"/*{'x' * BIG}*/ SELECT 1;"), (0, 1, 2), large=True),
    Input("a SQL literal of 50 MB", "a.sql", _text(lambda: f"SELECT '{'x' * BIG}';"), (0, 1, 2), large=True),
    Input("a SQL literal of 50 MB that is not closed", "a.sql", _text(lambda: f"SELECT '{'x' * BIG}"), (0, 1, 2), large=True),
    Input("a comment of 50 MB", "a.yaml", _text(lambda: f"{JAR}# {'x' * BIG}\n"), (0, 1, 2), large=True),
    Input("50 MB of blank lines", "a.yaml", _text(lambda: JAR + "\n" * BIG), (0, 1, 2), large=True),
    Input("50 MB of JSON in one string", "a.json", _text(lambda: f'{{"kind": "Deployment", "spec": "{"x" * BIG}"}}'), (0, 1, 2), large=True),
    Input("a map of 1,000,000 keys", "a.yaml", _text(lambda: CONFIGURATION + "".join(f"        k{n}: v\n" for n in range(MANY))), (0, 1, 2), large=True),
    Input("a map of 1,000,000 keys in one line", "a.yaml", _text(lambda: f"{JAR}      flinkConfiguration: {{{', '.join(f'k{n}: v' for n in range(MANY))}}}\n"), (0, 1, 2), large=True),
    Input("a list of 149,000 items in one line", "a.yaml", _text(lambda: f"{JAR}      artifacts: [{'x, ' * 149_000}]\n"), large=True),
    Input("a list of 1,000,000 items", "a.yaml", _text(lambda: f"{JAR}      artifacts:\n" + "        - x\n" * MANY), (0, 1, 2), large=True),
    Input("1,000,000 statements of SQL", "a.sql", _text(lambda: "SET 'a' = 'b';\n" * MANY), (0, 1, 2), large=True),
    Input("1,000,000 quotes in SQL", "a.sql", _text(lambda: "SELECT " + "''" * MANY), (0, 1, 2), large=True),
    Input("20,000 openings of comments in SQL", "a.sql", _text(lambda: "/* " * 20_000), (0, 1, 2), large=True),
    Input("500,000 openings of comments in JSON", "a.json", _text(lambda: '{"kind": "Deployment", ' + "/* " * 500_000), (0, 1, 2), large=True),
    Input("1,000,000 signs that begin hints", "a.sql", _text(lambda: "SELECT 1 FROM t " + "/*+ " * 250_000), (0, 1, 2), large=True),
    Input("1,000,000 open strings in YAML", "a.yaml", _text(lambda: CONFIGURATION + "        k: " + "'\"" * MANY), (0, 1, 2), large=True),
    Input("200,000 placeholders", "a.yaml", _text(lambda: f"{CONFIGURATION}        k: {'${' * 200_000}\n"), (0, 1, 2), large=True),
    Input("a million blanks", "a.yaml", _text(lambda: f"{CONFIGURATION}        k: x{' ' * MANY}y\n"), (0, 1, 2), large=True),
    Input("500,000 words like an address", "a.yaml", _text(lambda: f"{CONFIGURATION}        k: {'a://b:c ' * 500_000}\n"), (0, 1, 2), large=True),
    Input("500,000 words like a token", "a.yaml", _text(lambda: f"{CONFIGURATION}        k: {'eyJaaaaaaaa-' * 500_000}\n"), (0, 1, 2), large=True),
    Input("100,000 beginnings of a key", "a.yaml", _text(lambda: CONFIGURATION + "        k: |\n" + "          -----BEGIN PRIVATE KEY-----\n" * 100_000), (0, 1, 2), large=True),
)  # fmt: skip

INPUTS = (*SMALL, *LARGE)
