"""The language server in the real Neovim, with the settings that the page on editors has."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from installed import ROOT, run
from server.editor import JOB

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
[SETTINGS] = [
    block
    for block in re.findall(r"^```lua\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    if '"flinklint"' in block
]
LOOK = """
vim.o.swapfile = false
vim.api.nvim_create_autocmd("VimEnter", { callback = function() vim.schedule(function()
  vim.wait(15000, function() return #vim.diagnostic.get(0) > 0 end, 50)
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local under = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})[1]
    io.stdout:write(d.code, " ", under, "\\n")
  end
  vim.cmd("qa!")
end) end })
"""


def test_shows_what_is_found_where_it_is(tmp_path: Path) -> None:
    nvim = shutil.which("nvim")
    version = run([nvim, "--version"], tmp_path).stdout if nvim else ""
    found = re.match(r"NVIM v(\d+)\.(\d+)", version)
    if nvim is None or found is None or (int(found[1]), int(found[2])) < (0, 11):
        pytest.skip("no Neovim of version 0.11 or later is installed")
    own = SETTINGS.replace(
        '"flinklint", "server"', f'"{sys.executable}", "-m", "flinklint", "server"'
    )
    (tmp_path / "init.lua").write_text(own + LOOK, encoding="utf-8")
    text = JOB.replace("CANCELLED", "CANCELED").replace("SELECT o.id", "SELECT '😀日本', o.idd")
    (tmp_path / "job.yaml").write_text(text, encoding="utf-8")
    result = run([nvim, "--clean", "--headless", "-u", "init.lua", "job.yaml"], tmp_path)
    assert "FL203 CANCELED\n" in result.stdout, result.stderr
    assert "FL619 idd\n" in result.stdout
