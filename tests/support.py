"""Checking a text with one rule or all of them, and looking at what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flinklint.check import Checker, Outcome
from flinklint.files import file_of
from flinklint.finding import Finding, apply_edits
from flinklint.rule import Rule
from flinklint.settings import Settings


@dataclass(frozen=True)
class Hit:
    """A finding as tests look at it: `text` is what its span covers."""

    finding: Finding

    @property
    def text(self) -> str:
        return self.finding.source.slice(self.finding.span)

    @property
    def line(self) -> int:
        return self.finding.source.position(self.finding.span.start).line

    @property
    def labels(self) -> list[tuple[str, str]]:
        return [(label.source.slice(label.span), label.text) for label in self.finding.labels]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.finding, name)

    def fixed(self, number: int = 0) -> str:
        """The text with one of the finding's fixes made."""
        return apply_edits(self.finding.source.text, self.finding.fixes[number].edits)


def run(
    text: str | bytes,
    rules: Sequence[Rule],
    *,
    name: str = "jobs/sample.yaml",
    named: bool = True,
    asked: bool = True,
    **settings: Any,
) -> Outcome:
    """Check one file's text with some rules; keyword arguments become `Settings`."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return Checker(rules, Settings(**settings)).check(
        [file_of(name, data, named=named, asked=asked)]
    )


def sql_deployment(sql: str, *, flink: str | None = "1.17", more: str = "") -> str:
    """A deployment that holds a script in a literal block; `more` are further lines of the artifact."""
    version = f'        flinkVersion: "{flink}"\n' if flink else ""
    script = "".join(f"          {line}\n" if line else "\n" for line in sql.splitlines())
    return (
        "kind: Deployment\napiVersion: v1\nmetadata: {name: orders}\nspec:\n"
        "  deploymentTargetName: default\n  template:\n    spec:\n      artifact:\n"
        f"        kind: SQLSCRIPT\n{version}{more}        sqlScript: |\n{script}"
    )
