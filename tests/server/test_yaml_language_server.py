"""The schema in the real yaml-language-server, which VS Code and Neovim use for YAML."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from installed import ROOT, run
from lsprotocol import types as lsp
from server.editor import Editor, editing, marked

from flinklint import editor_schema

pytestmark = pytest.mark.packaging

EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
MODELINE = "# yaml-language-server: $schema=deployment.schema.json\n"

FAULTY = """\
apiVersion: v1
kind: Deployment
metadata:
  name: orders
spec:
  state: RUNING
  paralelism: 4
  template:
    spec:
      parallelism: four
      artifact:
        kind: SQLSCRIPT
        sqlScript: SELECT 1
"""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that starts the server, installed by npm."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("npm and node are not installed, so there is no yaml-language-server")
    folder = tmp_path_factory.mktemp("npm")
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", folder]
    command += ["--fetch-retries=0", "--fetch-timeout=20000"]  # where there is no network
    result = run([*command, "yaml-language-server@2"], folder)
    if result.returncode:
        said = result.stderr.strip().splitlines() or ["npm says nothing"]
        pytest.skip(f"npm cannot install yaml-language-server: {said[-1]}")
    script = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    return [node, str(script), "--stdio"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deployment.schema.json").write_text(editor_schema.text(), encoding="utf-8")
    return tmp_path


def settings(*, mapped: bool) -> dict[str, Any]:
    """What VS Code's settings give the server: with the mapping, those of the page on editors."""
    yaml: dict[str, Any] = {
        "validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False},
    }  # fmt: skip
    if mapped:
        page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
        blocks = map(json.loads, re.findall(r"^```json\n(.*?)^```$", page, re.M | re.S))
        [yaml["schemas"]] = [b["yaml.schemas"] for b in blocks if "yaml.schemas" in b]
    return {"yaml": yaml}


def without_modeline(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if "yaml-language-server:" not in line)


@pytest.mark.parametrize("mapped", [False, True], ids=["modeline", "settings"])
def test_takes_the_examples_and_marks_mistakes(
    server: list[str], folder: Path, mapped: bool
) -> None:
    head = "" if mapped else MODELINE
    depth = "jobs/" if mapped else ""

    async def main() -> None:
        async with editing(server, folder, settings(mapped=mapped)) as editor:
            uri = editor.open(f"{depth}faulty.yaml", head + FAULTY)
            found = await marks(editor, uri)
            lines = {d.range.start.line - head.count("\n"): d.message for d in found}
            assert sorted(lines) == [5, 6, 9], lines
            assert "paralelism" in lines[6]
            for path in EXAMPLES:
                await takes(editor, f"{depth}{path.name}", head + without_modeline(path))

    asyncio.run(main())


def test_takes_the_examples_where_they_are(server: list[str]) -> None:
    async def main() -> None:
        async with editing(server, ROOT, settings(mapped=False)) as editor:
            for path in EXAMPLES:
                await takes(editor, str(path), path.read_text(encoding="utf-8"))

    asyncio.run(main())


async def marks(editor: Editor, uri: str) -> list[lsp.Diagnostic]:
    """What is marked in a document with a mistake: before it knows the schema, the server marks
    nothing."""

    def there() -> bool:
        return uri in editor.published and bool(editor.published[uri].diagnostics)

    await editor.until(there, "mark the mistake")
    return list(editor.published[uri].diagnostics)


async def takes(editor: Editor, name: str, text: str) -> None:
    """Hold that nothing is marked in a text, in which a mistake is marked."""
    uri = editor.open(name, f"{text}\nnoSuchKey: 1\n")
    assert ["noSuchKey" in d.message for d in await marks(editor, uri)] == [True]
    editor.change(uri, text)
    assert await editor.diagnostics(uri) == [], name


TYPED = {
    "¦": {"apiVersion", "kind", "metadata", "spec"},
    "kind: Deployment\nspec:\n  ¦": {"state", "upgradeStrategy", "template"},
    "kind: Deployment\nspec:\n  state: ¦": {"RUNNING", "SUSPENDED", "CANCELLED"},
    "spec:\n  template:\n    spec:\n      artifact:\n        ¦": {"kind", "sqlScript", "jarUri"},
    "spec:\n  template:\n    spec:\n      flinkConfiguration:\n        ¦": {
        "execution.checkpointing.interval",
        "state.backend",
        "state.backend.type",
    },
}
"""What is typed up to the mark, and some of what is then offered."""


def test_completes_and_explains(server: list[str], folder: Path) -> None:
    async def main() -> None:
        async with editing(server, folder, settings(mapped=False)) as editor:
            for number, (typed, labels) in enumerate(TYPED.items()):
                text, place = marked(MODELINE + typed)
                found = await editor.complete(editor.open(f"typed{number}.yaml", text), place)
                assert labels <= {item.label for item in found}, typed
                assert not {"true", "null"} & {item.label for item in found}, typed
            text, place = marked(MODELINE + "kind: Deployment\nspec:\n  sta¦te: RUNNING\n")
            said = await editor.hover(editor.open("read.yaml", text), place)
            assert "State the platform works towards" in said
            assert "FL203" in said

    asyncio.run(main())
