"""A SQL script with its place: in a deployment's `sqlScript`, or in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flinklint.finding import Finding, Label
from flinklint.settings import Settings
from flinklint.source import Source, Span

if TYPE_CHECKING:
    from flinklint.deployment import Deployment
    from flinklint.sql.script import Script as ParsedScript


@dataclass(eq=False)
class Script:
    """A script's text and where its characters stand. A bare script has no deployment."""

    text: str
    source: Source
    settings: Settings
    deployment: Deployment | None = None

    @classmethod
    def of(cls, deployment: Deployment) -> Script | None:
        """The script of a SQL deployment; None if it has none, or is itself a placeholder."""
        node = deployment.artifact["sqlScript"]
        if node.kind != "scalar" or deployment.artifact_kind not in (None, "SQLSCRIPT"):
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
        return self.deployment.artifact["sqlScript"].flag(message).at(span)

    def label(self, start: int, end: int, text: str) -> Label:
        """A label at a part of the script."""
        return Label(self.source, self.span(start, end), text)

    def place(self, start: int) -> str:
        """Which statement and line of the script an offset is in, for people."""
        number = sum(1 for statement in self.parsed.statements if statement.start <= start)
        line = self.text.count("\n", 0, start) + 1
        return f"SQL statement {max(number, 1)}, SQL line {line}"
