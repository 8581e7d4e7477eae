"""The one record that every format is made from, so that all say the same of the same places."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from flinklint.dataclass import dataclass
from flinklint.finding import Finding, Severity
from flinklint.fingerprint import fingerprints
from flinklint.memo import cached_property
from flinklint.report.secret import Secret, in_texts, without_secrets
from flinklint.report.shortened import in_short
from flinklint.written_secrets import Texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.rule import Rule


@dataclass(frozen=True, eq=False)
class Record:
    """The findings to show and how many files were checked.

    Of a run are also known: the `names` of the files checked, the `rules` that ran, the severity
    that makes a run fail, how it ends, and the findings left out, whose secrets nobody may see
    either. `folder` is where it ran and `root` the folder that reports name files from.
    """

    findings: Sequence[Finding]
    files: int
    names: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    fail_on: Severity = Severity.ERROR
    exit_code: int = 0
    left_out: tuple[Finding, ...] = ()
    folder: str = ""
    root: str = ""

    def __post_init__(self) -> None:
        shown = without_secrets(self.findings, self.secrets, self.secret_texts)
        object.__setattr__(self, "findings", list(map(in_short, shown)))

    @cached_property
    def secrets(self) -> list[Secret]:
        """The places of all secrets found, shown or not, and of those no rule can tell of."""
        found = (*self.findings, *self.left_out)
        told = (Secret(finding.source, finding.span) for finding in found if finding.secret)
        return [*told, *in_texts(self.findings)]

    @cached_property
    def secret_texts(self) -> Texts:
        """The texts of the secrets, the longer of which are shown nowhere."""
        return Texts(text for secret in self.secrets for text in secret.texts())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, the worst first."""
        counts = {severity.value: 0 for severity in Severity}
        for finding in self.findings:
            counts[(finding.severity or Severity.ERROR).value] += 1
        return counts

    @cached_property
    def fingerprints(self) -> list[str]:
        """The fingerprint of each finding."""
        return fingerprints(self.findings, self.address, self.left_out)

    def summary_line(self) -> str:
        """The summary for people."""
        found = ", ".join(
            f"{count} {severity}{'s' * (count != 1)}"
            for severity, count in self.counts.items()
            if count
        )
        return f"{self.files} file{'s' * (self.files != 1)} checked: {found or 'nothing found'}"

    def address(self, name: str) -> str:
        """A file's path from the root, as reports for machines name it; absolute if outside."""
        if not self.root:
            return name
        path = posixpath.normpath(posixpath.join(self.folder, name))
        inside = posixpath.join(self.root, "")
        return path[len(inside) :] if path.startswith(inside) else path

    def by_file(self) -> Iterator[tuple[str, list[Finding]]]:
        """Every file that was checked or has findings, and its findings."""
        found: dict[str, list[Finding]] = {self.address(name): [] for name in self.names}
        for finding in self.findings:
            found.setdefault(self.address(finding.source.name), []).append(finding)
        yield from found.items()


def told(finding: Finding) -> str:
    """Message and hint in one line, for formats that have one text."""
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message


def finding_object(finding: Finding) -> dict[str, object]:
    """A finding as the JSON contract has it; lines, columns and documents count from 1."""
    start = finding.source.position(finding.span.start)
    end = finding.source.position(finding.span.end)
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": (finding.severity or Severity.ERROR).value,
        "message": finding.message,
        "file": finding.source.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "document": finding.document,
        "path": finding.path,
        "hint": finding.hint,
        "url": finding.url,
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safe,
                "edits": [
                    {
                        "file": edit.source.name,
                        "start": edit.span.start,
                        "end": edit.span.end,
                        "text": edit.text,
                    }
                    for edit in fix.edits
                ],
            }
            for fix in finding.fixes
        ],
    }
