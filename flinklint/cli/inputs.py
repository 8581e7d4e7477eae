"""What a command works on: settings from options and files, the files themselves, a checker."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from flinklint.across import joined
from flinklint.cache import walk
from flinklint.check import Checker, File, Outcome
from flinklint.cli.console import note
from flinklint.cli.environments import all_overlays, project_root
from flinklint.cli.rule_settings import hold, own_settings, rule_options, severities, unknown_rule
from flinklint.cli.table import Arguments
from flinklint.dataclass import replace
from flinklint.discovery import Exclude, Found, find
from flinklint.environment import Environment, Overlay
from flinklint.files import printable, read, read_standard_input
from flinklint.finding import Severity
from flinklint.own_rules import rules_of
from flinklint.refusal import Refusal
from flinklint.report.output import root
from flinklint.report.record import Record
from flinklint.rule import choose, matches
from flinklint.settings import Settings, SettingsFile
from flinklint.settings import find as find_settings
from flinklint.tree import Document


def settings_file(arguments: Arguments) -> SettingsFile:
    """The settings file that counts here. Raises `SettingsError`."""
    return SettingsFile() if arguments.isolated else find_settings(Path.cwd())


def settings(arguments: Arguments, found: SettingsFile) -> Settings:
    """Settings from the command line, which wins, and from the settings file.

    Raises `Refusal` on a rule or version that there is not, and `FileError`.
    """
    folder = found.path.parent if found.path else Path()
    defaults = [Path(path) for path in arguments.defaults]
    named = defaults or [folder / path for path in found.defaults]
    select, ignore = _selectors(arguments.select), _selectors(arguments.ignore)
    own = own_settings(found)
    rules = rules_of(own)
    for selector in (*select, *ignore):
        if not any(matches(rule, [selector]) for rule in rules):
            raise Refusal(unknown_rule(selector, rules))
    hold(found, rules)
    return Settings(
        platform=arguments.platform or found.platform or "auto",
        flink_version=_flink_version(arguments, found),
        defaults=tuple(document for path in named for document in _defaults(path)),
        unwrap=arguments.unwrap or found.unwrap,
        select=select or found.select,
        ignore=ignore + found.ignore,
        severities=severities(found, rules),
        rule_options=rule_options(found, rules),
        mandatory=found.mandatory,
        per_file=found.per_file,
        own_rules=own.own_rules,
        policies=own.policies,
        root=project_root(found),
    )


def _selectors(values: list[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _flink_version(arguments: Arguments, found: SettingsFile) -> tuple[int, int] | None:
    asked = getattr(arguments, "flink_version", None)
    text = asked or found.flink_version
    if text is None:
        return None
    from flinklint.knowledge import versions
    from flinklint.units import FlinkVersion

    version, known = FlinkVersion.parse(text), versions()
    if version is None:
        says = f"`{text}` is no Flink version; write it as 1.20"
    elif known[0] < version < known[-1] and version not in known:
        says = f"there is no Flink `{text}`; known are {', '.join(map(str, known))}"
    else:  # what is older or newer than all that are known may well be one
        return (version.major, version.minor)
    place = "--flink-version" if asked else found.place("flink-version")
    raise Refusal(f"{place}: {says}")


def _defaults(path: Path) -> list[Document]:
    from flinklint.manifest import Manifest
    from flinklint.written_secrets import masked

    manifest = Manifest(read(path).source, Settings())
    problem = manifest.tree.problem
    if problem is not None:
        line = manifest.source.position(problem.span.start).line
        message = masked(problem.message, manifest.source.text)
        raise Refusal(f"{manifest.source.name}:{line}: {message}")
    documents = [
        found.node.document for found in manifest.recognitions if found.verdict == "defaults"
    ]
    if not documents:
        raise Refusal(f"{manifest.source.name}: holds no document of kind DeploymentDefaults")
    return documents


def checker(settings: Settings) -> Checker:
    """A checker with the rules that settings choose."""
    rules = rules_of(settings)
    chosen = choose(rules, settings.select, settings.ignore)
    chosen += (r for r in rules if r not in chosen and matches(r, settings.mandatory))
    return Checker(chosen, settings)


def excludes(arguments: Arguments, found: SettingsFile) -> tuple[Exclude, ...]:
    """What options and the settings file leave out of folders."""
    by_settings = Exclude(found.folder, found.exclude, found.place("exclude"))
    by_option = Exclude(Path(), tuple(arguments.exclude), "--exclude")
    return tuple(exclude for exclude in (by_option, by_settings) if exclude.patterns)


def checkers(settings: Settings, environments: Iterable[Environment | None]) -> list[Checker]:
    """A checker for each environment."""
    made = [checker(replace(settings, environment=each)) for each in environments]
    for other in made[1:]:
        other.script_files = made[0].script_files  # so that a file is read once
    return made


def jobs(text: str | None) -> int:
    """How many processes are to check files. Raises `Refusal` on what is no such number."""
    if not hasattr(os, "fork"):
        return 1
    if text is None and hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    if text is None:
        return os.cpu_count() or 1
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise Refusal(f"--jobs: `{text}` is no number of processes; write 1 to 256")
    return int(text)


def names_of(checkers: Iterable[Checker]) -> list[str]:
    """The names of the environments that checkers work for; empty for none."""
    environments = [each.settings.environment for each in checkers]
    return [environment.name if environment else "" for environment in environments]


def check(checkers: Sequence[Checker], files: Sequence[File]) -> Outcome:
    """Check files with every checker; what is found in several environments is said once.

    The first one's baseline counts. Raises `Refusal`.
    """
    outcome = joined(names_of(checkers), [each.find(files) for each in checkers])
    if checkers[0].baseline is not None:
        checkers[0].accept(checkers[0].baseline, outcome)
    return outcome


def files(arguments: Arguments, found: SettingsFile) -> list[File]:
    """Read everything that a command is told to work on, which is this folder where it is not told.

    Raises `FileError`.
    """
    told = vars(arguments)  # a command has not every option
    strict, forced = bool(told.get("strict_collection")), bool(told.get("force_exclude"))
    return files_of(
        arguments.paths or ["."],
        told.get("stdin_filename"),
        scripts=takes_scripts(arguments, found),
        asked=strict or not forced,
        strict=strict,
        excludes=excludes(arguments, found),
        force_exclude=forced,
        overlays=all_overlays(found),
    )


def takes_scripts(arguments: Arguments, found: SettingsFile) -> bool:
    """Whether SQL scripts in folders are read: where a command can be told their Flink, and is."""
    told = vars(arguments)
    return "flink_version" in told and (told["flink_version"] or found.flink_version) is not None


def files_of(
    paths: Iterable[str],
    stdin_filename: str | None = None,
    *,
    scripts: bool,
    asked: bool = True,
    strict: bool = False,
    excludes: Iterable[Exclude] = (),
    force_exclude: bool = False,
    overlays: Sequence[Overlay] = (),
) -> list[File]:
    """Read everything that is meant; what is asked of a file found in a folder only if `strict`.

    What is named itself is excluded only by force; overlays are read with what they are laid over.
    Raises `FileError`.
    """
    found: list[File] = []
    words = list(paths)
    if "-" in words:
        found.append(read_standard_input(stdin_filename or "<stdin>"))
    named = [Path(path) for path in words if path != "-"]
    excludes = tuple(excludes)

    def walked() -> list[Found]:
        options = {"scripts": scripts, "force_exclude": force_exclude}
        return list(find(named, excludes=excludes, **options))

    told = tuple(map(os.fspath, named))
    for item in walk(walked, told, scripts=scripts, excludes=excludes, force=force_exclude):
        real = os.path.realpath(item.path) if overlays else ""
        if any(overlay.means(real) for overlay in overlays):
            if item.named and asked:
                note(f"{printable(item.path)}: passed over: an overlay, which --env reads")
            continue
        found.append(read(item.path, named=item.named, asked=strict or (asked and item.named)))
    return found


def record(
    outcome: Outcome,
    settings: Settings,
    least: Severity,
    fail_on: Severity = Severity.ERROR,
    code: int = 0,
) -> Record:
    """What is reported of an outcome: the findings of some severity or worse."""
    scripts = (script.source.name for script in outcome.scripts if script.deployment is None)
    return Record(
        [finding for finding in outcome.findings if finding.rank >= least.rank],
        outcome.checked,
        names=tuple(dict.fromkeys([*(m.source.name for m in outcome.manifests), *scripts])),
        rules=rules_of(settings),
        fail_on=fail_on,
        exit_code=code,
        left_out=(
            *(f for f in outcome.findings if f.rank < least.rank),
            *outcome.unseen,
        ),
        folder=printable(Path.cwd()),
        root=printable(root(Path.cwd())),
    )
