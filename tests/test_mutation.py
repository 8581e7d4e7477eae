"""What `make mutation` is told: modules that are there, tests that are there, and reasons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "mutation" / f"{name}.toml").read_text("utf-8"))


def test_every_module_and_every_test_is_there() -> None:
    for module, tests in table("modules").items():
        assert tests
        for path in (module, *tests):
            assert (ROOT / path).is_file(), path


def test_every_survivor_that_may_be_is_of_such_a_module_and_has_a_reason() -> None:
    modules = table("modules")
    seen = set()
    for module, groups in table("survivors").items():
        assert module in modules
        for group in groups:
            assert group["why"].startswith(("equivalent: ", "only speed: ")), group["why"]
            for survivor in group["survivors"]:
                key = module, survivor["before"], survivor["after"]
                assert key not in seen
                seen.add(key)
    assert seen
