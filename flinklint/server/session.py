"""What is open in the editor, and what was found in it: also in scripts of other files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flinklint.check import Checker, Outcome
from flinklint.deployment import Deployment
from flinklint.discovery import find
from flinklint.encoding import decode
from flinklint.files import FileError
from flinklint.finding import Finding
from flinklint.report.record import Record
from flinklint.server.documents import Document
from flinklint.source import Source

CheckerOf = Callable[[Path, "Path | None"], "Checker | None"]
"""Makes the checker for a file in a workspace's folder, with the settings that hold for the file;
None if they exclude it. May raise `Refusal`."""

SCRIPT_KEY = b"sqlScriptFile"
MOST_HOSTS = 20
"""How many deployments of a script that are not open are checked with it."""
LOOKING = 2.0
"""How many seconds a project is looked through for them."""


@dataclass(frozen=True, eq=False)
class Part:
    """What was found in one file: by its address for the editor, the text that it is about."""

    source: Source
    findings: list[Finding]


@dataclass(frozen=True, eq=False)
class Checked:
    """What the check of one file found, by the addresses of the files that it is about.

    `scripts` are the deployments by the real path of the script file that they name.
    """

    owner: str
    parts: dict[str, Part] = field(default_factory=dict)
    scripts: dict[str, Deployment] = field(default_factory=dict)


class Session:
    """The documents that are open, by their addresses, and what is known of them.

    Checking changes nothing here, so that it may run beside: `take` takes in what was found.
    """

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self._checked: dict[str, Checked] = {}
        self._naming: dict[Path, list[Path]] = {}

    def look_again(self) -> None:
        """Forget which files name a script: something was saved."""
        self._naming = {}

    def by_path(self) -> dict[str, str]:
        """The addresses of the documents that are files, by real path."""
        return {
            os.path.realpath(document.path): uri
            for uri, document in list(self.documents.items())
            if document.path is not None
        }

    def check(self, uri: str, document: Document, checker: Checker) -> list[Checked]:
        """Check a document: what is found in it, and in the script files that it names.

        A script is checked with the deployments that name it, open or not; without any, by itself.
        A version that is no more is not checked.
        """
        if self.documents.get(uri) is not document:
            return []
        if not document.is_sql or document.path is None:
            return [self._check(uri, document, checker)]
        hosts = list(self._hosts(document.path, checker))
        found = [self._check(host, other, checker) for host, other in hosts]
        real = os.path.realpath(document.path)
        if any(real in checked.scripts for checked in found):
            return [Checked(uri), *found]
        return [self._check(uri, document, checker)]

    def _check(self, uri: str, document: Document, checker: Checker) -> Checked:
        own = self.by_path()
        opened = {real: self.documents.get(other) for real, other in own.items()}
        checker.script_files = {
            real: other.source
            for real, other in opened.items()
            if other is not None and other.is_sql
        }
        outcome = checker.check([document.file])
        paths = {id(source): real for real, source in checker.script_files.items()}
        addresses = {id(document.source): uri}
        sources = {uri: document.source}
        scripts = {}
        for deployment in outcome.deployments:
            file = deployment.script_file
            real = paths.get(id(file.source)) if file is not None else None
            if file is not None and file.source is not None and real is not None:
                address = own.get(real) or Path(real).as_uri()
                addresses[id(file.source)] = address
                sources[address] = file.source
                scripts[real] = deployment
        parts = {address: Part(source, []) for address, source in sources.items()}
        for finding in _shown(outcome):
            if id(finding.source) in addresses:
                parts[addresses[id(finding.source)]].findings.append(finding)
        return Checked(uri, parts, scripts)

    def _hosts(self, path: Path, checker: Checker) -> Iterator[tuple[str, Document]]:
        """The documents that name a script file: those that are open, then those in the project."""
        name = path.name.encode()
        own = self.by_path()
        for uri, document in list(self.documents.items()):
            text = document.source.text.encode("utf-8", "surrogatepass")
            if not document.is_sql and SCRIPT_KEY in text and name in text:
                yield uri, document
        if path not in self._naming:
            self._naming[path] = list(_naming(name, checker.settings.root))
        for host in self._naming[path]:
            if os.path.realpath(host) not in own and host.is_file():
                read = decode(host.read_bytes())[0]
                yield host.as_uri(), Document(str(host), read, None, path=host)

    def take(self, found: Iterable[Checked]) -> set[str]:
        """Take in what was found; the addresses of the files of which something else is known."""
        changed: set[str] = set()
        for checked in found:
            before = self._checked.get(checked.owner)
            changed |= {*checked.parts, *(before.parts if before is not None else ())}
            changed.add(checked.owner)
            self._checked[checked.owner] = checked
            for real, deployment in checked.scripts.items():
                uri = self.by_path().get(real)
                if uri is not None:
                    self.documents[uri].host = deployment
        return {uri for uri in changed if self._is_shown(uri)}

    def drop(self, uri: str) -> set[str]:
        """Forget a document that was closed; the addresses of which nothing is said any more."""
        self.documents.pop(uri, None)
        changed = {uri}
        for owner, checked in list(self._checked.items()):
            if owner == uri or not (
                owner in self.documents or {*checked.parts} & {*self.documents}
            ):
                changed |= {*checked.parts}
                del self._checked[owner]
        return changed

    def _is_shown(self, uri: str) -> bool:
        """Whether findings of a file are shown: it is open, or the script of one that is."""
        return uri in self.documents or any(
            uri in checked.parts and owner in self.documents
            for owner, checked in self._checked.items()
        )

    def findings(self, uri: str) -> list[Finding]:
        """What was found in a file, each once; of a text that is no more nothing counts."""
        document = self.documents.get(uri)
        seen: dict[tuple[object, ...], Finding] = {}
        for checked in self._checked.values():
            part = checked.parts.get(uri)
            if part is None or (document is not None and part.source is not document.source):
                continue
            for finding in part.findings:
                key = (finding.code, finding.span, finding.message)
                seen.setdefault(key, finding)
        return sorted(seen.values(), key=lambda finding: (finding.span.start, finding.code))

    def source(self, uri: str) -> Source | None:
        """The text of a file that something was found in."""
        document = self.documents.get(uri)
        if document is not None:
            return document.source
        for checked in self._checked.values():
            if uri in checked.parts:
                return checked.parts[uri].source
        return None

    def is_checked(self, uri: str) -> bool:
        """Whether the text of a document as it is now was checked."""
        document = self.documents.get(uri)
        return document is not None and any(
            uri in checked.parts and checked.parts[uri].source is document.source
            for checked in self._checked.values()
        )

    def users(self, uri: str) -> list[str]:
        """The open documents that are to be checked when a script has changed."""
        return [
            owner
            for owner, checked in self._checked.items()
            if uri in checked.parts and owner != uri and owner in self.documents
        ]


def _shown(outcome: Outcome) -> list[Finding]:
    """What was found, as it may be shown: no secret is in it."""
    record = Record(outcome.findings, outcome.checked, left_out=tuple(outcome.unseen))
    return list(record.findings)


def _naming(name: bytes, root: Path) -> Iterator[Path]:
    """The files of a project that hold the name of a script file, and name one."""
    until = time.monotonic() + LOOKING
    left = MOST_HOSTS
    try:
        for found in find([root], scripts=False):
            if not left or time.monotonic() > until:
                return
            data = found.path.read_bytes()
            if SCRIPT_KEY in data and name in data:
                left -= 1
                yield found.path
    except (FileError, OSError):
        return
