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
    return any(_regex(pattern).match(path) is not None for pattern in patterns)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    body = pattern.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in body else "(?:.*/)?"
    return re.compile(anywhere + _translate(body.lstrip("/")) + r"(?:/.*)?\Z", re.DOTALL)


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
