"""The command line: arguments, what is printed where, and the exit code."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Annotated, NoReturn, Optional

import typer

from flinklint import __version__
from flinklint import baseline as baselines
from flinklint.check import Checker, File, Outcome
from flinklint.deployment import Deployment
from flinklint.files import FileError, find, printable, read, read_standard_input, rewrite, write
from flinklint.finding import Severity
from flinklint.report import FORMATS, renderer
from flinklint.report.output import outputs, root, write_files
from flinklint.report.record import Record
from flinklint.report.text_format import visible
from flinklint.rule import Rule, RuleError, choose, load, matches
from flinklint.settings import PLATFORMS, Settings, SettingsError, SettingsFile
from flinklint.settings import find as find_settings
from flinklint.source import Source
from flinklint.tree import Document

app = typer.Typer(
    name="flinklint",
    help="Check deployments of fully managed Flink, and compile what is submitted.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Platform = Enum("Platform", {name: name for name in PLATFORMS}, type=str)  # type: ignore[misc]
Format = Enum("Format", {name: name for name in FORMATS}, type=str)  # type: ignore[misc]
Level = Enum("Level", {level.value: level.value for level in Severity}, type=str)  # type: ignore[misc]


class PayloadFormat(str, Enum):
    """How a payload is written."""

    JSON = "json"
    YAML = "yaml"


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """The job could not be done: the text says why; the exit code is 2."""


Paths = Annotated[
    Optional[list[Path]],  # noqa: UP045 - Typer evaluates it on Python 3.10
    typer.Argument(help="Files and folders; `-` is standard input. Default: this folder."),
]
PlatformOption = Annotated[
    Optional[Platform],  # noqa: UP045
    typer.Option(help="The platform to hold deployments against; auto reads it off each file."),
]
DefaultsOption = Annotated[
    Optional[list[Path]],  # noqa: UP045
    typer.Option(help="A DeploymentDefaults document that fills in what is not written."),
]
UnwrapOption = Annotated[
    bool, typer.Option("--unwrap", help="Read deployments wrapped in operators' resources too.")
]
SelectOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(help="Run only these rules: codes, prefixes of codes or names."),
]
IgnoreOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(help="Leave out these rules: codes, prefixes of codes or names."),
]

BaselineOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="The file of accepted findings."),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"flinklint {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Check deployments of fully managed Flink, and compile what is submitted."""


@app.command()
def check(
    paths: Paths = None,
    format: Annotated[  # noqa: A002
        Optional[Format],  # noqa: UP045
        typer.Option(help="How findings are printed. [default: text]"),
    ] = None,
    output: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            metavar="FORMAT=PATH", help="Write a report to a file too; `-` is standard output."
        ),
    ] = None,
    fail_on: Annotated[
        Optional[Level],  # noqa: UP045
        typer.Option(help="The least severity that makes the exit code 1. [default: error]"),
    ] = None,
    min_severity: Annotated[Level, typer.Option(help="Hide findings below.")] = Level.info,  # type: ignore[attr-defined]
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    platform: PlatformOption = None,
    flink_version: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="The Flink version of .sql files, such as 1.20; needed in folders."),
    ] = None,
    defaults: DefaultsOption = None,
    unwrap: UnwrapOption = False,
    stdin_filename: Annotated[str, typer.Option(help="The name of what `-` reads.")] = "<stdin>",
    strict_collection: Annotated[
        bool,
        typer.Option(
            "--strict-collection", help="List every file passed over; exit 2 on a named one."
        ),
    ] = False,
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="Exit 0 where no deployment is found.")
    ] = False,
    force_exclude: Annotated[
        bool,
        typer.Option(
            "--force-exclude", help="Files come from a hook: say nothing of what is not ours."
        ),
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Make the safe fixes.")] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option("--unsafe-fixes", help="With --fix or --diff: make the unsafe fixes too."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what --fix would change; write nothing.")
    ] = False,
    baseline: BaselineOption = None,
    strict_baseline: Annotated[
        bool,
        typer.Option("--strict-baseline", help="Entries that nothing matches are errors."),
    ] = False,
    isolated: Annotated[bool, typer.Option("--isolated", help="Read no settings file.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say which platform was taken, and why.")
    ] = False,
) -> None:
    """Check deployments and SQL scripts."""
    wanted = outputs(output or (), format.value if format else None)
    found = SettingsFile() if isolated else find_settings(Path.cwd())
    settings = _settings(found, platform, flink_version, defaults, unwrap, select, ignore)
    named = paths or [Path()]
    files = _files(
        named,
        stdin_filename,
        scripts=settings.flink_version is not None,
        asked=strict_collection or not force_exclude,
        strict=strict_collection,
    )
    checker = _checker(settings)
    path = _baseline_path(found, baseline)
    if path is not None:
        checker.baseline = replace(_read_baseline(path), strict=strict_baseline)
    if diff:
        raise typer.Exit(_diff(files, checker, unsafe=unsafe_fixes))
    fixed = _fix(files, checker, unsafe=unsafe_fixes) if fix else None
    outcome = fixed.outcome if fixed else checker.check(files)
    limit = Severity(fail_on.value if fail_on else found.fail_on or "error")
    empty = not outcome.checked and not allow_empty and any(path.is_dir() for path in named)
    refused = strict_collection and any(file.named for file, _ in outcome.passed_over)
    if outcome.crashed or empty or refused or (fixed and fixed.failed):
        code = 2
    else:
        code = int(any(finding.rank >= limit.rank for finding in outcome.findings))
    record = _record(outcome, Severity(min_severity.value), limit, code)
    try:
        write_files(record, wanted)
    finally:  # what was found is printed even if a file cannot be written
        [printed] = [output.format for output in wanted if output.path is None]
        filtered = fix and Path("-") in named  # standard output is for the fixed text
        stream = sys.stderr if filtered else sys.stdout
        stream.write(renderer(printed)(record, _colour(stream)))
    if verbose:
        _say_platforms(outcome)
    if strict_collection:
        for file, reason in outcome.passed_over:
            _note(f"{file.source.name}: passed over: {reason}")
    _note(record.summary_line())
    if outcome.accepted:
        _note(f"the baseline has {outcome.accepted} more")
    if empty:
        _note("no deployment found; --allow-empty accepts that")
    raise typer.Exit(code)


@dataclass(frozen=True)
class Fixed:
    """What `--fix` left: what is found now, and whether a file could not be written."""

    outcome: Outcome
    failed: bool


def _fix(files: list[File], checker: Checker, *, unsafe: bool) -> Fixed:
    """Make fixes in files; of standard input the fixed text is printed."""
    from flinklint.fixing import repair

    done = repair(files, checker, unsafe=unsafe)
    failed = False
    for before, after in done.changed:
        try:
            if before.path is not None:
                rewrite(before, after.source.text)
        except FileError as error:
            failed = True
            _note(str(error))
    for file in done.files:
        if file.path is None:
            if file.encoding is not None and not file.source.text.startswith("\ufeff"):
                raise Refusal(f"{file.source.name}: {file.encoding.message}; it cannot be fixed")
            sys.stdout.flush()
            sys.stdout.buffer.write(file.source.text.encode("utf-8"))
    failed |= not _prune(checker.baseline, done.outcome)
    for line in done.left:
        _note(line)
    if done.made:
        count, number = len(done.changed), done.made
        _note(f"{number} fix{'es' * (number != 1)} made in {count} file{'s' * (count != 1)}")
    return Fixed(done.outcome, failed)


def _prune(baseline: baselines.Baseline | None, outcome: Outcome) -> bool:
    """Take out of the baseline what nothing matches; whether that could be done."""
    stale = [f for f in outcome.findings if baseline and f.source is baseline.source]
    if baseline is None or not stale:
        return True
    places = {finding.span for finding in stale}
    kept = [entry for entry in baseline.entries if entry.span not in places]
    path = Path(baseline.source.name)
    try:
        rewrite(File(baseline.source, path=path), baselines.write(kept))
    except FileError as error:
        _note(str(error))
        return False
    outcome.findings = [finding for finding in outcome.findings if finding not in stale]
    _note(f"{printable(path)}: {len(stale)} taken out")
    return True


def _diff(files: list[File], checker: Checker, *, unsafe: bool) -> int:
    """Print what fixes would change; the exit code says whether there is anything."""
    from flinklint.fixing import diff, repair

    done = repair(files, checker, unsafe=unsafe)
    for line in diff(done.changed):
        sys.stdout.write(line)
    for line in done.left:
        _note(line)
    return 2 if done.outcome.crashed else int(bool(done.changed))


def _record(
    outcome: Outcome, least: Severity, fail_on: Severity = Severity.ERROR, code: int = 0
) -> Record:
    """What is reported of an outcome: the findings of some severity or worse."""
    scripts = (script.source.name for script in outcome.scripts if script.deployment is None)
    return Record(
        [finding for finding in outcome.findings if finding.rank >= least.rank],
        outcome.checked,
        names=tuple(dict.fromkeys([*(m.source.name for m in outcome.manifests), *scripts])),
        rules=load(),
        fail_on=fail_on,
        exit_code=code,
        left_out=tuple(f for f in outcome.findings if f.rank < least.rank),
        folder=printable(Path.cwd()),
        root=printable(root(Path.cwd())),
    )


@app.command()
def compile(  # noqa: A001
    paths: Annotated[list[Path], typer.Argument(help="Deployments; `-` is standard input.")],
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--output", "-o", help="A file, or a folder for several. Default: standard output."
        ),
    ] = None,
    format: Annotated[  # noqa: A002
        PayloadFormat, typer.Option(help="How the payload is written.")
    ] = PayloadFormat.JSON,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    platform: PlatformOption = None,
    defaults: DefaultsOption = None,
    unwrap: UnwrapOption = False,
    stdin_filename: Annotated[str, typer.Option(help="The name of what `-` reads.")] = "<stdin>",
    isolated: Annotated[bool, typer.Option("--isolated", help="Read no settings file.")] = False,
) -> None:
    """Check deployments and write the bodies to post to Application Manager."""
    found = SettingsFile() if isolated else find_settings(Path.cwd())
    settings = _settings(found, platform, None, defaults, unwrap, select, ignore)
    files = _files(paths, stdin_filename, scripts=False, asked=True, strict=False)
    outcome = _checker(settings).check(files)
    if outcome.findings:
        record = _record(outcome, Severity.WARNING)
        sys.stderr.write(renderer("text")(record, _colour(sys.stderr)))
    if outcome.crashed:
        raise typer.Exit(2)
    if any(finding.rank >= Severity.ERROR.rank for finding in outcome.findings):
        _note("nothing written: " + Record(outcome.findings, outcome.checked).summary_line())
        raise typer.Exit(1)
    _write_payloads(outcome, output, format)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="A rule's code or name.")],
) -> None:
    """Print a rule's page."""
    rules = load()
    for candidate in rules:
        if rule.upper() == candidate.code or rule.lower() == candidate.name:
            _print(f"{candidate.code} {candidate.name} ({candidate.severity.value})\n\n")
            _print(f"{candidate.doc}\n\nSource: {candidate.source}\n")
            return
    raise Refusal(_unknown_rule(rule, rules))


baseline_app = typer.Typer(
    help="Accept what is found today, so that only what is new is reported.",
    no_args_is_help=True,
)
app.add_typer(baseline_app, name="baseline")
FlinkVersionOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help="The Flink version of .sql files, such as 1.20; needed in folders."),
]
IsolatedOption = Annotated[bool, typer.Option("--isolated", help="Read no settings file.")]


@baseline_app.command("create")
def create_baseline(
    paths: Paths = None,
    baseline: BaselineOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    platform: PlatformOption = None,
    flink_version: FlinkVersionOption = None,
    defaults: DefaultsOption = None,
    unwrap: UnwrapOption = False,
    isolated: IsolatedOption = False,
) -> None:
    """Accept everything that is found."""
    found = SettingsFile() if isolated else find_settings(Path.cwd())
    path = _baseline_path(found, baseline) or _default_baseline(found)
    if path.exists():
        raise Refusal(f"{printable(path)}: is there already; `flinklint baseline update` renews it")
    settings = _settings(found, platform, flink_version, defaults, unwrap, select, ignore)
    empty = baselines.Baseline(Source(printable(path), ""), _folder(path))
    _write_baseline(path, _baseline_run(settings, paths, empty), adds=True)
    if found.baseline is None and baseline is None:
        _note(f'to use it, set `baseline = "{path.name}"` in the settings, or give --baseline')


@baseline_app.command("update")
def update_baseline(
    paths: Paths = None,
    baseline: BaselineOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    platform: PlatformOption = None,
    flink_version: FlinkVersionOption = None,
    defaults: DefaultsOption = None,
    unwrap: UnwrapOption = False,
    isolated: IsolatedOption = False,
) -> None:
    """Accept what is new, and take out what is found no more."""
    found = SettingsFile() if isolated else find_settings(Path.cwd())
    path = _baseline_path(found, baseline) or _default_baseline(found)
    settings = _settings(found, platform, flink_version, defaults, unwrap, select, ignore)
    run = _baseline_run(settings, paths, _read_baseline(path))
    _write_baseline(path, run, adds=True)


@baseline_app.command("prune")
def prune_baseline(
    paths: Paths = None,
    baseline: BaselineOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    platform: PlatformOption = None,
    flink_version: FlinkVersionOption = None,
    defaults: DefaultsOption = None,
    unwrap: UnwrapOption = False,
    isolated: IsolatedOption = False,
) -> None:
    """Take out what is found no more, and accept nothing new."""
    found = SettingsFile() if isolated else find_settings(Path.cwd())
    path = _baseline_path(found, baseline) or _default_baseline(found)
    settings = _settings(found, platform, flink_version, defaults, unwrap, select, ignore)
    run = _baseline_run(settings, paths, _read_baseline(path))
    _write_baseline(path, run, adds=False)


@dataclass(frozen=True)
class BaselineRun:
    """The old entries of a baseline, those nothing matches, new ones, and what none can be of."""

    old: tuple[baselines.Entry, ...]
    stale: frozenset[tuple[str, str, str]]
    new: list[baselines.Entry]
    refused: int


def _baseline_run(
    settings: Settings, paths: list[Path] | None, baseline: baselines.Baseline
) -> BaselineRun:
    scripts = settings.flink_version is not None
    files = _files(paths or [Path()], "<stdin>", scripts=scripts, asked=True, strict=False)
    checker = _checker(settings)
    outcome = checker.check(files)
    if outcome.crashed:
        sys.stderr.write(renderer("text")(_record(outcome, Severity.ERROR), _colour(sys.stderr)))
        raise Refusal("nothing written: a rule failed")
    stale = checker.stale(baseline, outcome)
    new = baseline.entries_of(outcome.findings, checker.mandatory)
    return BaselineRun(
        baseline.entries,
        frozenset(entry.key for entry in stale),
        new,
        len(outcome.findings) - len(new),
    )


def _write_baseline(path: Path, run: BaselineRun, *, adds: bool) -> None:
    kept = [entry for entry in run.old if entry.key not in run.stale]
    known = {entry.key for entry in kept}
    added = [entry for entry in run.new if adds and entry.key not in known]
    write(path, baselines.write([*kept, *added]))
    dropped = len(run.old) - len(kept)
    total = len(kept) + len(added)
    _note(f"{printable(path)}: {total} accepted, {len(added)} of them new; {dropped} taken out")
    if adds and run.refused:
        _note(f"{run.refused} cannot be accepted: `flinklint check` shows them")


def _baseline_path(found: SettingsFile, named: Path | None) -> Path | None:
    """The baseline that an option or the settings name."""
    if named is not None:
        return named
    if found.baseline is not None and found.path is not None:
        return _near(found.path.parent / found.baseline)
    return None


def _default_baseline(found: SettingsFile) -> Path:
    return _near((found.path.parent if found.path else Path.cwd()) / baselines.NAME)


def _near(path: Path) -> Path:
    """A path as seen from here, if it is in this folder."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _folder(path: Path) -> Path:
    return (Path.cwd() / path).parent


def _read_baseline(path: Path) -> baselines.Baseline:
    if not path.exists():
        raise Refusal(f"{printable(path)}: there is none; `flinklint baseline create` makes it")
    return baselines.read(read(path).source, _folder(path))


@app.command("rules")
def list_rules() -> None:
    """List the rules."""
    for rule in load():
        state = "" if rule.enabled else " (off)"
        _print(f"{rule.code} {rule.name:<28} {rule.severity.value:<8}{rule.title}{state}\n")


def _settings(
    found: SettingsFile,
    platform: Enum | None,
    flink_version: str | None,
    defaults: list[Path] | None,
    unwrap: bool,
    select: list[str] | None,
    ignore: list[str] | None,
) -> Settings:
    """Settings from the command line, which wins, and from the settings file."""
    folder = found.path.parent if found.path else Path()
    named = defaults if defaults else [folder / path for path in found.defaults]
    selected = _selectors(select) or found.select
    ignored = _selectors(ignore) + found.ignore
    rules = load()
    per_file = [selector for entry in found.per_file for selector in entry.ignore]
    in_settings = (*found.severities, *found.rule_options, *found.mandatory, *per_file)
    for selector in (*selected, *ignored, *in_settings):
        if not any(matches(rule, [selector]) for rule in rules):
            raise Refusal(_unknown_rule(selector, rules))
    return Settings(
        platform=str(platform.value) if platform else found.platform or "auto",
        flink_version=_flink_version(flink_version or found.flink_version),
        defaults=tuple(document for path in named for document in _defaults(path)),
        unwrap=unwrap or found.unwrap,
        select=selected,
        ignore=ignored,
        severities=found.severities,
        rule_options=found.rule_options,
        mandatory=found.mandatory,
        per_file=found.per_file,
    )


def _selectors(values: list[str] | None) -> tuple[str, ...]:
    return tuple(
        part.strip() for value in values or () for part in value.split(",") if part.strip()
    )


def _flink_version(text: str | None) -> tuple[int, int] | None:
    from flinklint.units import FlinkVersion

    if text is None:
        return None
    version = FlinkVersion.parse(text)
    if version is None:
        raise Refusal(f"`{text}` is no Flink version; write it as 1.20")
    return (version.major, version.minor)


def _defaults(path: Path) -> list[Document]:
    from flinklint.manifest import Manifest

    manifest = Manifest(read(path).source, Settings())
    problem = manifest.tree.problem
    if problem is not None:
        line = manifest.source.position(problem.span.start).line
        raise Refusal(f"{manifest.source.name}:{line}: {problem.message}")
    documents = [
        found.node.document for found in manifest.recognitions if found.verdict == "defaults"
    ]
    if not documents:
        raise Refusal(f"{manifest.source.name}: holds no document of kind DeploymentDefaults")
    return documents


def _unknown_rule(selector: str, rules: Iterable[Rule]) -> str:
    from flinklint.nearest import nearest

    near = nearest(selector, [name for rule in rules for name in (rule.code, rule.name)])
    return f"`{selector}` is no rule" + (f"; did you mean `{near}`?" if near else "")


def _checker(settings: Settings) -> Checker:
    rules = load()
    chosen = choose(rules, settings.select, settings.ignore)
    chosen += (r for r in rules if r not in chosen and matches(r, settings.mandatory))
    return Checker(chosen, settings)


def _files(
    paths: list[Path], stdin_filename: str, *, scripts: bool, asked: bool, strict: bool
) -> list[File]:
    """Read everything that is meant; what is asked of a file found in a folder only if `strict`."""
    files: list[File] = []
    if Path("-") in paths:
        files.append(read_standard_input(stdin_filename))
    for found in find([path for path in paths if path != Path("-")], scripts=scripts):
        files.append(read(found.path, named=found.named, asked=strict or (asked and found.named)))
    return files


def _write_payloads(outcome: Outcome, output: str | None, format: PayloadFormat) -> None:  # noqa: A002
    from flinklint.payload import build, to_json
    from flinklint.payload_yaml import to_yaml

    deployments = outcome.deployments
    for file, reason in outcome.passed_over:
        if file.named:
            raise Refusal(f"{file.source.name}: not a deployment: {reason}")
    if not deployments:
        raise Refusal("no deployment found")
    texts: list[str] = []
    trees = {m.source.name: m.tree for m in outcome.manifests}
    for deployment in deployments:
        payload = build(deployment)
        for node in payload.dropped:
            line = node.source.position(node.key_span.start).line
            place = f"{node.source.name}:{line}"
            _note(f"{place}: left out {'.'.join(node.path)}, which the server manages")
        if format is PayloadFormat.YAML:
            tree = trees[deployment.node.source.name]
            texts.append(to_yaml(deployment, payload, tree))
        else:
            texts.append(to_json(payload.body))
    if output is None:
        if len(texts) > 1 and format is PayloadFormat.JSON:
            raise Refusal(f"{len(texts)} deployments make several payloads: name a folder with -o")
        _print("---\n".join(texts))
    elif len(texts) > 1 or output.endswith(("/", os.sep)) or Path(output).is_dir():
        _write_folder(Path(output), deployments, texts, format)
    else:
        write(Path(output), texts[0])


def _write_folder(
    folder: Path,
    deployments: list[Deployment],
    texts: list[str],
    format: PayloadFormat,  # noqa: A002
) -> None:
    named: dict[Path, str] = {}
    for deployment, text in zip(deployments, texts, strict=True):
        stem = re.sub(r"[^\w.-]+", "-", deployment.name or Path(deployment.node.source.name).stem)
        path = folder / f"{stem.lstrip('.') or 'deployment'}.{format.value}"
        if path in named:
            raise Refusal(f"two deployments would be written to {path}")
        named[path] = text
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: {error.strerror}") from error
    for path, text in named.items():
        write(path, text)


def _say_platforms(outcome: Outcome) -> None:
    for deployment in outcome.deployments:
        name, reason = deployment.platform
        place = f"{deployment.node.source.name}: {deployment.name or 'deployment'}"
        _note(f"{place}: held against platform {name}: {reason}")


def _colour(stream: object) -> bool:
    terminal = getattr(stream, "isatty", lambda: False)()
    return bool(terminal) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print(text: str) -> None:
    sys.stdout.write(text)


def _note(text: str) -> None:
    sys.stderr.write(f"{visible(text)}\n")


def _fail(text: str) -> NoReturn:
    _note(f"flinklint: {text}")
    raise SystemExit(2)


def main() -> None:
    """The console script: errors of use end with a message and exit code 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a lone surrogate must not end in a traceback
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except (Refusal, SettingsError, FileError, RuleError) as error:
        _fail(str(error))
    except OSError as error:
        # what is left in the buffer can go nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(2) from None
        _fail(f"{error.filename or 'standard output'}: {error.strerror}")
