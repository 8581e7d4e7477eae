"""Facts are what their file says, whatever is kept of them beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flinklint import facts


@pytest.fixture
def schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(facts, "home", lambda name: tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    facts.read.cache_clear()
    yield tmp_path
    facts.read.cache_clear()


def written(folder: Path, value: object) -> None:
    (folder / "rows.json").write_text(json.dumps(value), "utf-8")


def read_again() -> object:
    facts.read.cache_clear()
    return facts.read("rows")


VALUE = {"a": [1, 2.5, None, True], "b": {"ü": "text"}}


def test_facts_are_kept_and_read_back_as_they_are(schemas: Path) -> None:
    written(schemas, VALUE)
    assert read_again() == VALUE
    [kept] = (schemas / "__pycache__").iterdir()
    assert kept.name.endswith(".facts")
    before = kept.stat().st_mtime_ns
    assert read_again() == VALUE
    assert kept.stat().st_mtime_ns == before


def test_a_file_that_changed_is_read_anew(schemas: Path) -> None:
    written(schemas, VALUE)
    read_again()
    written(schemas, {"other": 1})
    assert read_again() == {"other": 1}


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"not marshalled", b"(\x01\x00\x00\x00N", b"i\x01\x00\x00\x00"]
)
def test_what_is_kept_and_torn_is_not_used(schemas: Path, data: bytes) -> None:
    written(schemas, VALUE)
    read_again()
    [kept] = (schemas / "__pycache__").iterdir()
    kept.write_bytes(data)
    assert read_again() == VALUE


def test_where_nothing_can_be_kept_the_file_is_read(schemas: Path) -> None:
    written(schemas, VALUE)
    (schemas / "__pycache__").write_text("a file, not a folder")
    assert read_again() == VALUE


def test_nothing_is_kept_where_no_compiled_files_are(
    schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    written(schemas, VALUE)
    assert read_again() == VALUE
    assert [path.name for path in schemas.iterdir()] == ["rows.json"]


def test_a_name_of_no_facts_is_told(schemas: Path) -> None:
    with pytest.raises(OSError, match=r"rows\.json"):
        read_again()
