"""Settings files: found, held against their schema, and read, with the place of what is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from flinklint.finding import Severity
from flinklint.settings import PLATFORMS, PerFile, SettingsError, SettingsFile, find
from flinklint.settings import schema as schemas
from flinklint.settings.toml_text import TomlError
from flinklint.settings.toml_text import read as read_toml


def settings(folder: Path, text: str, name: str = "flinklint.toml") -> SettingsFile:
    (folder / ".git").mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return find(folder)


def refusal(folder: Path, text: str, name: str = "flinklint.toml") -> str:
    with pytest.raises(SettingsError) as caught:
        settings(folder, text, name)
    return str(caught.value)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# What is read

WHOLE = """\
platform = "managed"
flink-version = "1.20"
defaults = "defaults.yaml"
unwrap = true
select = ["FL2"]
ignore = ["FL404"]
mandatory = ["FL401"]
fail-on = "warning"
exclude = ["old/**"]
baseline = "accepted.json"
own-rules = ["tools/flinklint_rules"]

[severity]
FL202 = "info"

[rules.FL206]
reading = "literal"

[[per-file]]
paths = ["legacy/*"]
ignore = "FL9"

[environments.prod]
overlays = ["envs/base.yaml", "envs/prod.yaml"]

[environments."dev 2"]
overlays = []

[targets.flink-operator]
runner-image = "flink:1.20"
"""


def test_every_key_is_read(tmp_path):
    found = settings(tmp_path, WHOLE)
    assert set(found.table) == set(schemas.document()["properties"]) - {"policies"}
    assert found == SettingsFile(
        path=tmp_path / "flinklint.toml",
        platform="managed",
        flink_version="1.20",
        defaults=("defaults.yaml",),
        unwrap=True,
        select=("FL2",),
        ignore=("FL404",),
        fail_on="warning",
        severities={"FL202": Severity.INFO},
        rule_options={"FL206": {"reading": "literal"}},
        mandatory=("FL401",),
        per_file=(PerFile(tmp_path, ("legacy/*",), ("FL9",)),),
        exclude=("old/**",),
        baseline="accepted.json",
        own_rules=("tools/flinklint_rules",),
        environments={"prod": ("envs/base.yaml", "envs/prod.yaml"), "dev 2": ()},
        targets={"flink-operator": {"runner-image": "flink:1.20"}},
    )
    assert found.place("environments", "prod", "overlays") == "flinklint.toml:24"
    assert found.place("severity", "nonsense") == "flinklint.toml:13"


def test_settings_of_pyproject_stand_in_their_own_table(tmp_path):
    text = '[project]\nname = "x"\n\n[tool.flinklint.severity]\nFL202 = "info"\n'
    found = settings(tmp_path, text, "pyproject.toml")
    assert found.severities == {"FL202": Severity.INFO}
    assert found.place("severity", "FL202") == "pyproject.toml:5"
    said = refusal(tmp_path, "[tool]\nflinklint = 1\n", "pyproject.toml")
    assert said == "pyproject.toml:2: `tool.flinklint` must be a table"
    said = refusal(tmp_path, text.replace('"info"', '"bad"'), "pyproject.toml")
    assert said.startswith("pyproject.toml:5: `severity.FL202` is `bad`")


@pytest.mark.parametrize("above", ["flinklint.toml", "pyproject.toml"])
def test_the_nearest_file_that_holds_settings_is_read(tmp_path, above):
    prefix = "" if above == "flinklint.toml" else "[tool.flinklint]\n"
    settings(tmp_path, f"{prefix}ignore = ['FL1']\n", above)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below.parent / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find(below).ignore == ("FL1",)
    (below.parent / "flinklint.toml").write_text("ignore = ['FL2']\n")
    assert find(below).ignore == ("FL2",)
    assert find(below).folder == below.parent


def test_settings_above_the_root_of_the_repository_are_not_read(tmp_path):
    settings(tmp_path, "ignore = ['FL1']\n")
    (tmp_path / "inner" / ".git").mkdir(parents=True)
    assert find(tmp_path / "inner") == SettingsFile()


# What is refused

REFUSED = [
    # the text, the line, what is said
    ("platfrom = 'vvp2'", 1, "`platfrom` is not a setting; did you mean `platform`?"),
    ("\n\nPer_File = 1", 3, "`Per_File` is not a setting; did you mean `per-file`?"),
    ("extend-exclude = ['x']", 1, "`extend-exclude` is not a setting; did you mean `exclude`?"),
    ("nonsense = 1", 1, "`nonsense` is not a setting; known are platform, flink-version"),
    ("platform = 'vvp3'", 1, "known are auto, managed-2021, managed, vvp2; did you mean `vvp2`?"),
    ("unwrap = true\nplatform = 1", 2, "`platform` must be a text, in quotes"),
    ("flink-version = 1.20", 1, "`flink-version` must be a text, in quotes"),
    ("unwrap = 'yes'", 1, "`unwrap` must be true or false"),
    ("select = [\n  'FL2',\n  3,\n]", 3, "`select` must be a text, in quotes"),
    ("select = {}", 1, "`select` must be a list of texts"),
    ("[severity]\nFL1 = 'info'\n\nFL206 = 'warn'", 4, "known are error, warning, info"),
    ("severity.FL206 = 'infos'", 1, "`severity.FL206` is `infos`; known are error, warning, info"),
    ("[rules]\nFL206 = 'literal'", 2, "`rules.FL206` must be a table of options"),
    ("per-file = {paths = 'a'}", 1, "`per-file` must be a list of tables: [[per-file]]"),
    ("[[per-file]]\npaths = 'a'\nignore = 'b'\n[[per-file]]\npaths = 'a'", 4, "needs `ignore`"),
    ("[[per-file]]\npaths = []\nignore = 'b'", 2, "`per-file.paths` is empty"),
    ("[[per-file]]\npath = 'a'", 2, "`per-file.path` is not a setting; did you mean `paths`?"),
    ("[environments]\nprod = ['a.yaml']", 2, "`environments.prod` must be a table"),
    ("[environments.prod]\noverlay = 'a'", 2, "did you mean `overlays`?"),
    ("[environments.prod]", 1, "`environments.prod` needs `overlays`"),
    ("[targets]\nv1 = 1", 2, "`targets.v1` must be a table"),
    ("[targets.flink-operater]", 1, "did you mean `flink-operator`?"),
    ("own_rule = 'tools'", 1, "`own_rule` is not a setting; did you mean `own-rules`?"),
    (
        "exclude = ['a', '!b']",
        1,
        "`exclude` is `!b`; it must be a pattern of what is meant: there is no `!`",
    ),
    ("unwrap = true\na = ", 2, "invalid value"),
    ("[tool.flinklint]\nunwrap = true", 1, "in this file settings stand without [tool.flinklint]"),
]


@pytest.mark.parametrize(("text", "line", "said"), REFUSED)
def test_what_cannot_be_used_is_told_with_its_line(tmp_path, text, line, said):
    [message, *_] = refusal(tmp_path, text).splitlines()
    assert message.startswith(f"flinklint.toml:{line}: ")
    assert said in message


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    message = refusal(tmp_path, "platform = 1\n[severity]\nFL1 = 'x'\n")
    assert [line.partition(" ")[0] for line in message.splitlines()] == [
        "flinklint.toml:1:",
        "flinklint.toml:3:",
    ]


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "flinklint.toml").write_bytes(b"platform = '\xff'")
    with pytest.raises(SettingsError, match=re.escape("flinklint.toml: byte 13 is not UTF-8")):
        find(tmp_path)


# The schema


def keywords(schema: dict[str, Any]) -> set[str]:
    below = [*schema.get("properties", {}).values(), *schema.get("definitions", {}).values()]
    below += [schema[key] for key in ("additionalProperties", "items") if key in schema]
    return set(schema).union(*(keywords(each) for each in below if isinstance(each, dict)))


def test_the_schema_has_only_keywords_that_are_read_and_describes_every_key():
    Draft7Validator.check_schema(schemas.document())
    read = {
        "type",
        "enum",
        "pattern",
        "minItems",
        "minLength",
        "items",
        "properties",
        "additionalProperties",
    }
    read |= {"required", "x-form", "x-also-called", "$ref", "allOf", "definitions"}
    notes = {"$schema", "$id", "$comment", "title", "description", "default", "examples"}
    assert keywords(schemas.document()) <= read | notes
    assert all(each["description"] for each in schemas.document()["properties"].values())


def test_the_platforms_of_the_schema_are_those_there_are():
    assert tuple(schemas.document()["properties"]["platform"]["enum"]) == PLATFORMS


CONDITION = {"path": "environment", "one-of": "prod"}
POLICY = {"code": "ACME1", "name": "a-1", "message": "x", "path": "spec.state", "require": True}
POLICY_VALUES: list[tuple[str, Any]] = [
    *(("code", code) for code in ("FL1", "FLX1", "A1", "acme1", "ACME", "A-1", 1)),
    *(("name", name) for name in ("a", "A", "a-", "a--b", "a_b")),
    *(("one-of", value) for value in ([], "x", ["x", 1, True], [[]], {}, 1.5)),
    *(("max", value) for value in (1, 1.5, "8Gi", True, [])),
    *(("severity", value) for value in ("info", "bad")),
    *(("unit", value) for value in ("cpu", "bad")),
    *(("path", ""), ("forbid", 1), ("matches", "["), ("nonsense", 1), ("hint", 1)),
]
VALUES: list[Any] = [
    *("x", "error", True, 3, 1.5, [], ["x"], [1], {}, {"x": 1}, {"x": "info"}, {"x": {}}, [{}]),
    "",
    *([{**POLICY, "when": when} for when in ({}, CONDITION, [CONDITION], [1], {"path": 1}, "x")],),
    *([{**POLICY, key: value}] for key, value in POLICY_VALUES),
    *([{"x": 1}], [{"paths": "x", "ignore": ["x"]}], {"x": {"overlays": "x"}}, {"x": {"y": {}}}),
]


@pytest.mark.parametrize("key", [*schemas.document()["properties"], "nonsense"])
def test_our_verdict_is_that_of_a_library(key):
    library = Draft7Validator(schemas.document())
    whole = read_toml(WHOLE).table
    assert library.is_valid(whole)
    for value in VALUES:
        table = {**whole, key: value}
        assert (not schemas.problems(table)) == library.is_valid(table), value


# TOML

AWKWARD = r'''# a = 1
top = 1 # [x]
"quo ted" . 'x.y' = "[not] = 'a' # table"
text = """
[not.a.table]
\\\""" still = "1"""""
raw = """
[nor.this]
"""
list = [ # comment ]
  1, 'two, ]',
  [ 3, { a = [ 4 ] } ],
  2020-01-01 10:00:00,
]
inline = { a.b = 1, "c}" = { d = [] } }
[table]
[ table . "sub table" ]
key = "\u00e9\""
"k\u00e9y" = 1
[[tables]]
a = 1
[[tables.more]]
[tables.more.below]
[[tables.more]]
b = 2
[[tables]]
'''


def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path]
    if isinstance(value, dict):
        found += [each for key, below in value.items() for each in paths(below, (*path, key))]
    if isinstance(value, list):
        found += [each for n, below in enumerate(value) for each in paths(below, (*path, n))]
    return found


LITERAL = AWKWARD.replace('\\"""', "").replace('"""""', "'''''").replace('"""', "'''")


@pytest.mark.parametrize("text", [AWKWARD, LITERAL])
def test_every_key_and_item_has_its_line(text):
    toml = read_toml(text)
    assert {(), *toml.offsets} == set(paths(toml.table))
    lines = text.splitlines()

    def line(*path: str | int) -> str:
        return lines[toml.line(path) - 1]

    assert line("quo ted", "x.y").startswith('"quo ted"')
    assert line("raw").startswith("raw = ")
    assert line("list") == "list = [ # comment ]"
    assert line("list", 1) == "  1, 'two, ]',"
    assert line("list", 2, 1, "a", 0) == "  [ 3, { a = [ 4 ] } ],"
    assert line("table", "sub table", "kéy") == '"k\\u00e9y" = 1'
    places = [("tables", 0, "more", 0), ("tables", 0, "more", 0, "below"), ("tables", 0, "more", 1)]
    places += [("tables", 1), ("tables", 1, "nothing", "here")]
    assert [toml.line(path) for path in places] == [22, 23, 24, 26, 26]


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = ", 2), ("a = 1\na = 2\n", 2), ("a = [1,\n", 2), ("\n=", 2)]
)
def test_what_is_no_toml_is_told_with_its_line(text, line):
    with pytest.raises(TomlError) as caught:
        read_toml(text)
    assert caught.value.line == line
    assert "line" not in str(caught.value)
