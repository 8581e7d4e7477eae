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


def logging(text, spec=""):
    return MANIFEST.format(logging=text, spec=spec)


OWN = "log4j2ConfigurationTemplate: <Configuration></Configuration>"


@pytest.mark.parametrize("profile", ['""', '" "'])
def test_flags_an_empty_profile(check, profile):
    [hit] = check(logging(f"loggingProfile: {profile}"))
    assert hit.text == profile
    assert hit.message == "loggingProfile is empty"
    assert hit.severity.value == "warning"


def test_flags_a_profile_that_is_not_used(check):
    [hit] = check(logging(f"loggingProfile: default\n        {OWN}"))
    assert hit.text == "default"
    assert hit.message == "the log template is used instead of the profile default"
    assert hit.labels == [("<Configuration></Configuration>", "this template")]


def test_a_template_without_profile_is_a_remark(check):
    [hit] = check(logging(OWN))
    assert hit.text == "log4j2ConfigurationTemplate"
    assert hit.severity.value == "info"
    assert check(logging(OWN).replace("metadata: {name: orders}\n", "")) == []


@pytest.mark.parametrize(
    "text",
    [
        "loggingProfile: default",
        "loggingProfile: ours",
        "loggingProfile: ~",
        "loggingProfile: ${PROFILE}",
        f"loggingProfile: custom\n        {OWN}",
        "loggingProfile: default\n        log4j2ConfigurationTemplate: null",
        "loggingProfile: default\n        log4j2ConfigurationTemplate: ''",
        "log4jLoggers: {}",
    ],
)
def test_accepts_one_of_the_two(check, text):
    assert check(logging(text)) == []


def test_says_nothing_of_sessions_and_of_what_is_absent(check):
    assert check(logging('loggingProfile: ""', SESSION)) == []
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []
