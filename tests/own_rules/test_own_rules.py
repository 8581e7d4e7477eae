"""A team's own rules: taken in beside ours everywhere, refused with their place, and tested."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from in_process import run

ACME = Path(__file__).parent / "acme"
SETTINGS = 'own-rules = ["tools/acme"]\n'
JOB = """\
kind: Deployment
apiVersion: v1
metadata:
  name: orders
  labels: {tier: gold}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        sqlScript: |
          CREATE TABLE source_ (id INT) WITH ('connector' = 'datagen');
          CREATE TABLE sink_ (id INT) WITH ('connector' = 'print');
          INSERT INTO sink_ SELECT id FROM source_;
"""
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A project with a job, own rules and settings that name them, and flinklint run in it."""
    shutil.copytree(ACME, tmp_path / "tools" / "acme", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "job.yaml").write_text(JOB)
    (tmp_path / "flinklint.toml").write_text(SETTINGS)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        code, out, err = run(*words)
        return code, out, err.removeprefix("flinklint: ")

    return call


def own(command: Command, *words: str) -> list[str]:
    """The findings of own rules in job.yaml."""
    out = command("check", "job.yaml", "--format", "concise", *words)[1]
    return [line for line in out.splitlines() if "ACME" in line]


def settings(text: str) -> None:
    Path("flinklint.toml").write_text(SETTINGS + text)


BOTH = [
    "job.yaml:5:3: ACME1 warning nobody owns the job: the label owner is missing",
    "job.yaml:15:59: ACME2 error `print` writes to the log",
]


def test_own_rules_run_beside_ours(command):
    assert own(command) == BOTH
    assert own(command, "--isolated") == []
    assert command("check", "job.yaml")[0] == 1


@pytest.mark.parametrize(
    ("words", "more", "left"),
    [
        (["--select", "ACME"], "", BOTH),
        (["--select", "ACME1"], "", BOTH[:1]),
        (["--select", "no-print"], "", BOTH[1:]),
        (["--ignore", "owner-label"], "", BOTH[1:]),
        ([], "ignore = ['ACME']", []),
        ([], "severity.no-print = 'info'", [BOTH[0], BOTH[1].replace("error", "info")]),
        (
            [],
            "severity.ACME = 'info'\nseverity.ACME2 = 'error'",
            [BOTH[0].replace("warning", "info"), BOTH[1]],
        ),
        ([], "rules.ACME1.label = 'tier'", BOTH[1:]),
        ([], "rules.owner-label.label = 'tier'", BOTH[1:]),
        ([], "[[per-file]]\npaths = ['*.yaml']\nignore = ['ACME1']", BOTH[1:]),
        (["--ignore", "ACME"], "mandatory = ['ACME2']", BOTH[1:]),
    ],
)
def test_what_chooses_rules_knows_own_ones(command, words, more, left):
    settings(more)
    assert own(command, *words) == left


def test_suppressions_know_own_rules_even_those_that_do_not_run(command):
    text = JOB.replace("{tier: gold}", "{tier: gold}  # flinklint: ignore[owner-label] soon")
    Path("job.yaml").write_text(text.replace("'print');", "'print');  -- flinklint: ignore[ACME2]"))
    assert own(command) == []
    out = command("check", "job.yaml", "--select", "FL01", "--format", "concise")[1]
    assert out == ""
    Path("job.yaml").write_text(text.replace("owner-label", "owner-labl"))
    out = command("check", "job.yaml", "--select", "FL01")[1]
    assert "owner-label" in out


def test_a_baseline_takes_what_own_rules_find(command):
    command("baseline", "create", "job.yaml", "--select", "ACME")
    settings("baseline = 'flinklint-baseline.json'")
    assert own(command) == []


def test_reports_name_own_rules_without_a_page_of_ours(command):
    sarif = json.loads(command("check", "job.yaml", "--select", "ACME", "--format", "sarif")[1])
    rules = {rule["id"]: rule for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert "helpUri" not in rules["ACME1"]
    assert "flinklint.dev" not in command("check", "job.yaml", "--select", "ACME")[1]


def test_own_rules_are_listed_and_explained(command):
    assert "ACME2 no-print" in command("rules")[1]
    assert "ACME" not in command("rules", "--isolated")[1]
    assert command("explain", "acme1")[1].startswith(
        "ACME1 owner-label (warning)\n\nEvery job says"
    )
    said = command("explain", "ownr-label")[2]
    assert said.startswith("`ownr-label` is no rule")
    assert said.endswith("; did you mean `owner-label`?\n")
    Path("flinklint.toml").write_text("nonsense")
    assert command("explain", "FL206")[0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ignore = ['ACM1']", "flinklint.toml:2: `ACM1` is no rule; did you mean `ACME1`?"),
        (
            "severity.no-prnt = 'info'",
            "flinklint.toml:2: `no-prnt` is no rule; did you mean `no-print`?",
        ),
        (
            "[rules.ACME1]\nlabl = 'x'",
            "flinklint.toml:3: ACME1 has no option `labl`; did you mean `label`?",
        ),
        ("[rules.ACME2]\nx = 'x'", "flinklint.toml:3: ACME2 has no options"),
        (
            "[rules.ACME]\nx = 'x'",
            "flinklint.toml:2: `ACME` means several rules; options are of one",
        ),
        ("mandatory = ['ACME9', 'x']", "flinklint.toml:2: `ACME9` is no rule"),
        (
            "[[per-file]]\npaths = ['x']\nignore = [\n'FL1',\n'ACMEX1']",
            "flinklint.toml:6: `ACMEX1` is no",
        ),
    ],
)
def test_settings_that_mean_no_rule_are_told_with_their_line(command, text, said):
    settings(text)
    code, _, err = command("check", "job.yaml")
    assert (code, err[: len(said)]) == (2, said)


# What cannot be used

HEAD = '''"""A page."""
from flinklint.deployment import Deployment
from flinklint.finding import Severity
from flinklint.rule import rule

'''


def module(
    code: str = "ACME7", scope: str = "Deployment", name: str = "mine", body: str = "yield"
) -> str:
    return (
        f"{HEAD}@rule('{code}', Severity.INFO, source='x')\n"
        f"def {name}(subject: '{scope}'):\n    {body}\n"
    )


REFUSED = [
    # module, line, said
    (module("FL777"), 6, "codes that begin with FL are flinklint's own: take a prefix of yours"),
    (module("acme7"), 6, "a code is letters and digits, such as ACME1"),
    (module("ACME"), 6, "a code is letters and digits"),
    (module("ACME1"), None, "ACME1 mine is there already"),
    (module(name="no_print"), None, "ACME7 no-print is there already"),
    (module(name="stateful_restore_none"), 6, "FL206 stateful-restore-none is there already"),
    (module(scope="Deploymnt"), 6, "a rule cannot read `Deploymnt`; did you mean Deployment?"),
    (
        module(scope="Crash"),
        6,
        "a rule cannot read `Crash`; it reads Manifest, Deployment, Script or",
    ),
    (module().replace('"""A page."""', ""), 6, "the rule has no page"),
    (module().replace("Severity.INFO", "'info'"), 6, "a rule begins as @rule"),
    (module().replace("'ACME7'", "7"), None, "TypeError: '<' not supported"),
    (HEAD + "x = 1 / 0\n", 6, "ZeroDivisionError: division by zero"),
    (HEAD + "def f(:\n", 6, "invalid syntax"),
    (HEAD + "import nowhere\n", 6, "ModuleNotFoundError: No module named 'nowhere'"),
    (HEAD + "raise SystemExit(0)\n", 6, "a rule must not end the program"),
]


@pytest.mark.parametrize(("text", "line", "said"), REFUSED)
@pytest.mark.parametrize(
    "words", [["check", "job.yaml"], ["rules"], ["rules", "test"], ["rules", "test", "tools/acme"]]
)
def test_a_module_that_cannot_be_used_is_told_with_its_line(command, words, text, line, said):
    Path("tools/acme/zz_mine.py").write_text(text)
    if words[:2] == ["rules", "test"] and "FL206" in said:
        pytest.skip("a folder is tested without asking what else there is")
    code, out, err = command(*words)
    assert (code, out) == (2, "")
    place = f"tools/acme/zz_mine.py:{line}: " if line else "tools/acme"
    assert err.startswith(place)
    assert said in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("own-rules = ['tools/acme', 'tools/none']", "flinklint.toml:1: `tools/none` is no folder"),
        ("own-rules = 'empty'", "empty: holds no rules; a rule is a function under @rule"),
    ],
)
def test_a_folder_without_rules_is_told(command, text, said):
    Path("empty").mkdir()
    Path("flinklint.toml").write_text(text)
    assert command("check", "job.yaml") == (2, "", f"{said}\n")


@pytest.mark.parametrize(
    ("body", "line", "kind"),
    [
        ("yield {}['team']", 8, "KeyError"),
        ("yield 'no owner'", 6, "TypeError"),
        ("return None", 6, "TypeError"),
        ("raise SystemExit(0); yield", 8, "SystemExit"),
        ("yield subject.node.flag(None)", 6, "TypeError"),
        ("yield subject.node.flag('x').rated('error')", 6, "TypeError"),
        ("yield subject.node.flag('x').at(type(subject.node.span)(5, 9999))", 6, "ValueError"),
        ("return [].pop()", 8, "IndexError"),
    ],
)
def test_a_rule_that_fails_is_reported_with_its_line_and_the_others_go_on(
    command, body, line, kind
):
    Path("tools/acme/zz_mine.py").write_text(module(body=body))
    code, out, _ = command("check", "job.yaml", "--format", "concise")
    assert code == 2
    assert f"rule ACME7 mine failed with {kind} at tools/acme/zz_mine.py:{line}" in out
    assert BOTH[1] in out


def test_what_a_rule_prints_is_no_part_of_the_report(command):
    text = module(body="print('in'); yield subject.node.flag('x')") + "print('out')\n"
    Path("tools/acme/zz_mine.py").write_text(text)
    code, out, err = command("check", "job.yaml", "--format", "json", "--select", "ACME7")
    assert (code, len(json.loads(out)["findings"])) == (0, 1)
    assert err.startswith("out\nin\n")


# Their samples


@pytest.mark.parametrize("words", [[], ["tools/acme"]])
def test_samples_that_do_what_they_say_pass(command, words):
    assert command("rules", "test", *words) == (0, "", "2 rules, 5 samples: none failed\n")


FAILING = [
    ("{tier: gold}  # ACME1", "{tier: gold}", "Bad sample 1: expected no line, found line 5"),
    (
        "name: orders\n  labels: {tier",
        "name: orders  # ACME1\n  labels: {tier",
        "Bad sample 1: expected lines 4, 5, found line 5",
    ),
    ("labels: {tier: gold}  # ACME1", "labels: {owner: me}", "Bad sample 1: nothing is flagged"),
    (
        "labels: {owner: payments}",
        "labels: {x: y}  # ACME1",
        "Good sample 2: a good sample is flagged",
    ),
    (
        "  deploymentTargetName: default",
        "  deploymentTargetNme: default",
        "Good sample 2: line 7 has an error: FL1",
    ),
    ("```yaml label=team", "```yaml", "Good sample 3: expected no line, found line 5"),
    ("```yaml label=team", "```toml", "Good sample 3: a sample is yaml, json, sql, not toml"),
    ("## Bad", "## Wrong", "the page has no Bad sample"),
    (
        "    if not labels",
        "    {}['x']\n    if not labels",
        "failed with KeyError at tools/acme/acme1_owner_label.py:",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), FAILING)
def test_samples_that_do_something_else_fail_with_what_was_expected(command, old, new, said):
    path = Path("tools/acme/acme1_owner_label.py")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    code, out, err = command("rules", "test")
    assert code == 1
    assert out.startswith("tools/acme/acme1_owner_label.py:")
    assert f"ACME1 owner-label: {said}" in out or ("failed with" in said and said in out)
    assert "failed" in err


def test_without_own_rules_there_is_nothing_to_test(command):
    Path("flinklint.toml").write_text("")
    said = "there are no own rules: name a folder, or set `own-rules` in the settings"
    assert command("rules", "test") == (2, "", f"{said}\n")
    assert command("rules", "test", "nowhere")[2] == "nowhere: there is no such folder of rules\n"
