from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
metadata: {{name: orders}}
spec:{spec}
  template:
    spec:
      artifact: {{kind: JAR}}
      logging:
        {logging}
"""
SESSION = "\n  sessionClusterName: shared"


def loggers(text, spec=""):
    return MANIFEST.format(logging=f"log4jLoggers: {{{text}}}", spec=spec)


@pytest.mark.parametrize(
    ("level", "severity", "fixed"),
    [
        ("WARNING", "error", "WARN"),
        ("verbose", "error", None),
        ("info", "warning", "INFO"),
        ("Off", "warning", '"OFF"'),
        ("OFF", "warning", '"OFF"'),
        ("ALL", "warning", None),
        ("FATAL", "warning", None),
    ],
)
def test_flags_what_is_no_level(check, level, severity, fixed):
    [hit] = check(loggers(f"com.a: {level}"))
    assert hit.text == level
    assert hit.message.startswith("the logger com.a has ")
    assert hit.severity.value == severity
    if fixed is None:
        assert hit.fixes == ()
    else:
        assert hit.fixes[0].safe
        assert f"com.a: {fixed}}}" in hit.fixed()
        assert check(hit.fixed()) == []


def test_flags_nested_names_at_the_first(check):
    [hit] = check(loggers("com: {example: {a: INFO}}"))
    assert hit.text == "com"
    assert hit.message == "the logger com is a mapping: names of loggers are flat"
    assert hit.hint == "write com.example.a: INFO"


@pytest.mark.parametrize("level", ["~", "", "[INFO]", "{}"])
def test_flags_what_is_no_text_at_the_key(check, level):
    [hit] = check(loggers(f"com.a: {level}"))
    assert hit.text == "com.a"
    assert hit.severity.value == "error"


@pytest.mark.parametrize("level", ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", '"OFF"', "${LEVEL}"])
def test_accepts_levels(check, level):
    assert check(loggers(f"com.a: {level}")) == []


def test_says_nothing_of_the_root_of_sessions_and_of_what_is_absent(check):
    assert check(loggers('"": WARNING')) == []
    assert check(loggers("com.a: WARNING", SESSION)) == []
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []


def test_speaks_alone(check_all):
    for text in (loggers("com.a: OFF"), loggers("com: {a: INFO}"), loggers("com.a: WARNING")):
        spoken = [hit.code for hit in check_all(text)]
        assert spoken.count("FL911") == 1
        assert not {"FL007", "FL102", "FL105"} & {*spoken}
