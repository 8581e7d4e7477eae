"""What an option's value is for a script: SET, RESET, the deployment, the default."""

from __future__ import annotations

import pytest
from sql_job import job

from flinklint.manifest import Manifest
from flinklint.script import Script
from flinklint.script_options import script_options
from flinklint.settings import Settings
from flinklint.source import Source

KEY = "table.exec.state.ttl"


def of(text: str, options: dict[str, str] | None = None, **more: str) -> Script:
    source = Source("job.yaml", job(text, options=options, **more))
    [deployment] = Manifest(source, Settings()).deployments
    script = Script.of(deployment)
    assert script is not None
    return script


def bare(text: str) -> Script:
    return Script(text, Source("job.sql", text), Settings(flink_version=(1, 20)))


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("", "0 s", "default"),
        (f"SET '{KEY}' = '1 h';", "1 h", "set"),
        (f"SET {KEY} = 5;", "5", "set"),
        (f"SET '{KEY}' = '1 h';\nSET '{KEY}' = '2 h';", "2 h", "set"),
        (f"SET '{KEY}' = '1 h';\nRESET '{KEY}';", "0 s", "default"),
        (f"SET '{KEY}' = '1 h';\nRESET 'other';", "1 h", "set"),
        (f"SET '{KEY}' = '1 h';\nRESET;", "0 s", "default"),
        (f"SET '{KEY}' = '${{ttl}}';", None, "unknown"),
        ("SET this is no set;", None, "unknown"),
    ],
)
def test_reads_a_bare_script(text, value, state):
    found = script_options(bare(text)).get(KEY)
    assert (found.text, found.state) == (value, state)


@pytest.mark.parametrize(
    ("text", "options", "value", "state"),
    [
        ("SELECT 1;", {KEY: "36 h"}, "36 h", "set"),
        (f"SET '{KEY}' = '1 h';", {KEY: "36 h"}, "1 h", "set"),
        (f"SET '{KEY}' = '1 h';\nRESET;", {KEY: "36 h"}, "36 h", "set"),
        ("SELECT 1;", {KEY: "${ttl}"}, None, "unknown"),
        ("SELECT 1;", {}, "0 ms", "default"),
    ],
)
def test_reads_the_deployment_below_the_script(text, options, value, state):
    found = script_options(of(text, options)).get(KEY)
    assert found.state == state
    assert found.text == value or state == "default"


def test_an_older_name_counts():
    found = script_options(of("SET 'state.backend' = 'hashmap';", version="1.20"))
    assert found.get("state.backend.type").text == "hashmap"


def test_the_managed_engine_may_have_a_default_of_its_own():
    script = of("SELECT 1;", tag="1.17-vvr-8.0.1")
    assert script_options(script).get(KEY).state == "unknown"


@pytest.mark.parametrize(
    ("text", "streaming"),
    [("", True), ("SET 'execution.runtime-mode' = 'streaming';", True),
     ("SET 'execution.runtime-mode' = 'BATCH';", False),
     ("SET 'execution.runtime-mode' = 'automatic';", False),
     ("SET 'execution.runtime-mode' = '${mode}';", False), ("SET execution.type = batch;", False)],
)  # fmt: skip
def test_knows_a_streaming_script(text, streaming):
    assert script_options(bare(text)).is_streaming is streaming


def test_a_batch_deployment_is_no_streaming_one():
    text = job("SELECT 1;").replace("      artifact:", "      batchMode: true\n      artifact:")
    [deployment] = Manifest(Source("j.yaml", text), Settings()).deployments
    script = Script.of(deployment)
    assert script is not None
    assert not script_options(script).is_streaming
