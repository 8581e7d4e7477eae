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

    serve(lambda path, workspace: _checker(arguments, path, workspace))
    return 0


def _checker(arguments: Arguments, path: Path, workspace: Path | None) -> Checker | None:
    """The checker for a file, with the settings nearest to it; None if they exclude it.

    Without settings the project is the file's repository, else the folder of the workspace.
    Raises `Refusal` on settings that cannot be used.
    """
    from flinklint.cli import inputs
    from flinklint.cli.baseline_command import path_of, read_baseline
    from flinklint.dataclass import replace
    from flinklint.discovery import Exclude, Excluded
    from flinklint.report.output import root
    from flinklint.settings import SettingsFile
    from flinklint.settings import find as find_settings

    found = SettingsFile() if arguments.isolated else find_settings(path.parent)
    exclude = Exclude(found.folder, found.exclude, "settings")
    if exclude.patterns and Excluded.below(path.parent, [exclude], strict=True).reason(path.name):
        return None
    settings = inputs.settings(arguments, found)
    if found.path is None:
        around = root(path.parent)
        if workspace is not None and not (around / ".git").exists():
            around = workspace
        settings = replace(settings, root=around)
    checker = inputs.checker(settings)
    baseline = path_of(arguments, found)
    if baseline is not None:
        checker.baseline = read_baseline(baseline)
    return checker


def schema(arguments: Arguments) -> int:
    """Print a JSON Schema for editors, or write it to a file. Raises `FileError`."""
    text = _schema(arguments)
    if arguments.output is None or arguments.output == "-":
        from flinklint.cli.console import show

        show(text)
    else:
        from flinklint.files import write

        write(Path(arguments.output), text)
    return 0


def _schema(arguments: Arguments) -> str:
    if arguments.settings:
        from flinklint.settings import schema as of_settings

        return of_settings.text()
    from flinklint import editor_schema
    from flinklint.units import FlinkVersion

    asked = arguments.flink_version
    version = None if asked is None else FlinkVersion.parse(asked)
    if asked is not None and version is None:
        raise Refusal(f"`{asked}` is no Flink version; write it as 1.20")
    return editor_schema.text(version)
