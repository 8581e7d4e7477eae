"""Files in, sorted findings out: which rules run on what, and what happens when one fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from flinklint.baseline import Baseline, Entry
from flinklint.deployment import Deployment, Neighbours
from flinklint.finding import Finding
from flinklint.manifest import Encoding, Manifest, PassedOver
from flinklint.path_patterns import matches as means
from flinklint.recognise import has_a_sign
from flinklint.rule import Rule, load, matches
from flinklint.script import Script
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.suppress import MANDATORY, MARK, Suppressions, places_of
from flinklint.suppress import read as read_suppressions


@dataclass(frozen=True, eq=False)
class File:
    """A file that was read; `asked` tells that a person wants to know why it is passed over.

    `path` is where it was read from, unless from standard input.
    """

    source: Source
    named: bool = True
    asked: bool = True
    encoding: Encoding | None = None
    path: Path | None = None

    @property
    def is_script(self) -> bool:
        """Whether the file is a bare SQL script."""
        return self.source.name.lower().endswith(".sql")


@dataclass(frozen=True, eq=False)
class Crash:
    """A rule or a stage that failed, for the rule that reports it."""

    stage: str
    source: Source
    error: Exception


@dataclass(frozen=True, eq=False)
class Project:
    """All deployments of a run, for rules that compare files."""

    deployments: list[Deployment]
    manifests: list[Manifest]
    settings: Settings


@dataclass(eq=False)
class Outcome:
    """What a run found: findings in order, and what was read, passed over or could not be done.

    `accepted` is how many more findings the baseline has.
    """

    findings: list[Finding] = field(default_factory=list)
    manifests: list[Manifest] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    passed_over: list[tuple[File, str]] = field(default_factory=list)
    crashed: bool = False
    accepted: int = 0

    @property
    def deployments(self) -> list[Deployment]:
        """Every deployment read."""
        return [deployment for manifest in self.manifests for deployment in manifest.deployments]

    @property
    def checked(self) -> int:
        """How many files were checked."""
        return len(self.manifests) + sum(script.deployment is None for script in self.scripts)


class Checker:
    """Runs rules over files."""

    def __init__(
        self, rules: Iterable[Rule], settings: Settings, baseline: Baseline | None = None
    ) -> None:
        self.settings = settings
        self.baseline = baseline
        self._rules: dict[str, list[Rule]] = {}
        self._left_out_of: dict[str, frozenset[str]] = {}
        rules = list(rules)
        known = [*load(), *rules]
        self._known = {word: rule.code for rule in known for word in (rule.code, rule.name)}
        self.mandatory = MANDATORY | {
            rule.code for rule in known if matches(rule, settings.mandatory)
        }
        for rule in rules:
            self._rules.setdefault(rule.scope, []).append(rule)

    def check(self, files: Iterable[File]) -> Outcome:
        """Check files; the findings are sorted by file, place and code."""
        outcome = Outcome()
        neighbours = Neighbours()
        read = list(self._read(files, neighbours, outcome))
        for file, manifest in read:
            try:
                self._check_file(file, manifest, outcome)
            except Exception as error:  # one file's failure must not stop the others
                self._report_crash(outcome, Crash("reading the file", file.source, error))
        order = {file.source.name: number for number, (file, _) in reversed([*enumerate(read)])}
        project = Project(outcome.deployments, outcome.manifests, self.settings)
        if project.deployments:
            outcome.findings += self._run(
                "Project", project, project.deployments[0].node.source, outcome
            )
        self._leave_out(outcome)
        for file, manifest in read:
            if MARK in file.source.text:
                try:
                    self._suppress(file, manifest, outcome)
                except Exception as error:  # one file's failure must not stop the others
                    crash = Crash("reading the suppressions", file.source, error)
                    self._report_crash(outcome, crash)
        outcome.findings.sort(
            key=lambda f: (order.get(f.source.name, 0), f.span.start, f.code, f.span.end, f.message)
        )
        if self.baseline is not None:
            self._accept(self.baseline, outcome)
        return outcome

    def _read(
        self, files: Iterable[File], neighbours: Neighbours, outcome: Outcome
    ) -> Iterator[tuple[File, Manifest]]:
        """Read every manifest first, so that what deployments refer to is known."""
        for file in files:
            manifest = Manifest(
                file.source,
                self.settings,
                named=file.named,
                encoding=file.encoding,
                neighbours=neighbours,
            )
            if not file.is_script and has_a_sign(file.source.text):
                try:
                    for found in manifest.recognitions:
                        neighbours.add(found.node)
                except Exception as error:  # one file's failure must not stop the others
                    self._report_crash(outcome, Crash("reading the file", file.source, error))
                    continue
            yield file, manifest

    def _check_file(self, file: File, manifest: Manifest, outcome: Outcome) -> None:
        if file.is_script and not file.asked and self.settings.flink_version is None:
            return  # a hook passes SQL of any dialect
        if file.is_script:
            script = Script(file.source.text, file.source, self.settings)
            outcome.scripts.append(script)
            outcome.findings += self._run("Script", script, file.source, outcome)
            return
        if not manifest.is_ours:
            outcome.passed_over.append((file, manifest.passed_over if file.asked else ""))
            if file.asked:
                outcome.findings += self._run(
                    "PassedOver", PassedOver(manifest), file.source, outcome
                )
            return
        outcome.manifests.append(manifest)
        outcome.findings += self._run("Manifest", manifest, file.source, outcome)
        several = len(manifest.tree.documents) > 1
        for deployment in manifest.deployments:
            found = list(self._run("Deployment", deployment, file.source, outcome))
            script_of = Script.of(deployment)
            if script_of is not None:
                outcome.scripts.append(script_of)
                found += self._run("Script", script_of, file.source, outcome)
            context = _context(deployment, several)
            outcome.findings += (
                replace(f, context=", ".join(filter(None, (context, f.context)))) for f in found
            )

    def _accept(self, baseline: Baseline, outcome: Outcome) -> None:
        """Drop what the baseline has, and say which of its entries nothing matches."""
        stale = self.stale(baseline, outcome)
        found = outcome.findings
        outcome.findings = baseline.new(found, self.mandatory)
        outcome.accepted = len(found) - len(outcome.findings)
        outcome.findings += self._run("Baseline", baseline.after(stale), baseline.source, outcome)

    def stale(self, baseline: Baseline, outcome: Outcome) -> list[Entry]:
        """The entries of a baseline that nothing in an outcome matches, if it could."""
        if outcome.crashed:
            return []
        codes = {rule.code for rules in self._rules.values() for rule in rules}
        names = [manifest.source.name for manifest in outcome.manifests if not manifest.problem]
        names += [file.source.name for file, _ in outcome.passed_over]
        names += [script.source.name for script in outcome.scripts if not script.deployment]
        left_out = {baseline.path_of(name): self._left_out(name) for name in names}

        def ran(path: str, code: str) -> bool:
            return code in codes and path in left_out and code not in left_out[path]

        return baseline.without_use(outcome.findings, ran)

    def _leave_out(self, outcome: Outcome) -> None:
        """Drop what settings leave out of single files."""
        if self.settings.per_file:
            outcome.findings = [
                finding
                for finding in outcome.findings
                if finding.code in self.mandatory
                or finding.code not in self._left_out(finding.source.name)
            ]

    def _left_out(self, name: str) -> frozenset[str]:
        """The codes of the rules that settings leave out of a file."""
        if name not in self._left_out_of:
            selectors = [
                selector
                for entry in self.settings.per_file
                if means(name, entry.folder, entry.paths)
                for selector in entry.ignore
            ]
            self._left_out_of[name] = frozenset(
                rule.code
                for rules in self._rules.values()
                for rule in rules
                if matches(rule, selectors)
            )
        return self._left_out_of[name]

    def _suppress(self, file: File, manifest: Manifest, outcome: Outcome) -> None:
        """Drop what comments in a file silence, and say what is wrong with the comments."""
        tree = None if file.is_script else manifest
        scripts = [script for script in outcome.scripts if script.source is file.source]
        ran = {
            rule.code
            for scope in ("Manifest", "Deployment", "Script", "Project")
            for rule in self._rules.get(scope, ())
        }
        suppressions = Suppressions(
            read_suppressions(file.source, tree, scripts),
            self._known,
            frozenset(ran - self._left_out(file.source.name))
            if not outcome.crashed
            else frozenset(),
            self.mandatory,
            self.settings,
        )
        if not suppressions.found:
            return

        def kept(findings: Iterable[Finding]) -> list[Finding]:
            return [
                finding
                for finding in findings
                if finding.source.name != file.source.name
                or not suppressions.silences(finding, places_of(finding, tree))
            ]

        outcome.findings = kept(outcome.findings)
        if tree is None or (manifest.is_ours and manifest.problem is None):
            found = list(self._run("Suppressions", suppressions, file.source, outcome))
            left_out = self._left_out(file.source.name) - self.mandatory
            outcome.findings += kept(f for f in found if f.code not in left_out)

    def _run(
        self, scope: str, subject: object, source: Source, outcome: Outcome
    ) -> Iterator[Finding]:
        for rule in self._rules.get(scope, ()):
            try:
                found = list(rule.run(subject))
            except Exception as error:  # a rule's failure is reported, and the others go on
                crash = Crash(f"rule {rule.code} {rule.name}", source, error)
                self._report_crash(outcome, crash)
                continue
            for finding in found:
                severity = self.settings.severities.get(finding.code) or (
                    self.settings.severities.get(finding.name)
                )
                yield finding.rated(severity) if severity else finding

    def _report_crash(self, outcome: Outcome, crash: Crash) -> None:
        outcome.crashed = True
        for rule in self._rules.get("Crash", ()):
            outcome.findings += rule.run(crash)


def _context(deployment: Deployment, several: bool) -> str:
    parts = [f"document {deployment.node.document.index}"] if several else []
    if deployment.name:
        parts.append(f'deployment "{deployment.name}"')
    return ", ".join(parts)
