"""Pages of the documentation played: their files written, their commands run.

    python tests/pages.py docs/diff.md

puts what the commands print now into the page. A block with a `title` is a file; a block of
`console` has commands after `$`, each followed by what it prints on a terminal.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def played(page: str, folder: Path) -> str:
    """The page as it is when its commands are run in a folder, in order."""

    def play(match: re.Match[str]) -> str:
        language, title, body = match.groups()
        if title is not None:
            path = folder / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        if language != "console":
            return match.group()
        commands = re.findall(r"^\$ (.*)\n", body, re.MULTILINE)
        shown = "".join(f"$ {command}\n{run(command, folder)}" for command in commands)
        return f"```console\n{shown}```"

    return BLOCK.sub(play, page)


def run(command: str, folder: Path) -> str:
    """What a command prints on a terminal; who waits is told nothing, and in no colours."""
    reader, writer = os.openpty()
    variables = {
        "HOME": str(folder),
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    process = subprocess.Popen(
        ["sh", "-c", command],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=writer,
    )
    os.close(writer)
    parts = []
    while True:
        try:
            part = os.read(reader, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(reader)
    process.wait()
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as there:
            text = played(Path(name).read_text(encoding="utf-8"), Path(there))
        Path(name).write_text(text, encoding="utf-8")
