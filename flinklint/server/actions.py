"""Fixes as an editor offers them: one by one, and all safe ones at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from flinklint.check import Checker
from flinklint.finding import Finding, Fix
from flinklint.server.diagnostics import diagnostic
from flinklint.server.documents import Document
from flinklint.source import Span

FIX_ALL = "source.fixAll.flinklint"


def quick_fixes(
    document: Document, uri: str, findings: Iterable[Finding], range_: lsp.Range
) -> Iterator[lsp.CodeAction]:
    """The fixes of those findings that are in a range, the safe ones first."""
    asked = document.positions.span(range_)
    for finding in findings:
        if finding.span.start > asked.end or finding.span.end < asked.start:
            continue
        own = [fix for fix in finding.fixes if _is_own(fix, finding)]
        for number, fix in enumerate(sorted(own, key=lambda fix: not fix.safe)):
            yield lsp.CodeAction(
                title=_title(finding, fix),
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(finding, document.positions, uri)],
                is_preferred=fix.safe and number == 0,
                edit=_edit(document, uri, fix),
            )


def fix_all(
    document: Document, uri: str, checker: Checker, beside: Iterable[Document] = ()
) -> lsp.CodeAction | None:
    """All safe fixes in one; None where there is nothing to fix.

    `beside` are the documents of which the document is a script.
    """
    from flinklint.fixing import repair

    files = [document.file, *(other.file for other in beside)]
    after = repair(files, checker, unsafe=False).files[0]
    before, text = document.source.text, after.source.text
    if before == text:
        return None
    start, end = _same_ends(before, text)
    edit = lsp.TextEdit(
        document.positions.range(Span(start, len(before) - end)), text[start : len(text) - end]
    )
    return lsp.CodeAction(
        title="make all safe fixes of flinklint",
        kind=FIX_ALL,
        edit=lsp.WorkspaceEdit(changes={uri: [edit]}),
    )


def wants(only: Sequence[str] | None, kind: str) -> bool:
    """Whether an editor that asks for some kinds of action wants one."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _is_own(fix: Fix, finding: Finding) -> bool:
    return all(edit.source is finding.source for edit in fix.edits)


def _title(finding: Finding, fix: Fix) -> str:
    return f"{finding.code}: {fix.title}" + ("" if fix.safe else " (may change the meaning)")


def _edit(document: Document, uri: str, fix: Fix) -> lsp.WorkspaceEdit:
    text = document.source.text
    in_windows = "\r\n" in text and not re.search(r"(?<!\r)\n", text)
    edits = [
        lsp.TextEdit(
            document.positions.range(edit.span),
            re.sub(r"(?<!\r)\n", "\r\n", edit.text) if in_windows else edit.text,
        )
        for edit in dict.fromkeys(fix.edits)
    ]
    return lsp.WorkspaceEdit(changes={uri: edits})


def _same_ends(before: str, after: str) -> tuple[int, int]:
    """How many characters two texts start with and end with in common, without overlap."""
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    # a line break of two characters stays whole
    if start and before[start - 1] == "\r":
        start -= 1
    if end and before[len(before) - end : len(before) - end + 1] == "\n":
        end -= 1
    return start, end
