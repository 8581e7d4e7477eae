"""One file of a run: its text, its tree, and what was recognised in it."""

from __future__ import annotations

import re
from pathlib import Path

from flinklint import recognise, script_file
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment, Neighbours
from flinklint.encoding import Encoding
from flinklint.finding import Finding, Label
from flinklint.memo import cached_property
from flinklint.recognise import Recognition
from flinklint.regex import regex
from flinklint.settings import Settings
from flinklint.source import BOM, Source, Span
from flinklint.tree import Node, Problem, Tree
from flinklint.tree import read as read_tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_JSON_TOKEN = regex(r'"(?:[^"\\\r\n]|\\.)*"?|//[^\r\n]*|/\*.*?\*/|#[^\r\n]*|-?Infinity|NaN|.', re.S)


class Manifest:
    """A file that may hold deployments.

    `named` tells that a person named it on the command line, rather than that it was found in a
    folder; `encoding` is the fault of its bytes, if any. `path` is where it was read from; a name
    alone is a path too.
    """

    def __init__(
        self,
        source: Source,
        settings: Settings,
        *,
        named: bool = True,
        encoding: Encoding | None = None,
        neighbours: Neighbours | None = None,
        path: Path | None = None,
    ) -> None:
        self.source = source
        self.path = path if path is not None else Path(source.name)
        self.settings = settings
        self.named = named
        self.encoding = encoding
        self.neighbours = neighbours

    @cached_property
    def is_json(self) -> bool:
        """Whether to be read as JSON: by its name, or by its first character."""
        name = self.source.name.lower()
        return name.endswith(".json") or (
            not name.endswith((".yaml", ".yml")) and self.source.text.lstrip()[:1] == "{"
        )

    @cached_property
    def tree(self) -> Tree:
        """The tree of the text."""
        return read_tree(self.source)

    @cached_property
    def json_problem(self) -> Problem | None:
        """Why a JSON file is not JSON, at the token to blame; None if it is, or is YAML."""
        if not self.is_json:
            return None
        import json  # few files are JSON

        text = self.source.text.removeprefix(BOM)
        try:
            json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            at = error.pos if isinstance(error, json.JSONDecodeError) else 0
            return _json_problem(self.source.text, at + len(self.source.text) - len(text))
        return None

    @cached_property
    def problem(self) -> Problem | None:
        """Why the file cannot be read; of a JSON file that it is not JSON comes first.

        A script is not read as YAML.
        """
        if self.source.is_script:
            return None
        return self.json_problem or self.tree.problem

    def flag(self, problem: Problem) -> Finding:
        """A finding of the file itself, in its last document if the problem names none."""
        document = problem.document or max(len(self.tree.documents), 1)
        finding = Finding(problem.message, self.source, problem.span, document)
        if problem.label_span is not None:
            finding = finding.label(Label(self.source, problem.label_span, problem.label))
        return finding.suggest(problem.hint)

    def stop_at(self, deployment: Deployment, why: str) -> None:
        """Have it that from a deployment on the file is not looked at, and why."""
        at, document = deployment.written.span.start, deployment.written.document.index
        hint = "mend what is found up to here, or split the file"
        self.problem = Problem(why, Span(at, at), hint, document=document)

    @cached_property
    def template_offset(self) -> int | None:
        """Where a template was not rendered, or None."""
        return recognise.unrendered(self.tree)

    @cached_property
    def recognitions(self) -> list[Recognition]:
        """What each document is. A file that cannot be read whole has none but a broken one."""
        unwrap = self.settings.unwrap
        return [recognise.recognise(d.root, unwrap=unwrap) for d in self.tree.documents]

    @cached_property
    def deployments(self) -> list[Deployment]:
        """The deployments; none in a file that cannot be read to its end, or is a template."""
        if self.tree.problem is not None or self.template_offset is not None:
            return []
        nodes = (found.node for found in self.recognitions if found.verdict == "deployment")
        return list(filter(None, map(self._deployment, nodes)))

    def _deployment(self, written: Node) -> Deployment | None:
        """The deployment in a node, with what an environment lays over it and its script file.

        None if an overlay cannot be read as YAML.
        """
        environment, neighbours = self.settings.environment, self.neighbours or Neighbours()
        node = environment.apply(written, self.source.name) if environment else written
        if node is None:
            return None
        artifact = node.at("spec", "template", "spec", "artifact")
        if not artifact[script_file.KEY].exists:
            return Deployment(node, self.settings, neighbours, written)
        key = artifact[script_file.KEY]
        folder = environment.folder_of(key.source) if environment else None
        folder = self.path.parent if folder is None else folder
        file = script_file.find(artifact, folder, self.settings.root, neighbours.script_files)
        if file is not None:
            node = script_file.with_script(node, artifact, file)
        return Deployment(node, self.settings, neighbours, written, file)

    @cached_property
    def is_ours(self) -> bool:
        """Whether the file holds a deployment, readable or broken."""
        if not recognise.has_a_sign(self.source.text) or self.template_offset is not None:
            return False
        if self.tree.problem is not None:
            return recognise.looks_like_deployment(self.source.text)
        return any(found.verdict == "deployment" for found in self.recognitions)

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Namespace and name of each deployment that has a name."""
        found = (deployment.metadata for deployment in self.deployments)
        return tuple((m["namespace"].text or "", m["name"].text) for m in found if m["name"].text)

    @cached_property
    def script_sources(self) -> tuple[Source, ...]:
        """The files that scripts of the deployments are read from."""
        files = (deployment.script_file for deployment in self.deployments)
        return tuple(file.source for file in files if file is not None and file.source)

    def facts(self) -> dict[str, object]:
        """What is known of the file without its tree."""
        names = ("is_ours", "problem", "names", "script_sources")
        return {name: getattr(self, name) for name in names}

    def forget_deployments(self) -> None:
        """Drop the deployments; where they are asked for again they are made again."""
        self.facts()
        self.__dict__.pop("deployments", None)

    def forget(self) -> None:
        """Drop the tree and what is made of it; where it is asked for again it is read again."""
        self.forget_deployments()
        for document in self.tree.documents:
            document.forget()
        for name in ("tree", "recognitions"):
            self.__dict__.pop(name, None)

    @property
    def passed_over(self) -> str:
        """Why the file is not ours, in one line; empty if it is."""
        if self.is_ours:
            return ""
        if self.template_offset is not None:
            return "a template that has to be rendered first"
        if self.tree.problem is not None:
            line = self.source.position(self.tree.problem.span.start).line
            return (
                f"not YAML (line {line}: {self.tree.problem.message}), and no sign of a deployment"
            )
        reasons = dict.fromkeys(found.reason for found in self.recognitions)
        return "; ".join(reasons) or "the file is empty"


@dataclass(frozen=True, eq=False)
class PassedOver:
    """A file that holds no deployment, where a person asks why."""

    manifest: Manifest


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _json_problem(text: str, at: int) -> Problem:
    """Name the first token that JSON does not have; else the place where the reader stopped."""
    comma: int | None = None
    for match in _JSON_TOKEN.finditer(text):
        token, span = match.group(), Span(match.start(), match.end())
        if token.startswith(("//", "/*", "#")):
            return Problem("JSON has no comments", span, "remove the comment", code="FL009")
        if token in ("NaN", "Infinity", "-Infinity"):
            message = f"`{token}` is no JSON value"
            return Problem(message, span, "write a number or null", code="FL009")
        if token in "]}" and comma is not None:
            message = f"a trailing comma before `{token}`"
            return Problem(message, Span(comma, comma + 1), "remove the comma", code="FL009")
        if not token.isspace():
            comma = match.start() if token == "," else None
    at = min(at, max(len(text) - 1, 0))
    return Problem("this is not JSON from here on", Span(at, min(at + 1, len(text))))
