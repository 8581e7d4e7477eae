"""`flinklint diff`: what two deployments, environments or payloads differ in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from flinklint.cli import environments, inputs
from flinklint.cli.console import colour, note, show
from flinklint.cli.payload_files import payloads
from flinklint.cli.table import Arguments
from flinklint.dataclass import dataclass
from flinklint.refusal import Refusal
from flinklint.report import difference_json, difference_text
from flinklint.semantic_diff.deployments import Named, compare
from flinklint.semantic_diff.difference import Comparison
from flinklint.settings import Settings, SettingsFile


@dataclass(frozen=True)
class Side:
    """A file or folder, and the environment it is taken in; None for no environment."""

    path: str
    environment: str | None


def run(arguments: Arguments) -> int:
    """Say what differs; the exit code is 1 if anything means something else."""
    sides = _sides(arguments.paths, arguments.environments)
    found = inputs.settings_file(arguments)
    old, new = (_read(side, arguments, found) for side in sides)
    comparison = compare(old, new)
    show_comparison(comparison, arguments.format or "text")
    note(difference_text.summary_line(comparison))
    return int(comparison.differs)


def show_comparison(comparison: Comparison, form: str) -> None:
    """Print a comparison as `text` or `json`."""
    render = difference_json.render if form == "json" else difference_text.render
    show(render(comparison, colour(sys.stdout)))


def _sides(paths: Sequence[str], names: Sequence[str]) -> tuple[Side, Side]:
    """What is compared with what. Raises `Refusal` where that is not two."""
    if len(paths) == 1 and len(names) == 2:
        return Side(paths[0], names[0]), Side(paths[0], names[1])
    if len(paths) != 2:
        raise Refusal("name two files to compare, or one and two environments: --env A --env B")
    if len(names) > 2:
        raise Refusal("name one environment for both files, or one for each")
    if list(paths) == ["-", "-"]:
        raise Refusal("standard input can be one side only")
    default = [None, None] if not names else [names[0], names[-1]]
    old, new = (_side(path, name) for path, name in zip(paths, default, strict=True))
    return old, new


def _side(path: str, environment: str | None) -> Side:
    """A side as written: `FILE@ENV` names an environment, unless there is a file of that name."""
    file, at, name = path.rpartition("@")
    if at and file and name and not Path(path).exists():
        return Side(file, name)
    return Side(path, environment)


def _read(side: Side, arguments: Arguments, found: SettingsFile) -> list[Named]:
    values = {option.name: getattr(arguments, option.name) for option in arguments.command.options}
    values["environments"] = [side.environment] if side.environment is not None else []
    [environment] = environments.chosen(Arguments(arguments.command, values), found)
    settings = Settings(
        platform=found.platform or "auto",
        unwrap=arguments.unwrap or found.unwrap,
        environment=environment,
        root=environments.project_root(found),
    )
    overlays = environments.all_overlays(found)
    files = inputs.files_of([side.path], arguments.stdin_filename, scripts=True, overlays=overlays)
    read = payloads(files, settings)
    if not read:
        raise Refusal(f"{side.path}: holds no deployment")
    return read
