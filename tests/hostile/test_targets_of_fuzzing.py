"""What is fuzzed for hours by `make fuzz`, for seconds: any change of a text ends without an error."""

from __future__ import annotations

import random
from pathlib import Path

import fuzz_targets as targets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutate import mutate
from seeds import seeds

ROOT = Path(__file__).parents[2]
TEXTS = seeds()
FEW = settings(max_examples=40)


@pytest.mark.parametrize("name", targets.TARGETS)
@FEW
@given(st.sampled_from(TEXTS), st.integers(0, 2**32))
def test_no_change_of_a_text_ends_in_an_error(name: str, text: str, seed: int):
    changed = mutate(text, TEXTS, random.Random(seed))
    targets.run(name, changed.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", targets.TARGETS)
@FEW
@given(st.binary(max_size=200))
def test_no_bytes_end_in_an_error(name: str, data: bytes):
    targets.run(name, data)


def test_a_target_tells_of_what_is_broken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(targets, "build", lambda deployment: 1 / 0)
    good = (ROOT / "examples/jar/clickstream-sessions.yaml").read_bytes()
    with pytest.raises(ZeroDivisionError):
        targets.run("compile", good)


def test_an_error_that_is_silenced_may_be_in_the_payload():
    targets.run(
        "compile",
        b"kind: Deployment\napiVersion: v1\nmetadata: {name: orders}\nspec:\n"
        b"  deploymentTargetName: default\n  template:\n    spec:\n"
        b"# flinklint: ignore[FL101]\n"
        b"      artifact: {kind: JAR, jarUri: 'oss://b/o-1.0.jar', formatflinkVersion: '1.17'}\n",
    )


def test_a_version_of_yaml_that_is_none_is_no_failure_of_ours():
    targets.run("parse", b"%YAML 1.24\n---\nkind: Deployment\n")
