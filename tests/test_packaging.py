"""Every way to install flinklint finds its rules and its facts, and reports a fault."""

from __future__ import annotations

import json
import os
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from installed import FAULT, FAULTY, GOOD, copy_checkout, done, needs_index, run

from flinklint import __version__

pytestmark = pytest.mark.packaging

BIN = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    needs_index(folder)
    return copy_checkout(folder)


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done([sys.executable, "-m", "build", "--wheel", "--outdir", folder, checkout], folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def distribution(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with an sdist and the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("distribution")
    done([sys.executable, "-m", "build", "--outdir", folder, checkout], folder)
    return folder


def install(arguments: Sequence[str | Path], folder: Path) -> Path:
    """A new virtual environment with what `pip install` makes of the arguments."""
    done([sys.executable, "-m", "venv", folder], folder.parent)
    done([folder / BIN / "python", "-m", "pip", "install", *arguments], folder.parent)
    return folder / BIN


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install([wheel], tmp_path_factory.mktemp("installed") / "venv")


@pytest.fixture(scope="session")
def editable(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(["--editable", checkout], tmp_path_factory.mktemp("editable") / "venv")


def home_of(python: Path, folder: Path) -> Path:
    """The folder of the package that a Python imports, started in a folder."""
    program = "import flinklint; print(flinklint.__file__)"
    return Path(done([python, "-c", program], folder).stdout.strip()).parent


def codes(checkout: Path) -> list[str]:
    return sorted(path.name[:5].upper() for path in (checkout / "rules").glob("fl*.py"))


def assert_works(command: list[str | Path], checkout: Path, files: Path, start: Path) -> None:
    """The command, started in a folder, knows all rules and reads all facts."""
    good, faulty = files / "good.yaml", files / "faulty.yaml"
    good.write_text(GOOD)
    faulty.write_text(FAULTY)
    assert f" {__version__}\n" in done([*command, "--version"], start).stdout
    listed = done([*command, "rules"], start).stdout.splitlines()
    assert sorted(line[:5] for line in listed) == codes(checkout)
    done([*command, "check", "--isolated", good], start)
    found = run([*command, "check", "--isolated", "--format", "concise", faulty], start)
    assert found.returncode == 1, found
    assert f"{faulty.as_posix()}:{FAULT}: FL206 error" in found.stdout
    payload = json.loads(done([*command, "compile", "--isolated", good], start).stdout)
    assert payload["metadata"]["name"] == "clickstream-sessions"


def test_wheel_holds_the_package_its_rules_and_its_facts_only(wheel: Path, checkout: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    package = {name: data for name, data in held.items() if ".dist-info/" not in name}
    folders = ((checkout / "flinklint", ""), (checkout / "rules", "rules/"))
    folders += ((checkout / "schemas", "schemas/"),)
    expected = {
        f"flinklint/{prefix}{path.relative_to(folder).as_posix()}": path.read_bytes()
        for folder, prefix in folders
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package == expected
    [metadata] = [data.decode() for name, data in held.items() if name.endswith("/METADATA")]
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nRequires-Python: >=3.10\n" in metadata
    assert any(name.endswith("/licenses/LICENSE") for name in held)


def test_wheel_made_from_the_sdist_is_the_same(wheel: Path, distribution: Path) -> None:
    [from_sdist] = distribution.glob("*.whl")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(from_sdist) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())
        for name in one.namelist():
            assert one.read(name) == other.read(name), name


def test_sdist_holds_what_a_contributor_needs(distribution: Path) -> None:
    [sdist] = distribution.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in (
        "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "pyproject.toml",
        ".pre-commit-hooks.yaml", "pre-commit-hooks.yaml", "tests/conftest.py", "tools/docs.py",
        "docs/rules/index.md", "examples/sql/orders-by-minute.yaml",
    ):  # fmt: skip
        assert name in names


def test_works_from_the_wheel(installed: Path, checkout: Path, tmp_path: Path) -> None:
    assert home_of(installed / "python", tmp_path).is_relative_to(installed.parent)
    assert_works([installed / "flinklint"], checkout, tmp_path, tmp_path)
    assert_works([installed / "python", "-m", "flinklint"], checkout, tmp_path, tmp_path)


def test_works_from_a_plain_checkout(installed: Path, checkout: Path, tmp_path: Path) -> None:
    python = installed / "python"  # it has the dependencies; the package is the checkout's
    assert home_of(python, checkout) == checkout / "flinklint"
    assert_works([python, "-m", "flinklint"], checkout, tmp_path, checkout)


def test_works_editable_and_sees_a_new_rule_at_once(
    editable: Path, checkout: Path, tmp_path: Path
) -> None:
    assert home_of(editable / "python", tmp_path) == checkout / "flinklint"
    assert_works([editable / "flinklint"], checkout, tmp_path, tmp_path)
    assert list(editable.parent.rglob("site-packages/flinklint")) == []
    new = checkout / "rules" / "fl998_new_rule.py"
    new.write_text(
        '"""A new rule."""\n'
        "from flinklint.finding import Severity\n"
        "from flinklint.rule import rule\n"
        "@rule('FL998', Severity.INFO, source='a test')\n"
        "def new_rule(deployment: 'Deployment'):\n"
        "    yield deployment.node.flag('seen')\n"
    )
    try:
        assert "FL998 new-rule" in done([editable / "flinklint", "rules"], tmp_path).stdout
    finally:
        new.unlink()
