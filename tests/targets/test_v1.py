"""Application Manager v1: the payload, the patch of an update, and requests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets.test_fields import SINGLE, Field, written
from targets.translating import body, job, script, translated

from flinklint.payload import to_json
from flinklint.request import Request
from flinklint.targets import TARGETS

TRAPS = [
    job("flinkConfiguration: {a: off, b: 010, c: 1:30, d: 2021-03-16, e: 1.5g, f: 1.10}"),
    job('logging: {log4jLoggers: {"": INFO}, log4j2ConfigurationTemplate: ~}', spec="sessionClusterName: ~"),
    job("flinkConfiguration: {a: '${SECRET}', 值: 漢字}", "resources: {taskmanager: {memory: 1.5g}}"),
    script("-- \t注释 \r\nSELECT 1;  \n\t\n"),
]  # fmt: skip


def request(text: str, action: str, base: Any = None, **options: str) -> Request:
    found = translated(text, "v1", target_options=options)
    return TARGETS["v1"].request(found, action, base)


@pytest.mark.parametrize("text", TRAPS, ids=lambda value: value[-40:])
def test_a_payload_compiled_again_is_itself(text: str) -> None:
    once = to_json(translated(text, "v1").body)
    assert to_json(translated(once, "v1").body) == once
    assert to_json(translated(text.replace("\n", "\r\n"), "v1").body) == once


@settings(max_examples=50)
@given(st.lists(st.sampled_from(SINGLE), unique_by=lambda field: field.name, max_size=30))
def test_any_payload_compiled_again_is_itself(chosen: list[Field]) -> None:
    once = to_json(translated(written(chosen), "v1").body)
    assert to_json(translated(once, "v1").body) == once


def test_create_posts_the_payload() -> None:
    made = request(job(metadata=", namespace: prod"), "create")
    assert (made.method, made.path) == ("POST", "/api/v1/namespaces/prod/deployments")
    assert made.headers == {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Authorization": "Bearer ${API_TOKEN}",
    }
    assert made.body == translated(job(metadata=", namespace: prod"), "v1").body


@pytest.mark.parametrize(
    ("metadata", "options", "namespace"),
    [
        ("", {}, "${NAMESPACE}"),
        ("", {"namespace": "dev"}, "dev"),
        (", namespace: prod", {"namespace": "dev"}, "prod"),
        (", namespace: a b/c", {}, "a%20b%2Fc"),
    ],
)
def test_the_namespace_is_written_set_or_left_open(
    metadata: str, options: dict[str, str], namespace: str
) -> None:
    made = request(job(metadata=metadata), "create", **options)
    assert made.path == f"/api/v1/namespaces/{namespace}/deployments"


def test_update_patches_what_can_be_changed() -> None:
    made = request(job("parallelism: 2", metadata=", labels: {a: b}, namespace: ns"), "update")
    assert (made.method, made.path) == ("PATCH", "/api/v1/namespaces/ns/deployments/orders")
    assert isinstance(made.body, dict)
    assert list(made.body) == ["metadata", "spec"]
    assert made.body["metadata"] == {"labels": {"a": "b"}}
    bare = request(job(), "update")
    assert isinstance(bare.body, dict)
    assert list(bare.body) == ["spec"]


def test_start_asks_for_running_only() -> None:
    made = request(job(spec="state: CANCELLED"), "start")
    assert (made.method, made.body) == ("PATCH", {"spec": {"state": "RUNNING"}})


@pytest.mark.parametrize(
    ("before", "after", "patch"),
    [
        (job("parallelism: 2"), job("parallelism: 2"), {}),
        (job("parallelism: 2"), job("parallelism: 3"), {"parallelism": 3}),
        (job("parallelism: 2"), job(), {"parallelism": None}),
        (job(), job("parallelism: 2"), {"parallelism": 2}),
        (job("flinkConfiguration: {a: b, c: d}"), job("flinkConfiguration: {a: b}"), {"flinkConfiguration": {"c": None}}),
        (job("flinkConfiguration: {a: b}"), job("flinkConfiguration: {a: c}"), {"flinkConfiguration": {"a": "c"}}),
        (job("batchMode: true"), job("batchMode: false"), {"batchMode": False}),
    ],
)  # fmt: skip
def test_an_update_after_a_base_has_what_changed(
    before: str, after: str, patch: dict[str, Any]
) -> None:
    made = request(after, "update", body(before, "v1"))
    assert made.body == ({"spec": {"template": {"spec": patch}}} if patch else {})


def merged(target: Any, patch: Any) -> Any:
    """RFC 7386, as written there."""
    if not isinstance(patch, dict):
        return patch
    found = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = merged(found.get(key), value)
    return found


FIELDS = st.lists(st.sampled_from(SINGLE), unique_by=lambda field: field.name, max_size=12)


@settings(max_examples=50)
@given(FIELDS, FIELDS)
def test_a_patch_laid_over_the_base_is_the_new_deployment(
    old: list[Field], new: list[Field]
) -> None:
    before, after = body(written(old), "v1"), body(written(new), "v1")
    made = request(written(new), "update", before)
    result = merged(before, made.body)
    for one in (result, after):
        for key in ("name", "namespace"):
            one["metadata"].pop(key, None)
    assert _without_empty(result) == _without_empty(after)


def _without_empty(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    found = {key: _without_empty(below) for key, below in value.items()}
    return {key: below for key, below in found.items() if below != {}}


def test_a_request_is_json_with_the_same_bytes_each_time() -> None:
    made = request(job(), "create").to_json()
    assert made == request(job(), "create").to_json()
    assert list(json.loads(made)) == ["method", "path", "headers", "body"]
    assert made.endswith("}\n")
