"""The language server as an editor meets it: a process of its own, over its standard streams."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from installed import FOREIGN, ROOT
from lsprotocol import types as lsp
from server.editor import JOB, PATIENCE, Editor, edited, editing, marked, under

T = TypeVar("T")
COMMAND = [sys.executable, "-m", "flinklint", "server"]
EVERYTHING = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))


class Session:
    """An editor, and the loop that it lives in."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.folder = folder
        self.command = command
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.count = 0

    def run(self, wanted: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(asyncio.wait_for(wanted, PATIENCE))

    def start(self) -> None:
        self.editor: Editor = self.run(
            self.stack.enter_async_context(editing(self.command, self.folder))
        )

    def stop(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()

    def open(self, text: str, name: str = "", language: str = "yaml") -> str:
        self.count += 1
        return self.editor.open(name or f"job{self.count}.yaml", text, language)

    def diagnostics(
        self, text: str, name: str = "", language: str = "yaml"
    ) -> list[lsp.Diagnostic]:
        return self.run(self.editor.diagnostics(self.open(text, name, language)))

    def complete(
        self, marked_text: str, name: str = "", language: str = "yaml"
    ) -> dict[str, lsp.CompletionItem]:
        text, place = marked(marked_text)
        items = self.run(self.editor.complete(self.open(text, name, language), place))
        return {item.label: item for item in items}

    def hover(self, marked_text: str, name: str = "", language: str = "yaml") -> str:
        text, place = marked(marked_text)
        return self.run(self.editor.hover(self.open(text, name, language), place))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = Session(tmp_path_factory.mktemp("workspace"), COMMAND)
    session.start()
    yield session
    session.stop()


def codes(found: list[lsp.Diagnostic]) -> set[str]:
    return {str(diagnostic.code) for diagnostic in found}


# Diagnostics

FAULTY = {
    "state.yaml": JOB.replace("CANCELLED", "CANCELED"),
    "broken.yaml": JOB.replace("spec:\n  state", "spec\n  state"),
    "sql.yaml": JOB.replace("FROM orders", "FRM orders").replace("'topic'", "'topik'"),
    "wide.yaml": JOB.replace("o.id, o.price", "'😀日本', o.prise").replace("name: o", "name: 😀o"),
    "windows.yaml": JOB.replace("FROM orders", "FRM orders").replace("\n", "\r\n"),
    "quoted.json": json.dumps(
        {
            "kind": "Deployment",
            "apiVersion": "v1",
            "日": {},
            "spec": {"upgradeStrategy": {"x": "😀"}},
        },
        ensure_ascii=False,
    ),
    "silenced.yaml": JOB.replace(
        "  state: CANCELLED", "  # flinklint: ignore[FL203] on purpose\n  state: CANCELED"
    ),
    "fine.yaml": (ROOT / "examples/sql/orders-by-minute.yaml").read_text(encoding="utf-8"),
    "other.yaml": FOREIGN,
}
FAULTY = {  # in one run, names differ
    name: text.replace("orders-by-minute", f"orders-{number}")
    for number, (name, text) in enumerate(FAULTY.items())
}


def test_says_what_check_says(tmp_path: Path, session: Session) -> None:
    for name, text in FAULTY.items():
        (tmp_path / name).write_bytes(text.encode("utf-8"))
    command = [sys.executable, "-m", "flinklint", "check", "--force-exclude", "--format", "json"]
    done = subprocess.run(
        [*command, *FAULTY], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    said: dict[str, list[tuple[str, str, str]]] = {name: [] for name in FAULTY}
    for finding in json.loads(done.stdout)["findings"]:
        text = FAULTY[finding["file"]]
        lines = text.split("\n")
        ends = [
            sum(len(line) + 1 for line in lines[: finding[line] - 1]) + finding[column] - 1
            for line, column in (("line", "column"), ("end_line", "end_column"))
        ]
        hint = f" ({finding['hint']})" if finding["hint"] else ""
        said[finding["file"]].append(
            (finding["code"], finding["message"] + hint, text[ends[0] : ends[1]])
        )
    assert not said["other.yaml"]
    assert said["quoted.json"]
    assert {"FL001", "FL203", "FL602", "FL619"} <= {c for one in said.values() for c, _, _ in one}
    for name, text in FAULTY.items():
        language = "json" if name.endswith(".json") else "yaml"
        shown = session.diagnostics(text, f"same/{name}", language)
        assert [(str(d.code), d.message, under(text, d.range)) for d in shown] == said[name], name


def test_columns_are_right_behind_wide_characters(session: Session) -> None:
    text = JOB.replace("SELECT o.id", "SELECT '😀日本', o.idd")
    [found] = [d for d in session.diagnostics(text) if d.code == "FL619"]
    assert under(text, found.range) == "idd"
    line = text.splitlines()[found.range.start.line]
    assert found.range.start.character == line.index("idd") + 1, "the emoji is two units"
    assert found.code_description
    assert found.code_description.href.endswith("fl619-unknown-column")


def test_severities_related_places_and_tags(session: Session) -> None:
    text = JOB.replace("      parallelism: 2\n", "      parallelism: 2\n      parallelism: 3\n")
    [found] = [d for d in session.diagnostics(text) if d.code == "FL002"]
    assert found.severity == lsp.DiagnosticSeverity.Error
    assert found.source == "flinklint"
    assert found.related_information
    assert under(text, found.related_information[0].location.range) == "parallelism"


def test_checks_once_when_typing_pauses(session: Session) -> None:
    editor = session.editor
    uri = session.open(JOB)
    session.run(editor.diagnostics(uri))
    for length in range(1, 9):
        last = editor.change(uri, JOB.replace("CANCELLED", "CANCELED"[:length]))
    assert "FL203" in codes(session.run(editor.diagnostics(uri)))
    versions = [version for published, version in editor.publications if published == uri]
    assert versions == [1, last]


@pytest.mark.parametrize("name", ["two words/a%20b.yaml", "作业/订单+😀.yaml"])
def test_a_file_of_any_name_is_checked(session: Session, name: str) -> None:
    text = JOB.replace("CANCELLED", "CANCELED")
    assert "FL203" in codes(session.diagnostics(text, name))
    assert "FL203" in session.hover(JOB.replace("state:", "sta¦te:"), f"more {name}")


def test_closing_takes_back_what_was_said(session: Session) -> None:
    editor = session.editor
    uri = session.open(JOB.replace("CANCELLED", "CANCELED"))
    assert session.run(editor.diagnostics(uri))
    editor.client.text_document_did_close(
        lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri))
    )
    session.run(editor.until(lambda: not editor.published[uri].diagnostics, "take back"))


def test_a_script_is_checked_where_settings_give_its_flink(session: Session) -> None:
    script = "CREATE TABLE a (id INT) WITH ('connector' = 'datagen');\nSELECT 日 FRM a;\n"
    assert session.diagnostics(script, "dialect/any.sql", "sql") == []
    (session.folder / "flink").mkdir()
    (session.folder / "flink/flinklint.toml").write_text('flink-version = "1.17"\n')
    found = session.diagnostics(script, "flink/job.sql", "sql")
    assert [under(script, d.range) for d in found if d.code == "FL602"] == ["FRM"]


def test_a_teams_own_rules_are_known_where_a_suppression_names_them(session: Session) -> None:
    (session.folder / "policed").mkdir()
    (session.folder / "policed/flinklint.toml").write_text(
        '[[policies]]\ncode = "ACME1"\nname = "small-jobs"\nmessage = "jobs stay small"\n'
        'path = "spec.template.spec.parallelism"\nmax = 8\n'
    )
    named = JOB.replace("name: o", "# flinklint: ignore[¦]\n  name: o")
    assert "ACME1" in session.complete(named, "policed/job.yaml", "yaml")
    pointed = JOB.replace("name: o", "# flinklint: ignore[ACM¦E1]\n  name: o")
    assert "small-jobs" in session.hover(pointed, "policed/other.yaml")


def test_settings_of_the_folder_count_and_are_read_again(session: Session) -> None:
    editor = session.editor
    folder = session.folder / "team"
    folder.mkdir()
    text = JOB.replace("CANCELLED", "CANCELED")
    uri = session.open(text, "team/job.yaml")
    assert "FL203" in codes(session.run(editor.diagnostics(uri)))

    def save() -> None:
        del editor.published[uri]
        name = lsp.TextDocumentIdentifier((folder / "flinklint.toml").as_uri())
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(name))

    def changed_outside() -> None:
        del editor.published[uri]
        name = (folder / "flinklint.toml").as_uri()
        change = lsp.FileEvent(name, lsp.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))

    watched = "workspace/didChangeWatchedFiles"
    session.run(editor.until(lambda: watched in editor.registered, "ask to be told of changes"))
    (folder / "flinklint.toml").write_text('ignore = ["FL203"]\n')
    save()
    assert "FL203" not in codes(session.run(editor.diagnostics(uri)))
    editor.shown.clear()
    (folder / "flinklint.toml").write_text('ignroe = ["FL203"]\n')
    changed_outside()
    assert session.run(editor.diagnostics(uri)) == []
    save()
    session.run(editor.diagnostics(uri))
    [shown] = editor.shown
    assert "`ignroe`" in shown.message
    assert "ignore" in shown.message


BY_FILE = JOB[: JOB.index("        sqlScript")] + "        sqlScriptFile: ../sql/NAME\n"
SCRIPT = """\
CREATE TEMPORARY TABLE orders (id BIGINT) WITH ('connector' = 'datagen');
CREATE TEMPORARY TABLE seen (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO seen SELECT o.id FROM orders AS o;
"""


@pytest.mark.parametrize("first", ["job", "script"])
def test_a_script_file_is_checked_with_its_deployment(session: Session, first: str) -> None:
    editor, name = session.editor, f"{first}.sql"
    (session.folder / "sql").mkdir(exist_ok=True)
    (session.folder / "jobs").mkdir(exist_ok=True)
    (session.folder / "sql" / name).write_text(SCRIPT)
    (session.folder / "jobs" / f"{first}.yaml").write_text(BY_FILE.replace("NAME", name))
    if first == "job":
        job = session.open(BY_FILE.replace("NAME", name), f"jobs/{first}.yaml")
        assert "FL125" not in codes(session.run(editor.diagnostics(job)))
    script = session.open(SCRIPT, f"sql/{name}", "sql")
    session.run(editor.until(lambda: script in editor.published, "check the script"))
    wrong = SCRIPT.replace("o.id", "o.idd")
    editor.change(script, wrong)
    faults = session.run(editor.diagnostics(script))
    assert [under(wrong, d.range) for d in faults if d.code == "FL619"] == ["idd"]
    text, place = marked(SCRIPT.replace("o.id", "o.¦"))
    editor.change(script, text)
    assert {item.label for item in session.run(editor.complete(script, place))} == {"id"}
    editor.change(script, SCRIPT)
    assert "FL619" not in codes(session.run(editor.diagnostics(script)))


def test_offers_the_scripts_of_the_project(session: Session) -> None:
    (session.folder / "scripts").mkdir()
    (session.folder / "scripts" / "日.sql").write_text(SCRIPT)
    text = BY_FILE.replace("../sql/NAME", "¦")
    found = session.complete(text, "offering/job.yaml")["../scripts/日.sql"].text_edit
    assert isinstance(found, lsp.TextEdit)
    assert "sqlScriptFile: ../scripts/日.sql\n" in edited(text.replace("¦", ""), [found])


def test_what_settings_exclude_is_left_alone(session: Session) -> None:
    folder = session.folder / "excluding"
    folder.mkdir()
    (folder / "flinklint.toml").write_text('exclude = ["old/"]\n')
    text = JOB.replace("CANCELLED", "CANCELED")
    assert session.diagnostics(text, "excluding/old/job.yaml") == []
    assert session.diagnostics(text, "excluding/new/job.yaml")


# Fixes


def test_fixes_are_offered_where_the_fault_is(session: Session) -> None:
    text = JOB.replace("STATEFUL", "stateful").replace('"1.17"', "1.17")
    uri = session.open(text)
    found = session.run(session.editor.diagnostics(uri))
    [fault] = [d for d in found if d.code == "FL105"]
    actions = session.run(session.editor.actions(uri, fault.range))
    action, ignore = [action for action in actions if action.title.startswith("FL105")]
    assert action.kind == lsp.CodeActionKind.QuickFix
    assert (action.is_preferred, ignore.is_preferred) == (True, False)
    assert action.title == "FL105: write STATEFUL"
    assert list(action.diagnostics or ()) == [fault]
    assert action.edit
    assert action.edit.changes
    after = edited(text, action.edit.changes[uri])
    assert after == text.replace("stateful", "STATEFUL")


def test_an_unsafe_fix_says_so_and_is_not_preferred(session: Session) -> None:
    uri = session.open(JOB.replace("parallelism", "paralelism"))
    found = session.run(session.editor.diagnostics(uri))
    [fault] = [d for d in found if d.code == "FL101"]
    action, _ = session.run(session.editor.actions(uri, fault.range))
    assert action.title.endswith("(may change the meaning)")
    assert not action.is_preferred


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (JOB.replace("CANCELLED", "CANCELED"), "FL203",
         "  state: CANCELED  # flinklint: ignore[FL203]"),
        (JOB.replace("CANCELLED", "CANCELED  # flinklint: ignore[FL206] x"), "FL203",
         "  state: CANCELED  # flinklint: ignore[FL206, FL203] x"),
        (JOB.replace("o.price", "o.prise"), "FL619",
         "          -- flinklint: ignore[FL619]"),
        (JOB.replace("o.price", "o.prise").replace("\n", "\r\n"), "FL619",
         "          -- flinklint: ignore[FL619]\r"),
    ],
)  # fmt: skip
def test_a_finding_is_silenced_where_it_is(
    session: Session, text: str, code: str, line: str
) -> None:
    uri = session.open(text)
    found = session.run(session.editor.diagnostics(uri))
    [fault] = [d for d in found if d.code == code]
    actions = session.run(session.editor.actions(uri, fault.range))
    [action] = [a for a in actions if a.title == f"{code}: ignore it here"]
    assert action.edit
    assert action.edit.changes
    after = edited(text, action.edit.changes[uri])
    assert line in after.split("\n")
    session.editor.change(uri, after)
    left = session.run(session.editor.diagnostics(uri))
    assert codes(left) == codes(found) - {code}


def test_what_nothing_silences_is_not_offered_to_be(session: Session) -> None:
    broken = JOB.replace("metadata:\n", "metadata\n")
    uri = session.open(broken)
    assert "FL001" in codes(session.run(session.editor.diagnostics(uri)))
    assert session.run(session.editor.actions(uri, EVERYTHING)) == []
    artifact = {"artifact": {"kind": "JAR"}}
    job = {"kind": "Deployment", "apiVersion": "v1", "spec": {"template": {"spec": artifact}}}
    uri = session.open(json.dumps(job), "x.json", "json")
    assert session.run(session.editor.diagnostics(uri))
    actions = session.run(session.editor.actions(uri, EVERYTHING))
    assert [a.title for a in actions if "ignore" in a.title] == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_all_safe_fixes_at_once(session: Session, newline: str) -> None:
    text = JOB.replace("STATEFUL", "stateful").replace("LATEST_STATE", "latest_state")
    text = text.replace('"1.17"', "1.17").replace("\n", newline)
    uri = session.open(text)
    [action] = session.run(session.editor.actions(uri, EVERYTHING, ["source.fixAll"]))
    assert action.kind == "source.fixAll.flinklint"
    assert action.edit
    assert action.edit.changes
    assert edited(text, action.edit.changes[uri]) == JOB.replace("\n", newline)
    uri = session.open(JOB)
    assert session.run(session.editor.actions(uri, EVERYTHING, ["source.fixAll"])) == []


# Hover

OPTION = "execution.checkpointing.interval"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (JOB.replace("state:", "sta¦te:"), ["Initial State", "`CANCELLED`", "`FL203`"]),
        (JOB.replace("CANCELLED", "CANC¦ELLED"), ["Initial State"]),
        (JOB.replace("{kind: STATEFUL}", "{ki¦nd: STATEFUL}"), ["Upgrade Strategy", "`STATELESS`"]),
        (JOB.replace(OPTION, f"{OPTION}¦"), ["How often a checkpoint starts", "`Duration`"]),
        (
            JOB.replace(OPTION, "restart-strategy.exponential¦-delay.jitter-factor"),
            ["`Double`", "Default: `0.1`", "since 1.13"],
        ),
        (
            JOB.replace(OPTION, "cluster.evenly-spread¦-out-slots"),
            ["Flink: 1.10 or older, until 1.20", "Default: `false`"],
        ),
        (
            JOB.replace(OPTION, "execution.async-state.buffer-¦size"),
            ["since 1.20", "Flink 1.17 does not read it"],
        ),
        (JOB.replace("'kafka'", "'kaf¦ka'"), ["connector `kafka`", "source", "Needs"]),
        (
            JOB.replace("'scan.startup", "'scan.st¦artup"),
            ["Option of connector `kafka`", "`earliest-offset`", "Default: `group-offsets`"],
        ),
        (JOB.replace("'json'", "'js¦on'"), ["format `json`"]),
        (
            JOB.replace("'format' =", "'json.ignore-parse-¦errors' = 'true', 'format' ="),
            ["Option of format `json`", "`Boolean`"],
        ),
        (JOB.replace("FROM orders", "FROM ord¦ers"), ["table `orders`", "`kafka`", "店名 STRING"]),
        (JOB.replace("o.price FROM", "o.pri¦ce FROM"), ["`DECIMAL(10, 2)`", "of `orders`"]),
        (
            JOB.replace("name: orders", "# flinklint: ignore[FL203, starts-¦immediately]\n  name: o"),
            ["FL209 starts-immediately", "Teams that start"],
        ),
        (JOB.replace("INSERT", "-- flinklint: ignore[FL2¦06] x\n          INSERT"), ["FL206"]),
    ],
)  # fmt: skip
def test_explains_what_is_pointed_at(session: Session, text: str, said: list[str]) -> None:
    shown = session.hover(text)
    assert [part for part in said if part not in shown] == [], shown


@pytest.mark.parametrize(
    "text",
    [
        JOB.replace("orders-by-minute", "orders-¦by-minute").replace("name:", "nam:"),
        JOB.replace("INSERT INTO", "INS¦ERT INTO"),
        "a: ¦b\n",
        "'no ¦key'",
        "¦",
    ],
)
def test_says_nothing_of_what_it_does_not_know(session: Session, text: str) -> None:
    assert session.hover(text) == ""


# Completion


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        ("¦", {"apiVersion", "kind", "metadata", "spec"}, {"status", "state"}),
        ("kind: Deployment\nspec:\n  ¦", {"state", "template"}, {"metadata"}),
        (JOB.replace("  state: CANCELLED", "  ¦"), {"state", "sessionClusterName"}, {"template"}),
        (JOB.replace("CANCELLED", "¦"), {"RUNNING", "SUSPENDED", "CANCELLED"}, {"true", "null"}),
        (JOB.replace("{kind: STATEFUL}", "{¦}"), {"kind"}, set()),
        (JOB.replace("kind: STATEFUL", "kind: ¦"), {"STATELESS", "NONE"}, set()),
        (
            JOB.replace("        flinkImageTag", "        ¦\n        flinkImageTag"),
            {"additionalDependencies", "flinkImageRegistry"},
            {"jarUri", "entryModule", "sqlScript"},
        ),
        (JOB.replace('"1.17"\n', "¦\n"), {"1.17", "1.15"}, set()),
        (
            JOB.replace("interval:", "interval: 1s\n        sta¦\n        x:"),
            {"state.backend.type", "state.checkpoints.dir", "state.backend.incremental"},
            {OPTION, "state.backend.forst.cache.dir"},
        ),
        (
            JOB.replace(f'{OPTION}: "60 s"', "execution.checkpointing.unaligned: ¦"),
            {"true", "false"},
            set(),
        ),
        (
            JOB.replace(f'{OPTION}: "60 s"', "restart-strategy: ¦"),
            {"fixed-delay", "failure-rate", "exponential-delay"},
            set(),
        ),
        (JOB.replace("'kafka'", "'¦'"), {"kafka", "jdbc", "filesystem"}, {"sls"}),
        (
            JOB.replace("'topic'", "'¦'"),
            {"topic", "topic-pattern", "json.ignore-parse-errors", "properties.group.id"},
            {"connector", "format", "avro-confluent.url"},
        ),
        (JOB.replace("'latest-offset'", "'¦'"), {"latest-offset", "earliest-offset"}, set()),
        (JOB.replace("'json'", "'¦'"), {"json", "avro", "csv"}, set()),
        (JOB.replace("FROM orders AS o", "FROM ¦"), {"orders", "seen"}, {"id"}),
        (JOB.replace("o.price FROM", "o.¦ FROM"), {"id", "price", "user", "店名"}, {"total"}),
        (JOB.replace("o.price FROM", "¦ FROM"), {"id", "price", "o"}, {"total"}),
        (
            JOB.replace("INSERT", "CREATE TEMPORARY VIEW w AS SELECT id AS key, 1 AS uno FROM orders;\n"
                        "          INSERT").replace("SELECT o.id, o.price FROM orders AS o", "SELECT ¦ FROM w"),
            {"key", "uno", "w"},
            {"id", "orders"},
        ),
        (
            JOB.replace("SELECT o.id, o.price FROM orders AS o",
                        "WITH c AS (SELECT id AS key FROM orders) SELECT c.¦ FROM c"),
            {"key"},
            {"id", "price"},
        ),
        (
            JOB.replace("SELECT o.id, o.price FROM orders AS o",
                        "SELECT ¦ FROM (SELECT price * 2 AS twice FROM orders) AS d"),
            {"twice", "d"},
            {"price"},
        ),
        (
            JOB.replace("o.price FROM orders AS o",
                        "¦ FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' DAY))"),
            {"price", "window_start", "window_end"},
            {"total"},
        ),
        (JOB.replace("seen SELECT", "seen (id, ¦) SELECT"), {"total"}, {"id", "price"}),
        (JOB.replace("name: o", "# flinklint: ignore[FL2¦]\n  name: o"), {"FL203", "FL602"}, set()),
        (JOB.replace("INSERT", "-- flinklint: ignore[¦\n          INSERT"), {"FL203"}, set()),
        (JOB.replace("name: o", "name: o # sta¦te\n  x: o"), set(), {"name", "state"}),
    ],
)  # fmt: skip
def test_offers_what_can_stand_there(
    session: Session, text: str, there: set[str], not_there: set[str]
) -> None:
    offered = {*session.complete(text)}
    assert there <= offered, sorted(offered)[:40]
    assert not not_there & offered


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        ("sp¦", "spec", "spec:"),
        ("ki¦", "kind", "kind: "),
        ("ki¦nd: x", "kind", "kind: x"),
        ("spec:\n  state: RUN¦", "RUNNING", "spec:\n  state: RUNNING"),
        ("spec:\n  state:¦", "RUNNING", "spec:\n  state: RUNNING"),
        ('{"spec": {"sta¦"}}', "state", '{"spec": {"state": }}'),
        ('{"spec": {"state": ¦}}', "RUNNING", '{"spec": {"state": "RUNNING"}}'),
    ],
)
def test_writes_a_key_or_value_whole(session: Session, text: str, label: str, after: str) -> None:
    name = f"typed{session.count}.json" if text.startswith("{") else ""
    found = session.complete(text, name, "json" if name else "yaml")[label].text_edit
    assert isinstance(found, lsp.TextEdit)
    assert edited(text.replace("¦", ""), [found]) == after


@pytest.mark.parametrize(
    ("before", "typed", "label", "after"),
    [
        ("execution.checkpointing.interval: ", "execution.checkpointing.unaligned: ¦", "true",
         'execution.checkpointing.unaligned: "true"'),
        ("'kafka'", "'kaf¦", "kafka", "'kafka"),
        ("= 'kafka'", "= ¦", "kafka", "= 'kafka'"),
        ("o.price", "o.¦", "user", "o.`user`"),
        ("o.price", "o.店¦", "店名", "o.店名"),
    ],
)  # fmt: skip
def test_quotes_what_needs_quotes(
    session: Session, before: str, typed: str, label: str, after: str
) -> None:
    text = JOB.replace(before, typed)
    found = session.complete(text)[label].text_edit
    assert isinstance(found, lsp.TextEdit)
    assert after in edited(text.replace("¦", ""), [found])


def test_a_blank_offers_only_where_a_word_must_follow(session: Session) -> None:
    def offered(text: str) -> int:
        plain, place = marked(text)
        uri = session.open(plain)
        found = session.run(
            session.editor.client.text_document_completion_async(
                lsp.CompletionParams(
                    text_document=lsp.TextDocumentIdentifier(uri),
                    position=place,
                    context=lsp.CompletionContext(
                        lsp.CompletionTriggerKind.TriggerCharacter, trigger_character=" "
                    ),
                )
            )
        )
        return len(found.items) if isinstance(found, lsp.CompletionList) else len(found or ())

    assert offered(JOB.replace("FROM orders", "FROM ¦")) == 2
    assert offered(JOB.replace("o.price FROM", "o.price ¦ FROM")) == 0


@pytest.mark.parametrize(
    "broken",
    [
        JOB.replace("metadata:\n", "metadata\n"),
        JOB.replace("kind: STATEFUL}", "kind: STATEFUL"),
        JOB.replace("  state: CANCELLED", '  state: "CANCELLED'),
        JOB.replace("  deploymentTargetName", "\tdeploymentTargetName"),
    ],
    ids=["no colon", "open bracket", "open quote", "tab"],
)
def test_offers_and_explains_in_yaml_that_is_broken(session: Session, broken: str) -> None:
    uri = session.open(JOB)
    session.run(session.editor.diagnostics(uri))
    key = broken.replace("      parallelism: 2\n", "      ¦\n      parallelism: 2\n")
    text, place = marked(key)
    session.editor.change(uri, text)
    items = session.run(session.editor.complete(uri, place))
    assert {"resources", "logging"} <= {item.label for item in items}
    text, place = marked(
        broken.replace(f"{OPTION}:", "execution.checkpointing.unaligned: ¦\n     x:")
    )
    session.editor.change(uri, text)
    assert {"true", "false"} <= {i.label for i in session.run(session.editor.complete(uri, place))}
    text, place = marked(broken.replace("FROM orders AS o", "FROM ¦"))
    session.editor.change(uri, text)
    assert {i.label for i in session.run(session.editor.complete(uri, place))} == {"orders", "seen"}
    text, place = marked(broken.replace("parallelism: 2", "paralle¦lism: 2"))
    session.editor.change(uri, text)
    assert "Number of parallel instances" in session.run(session.editor.hover(uri, place))
    assert {"FL001", "FL005"} & codes(session.run(session.editor.diagnostics(uri)))


@pytest.mark.parametrize(
    "garbage", ["\0", "{{{{", "&a [*a]", "a: *b", "'", "- " * 200, "\ufeff", "a:\n" * 300, "\ud800"]
)
def test_goes_on_after_any_text(session: Session, garbage: str) -> None:
    text = garbage.encode("utf-8", "replace").decode("utf-8")
    uri = session.open(text)
    session.run(session.editor.diagnostics(uri))
    session.run(session.editor.complete(uri, lsp.Position(0, 1)))
    session.run(session.editor.hover(uri, lsp.Position(5, 5)))
    session.run(session.editor.actions(uri, EVERYTHING))
    assert {*session.complete("spec:\n  ¦")} > {"state"}


# The process


SECRET = "hunter2-TopSecret-93jd"


def test_no_secret_is_shown_or_logged(tmp_path: Path) -> None:
    text = JOB.replace("'format' =", f"'properties.sasl.password' = '{SECRET}', 'format' =")
    text = text.replace(f'{OPTION}: "60 s"', f"s3.secret-key: {SECRET}\n        {OPTION}: {SECRET}")
    failing = (
        "import sys\n"
        "from flinklint.cli import main\n"
        "from flinklint.server import application\n"
        "def fail(document, *rest):\n"
        "    raise ValueError(document.source.text)\n"
        "application.hover = fail\n"
        "sys.argv = ['flinklint', 'server']\n"
        "main()\n"
    )

    async def main() -> None:
        async with editing([sys.executable, "-c", failing], tmp_path) as editor:
            uri = editor.open("job.yaml", text)
            found = await editor.diagnostics(uri)
            assert "FL801" in codes(found) | codes(await editor.diagnostics(uri))
            assert await editor.hover(uri, lsp.Position(0, 1)) == ""
            await editor.complete(uri, lsp.Position(12, 4))
            titles = [a.title for a in await editor.actions(uri, EVERYTHING)]
            said = [d.message for d in found] + titles + editor.logged
            assert SECRET not in "\n".join([*said, *(shown.message for shown in editor.shown)])
            process = editor.client._server
            assert process is not None
            assert process.stderr is not None
            writer = editor.client.protocol.writer
            assert writer is not None
            method, params = "textDocument/didOpen", {"text": SECRET}
            body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode()
            writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            for said in ("hover failed: ValueError at ", "a message could not be read: "):
                log = (await asyncio.wait_for(process.stderr.readline(), 5)).decode()
                assert log.startswith(f"flinklint: {said}")
                assert SECRET not in log

    asyncio.run(asyncio.wait_for(main(), PATIENCE))


def test_columns_follow_the_encoding_that_the_editor_prefers(tmp_path: Path) -> None:
    text = JOB.replace("SELECT o.id", "SELECT '😀日本', o.idd")

    async def main() -> None:
        async with editing(COMMAND, tmp_path, encodings=["utf-8"]) as editor:
            found = await editor.diagnostics(editor.open("job.yaml", text))
            [fault] = [d for d in found if d.code == "FL619"]
            line = text.splitlines()[fault.range.start.line]
            start = line.encode()[: fault.range.start.character].decode()
            assert line[len(start) :].startswith("idd")

    asyncio.run(asyncio.wait_for(main(), PATIENCE))


def test_ends_when_the_editor_is_gone(tmp_path: Path) -> None:
    done = subprocess.run(COMMAND, cwd=tmp_path, input=b"", capture_output=True, timeout=20)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_says_what_to_install_where_pygls_is_not_there(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['pygls'] = sys.modules['lsprotocol'] = None\n"
        "sys.argv = ['flinklint', 'server']\n"
        "from flinklint.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert done.stderr == (
        "flinklint: the language server needs pygls: pip install 'flinklint[server]'\n"
    )
