"""What is said where: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys


def show(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text)


def note(text: str) -> None:
    """Say something to the person who runs the command, behind what was printed before."""
    from flinklint.report.text_format import visible

    sys.stdout.flush()
    sys.stderr.write(f"{visible(text)}\n")


def colour(stream: object) -> bool:
    """Whether a stream is to get colours."""
    terminal = getattr(stream, "isatty", lambda: False)()
    return bool(terminal) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
