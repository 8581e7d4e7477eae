"""An editor for tests: a real language server in a process, over its standard streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PATIENCE = 20.0
"""How many seconds a server may take to answer."""

JOB = """\
apiVersion: v1
kind: Deployment
metadata:
  name: orders-by-minute
spec:
  state: CANCELLED
  deploymentTargetName: prod
  upgradeStrategy: {kind: STATEFUL}
  restoreStrategy: {kind: LATEST_STATE}
  template:
    spec:
      parallelism: 2
      flinkConfiguration:
        execution.checkpointing.interval: "60 s"
      artifact:
        kind: SQLSCRIPT
        flinkVersion: "1.17"
        flinkImageTag: 1.17.2-stream2-scala_2.12-java11
        sqlScript: |
          CREATE TEMPORARY TABLE orders (
            id BIGINT, price DECIMAL(10, 2), `user` STRING, 店名 STRING
          ) WITH (
            'connector' = 'kafka',
            'topic' = 'orders',
            'properties.bootstrap.servers' = 'kafka:9092',
            'scan.startup.mode' = 'latest-offset',
            'format' = 'json'
          );
          CREATE TEMPORARY TABLE seen (id BIGINT, total DECIMAL(10, 2)) WITH ('connector' = 'print');
          INSERT INTO seen SELECT o.id, o.price FROM orders AS o;
"""
"""A deployment with a script in which errors are not found."""


class Editor:
    """A client, what the server sent it, and the documents that are open."""

    def __init__(self, folder: Path, settings: dict[str, Any] | None = None) -> None:
        self.folder = folder
        self.settings = settings or {}
        self.client = LanguageClient("tests", "1")
        self.published: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.publications: list[tuple[str, int | None]] = []
        self.logged: list[str] = []
        self.registered: list[str] = []
        self.shown: list[lsp.ShowMessageParams] = []
        self.versions: dict[str, int] = {}
        self._news = asyncio.Event()
        self._listen()

    def _listen(self) -> None:
        feature = self.client.feature

        @feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.published[params.uri] = params
            self.publications.append((params.uri, params.version))
            self._news.set()

        @feature(lsp.WINDOW_LOG_MESSAGE)
        def logged(params: lsp.LogMessageParams) -> None:
            self.logged.append(params.message)

        @feature(lsp.WINDOW_SHOW_MESSAGE)
        def shown(params: lsp.ShowMessageParams) -> None:
            self.shown.append(params)
            self._news.set()

        @feature(lsp.WORKSPACE_CONFIGURATION)
        def configuration(params: lsp.ConfigurationParams) -> list[Any]:
            return [self.settings.get(item.section or "") for item in params.items]

        @feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def register(params: lsp.RegistrationParams) -> None:
            self.registered += [registration.method for registration in params.registrations]
            self._news.set()

        @feature(lsp.CLIENT_UNREGISTER_CAPABILITY)
        def unregister(params: lsp.UnregistrationParams) -> None:
            return None

        @feature(lsp.TELEMETRY_EVENT)
        def telemetry(params: Any) -> None:
            return None

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    async def initialize(self, encodings: Sequence[str] | None) -> lsp.InitializeResult:
        general = lsp.GeneralClientCapabilities(position_encodings=encodings)
        result = await self.client.initialize_async(
            lsp.InitializeParams(
                capabilities=lsp.ClientCapabilities(
                    general=general,
                    workspace=lsp.WorkspaceClientCapabilities(
                        configuration=True,
                        workspace_folders=True,
                        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
                            dynamic_registration=True
                        ),
                        did_change_configuration=lsp.DidChangeConfigurationClientCapabilities(
                            dynamic_registration=True
                        ),
                    ),
                    text_document=lsp.TextDocumentClientCapabilities(
                        completion=lsp.CompletionClientCapabilities(
                            completion_item=lsp.ClientCompletionItemOptions(snippet_support=True)
                        ),
                        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
                    ),
                ),
                root_uri=self.folder.as_uri(),
                workspace_folders=[
                    lsp.WorkspaceFolder(uri=self.folder.as_uri(), name=self.folder.name)
                ],
            )
        )
        self.client.initialized(lsp.InitializedParams())
        return result

    def open(self, name: str, text: str, language: str = "yaml") -> str:
        uri = self.uri(name)
        self.published.pop(uri, None)
        self.versions[uri] = 1
        item = lsp.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
        return uri

    def change(self, uri: str, text: str) -> int:
        self.published.pop(uri, None)
        self.versions[uri] += 1
        version = self.versions[uri]
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                text_document=lsp.VersionedTextDocumentIdentifier(uri=uri, version=version),
                content_changes=[lsp.TextDocumentContentChangeWholeDocument(text=text)],
            )
        )
        return version

    async def until(self, done: Callable[[], bool], said: str) -> None:
        """Wait for news that make something true."""

        async def wait() -> None:
            while not done():
                self._news.clear()
                await self._news.wait()

        try:
            await asyncio.wait_for(wait(), PATIENCE)
        except asyncio.TimeoutError:
            raise AssertionError(f"the server did not {said} within {PATIENCE:.0f} s") from None

    async def diagnostics(self, uri: str) -> list[lsp.Diagnostic]:
        """What the server says of the document as it is now."""

        def current() -> bool:
            found = self.published.get(uri)
            return found is not None and found.version in (None, self.versions.get(uri))

        await self.until(current, "publish diagnostics")
        return list(self.published[uri].diagnostics)

    async def complete(self, uri: str, place: lsp.Position) -> list[lsp.CompletionItem]:
        """What the server offers at a place."""
        found = await self.client.text_document_completion_async(
            lsp.CompletionParams(text_document=lsp.TextDocumentIdentifier(uri=uri), position=place)
        )
        if isinstance(found, lsp.CompletionList):
            return list(found.items)
        return list(found or ())

    async def hover(self, uri: str, place: lsp.Position) -> str:
        """What the server says at a place, empty if nothing."""
        found = await self.client.text_document_hover_async(
            lsp.HoverParams(text_document=lsp.TextDocumentIdentifier(uri=uri), position=place)
        )
        if found is None:
            return ""
        assert isinstance(found.contents, lsp.MarkupContent)
        return found.contents.value

    async def actions(
        self, uri: str, span: lsp.Range, only: list[str] | None = None
    ) -> list[lsp.CodeAction]:
        """What the server offers to do about a range."""
        found = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(
                text_document=lsp.TextDocumentIdentifier(uri=uri),
                range=span,
                context=lsp.CodeActionContext(diagnostics=[], only=only),
            )
        )
        return [action for action in found or () if isinstance(action, lsp.CodeAction)]


@asynccontextmanager
async def editing(
    command: Sequence[str | Path],
    folder: Path,
    settings: dict[str, Any] | None = None,
    encodings: Sequence[str] | None = None,
) -> AsyncIterator[Editor]:
    """An editor on a folder, its server started, and afterwards shut down."""
    editor = Editor(folder, settings)
    program, *arguments = map(str, command)
    await editor.client.start_io(program, *arguments, cwd=folder)
    try:
        await asyncio.wait_for(editor.initialize(encodings), PATIENCE)
        yield editor
        await asyncio.wait_for(editor.client.shutdown_async(None), PATIENCE)
    finally:
        editor.client.exit(None)
        await asyncio.wait_for(editor.client.stop(), PATIENCE)


def marked(text: str, mark: str = "¦") -> tuple[str, lsp.Position]:
    """The text without its one mark, and the place of the mark in UTF-16 units."""
    at = text.index(mark)
    assert mark not in text[at + 1 :]
    before = text[:at]
    line = before.count("\n")
    column = before[before.rfind("\n") + 1 :]
    return before + text[at + 1 :], lsp.Position(line, len(column.encode("utf-16-le")) // 2)


def offset(text: str, place: lsp.Position) -> int:
    """Where a place, in UTF-16 units, is in a text."""
    lines = text.replace("\r\n", "\r\0").replace("\r\0", "\0\n").split("\n")
    before = sum(len(line) + 1 for line in lines[: place.line])
    units = lines[place.line].encode("utf-16-le")[: 2 * place.character]
    return before + len(units.decode("utf-16-le"))


def under(text: str, span: lsp.Range) -> str:
    """The text that a range covers."""
    return text[offset(text, span.start) : offset(text, span.end)]


def edited(text: str, edits: Sequence[lsp.TextEdit]) -> str:
    """The text with edits made, as an editor makes them."""
    for edit in sorted(edits, key=lambda edit: offset(text, edit.range.start), reverse=True):
        start, end = offset(text, edit.range.start), offset(text, edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text
