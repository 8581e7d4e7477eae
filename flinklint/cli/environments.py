"""The environments that a command is run for, from its options and the settings file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from flinklint.cli.table import Arguments
from flinklint.environment import Environment, Overlay
from flinklint.files import printable, read
from flinklint.manifest import Manifest
from flinklint.refusal import Refusal
from flinklint.report.output import root as repository_root
from flinklint.script_file import is_inside
from flinklint.settings import Settings, SettingsFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.tree import Node


def chosen(arguments: Arguments, found: SettingsFile) -> list[Environment | None]:
    """The environments to run for; None is a run with nothing laid over.

    Raises `Refusal` on a name that there is not.
    """
    names = list(dict.fromkeys(arguments.environments))
    for name in names:
        if name not in found.environments:
            raise Refusal(_unknown(name, found))
    if arguments.all_envs:
        if not found.environments:
            raise Refusal("the settings declare no environments: [environments.NAME] overlays")
        names = list(found.environments)
    root = project_root(found)

    def open_overlay(overlay: Overlay, path: Path) -> Manifest:
        return _open(overlay, path, root)

    given = [Overlay(Path(path), "--overlay") for path in arguments.overlays]
    values = tuple(_assignments(arguments.assignments))
    if not names and (given or values):
        return [Environment("", open_overlay, tuple(given), values)]
    declared = overlays(found)
    return [
        Environment(name, open_overlay, (*declared[name], *given), values) for name in names
    ] or [None]


def _assignments(texts: Sequence[str]) -> list[Node]:
    if not texts:
        return []
    from flinklint.assignment import read as read_assignment

    return [read_assignment(text) for text in texts]


def _unknown(name: str, found: SettingsFile) -> str:
    from flinklint.nearest import nearest

    if not found.environments:
        return f"`{name}` is no environment: the settings declare none"
    near = nearest(name, found.environments)
    known = ", ".join(found.environments)
    hint = f"did you mean `{near}`?" if near else f"known are {known}"
    return f"`{name}` is no environment; {hint}"


def overlays(found: SettingsFile) -> dict[str, list[Overlay]]:
    """The overlays of every declared environment, their paths as seen from here."""
    return {
        name: [
            Overlay(_from_here(found.folder / path), found.place("environments", name, "overlays"))
            for path in paths
        ]
        for name, paths in found.environments.items()
    }


def all_overlays(found: SettingsFile) -> list[Overlay]:
    """The overlays of all declared environments: files that are no deployments themselves."""
    return [overlay for each in overlays(found).values() for overlay in each]


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    whole = Path(os.path.normpath(here / path))
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


def project_root(found: SettingsFile) -> Path:
    """The folder that nothing outside of is read for a deployment.

    That of the settings file, else the root of the repository, else this one.
    """
    return found.folder if found.path is not None else repository_root(Path.cwd())


def _open(overlay: Overlay, path: Path, root: Path) -> Manifest:
    shown = printable(path)
    if not is_inside(os.path.realpath(path), root):
        message = f"the overlay {shown} lies outside of the project (FL124)"
        raise Refusal(f"{overlay.place}: {message}")
    if not path.exists():
        raise Refusal(f"{overlay.place}: there is no overlay {shown}")
    file = read(path)
    manifest = Manifest(file.source, Settings(), encoding=file.encoding, path=path)
    documents = [d for d in manifest.tree.documents if d.content is not None]
    if manifest.problem is None and len(documents) > 1:
        raise Refusal(f"{shown}: an overlay is one document, not {len(documents)}")
    for document in documents if manifest.problem is None else ():
        if not document.root.is_mapping and not document.root.is_null:
            raise Refusal(f"{shown}: an overlay is a mapping, as a deployment is")
    return manifest
