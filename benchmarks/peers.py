"""What flinklint is measured beside: installed once, and proven to do what it is measured at."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import deployments

HERE = Path(__file__).parent
ROOT = HERE.parent
FOLDER = HERE / ".peers"
SCHEMA = str(ROOT / "schemas" / "deployment.schema.json")
YAMLLINT = "{extends: default, rules: {line-length: disable}}"
AJV = ("validate", "--spec=draft2020", "--strict=false", "-s", SCHEMA)
_PACKAGES = ("check-jsonschema", "yamllint", "sqlfluff")
_COMPILED = "import sqlglot.parser as p, sys; sys.exit(p.__file__.endswith('.py'))"
_VERSION = "from importlib.metadata import version; import sys; print(version(sys.argv[1]))"


@dataclass(frozen=True)
class Peer:
    """An executable, and the version of what it is."""

    executable: str
    version: str


def peers() -> tuple[dict[str, Peer], list[str]]:
    """The peers that can be measured, by name, and why others cannot."""
    found, left_out = {}, []
    for name in _PACKAGES:
        if peer := _package(name, name, name):
            found[name] = peer
    if peer := _package("compiled", "flinklint", "sqlglot", "--editable", str(ROOT), "sqlglot[c]"):
        python = str(FOLDER / "compiled" / "bin" / "python")
        if subprocess.run([python, "-c", _COMPILED], check=False).returncode == 0:
            found["compiled"] = Peer(peer.executable, f"(flinklint with sqlglot[c] {peer.version})")
    if peer := _ajv():
        found["ajv"] = peer
    for name in (*_PACKAGES, "compiled", "ajv"):
        reason = _doubt(name, found[name]) if name in found else "is not installed"
        if reason:
            found.pop(name, None)
            left_out.append(f"{name} {reason}")
    return found, left_out


def ajv_files(files: Sequence[str]) -> list[str]:
    """Each file after an option of its own."""
    return [word for file in files for word in ("-d", file)]


def _package(folder: str, script: str, package: str, *requirements: str) -> Peer | None:
    """A peer with an environment of its own; None where it cannot be installed."""
    binaries = FOLDER / folder / "bin"
    python, executable = binaries / "python", binaries / script
    if not executable.exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER / folder)], check=True)
        words = [str(python), "-m", "pip", "install", "--quiet", *(requirements or [package])]
        subprocess.run(words, check=False)
    if not executable.exists():
        return None
    words = [str(python), "-c", _VERSION, package]
    version = subprocess.run(words, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return Peer(str(executable), version.stdout.strip())


def _ajv() -> Peer | None:
    modules = FOLDER / "ajv" / "node_modules"
    if not (modules / ".bin" / "ajv").exists() and shutil.which("npm"):
        (FOLDER / "ajv").mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "ajv-cli@5"]
        subprocess.run(words, cwd=FOLDER / "ajv", check=False)
    if not (modules / ".bin" / "ajv").exists():
        return None
    cli, library = (
        json.loads((modules / name / "package.json").read_text("utf-8"))["version"]
        for name in ("ajv-cli", "ajv")
    )
    return Peer(str(modules / ".bin" / "ajv"), f"{cli} (with ajv {library})")


def _doubt(name: str, peer: Peer) -> str | None:
    """Why a peer is not to be measured: it takes what is bad, or refuses what is good."""
    with tempfile.TemporaryDirectory() as folder:
        words, good, bad = _proof(name, Path(folder))
        commands = [[peer.executable, *words, str(file)] for file in (good, bad)]
        codes = [subprocess.run(one, capture_output=True).returncode for one in commands]
    if codes[0]:
        return f"refuses a good {good.suffix} file (exit {codes[0]})"
    return None if codes[1] else f"takes a bad {good.suffix} file"


def _proof(name: str, folder: Path) -> tuple[Sequence[str], Path, Path]:
    """How a peer is called on a file, a good file, and one with a fault that is of its kind."""
    if name == "sqlfluff":  # that it can read them: layout is a matter of taste
        [good] = deployments.write_scripts(folder, 1)
        words, fault = ["lint", "--dialect", "flink", "--exclude-rules", "layout"], ("FROM", "FRM")
    else:
        [good] = deployments.write(folder, 1)
        words, fault = {
            "yamllint": (["-d", YAMLLINT], ("kind: Deployment", "kind: Deployment\nkind: Job")),
            "check-jsonschema": (["--schemafile", SCHEMA], ("parallelism: ", "parallelism: x")),
            "ajv": ([*AJV, "-d"], ("parallelism: ", "parallelism: x")),
            "compiled": (["check", "--no-cache"], ("parallelism: ", "parallelism: x")),
        }[name]
    bad = good.with_stem("bad")
    bad.write_text(good.read_text("utf-8").replace(*fault), "utf-8")
    return words, good, bad
