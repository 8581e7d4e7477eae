"""What a finding is known by from one run to the next, wherever its line has gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from flinklint.finding import Finding

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
    given. The text of a secret, which a finding `left_out` may tell of, is not in it, since who
    reads a report could try guesses on it.
    """
    if not findings:
        return []
    from hashlib import sha256  # brings cryptography: only where it counts

    secrets = [finding for finding in (*findings, *left_out) if finding.secret]
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        place = re.sub(r"(?<=/)[0-9]+(?=/|$)", "*", finding.path)
        hidden = any(_overlap(finding, secret) for secret in secrets)
        text = "" if hidden else " ".join(finding.source.slice(finding.span).split())
        key = (path_of(finding.source.name), finding.code, place, text)
        seen[key] += 1
        joined = "\0".join((VERSION, *key, str(seen[key])))
        made.append(sha256(joined.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return made


def _overlap(one: Finding, other: Finding) -> bool:
    return one is other or (
        one.source is other.source
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )
