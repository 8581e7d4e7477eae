"""Patterns of paths, as `[[per-file]]` in settings has them: `jobs/old/**`, `*.tmpl.yaml`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path


def matches(name: str, folder: Path, patterns: Iterable[str]) -> bool:
    """Whether a file's name, seen from a folder, is meant by one of the patterns.

    `*` and `?` stay within one name, `**` spans folders; a pattern without a slash means the file
    or folder of that name anywhere, and what means a folder means everything in it.
    """
    path = os.path.relpath(Path.cwd() / name, folder).replace(os.sep, "/")
    return meant_by(path, patterns) is not None


def meant_by(path: str, patterns: Iterable[str]) -> str | None:
    """The first of the patterns that means a path; both are seen from one folder."""
    return next((pattern for pattern in patterns if _regex(pattern).match(path)), None)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    body = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in body else "(?:.*/)?"
    try:
        inner = _translate(body.lstrip("/"))
        re.compile(inner)
    except re.error:  # a range of letters that is none
        inner = re.escape(body)
    return re.compile(anywhere + inner + r"(?:/.*)?\Z", re.DOTALL)


def _translate(pattern: str) -> str:
    parts = []
    for match in re.finditer(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|.", pattern, re.DOTALL):
        token = match.group()
        if token == "**/":
            parts.append("(?:.*/)?")
        elif token == "**":
            parts.append(".*")
        elif token == "*":
            parts.append("[^/]*")
        elif token == "?":
            parts.append("[^/]")
        elif len(token) > 2:
            inside = token[1:-1].replace("\\", r"\\")
            parts.append(f"[^{inside[1:]}]" if inside.startswith("!") else f"[{inside}]")
        else:
            parts.append(re.escape(token))
    return "".join(parts)
