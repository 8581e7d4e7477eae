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


@pytest.mark.parametrize("key", ["root", "root.level", "rootLogger", "ROOT", "rootLogger.level"])
def test_flags_other_names_of_the_root_logger(check, key):
    [hit] = check(loggers(f"{key}: DEBUG"))
    assert hit.text == key
    assert hit.message == f"{key} is a logger of that name: the root logger's name is empty"
    assert hit.severity.value == "warning"
    assert hit.fixes[0].safe
    assert '{"": DEBUG}' in hit.fixed()
    assert check(hit.fixed()) == []


def test_the_level_that_the_root_logger_has_anyhow_is_a_remark(check):
    [hit] = check(loggers("root.level: INFO"))
    assert hit.severity.value == "info"
    assert '{"": INFO}' in hit.fixed()


def test_offers_no_fix_beside_the_root_logger(check):
    [hit] = check(loggers('"": INFO, root: DEBUG'))
    assert hit.fixes == ()
    assert hit.labels == [("INFO", "the root logger is set here")]


def test_offers_no_fix_for_two_of_them(check):
    hits = check(loggers("rootLogger: INFO, root.level: DEBUG"))
    assert [hit.text for hit in hits] == ["rootLogger", "root.level"]
    assert all(hit.fixes == () for hit in hits)


@pytest.mark.parametrize(
    "text", ['"": DEBUG', "com.root: DEBUG", "rooted: DEBUG", "root: {level: A}", ""]
)
def test_accepts_other_names(check, text):
    assert check(loggers(text)) == []


def test_says_nothing_of_sessions_and_of_what_is_absent(check):
    assert check(loggers("root: DEBUG", SESSION)) == []
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []
