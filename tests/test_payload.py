"""The payload: what the author wrote and nothing else, as JSON and as YAML with its comments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from yaml_text import LAYOUTS, TEXTS, block, double, single, source_of

from flinklint.deployment import Deployment
from flinklint.payload import build, to_json
from flinklint.payload_yaml import to_yaml
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.tree import Tree, read

ROOT = Path(__file__).parent.parent
T = ("spec", "template", "spec")


def read_tree(text: str) -> Tree:
    tree = read(Source("a.yaml", text))
    assert tree.problem is None, (text, tree.problem)
    return tree


def deployment(text: str, document: int = 1) -> Deployment:
    return Deployment(read_tree(text).documents[document - 1].root, Settings())


def payload(text: str) -> dict:
    return json.loads(to_json(build(deployment(text)).body))


def yaml_of(text: str, document: int = 1) -> str:
    tree = read_tree(text)
    found = Deployment(tree.documents[document - 1].root, Settings())
    return to_yaml(found, build(found), tree)


def at(body: dict, *path: str) -> object:
    for step in path:
        body = body[step]
    return body


def artifact(*lines: str) -> str:
    return "spec:\n  template:\n    spec:\n      artifact:\n" + "".join(
        f"        {li}\n" for li in lines
    )


def options(*lines: str) -> str:
    return "spec:\n  template:\n    spec:\n      flinkConfiguration:\n" + "".join(
        f"        {line}\n" for line in lines
    )


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_the_examples_are_what_was_written_by_hand(path):
    written = (ROOT / "tests" / "payloads" / f"{path.stem}.json").read_text("utf-8")
    text = path.read_text("utf-8")
    assert to_json(build(deployment(text)).body) == written
    crlf = text.replace("\n", "\r\n")
    assert to_json(build(deployment(crlf)).body) == written


@pytest.mark.parametrize(
    "value",
    ["1.10", "1.9", "1.20", "off", "on", "yes", "no", "010", "0o17", "0x1F", "1:30", "1_000", "1e3",
     "2021-03-16", "2021-03-16T10:00:00Z", "true", "True", "4", "-0", "+1", ".5", "5.", ".inf", ".nan",
     "1.5g", "1024m", "10 s", "${SECRET}", "a${X}b", "=", "<<", "值", "a: b", "~x", "NULL2", "INF"],
)  # fmt: skip
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_values_of_maps_are_strings_as_written(value, quote):
    if value in ("a: b", "=") and not quote:
        quote = "'"
    body = payload(options(f"key: {quote}{value}{quote}", f"{quote}{value}{quote}: v"))
    found = at(body, *T, "flinkConfiguration")
    if value == "<<" and not quote:
        return
    assert found["key"] == value
    assert found[value] == "v"


@pytest.mark.parametrize("null", ["", " ~", " null", " NULL"])
def test_nulls_stay(null):
    body = payload(
        f"spec:\n  deploymentTargetId:{null}\n  template:\n    spec:\n"
        f"      logging:\n        log4j2ConfigurationTemplate:{null}\n"
    )
    assert at(body, "spec")["deploymentTargetId"] is None
    assert at(body, *T, "logging")["log4j2ConfigurationTemplate"] is None


def test_quoted_words_are_texts():
    body = payload("spec:\n  deploymentTargetId: 'null'\nmetadata: {name: '~'}\n")
    assert (at(body, "spec", "deploymentTargetId"), at(body, "metadata", "name")) == ("null", "~")


def test_the_empty_logger_stays():
    text = 'spec: {template: {spec: {logging: {log4jLoggers: {"": INFO, org.x: off}}}}}'
    assert at(payload(text), *T, "logging", "log4jLoggers") == {"": "INFO", "org.x": "off"}


@pytest.mark.parametrize(
    ("path", "written", "value"),
    [
        (("parallelism",), "2", 2), (("parallelism",), "'2'", 2), (("parallelism",), "2.0", 2),
        (("numberOfTaskManagers",), "007", 7),
        (("resources", "jobmanager", "cpu"), "1", 1), (("resources", "jobmanager", "cpu"), "0.5", 0.5),
        (("resources", "jobmanager", "cpu"), "1.50", 1.5),
        (("resources", "jobmanager", "memory"), "1.5g", "1.5g"),
        (("resources", "jobmanager", "memory"), "1024", "1024"),
        (("artifact", "flinkVersion"), "1.10", "1.10"), (("artifact", "flinkVersion"), "1.9", "1.9"),
        (("artifact", "flinkImageTag"), "1.10", "1.10"),
        (("artifact", "mainArgs"), "1:30", "1:30"),
        (("parallelism",), "${P}", "${P}"),
    ],
)  # fmt: skip
def test_fields_have_the_type_that_the_api_gives_them(path, written, value):
    text = f"{'{'.join(f'{step}: ' for step in (*T, *path))}{written}" + "}" * (len(T + path) - 1)
    found = at(payload(text.replace("${P}", "'${P}'")), *T, *path)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("written", "value"), [("true", True), ("false", False), ("'true'", True)])
def test_switches_are_booleans(written, value):
    text = f"spec: {{restoreStrategy: {{kind: NONE, allowNonRestoredState: {written}}}}}"
    assert at(payload(text), "spec", "restoreStrategy", "allowNonRestoredState") is value


@pytest.mark.parametrize("value", ["true", "'true'", '"true"', "4", "off", "2021-03-16", "1.0"])
def test_annotations_and_labels_are_strings(value):
    text = f"metadata:\n  labels: {{a: {value}}}\n  annotations: {{b: {value}}}\n"
    body = payload(text)
    assert at(body, "metadata", "labels", "a") == value.strip("'\"")
    assert at(body, "metadata", "annotations", "b") == value.strip("'\"")


SCRIPTS = st.one_of(
    TEXTS,
    st.lists(st.sampled_from(["SELECT 1;", "\t", "  ", " \t", "\n", "\n\n", "-- 注释", "`表`", "'a''b'",
                              '"', "\\", "# x", ": ", "😀", "{{x}}", "${y}", "---", "..."]),
             max_size=12).map("".join),
)  # fmt: skip


@settings(max_examples=150)
@given(SCRIPTS, st.sampled_from(["|", ">", "'", '"']), st.sampled_from(["\n", "\r\n"]), LAYOUTS)
def test_the_script_is_there_byte_for_byte(script, style, eol, random):
    if style in "|>":
        chunks = block(random, script, style, eol, 8)
    else:
        chunks = (single if style == "'" else double)(random, script, eol, " " * 10)
    if chunks is None:
        return
    text = (
        artifact("kind: SQLSCRIPT").replace("\n", eol) + " " * 8 + "sqlScript: " + source_of(chunks)
    )
    found = deployment(text)
    body = build(found)
    assert at(json.loads(to_json(body.body)), *T, "artifact", "sqlScript") == script
    yaml = yaml_of(text)
    again = read_tree(yaml).documents[0].root.at(*T, "artifact", "sqlScript")
    assert again.text == script, yaml
    assert YAML(typ="safe", pure=True).load(yaml) == json.loads(to_json(body.body))


def test_the_order_of_keys_is_kept():
    text = "spec: {state: RUNNING, template: {}}\nmetadata: {name: a, labels: {z: 1, a: 2}}\nkind: Deployment\n"
    body = payload(text)
    assert list(body) == ["apiVersion", "spec", "metadata", "kind"]
    assert list(body["metadata"]["labels"]) == ["z", "a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("metadata: {name: a}\n", ["kind", "apiVersion", "metadata"]),
        ("apiVersion: v1\nmetadata: {name: a}\n", ["kind", "apiVersion", "metadata"]),
        ("spec: {state: RUNNING}\n", ["spec"]),
        ("kind: Deployment\nspec: {state: RUNNING}\n", ["kind", "spec"]),
    ],
)
def test_a_whole_deployment_gets_its_kind_and_version(text, expected):
    assert list(payload(text)) == expected


def test_what_the_server_manages_is_left_out_and_told():
    text = """\
kind: Deployment
apiVersion: v1
metadata:
  id: abc
  name: a
  createdAt: 2021-03-16T10:00:00Z
  modifiedAt: 2021-03-16T10:00:00Z
  resourceVersion: 20
  labels: {id: mine, status: mine}
spec: {state: RUNNING}
status: {state: RUNNING}
"""
    built = build(deployment(text))
    assert built.body == {
        "kind": "Deployment", "apiVersion": "v1",
        "metadata": {"name": "a", "labels": {"id": "mine", "status": "mine"}},
        "spec": {"state": "RUNNING"},
    }  # fmt: skip
    assert [node.pointer for node in built.dropped] == [
        "/metadata/id", "/metadata/createdAt", "/metadata/modifiedAt", "/metadata/resourceVersion",
        "/status",
    ]  # fmt: skip


def test_anchors_and_merges_are_expanded():
    text = """\
metadata: {name: &n a, labels: &l {a: 1, b: 2}}
spec:
  template:
    metadata:
      annotations: {<<: *l, b: 3}
    spec:
      artifact: {kind: SQLSCRIPT, sqlScript: *n}
      flinkConfiguration: &f
        a.b: off
        <<: [*l, {c: 010}]
"""
    body = payload(text)
    assert at(body, "spec", "template", "metadata", "annotations") == {"b": "3", "a": "1"}
    assert at(body, *T, "artifact", "sqlScript") == "a"
    assert at(body, *T, "flinkConfiguration") == {"a.b": "off", "a": "1", "b": "2", "c": "010"}
    yaml = yaml_of(text)
    assert "*" not in yaml
    assert "&" not in yaml
    assert json.loads(json.dumps(YAML(typ="safe", pure=True).load(yaml))) == body


def test_half_a_pair_of_surrogates_can_be_written():
    text = artifact("kind: SQLSCRIPT", 'sqlScript: "a\\ud83d"')
    assert at(payload(text), *T, "artifact", "sqlScript") == "a\ud83d"
    to_json(build(deployment(text)).body).encode("utf-8")


def test_json_is_compiled_to_itself():
    written = (ROOT / "tests" / "payloads" / "orders-by-minute.json").read_text("utf-8")
    assert to_json(build(deployment(written)).body) == written


WORDS = st.sampled_from(
    ["a", "1.10", "off", "010", "1:30", "null", "~", "", "true", "2021-03-16", "x: y", "# z", "- a",
     "*a", "&a", "!a", "%", "@x", "`", "'", '"', "\\", "a\nb", "a\n", "\n", " a", "a ", "\t", "${S}",
     "漢字", "😀", "\u2028", "\x85", "\xa0", "=", "<<", "y", "1e3", "0x1", "[", "{", "a,b", "?", "-",
     "a" * 200, "\ufeff", "a\r\nb", "\x07",
     "\U000e0001", "\ud83d", "\n\ta\n", "a\n\n\n", "---", "...", "._", "1:30.5", "\n  \n", "a:", ":a"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.dictionaries(WORDS, WORDS, max_size=5), st.dictionaries(WORDS, WORDS, max_size=3), WORDS)
def test_the_yaml_payload_read_again_is_the_json_payload(options, labels, script):
    text = json.dumps(
        {
            "kind": "Deployment",
            "apiVersion": "v1",
            "metadata": {"name": "a", "labels": labels},
            "spec": {
                "template": {
                    "spec": {
                        "artifact": {"kind": "SQLSCRIPT", "sqlScript": script},
                        "parallelism": 2,
                        "flinkConfiguration": options,
                    }
                }
            },
        }
    )
    found = deployment(text)
    built = build(found)
    assert json.loads(to_json(built.body)) == json.loads(text)
    yaml = yaml_of(text)
    again = deployment(yaml)
    assert build(again).body == built.body, yaml
    assert yaml_of(yaml) == yaml


COMMENTED = """\
# head of the file
#   second line

kind: Deployment # kind
apiVersion: v1
# before metadata
metadata:
  # before name
  name: orders  # the name
  # before id, which goes
  id: abc  # goes too
  labels:
    # before team
    team: risk # team
    '# no': '# comment'
spec:
  state: RUNNING
  template:
    spec:
      artifact:
        kind: JAR
        # before the list
        additionalDependencies:  # the list
          # before the first
          - oss://b/1.jar  # first
          # before the second
          - oss://b/2.jar
        sqlScript: |  # script
          -- # not a comment
          SELECT 1
      # before resources
      resources: {jobmanager: {cpu: 1}} # flow
# end of the file
"""


def test_comments_are_kept_where_they_belong():
    found = deployment(COMMENTED)
    yaml = yaml_of(COMMENTED)
    lines = [line.strip() for line in yaml.splitlines()]
    kept = [comment.text for comment in read_tree(yaml).comments]
    written = [comment.text for comment in read_tree(COMMENTED).comments]
    assert kept == [text for text in written if "goes" not in text]

    def after(comment: str) -> str:
        return lines[lines.index(comment) + 1]

    assert after("# before metadata") == "metadata:"
    assert after("# before name").startswith("name: orders")
    assert after("# before team").startswith("team: risk")
    assert after("# before the first").startswith("- oss://b/1.jar")
    assert after("# before the second").startswith("- oss://b/2.jar")
    assert after("# before resources").startswith("resources:")
    for field, comment in [("kind: Deployment", "kind"), ("name: orders", "the name"),
                           ("team: risk", "team"), ("additionalDependencies:", "the list"),
                           ("- oss://b/1.jar", "first")]:  # fmt: skip
        assert any(line.startswith(field) and line.endswith(f"# {comment}") for line in lines), (
            field
        )
    assert lines[-1] == "# end of the file"
    assert build(deployment(yaml)).body == build(found).body


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["x: [a, # one", "  b] # two"], ["x:  # one", "  - a", "  - b  # two"]),
        (["x: { # one", "  a: b }"], ["x:  # one", "  a: b"]),
        (["x: &x {a: b} # one", "z: *x # two"], ["x:  # one", "  a: b", "z:  # two", "  a: b"]),
        (["x: a", "  b # one"], ["x: a b  # one"]),
        (
            ["x:", "  - a: b # one", "    c: d # two"],
            ["x:", "  # one", "  - a: b", "    c: d  # two"],
        ),
        (["x: [", "  a", "] # one", "z: b"], ["x:", "  - a  # one", "z: b"]),
        (["x: >- # one", "  a", "z: b"], ["x: a  # one", "z: b"]),
        (["x: # one", "  # two", "  a"], ["x: a  # one", "# two"]),
        (["? x # one", ": a # two", "z: b"], ["x: a  # one", "# two", "z: b"]),
    ],
)
def test_comments_in_odd_places_are_kept(lines, expected):
    text = "metadata:\n  labels:\n" + "".join(f"    {line}\n" for line in lines)
    found = [line.removeprefix("    ") for line in yaml_of(text).splitlines()[2:]]
    assert [line.strip() for line in found] == [line.strip() for line in expected]


def test_comments_of_other_documents_are_not_taken():
    text = "# one\nmetadata: {name: a}\n# end of one\n---\n# two\nmetadata: {name: b} # b\n# end of two\n"
    comments = [comment.text for comment in read_tree(yaml_of(text, 2)).comments]
    assert "# one" not in comments
    assert comments[-3:] == ["# two", "# b", "# end of two"]


@settings(max_examples=100)
@given(st.lists(st.integers(0, len(COMMENTED.splitlines())), max_size=6))
def test_a_comment_anywhere_survives_with_the_payload(places):
    lines = COMMENTED.splitlines()
    script = next(i for i, line in enumerate(lines) if "sqlScript" in line)
    goes = next(i for i, line in enumerate(lines) if "  id: abc" in line)
    for number, place in enumerate(sorted(places, reverse=True)):
        if not script < place <= script + 2:
            lines.insert(place, f"# random {number}")
            script += place <= script
            goes += place <= goes
    text = "\n".join(lines) + "\n"
    found = deployment(text)
    yaml = yaml_of(text)
    assert build(deployment(yaml)).body == build(found).body
    kept = sorted(c.text for c in read_tree(yaml).comments if "random" in c.text)
    written = sorted(c.text for c in read_tree(text).comments if "random" in c.text)
    # those right before a field that goes may go with it
    lost = [comment for comment in written if comment not in kept]
    for comment in lost:
        at_line = lines.index(comment)
        assert all(line.lstrip().startswith("#") for line in lines[at_line:goes]), (comment, yaml)


def test_comments_of_a_crlf_file_bring_no_carriage_returns():
    text = COMMENTED.replace("\n", "\r\n")
    yaml = yaml_of(text)
    assert yaml == yaml_of(COMMENTED)
