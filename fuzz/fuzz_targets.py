"""What is fuzzed: each target takes any bytes and must end without an error of ours.

A target also holds what it gets against what must be true whatever the input: all places lie in
the text, every format can say every finding, what is written can be read again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache

from flinklint.check import Checker, File, Outcome
from flinklint.compose import Composer
from flinklint.files import file_of
from flinklint.finding import Finding
from flinklint.fixing import diff, repair
from flinklint.payload import build, to_json
from flinklint.payload_yaml import to_yaml
from flinklint.provenance import origins
from flinklint.provenance import to_json as origins_to_json
from flinklint.refusal import Refusal
from flinklint.report import FORMATS, renderer
from flinklint.report.record import Record
from flinklint.rule import load
from flinklint.schema import json_value
from flinklint.semantic_diff.deployments import Named, compare
from flinklint.settings import Settings
from flinklint.source import BOM, Source, Span
from flinklint.sql.lexer import tokenize
from flinklint.sql.script import FlinkVersion
from flinklint.sql.script import read as read_sql
from flinklint.suppress import MARK
from flinklint.tree import Node
from flinklint.tree import read as read_yaml

VERSIONS = ((1, 11), (1, 15), (1, 20), None)

_BETWEEN = re.compile(r"(?:[ \t\r\n\f]|(?:--|//)[^\r\n]*|/\*(?!\+)(?:[^*]|\*(?!/))*\*/)*")

Target = Callable[[bytes], None]


class Broken(AssertionError):  # noqa: N818 - it is what fuzzing looks for
    """Something that must be true of every input is not."""


def parse(data: bytes) -> None:
    """Read bytes as YAML, in both ways, and as SQL."""
    file = file_of("fuzz.yaml", data)
    text = file.source.text
    nodes = list(_places(read_yaml(file.source)))
    grammar = Composer(file.source).tree()
    if grammar.problem is None:
        must(nodes == list(_places(grammar)), "the two ways to read YAML differ")
    _cut_without_loss(text)
    version = VERSIONS[len(data) % len(VERSIONS)]
    script = read_sql(text, version=version, vendor=bool(len(data) % 2))
    done = 0
    for statement in script.statements:
        must(done <= statement.start < statement.end <= len(text), "statements overlap")
        done = statement.end
        for problem in statement.problems:
            must(0 <= problem.start <= problem.end <= len(text), "a problem outside the text")


def check(data: bytes) -> None:
    """Check bytes as a manifest and as a script, and report them in every format."""
    for file in _both(data):
        outcome = _checker(data).check([file])
        _sound(outcome)
        record = Record(
            outcome.findings, outcome.checked, rules=load(), left_out=tuple(outcome.unseen)
        )
        for name in (FORMATS[len(data) % len(FORMATS)],):
            told = renderer(name)(record, False)
            if name in ("json", "sarif", "gitlab"):
                json.loads(told)
            must(
                not any(c < " " and c not in "\n\t" for c in told),
                f"{name} has a control character",
            )


def fix(data: bytes) -> None:
    """Make every fix in bytes, safe or not."""
    for file in _both(data):
        done = repair([file], _checker(data), unsafe=True)
        _sound(done.outcome)
        "".join(diff(done.changed, done.outcome))
        if done.changed:
            again = repair(done.files, _checker(data), unsafe=True)
            must(not again.changed, "fixes are never done")


def compile_(data: bytes) -> None:
    """Compile what has no errors, and read the payloads again."""
    file = file_of("fuzz.yaml", data)
    outcome = _checker(data).check([file])
    _sound(outcome)
    if any(finding.rank == 2 for finding in outcome.findings):
        return
    for deployment in outcome.deployments:
        if deployment.unread_script is not None:
            continue  # `compile` refuses it
        payload = build(deployment)
        must(json.loads(to_json(payload.body)) == payload.body, "the JSON says something else")
        manifest = next(m for m in outcome.manifests if deployment in m.deployments)
        text = to_yaml(deployment, payload, manifest.tree)
        written = read_yaml(Source("payload.yaml", text))
        must(written.problem is None, "the YAML payload cannot be read")
        again = json_value(written.documents[0].root, None)
        must(_texts(again) == _texts(payload.body), "the YAML payload says something else")
        checked = _checker(data).check([file_of("payload.yaml", text.encode("utf-8", "replace"))])
        errors = {finding.code for finding in checked.findings if finding.rank == 2}
        must(
            not errors or MARK.encode() in data,  # a payload has no comments that silence errors
            f"the payload has {', '.join(sorted(errors))}, the manifest has not",
        )
        origins_to_json({"fuzz": origins(deployment, payload.body)})
        named = Named(deployment.name or "", "fuzz", payload.body)
        must(not compare([named], [named]).differs, "a payload differs from itself")


TARGETS: dict[str, Target] = {"parse": parse, "check": check, "fix": fix, "compile": compile_}


def must(held: bool, said: str) -> None:
    """Raise `Broken` unless something holds."""
    if not held:
        raise Broken(said)


def _cut_without_loss(text: str) -> None:
    """Between the tokens of a script are blanks and comments, and no token is empty."""
    found = tokenize(text)
    done = int(text.startswith(BOM))
    for start, end in zip(found.starts, found.ends, strict=True):
        if start < len(text):
            must(_BETWEEN.fullmatch(text, done, start) is not None, "a token is lost")
            must(start < end, "an empty token")
            done = end
    must(_BETWEEN.fullmatch(text, done) is not None, "the last token is lost")


def _both(data: bytes) -> Iterator[File]:
    """Bytes as a manifest, a script, or now and then both: a script is no manifest, nearly always."""
    is_manifest = b"kind" in data
    if is_manifest or len(data) % 4 == 0:
        yield file_of("fuzz.yaml" if data[:1] != b"{" else "fuzz.json", data)
    if not is_manifest:
        yield file_of("fuzz.sql", data)


def _checker(data: bytes) -> Checker:
    return _checker_of(VERSIONS[len(data) % len(VERSIONS)], bool(len(data) % 2))


@cache
def _checker_of(version: FlinkVersion | None, unwrap: bool) -> Checker:
    return Checker(load(), Settings(flink_version=version, unwrap=unwrap))


def _sound(outcome: Outcome) -> None:
    """Everything found lies in its text, and no rule failed."""
    for finding in outcome.findings:
        must(finding.code != "FL099", f"an internal error: {finding.message}")
        for source, span in _spans(finding):
            must(0 <= span.start <= span.end <= len(source.text), f"{finding.code} lies outside")


def _spans(finding: Finding) -> Iterator[tuple[Source, Span]]:
    yield finding.source, finding.span
    yield from ((label.source, label.span) for label in finding.labels)
    for offered in finding.fixes:
        yield from ((edit.source, edit.span) for edit in offered.edits)


def _places(tree: object) -> Iterator[tuple[str, str, str | None, Span]]:
    for document in tree.documents:  # type: ignore[attr-defined]
        for number, node in enumerate(document.root.walk()):
            if number > 2000:  # aliases of aliases
                return
            yield _place(node)


def _place(node: Node) -> tuple[str, str, str | None, Span]:
    return node.pointer, node.kind, node.text, node.span


def _texts(value: object) -> object:
    """A value with numbers, which both forms may write in several ways, as they are compared."""
    if isinstance(value, dict):
        return {str(key): _texts(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_texts(below) for below in value]
    return value


_EXPECTED = (Refusal,)


def run(name: str, data: bytes) -> None:
    """Run a target; a refusal is an answer."""
    try:
        TARGETS[name](data)
    except _EXPECTED:
        return
