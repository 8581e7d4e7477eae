"""Files in, sorted findings out: which rules run on what, and what happens when one fails."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from flinklint.baseline import Baseline, Entry
from flinklint.dataclass import dataclass, field, replace
from flinklint.deployment import Deployment, Neighbours
from flinklint.encoding import Encoding
from flinklint.finding import Finding, Severity
from flinklint.manifest import Manifest, PassedOver
from flinklint.own_rules import rules_of
from flinklint.path_patterns import matches as means
from flinklint.refusal import Refusal
from flinklint.rule import Rule, matches
from flinklint.script import Script
from flinklint.script_file import KEY as SCRIPT_FILE
from flinklint.secrets import may_be_secret
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.suppress import MANDATORY, Suppressions, places_of
from flinklint.suppress import read as read_suppressions
from flinklint.tree import MARK, MOST_CHARACTERS, MOST_COMMENTS, has_too_many_comments
from flinklint.written_secrets import masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.file_cache import FileCache

MOST_FINDINGS = 50_000
"""Findings in a file beyond which its next deployments are not looked at: nobody reads so many."""
_ENOUGH = 32
"""Files from which on a further process pays."""
_OF_NEIGHBOURS = "SessionCluster"
"""What is in the text of a resource that deployments of other files refer to."""
_OF_FORM = "FL00"
"""The codes of the rules that judge a file's form, whatever it holds."""
_OF_YAML = "FL001"
"""The rule that says why a file is not read to its end."""
_OF_BYTES = "FL005"
"""The rule that judges a file's bytes."""
_COMPARES_NAMES = "FL111"
"""The rule that compares deployments of one name, of all files."""
_OF_SECRETS = ("FL801", "FL802", "FL803", "FL805")
"""The rules that find secrets."""


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
        return self.source.is_script


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

    `overlays` are the files that an environment laid over the manifests. `accepted` is how many
    more findings the baseline has. `unseen` are secrets that no finding tells of, since the rule is
    not run or was silenced: no report shows their text either.
    """

    findings: list[Finding] = field(default_factory=list)
    manifests: list[Manifest] = field(default_factory=list)
    overlays: list[Manifest] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    passed_over: list[tuple[File, str]] = field(default_factory=list)
    crashed: bool = False
    accepted: int = 0
    unseen: list[Finding] = field(default_factory=list)

    def keep(self, findings: Iterable[Finding]) -> None:
        """Take some of the findings for all of them."""
        kept = list(findings)
        among = {id(finding) for finding in kept}
        self.unseen += (f for f in self.findings if f.secret and id(f) not in among)
        self.findings = kept

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
        self.jobs = 1
        self.kept: FileCache | None = None
        self.script_files: dict[str, Source] = {}
        self._rules: dict[str, list[Rule]] = {}
        self._left_out_of: dict[str, frozenset[str]] = {}
        rules = list(rules)
        known = [*rules_of(settings), *rules]
        self._known = {word: rule.code for rule in known for word in (rule.code, rule.name)}
        self.mandatory = MANDATORY | {
            rule.code for rule in known if matches(rule, settings.mandatory)
        }
        for rule in rules:
            self._rules.setdefault(rule.scope, []).append(rule)
        compared = self._rules.get("Project", ())
        self._looks_back = any(rule.code != _COMPARES_NAMES for rule in compared)
        left = (rule for rule in known if rule not in rules)
        self._unrun = [rule for rule in left if rule.code.startswith(_OF_SECRETS)]

    def check(self, files: Iterable[File]) -> Outcome:
        """Check files; the findings are sorted by file, place and code. Raises `Refusal`."""
        outcome = self.find(files)
        if self.baseline is not None:
            self.accept(self.baseline, outcome)
        return outcome

    def find(self, files: Iterable[File]) -> Outcome:
        """Check files as `check` does, whatever the baseline has. Raises `Refusal`."""
        outcome = Outcome()
        read = list(self._read(list(files), outcome))
        alone: dict[int, File] = {}
        if self.kept is not None or self.jobs > 1:
            alone = {n: file for n, (file, m) in enumerate(read) if self._stands_alone(file, m)}
        done = self.kept.known(alone) if self.kept is not None else {}
        done |= self._in_workers(read, [number for number in alone if number not in done])
        for number, (file, manifest) in enumerate(read):
            if number in alone and number not in done and self.kept is not None:
                done[number] = self._done_alone(file, manifest)
            if number in done:
                done[number].put_into(outcome, file, manifest)
            elif not file.is_script:
                self._guarded(self._check_manifest, file, manifest, outcome)
        if self.kept is not None:
            self.kept.keep((file, done[number]) for number, file in alone.items())
        named = {source for m in outcome.manifests for source in m.script_sources}
        for file, manifest in read:
            if file.is_script and file.source not in named:
                self._guarded(self._check_script, file, manifest, outcome)
        project = self._project(outcome)
        if project.deployments:
            outcome.findings += self._run(
                "Project", project, project.deployments[0].node.source, outcome
            )
        self._leave_out(outcome)
        for part in _parts(read, outcome):
            if MARK in part.source.text:
                try:
                    self._suppress(part, outcome)
                except Exception as error:  # one file's failure must not stop the others
                    crash = Crash("reading the suppressions", part.source, error)
                    self._report_crash(outcome, crash)
        order = {part.source.name: n for n, part in reversed([*enumerate(_parts(read, outcome))])}
        outcome.findings.sort(
            key=lambda f: (order.get(f.source.name, 0), f.span.start, f.code, f.span.end, f.message)
        )
        return outcome

    def _done_alone(self, file: File, manifest: Manifest) -> Done:
        """What is found in a file that stands for itself."""
        outcome = Outcome()
        self._guarded(self._check_manifest, file, manifest, outcome)
        return Done.of(outcome, manifest)

    def _in_workers(self, read: list[tuple[File, Manifest]], alone: list[int]) -> dict[int, Done]:
        """Check some files, which stand for themselves, in processes of their own."""
        jobs = min(self.jobs, len(alone) // _ENOUGH)
        if jobs < 2:
            return {}
        from flinklint.workers import WorkerDied, spread

        def work(number: int) -> Done:
            return self._done_alone(*read[number])

        def died(number: int) -> None:
            sys.stderr.write(f"{read[number][0].source.name}: a worker died; it is checked again\n")

        done = {alone[0]: work(alone[0])}  # what all need is loaded before they part
        sources = [file.source for file, _ in read]
        for number, result in spread(alone[1:], jobs, work, sources, died):
            if isinstance(result, WorkerDied):
                outcome = Outcome()
                self._report_crash(outcome, Crash("reading the file", sources[number], result))
                result = Done(outcome.findings, [], [], crashed=True, facts={})
            done[number] = result
        return done

    def _stands_alone(self, file: File, manifest: Manifest) -> bool:
        """Whether all that is found in a file can be told without what others hold."""
        text = file.source.text
        return not (
            file.is_script
            or self._looks_back
            or self.settings.environment is not None
            or MARK in text
            or file.encoding is not None
            or SCRIPT_FILE in text
            or _OF_NEIGHBOURS in text
        )

    def _project(self, outcome: Outcome) -> Project:
        """What rules compare; for the built-in ones that is deployments of one name."""
        manifests = outcome.manifests
        if not self._looks_back:
            named = Counter(name for manifest in manifests for name in manifest.names)
            manifests = [m for m in manifests if any(named[name] > 1 for name in m.names)]
        deployments = [found for manifest in manifests for found in manifest.deployments]
        return Project(deployments, outcome.manifests, self.settings)

    def _forget(self, manifest: Manifest) -> None:
        """Drop the tree of a file that is done, unless it is looked at again."""
        if not self._is_wanted(manifest):
            manifest.forget()

    def _is_wanted(self, manifest: Manifest) -> bool:
        """Whether a file that is done is looked at again."""
        return self._looks_back or MARK in manifest.source.text

    def _guarded(
        self,
        check: Callable[[File, Manifest, Outcome], None],
        file: File,
        manifest: Manifest,
        outcome: Outcome,
    ) -> None:
        """Check a file; its failure does not stop the others. Raises `Refusal`."""
        try:
            check(file, manifest, outcome)
        except Refusal:
            raise
        except Exception as error:  # whatever it is, it is reported
            self._report_crash(outcome, Crash("reading the file", file.source, error))

    def _read(self, files: list[File], outcome: Outcome) -> Iterator[tuple[File, Manifest]]:
        """Read every manifest first, so that what deployments refer to is known."""
        neighbours = Neighbours(script_files=self.script_files)
        for file in files:
            if file.is_script and file.path is not None:
                neighbours.script_files[os.path.realpath(file.path)] = file.source
        for file in files:
            manifest = Manifest(
                file.source,
                self.settings,
                named=file.named,
                encoding=file.encoding,
                neighbours=neighbours,
                path=file.path,
            )
            if not file.is_script and _OF_NEIGHBOURS in file.source.text:
                try:
                    for found in manifest.recognitions:
                        neighbours.add(found.node)
                except Exception as error:  # one file's failure must not stop the others
                    self._report_crash(outcome, Crash("reading the file", file.source, error))
                    continue
            yield file, manifest

    def _check_script(self, file: File, manifest: Manifest, outcome: Outcome) -> None:
        if not file.asked and self.settings.flink_version is None:
            return  # a hook passes SQL of any dialect
        is_long = len(file.source.text) > MOST_CHARACTERS
        if is_long or has_too_many_comments(file.source.text):
            characters = f"{MOST_CHARACTERS // 1_000_000} million characters"
            most = characters if is_long else f"{MOST_COMMENTS:,} comments for flinklint"
            reason = f"a script of more than {most} is not read"
            if file.named:
                raise Refusal(f"{file.source.name}: {reason}")
            outcome.passed_over.append((file, reason))
            return
        script = Script(file.source.text, file.source, self.settings)
        outcome.scripts.append(script)
        if file.encoding is not None:
            outcome.findings += self._run("Manifest", manifest, file.source, outcome, _OF_BYTES)
        outcome.findings += self._run("Script", script, file.source, outcome)
        for rule in self._unrun:
            if rule.scope == "Script":
                outcome.unseen += (f for f in rule.run(script) if f.secret)
        if MARK not in file.source.text:
            script.forget()

    def _check_manifest(self, file: File, manifest: Manifest, outcome: Outcome) -> None:
        if not manifest.is_ours:
            reason = masked(manifest.passed_over, file.source.text) if file.asked else ""
            outcome.passed_over.append((file, reason))
            if file.asked:
                outcome.findings += self._run(
                    "PassedOver", PassedOver(manifest), file.source, outcome
                )
            return
        outcome.manifests.append(manifest)
        outcome.findings += self._run("Manifest", manifest, file.source, outcome)
        self._check_overlays(manifest, outcome)
        several, marked = len(manifest.tree.documents) > 1, MARK in file.source.text
        most = len(outcome.findings) + MOST_FINDINGS
        for deployment in self._deployments(manifest):
            if len(outcome.findings) > most:
                above = f"there are more than {MOST_FINDINGS:,} findings above"
                why = f"from here on nothing is checked: {above}"
                manifest.stop_at(deployment, why)
                outcome.findings += self._run("Manifest", manifest, file.source, outcome, _OF_YAML)
                break
            found = self._run("Deployment", deployment, file.source, outcome)
            script_of = Script.of(deployment)
            if script_of is not None:
                found += self._run("Script", script_of, file.source, outcome)
                if marked if script_of.source is file.source else MARK in script_of.source.text:
                    outcome.scripts.append(script_of)
                else:
                    script_of.forget()
            self._look_for_secrets(deployment, outcome)
            context = _context(deployment, several)
            outcome.findings += (
                replace(
                    _with_overridden(finding, deployment),
                    context=", ".join(filter(None, (context, finding.context))),
                )
                for finding in found
            )
        self._forget(manifest)

    def _deployments(self, manifest: Manifest) -> Iterator[Deployment]:
        """The deployments of a file, each dropped when it is done, unless it is looked at again."""
        waiting = manifest.deployments
        if self._is_wanted(manifest):
            yield from waiting
            return
        manifest.forget_deployments()
        waiting.reverse()
        while waiting:
            yield waiting.pop()

    def _look_for_secrets(self, deployment: Deployment, outcome: Outcome) -> None:
        """Find the secrets of a deployment that no rule of this run tells of."""
        if self._unrun:
            self._see(deployment, self._unrun, outcome)
        if deployment.node.document.layered:  # what is replaced is shown too
            written = Deployment(deployment.written, self.settings)
            ran = [r for scope in ("Deployment", "Script") for r in self._rules.get(scope, ())]
            rules = [*self._unrun, *(r for r in ran if r.code.startswith(_OF_SECRETS))]
            self._see(written, rules, outcome)

    def _see(self, deployment: Deployment, rules: Iterable[Rule], outcome: Outcome) -> None:
        script = Script.of(deployment)
        for rule in rules:
            subject = deployment if rule.scope == "Deployment" else script
            if subject is not None:
                outcome.unseen += (f for f in rule.run(subject) if f.secret)

    def _check_overlays(self, manifest: Manifest, outcome: Outcome) -> None:
        """Check the form of the files that are laid over a manifest, each once."""
        environment = self.settings.environment
        for overlay in environment.overlays_of(manifest.source.name) if environment else ():
            if overlay in outcome.overlays:
                continue
            outcome.overlays.append(overlay)
            outcome.findings += self._run("Manifest", overlay, overlay.source, outcome)
            for document in overlay.tree.documents if overlay.problem is None else ():
                written = Deployment(document.root, self.settings)
                found = self._run("Deployment", written, overlay.source, outcome)
                outcome.findings += (f for f in found if f.code.startswith(_OF_FORM))

    def accept(self, baseline: Baseline, outcome: Outcome) -> None:
        """Drop what the baseline has, and say which of its entries nothing matches."""
        stale = self.stale(baseline, outcome)
        found = outcome.findings
        outcome.keep(baseline.new(found, self.mandatory, outcome.unseen))
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

        return baseline.without_use(outcome.findings, ran, outcome.unseen)

    def _leave_out(self, outcome: Outcome) -> None:
        """Drop what settings leave out of single files."""
        if self.settings.per_file:
            outcome.keep(
                finding
                for finding in outcome.findings
                if finding.code in self.mandatory
                or finding.code not in self._left_out(finding.source.name)
            )

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

    def _suppress(self, part: Part, outcome: Outcome) -> None:
        """Drop what comments in a file silence, and say what is wrong with the comments."""
        source, tree = part.source, part.manifest
        scripts = [script for script in outcome.scripts if script.source is source]
        ran = {
            rule.code
            for scope in ("Manifest", "Deployment", "Script", "Project")
            for rule in self._rules.get(scope, ())
        }
        suppressions = Suppressions(
            read_suppressions(source, tree, scripts),
            self._known,
            frozenset(ran - self._left_out(source.name)) if not outcome.crashed else frozenset(),
            self.mandatory,
            self.settings,
        )
        if not suppressions.found:
            return

        def kept(findings: Iterable[Finding]) -> list[Finding]:
            return [
                finding
                for finding in findings
                if finding.source.name != source.name
                or not suppressions.silences(finding, places_of(finding, tree))
            ]

        outcome.keep(kept(outcome.findings))
        if tree is None or (tree.problem is None and (tree.is_ours or tree in outcome.overlays)):
            found = self._run("Suppressions", suppressions, source, outcome)
            left_out = self._left_out(source.name) - self.mandatory
            outcome.findings += kept(f for f in found if f.code not in left_out)

    def _run(
        self, scope: str, subject: object, source: Source, outcome: Outcome, codes: str = ""
    ) -> list[Finding]:
        """What the rules of a scope find, those whose code begins with `codes`."""
        findings: list[Finding] = []
        rules = self._rules.get(scope, [])
        if codes:
            rules = [rule for rule in rules if rule.code.startswith(codes)]
        for rule in rules:
            try:
                found = [*rule.check(subject)]
            except Exception as error:  # a rule's failure is reported, and the others go on
                crash = Crash(f"rule {rule.code} {rule.name}", source, error)
                self._report_crash(outcome, crash)
            else:
                if found:
                    findings += rule.stamped(found)
        rated = self.settings.severities
        return [_rated(finding, rated) for finding in findings] if rated else findings

    def _report_crash(self, outcome: Outcome, crash: Crash) -> None:
        outcome.crashed = True
        for rule in self._rules.get("Crash", ()):
            outcome.findings += rule.run(crash)


@dataclass(frozen=True, eq=False)
class Done:
    """What a worker found in a manifest, and what is known of the manifest."""

    findings: list[Finding]
    unseen: list[Finding]
    reasons: list[str]
    crashed: bool
    facts: dict[str, object]

    @classmethod
    def of(cls, outcome: Outcome, manifest: Manifest) -> Done:
        """What an outcome has, if it is of this manifest alone."""
        facts = manifest.facts() if outcome.manifests else {}
        reasons = [reason for _, reason in outcome.passed_over]
        return cls(outcome.findings, outcome.unseen, reasons, outcome.crashed, facts)

    def put_into(self, outcome: Outcome, file: File, manifest: Manifest) -> None:
        """Make this part of the outcome of a run."""
        outcome.findings += self.findings
        outcome.unseen += self.unseen
        outcome.passed_over += ((file, reason) for reason in self.reasons)
        outcome.crashed |= self.crashed
        if self.facts:
            outcome.manifests.append(manifest)
            manifest.__dict__.update(self.facts)


@dataclass(frozen=True, eq=False)
class Part:
    """A file that findings can be in: one that was read, one laid over it, or a script's own."""

    source: Source
    manifest: Manifest | None = None


def _parts(read: Iterable[tuple[File, Manifest]], outcome: Outcome) -> Iterator[Part]:
    """Every file that findings can be in, once: after a manifest what it refers to."""
    seen: set[Source] = set()
    manifests = {id(manifest) for manifest in outcome.manifests}
    for file, manifest in read:
        parts = [Part(file.source, None if file.is_script else manifest)]
        if id(manifest) in manifests:
            parts += map(Part, manifest.script_sources)
        for part in parts:
            if part.source not in seen:
                seen.add(part.source)
                yield part
    yield from (Part(overlay.source, overlay) for overlay in outcome.overlays)


def _rated(finding: Finding, rated: Mapping[str, Severity]) -> Finding:
    severity = rated.get(finding.code) or rated.get(finding.name)
    return finding.rated(severity) if severity else finding


def _with_overridden(finding: Finding, deployment: Deployment) -> Finding:
    """A finding at an overlay's value also shows the value that it replaces, if it is no secret."""
    node, before = deployment.node, deployment.written
    if finding.secret or finding.source is before.source or not node.document.layered:
        return finding
    steps = [step.replace("~1", "/").replace("~0", "~") for step in finding.path.split("/")[1:]]
    replaced = before.document.root.at(*steps)
    if not steps or not replaced.exists or may_be_secret(replaced):
        return finding
    return finding.because(replaced, "this value is replaced")


def _context(deployment: Deployment, several: bool) -> str:
    parts = [f"document {deployment.node.document.index}"] if several else []
    if deployment.name:
        parts.append(f'deployment "{deployment.name}"')
    return ", ".join(parts)
