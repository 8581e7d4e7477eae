"""What our trees are made of, so that a release of sqlglot that changes it is noticed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sqlglot import exp

from flinklint.sql.script import read

SAMPLES = Path(__file__).parent / "samples.jsonl"
SHAPES = Path(__file__).parent / "tree_shapes.json"


def shape(node: object) -> object:
    """A tree's classes and arguments, without positions."""
    if isinstance(node, exp.Expression):
        args = {
            key: shape(value) for key, value in sorted(node.args.items()) if value not in (None, [])
        }
        return [type(node).__name__, args]
    if isinstance(node, list):
        return [shape(item) for item in node]
    return str(node)


def shapes() -> dict[str, str]:
    """A digest of the trees of each kind of statement among the samples, on the newest version."""
    digests: dict[str, hashlib._Hash] = {}
    for line in SAMPLES.read_text("utf-8").splitlines():
        for statement in read(json.loads(line)["sql"], version=(2, 3)).statements:
            if statement.tree is not None:
                digest = digests.setdefault(statement.kind, hashlib.sha256())
                digest.update(json.dumps(shape(statement.tree)).encode())
    return {kind: digest.hexdigest()[:16] for kind, digest in sorted(digests.items())}


def test_the_trees_are_those_that_the_rules_were_written_for():
    """If this fails and no sample or parser module changed, sqlglot did: read its changes.

    `python tests/sql/test_sqlglot.py` writes the digests anew after that.
    """
    assert shapes() == json.loads(SHAPES.read_text("utf-8"))


if __name__ == "__main__":
    SHAPES.write_text(json.dumps(shapes(), indent=1) + "\n", "utf-8")
