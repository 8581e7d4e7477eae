"""Fixes made: edits of the original text, each kept only if the text is better for it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from flinklint.check import Checker, File, Outcome
from flinklint.dataclass import dataclass, field, replace
from flinklint.finding import Edit, Finding, Fix, apply_edits
from flinklint.source import BOM, Source
from flinklint.written_secrets import Texts, parts, without_parts

ROUNDS = 10
"""How often fixes that wait for others get another chance."""

_FOLLOW = frozenset({"FL010", "FL013"})
"""What says that a suppression or an entry of the baseline has done its work."""


@dataclass(frozen=True)
class Offer:
    """A finding, and the fix of it that would be made."""

    finding: Finding
    fix: Fix


@dataclass(eq=False)
class Repair:
    """What fixes make of files: the files as they would be, and what is then found in them.

    `left` says of each fix that was not made why.
    """

    files: list[File]
    outcome: Outcome
    changed: list[tuple[File, File]] = field(default_factory=list)
    made: int = 0
    left: list[str] = field(default_factory=list)


def repair(files: Iterable[File], checker: Checker, *, unsafe: bool) -> Repair:
    """Make every safe fix, and the unsafe ones if asked; fixes that overlap wait for a round.

    Of two that overlap the earlier finding's is made. A fix after which the file cannot be read,
    has a finding of another rule, or still has this one, is not made.
    """
    original = list(files)
    current = list(original)
    refused: dict[tuple[str, ...], str] = {}
    made = 0
    for _ in range(ROUNDS):
        outcome = checker.check(current)
        progress = 0
        for number, file in enumerate(current):
            offers = [
                offer
                for offer in _offers(outcome, file, unsafe=unsafe)
                if _identity(offer) not in refused
            ]
            if offers and _is_utf8(file):
                kept, said = _make(file, offers, checker)
                refused.update(said)
                if kept:
                    current[number] = _with(file, kept)
                    made += len(kept)
                progress += len(kept) + len(said)
        if not progress:
            break
    else:
        outcome = checker.check(current)
    changed = [
        (before, after)
        for before, after in zip(original, current, strict=True)
        if before.source.text != after.source.text
    ]
    return Repair(current, outcome, changed, made, list(refused.values()))


def diff(changed: Iterable[tuple[File, File]], outcome: Outcome) -> Iterator[str]:
    """The changes as a unified diff, line by line, with secrets masked; `outcome` may tell of some.

    A diff that holds a masked line is to be read, not applied.
    """
    told = (*outcome.findings, *outcome.unseen)
    known = Texts(finding.source.slice(finding.span) for finding in told if finding.secret)
    for before, after in changed:
        name = before.source.name
        texts = (before.source.text, after.source.text)
        known_here = Texts(text[start:end] for text in texts for start, end in parts(text))
        old, new = (
            known_here.masked(known.masked(text, short=False), short=False)
            for text in map(without_parts, texts)
        )
        lines = difflib.unified_diff(_lines(old), _lines(new), name, name)
        for line in lines:
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _is_utf8(file: File) -> bool:
    """Whether the text is the file's bytes; a byte order mark is part of both."""
    fault = file.encoding
    return fault is None or (fault.span.start == 0 and file.source.text.startswith(BOM))


def _offers(outcome: Outcome, file: File, *, unsafe: bool) -> Iterator[Offer]:
    for finding in outcome.findings:
        if finding.source is not file.source:
            continue
        for fix in sorted(finding.fixes, key=lambda fix: not fix.safe):
            if (fix.safe or unsafe) and all(edit.source is file.source for edit in fix.edits):
                yield Offer(finding, fix)
                break


def _identity(offer: Offer) -> tuple[str, ...]:
    finding = offer.finding
    text = finding.source.slice(finding.span)
    return (finding.source.name, finding.code, finding.path, text, offer.fix.title)


def _make(
    file: File, offers: list[Offer], checker: Checker
) -> tuple[list[Offer], dict[tuple[str, ...], str]]:
    """The fixes to make in one round; and of each that is not to be made, why.

    Where something speaks against several, their halves are tried, one after the other.
    """
    before = checker.check([file])
    kept: list[Offer] = []
    said: dict[tuple[str, ...], str] = {}
    waiting = [_apart(offers)]
    while waiting:
        group = waiting.pop()
        edits = {_key(edit) for other in kept for edit in other.fix.edits}
        if kept and all(_key(edit) in edits for offer in group for edit in offer.fix.edits):
            kept += group
            continue
        after = checker.check([_with(file, [*kept, *group])])
        objection = _objection(before, after, [*kept, *group])
        if not objection:
            kept += group
        elif len(group) > 1:
            half = len(group) // 2
            waiting += (group[half:], group[:half])
        else:
            [offer] = group
            start = file.source.position(offer.finding.span.start)
            place = f"{file.source.name}:{start.line}:{start.column}"
            said[_identity(offer)] = f"{place}: {offer.finding.code} is not fixed: {objection}"
    return kept, said


def _apart(offers: Iterable[Offer]) -> list[Offer]:
    """Those whose edits do not touch an earlier one's; the same edit twice is one edit."""
    kept: list[Offer] = []
    taken: list[Edit] = []
    for offer in offers:
        edits = offer.fix.edits
        if not any(_touch(edit, other) for edit in edits for other in taken):
            kept.append(offer)
            taken += edits
    return kept


def _touch(one: Edit, other: Edit) -> bool:
    if _key(one) == _key(other):
        return False
    start = max(one.span.start, other.span.start)
    end = min(one.span.end, other.span.end)
    return start < end or (start == end and not (one.span and other.span))


def _key(edit: Edit) -> tuple[int, int, str]:
    return (edit.span.start, edit.span.end, edit.text)


def _with(file: File, offers: Iterable[Offer]) -> File:
    """The file with fixes made; new lines end as the file's own do."""
    text = file.source.text
    edits = {_key(edit): edit for offer in offers for edit in offer.fix.edits}
    if "\r\n" in text and not re.search(r"(?<!\r)\n", text):
        edits = {
            key: replace(edit, text=re.sub(r"(?<!\r)\n", "\r\n", edit.text))
            for key, edit in edits.items()
        }
    fixed = apply_edits(text, edits.values())
    encoding = file.encoding if fixed.startswith(BOM) else None
    return replace(file, source=Source(file.source.name, fixed), encoding=encoding)


def _objection(before: Outcome, after: Outcome, made: list[Offer]) -> str:
    """What speaks against fixes; empty if nothing does."""
    if after.crashed and not before.crashed:
        return "the fixed file cannot be checked"
    if after.checked < before.checked:
        return "the fixed file would no longer be a deployment"
    problem = next((m.problem for m in after.manifests if m.problem is not None), None)
    was_read = all(manifest.problem is None for manifest in before.manifests)
    if problem is not None and was_read:
        return "the fixed file could not be read"
    old, new = _codes(before), _codes(after)
    if was_read and (more := sorted(code for code in new if new[code] > old[code])):
        return f"the fixed file would have {', '.join(more)}"
    if any(new[code] > old[code] - count for code, count in _fixed(made).items()):
        return "the finding would stay"
    return ""


def _codes(outcome: Outcome) -> Counter[str]:
    return Counter(f.code for f in outcome.findings if f.code not in _FOLLOW)


def _fixed(offers: Iterable[Offer]) -> Counter[str]:
    return Counter(o.finding.code for o in offers if o.finding.code not in _FOLLOW)
