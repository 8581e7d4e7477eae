"""A document that is open in the editor, and what is known of it although it is half typed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from pathlib import Path

from flinklint.check import File
from flinklint.deployment import Deployment
from flinklint.manifest import Manifest
from flinklint.memo import cached_property
from flinklint.script import Script
from flinklint.server.place import Place, place_at
from flinklint.server.positions import Positions
from flinklint.settings import Settings
from flinklint.source import Source

KINDS = {"yaml": ".yaml", "json": ".json", "jsonc": ".json", "sql": ".sql"}
"""The languages of an editor that are looked at, and how files of them are named."""

SQL_FIELD = "sqlScript"
_SCRIPTS = 4
"""How many scripts of a document are kept with what is known of them."""
_UNWRAPPED = Settings(unwrap=True)


@dataclass(frozen=True, eq=False)
class ScriptPlace:
    """A place inside a script: the script, and the index of the place in its text."""

    script: Script
    index: int


class Document:
    """One version of a document's text.

    `name` is its path, or what stands for one. `before` is an earlier version, which knows the
    deployments while this one is no YAML. `host` is the deployment whose script it was found to be.
    """

    def __init__(
        self,
        name: str,
        text: str,
        version: int | None,
        *,
        language: str = "",
        path: Path | None = None,
        encoding: str = "utf-16",
        before: Document | None = None,
    ) -> None:
        suffix = KINDS.get(language, "")
        known = name.lower().endswith((".yaml", ".yml", ".json", ".sql"))
        self.source = Source(name if known else name + suffix, text)
        self.version = version
        self.language = language
        self.path = path
        self.is_ours = known or bool(suffix)
        self.positions = Positions(self.source, encoding)
        self._places: dict[int, Place] = {}
        self.host: Deployment | None = before.host if before is not None else None
        self._last_good = before.last_good if before is not None else None
        self._scripts: dict[tuple[object, ...], Script] = before._scripts if before else {}

    @property
    def file(self) -> File:
        """The document as a file to check; of what is not ours nothing is said."""
        return File(self.source, named=True, asked=False, path=self.path)

    @property
    def is_sql(self) -> bool:
        """Whether the document is a script of its own."""
        return self.file.is_script

    @cached_property
    def manifest(self) -> Manifest:
        """The text as a manifest; what is wrapped is looked into, whatever the settings."""
        return Manifest(self.source, _UNWRAPPED)

    @property
    def last_good(self) -> Manifest | None:
        """The manifest of this version, or of the last one that held a deployment."""
        if not self.is_sql and self.manifest.deployments:
            return self.manifest
        return self._last_good

    # What stands where

    def place(self, offset: int) -> Place:
        """What stands at a place of the YAML; the path is one in the deployment."""
        if offset not in self._places:
            self._places[offset] = self._in_deployment(place_at(self.source.text, offset))
        return self._places[offset]

    def _in_deployment(self, found: Place) -> Place:
        manifest = self.last_good
        for deployment in manifest.deployments if manifest is not None else ():
            steps = deployment.node.path
            if steps and found.path[: len(steps)] == steps:
                return replace(found, path=found.path[len(steps) :])
        return found

    def deployment(self, offset: int, settings: Settings) -> Deployment | None:
        """The deployment that a place is in, as far as it can be read."""
        manifest = self._readable(offset)
        if manifest is None:
            return None
        number = self.place(offset).document
        found = [d for d in manifest.deployments if d.node.document.index == number]
        found = found or manifest.deployments
        return Deployment(found[0].node, settings) if found else None

    def _readable(self, offset: int) -> Manifest | None:
        """A manifest that can be read: without the line of the place, or of a version before."""
        if self.manifest.deployments:
            return self.manifest
        line = self.source.line_span(offset)
        text = self.source.text
        blank = " " * (len(text[line.start : line.end].rstrip("\r\n")))
        without = text[: line.start] + blank + text[line.start + len(blank) :]
        manifest = Manifest(Source(self.source.name, without), _UNWRAPPED)
        return manifest if manifest.deployments else self._last_good

    def script(self, offset: int, settings: Settings) -> ScriptPlace | None:
        """The script that a place is in, if it is in one."""
        text = self.source.text
        if self.is_sql:
            return ScriptPlace(self._script(text, settings, self.host), offset)
        place = self.place(offset)
        if place.path[-1:] != (SQL_FIELD,):
            return None
        deployment = self.deployment(offset, settings)
        if place.block is not None:
            script = self._script(place.block.text, settings, deployment)
            return ScriptPlace(script, place.block.index(offset))
        if place.role != "value" or deployment is None or not self.manifest.deployments:
            return None
        node = deployment.artifact[SQL_FIELD]
        value = node.text
        if value is None or not node.source_map.exact:
            return None
        starts = [node.source_map.span(i, i + 1).start for i in range(len(value))]
        index = bisect_right(starts, offset - 1)
        return ScriptPlace(self._script(value, settings, deployment), index)

    def _script(self, text: str, settings: Settings, deployment: Deployment | None) -> Script:
        """A script to ask about names; the same one as long as its text and its engine are."""
        script = Script(text, self.source, settings, deployment)
        key = (text, script.flink_version, script.vendor)
        if key not in self._scripts:
            while len(self._scripts) >= _SCRIPTS:
                del self._scripts[next(iter(self._scripts))]
            self._scripts[key] = script
        return self._scripts[key]
