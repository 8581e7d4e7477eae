"""What `flinklint init` writes is clean where it is meant for, and nothing is ever overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from forked import Result, Server

from flinklint.settings import find

KINDS = ("sql", "jar", "python")
PLATFORMS = ("managed-2021", "managed", "vvp2")
WRITTEN = {
    "sql": {
        "flinklint.toml",
        "jobs/orders-by-minute.yaml",
        "jobs/sql/orders-by-minute.sql",
        "envs/prod.yaml",
    },
    "jar": {"flinklint.toml", "jobs/clickstream-sessions.yaml", "envs/prod.yaml"},
    "python": {"flinklint.toml", "jobs/word-count.yaml", "envs/prod.yaml"},
}
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.stop()


@pytest.fixture
def flinklint(tmp_path: Path, server: Server) -> Run:
    def run(*arguments: str, limit: str = "") -> Result:
        return server.run(list(arguments), tmp_path, b"", {}, limit)

    return run


def files(folder: Path) -> dict[str, str]:
    """Everything in a folder: its text by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_clean_on_its_platform_and_in_every_environment(
    flinklint: Run, tmp_path: Path, kind: str, platform: str
) -> None:
    done = flinklint("init", "--kind", kind, "--platform", platform)
    assert (done.code, done.out) == (0, ""), done
    assert files(tmp_path).keys() == WRITTEN[kind]
    for more in (["--all-envs"], ["--isolated", "--verbose"]):
        checked = flinklint("check", "jobs", "--fail-on", "info", "--format", "concise", *more)
        assert (checked.code, checked.out) == (0, ""), more
        assert checked.err.endswith("1 file checked: nothing found\n")
    assert f": held against platform {platform}: " in checked.err
    body = json.loads(flinklint("compile", f"jobs/{job_name(kind)}.yaml", "--env", "prod").out)
    assert body["metadata"]["labels"]["env"] == "prod"
    assert body["spec"]["template"]["spec"]["parallelism"] == 4


def job_name(kind: str) -> str:
    [name] = {Path(each).stem for each in WRITTEN[kind] if each.endswith(".yaml")} - {"prod"}
    return name


def test_sql_for_the_managed_service_is_what_is_written_unless_told_otherwise(
    flinklint: Run, tmp_path: Path
) -> None:
    assert flinklint("init", "new/project").code == 0
    assert files(tmp_path / "new/project").keys() == WRITTEN["sql"]
    settings = find(tmp_path / "new/project")
    assert settings.platform == "managed"
    assert list(settings.environments) == ["test", "prod"]


def test_says_what_it_wrote_and_what_to_do_next(flinklint: Run) -> None:
    assert flinklint("init", "new").err == (
        "wrote new/flinklint.toml\n"
        "wrote new/jobs/orders-by-minute.yaml\n"
        "wrote new/jobs/sql/orders-by-minute.sql\n"
        "wrote new/envs/prod.yaml\n"
        "next: `flinklint check new/jobs`\n"
    )


def test_examples_in_the_settings_can_be_used(flinklint: Run, tmp_path: Path) -> None:
    flinklint("init")
    path = tmp_path / "flinklint.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    examples = [line for line in lines if line.startswith("# ") and (" = " in line or "[" in line)]
    examples = [line for line in examples if line[2:3] == "[" or line.split()[2] == "="]
    assert len(examples) == 5, examples
    head = "\n".join(line for line in lines if line.startswith(("platform", "fail-on")))
    example = "\n".join(line[2:] for line in examples)
    tables = "[environments" + path.read_text(encoding="utf-8").partition("\n[environments")[2]
    path.write_text(f"{head}\n{example}\n{tables}", encoding="utf-8")
    assert flinklint("check").err == "1 file checked: nothing found\n"


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("flinklint.toml", "flinklint: nothing written: flinklint.toml is there already\n"),
        ("envs/prod.yaml", "flinklint: nothing written: envs/prod.yaml is there already\n"),
    ],
)
def test_nothing_is_overwritten(flinklint: Run, tmp_path: Path, there: str, said: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine\n")
    done = flinklint("init")
    assert (done.code, done.out, done.err) == (2, "", said)
    assert files(tmp_path) == {there: "mine\n"}


def test_all_that_is_there_is_named(flinklint: Run, tmp_path: Path) -> None:
    flinklint("init")
    before = files(tmp_path)
    done = flinklint("init", "--kind", "jar")
    assert done.code == 2
    assert "flinklint.toml, envs/prod.yaml are there already" in done.err
    assert files(tmp_path) == before


def test_settings_in_pyproject_are_not_put_out_of_use(flinklint: Run, tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.flinklint]\nplatform = "vvp2"\n')
    done = flinklint("init")
    assert (done.code, done.err) == (
        2,
        "flinklint: nothing written: pyproject.toml has settings already\n",
    )
    assert files(tmp_path).keys() == {"pyproject.toml"}
    path.write_text('[tool.other]\nplatform = "vvp2"\n')
    assert flinklint("init").code == 0


def test_a_link_that_leads_nowhere_is_there_too(flinklint: Run, tmp_path: Path) -> None:
    (tmp_path / "flinklint.toml").symlink_to("elsewhere.toml")
    done = flinklint("init")
    assert (done.code, done.err) == (
        2,
        "flinklint: nothing written: flinklint.toml is there already\n",
    )
    assert not (tmp_path / "elsewhere.toml").exists()


def test_all_is_taken_back_where_one_file_cannot_be_written(flinklint: Run, tmp_path: Path) -> None:
    done = flinklint("init", "new/project", limit="disk")
    assert done.code == 2
    assert done.err == "flinklint: new/project/flinklint.toml: File too large\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("a.txt", "flinklint: a.txt is no folder\n"),
        ("a.txt/new", "flinklint: a.txt is no folder\n"),
    ],
)
def test_a_file_is_no_folder(flinklint: Run, tmp_path: Path, folder: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("mine\n")
    done = flinklint("init", folder)
    assert (done.code, done.err) == (2, said)
    assert files(tmp_path) == {"a.txt": "mine\n"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--kind", "scala"], "scala"), (["--platform", "auto"], "auto"), (["a", "b"], "b")],
)
def test_what_there_is_not_is_refused(
    flinklint: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = flinklint("init", *arguments)
    assert done.code == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == []
