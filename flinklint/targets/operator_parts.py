"""What all parts of a resource of the operator share: its name, paths, and how to set something."""

from __future__ import annotations

from flinklint.regex import regex
from flinklint.targets.target import Path, Reader
from flinklint.units import FlinkVersion

NAME = "flink-operator"
TEMPLATE = ("spec", "template", "spec")
ARTIFACT = (*TEMPLATE, "artifact")
NESTED_OPTIONS = FlinkVersion(2, 0)
"""From here on the operator writes the options as a tree, in config.yaml."""

_PLACEHOLDER = regex(r"\$\{[^}]*\}|\{\{[^}]*\}\}")


def to_set(name: str) -> str:
    """The hint to give a setting of the target."""
    return f"set `{name}` in [targets.{NAME}]"


def lose_unfilled(reader: Reader, path: Path) -> None:
    """Report a text with a placeholder, which only the platform fills in; it stays as it is."""
    text = reader.value(*path)
    found = _PLACEHOLDER.search(text) if isinstance(text, str) else None
    if found is not None:
        says = f"`{found.group()}` is filled in by the platform, and by nobody here"
        reader.lose(path, says, changes_job=False)
