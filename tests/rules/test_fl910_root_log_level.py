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
    ("level", "severity", "message", "fixed"),
    [
        ("WARNING", "error", "has the level 'WARNING', which is none of", "WARN"),
        ("warning", "error", "has the level 'warning', which is none of", "WARN"),
        ('"WARNING"', "error", "has the level 'WARNING', which is none of", '"WARN"'),
        ("VERBOSE", "error", "has the level 'VERBOSE', which is none of", None),
        ("INFOO", "error", "has the level 'INFOO', which is none of", None),
        ("5", "error", "has the level '5', which is none of", None),
        ("info", "warning", "has the level 'info', not in capitals", "INFO"),
        ('" DEBUG "', "warning", "has the level ' DEBUG ', not in capitals", '"DEBUG"'),
        ("OFF", "warning", "has the level OFF, which the platform does not offer", None),
        ("ALL", "warning", "has the level ALL, which the platform does not offer", None),
        ("FATAL", "warning", "has the level FATAL, which the platform does not offer", None),
    ],
)
def test_flags_what_is_no_level_of_the_platform(check, level, severity, message, fixed):
    [hit] = check(loggers(f'"": {level}'))
    assert hit.text == level
    assert hit.message.startswith(f"the root logger {message}")
    assert hit.severity.value == severity
    if fixed is None:
        assert hit.fixes == ()
    else:
        assert hit.fixes[0].safe
        assert f'"": {fixed}}}' in hit.fixed()
        assert check(hit.fixed()) == []


@pytest.mark.parametrize("level", ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", '"INFO"', "${LEVEL}"])
def test_accepts_the_five_levels(check, level):
    assert check(loggers(f'"": {level}')) == []


@pytest.mark.parametrize("level", ["~", "", "[INFO]", "{a: b}"])
def test_flags_what_is_no_text_at_the_key(check, level):
    [hit] = check(loggers(f'"": {level}'))
    assert hit.text == '""'
    assert hit.severity.value == "error"


def test_suggests_a_near_level(check):
    [hit] = check(loggers('"": DEBIG'))
    assert hit.hint == "did you mean DEBUG?"


def test_says_nothing_of_others_of_sessions_and_of_what_is_absent(check):
    assert check(loggers("a.b: WARNING")) == []
    assert check(loggers('"": WARNING', SESSION)) == []
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []
