"""What a finding is known by from one run to the next, wherever its line has gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from flinklint.finding import Finding
from flinklint.source import Source, Span, Spans
from flinklint.written_secrets import BLOCK, parts

VERSION = "v1"


def fingerprints(
    findings: Sequence[Finding],
    path_of: Callable[[str], str],
    left_out: Iterable[Finding] = (),
) -> list[str]:
    """The fingerprint of each finding, none twice; `path_of` makes a source's name the path that
    counts, such as the one from the root of the repository.

    It is made of the path, the rule, the place in the document (a JSON Pointer, positions in lists
    left out) and the text under the span without its blanks: lines may be added above, lists may
    grow and documents change places. Findings that agree in all of this are counted in the order
    given. Of a text that a secret is part of only the place counts, since who reads a report or a
    baseline could try guesses on it: a secret of these findings, of those `left_out`, or one that
    the text itself shows.
    """
    if not findings:
        return []
    from hashlib import sha256  # brings cryptography: only where it counts

    secrets = _secrets(findings, left_out)
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        place = re.sub(r"(?<=/)[0-9]+(?=/|$)", "*", finding.path)
        hidden = finding.secret or secrets[finding.source].meet(finding.span)
        text = "" if hidden else " ".join(finding.source.slice(finding.span).split())
        key = (path_of(finding.source.name), finding.code, place, text)
        seen[key] += 1
        joined = "\0".join((VERSION, *key, str(seen[key])))
        made.append(sha256(joined.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return made


def _secrets(findings: Iterable[Finding], left_out: Iterable[Finding]) -> dict[Source, Spans]:
    """The secrets in the files of findings: those that are told of, and those that are seen."""
    near: dict[Source, set[int]] = {}
    for finding in findings:
        start, end = finding.span
        near.setdefault(finding.source, set()).update(range(start, end + BLOCK, BLOCK))
    found = {
        source: [Span(*part) for part in parts(source.text, at)] for source, at in near.items()
    }
    for finding in (*findings, *left_out):
        if finding.secret and finding.source in found:
            found[finding.source].append(finding.span)
    return {source: Spans(spans) for source, spans in found.items()}
