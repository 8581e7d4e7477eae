"""`flinklint baseline`: accept what is found today, so that only what is new is reported."""

from __future__ import annotations

import sys
from pathlib import Path

from flinklint import baseline as baselines
from flinklint.check import File, Outcome
from flinklint.cli import environments, inputs
from flinklint.cli.console import colour, note
from flinklint.cli.table import Arguments
from flinklint.dataclass import dataclass
from flinklint.files import FileError, printable, read, rewrite, write
from flinklint.finding import Severity
from flinklint.refusal import Refusal
from flinklint.report import renderer
from flinklint.settings import SettingsFile
from flinklint.source import Source


def create(arguments: Arguments) -> int:
    """Accept everything that is found."""
    found = inputs.settings_file(arguments)
    path = path_of(arguments, found) or _default_path(found)
    if path.exists():
        raise Refusal(f"{printable(path)}: is there already; `flinklint baseline update` renews it")
    empty = baselines.Baseline(Source(printable(path), ""), _folder(path))
    _write(path, _compare(arguments, found, empty), adds=True)
    if found.baseline is None and arguments.baseline is None:
        note(f'to use it, set `baseline = "{path.name}"` in the settings, or give --baseline')
    return 0


def update(arguments: Arguments) -> int:
    """Accept what is new, and take out what is found no more."""
    return _renew(arguments, adds=True)


def prune(arguments: Arguments) -> int:
    """Take out what is found no more, and accept nothing new."""
    return _renew(arguments, adds=False)


def _renew(arguments: Arguments, *, adds: bool) -> int:
    found = inputs.settings_file(arguments)
    path = path_of(arguments, found) or _default_path(found)
    _write(path, _compare(arguments, found, read_baseline(path)), adds=adds)
    return 0


@dataclass(frozen=True)
class Comparison:
    """The old entries of a baseline, those nothing matches, new ones, and what none can be of."""

    old: tuple[baselines.Entry, ...]
    stale: frozenset[tuple[str, str, str]]
    new: list[baselines.Entry]
    refused: int


def _compare(arguments: Arguments, found: SettingsFile, baseline: baselines.Baseline) -> Comparison:
    settings = inputs.settings(arguments, found)
    checkers = inputs.checkers(settings, environments.chosen(arguments, found))
    checker = checkers[0]
    files = inputs.files(arguments, found)
    outcome = inputs.check(checkers, files)
    if outcome.crashed:
        record = inputs.record(outcome, settings, Severity.ERROR)
        sys.stderr.write(renderer("text")(record, colour(sys.stderr)))
        raise Refusal("nothing written: a rule failed")
    stale = checker.stale(baseline, outcome)
    new = baseline.entries_of(outcome.findings, checker.mandatory, outcome.unseen)
    return Comparison(
        baseline.entries,
        frozenset(entry.key for entry in stale),
        new,
        len(outcome.findings) - len(new),
    )


def _write(path: Path, run: Comparison, *, adds: bool) -> None:
    kept = baselines.renewed(run.old, run.stale, run.new)
    known = {entry.key for entry in kept}
    added = [entry for entry in run.new if adds and entry.key not in known]
    write(path, baselines.write([*kept, *added]))
    dropped = len(run.old) - len(kept)
    total = len(kept) + len(added)
    note(f"{printable(path)}: {total} accepted, {len(added)} of them new; {dropped} taken out")
    if adds and run.refused:
        note(f"{run.refused} cannot be accepted: `flinklint check` shows them")


def path_of(arguments: Arguments, found: SettingsFile) -> Path | None:
    """The baseline that an option or the settings name."""
    if arguments.baseline is not None:
        return Path(arguments.baseline)
    if found.baseline is not None and found.path is not None:
        return _near(found.path.parent / found.baseline)
    return None


def _default_path(found: SettingsFile) -> Path:
    return _near((found.path.parent if found.path else Path.cwd()) / baselines.NAME)


def _near(path: Path) -> Path:
    """A path as seen from here, if it is in this folder."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _folder(path: Path) -> Path:
    return (Path.cwd() / path).parent


def read_baseline(path: Path) -> baselines.Baseline:
    """The baseline in a file. Raises `Refusal` if there is none."""
    if not path.exists():
        raise Refusal(f"{printable(path)}: there is none; `flinklint baseline create` makes it")
    return baselines.read(read(path).source, _folder(path))


def drop_stale(baseline: baselines.Baseline | None, outcome: Outcome) -> bool:
    """Take out of the baseline's file what nothing matches; whether that could be done."""
    stale = [f for f in outcome.findings if baseline and f.source is baseline.source]
    if baseline is None or not stale:
        return True
    places = {finding.span for finding in stale}
    kept = [entry for entry in baseline.entries if entry.span not in places]
    path = Path(baseline.source.name)
    try:
        rewrite(File(baseline.source, path=path), baselines.write(kept))
    except FileError as error:
        note(str(error))
        return False
    outcome.findings = [finding for finding in outcome.findings if finding not in stale]
    note(f"{printable(path)}: {len(stale)} taken out")
    return True
