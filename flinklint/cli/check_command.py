"""`flinklint check`: what is found, reports, fixes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from flinklint import file_cache
from flinklint.check import Checker, File, Outcome
from flinklint.cli import environments, inputs
from flinklint.cli.console import colour, note
from flinklint.cli.progress import progress
from flinklint.cli.table import Arguments
from flinklint.dataclass import dataclass, replace
from flinklint.files import FileError, rewrite
from flinklint.finding import Severity
from flinklint.refusal import Refusal
from flinklint.report import renderer
from flinklint.report.output import outputs, write_files
from flinklint.report.shortened import shortened
from flinklint.settings import SettingsFile

_FEW = 5  # files that are said to be passed over where nobody asked


def run(arguments: Arguments) -> int:
    """Check deployments and SQL scripts; the exit code is that of the JSON contract."""
    if arguments.watch:
        return _watch(arguments)
    if arguments.statistics and arguments.format not in (None, "statistics"):
        raise Refusal("--statistics is a --format of its own: leave one of them out")
    wanted = outputs(arguments.reports, "statistics" if arguments.statistics else arguments.format)
    found = inputs.settings_file(arguments)
    settings = inputs.settings(arguments, found)
    strict, named = arguments.strict_collection, arguments.paths or ["."]
    if arguments.show_settings or arguments.show_files:
        from flinklint.cli import shown

        if arguments.show_settings:
            return shown.settings(arguments, found)
        return shown.files(arguments, found)
    files = inputs.files(arguments, found)
    chosen = environments.chosen(arguments, found)
    if len(chosen) > 1 and (arguments.fix or arguments.diff):
        raise Refusal("fixes are made for one environment at a time: name it with --env")
    checkers = inputs.checkers(settings, chosen)
    checker = checkers[0]
    for each in checkers:
        each.jobs = inputs.jobs(arguments.jobs)
    if arguments.baseline is not None or found.baseline is not None:
        _use_baseline(checker, arguments, found)
    if arguments.diff:
        return _diff(files, checker, unsafe=arguments.unsafe_fixes)
    if not arguments.fix:
        checker.kept = file_cache.of(arguments, found, settings)
    fixed = _fix(files, checker, unsafe=arguments.unsafe_fixes) if arguments.fix else None
    with progress(_work(files), quiet=arguments.force_exclude):
        outcome = fixed.outcome if fixed else inputs.check(checkers, files)
    limit = Severity(arguments.fail_on or found.fail_on or "error")
    folders = any(Path(path).is_dir() for path in named)
    empty = not outcome.checked and not arguments.allow_empty and folders
    refused = strict and any(file.named for file, _ in outcome.passed_over)
    if outcome.crashed or empty or refused or (fixed and fixed.failed):
        code = 2
    else:
        code = int(any(finding.rank >= limit.rank for finding in outcome.findings))
    record = inputs.record(
        outcome, settings, Severity(arguments.min_severity or "info"), limit, code
    )
    try:
        write_files(record, wanted)
    finally:  # what was found is printed even if a file cannot be written
        [printed] = [output.format for output in wanted if output.path is None]
        filtered = arguments.fix and "-" in named  # standard output is for the fixed text
        stream = sys.stderr if filtered else sys.stdout
        stream.write(renderer(printed)(record, colour(stream)))
    if arguments.verbose:
        _say_platforms(outcome)
    _say_passed_over(outcome, strict=strict, quiet=arguments.force_exclude)
    note(record.summary_line())
    if outcome.accepted:
        note(f"the baseline has {outcome.accepted} more")
    if empty:
        note("no deployment found; --allow-empty accepts that, --show-files says what is read")
    return code


def _work(files: Sequence[File]) -> str:
    return f"checking {len(files)} file{'s' * (len(files) != 1)}"


def _watch(arguments: Arguments) -> int:
    """Check, and again whenever a file of the project changes."""
    from flinklint.cli.watch import watch

    found = inputs.settings_file(arguments)
    if "-" in arguments.paths:
        raise Refusal("standard input cannot be watched: name files")
    arguments.watch = False
    named = [*arguments.paths, *arguments.defaults, *filter(None, (arguments.baseline,))]
    settings = [found.path] if found.path is not None else []
    root = environments.project_root(found)
    return watch(lambda: run(arguments), [root], named=[*settings, *map(Path, named)])


def _use_baseline(checker: Checker, arguments: Arguments, found: SettingsFile) -> None:
    from flinklint.cli.baseline_command import path_of, read_baseline

    path = path_of(arguments, found)
    if path is not None:
        checker.baseline = replace(read_baseline(path), strict=arguments.strict_baseline)


@dataclass(frozen=True)
class Fixed:
    """What `--fix` left: what is found now, and whether a file could not be written."""

    outcome: Outcome
    failed: bool


def _fix(files: list[File], checker: Checker, *, unsafe: bool) -> Fixed:
    """Make fixes in files; of standard input the fixed text is printed."""
    from flinklint.cli.baseline_command import drop_stale
    from flinklint.fixing import repair

    with progress(_work(files)):
        done = repair(files, checker, unsafe=unsafe)
    failed = False
    for before, after in done.changed:
        try:
            if before.path is not None:
                rewrite(before, after.source.text)
        except FileError as error:
            failed = True
            note(str(error))
    for file in done.files:
        if file.path is None:
            if file.encoding is not None and not file.source.text.startswith("\ufeff"):
                raise Refusal(f"{file.source.name}: {file.encoding.message}; it cannot be fixed")
            sys.stdout.flush()
            sys.stdout.buffer.write(file.source.text.encode("utf-8"))
    failed |= not drop_stale(checker.baseline, done.outcome)
    for line in done.left:
        note(line)
    if done.made:
        count, number = len(done.changed), done.made
        note(f"{number} fix{'es' * (number != 1)} made in {count} file{'s' * (count != 1)}")
    return Fixed(done.outcome, failed)


def _diff(files: list[File], checker: Checker, *, unsafe: bool) -> int:
    """Print what fixes would change; the exit code says whether there is anything."""
    from flinklint.fixing import diff, repair

    done = repair(files, checker, unsafe=unsafe)
    for line in diff(done.changed, done.outcome):
        sys.stdout.write(line)
    for line in done.left:
        note(line)
    return 2 if done.outcome.crashed else int(bool(done.changed))


def _say_passed_over(outcome: Outcome, *, strict: bool, quiet: bool) -> None:
    """Say which files were passed over: all if asked, else the first named where none is left."""
    told = outcome.passed_over
    if not strict:
        told = [] if quiet or outcome.checked else [one for one in told if one[0].named]
    most = len(told) if strict else _FEW
    for file, reason in told[:most]:
        note(f"{file.source.name}: passed over: {shortened(reason)}")
    if len(told) > most:
        note(f"{len(told) - most} more were passed over: --strict-collection lists them")


def _say_platforms(outcome: Outcome) -> None:
    for deployment in outcome.deployments:
        name, reason = deployment.platform
        place = f"{deployment.node.source.name}: {deployment.name or 'deployment'}"
        note(shortened(f"{place}: held against platform {name}: {reason}"))
