"""A secret planted in every place where one can stand is in no output of any command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from forked import Result, Server
from planted import FILES, SOUND, leaks, plant, planted, token

from flinklint.cache import FOLDER as CACHE
from flinklint.check import Checker
from flinklint.dataclass import replace
from flinklint.files import file_of
from flinklint.finding import Finding
from flinklint.report import FORMATS, renderer
from flinklint.report.record import Record
from flinklint.rule import load
from flinklint.settings import Settings
from flinklint.source import Source, Span
from flinklint.written_secrets import BLOCK, Texts, masked, parts, without_parts

PLACES = planted(*FILES.values())
GIVEN = token("given")
SQL = ("--flink-version", "1.17")
SOME = ("--select", "FL0,FL1,FL2,FL3,FL4,FL5,FL6,FL7")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    plant(folder, FILES)
    return folder


def ran(server: Server, folder: Path, *words: str) -> Result:
    return server.run(list(words), folder, b"", dict(os.environ), "")


def test_the_project_holds_every_secret(project: Path):
    text = "".join((project / name).read_text(encoding="utf-8") for name in FILES)
    assert len(PLACES) >= 60
    assert leaks(text, PLACES) == PLACES


@pytest.mark.parametrize(
    "words",
    [
        *(("check", "jobs", "sql", "--format", each, *SQL, "--strict-collection", "-v") for each in FORMATS),
        ("check", "jobs", "sql", "sound", *SQL, "--ignore", "FL80"),
        ("check", "jobs", "sql", "sound", *SQL, "--ignore", "FL80", "--format", "sarif"),
        ("check", "jobs", "sql", "sound", *SQL, *SOME),
        ("check", "jobs", "sql", "sound", *SQL, *SOME, "--format", "json", "--min-severity", "error"),
        ("check", "jobs", "sql", *SQL, "--unwrap", "--platform", "vvp2"),
        ("check", "jobs", "sql", *SQL, "--defaults", "defaults.yaml"),
        ("check", "jobs", "sql", *SQL, "--diff", "--unsafe-fixes"),
        ("check", "jobs", "sql", *SQL, "--diff", "--unsafe-fixes", "--ignore", "FL80"),
        ("check", "--show-settings"),
        ("check", "--show-files"),
        ("check", "sound", "--env", "prod", "--env", "faulty"),
        ("check", "sound", "--env", "faulty", "--format", "json"),
        ("check", "sound", "--set", f"spec.template.spec.flinkConfiguration.s3.secret-key={GIVEN}"),
        ("check", "sound", "--set", f"spec.template.spec.parallelism=password={GIVEN}"),
        ("check", "sound", "--set", f"password={GIVEN}"),
        ("check", "sound", "--set", f".password={GIVEN}"),
        ("check", "sound", "--set", f"spec.token={{{GIVEN}: : "),
        ("compile", "sound/orders.yaml"),
        ("compile", "jobs/sql.yaml"),
        ("compile", "jobs/jar.yaml"),
        ("diff", "sound/orders.yaml", "--env", "prod", "--env", "faulty"),
        ("diff", "sound/orders.yaml", "--env", "prod", "--env", "faulty", "--format", "json"),
        ("diff", "jobs/jar.yaml", "sound/orders.yaml"),
        ("diff", "jobs/jar.yaml", "sound/orders.yaml", "--format", "json"),
        ("diff", "jobs/sql.yaml", "jobs/script.yaml"),
        ("diff", "sql/alone.sql", "sql/named.sql", "--format", "json"),
        ("diff", "jobs/operator.yaml", "jobs/secret.yaml"),
        ("diff", "jobs/broken.yaml", "jobs/jar.yaml"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_command_prints_a_secret(server: Server, project: Path, words: tuple[str, ...]):
    result = ran(server, project, *words)
    assert result.out + result.err
    assert "Traceback (most" not in result.err
    assert leaks(result.out + result.err, [*PLACES, "given"]) == []


def test_fixing_prints_no_secret_and_keeps_it_in_the_file(server: Server, tmp_path: Path):
    plant(tmp_path, FILES)
    result = ran(server, tmp_path, "check", "jobs", "sql", *SQL, "--fix", "--unsafe-fixes")
    assert "made in" in result.err
    assert leaks(result.out + result.err, PLACES) == []
    after = "".join((tmp_path / name).read_text(encoding="utf-8") for name in FILES)
    lost = {*PLACES} - {*leaks(after, PLACES)}
    assert lost <= {
        "twin-first",
        "option-twin",
        "comment-pair",
    }  # of two that say the same one goes


@pytest.mark.parametrize("options", [(), ("--ignore", "FL80")], ids=" ".join)
def test_no_baseline_holds_a_secret(server: Server, tmp_path: Path, options: tuple[str, ...]):
    plant(tmp_path, FILES)
    made = ran(server, tmp_path, "baseline", "create", "jobs", "sql", "sound", *SQL, *options)
    text = (tmp_path / ".flinklint-baseline.json").read_text(encoding="utf-8")
    assert '"entries": [\n' in text
    again = ran(
        server, tmp_path, "check", "jobs", "--baseline", ".flinklint-baseline.json", *options
    )
    assert leaks(made.err + text + again.out + again.err, PLACES) == []


@pytest.mark.parametrize(
    "words",
    [
        *(("jobs", "sql", "sound", *SQL, "--format", each) for each in ("json", "jsonl", "github", "concise")),
        ("jobs", "sql", "sound", *SQL, "--ignore", "FL80", "--format", "concise", "-v"),
        ("jobs/broken.yaml", "jobs/broken-quote.yaml", "jobs/template.yaml", "jobs/twins.yaml"),
        ("sound", "--env", "prod"),
        ("sound", "--defaults", "defaults.yaml"),
        ("sound", "--set", f"spec.template.spec.flinkConfiguration.s3.secret-key={GIVEN}"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_cache_holds_a_secret(server: Server, tmp_path: Path, words: tuple[str, ...]):
    project = tmp_path / "project"
    plant(project, FILES)
    for path in project.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))  # what was written just now is not kept
    user = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "user")}
    first, again = (server.run(["check", *words], project, b"", user, "") for _ in range(2))
    kept = [*(project / CACHE).iterdir()]
    assert any(path.suffix == ".run" for path in kept)
    text = "".join(f"{path.name} {path.read_bytes().decode('latin-1')}" for path in kept)
    assert leaks(text, [*PLACES, "given"]) == []
    assert leaks(again.out + again.err, [*PLACES, "given"]) == []
    assert again == first


def test_compiling_shows_secrets_in_the_payload_only(server: Server, tmp_path: Path):
    plant(tmp_path, SOUND)
    words = ("compile", "sound/orders.yaml", "--ignore", "FL80", "--digest")
    (tmp_path / "out").mkdir()
    made = ran(server, tmp_path, *words, "-o", "out/", "--provenance", "map.json")
    assert made.code == 0
    assert token("sound-option") in (tmp_path / "out" / "sound.json").read_text(encoding="utf-8")
    checked = ran(server, tmp_path, *words, "--check", "out", "--env", "prod")
    assert "stale" in checked.err
    origins = (tmp_path / "map.json").read_text(encoding="utf-8")
    assert "flinkConfiguration" in origins
    shown = made.out + made.err + checked.out + checked.err + origins
    assert leaks(shown, planted(*SOUND.values())) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_rule_that_crashes_with_a_secret_in_hand_does_not_tell_it(form: str):
    def crash(deployment: object) -> Iterator[Finding]:
        raise ValueError(f"what about {GIVEN}?")
        yield

    rule = next(rule for rule in load() if rule.scope == "Deployment")
    failing = replace(rule, check=crash)
    text = FILES["sound/orders.yaml"].replace("@sound-option@", GIVEN)
    outcome = Checker([failing, *(r for r in load() if r.scope == "Crash")], Settings()).check(
        [file_of("a.yaml", text.encode())]
    )
    assert outcome.crashed
    [found] = outcome.findings
    assert found.code == "FL099"
    assert GIVEN not in renderer(form)(Record([found], 1, rules=load()), False)


@pytest.mark.parametrize(
    "line",
    [
        'password: "{}"',
        "password: '{}'",
        "password: {}  # ours",
        "password: {}: x",
        "{{user: a, password: {}}}",
        "password: &anchor {}",
        "password: !!str {}",
        'password: "{}',
        "a.password = {}",
        "'password' = '{}'",
        "'password' == '{}'",
        "'passwort' = '{}'",
        "'pasword'='{}",
        "SET s3.secret-key={};",
        "--password {} --x",
        "--api-key={}",
        '["--password", "{}"]',
        "- --password\n  - {}",
        "- {{name: DB_PASSWORD, value: {}}}",
        "- name: DB_PASSWORD\n  value: {}",
        "- value: {}\n  name: DB_PASSWORD",
        "jdbc:mysql://root:{}@db/shop",
        "jdbc:mysql://db/shop?user=a&password={}&ssl=true",
        '<Property name="password">{}</Property>',
        '{{"accessKeySecret": "{}"}}',
        "password: |\n  {}\nuser: a",
        'required username="u" password="{}";',
    ],
)
def test_secrets_are_seen_in_any_writing(line: str):
    secret = "tr0ub4dor-and-3"
    text = f"before: it\n{line.format(secret)}\nafter: it\n"
    shown = without_parts(text)
    assert secret not in shown
    assert shown.startswith("before: it\n")
    assert shown.endswith("after: it\n")


@pytest.mark.parametrize(
    "text",
    [
        "password: ${pw}",
        "password: ********",
        "password:",
        "password: {secretKeyRef: {name: db}}",
        "primary-key: id",
        "token.renewal-interval: 5 min",
        "SELECT a.password_hash FROM a",
        "connector: kafka",
        "jdbc:mysql://db/shop?user=a",
        "ROW<password STRING>",
    ],
)
def test_what_is_no_secret_is_left(text: str):
    assert without_parts(text) == text


def test_secrets_of_a_long_text_are_seen_where_it_is_shown():
    text = "".join(f"a{number}: b\n" for number in range(60_000))
    middle = len(text) // 2
    text = f"{text[:middle]}\npassword: tr0ub4dor-and-3\n{text[middle:]}"
    assert len(text) > 8 * BLOCK
    assert [text[a:b] for a, b in parts(text, [middle])] == ["tr0ub4dor-and-3"]
    assert [text[a:b] for a, b in parts(text)] == ["tr0ub4dor-and-3"]
    assert parts(text, [0]) == []


def test_a_short_secret_is_masked_alone_and_a_long_one_anywhere():
    texts = Texts(["pw1", "tr0ub4dor-and-3", "xx"])
    assert texts.masked("pw1 pw12 xx (pw1)") == "******** pw12 xx (********)"
    assert texts.masked("pw1", short=False) == "pw1"
    assert texts.masked("=tr0ub4dor-and-3x", "#") == "=#x"


def _parts_letter_by_letter(
    secrets: list[str], text: str, *, short: bool
) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        for secret in sorted(secrets, key=len, reverse=True):
            end = at + len(secret)
            around = (text[at - 1 : at], text[end : end + 1])
            alone = short and not any(each.isalnum() or each == "_" for each in around)
            if text[at:end] == secret and (len(secret) >= 8 or alone):
                yield at, end
                at = end
                break
        else:
            at += 1


@pytest.mark.parametrize("seed", range(8))
def test_secrets_are_met_where_they_stand_letter_by_letter(seed: int):
    rng = Random(seed)

    def word(least: int, most: int) -> str:
        return "".join(rng.choices("ab]^-\\ \né_9", k=rng.randint(least, most)))

    met = 0
    for _ in range(100):
        secrets = [word(3, 7) for _ in range(rng.randint(0, 3))]
        secrets += [word(8, 12) for _ in range(rng.randint(0, 3))]
        secrets += [secret + word(1, 3) for secret in secrets[:1]]
        texts = Texts(secrets)
        for _ in range(5):
            shown = "".join(rng.choices([*secrets, word(0, 2), word(0, 9)], k=6))
            for short in (True, False):
                expected = list(_parts_letter_by_letter(secrets, shown, short=short))
                assert list(texts.parts(shown, short=short)) == expected
                met += len(expected)
    assert met > 500


def test_a_secret_ends_at_its_comma_however_far_right_in_a_line_of_options():
    pairs = "".join(f"k{number}.password: tr0ub4dor{number}, " for number in range(10_000))
    text = f"spec: {{{pairs}}}\nother: [\nlast.password: tr0ub4dor, too\n"
    assert len(text) > 4 * BLOCK
    hidden = {text[start:end] for start, end in parts(text)}
    assert hidden >= {f"tr0ub4dor{number}" for number in range(10_000)}
    assert [secret for secret in hidden if "," in secret] == ["tr0ub4dor, too"]


def test_a_message_about_a_text_shows_none_of_its_secrets():
    assert masked("`q7Zt1mC0wLr8` is odd", "s3.secret-key: q7Zt1mC0wLr8: x") == "`********` is odd"


@pytest.mark.parametrize("length", [30, 300, 3000])
def test_a_secret_is_masked_where_it_stands_again_in_a_long_line(length: int):
    secret = "".join(f"{number}q" for number in range(length))[:length]
    line = f"{{s3.secret-key: {secret}, {'a' * 500}, again: {secret}, b: c}}"
    source = Source("a.yaml", line)
    told = Finding("a", source, Span(16, 16 + length), code="FL1", name="a").hidden()
    other = Finding("b", source, Span(len(line) - 5, len(line) - 4), code="FL2", name="b")
    inside = replace(other, span=Span(len(line) - 50, len(line) - 49))
    shown = renderer("text")(Record([told, other, inside], 1), False)
    assert "*, b: c}" in shown
    assert not any(secret[at : at + 6] in shown for at in range(length - 6))


def test_a_frame_far_to_the_right_masks_too():
    line = f"{'a' * 5000} password: tr0ub4dor-and-3 b"
    source = Source("a.yaml", f"{{{line}}}")
    at = line.index("tr0ub")
    found = Finding("it is wrong", source, Span(at - 5, at), code="FL1", name="a")
    shown = renderer("text")(Record([found], 1), False)
    assert "password: ***" in shown
    assert "tr0ub" not in shown
