"""`flinklint diff` and `compile --check`: what is compared, what is printed, how a run ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from in_process import run
from installed import GOOD

OTHER = GOOD.replace("name: clickstream-sessions\n", "name: others\n")
SCALED = GOOD.replace("parallelism: 4", "parallelism: 3")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert GOOD not in (OTHER, SCALED)
    monkeypatch.chdir(tmp_path)
    write("a.yaml", GOOD)
    write("b.yaml", SCALED)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def compiled(text: str) -> str:
    write("source.yaml", text)
    code, out, said = run("compile", "source.yaml")
    assert code == 0, said
    return out


SCALING = "  ~ spec.template.spec.parallelism: 4 -> 3\n"


def test_two_files_are_compared() -> None:
    assert run("diff", "a.yaml", "b.yaml") == (
        1,
        f'deployment "clickstream-sessions": a.yaml -> b.yaml\n{SCALING}',
        "1 deployment compared: 1 changed\n",
    )
    assert run("diff", "a.yaml", "a.yaml") == (0, "", "1 deployment compared: no difference\n")


def test_a_deployment_is_the_same_as_its_payload() -> None:
    write("a.json", compiled(GOOD))
    assert run("diff", "a.yaml", "a.json")[:2] == (0, "")
    assert run("diff", "a.json", "b.yaml")[1].endswith(SCALING)


def test_comments_and_order_and_quotes_are_no_difference() -> None:
    write("c.yaml", "# more\n" + GOOD.replace("parallelism: 4", "parallelism:   4   # two"))
    assert run("diff", "a.yaml", "c.yaml")[:2] == (0, "")


def test_another_spelling_is_shown_and_is_no_difference() -> None:
    write("c.yaml", GOOD.replace("memory: 4Gi", "memory: 4096Mi"))
    code, out, said = run("diff", "a.yaml", "c.yaml")
    assert code == 0
    assert out.endswith('.taskmanager.memory: "4Gi" -> "4096Mi" (the same meaning)\n')
    assert said == "1 deployment compared: 1 written otherwise\n"


def test_several_deployments_go_together_by_name() -> None:
    write("one.yaml", f"{GOOD}---\n{OTHER}")
    write("two/x.yaml", OTHER)
    write("two/y.yaml", SCALED)
    code, out, said = run("diff", "one.yaml", "two")
    assert (code, said) == (1, "2 deployments compared: 1 changed\n")
    assert out.splitlines()[0] == 'deployment "clickstream-sessions": one.yaml -> two/y.yaml'
    write("two/y.yaml", GOOD.replace("clickstream-sessions", "third"))
    assert run("diff", "one.yaml", "two")[1].splitlines() == [
        'deployment "clickstream-sessions": one.yaml: is gone',
        'deployment "third": two/y.yaml: is new',
    ]


def test_one_side_can_be_standard_input() -> None:
    code, out, _ = run("diff", "-", "b.yaml", "--stdin-filename", "HEAD.yaml", stdin=GOOD)
    assert (code, out.splitlines()[0]) == (
        1,
        'deployment "clickstream-sessions": HEAD.yaml -> b.yaml',
    )


def test_scripts_can_be_compared_alone() -> None:
    write("a.sql", "INSERT INTO a SELECT 1;")
    write("b.sql", "-- more\nINSERT INTO a SELECT 2;")
    code, out, _ = run("diff", "a.sql", "b.sql")
    assert code == 1
    assert "~ statement 1, INSERT INTO a" in out


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ({"name": "o", "flinkConf": {"x": "1"}}, {"name": "o", "flinkConf": {"x": "2"}}, "flinkConf.x"),
        ({"kind": "FlinkDeployment", "spec": {"job": {"parallelism": 1}}},
         {"kind": "FlinkDeployment", "spec": {"job": {"parallelism": 2}}}, "spec.job.parallelism"),
    ],
)  # fmt: skip
def test_payloads_of_other_platforms_can_be_compared(old: object, new: object, path: str) -> None:
    write("old.json", json.dumps(old))
    write("new.json", json.dumps(new))
    code, out, _ = run("diff", "old.json", "new.json")
    assert code == 1
    assert f"  ~ {path}: " in out


def test_json_is_printed() -> None:
    code, out, _ = run("diff", "a.yaml", "b.yaml", "--format", "json")
    report = json.loads(out)
    assert (code, report["version"], report["differs"]) == (1, "1", True)
    [difference] = report["deployments"][0]["differences"]
    assert difference["new"] == {
        "pointer": "/spec/template/spec/parallelism", "value": 3, "secret": False,
    }  # fmt: skip


ENVIRONMENTS = """\
[environments.staging]
overlays = ["staging.yaml"]
[environments.prod]
overlays = ["prod.yaml"]
"""


@pytest.mark.parametrize(
    "words",
    [
        ["a.yaml@staging", "a.yaml@prod"],
        ["a.yaml", "--env", "staging", "--env", "prod"],
        ["a.yaml", "a.yaml", "--env", "staging", "--env", "prod"],
        ["a.yaml@staging", "a.yaml", "--env", "prod"],
    ],
)
def test_environments_are_compared(words: list[str]) -> None:
    write("flinklint.toml", ENVIRONMENTS)
    for name, number in (("staging", 4), ("prod", 3)):
        write(f"{name}.yaml", f"spec: {{template: {{spec: {{parallelism: {number}}}}}}}\n")
    assert run("diff", *words)[:2] == (
        1,
        f'deployment "clickstream-sessions": a.yaml@staging -> a.yaml@prod\n{SCALING}',
    )


def test_a_file_with_an_at_sign_is_a_file() -> None:
    write("a@b.yaml", SCALED)
    assert run("diff", "a.yaml", "a@b.yaml")[1].endswith(SCALING)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.yaml"], "name two files to compare"),
        (["a.yaml", "b.yaml", "a.yaml"], "name two files to compare"),
        (["-", "-"], "standard input can be one side only"),
        (["a.yaml", "gone.yaml"], "gone.yaml: "),
        (["a.yaml", "broken.yaml"], "broken.yaml:1: "),
        (["a.yaml", "empty"], "empty: holds no deployment"),
        (["a.yaml", "chart.yaml"], "a template that has to be rendered first"),
        (["a.yaml@nope", "b.yaml"], "`nope` is no environment"),
    ],
)
def test_what_cannot_be_compared_is_refused(words: list[str], said: str) -> None:
    write("broken.yaml", "kind: [\n")
    write("empty/notes.txt", "")
    write("chart.yaml", "kind: Deployment\nmetadata:\n  name: {{ .Values.name }}\n")
    code, out, shown = run("diff", *words)
    assert (code, out) == (2, "")
    assert said in shown


# compile --check


def test_current_payloads_are_current() -> None:
    run("compile", "a.yaml", "-o", "payloads/")
    assert run("compile", "a.yaml", "--check", "payloads") == (
        0, "", "1 payload compared: all current\n",
    )  # fmt: skip


def test_a_payload_that_git_gave_the_line_ends_of_windows_is_current() -> None:
    Path("payloads").mkdir()
    data = compiled(GOOD).replace("\n", "\r\n").encode()
    Path("payloads/clickstream-sessions.json").write_bytes(data)
    assert run("compile", "a.yaml", "--check", "payloads")[0] == 0


def test_a_stale_payload_is_shown_with_what_differs() -> None:
    run("compile", "a.yaml", "-o", "payloads/")
    before = Path("payloads/clickstream-sessions.json").read_bytes()
    code, out, said = run("compile", "b.yaml", "--check", "payloads")
    assert code == 1
    assert out.endswith(SCALING)
    assert said == (
        "payloads/clickstream-sessions.json: stale\n1 payload compared: 1 not current\n"
    )
    assert Path("payloads/clickstream-sessions.json").read_bytes() == before


@pytest.mark.parametrize(
    "change", [lambda text: text + "\n", lambda text: text.replace("  ", "\t")]
)
def test_a_payload_of_other_bytes_is_stale_too(change) -> None:  # type: ignore[no-untyped-def]
    write("payloads/clickstream-sessions.json", change(compiled(GOOD)))
    code, out, said = run("compile", "a.yaml", "--check", "payloads")
    assert (code, out) == (1, "")
    assert "clickstream-sessions.json: stale, the same written otherwise\n" in said


def test_one_that_is_missing_or_left_over_is_told() -> None:
    write("payloads/gone.json", compiled(OTHER))
    write("payloads/.hidden/x.json", "{}")
    write("payloads/README.md", "")
    code, out, said = run("compile", "a.yaml", "--check", "payloads")
    assert (code, out) == (1, "")
    assert said.splitlines() == [
        "payloads/clickstream-sessions.json: missing",
        "payloads/gone.json: left over",
        "1 payload compared: 2 not current",
    ]


@pytest.mark.parametrize("text", ["{", "", "[]"])
def test_one_that_is_no_payload_is_stale(text: str) -> None:
    write("payloads/clickstream-sessions.json", text)
    code, _, said = run("compile", "a.yaml", "--check", "payloads")
    assert code == 1
    assert "clickstream-sessions.json: stale" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--check", "nowhere"], "nowhere: there is no such folder of payloads"),
        (["--check", ".", "-o", "x.json"], "--check writes nothing: leave out -o"),
    ],
)
def test_what_cannot_be_checked_is_refused(words: list[str], said: str) -> None:
    code, _, shown = run("compile", "a.yaml", *words)
    assert (code, said in shown) == (2, True)


def test_a_deployment_with_an_error_is_not_compared() -> None:
    write("payloads/clickstream-sessions.json", compiled(GOOD))
    write("c.yaml", GOOD.replace("kind: LATEST_STATE\n", "kind: NONE\n"))
    code, _, said = run("compile", "c.yaml", "--check", "payloads")
    assert code == 1
    assert "nothing written" in said
