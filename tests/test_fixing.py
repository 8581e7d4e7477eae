"""Fixes as a person makes them: what changes, what stays, and what is refused."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from test_rule_pages import RULES, SUFFIXES, samples
from test_suppress import JOB

from flinklint import tree
from flinklint.check import Checker, File, Outcome
from flinklint.files import FileError, file_of, read, rewrite
from flinklint.finding import Edit, Finding, Severity
from flinklint.fixing import Repair, diff, repair
from flinklint.rule import Rule
from flinklint.settings import Settings
from flinklint.source import Source, Span

COMMAND = Path(sys.executable).with_name("flinklint")
ENABLED = [rule for rule in RULES if rule.enabled]
# Two mistakes whose fixes are safe, and one whose fix is not.
FAULTY = """\
# the job of the orders team: é, 价格
kind: Deployment   # kind
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName:   "default"
  upgradeStrategy: {kind: stateless}   # as the console has it
  restoreStrategy:   {kind: 'none'}

  template:
    spec:
      paralelism: 2  # two are enough
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
"""
SAFE = FAULTY.replace("stateless", "STATELESS").replace("'none'", "NONE")
UNSAFE = SAFE.replace("paralelism", "parallelism")


def flinklint(
    folder: Path, *arguments: str, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, *arguments], cwd=folder, capture_output=True, input=stdin, check=False
    )


def codes(outcome: Outcome) -> Counter[str]:
    return Counter(finding.code for finding in outcome.findings)


def job(folder: Path, text: str = FAULTY) -> Path:
    path = folder / "job.yaml"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    ("switches", "expected", "code", "count"),
    [
        (["--fix"], SAFE, 1, "2 fixes made in 1 file"),
        (["--fix", "--unsafe-fixes"], UNSAFE, 0, "3 fixes made in 1 file"),
        (["--unsafe-fixes"], FAULTY, 1, ""),
    ],
)
def test_makes_the_fixes_that_are_asked_for(
    tmp_path: Path, switches: list[str], expected: str, code: int, count: str
) -> None:
    path = job(tmp_path)
    done = flinklint(tmp_path, "check", *switches, "job.yaml")
    assert path.read_bytes().decode() == expected
    assert done.returncode == code, done.stdout
    assert count in done.stderr.decode()
    again = flinklint(tmp_path, "check", *switches, "job.yaml")
    assert path.read_bytes().decode() == expected
    assert b"made in" not in again.stderr


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: "# no mark\n" + text,
        lambda text: text.replace("é", "e\u0301\U0001f600"),
        lambda text: text.replace("\n\n", "\n   \n\n"),
    ],
)
def test_leaves_every_other_byte_as_it_is(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    path = job(tmp_path, change(FAULTY))
    flinklint(tmp_path, "check", "--fix", "job.yaml")
    assert path.read_bytes() == change(SAFE).encode()


def test_removes_a_byte_order_mark_only_as_the_fix_of_it(tmp_path: Path) -> None:
    path = job(tmp_path, "\ufeff" + FAULTY)
    flinklint(tmp_path, "check", "--fix", "--ignore", "FL005", "job.yaml")
    assert path.read_bytes() == ("\ufeff" + SAFE).encode()
    flinklint(tmp_path, "check", "--fix", "job.yaml")
    assert path.read_bytes() == SAFE.encode()


def test_ends_new_lines_as_the_file_does() -> None:
    text = UNSAFE.replace("kind: Deployment   # kind\n", "").replace("\n", "\r\n")
    done = repaired(file_of("job.yaml", text.encode()), unsafe=True)
    fixed = done.files[0].source.text
    assert done.made
    assert re.search(r"(?<!\r)\n", fixed) is None


def repaired(file: File, *, unsafe: bool = False, rules: list[Rule] | None = None) -> Repair:
    return repair([file], Checker(rules or ENABLED, Settings()), unsafe=unsafe)


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX")
def test_keeps_the_mode_and_a_link(tmp_path: Path) -> None:
    path = job(tmp_path)
    path.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("job.yaml")
    flinklint(tmp_path, "check", "--fix", "link.yaml")
    assert path.read_bytes().decode() == SAFE
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (tmp_path / "link.yaml").is_symlink()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["job.yaml", "link.yaml"]


def test_refuses_a_file_that_changed_meanwhile(tmp_path: Path) -> None:
    path = job(tmp_path)
    file = read(path)
    path.write_text(FAULTY + "# more\n", encoding="utf-8")
    with pytest.raises(FileError, match="has changed since it was read"):
        rewrite(file, SAFE)
    assert path.read_text(encoding="utf-8") == FAULTY + "# more\n"


def test_leaves_a_file_that_is_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "job.yaml"
    data = FAULTY.replace("价格", "").encode("latin-1")
    path.write_bytes(data)
    flinklint(tmp_path, "check", "--fix", "job.yaml")
    assert path.read_bytes() == data


def test_prints_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    path = job(tmp_path)
    done = flinklint(tmp_path, "check", "--diff", "job.yaml")
    assert path.read_bytes().decode() == FAULTY
    assert done.returncode == 1
    text = done.stdout.decode()
    assert text.startswith("--- job.yaml\n+++ job.yaml\n@@ ")
    assert "\n-  upgradeStrategy: {kind: stateless}   # as the console has it\n" in text
    assert "\n+  upgradeStrategy: {kind: STATELESS}   # as the console has it\n" in text
    job(tmp_path, UNSAFE)
    done = flinklint(tmp_path, "check", "--diff", "job.yaml")
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_the_difference_can_be_applied(tmp_path: Path, newline: str, end: str) -> None:
    text = (FAULTY.rstrip("\n") + end).replace("\n", newline)
    path = job(tmp_path, text)
    patch = flinklint(tmp_path, "check", "--diff", "--unsafe-fixes", "job.yaml").stdout
    subprocess.run(["patch", "--binary", "job.yaml"], cwd=tmp_path, input=patch, check=True)
    assert path.read_bytes() == (UNSAFE.rstrip("\n") + end).replace("\n", newline).encode()


def test_standard_input_comes_out_fixed(tmp_path: Path) -> None:
    text = FAULTY.replace("\n", "\r\n")
    done = flinklint(
        tmp_path, "check", "--fix", "--stdin-filename", "job.yaml", "-", stdin=text.encode()
    )
    assert done.stdout == SAFE.replace("\n", "\r\n").encode()
    assert done.returncode == 1
    assert b"error[FL101" in done.stderr
    same = flinklint(
        tmp_path, "check", "--fix", "--stdin-filename", "job.yaml", "-", stdin=done.stdout
    )
    assert same.stdout == done.stdout


def test_standard_input_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    done = flinklint(tmp_path, "check", "--fix", "-", stdin=b"kind: \xff\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"cannot be fixed" in done.stderr


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_what_an_anchor_shares_is_fixed_once(unsafe: bool) -> None:
    text = UNSAFE.replace(
        "    spec:\n",
        "    spec:\n"
        "      flinkConfiguration:\n"
        "        our.own: &on true\n"
        "        taskmanager.memory.preallocate: *on\n"
        "        our.other: *on\n",
    )
    done = repaired(file_of("job.yaml", text.encode()), unsafe=unsafe)
    assert done.files[0].source.text == text.replace("&on true", '&on "true"')
    assert done.left == []


def test_the_same_edit_of_two_findings_is_made_once() -> None:
    both = [rule(replacing("abc"), "FL890"), rule(replacing("abc"), "FL891")]
    text = JOB.replace("parallelism: 0", "parallelism: 1")
    done = repaired(file_of("job.yaml", text.encode()), rules=[*both, *ENABLED])
    assert done.files[0].source.text == text.replace("orders", "abc")
    assert done.left == []


# What the engine itself promises, shown with rules that offer bad fixes.


def rule(fix, code: str = "FL890", word: str = "orders") -> Rule:  # type: ignore[no-untyped-def]
    """A rule that offers a fix at every place of a word."""

    def check(manifest):  # type: ignore[no-untyped-def]
        for match in re.finditer(word, manifest.source.text):
            span = Span(match.start(), match.end())
            finding = Finding("found", manifest.source, span)
            yield finding.fix("fix it", [fix(manifest.source, span)], safe=True)

    return Rule(code, code.lower(), Severity.ERROR, "test", "Manifest", check, "")


def replacing(text: str):  # type: ignore[no-untyped-def]
    def fix(source: Source, span: Span) -> Edit:
        return Edit(source, span, text)

    return fix


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a: b: c", "the fixed file could not be read"),
        ("{x: 1}", "the fixed file would have FL"),
        ("xorders", "the finding would stay"),
        ("x}\n--- {", "the fixed file"),
    ],
)
def test_a_fix_that_makes_it_worse_is_dropped(text: str, said: str) -> None:
    sound = JOB.replace("parallelism: 0", "parallelism: 1")
    done = repaired(file_of("job.yaml", sound.encode()), rules=[rule(replacing(text)), *ENABLED])
    assert done.changed == []
    assert len(done.left) == 1
    assert done.left[0].startswith("job.yaml:3:18: FL890 is not fixed: ")
    assert said in done.left[0]


def test_a_bad_fix_does_not_hold_up_a_good_one() -> None:
    file = file_of("job.yaml", FAULTY.encode())
    done = repaired(file, rules=[rule(replacing("{{"), word="default"), *ENABLED])
    assert done.files[0].source.text == SAFE
    assert len(done.left) == 1


def test_a_bad_fix_among_many_is_found_by_halves() -> None:
    options = "".join(f"        my.key.{number}: {number}\n" for number in range(64))
    text = JOB.replace("parallelism: 0", "parallelism: 1\n      flinkConfiguration:\n" + options)
    runs: list[int] = []

    class Counted(Checker):
        def check(self, files: Iterable[File]) -> Outcome:
            runs.append(1)
            return super().check(files)

    rules = [rule(replacing("["), word=r"my\.key\.40"), *ENABLED]
    done = repair([file_of("job.yaml", text.encode())], Counted(rules, Settings()), unsafe=True)
    assert done.made >= 63
    assert [said.partition(": ")[2][:18] for said in done.left] == ["FL890 is not fixed"]
    assert len(runs) < 20


def test_of_two_that_overlap_the_earlier_is_made_first() -> None:
    first = rule(replacing("abc"), "FL890", "orders")
    second = rule(replacing("xyz"), "FL891", "ders}")
    file = file_of("job.yaml", JOB.replace("parallelism: 0", "parallelism: 1").encode())
    done = repaired(file, rules=[first, second, *ENABLED])
    assert "{name: abc}" in done.files[0].source.text
    assert done.made == 1


def test_it_ends_where_two_rules_disagree() -> None:
    one, other = rule(replacing("others"), "FL890"), rule(replacing("orders"), "FL891", "others")
    done = repaired(file_of("job.yaml", JOB.encode()), rules=[one, other, *ENABLED])
    assert done.made == 0


SAMPLES = [
    pytest.param(sample, id=f"{found.code}-{number}")
    for found in RULES
    for number, sample in enumerate(samples(found))
    if sample.section == "Bad" and sample.language in SUFFIXES
]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_fixes_of_every_page_bring_nothing_new(sample, unsafe: bool) -> None:  # type: ignore[no-untyped-def]
    rules = [sample.rule, *(rule for rule in ENABLED if rule is not sample.rule)]
    file = file_of(f"sample{SUFFIXES[sample.language]}", sample.text.encode())
    holds(file, Checker(rules, Settings(**sample.settings())), unsafe=unsafe)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_of_every_mutant_bring_nothing_new(unsafe: bool) -> None:
    mutants = pytest.importorskip("mutants.single_faults").MUTANTS
    checker = Checker(ENABLED, Settings())
    made = 0
    for mutant in mutants:
        made += holds(file_of(f"job{mutant.base.suffix}", mutant.text()), checker, unsafe=unsafe)
    assert made > 20


def holds(file: File, checker: Checker, *, unsafe: bool) -> int:
    """What is true of the fixes of any file; how many were made."""
    before = checker.check([file])
    done = repair([file], checker, unsafe=unsafe)
    again = repair(done.files, checker, unsafe=unsafe)
    assert again.changed == []
    [after] = done.files
    if all(manifest.problem is None for manifest in before.manifests):
        assert codes(done.outcome) - codes(before) == Counter()
    if done.changed and not file.is_script:
        old, new = tree.read(file.source), tree.read(after.source)
        if old.problem is None:
            assert new.problem is None
            lost = Counter(c.text for c in old.comments) - Counter(c.text for c in new.comments)
            lines = after.source.text.splitlines()
            for comment in old.comments:  # a comment goes only with its line, or was the fault
                if comment.text in lost and "flinklint:" not in comment.text:
                    line = file.source.position(comment.span.start).line
                    assert file.source.line_text(line) not in lines
                    assert not any(comment.text in text for text in lines)
    assert "".join(diff(done.changed, done.outcome)).startswith("---") == bool(done.changed)
    return done.made
