"""The baseline: findings that were there when checking began, known by what they are about.

An entry is a finding's file, rule and fingerprint, which no line number is part of.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path

from flinklint import tree
from flinklint.dataclass import dataclass, replace
from flinklint.finding import Edit, Finding
from flinklint.memo import cached_property
from flinklint.nearest import nearest
from flinklint.settings import SettingsError
from flinklint.source import Source, Span
from flinklint.tree import Node

NAME = ".flinklint-baseline.json"
VERSION = 1

_KEYS = ("file", "code", "name", "path", "fingerprint")


@dataclass(frozen=True)
class Entry:
    """One accepted finding; `path` is for people, and `span` is where the entry stands."""

    file: str
    code: str
    name: str
    path: str
    fingerprint: str
    span: Span | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by."""
        return (self.file, self.code, self.fingerprint)


@dataclass(frozen=True, eq=False)
class Baseline:
    """The entries of a baseline's file; files are seen from the folder it stands in.

    `stale` are those that nothing matched in a run, and `strict` tells that they are errors.
    """

    source: Source
    folder: Path
    entries: tuple[Entry, ...] = ()
    stale: tuple[Entry, ...] = ()
    strict: bool = False

    def path_of(self, name: str) -> str:
        """A source's name as the baseline has it."""
        return os.path.relpath(Path.cwd() / name, self.folder).replace(os.sep, "/")

    def _fingerprints(self, findings: Sequence[Finding], unseen: Iterable[Finding]) -> list[str]:
        from flinklint.fingerprint import fingerprints  # brings cryptography: only where it counts

        return fingerprints(findings, self.path_of, unseen)

    def entries_of(
        self,
        findings: Sequence[Finding],
        mandatory: frozenset[str],
        unseen: Sequence[Finding] = (),
    ) -> list[Entry]:
        """An entry for each finding that can be accepted; `unseen` tell of further secrets."""
        return [
            Entry(self.path_of(f.source.name), f.code, f.name, f.path, fingerprint)
            for f, fingerprint in zip(findings, self._fingerprints(findings, unseen), strict=True)
            if self._accepts(f, mandatory)
        ]

    def _accepts(self, finding: Finding, mandatory: frozenset[str]) -> bool:
        return finding.code not in mandatory and finding.code != "FL013"

    @cached_property
    def _known(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(entry.key for entry in self.entries)

    def new(
        self,
        findings: Sequence[Finding],
        mandatory: frozenset[str],
        unseen: Sequence[Finding] = (),
    ) -> list[Finding]:
        """The findings that are not in the baseline; `unseen` tell of further secrets."""
        made = self._fingerprints(findings, unseen)
        return [
            finding
            for finding, fingerprint in zip(findings, made, strict=True)
            if not self._accepts(finding, mandatory)
            or (self.path_of(finding.source.name), finding.code, fingerprint) not in self._known
        ]

    def without_use(
        self,
        findings: Sequence[Finding],
        ran: Callable[[str, str], bool],
        unseen: Sequence[Finding] = (),
    ) -> list[Entry]:
        """The entries that no finding matches, where the rule ran on the file or the file is gone.

        `ran` says of a file's path and a rule's code whether the one was run on the other; `unseen`
        tell of further secrets.
        """
        made = self._fingerprints(findings, unseen)
        there = {
            (self.path_of(finding.source.name), finding.code, fingerprint)
            for finding, fingerprint in zip(findings, made, strict=True)
        }
        return [
            entry
            for entry in self.entries
            if entry.key not in there
            and (ran(entry.file, entry.code) or not (self.folder / entry.file).exists())
        ]

    def after(self, stale: Iterable[Entry]) -> Baseline:
        """The same baseline at the end of a run."""
        return replace(self, stale=tuple(stale))

    def flag(self, entry: Entry) -> Finding:
        """A finding at an entry that nothing matches."""
        message = f"nothing in {entry.file} matches this entry of {entry.code} any more"
        return Finding(message, self.source, entry.span or Span(0, 0))

    def removal(self, entry: Entry) -> list[Edit]:
        """The edits that take an entry out, with the comma that goes with it."""
        spans = sorted(other.span for other in self.entries if other.span is not None)
        if entry.span is None:
            return []
        number = spans.index(entry.span)
        if number + 1 < len(spans):
            return [Edit(self.source, Span(entry.span.start, spans[number + 1].start), "")]
        start = spans[number - 1].end if number else entry.span.start
        return [Edit(self.source, Span(start, entry.span.end), "")]


def read(source: Source, folder: Path) -> Baseline:
    """Read a baseline. Raises `SettingsError` on what is none."""
    read_tree = tree.read(source)

    def refuse(span: Span, message: str) -> SettingsError:
        place = source.position(span.start)
        return SettingsError(f"{source.name}:{place.line}:{place.column}: {message}")

    if read_tree.problem is not None:
        raise refuse(read_tree.problem.span, read_tree.problem.message)
    if not read_tree.documents or not read_tree.documents[0].root.is_mapping:
        raise refuse(Span(0, 0), "a baseline is an object with `version` and `entries`")
    root = read_tree.documents[0].root
    if root["version"].text != str(VERSION):
        raise refuse(root["version"].span, f"a baseline has `version` {VERSION}")
    if root["entries"].kind != "sequence":
        raise refuse(root["entries"].span, "`entries` must be a list")
    return Baseline(source, folder, tuple(_entry(node, refuse) for node in root["entries"]))


def _entry(node: Node, refuse: Callable[[Span, str], SettingsError]) -> Entry:
    for child in node:
        if child.name not in _KEYS:
            near = nearest(child.name, _KEYS)
            hint = f"; did you mean `{near}`?" if near else ""
            raise refuse(child.key_span, f"`{child.name}` is no key of an entry{hint}")
    missing = [key for key in _KEYS if key != "path" and not node[key].text]
    if missing:
        raise refuse(node.span, f"the entry has no `{missing[0]}`")
    file, code, name, path, fingerprint = (node[key].text or "" for key in _KEYS)
    return Entry(file, code, name, path, fingerprint, node.whole_span)


def renewed(
    old: Iterable[Entry], stale: Container[tuple[str, str, str]], found: Iterable[Entry]
) -> list[Entry]:
    """The old entries that are not stale, each once, and told as what is found now tells it.

    A finding that moved in a list, or whose rule has another name now, is known by the same.
    """
    now = {entry.key: entry for entry in found}
    kept = {entry.key: now.get(entry.key, entry) for entry in old if entry.key not in stale}
    return list(kept.values())


def write(entries: Iterable[Entry]) -> str:
    """A baseline's text: one entry a line, in order, so that a change of it reads well.

    Of entries that are known by the same, as a merge of two branches leaves them, one stays.
    """
    import json  # only what accepts findings needs it

    each = {entry.key: entry for entry in entries}.values()
    lines = [
        "    " + json.dumps({key: getattr(entry, key) for key in _KEYS}, ensure_ascii=False)
        for entry in sorted(each, key=lambda e: (e.file, e.code, e.path, e.fingerprint))
    ]
    inside = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "entries": {inside}\n}}\n'
