"""What commands print on the pages of the documentation is what they print."""

from __future__ import annotations

from pathlib import Path

import pytest
from installed import ROOT
from pages import BLOCK, played

PAGES = ("diff", "suppressions", "baseline")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_its_commands_print(name: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert text.count("```console\n$ ") == sum(
        match[1] == "console" for match in BLOCK.finditer(text)
    )
    assert played(text, tmp_path) == text, f"python tests/pages.py docs/{name}.md makes it anew"


def test_a_page_that_is_not_current_is_found(tmp_path: Path) -> None:
    page = 'x\n```text title="a/b.txt"\nhello\n```\n```console\n$ cat a/b.txt; exit 3\nbye\n```\n'
    assert played(page, tmp_path) == page.replace("\nbye\n", "\nhello\n")
