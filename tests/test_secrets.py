from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis.strategies import from_regex
from support import run

from flinklint.knowledge import options
from flinklint.report import text_format
from flinklint.report.record import Record
from flinklint.resources import home
from flinklint.rule import load
from flinklint.secrets import is_literal, is_secret_name, may_have_shape, shapes

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      artifact: {kind: JAR}
      flinkConfiguration:
"""


def test_every_option_of_flink_that_is_called_a_secret_is_one():
    assert {option.key for option in options(None) if is_secret_name(option.key)} == {
        "mesos.resourcemanager.framework.secret",
        "security.kerberos.fetch.delegation-token",  # a boolean: its type tells
        "security.ssl.internal.key-password",
        "security.ssl.internal.keystore-password",
        "security.ssl.internal.truststore-password",
        "security.ssl.key-password",
        "security.ssl.keystore-password",
        "security.ssl.rest.key-password",
        "security.ssl.rest.keystore-password",
        "security.ssl.rest.truststore-password",
        "security.ssl.truststore-password",
    }


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("s3.secret-key", True),
        ("fs.s3a.access.key", True),
        ("fs.s3a.secret.key", True),
        ("DB_PASSWORD", True),
        ("dbpassword", True),
        ("awsSecretAccessKey", True),
        ("accessKeySecret", True),
        ("apiKey", True),
        ("oauth2.token", True),
        ("--pw", True),
        ("accessKeyId", False),
        ("password-file", False),
        ("kubernetes.secrets", False),
        ("bypass", False),
        ("token.ttl", False),
        ("primary-key", False),
        ("key", False),
        ("", False),
    ],
)
def test_names_of_secrets(name, secret):
    assert is_secret_name(name) is secret


@pytest.mark.parametrize("text", ["abc", "123456", "P@ss w0rd", "correct horse"])
def test_texts_that_are_secrets(text):
    assert is_literal(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "${x}", "a${x}b", "{{x}}", "$(X)", "$X", "<pw>", "TODO", "CHANGEME", "***", "xxx",
     "yourPassword", "your-password", "ENC(abc)", "vault:a/b", "/run/secrets/pw", "true", "12"],
)  # fmt: skip
def test_texts_that_are_none(text):
    assert not is_literal(text)


def test_every_shape_has_a_source():
    assert len(shapes()) >= 9
    assert all(shape.source for shape in shapes())
    facts = json.loads((home("schemas") / "secrets.json").read_text("utf-8"))
    assert {row["source"] for row in facts["shapes"]} <= {*facts["source"]}


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.name)
def test_every_text_of_a_shape_has_one_of_its_signs(shape):
    @settings(max_examples=25)
    @given(from_regex(shape.pattern))
    def holds(text):
        assert any(sign in text for sign in shape.signs)
        assert may_have_shape(text)

    holds()


def report(text):
    outcome = run(MANIFEST + text, [rule for rule in load() if rule.enabled])
    return text_format.render(Record(outcome.findings, 1), False)


def test_the_frame_masks_a_secret():
    shown = report("        s3.secret-key: q7Zt1mC0  # ours\n")
    assert "s3.secret-key: ********  # ours" in shown
    assert "q7Zt1mC0" not in shown
    assert "^^^^^^^^" in shown


def test_the_frame_of_another_finding_masks_it_too():
    line = "        {s3.secret-key: q7Zt1mC0, taskmanager.numberOfTaskSlots: 2x}\n"
    shown = report(line)
    assert shown.count("error[") >= 2
    assert "q7Zt1mC0" not in shown


def test_a_secret_of_several_lines_is_masked_on_each():
    key = "-----BEGIN PRIVATE " + "KEY-----"
    shown = report(f"        my.pem: |\n          {key}\n          MIIEow\n        a: b\n")
    assert "BEGIN PRIVATE" not in shown
    assert "MIIEow" not in shown


def test_what_is_no_secret_is_shown():
    shown = report("        taskmanager.numberOfTaskSlots: 2x\n")
    assert "taskmanager.numberOfTaskSlots: 2x" in shown
