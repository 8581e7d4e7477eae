"""The command as people and machines run it: what is printed where, what is written, how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from forked import Result, Server

SCRIPT = Path(sys.executable).with_name("flinklint")
EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD = (EXAMPLES / "sql" / "orders-by-minute.yaml").read_text("utf-8")
BAD = GOOD.replace("kind: STATEFUL", "kind: STATEFULL")
BROKEN = GOOD.replace("kind: STATEFUL", "kind: STATEFUL: x")
SERVICE = "kind: Service\napiVersion: v1\n"
ELSEWHERE = """\
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template: {spec: {artifact: {kind: SQLSCRIPT, flinkVersion: "1.17", sqlScriptFile: PATH}}}
"""
NAMED_LATER = ELSEWHERE.replace("PATH", "'${folder}/orders.sql'")
LOST = f"# flinklint: ignore-file[FL125]: it is made later\n{ELSEWHERE.replace('PATH', 'gone.sql')}"


Cli = Callable[..., Result]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.stop()


@pytest.fixture
def cli(tmp_path: Path, server: Server) -> Cli:
    """Run the command in an empty folder; nothing that it does may end in a traceback."""

    def run(
        *arguments: str | Path, stdin: str | bytes = "", limit: str = "", **variables: str
    ) -> Result:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        result = server.run(list(map(str, arguments)), tmp_path, data, variables, limit)
        assert "Traceback" not in result.out + result.err, result.err
        assert result.code in (0, 1, 2)
        return result

    return run


def script(folder: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the installed script itself."""
    return subprocess.run(
        [str(SCRIPT), *arguments], cwd=folder, stderr=subprocess.PIPE, text=True, timeout=60,
        check=False, **options,
    )  # fmt: skip


def write(folder: Path, **files: str) -> None:
    """Write files: `a_yaml="..."` is a.yaml; `x__a_yaml` stands in the folder x."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


# What is checked, and how it ends


@pytest.mark.parametrize(
    ("files", "arguments", "code", "said"),
    [
        ({"a_yaml": GOOD}, [], 0, "1 file checked"),
        ({"a_yaml": GOOD}, ["."], 0, "1 file checked"),
        ({"a_yaml": GOOD}, ["a.yaml", "./a.yaml", "."], 0, "1 file checked"),
        ({"a_yaml": GOOD, "x__b_json": "{}", ".git__c_yaml": BAD}, ["."], 0, "1 file checked"),
        ({"a_yaml": GOOD, "x__b_yml": BAD}, ["."], 1, "2 files checked: 1 error"),
        ({"a_yaml": BAD}, ["a.yaml"], 1, "1 file checked: 1 error"),
        ({"a_yaml": BROKEN}, ["a.yaml"], 1, "1 file checked: 1 error"),
        ({"a_txt": BAD}, ["a.txt"], 1, "1 file checked: 1 error"),
        ({"a_txt": BAD}, ["."], 2, "no deployment found; --allow-empty accepts that"),
        ({}, [], 2, "no deployment found"),
        ({}, ["--allow-empty"], 0, "0 files checked: nothing found"),
        ({"a_yaml": SERVICE}, ["."], 2, "no deployment found"),
        ({"a_yaml": SERVICE}, [".", "--allow-empty"], 0, "0 files checked"),
        ({"a_yaml": SERVICE}, ["a.yaml"], 0,
         "a.yaml: passed over: the kind is Service\n0 files checked: nothing found\n"),
        ({"a_yaml": SERVICE}, ["a.yaml", "--force-exclude"], 0, "0 files checked"),
        ({"a_yaml": SERVICE}, ["a.yaml", "--strict-collection"], 2,
         "a.yaml: passed over: the kind is Service"),
        ({"a_yaml": SERVICE, "b_yaml": GOOD}, [".", "--strict-collection"], 0,
         "a.yaml: passed over: the kind is Service"),
        ({"a_yaml": SERVICE, "b_yaml": BAD}, ["a.yaml", "b.yaml", "--strict-collection"], 2, "1 error"),
        ({"a_yaml": "x: {{ y }}\n"}, ["a.yaml", "--force-exclude"], 0, "0 files checked: nothing"),
        ({}, ["missing.yaml"], 2, "missing.yaml: No such file or directory"),
        ({"a_yaml": GOOD}, ["a.yaml", "missing.yaml"], 2, "missing.yaml: No such file"),
        ({"a_yaml": GOOD}, ["a.yaml", "--fail-on", "info"], 0, "checked"),
        ({"a_yaml": BAD}, ["a.yaml", "--min-severity", "error"], 1, "1 error"),
    ],
)  # fmt: skip
def test_check_ends_as_promised(cli, tmp_path, files, arguments, code, said):
    write(tmp_path, **files)
    result = cli("check", *arguments)
    assert (result.code, said in result.err) == (code, True), result


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        (["check", "a.yaml"], 0, "", "1 file checked: nothing found\n"),
        (["check", "b.yaml"], 1, "FL201", "1 file checked: 1 error\n"),
        (["check", "c.yaml"], 2, "", "flinklint: c.yaml: No such file or directory\n"),
        (["compile", "a.yaml"], 0, '"kind": "Deployment"', ""),
    ],
)
def test_the_installed_script_does_so_too(tmp_path, arguments, code, out, err):
    write(tmp_path, a_yaml=GOOD, b_yaml=BAD)
    done = script(tmp_path, *arguments, stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (code, err)
    assert out in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["."], []),
        (["a.yaml", "b.yaml"], []),
        (["b.yaml", "--force-exclude"], []),
        (["b.yaml"], ["b"]),
        ([f"{name}.yaml" for name in "bcdefg"], ["b", "c", "d", "e", "f"]),
    ],
)
def test_named_files_are_said_to_be_passed_over_where_nothing_else_is_left(
    cli, tmp_path, arguments, said
):
    write(tmp_path, a_yaml=GOOD, **{f"{name}_yaml": SERVICE for name in "bcdefg"})
    *lines, _ = cli("check", "--min-severity", "error", *arguments).err.splitlines()
    expected = [f"{name}.yaml: passed over: the kind is Service" for name in said]
    if len(said) > 1:
        expected.append("1 more were passed over: --strict-collection lists them")
    assert lines == expected


def test_the_report_is_on_stdout_and_the_summary_on_stderr(cli, tmp_path):
    write(tmp_path, a_yaml=BAD)
    result = cli("check", "a.yaml", "--format", "json")
    report = json.loads(result.out)
    assert report["summary"] == {"files": 1, "error": 1, "warning": 0, "info": 0}
    assert result.err == "1 file checked: 1 error\n"
    empty = cli("check", ".", "--ignore", report["findings"][0]["code"], "--format", "json")
    assert (empty.code, json.loads(empty.out)["findings"]) == (0, [])


def test_where_both_go_to_one_log_the_summary_is_last(tmp_path):
    write(tmp_path, a_yaml=BAD)
    for _ in range(2):  # the second time from the cache
        log = subprocess.run(
            [str(SCRIPT), "check", "a.yaml"], cwd=tmp_path, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=60, check=False,
        ).stdout  # fmt: skip
        assert log.startswith("error[")
        assert log.splitlines()[-1].startswith("1 file checked: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--format", "xml"], "xml"),
        (["check", "--fail-on", "fatal"], "fatal"),
        (["check", "--platform", "aws"], "aws"),
        (["check", "--nonsense"], "nonsense"),
        (["check", "--flink-version", "latest"], "`latest` is no Flink version"),
        (
            ["check", "--flink-version", "1.99"],
            "--flink-version: there is no Flink `1.99`; known are 1.10, 1.11, ",
        ),
        (["check", "--defaults", "missing.yaml"], "missing.yaml: No such file"),
        (["check", "--select", "FL2066"], "`FL2066` is no rule; did you mean `FL206`?"),
        (["check", "--ignore", "stateful-restore-non"], "did you mean `stateful-restore-none`?"),
        (["check", "--select", "XY"], "`XY` is no rule"),
        (["check", "--select", "FL2,,nonsense"], "`nonsense` is no rule"),
        (["compile"], "Missing argument"),
        (["compile", "a.yaml", "--format", "toml"], "toml"),
        (["explain", "FL9999"], "`FL9999` is no rule"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(cli, tmp_path, arguments, said):
    write(tmp_path, a_yaml=GOOD)
    result = cli(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("platfrom = 'vvp2'", "`platfrom` is not a setting; did you mean `platform`?"),
        ("nonsense = 1", "`nonsense` is not a setting; known are platform"),
        ("platform = 'vvp3'", "`platform` is `vvp3`; known are auto, managed-2021, managed, vvp2"),
        ("platform = 1", "`platform` must be a text"),
        ("fail-on = 'fatal'", "`fail-on` is `fatal`; known are error, warning, info"),
        ("select = 1", "`select` must be a list of texts"),
        ("select = ['FL2066']", "`FL2066` is no rule; did you mean `FL206`?"),
        ("unwrap = 'yes'", "`unwrap` must be true or false"),
        ("[severity]\nFL206 = 'bad'", "`severity.FL206` is `bad`; known are error, warning, info"),
        ("[severity]\nFL2O6 = 'error'", "`FL2O6` is no rule; did you mean `FL206`?"),
        ("severity = 1", "`severity` must be a table"),
        ("[rules]\nFL206 = 1", "`rules.FL206` must be a table of options"),
        ("defaults = ['missing.yaml']", "missing.yaml: No such file"),
        ("flink-version = 'x'", "`x` is no Flink version"),
        ("flink-version = '1.100'", "there is no Flink `1.100`; known are 1.10, "),
        ("a = ", "flinklint.toml:1: invalid value"),
        ("\ufeff\0", "flinklint.toml:1: "),
    ],
)
def test_settings_that_cannot_be_used_are_told(cli, tmp_path, settings, said):
    write(tmp_path, a_yaml=GOOD, flinklint_toml=settings)
    result = cli("check", "a.yaml")
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert "flinklint.toml" in result.err or "no rule" in said or "missing" in said


def test_settings_are_found_above_and_left_out_when_isolated(cli, tmp_path):
    write(tmp_path, a_yaml=BAD, pyproject_toml="[tool.flinklint]\nignore = ['FL201']\n")
    assert cli("check", "a.yaml").code == 0
    assert cli("check", "a.yaml", "--isolated").code == 1


# Files that are no files


def test_what_cannot_be_read_is_told(cli, tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "dangling.yaml").symlink_to("nowhere.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert "pipe.yaml: not a regular file" in cli("check", "pipe.yaml").err
    assert "dangling.yaml: No such file" in cli("check", "dangling.yaml").err
    assert "loop.yaml: Too many levels" in cli("check", "loop.yaml").err
    result = cli("check", ".", "--allow-empty")
    assert (result.code, result.err) == (0, "0 files checked: nothing found\n")
    (tmp_path / "x.yaml").mkdir()
    assert cli("check", "x.yaml", "--allow-empty").code == 0
    assert cli("compile", "x.yaml").code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_or_folder_is_told(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD, x__b_yaml=GOOD)
    (tmp_path / "a.yaml").chmod(0)
    assert "a.yaml: Permission denied" in cli("check", "a.yaml").err
    (tmp_path / "x").chmod(0)
    result = cli("check", "x")
    (tmp_path / "x").chmod(0o700)
    assert (result.code, "Permission denied" in result.err) == (2, True)


def test_names_that_are_no_utf_8_can_be_shown(cli, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\x1b[31m.yaml"
    Path(os.fsdecode(path)).write_text(BAD, encoding="utf-8")
    for form in ("text", "json", "concise", "github"):
        result = cli("check", ".", "--format", form)
        assert result.code == 1
        assert "\x1b" not in result.out


# Standard input


@pytest.mark.parametrize(
    ("stdin", "arguments", "code", "said"),
    [
        (GOOD, ["-"], 0, "1 file checked"),
        (BAD, ["-"], 1, "<stdin>:"),
        (BAD, ["-", "--stdin-filename", "jobs/a.yaml"], 1, "jobs/a.yaml:"),
        (b"\xef\xbb\xbf" + GOOD.encode(), ["-"], 1, "byte order mark"),
        (GOOD.encode("utf-16"), ["-"], 1, "UTF-16"),
        (GOOD.encode().replace(b"kind: STATEFUL", b"kind: \xff"), ["-"], 1, "0xff"),
        ("SELEC 1;\n", ["-", "--stdin-filename", "a.sql", "--flink-version", "1.20"], 1, "a.sql:1:1"),
        ('{"kind": "Deployment", "apiVersion": "v1",}', ["-", "--stdin-filename", "a.json"], 1,
         "trailing comma"),
        ("", ["-"], 0, "0 files checked"),
        ("", ["-", "--strict-collection"], 2, "passed over: the file is empty"),
    ],
)  # fmt: skip
def test_standard_input_is_read(cli, stdin, arguments, code, said):
    result = cli("check", *arguments, stdin=stdin)
    assert result.code == code, result
    assert said in result.out + result.err


# Which rules run


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--select", "FL201"], {"FL201"}),
        (["--select", "fl201"], {"FL201"}),
        (["--select", "upgrade-strategy-enum"], {"FL201"}),
        (["--select", "FL2"], {"FL201", "FL203"}),
        (["--select", "FL201,FL203"], {"FL201", "FL203"}),
        (["--select", "FL201", "--select", "FL203"], {"FL201", "FL203"}),
        (["--select", "FL2", "--ignore", "FL203"], {"FL201"}),
        (["--select", "FL203", "--ignore", "FL2"], {"FL203"}),
        (["--select", "FL2", "--ignore", "FL201, state-enum"], set()),
    ],
)
def test_rules_are_selected_and_ignored(cli, tmp_path, arguments, codes):
    write(tmp_path, a_yaml=BAD.replace("state: CANCELLED", "state: STOPPED"))
    result = cli("check", "a.yaml", "--format", "json", *arguments)
    found = {row["code"] for row in json.loads(result.out)["findings"]}
    assert found == codes
    assert result.code == bool(codes)


# Colour


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False),
     ({"TERM": "xterm", "NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)  # fmt: skip
def test_colour_is_for_terminals_only(cli, tmp_path, variables, coloured):
    import pty

    write(tmp_path, a_yaml=BAD)
    assert "\x1b" not in cli("check", "a.yaml", **variables).out
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [str(SCRIPT), "check", "a.yaml"], cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=follower,
        stderr=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], **variables},
    )  # fmt: skip
    os.close(follower)
    out = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        out += chunk
    process.wait(timeout=60)
    os.close(leader)
    assert (b"\x1b[" in out) is coloured
    assert b"FL201" in out


def test_a_reader_that_stops_reading_is_no_error(cli, tmp_path):
    write(tmp_path, **{f"a{n}_yaml": BAD for n in range(40)})
    process = subprocess.Popen(
        [str(SCRIPT), "check", "."], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    error = process.stderr.read().decode()
    process.stderr.close()
    process.wait(timeout=60)
    assert "Traceback" not in error
    assert "Exception" not in error


# What explains itself


def test_help_names_every_command_and_option(cli):
    result = cli("--help")
    assert result.code == 0
    assert all(word in result.out for word in ("check", "compile", "explain", "rules", "--version"))
    options = cli("check", "--help").out
    for option in ("--format", "--fail-on", "--select", "--ignore", "--stdin-filename", "--unwrap",
                   "--strict-collection", "--allow-empty", "--force-exclude", "--platform"):  # fmt: skip
        assert option in options
    assert cli("compile", "-h").code == 0
    assert re.fullmatch(r"flinklint \d+\.\d+\.\d+\S*\n", cli("--version").out)


def test_rules_are_listed_and_explained(cli):
    listed = cli("rules").out
    assert re.search(r"^FL206 stateful-restore-none +error ", listed, re.M)
    page = cli("explain", "fl206")
    assert page.code == 0
    assert all(heading in page.out for heading in ("## Why", "## Bad", "## Good"))
    assert cli("explain", "stateful-restore-none").out == page.out


# Compile


def test_compile_prints_the_payload_alone(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD)
    result = cli("compile", "a.yaml")
    assert result.code == 0
    payload = Path(__file__).parent / "payloads" / "orders-by-minute.json"
    assert result.out == payload.read_text("utf-8")
    assert cli("compile", "a.yaml").out == result.out
    assert cli("compile", "-", stdin=GOOD).out == result.out


def test_compile_writes_a_file_and_keeps_its_mode(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD, out_json="old")
    out = tmp_path / "out.json"
    out.chmod(0o640)
    result = cli("compile", "a.yaml", "-o", "out.json")
    assert (result.code, result.out) == (0, "")
    assert json.loads(out.read_text("utf-8"))["metadata"]["name"] == "orders-by-minute"
    assert out.stat().st_mode & 0o777 == 0o640
    new = tmp_path / "new.json"
    cli("compile", "a.yaml", "-o", "new.json", limit="umask")
    assert new.stat().st_mode & 0o777 == 0o640
    link = tmp_path / "link.json"
    link.symlink_to("new.json")
    new.write_text("old")
    cli("compile", "a.yaml", "-o", "link.json")
    assert link.is_symlink()
    assert new.read_bytes() == out.read_bytes()


@pytest.mark.parametrize("folder", ["out", "out/", "deep/er/"])
def test_compile_writes_several_to_a_folder(cli, tmp_path, folder):
    write(tmp_path, a_yaml=GOOD, b_yaml=GOOD.replace("name: orders-by-minute", "name: other", 1))
    result = cli("compile", "a.yaml", "b.yaml", "-o", folder)
    assert result.code == 0, result.err
    names = sorted(path.name for path in (tmp_path / folder).iterdir())
    assert names == ["orders-by-minute.json", "other.json"]
    again = cli("compile", "a.yaml", "b.yaml", "-o", folder, "--format", "yaml")
    assert again.code == 0
    assert len(list((tmp_path / folder).iterdir())) == 4


def test_compile_of_one_to_a_folder(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD)
    assert cli("compile", "a.yaml", "-o", "out/").code == 0
    assert (tmp_path / "out" / "orders-by-minute.json").is_file()


@pytest.mark.parametrize(
    ("files", "arguments", "code", "said"),
    [
        ({"a_yaml": BAD}, ["a.yaml"], 1, "nothing written"),
        ({"a_yaml": BROKEN}, ["a.yaml"], 1, "nothing written"),
        ({"a_yaml": GOOD, "b_yaml": BAD}, ["a.yaml", "b.yaml"], 1, "nothing written"),
        ({"a_yaml": SERVICE}, ["a.yaml"], 2, "a.yaml: not a deployment: the kind is Service"),
        ({"a_yaml": ""}, ["a.yaml"], 2, "a.yaml: not a deployment: the file is empty"),
        ({"a_yaml": GOOD, "b_yaml": SERVICE}, ["a.yaml", "b.yaml"], 2, "b.yaml: not a deployment"),
        ({}, ["missing.yaml"], 2, "missing.yaml: No such file"),
        ({"x__a_txt": ""}, ["x"], 2, "no deployment found"),
        ({"a_yaml": NAMED_LATER}, ["a.yaml"], 2,
         "a.yaml:6: the script of sqlScriptFile is not read: its name has a placeholder"),
        ({"a_yaml": LOST}, ["a.yaml"], 2,
         "a.yaml:7: the script of sqlScriptFile is not read: FL125 says why"),
    ],
)  # fmt: skip
def test_compile_that_cannot_writes_nothing(cli, tmp_path, files, arguments, code, said):
    write(tmp_path, **files, out_json="old")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    result = cli("compile", *arguments, "-o", "out.json")
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert (tmp_path / "out.json").read_text() == "old"
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_compile_of_a_folder_takes_only_what_is_ours(cli, tmp_path):
    write(tmp_path, x__a_yaml=GOOD, x__b_yaml=SERVICE)
    assert cli("compile", "x").code == 0


def test_two_payloads_of_one_name_are_refused(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD, b_yaml=GOOD)
    result = cli("compile", "a.yaml", "b.yaml", "-o", "out/", "--ignore", "FL111")
    assert result.code == 2
    assert "two deployments would be written to out/orders-by-minute.json" in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "..", ".", "a/b", "a\\b", "名前"])
def test_a_name_leads_nowhere_else(cli, tmp_path, name):
    text = GOOD.replace("name: orders-by-minute", f"name: '{name}'", 1)
    write(tmp_path, a_yaml=text)
    result = cli("compile", "a.yaml", "-o", "out/", "--ignore", "FL112")
    assert result.code == 0, result.err
    [written] = (tmp_path / "out").iterdir()
    assert written.suffix == ".json"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "out"]


def test_a_full_disk_leaves_the_old_file(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD, out_json="old")
    result = cli("compile", "a.yaml", "-o", "out.json", limit="disk")
    assert (result.code, "out.json: File too large" in result.err) == (2, True), result
    assert (tmp_path / "out.json").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "out.json"]


def test_a_device_is_written_to_and_stays_a_device(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD)
    result = cli("compile", "a.yaml", "-o", os.devnull)
    assert (result.code, result.out) == (0, "")
    assert Path(os.devnull).is_char_device()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_told(cli, tmp_path):
    write(tmp_path, a_yaml=GOOD, x__out_json="old")
    (tmp_path / "x").chmod(0o500)
    result = cli("compile", "a.yaml", "-o", "x/out.json")
    other = cli("compile", "a.yaml", "-o", "x/y/")
    (tmp_path / "x").chmod(0o700)
    assert (result.code, "Permission denied" in result.err) == (2, True)
    assert (other.code, "Permission denied" in other.err) == (2, True)
    assert (tmp_path / "x" / "out.json").read_text() == "old"


@pytest.mark.parametrize(
    ("output", "said"),
    [("no/where/out.json", "No such file or directory"), ("a.yaml/out.json", "Not a directory"),
     ("a.yaml/", "a.yaml"), ("x" * 300 + ".json", "File name too long")],
)  # fmt: skip
def test_an_output_that_cannot_be_is_told(cli, tmp_path, output, said):
    write(tmp_path, a_yaml=GOOD)
    result = cli("compile", "a.yaml", "-o", output)
    assert (result.code, said in result.err) == (2, True), result
    assert (tmp_path / "a.yaml").read_text("utf-8") == GOOD


def test_a_full_standard_output_is_told(tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    write(tmp_path, a_yaml=GOOD, b_yaml=BAD)
    for arguments in (["compile", "a.yaml"], ["check", "b.yaml"]):
        with Path("/dev/full").open("w") as full:
            done = script(tmp_path, *arguments, stdout=full)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "No space left" in done.stderr


def test_server_managed_fields_are_noted(cli, tmp_path):
    text = GOOD.replace("  name: orders-by-minute", "  name: orders-by-minute\n  id: abc", 1)
    write(tmp_path, a_yaml=text + "status:\n  state: RUNNING\n")
    result = cli("compile", "a.yaml")
    assert result.code == 0, result.err
    body = json.loads(result.out)
    assert "status" not in body
    assert "id" not in body["metadata"]
    line = text[: text.index("  id: abc")].count("\n") + 1
    assert f"a.yaml:{line}: left out metadata.id, which the server manages" in result.err


def test_nests_that_nobody_writes_end_well(cli, tmp_path):
    deep = "{a: " * 3000 + "}" * 3000
    write(tmp_path, a_yaml=GOOD + f"x: {deep}\n", b_json="[" * 100_000)
    result = cli("check", "a.yaml", "b.json")
    assert result.code == 1, result.err[-500:]
