"""SQL in a file of its own: `sqlScriptFile`, read in the place of `sqlScript`."""

from __future__ import annotations

import os
import posixpath
import stat
from pathlib import Path

from flinklint.dataclass import dataclass
from flinklint.encoding import decode
from flinklint.merge import placed
from flinklint.scalar import ScalarMap
from flinklint.source import BOM, Source, Span
from flinklint.tree import Entry, Node, Scalar

KEY = "sqlScriptFile"


@dataclass(frozen=True, eq=False)
class ScriptFile:
    """The file that a deployment's `sqlScriptFile` names, or why it cannot be read.

    `node` is the key's value, `beside` the script that the manifest itself has, if any. `outside`
    says that the file would lie outside of the project.
    """

    node: Node
    beside: Node
    source: Source | None = None
    fault: str = ""
    hint: str = ""
    outside: bool = False


def find(artifact: Node, folder: Path, root: Path, known: dict[str, Source]) -> ScriptFile | None:
    """The script file of an artifact; None if it names none, or with a placeholder.

    The path is seen from `folder`, the one of the file that the key stands in; nothing outside of
    `root` is read, links followed. `known` are the files read before, by their real path.
    """
    node, beside = artifact[KEY], artifact["sqlScript"]
    text = node.text
    if not node or text is None or node.is_placeholder:
        return None
    if "\\" in text:
        hint = "separate folders with `/`"
        return ScriptFile(node, beside, fault=f"`{text}` has a backslash", hint=hint)
    if posixpath.isabs(text) or Path(text).is_absolute():
        return ScriptFile(
            node,
            beside,
            fault=f"`{text}` is no path from the manifest on",
            hint="write the path from this file's folder on, such as sql/orders.sql",
            outside=True,
        )
    try:
        real = os.path.realpath(folder / text)
        if not is_inside(real, root):
            hint = f"move the file into {posixpath.basename(root.as_posix()) or 'the project'}"
            fault = f"`{text}` lies outside of the project"
            return ScriptFile(node, beside, fault=fault, hint=hint, outside=True)
        if real not in known:
            known[real] = _read(real, posixpath.normpath(posixpath.join(_name(node), text)))
    except (OSError, ValueError) as error:
        why = _reason(error)
        return ScriptFile(node, beside, fault=f"`{text}` cannot be read: {why}")
    return ScriptFile(node, beside, known[real])


def _name(node: Node) -> str:
    return posixpath.dirname(node.source.name)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    text = getattr(error, "strerror", None) or str(error)
    return text[:1].lower() + text[1:]


def _read(path: str, name: str) -> Source:
    file = Path(path)
    if not stat.S_ISREG(file.stat().st_mode):
        raise ValueError("it is no regular file")
    text, fault = decode(file.read_bytes())
    if fault is not None and not text.startswith(BOM):
        raise ValueError(fault.message)
    return Source(name, text)


def is_inside(path: str, root: Path) -> bool:
    """Whether a real path is in a folder or below, as the file system compares names."""
    inside = os.path.normcase(os.path.realpath(root))
    path = os.path.normcase(path)
    return path == inside or path.startswith(inside.rstrip(os.sep) + os.sep)


def with_script(root: Node, artifact: Node, file: ScriptFile) -> Node:
    """A deployment whose artifact has the file's text as `sqlScript`, at its place in the file."""
    source = file.source
    if source is None:
        return root
    start = len(BOM) if source.text.startswith(BOM) else 0
    text, span = source.text[start:], Span(start, len(source.text))
    script = Scalar(span, text, "|", None)
    script.source_map = ScalarMap(text, [(text, span.start, span.end)], span)
    key = Scalar(Span(start, start), "sqlScript", "", None)
    result = placed(artifact, Entry(key), Entry(script, None, source))
    return result.document.root.at(*root.path)
