"""Expressions that are compiled late find what those that are compiled at once find."""

from __future__ import annotations

import copy
import os
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flinklint import regex as regex_module
from flinklint.regex import regex


@pytest.mark.parametrize("method", ["match", "fullmatch", "search"])
@pytest.mark.parametrize("text", ["ab", "xAB", "", "AB"])
def test_finds_the_same(method, text):
    late, early = regex("(a)b", re.IGNORECASE), re.compile("(a)b", re.IGNORECASE)
    for _ in range(2):
        found, expected = getattr(late, method)(text), getattr(early, method)(text)
        assert (found and found.span()) == (expected and expected.span())


def test_has_the_other_methods_and_attributes_too():
    late = regex("a+")
    assert late.pattern == "a+"
    assert late.sub("b", "xaa") == "xb"
    assert late.split("1a2") == ["1", "2"]
    assert [match.group() for match in late.finditer("aba")] == ["a", "a"]
    assert late.findall("aab a") == ["aa", "a"]
    assert copy.deepcopy(late).findall("a") == ["a"]
    assert pickle.loads(pickle.dumps(regex("a"))).findall("a") == ["a"]


def test_nothing_is_compiled_before_it_is_used(monkeypatch):
    monkeypatch.setattr(re, "compile", None)
    late = regex("(never kept")
    monkeypatch.undo()
    with pytest.raises(re.error):
        late.search("a")


KEPT = """\
import sys
from flinklint import regex
late = [regex.regex(*each) for each in EACH]
texts = ["", "ab", "x=1 y=22", "AB\\n#c", "é𐀀", "a" * 40]
for one in late:
    for text in texts:
        found = one.search(text)
        print(found and (found.span(), found.groups(), found.groupdict()), one.sub("<", text), one.findall(text))
print(len(regex._new), len(regex._known))
regex.keep()
"""
EXPRESSIONS = [
    ("(?P<key>[a-z]+)=(?P<value>[0-9]+)", 0), ("(a)|(b)", re.I), (r"^\s*#.*$", re.M), ("[^\x00-\x7f]+", 0),
    (r"(?<!x)a{2,9}?(?=a)", 0), ("a b # remark", re.X), (r"\bé\w", 0), ("(?i:A)(?:b|c)*", re.S),
]  # fmt: skip


@pytest.fixture
def package(tmp_path):
    source = Path(regex_module.__file__)
    folder = tmp_path / "flinklint"
    folder.mkdir()
    for name in ("regex.py", "kept.py", "__init__.py"):
        shutil.copy(source.parent / name, folder / name)
    return folder


def told(package, **variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    program = KEPT.replace("EACH", repr([(text, int(flags)) for text, flags in EXPRESSIONS]))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=package.parent,
        env={**environment, "PYTHONPATH": str(package.parent), "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    *found, counts = done.stdout.splitlines()
    return found, counts


@pytest.mark.skipif(sys.version_info < (3, 11), reason="kept from Python 3.11 on")
def test_what_is_kept_finds_what_was_compiled(package):
    first, second = told(package), told(package)
    number = len(EXPRESSIONS)
    assert (first[1], second[1]) == (f"{number} 0", f"0 {number}")
    assert first[0] == second[0]
    texts = ["", "ab", "x=1 y=22", "AB\n#c", "é𐀀", "a" * 40]
    expected = []
    for made in (re.compile(*each) for each in EXPRESSIONS):
        for text in texts:
            found = made.search(text)
            shown = found and (found.span(), found.groups(), found.groupdict())
            expected.append(f"{shown} {made.sub('<', text)} {made.findall(text)}")
    assert "\n".join(first[0]) == "\n".join(expected)


@pytest.mark.parametrize("damage", [b"", b"x", b"half"])
def test_a_torn_file_is_made_anew(package, damage):
    first, _ = told(package)
    for place in (package / "__pycache__").glob("*.index"):
        data = place.read_bytes()
        place.write_bytes(data[: len(data) // 2] if damage == b"half" else damage)
    assert told(package)[0] == first
    assert told(package)[0] == first


def others(package):
    return sorted(
        each.name for each in (package / "__pycache__").iterdir() if each.suffix != ".pyc"
    )


KILLED = "import os\nos.replace = lambda *paths: os._exit(9)\nfrom flinklint import regex\nregex.regex('a').search('')\nregex.keep()"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="kept from Python 3.11 on")
def test_runs_that_are_killed_leave_one_file_which_a_later_run_takes_away(package):
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", KILLED]
    codes = [
        subprocess.run(command, cwd=package.parent, env=environment).returncode for _ in range(3)
    ]
    [left] = others(package)
    assert (codes, left[-4:]) == ([9, 0, 0], ".new")
    told(package)
    assert others(package) == [left]  # another run may be at it
    long_ago = 1_000_000_000
    os.utime(package / "__pycache__" / left, (long_ago, long_ago))
    told(package)
    assert others(package) == [left.removesuffix(".new")]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="kept from Python 3.11 on")
def test_what_cannot_be_written_leaves_nothing(package):
    program = (
        "import os\nfrom flinklint import kept\n"
        "def fail(*paths): raise OSError\n"
        "os.replace = fail\nkept.write('folder/made', b'x')\nprint(os.listdir('folder'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=package.parent, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n"


def test_nothing_is_kept_where_python_keeps_nothing(package):
    told(package, PYTHONDONTWRITEBYTECODE="1")
    assert not list(package.rglob("*.index"))
