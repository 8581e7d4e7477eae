"""What was meant by a value that is none of an option's words, and the fix that writes it."""

from __future__ import annotations

from collections.abc import Sequence

from flinklint.finding import Finding
from flinklint.knowledge import console_words
from flinklint.nearest import fold, nearest
from flinklint.rewrite import removals, replacement
from flinklint.tree import Node


def with_meant_value(finding: Finding, node: Node, key: str, names: Sequence[str]) -> Finding:
    """The finding with a fix: safe for the words of the console and another spelling of a name,
    unsafe for what is nearly a name, none for anything else."""
    text = node.text or ""
    for word, name in console_words(key).items():
        if fold(word) == fold(text):
            if name is not None:
                hint = f"what the console calls {word} is {name}"
                return _write(finding.suggest(hint), node, name, safe=True)
            finding = finding.suggest(f"what the console calls {word} is no key at all: remove it")
            edits = removals([node])
            return finding.fix("remove the key", edits, safe=True) if edits else finding
    same = next((name for name in names if fold(name) == fold(text)), None)
    meant = same or nearest(text, names)
    if meant is None:
        return finding
    return _write(finding.suggest(f"did you mean {meant}?"), node, meant, safe=same is not None)


def _write(finding: Finding, node: Node, name: str, *, safe: bool) -> Finding:
    edit = replacement(node, name)
    return finding.fix(f"write {name}", [edit], safe=safe) if edit is not None else finding
