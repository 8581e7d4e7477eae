"""A SQL script with its place: in a deployment's `sqlScript`, or in a file of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from flinklint.dataclass import dataclass, field, replace
from flinklint.finding import Edit, Finding, Label, Severity
from flinklint.memo import cached_property
from flinklint.regex import regex
from flinklint.settings import Settings
from flinklint.source import Source, Span
from flinklint.statement_sets import Sets
from flinklint.statement_sets import sets as read_sets
from flinklint.tree import Scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flinklint.deployment import Deployment
    from flinklint.sql.script import Script as ParsedScript
    from flinklint.sql.script import Statement


_COMMENT_OR_TEXT = regex(r"'(?:[^']|'')*'|`[^`]*`|/\*.*?\*/|--[^\n]*", re.DOTALL)
_WHOLE_PLACEHOLDER = regex(r"\$\{[^{}]*\}")


@dataclass(eq=False)
class Script:
    """A script's text and where its characters stand. A bare script has no deployment."""

    text: str
    source: Source
    settings: Settings
    deployment: Deployment | None = None
    answers: dict[object, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, deployment: Deployment) -> Script | None:
        """The script of a SQL deployment; None if it has none, or is itself a placeholder."""
        node = deployment.artifact["sqlScript"]
        if node.kind != "scalar" or deployment.artifact_kind not in (None, "SQLSCRIPT"):
            return None
        if _WHOLE_PLACEHOLDER.fullmatch((node.text or "").strip()):
            return None
        return cls(node.text or "", node.source, deployment.settings, deployment)

    @property
    def flink_version(self) -> tuple[int, int] | None:
        """Major and minor of the Flink that will read the script, where it is known."""
        if self.deployment is not None and self.deployment.flink_version is not None:
            version = self.deployment.flink_version
            return (version.major, version.minor)
        return self.settings.flink_version

    @property
    def vendor(self) -> bool:
        """Whether the engine is a managed platform's, which knows more statements."""
        if self.deployment is not None:
            return self.deployment.profile.name != "vvp2"
        return self.settings.platform in ("managed", "managed-2021")

    @cached_property
    def parsed(self) -> ParsedScript:
        """The statements and what the grammar says of them."""
        # sqlglot costs more to import than the rest together: only when there is SQL
        from flinklint.sql.script import read

        return read(self.text, version=self.flink_version, vendor=self.vendor)

    @cached_property
    def sets(self) -> Sets:
        """The statement sets of the script."""
        return read_sets(self.parsed, vendor=self.vendor)

    def forget(self) -> None:
        """Take apart what was made of the text; who asks again gets another."""
        parsed = self.__dict__.pop("parsed", None)
        if parsed is not None:
            parsed.take_apart()
        self.answers.clear()
        for name in ("sets", "_starts"):
            self.__dict__.pop(name, None)

    def grammar(self, code: str) -> Iterator[Finding]:
        """What the grammar refuses under a rule's code, less what a fault of a set explains."""
        explained = {id(fault.statement) for fault in self.sets.faults}
        for statement in self.parsed.statements:
            for problem in statement.problems:
                if problem.code != code or (statement.tree is None and id(statement) in explained):
                    continue
                finding = self.flag(problem.start, problem.end, problem.message)
                finding = finding.rated(Severity(problem.severity)).suggest(problem.hint)
                for start, end, text in problem.labels:
                    finding = finding.label(self.label(start, end, text))
                if problem.replacement is not None and self._is_verbatim:
                    edit = Edit(self.source, finding.span, problem.replacement)
                    finding = finding.fix(f"write {problem.replacement}", [edit], safe=True)
                yield finding

    def swallowing_comments(self) -> Iterator[Span]:
        """The places of `--` comments that go on over the next lines, since YAML folded them."""
        if self.deployment is None or "--" not in self.text or self._has_own_lines:
            return
        for match in _COMMENT_OR_TEXT.finditer(self.text):
            span = self.span(match.start(), match.end())
            first, *more = self.source.slice(span).splitlines() or [""]
            swallowed = [line.strip() for line in more if line.strip()]
            if match.group().startswith("--") and any(not s.startswith("--") for s in swallowed):
                yield Span(span.start, span.start + len(first))

    @property
    def _has_own_lines(self) -> bool:
        """Whether each line of the script is one of the file: YAML folded none."""
        node = self.deployment.artifact["sqlScript"] if self.deployment is not None else None
        value = None if node is None else node.value
        return isinstance(value, Scalar) and value.style == "|"

    @property
    def _is_verbatim(self) -> bool:
        """Whether the file holds the script without escapes, so that SQL can be put into it."""
        if self.deployment is None:
            return True
        node = self.deployment.artifact["sqlScript"]
        value = node.value
        block = isinstance(value, Scalar) and value.style in ("|", ">")
        return block and node.source_map.exact

    def span(self, start: int, end: int) -> Span:
        """The span in the file of the script's characters from `start` up to `end`."""
        if self.deployment is None:
            return Span(start, end)
        return self.deployment.artifact["sqlScript"].source_map.span(start, end)

    def flag(self, start: int, end: int, message: str) -> Finding:
        """A finding at a part of the script."""
        span = self.span(start, end)
        if self.deployment is None:
            return Finding(message, self.source, span)
        node = self.deployment.artifact["sqlScript"]
        found = replace(node.flag(message).at(span), context=self._context(start))
        file = self.deployment.script_file
        return replace(found, path="") if file is not None and file.source is self.source else found

    def label(self, start: int, end: int, text: str) -> Label:
        """A label at a part of the script."""
        return Label(self.source, self.span(start, end), text)

    def _context(self, start: int) -> str:
        """Which statement and line of the script an offset is in, for people."""
        statements, lines = self._starts
        number, line = bisect_right(statements, start), bisect_right(lines, start)
        return f"SQL statement {max(number, 1)}, SQL line {line}"

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Where the statements of the script begin, and its lines."""
        lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return [statement.start for statement in self.parsed.statements], lines


def creates_as(statement: Statement) -> bool:
    """Whether the statement makes a table or database and fills it: CREATE ... AS."""
    tree = statement.tree
    if tree is None or statement.kind not in ("CREATE TABLE", "CREATE DATABASE"):
        return False
    return bool(tree.args.get("expression") or tree.args.get("source"))
