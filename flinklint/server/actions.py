"""Fixes as an editor offers them: one by one, and all safe ones at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from flinklint.check import Checker
from flinklint.dataclass import replace
from flinklint.finding import Edit, Finding, Fix, apply_edits
from flinklint.server.diagnostics import diagnostic
from flinklint.server.documents import Document
from flinklint.source import Source, Span

FIX_ALL = "source.fixAll.flinklint"
_SUPPRESSION = re.compile(r"flinklint:[ \t]*ignore[ \t]*\[[^\]]*[^\],\s](?=\s*\])")


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


def silences(
    document: Document, uri: str, findings: Iterable[Finding], range_: lsp.Range, checker: Checker
) -> Iterator[lsp.CodeAction]:
    """Comments that silence those findings that are in a range; only what then does silence."""
    asked = document.positions.span(range_)
    found = list(findings)
    done: set[tuple[str, int]] = set()
    for finding in found:
        key = (finding.code, document.source.position(finding.span.start).line)
        apart = finding.span.start > asked.end or finding.span.end < asked.start
        if apart or key in done or finding.code in checker.mandatory:
            continue
        done.add(key)
        edit = silencing(document, finding)
        if edit is None or not _silences(document, finding, edit, checker):
            continue
        range_of_edit = document.positions.range(edit.span)
        yield lsp.CodeAction(
            title=f"{finding.code}: ignore it here",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(finding, document.positions, uri)],
            is_preferred=False,
            edit=lsp.WorkspaceEdit(changes={uri: [lsp.TextEdit(range_of_edit, edit.text)]}),
        )


def _silences(document: Document, finding: Finding, edit: Edit, checker: Checker) -> bool:
    """Whether a comment does what it is for: one finding less, and none that was not there."""
    if document.host is not None:
        return True  # the script is checked with its deployment, in which nothing changes
    before = Counter(one.code for one in checker.check([document.file]).findings)
    text = apply_edits(document.source.text, [edit])
    changed = replace(document.file, source=Source(document.source.name, text))
    after = Counter(one.code for one in checker.check([changed]).findings)
    return after[finding.code] < before[finding.code] and not after - before


def silencing(document: Document, finding: Finding) -> Edit | None:
    """The edit that puts a suppression where it covers a finding; None where none can stand."""
    source, start = document.source, finding.span.start
    line = source.line_span(start)
    text = source.slice(line).rstrip("\r\n")
    end = Span(line.start + len(text), line.start + len(text))
    known = _SUPPRESSION.search(text)
    if known is not None:
        at = line.start + known.end()
        return Edit(source, Span(at, at), f", {finding.code}")
    if document.is_sql or document.place(start).block is not None:
        indent = text[: len(text) - len(text.lstrip())]
        newline = source.text[end.end : line.end] or "\n"
        comment = f"{indent}-- flinklint: ignore[{finding.code}]{newline}"
        return Edit(source, Span(line.start, line.start), comment)
    if document.manifest.is_json:
        return None
    return Edit(source, end, f"  # flinklint: ignore[{finding.code}]")


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
