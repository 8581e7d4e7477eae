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


RUNNING = "\n  state: RUNNING"


@pytest.mark.parametrize("level", ["DEBUG", "TRACE", "debug"])
def test_flags_a_running_job_that_logs_everything(check, level):
    [hit] = check(loggers(f'"": {level}', RUNNING))
    assert hit.text == level
    assert hit.message == f"everything is logged at {level} while the job runs"
    assert hit.severity.value == "info"
    assert hit.labels == [("RUNNING", "the job runs")]


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ('"": INFO', RUNNING),
        ('"": WARN', RUNNING),
        ("com.a: DEBUG", RUNNING),
        ('"": DEBUG', ""),
        ('"": DEBUG', "\n  state: CANCELLED"),
        ('"": DEBUG', "\n  state: ${STATE}"),
        ('"": ${LEVEL}', RUNNING),
        ('"": DEBUG', RUNNING + SESSION),
        ("", RUNNING),
    ],
)
def test_accepts_other_levels_and_jobs_that_do_not_run(check, text, spec):
    assert check(loggers(text, spec)) == []
