"""Environments: which overlays are laid over a deployment, and what comes of it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from pathlib import Path

from flinklint.dataclass import dataclass, field
from flinklint.memo import cached_property
from flinklint.merge import merge
from flinklint.source import Source
from flinklint.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.manifest import Manifest


@dataclass(frozen=True)
class Overlay:
    """A file of values for an environment; `place` is where it is named, as messages begin.

    `{stem}` in the path stands for the manifest's file name without its ending; such a file need
    not be there for every manifest.
    """

    path: Path
    place: str = ""

    @property
    def is_pattern(self) -> bool:
        """Whether there is one for each manifest."""
        return "{stem}" in self.path.name

    def path_for(self, name: str) -> Path:
        """The path for a manifest of a name."""
        stem = posixpath.basename(name).partition(".")[0]
        return self.path.with_name(self.path.name.replace("{stem}", stem))

    @cached_property
    def _real(self) -> str:
        """The real path, or the one of the folder where the name is a pattern."""
        return os.path.realpath(self.path.parent if self.is_pattern else self.path)

    def means(self, path: str) -> bool:
        """Whether a real path is one of the overlay's files."""
        if not self.is_pattern:
            return path == self._real
        before, after = self.path.name.split("{stem}", 1)
        folder, _, name = path.rpartition(os.sep)
        return (
            folder == self._real
            and len(name) > len(before) + len(after)
            and name.startswith(before)
            and name.endswith(after)
        )


@dataclass(eq=False)
class Environment:
    """The overlays of an environment in order, the last the strongest, and single values on top.

    `name` is empty where only values of the command line are laid over. `open` reads a file of an
    overlay; it raises `Refusal` if that cannot be.
    """

    name: str
    open: Callable[[Overlay, Path], Manifest]
    overlays: tuple[Overlay, ...] = ()
    values: tuple[Node, ...] = ()
    read: dict[Path, Manifest] = field(default_factory=dict)

    def overlays_of(self, name: str) -> list[Manifest]:
        """The overlay files for a manifest of a name. Raises `Refusal`."""
        found = []
        for overlay in self.overlays:
            path = overlay.path_for(name)
            if path not in self.read:
                if overlay.is_pattern and not path.exists():
                    continue
                self.read[path] = self.open(overlay, path)
            found.append(self.read[path])
        return found

    def apply(self, node: Node, name: str) -> Node | None:
        """A deployment with everything laid over it; None if an overlay cannot be read as YAML.

        Raises `Refusal`.
        """
        patches: list[Node] = []
        for manifest in self.overlays_of(name):
            if manifest.problem is not None:
                return None
            patches += (d.root for d in manifest.tree.documents if d.content is not None)
        patches += self.values
        return merge(node, patches) if patches else node

    def folder_of(self, source: Source) -> Path | None:
        """The folder of an overlay that a value was written in; None for others."""
        for path, manifest in self.read.items():
            if manifest.source is source:
                return path.parent
        return None
