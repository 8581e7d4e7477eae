"""Paths that are no ordinary files, names that are no text, and what leads out of the project."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from forked import Result, Server
from hostile_inputs import JAR, SQL

FILE = SQL + "        sqlScriptFile: %s\n"
SCRIPT = "CREATE TEMPORARY TABLE t (secret_inside BIGNT) WITH ('connector' = 'datagen');\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Callable[..., Result]:
    def command(*words: str, folder: str = "project") -> Result:
        return server.run(list(words), tmp_path / folder, b"", dict(os.environ), "")

    (tmp_path / "project").mkdir()
    return command


def special(path: Path, kind: str) -> None:
    """Make something of a kind at a path."""
    if kind == "FIFO":
        os.mkfifo(path)
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket must be short
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path.name)
        finally:
            os.chdir(here)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "dangling link":
        path.symlink_to("nowhere")
    elif kind == "loop of links":
        path.symlink_to(path.name)


KINDS = ("FIFO", "socket", "device", "folder", "dangling link", "loop of links")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_refused_or_passed_over(
    run: Callable[..., Result], tmp_path: Path, kind: str
):
    special(tmp_path / "project" / "a.yaml", kind)
    named, found = run("check", "a.yaml"), run("check", ".")
    assert named.code == 2
    assert "a.yaml" in named.err or kind == "folder"
    assert found.code == 2
    assert "no deployment found" in found.err
    assert "Traceback" not in named.err + found.err


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "place",
    ["script", "overlay", "defaults", "baseline", "settings", "own rules", "output", "payload"],
)
def test_what_is_no_file_is_refused_in_every_place(
    run: Callable[..., Result], tmp_path: Path, place: str, kind: str
):
    project = tmp_path / "project"
    special(project / "x", kind)
    (project / "a.yaml").write_text(FILE % "x" if place == "script" else JAR)
    if place == "settings":
        (project / "x").rename(project / "flinklint.toml")
    if place == "own rules":
        (project / "flinklint.toml").write_text('own-rules = ["x"]\n')
    words = {
        "overlay": ("--overlay", "x"),
        "defaults": ("--defaults", "x"),
        "baseline": ("--baseline", "x"),
        "output": ("--output", "json=x"),
    }
    if (place, kind) == ("payload", "FIFO"):
        return  # it is written to when somebody reads it
    if place == "payload":
        result = run("compile", "a.yaml", "-o", "x")
    else:
        result = run("check", "a.yaml", *words.get(place, ()))
    assert "Traceback" not in result.err
    if place == "payload" or (place == "output" and "link" in kind):
        return  # a folder takes a payload, a link the file behind it, a pipe what it is given
    if place == "settings":
        assert result.code in (0, 1, 2)
    elif place == "script":
        assert result.code == 1
    elif kind != "folder" or place != "own rules":
        assert result.code == 2


WAYS_OUT = (
    "../outside.sql",
    "/etc/passwd",
    "link.sql",
    "folder/outside.sql",
    "LINK/../../outside.sql",
    "..\\outside.sql",
    "~/outside.sql",
    "file:///etc/passwd",
    "x\0y",
)


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_script_is_read_outside_of_the_project(
    run: Callable[..., Result], tmp_path: Path, way: str
):
    project = tmp_path / "project"
    (tmp_path / "outside.sql").write_text(SCRIPT)
    (project / "flinklint.toml").write_text("")
    (project / "link.sql").symlink_to(tmp_path / "outside.sql")
    (project / "folder").symlink_to(tmp_path)
    (project / "a.yaml").write_text(FILE % json.dumps(way))
    result = run("check", "a.yaml")
    assert result.code == 1
    assert "secret_inside" not in result.out + result.err
    assert "root:" not in result.out + result.err
    compiled = run("compile", "a.yaml")
    assert compiled.code == 1
    assert compiled.out == ""


@pytest.mark.parametrize("way", ["../out.yaml", "link.yaml", "folder/out.yaml", "{home}/out.yaml"])
def test_no_overlay_is_read_outside_of_the_project(
    run: Callable[..., Result], tmp_path: Path, way: str
):
    project = tmp_path / "project"
    way = way.format(home=tmp_path)
    (tmp_path / "out.yaml").write_text("spec: {secretInside: 1}\n")
    (project / "link.yaml").symlink_to(tmp_path / "out.yaml")
    (project / "folder").symlink_to(tmp_path)
    (project / "a.yaml").write_text(JAR)
    (project / "flinklint.toml").write_text(f'[environments.e]\noverlays = ["{way}"]\n')
    for result in (run("check", "a.yaml", "--env", "e"), run("check", "a.yaml", "--overlay", way)):
        assert result.code == 2
        assert "secretInside" not in result.out + result.err


def test_a_payload_is_not_written_through_a_link_out_of_its_folder(
    run: Callable[..., Result], tmp_path: Path
):
    project = tmp_path / "project"
    good = JAR.replace("parallelism", "parallelism")
    (project / "a.yaml").write_text(good)
    (project / "out").mkdir()
    (project / "out" / "hostile.json").symlink_to(tmp_path / "target.json")
    result = run("compile", "a.yaml", "-o", "out/", "--ignore", "FL")
    assert result.code == 2
    assert not (tmp_path / "target.json").exists()


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/evil", "..", "a/b", "a\\u0000b", ".hidden", "\\e[31m"]
)
def test_a_name_leads_no_payload_out_of_its_folder(
    run: Callable[..., Result], tmp_path: Path, name: str
):
    project = tmp_path / "project"
    (project / "a.yaml").write_text(JAR.replace("hostile", f'"{name}"'))
    before = {path for path in tmp_path.rglob("*") if path.name != "out"}
    run("compile", "a.yaml", "-o", "out/", "--ignore", "FL")
    new = set(tmp_path.rglob("*")) - before
    assert all(path == project / "out" or path.parent == project / "out" for path in new)


def test_no_own_rules_are_loaded_for_what_a_checked_file_says(
    run: Callable[..., Result], tmp_path: Path
):
    project = tmp_path / "project"
    evil = tmp_path / "checked"
    evil.mkdir()
    (evil / "rules").mkdir()
    (evil / "rules" / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    (evil / "flinklint.toml").write_text('own-rules = ["rules"]\n')
    (evil / "a.yaml").write_text(JAR + "own-rules: [rules]\n# flinklint: own-rules=rules\n")
    run("check", str(evil), str(evil / "a.yaml"))
    assert not (tmp_path / "ran").exists()
    assert project.is_dir()


NAMES = (
    b"a\xff.yaml",
    b"a\x1b[31m.yaml",
    b"a\n::error::b.yaml",
    b"a\r.yaml",
    b"a b.yaml",
    "a\u202e\u2028.yaml".encode(),
)


@pytest.mark.parametrize(
    "form",
    [
        "text",
        "concise",
        "json",
        "jsonl",
        "github",
        "sarif",
        "junit",
        "gitlab",
        "markdown",
        "statistics",
    ],
)
def test_names_of_files_are_never_raw(run: Callable[..., Result], tmp_path: Path, form: str):
    for name in NAMES:
        path = os.fsencode(tmp_path / "project") + b"/" + name
        Path(os.fsdecode(path)).write_text(
            JAR.replace("hostile", '"\\e[31m\\r"') + "      x\x7f: \u009b\n"
        )
    result = run("check", ".", "--format", form, "--strict-collection", "-v")
    shown = result.out + result.err
    assert "Traceback" not in shown
    assert not any(c in shown for c in "\x1b\r\x07\x00\x7f\x9b\u202e\u2028")
    if form == "github":
        assert all(line.startswith("::") for line in result.out.splitlines())
        assert "\n::error::b" not in result.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(run: Callable[..., Result], tmp_path: Path):
    path = tmp_path / "project" / "a.yaml"
    path.write_text(JAR)
    path.chmod(0)
    assert run("check", "a.yaml").err == "flinklint: a.yaml: Permission denied\n"


def test_files_that_vanish_while_they_are_checked_end_in_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from flinklint.files import FileError, read, rewrite

    path = tmp_path / "a.yaml"
    path.write_text(JAR)
    file = read(path)
    path.unlink()
    with pytest.raises(FileError, match="No such file"):
        rewrite(file, "x")
    with pytest.raises(FileError, match="No such file"):
        read(path)
