"""The command line: which command runs, and how a run ends.

Nothing is imported here before it is known what is to be done.
"""

from __future__ import annotations

import os
import sys

from flinklint.cli.plain import parse
from flinklint.cli.table import Arguments
from flinklint.refusal import Refusal


def script() -> None:
    """The console script: `main`, and an end that does not first take apart all that was made.

    Doing so costs a short run a tenth of its time. What was registered for the end is done; while
    another thread is at work, the process ends in the usual way.
    """
    try:
        main()
    except SystemExit as end:
        threading = sys.modules.get("threading")
        if not isinstance(end.code, int) or (threading and threading.active_count() > 1):
            raise
        import atexit

        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            try:  # noqa: SIM105 - without another module
                stream.flush()
            except (OSError, ValueError):  # there is nobody left to tell
                pass
        os._exit(end.code)


_LONGEST = 5_000  # characters of a line that says why a run ended: it may name a path


def main() -> None:
    """Run the command line: errors of use end with a message and exit code 2, no traceback.

    Raises `SystemExit`, always.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a lone surrogate must not end in a traceback
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        try:
            _start(sys.argv[1:])
        finally:
            sys.stdout.flush()
    except Refusal as error:
        _fail(*error.args)
    except MemoryError:
        _fail("there is not enough memory for this")
    except OSError as error:
        # what is left in the buffer can go nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(2) from None
        _fail(f"{error.filename or 'standard output'}: {error.strerror}")


def _start(words: list[str]) -> None:
    arguments = parse(words)
    if arguments is not None:
        raise SystemExit(run(arguments))
    from flinklint.cli.application import build

    build(run)()


def run(arguments: Arguments) -> int:
    """Run a command; the exit code. What `check` said of the same files before is said again."""
    if arguments.command.module == "check_command":
        from flinklint.cache import through

        return through(arguments, lambda: _run(arguments))
    return _run(arguments)


def _run(arguments: Arguments) -> int:
    import gc
    from importlib import import_module

    from flinklint.regex import keep

    gc.set_threshold(100_000, 20)  # most of what is made lives until its file is done

    module = import_module(f"flinklint.cli.{arguments.command.module}")
    code: int = getattr(module, arguments.command.function)(arguments)
    keep()
    return code


def _fail(*lines: str) -> None:
    from flinklint.cli.console import note
    from flinklint.report.shortened import shortened

    for line in lines:
        note(f"flinklint: {shortened(line, _LONGEST)}")
    raise SystemExit(2)
