"""What a run imports: nothing heavy before the first file is opened, then what the file needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
JAR = ROOT / "examples" / "jar" / "clickstream-sessions.yaml"
SQL = ROOT / "examples" / "sql" / "orders-by-minute.yaml"
HEAVY = {
    "typer", "click", "pydantic", "rich", "jsonschema", "referencing", "attr", "ruamel", "sqlglot",
    "_ruamel_yaml",
    "inspect", "dataclasses", "ast", "logging", "multiprocessing", "concurrent", "subprocess",
    "importlib.metadata", "importlib.util", "tempfile", "shutil", "hashlib", "traceback", "pickle",
    "tomllib", "difflib", "argparse", "asyncio", "email", "socket", "typing", "datetime", "json",
    "unicodedata",
}  # fmt: skip
PROGRAM = """\
import sys
before = {*sys.modules}
opened = []
def hear(event, told):
    if event == "open" and not opened and str(told[0]).endswith((".yaml", ".sql")):
        opened.append({*sys.modules} - before)
sys.addaudithook(hear)
from flinklint.cli import main
sys.argv = ["flinklint", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
finally:
    print(*sorted(opened[0] if opened else ()), file=sys.stderr)
    print(*sorted({*sys.modules} - before), file=sys.stderr)
"""


def loaded(folder: Path, *words: str) -> tuple[set[str], set[str]]:
    """The modules loaded when the first file is opened, and when the run is over."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment |= {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "user")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    *_, first, last = done.stderr.rstrip("\n").split("\n")
    return set(first.split()), set(last.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "jar.yaml").write_text(JAR.read_text("utf-8"))
    (tmp_path / "sql.yaml").write_text(SQL.read_text("utf-8"))
    (tmp_path / "flow.yaml").write_text("a: [1]\n")
    return tmp_path


@pytest.fixture(autouse=True)
def compiled(folder: Path) -> None:
    """Have the index of the rules written, which is how every start but the first finds them."""
    loaded(folder, "check", "jar.yaml")


def test_nothing_heavy_is_loaded_before_the_first_file_is_opened(folder):
    first, _ = loaded(folder, "check", "jar.yaml")
    assert "flinklint.check" in first
    assert not first & HEAVY
    assert not any(name.startswith("flinklint_rules_") for name in first)


def test_a_deployment_loads_none_of_the_libraries(folder):
    _, last = loaded(folder, "check", "jar.yaml")
    assert "flinklint.tree" in last
    assert not last & HEAVY
    assert not any(name.startswith("flinklint.sql") for name in last)


def test_sql_loads_the_expressions_of_its_library_alone(folder):
    _, last = loaded(folder, "check", "sql.yaml")
    assert "sqlglot.expressions" in last
    assert not last & {"typer", "jsonschema", "ruamel", "rich", "importlib.metadata"}
    assert not last & {"sqlglot.parser", "sqlglot.generator", "sqlglot.dialects"}


def test_yaml_that_is_not_plain_loads_the_library_for_it(folder):
    _, last = loaded(folder, "check", "--allow-empty", "flow.yaml")
    assert not last & {"typer", "jsonschema", "sqlglot", "rich"}


@pytest.mark.unmeasured
def test_what_is_known_from_before_loads_nothing_at_all(folder):
    (folder / "flinklint.toml").write_text("")
    for _ in range(2):
        first, last = loaded(folder, "check", "jar.yaml")
    assert first == last
    ours = {name for name in last if name.startswith("flinklint")}
    assert ours == {
        "flinklint", "flinklint.cache", "flinklint.cli", "flinklint.cli.plain",
        "flinklint.cli.table", "flinklint.refusal",
    }  # fmt: skip
    assert not last & {"re", "json", "pathlib", "typing", "enum", "hashlib"}


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("import atexit; atexit.register(print, 'registered')", "registered"),
        (
            "import threading, time\n"
            "def work():\n    time.sleep(0.3); print('worked')\n"
            "threading.Thread(target=work).start()",
            "worked",
        ),
    ],
)
def test_the_process_ends_early_but_not_before_what_waits_for_its_end(
    before: str, said: str
) -> None:
    code = f"import sys\n{before}\nsys.argv[1:] = ['rules']\nfrom flinklint.cli import script\nscript()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == said


def test_the_process_does_not_take_apart_what_it_made() -> None:
    code = (
        "import sys\nclass Last:\n    def __del__(self): print('taken apart')\nlast = Last()\n"
        "sys.argv[1:] = ['rules']\nfrom flinklint.cli import script\nscript()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "taken apart" not in done.stdout
