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


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        (
            "com.a: OFF",
            "the logger com.a has OFF, a boolean to YAML 1.1",
            'write "OFF"',
        ),
        (
            "com.a: ALL",
            "the logger com.a has the level ALL, which the platform does not offer",
            "known are TRACE, DEBUG, INFO, WARN, ERROR",
        ),
        ("com.a: [INFO]", "the level of the logger com.a is a sequence", ""),
        ("com: {}", "the logger com is a mapping: names of loggers are flat", "write com"),
        ("com: {a: ~}", "the logger com is a mapping: names of loggers are flat", "write com.a"),
    ],
)
def test_says_what_is_wrong_and_what_to_write(check, written, message, hint):
    [hit] = check(loggers(written))
    assert (hit.message, hit.hint) == (message, hint)


def test_the_fix_of_off_is_to_quote_it(check):
    [hit] = check(loggers("com.a: OFF"))
    assert [(fix.title, fix.safe) for fix in hit.fixes] == [("put it in quotes", True)]


def test_off_behind_an_alias_is_flagged_and_not_edited(check):
    both = check(loggers("com.a: &l OFF, com.b: *l"))
    assert [len(hit.fixes) for hit in both] == [1, 0]


def test_each_logger_is_looked_at_whatever_the_root_is(check):
    assert [hit.text for hit in check(loggers('"": INFO, com.a: FATAL'))] == ["FATAL"]
