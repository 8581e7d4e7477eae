"""`flinklint server` and `flinklint schema`: what editors start and read."""

from __future__ import annotations

from pathlib import Path

from flinklint.check import Checker
from flinklint.cli.table import Arguments
from flinklint.refusal import Refusal


def run(arguments: Arguments) -> int:
    """Serve an editor until it is done. Raises `Refusal` where pygls is not installed."""
    try:
        from flinklint.server.application import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise Refusal("the language server needs pygls: pip install 'flinklint[server]'") from error

    serve(lambda folder: _checker(arguments, folder))
    return 0


def _checker(arguments: Arguments, folder: Path) -> Checker:
    """The checker for files of a folder. Raises `Refusal` on settings that cannot be used."""
    from flinklint.cli import inputs
    from flinklint.cli.baseline_command import path_of, read_baseline
    from flinklint.settings import SettingsFile
    from flinklint.settings import find as find_settings

    found = SettingsFile() if arguments.isolated else find_settings(folder)
    checker = inputs.checker(inputs.settings(arguments, found))
    path = path_of(arguments, found)
    if path is not None:
        checker.baseline = read_baseline(path)
    return checker


def schema(arguments: Arguments) -> int:
    """Print the JSON Schema for editors, or write it to a file. Raises `FileError`."""
    from flinklint.editor_schema import text

    if arguments.output is None or arguments.output == "-":
        from flinklint.cli.console import show

        show(text())
    else:
        from flinklint.files import write

        write(Path(arguments.output), text())
    return 0
