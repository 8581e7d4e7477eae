"""What fuzzing starts from: the examples, the samples of the rules' pages, and a public collection."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from flinklint.rule import load
from flinklint.samples import samples

ROOT = Path(__file__).parent.parent


def seeds() -> list[str]:
    """Texts of manifests and scripts, each once."""
    return list(dict.fromkeys(text for text in _all() if len(text) < 3000))


def _all() -> Iterator[str]:
    for path in sorted((ROOT / "examples").rglob("*.yaml")):
        yield path.read_text(encoding="utf-8")
    for rule in load():
        for sample in samples(rule):
            yield sample.text
    collection = os.environ.get("FLINKLINT_CORPUS")
    if collection is None:
        return
    for path in sorted(Path(collection, "deployments").glob("*.y*ml")):
        yield path.read_text(encoding="utf-8", errors="replace")
    for line in Path(collection, "sql", "scripts.jsonl").read_text(encoding="utf-8").splitlines():
        sql: str = json.loads(line)["sql"]
        yield sql
        yield manifest_of(sql)


def manifest_of(sql: str) -> str:
    """A deployment of a script."""
    script = "".join(f"          {line}\n" for line in sql.splitlines())
    return (
        "kind: Deployment\napiVersion: v1\nmetadata:\n  name: orders\nspec:\n"
        "  deploymentTargetName: default\n  template:\n    spec:\n      artifact:\n"
        f'        kind: SQLSCRIPT\n        flinkVersion: "1.17"\n        sqlScript: |\n{script}'
    )
