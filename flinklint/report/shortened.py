"""Texts that quote a value, which may be as long as a file: the middle of long ones is left out."""

from __future__ import annotations

from flinklint.dataclass import replace
from flinklint.finding import Finding

LONGEST = 400
"""Characters of a message, a hint or a title that are shown."""
_END = 120


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text of at most 400 characters, with an ellipsis where the middle of a longer one was.

    Not before secrets are hidden: half a secret would not be known for one.
    """
    if len(text) <= longest:
        return text
    return f"{text[: longest - _END - 1]}…{text[-_END:]}"


def in_short(finding: Finding) -> Finding:
    """The finding with all that it says shortened; what a fix writes stays as it is."""
    labels, fixes = finding.labels, finding.fixes
    said = [finding.message, finding.hint, finding.context]
    said += [label.text for label in labels] + [fix.title for fix in fixes]
    if max(map(len, said)) <= LONGEST:
        return finding
    return replace(
        finding,
        message=shortened(finding.message),
        hint=shortened(finding.hint),
        context=shortened(finding.context),
        labels=tuple(replace(label, text=shortened(label.text)) for label in labels),
        fixes=tuple(replace(fix, title=shortened(fix.title)) for fix in fixes),
    )
