"""A line on the terminal that tells a person who waits that work is going on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_AFTER = 1.0  # seconds before which nobody wonders
_EVERY = 0.5  # seconds


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[None]:
    """Say on standard error what is done and for how many seconds, if it takes more than one.

    Nothing is said where that is no terminal, or if `quiet`; at the end the line is taken back.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from threading import Event, Thread  # only who waits at a terminal pays for it

    done = Event()
    teller = Thread(target=_tell, args=(what, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: object) -> None:
    from threading import Event

    assert isinstance(done, Event)
    started, told = time.monotonic(), -1
    waited = done.wait(_AFTER)
    while not waited:
        seconds = int(time.monotonic() - started)
        if seconds > told:
            sys.stderr.write(f"\r\x1b[K{what}: {seconds} s")
            sys.stderr.flush()
        told = seconds
        waited = done.wait(_EVERY)
    if told >= 0:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
