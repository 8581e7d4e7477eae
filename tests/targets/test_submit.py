"""The page on sending: its commands run against a server that answers as the platforms do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import pytest
from alibabacloud_tea_openapi.utils import Utils
from ruamel.yaml import YAML
from targets.answering import (
    BAD_REQUEST,
    CONFLICT,
    CREATED,
    ENVELOPE,
    FAILED,
    Asked,
    Platform,
    platform,
)
from targets.translating import job

PAGE = (Path(__file__).parent.parent.parent / "docs" / "submit.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^<!-- ([^\n]+) -->\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [match.groups() for match in BLOCK.finditer(PAGE)]
[SUBMIT] = [text for mark, _, text in BLOCKS if mark == "file: ci/submit.sh"]
YAMLS = [text for _, language, text in BLOCKS if language == "yaml"]
SECRET = "t0ken-of-nobody"
JOB = (
    job(spec="restoreStrategy: {kind: NONE}")
    + "      flinkConfiguration: {a: '${API_TOKEN}', b: 1.10, 値: \"\\t\\x7f  \"}\n"
)

needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("sh", "curl", "jq", "openssl"))),
    reason="sh, curl, jq or openssl is not here: the commands of docs/submit.md are NOT run",
)


@pytest.fixture
def server() -> Iterator[Platform]:
    with platform() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("ci/submit.sh", SUBMIT), ("jobs/orders.yaml", JOB)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "flinklint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m flinklint "$@"\n')
    program.chmod(0o755)
    return tmp_path


def run(
    folder: Path, commands: str, url: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    known = {"PATH": path, "HOME": str(folder), "FLINK_URL": url, "NAMESPACE": "prod", **variables}
    return subprocess.run(
        ["sh", "-e", "-c", commands],
        cwd=folder,
        env=known,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def commands_of(text: str) -> str:
    """What a workflow runs, without what installs programs."""
    [job_] = (
        found["jobs"].values()
        if "jobs" in (found := YAML(typ="safe").load(text))
        else found.values()
    )
    lines = job_.get("script") or [step["run"] for step in job_["steps"] if "run" in step]
    own = [line for line in lines if not line.startswith(("pip install", "apt-get"))]
    assert len(lines) > len(own) == 2
    return "\n".join(own)


@needs_tools
@pytest.mark.parametrize("text", YAMLS, ids=["github", "gitlab"])
@pytest.mark.parametrize(
    ("action", "method", "path", "status"),
    [
        ("create", "POST", "/api/v1/namespaces/prod/deployments", 201),
        ("update", "PATCH", "/api/v1/namespaces/prod/deployments/orders", 200),
        ("start", "PATCH", "/api/v1/namespaces/prod/deployments/orders", 200),
    ],
)
def test_a_workflow_sends_the_request(
    folder: Path, server: Platform, text: str, action: str, method: str, path: str, status: int
) -> None:
    server.answers(status, CREATED)
    done = run(folder, commands_of(text), server.url, ACTION=action, API_TOKEN=SECRET)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == CREATED
    [asked] = server.asked
    assert (asked.method, asked.path) == (method, path)
    assert asked.headers["authorization"] == f"Bearer {SECRET}"
    assert asked.headers["content-type"] == asked.headers["accept"] == "application/json"
    written = json.loads((folder / "request.json").read_text("utf-8"))
    assert asked.json == written["body"]
    assert SECRET not in (folder / "request.json").read_text("utf-8")
    if action != "start":
        options = asked.json["spec"]["template"]["spec"]["flinkConfiguration"]
        assert options == {"a": "${API_TOKEN}", "b": "1.10", "値": "\t\x7f  "}  # as written


REFUSALS = [
    (409, CONFLICT, "the platform answers 409"),
    (400, BAD_REQUEST, "the platform answers 400"),
    (200, FAILED, "the platform answers 200, and that it failed"),
    (302, {}, "the platform answers 302"),
]


@needs_tools
@pytest.mark.parametrize(
    ("text", "status", "answer", "said"),
    [(YAMLS[0], *refusal) for refusal in REFUSALS] + [(YAMLS[1], *one) for one in REFUSALS[:3]],
    ids=lambda value: str(value)[:6],
)
def test_a_workflow_fails_where_the_platform_refuses(
    folder: Path, server: Platform, text: str, status: int, answer: Any, said: str
) -> None:
    server.answers(status, answer)
    done = run(folder, commands_of(text), server.url, ACTION="create", API_TOKEN=SECRET)
    assert done.returncode == 1
    assert json.loads(done.stdout) == answer
    assert done.stderr.splitlines()[-1] == f"submit: {said}"
    assert SECRET not in done.stdout + done.stderr
    assert len(server.asked) == 1


@needs_tools
def test_nothing_is_sent_of_a_faulty_file_or_without_a_variable(
    folder: Path, server: Platform
) -> None:
    commands = commands_of(YAMLS[0])
    (folder / "jobs" / "orders.yaml").write_text(
        JOB.replace("parallelism", "x") + "      paralelism: 2\n"
    )
    assert run(folder, commands, server.url, ACTION="create", API_TOKEN=SECRET).returncode == 1
    (folder / "jobs" / "orders.yaml").write_text(JOB)
    done = run(folder, commands.replace("prod", ""), server.url, ACTION="create", API_TOKEN=SECRET)
    assert done.returncode == 0
    server.asked.clear()
    missing = run(
        folder, f"unset NAMESPACE; {commands}", server.url, ACTION="create", API_TOKEN=SECRET
    )
    assert missing.returncode != 0
    assert "NAMESPACE is not set" in missing.stderr
    assert server.asked == []


@needs_tools
def test_a_server_that_is_not_there_fails_the_job(folder: Path) -> None:
    done = run(folder, commands_of(YAMLS[0]), "http://127.0.0.1:9/", ACTION="create", API_TOKEN="a")
    assert done.returncode != 0
    assert "curl" in done.stderr


ACCESS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "key", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET}


def signature_of(asked: Asked) -> str:
    """What the vendor's SDK would have signed the request with."""
    names = re.search(r"SignedHeaders=([^,]+)", asked.headers["authorization"])
    assert names is not None
    path, _, query = asked.path.partition("?")
    request = SimpleNamespace(
        method=asked.method,
        pathname=path,
        query=dict(parse_qsl(query)),
        headers={name: asked.headers[name] for name in names[1].split(";")},
    )
    digest = Utils.hex_encode(Utils.hash(asked.body, "ACS3-HMAC-SHA256"))
    assert asked.headers["x-acs-content-sha256"] == digest
    return str(Utils.get_authorization(request, "ACS3-HMAC-SHA256", digest, "key", SECRET))


@needs_tools
def test_the_managed_service_gets_both_calls_with_the_vendors_signature(
    folder: Path, server: Platform
) -> None:
    [commands] = [text for mark, _, text in BLOCKS if mark == "run against the managed service"]
    server.answers(200, ENVELOPE)
    done = run(folder, commands, server.url, WORKSPACE="w-1", **ACCESS)
    assert done.returncode == 0, done.stderr
    create, start = server.asked
    assert (create.method, create.path) == ("POST", "/api/v2/namespaces/prod/deployments")
    assert (start.method, start.path) == ("POST", "/api/v2/namespaces/prod/jobs%3Astart")
    assert start.json == {"deploymentId": "5d4c", "restoreStrategy": {"kind": "NONE"}}
    for asked in server.asked:
        assert asked.headers["workspace"] == "w-1"
        assert asked.headers["authorization"] == signature_of(asked)
        assert SECRET not in str(asked.headers)
    server.answers(200, FAILED)
    refused = run(folder, commands, server.url, WORKSPACE="w-1", **ACCESS)
    assert refused.returncode == 1
    assert len(server.asked) == 3  # no start after a create that failed


@needs_tools
def test_an_update_by_name_is_signed_with_its_query(folder: Path, server: Platform) -> None:
    (folder / "jobs" / "orders.yaml").write_text(JOB.replace("name: orders", "name: orders-2"))
    server.answers(200, ENVELOPE)
    commands = (
        "flinklint compile jobs/orders.yaml --target alibaba-2022-07-18 --request update -o r.json\n"
        "sh ci/submit.sh r.json"
    )
    done = run(folder, commands, server.url, WORKSPACE="w-1", **ACCESS)
    assert done.returncode == 0, done.stderr
    [asked] = server.asked
    assert asked.path.endswith("/deployments/updateDeployment/byName?deploymentName=orders-2")
    assert asked.headers["authorization"] == signature_of(asked)


@pytest.mark.parametrize(("answer", "code"), [({"success": True}, 0), (FAILED, 1)])
def test_the_sdk_of_2020_sends_what_the_page_says(
    folder: Path, server: Platform, answer: Any, code: int
) -> None:
    [text] = [text for mark, _, text in BLOCKS if mark == "run with the SDK of 2020-05-01"]
    text = text.replace(
        "set_endpoint(endpoint)", "set_endpoint(endpoint); request.set_protocol_type('http')"
    )
    (folder / "submit.py").write_text(text)
    source = JOB.replace("deploymentTargetName: default-queue", "deploymentTargetId: 4f1c")
    (folder / "jobs" / "orders.yaml").write_text(source)
    server.answers(200, answer)
    commands = (
        "flinklint compile jobs/orders.yaml --target alibaba-2020-05-01 --request create -o r.json\n"
        f'"{sys.executable}" submit.py r.json'
    )
    variables = {"WORKSPACE": "w-1", "REGION": "cn-hangzhou", "ENDPOINT": server.url[7:], **ACCESS}
    done = run(folder, commands, server.url, **variables)
    assert done.returncode == code, done.stderr
    [asked] = server.asked
    assert asked.path.startswith("/pop/workspaces/w-1/api/v1/namespaces/prod/deployments?")
    [params] = parse_qs(asked.body.decode())["paramsJson"]
    assert json.loads(params)["metadata"] == {"name": "orders"}
