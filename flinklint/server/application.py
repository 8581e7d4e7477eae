"""The language server over standard input and output: which message leads to what."""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from flinklint import __version__
from flinklint.check import Checker
from flinklint.refusal import Refusal
from flinklint.server.actions import FIX_ALL, fix_all, quick_fixes, silences, wants
from flinklint.server.completion import Kind, Offer, complete
from flinklint.server.diagnostics import diagnostic
from flinklint.server.documents import Document
from flinklint.server.hover import hover
from flinklint.server.positions import Positions
from flinklint.server.session import Checked, CheckerOf, Session

PAUSE = 0.15
"""How many seconds after the last key a text is checked."""

_WATCHED = ("**/flinklint.toml", "**/pyproject.toml", "**/*.sql")
_TRIGGERS = (":", " ", ".", "'", "(", "[", '"', "`")
_ICONS: dict[Kind, lsp.CompletionItemKind] = {
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "option": lsp.CompletionItemKind.Property,
    "connector": lsp.CompletionItemKind.Value,
    "table": lsp.CompletionItemKind.Class,
    "column": lsp.CompletionItemKind.Field,
    "rule": lsp.CompletionItemKind.Reference,
}

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Server(LanguageServer):
    """The server: a session, and when what is said to the editor."""

    def __init__(self, checker_of: CheckerOf) -> None:
        super().__init__(
            "flinklint", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full
        )
        self.session = Session()
        self._checker_of = checker_of
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._said: dict[str, str] = {}
        self._worker = ThreadPoolExecutor(1, "flinklint")

    # What is open

    @property
    def encoding(self) -> str:
        """The encoding whose units columns are counted in, as agreed on with the editor."""
        agreed = self.workspace.position_encoding
        return str(getattr(agreed, "value", agreed))

    def read(self, uri: str) -> Document | None:
        """The document as it is now; None if it is none that is looked at."""
        texts = self.workspace.text_documents
        item = texts.get(uri) or texts.get(unquote(uri))  # pygls files them without escapes
        if item is None:
            return None
        before = self.session.documents.get(uri)
        if before is not None and before.version == item.version:
            return before
        path = to_fs_path(uri)
        document = Document(
            path or Path(item.path).name,
            item.source,
            item.version,
            language=item.language_id or "",
            path=Path(path) if path else None,
            encoding=self.encoding,
            before=before,
        )
        if not document.is_ours:
            return None
        self.session.documents[uri] = document
        return document

    def checker(self, document: Document) -> Checker | None:
        """The checker with the settings that hold for a document.

        None if they exclude it or cannot be used: then why is shown to the user, once.
        """
        path = document.path if document.path is not None else Path.cwd() / document.source.name
        try:
            found = self._checker_of(path, self._folder_of(path))
        except Refusal as error:
            self._refuse(document, error)
            return None
        self._said.pop(document.source.name, None)
        return found

    def _refuse(self, document: Document, refusal: Refusal) -> None:
        """Show why a document cannot be checked, unless the same was shown of it."""
        name = document.source.name
        if self._said.get(name) != str(refusal):
            self._said[name] = str(refusal)
            self.say(f"flinklint: {refusal}")

    def _folder_of(self, path: Path) -> Path | None:
        """The folder of the workspace that a file is in, the innermost one."""
        found = (to_fs_path(folder.uri) for folder in self.workspace.folders.values())
        root = self.workspace.root_path
        folders = [Path(folder) for folder in (*found, root) if folder]
        around = [folder for folder in folders if path.is_relative_to(folder)]
        return max(around, key=lambda folder: len(folder.parts), default=None)

    def say(self, text: str) -> None:
        """Show the user an error."""
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, text))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Note that a message could not be dealt with; what was in it is not said."""
        note(f"a message could not be read: {type(error).__name__}")

    # Checking

    def check_later(self, uri: str, pause: float) -> None:
        """Check a document when nothing has been typed for some seconds."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        task = asyncio.get_running_loop().create_task(self._check(uri, pause))
        self._waiting[uri] = task
        task.add_done_callback(lambda _: self._forget(uri, task))

    def _forget(self, uri: str, task: asyncio.Task[None]) -> None:
        if self._waiting.get(uri) is task:
            del self._waiting[uri]

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.read(uri)
        if document is None:
            return
        try:
            checker = self.checker(document)
            found = [Checked(uri)]
            if checker is not None:
                loop, check = asyncio.get_running_loop(), self.session.check
                found = await loop.run_in_executor(self._worker, check, uri, document, checker)
            if found and self.session.documents.get(uri) is document:
                self._take(found)
                self.publish(uri)
        except Refusal as error:
            self._refuse(document, error)
        except Exception as error:  # what goes wrong with one text must not end the server
            note_failure("checking", error)

    def _take(self, found: list[Checked]) -> None:
        """Take in what was found in a document, and say what it says of other files."""
        for other in self.session.take(found) - {found[0].owner}:
            self.publish(other)
            if other in self.session.documents and not self.session.is_checked(other):
                self.check_later(other, 0)

    def check_now(self, uri: str, document: Document, checker: Checker) -> None:
        """Check a document unless its text was checked."""
        if not self.session.is_checked(uri):
            self.session.take(self.session.check(uri, document, checker))

    def publish(self, uri: str) -> None:
        """Tell the editor what is known of a file."""
        document, source = self.session.documents.get(uri), self.session.source(uri)
        found = []
        if source is not None:
            positions = Positions(source, self.encoding)
            found = [diagnostic(one, positions, uri) for one in self.session.findings(uri)]
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(
                uri=uri,
                version=document.version if document is not None else None,
                diagnostics=found,
            )
        )

    def close(self, uri: str) -> None:
        """Forget a document, and take back what was said of it and because of it."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        if uri not in self.session.documents:
            return
        users = self.session.users(uri)
        for other in self.session.drop(uri):
            self.publish(other)
            if other in self.session.documents:
                users.append(other)
        for other in users:
            self.check_later(other, 0)


def note(text: str) -> None:
    """Say something on standard error, where editors keep a server's log."""
    sys.stderr.write(f"flinklint: {text}\n")
    sys.stderr.flush()


def note_failure(what: str, error: Exception) -> None:
    """Note where our own code failed. What it was working on is the user's and is not said."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    note(f"{what} failed: {type(error).__name__} at {place}")


def _guarded(
    what: str,
) -> Callable[[Callable[[Server, _Asked], _Answer]], Callable[[Server, _Asked], _Answer | None]]:
    """Let a feature that fails give nothing instead of ending anything."""

    def guard(
        handler: Callable[[Server, _Asked], _Answer],
    ) -> Callable[[Server, _Asked], _Answer | None]:
        @wraps(handler)
        def handle(server: Server, params: _Asked) -> _Answer | None:
            try:
                return handler(server, params)
            except Exception as error:  # an editor needs an answer, whatever happens
                note_failure(what, error)
                return None

        return handle

    return guard


def make(checker_of: CheckerOf) -> Server:
    """A server with all its features."""
    server = Server(checker_of)
    server.feature(lsp.INITIALIZED)(_initialized)
    server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)(_opened)
    server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(_changed)
    server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)(_saved)
    server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_settings_changed)
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=list(_TRIGGERS))
    )(_complete)
    server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL]),
    )(_code_actions)
    return server


def serve(checker_of: CheckerOf) -> None:
    """Serve one editor over standard input and output until it is done.

    Standard output belongs to the protocol; whatever else is printed goes to standard error.
    """
    for name in ("pygls", "asyncio"):  # they would log whole messages, with the user's texts
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    output = sys.stdout.buffer
    sys.stdout = sys.stderr
    make(checker_of).start_io(sys.stdin.buffer, output)


# Features


def _initialized(server: Server, params: lsp.InitializedParams) -> None:
    """Ask to be told of files that change outside of the editor, if it can."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    if watching is None or not watching.dynamic_registration:
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions(
        [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
    )
    method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
    server.client_register_capability(
        lsp.RegistrationParams([lsp.Registration("watched", method, options)])
    )


def _opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    server.check_later(params.text_document.uri, 0)


def _changed(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    server.check_later(params.text_document.uri, PAUSE)


def _saved(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    _recheck(server)


def _settings_changed(server: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    _recheck(server)


def _recheck(server: Server) -> None:
    """Check all that is open: what was saved may be settings, or what others refer to."""
    server.session.look_again()
    for uri in list(server.session.documents):
        server.check_later(uri, 0)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    server.close(params.text_document.uri)


@_guarded("hover")
def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    document = server.read(params.text_document.uri)
    checker = server.checker(document) if document is not None else None
    if document is None or checker is None:
        return None
    found = hover(document, document.positions.offset(params.position), checker.settings)
    if found is None:
        return None
    span = document.positions.range(found.span) if found.span is not None else None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, found.text), span)


@_guarded("completion")
def _complete(server: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    document = server.read(params.text_document.uri)
    checker = server.checker(document) if document is not None else None
    if document is None or checker is None:
        return None
    offset = document.positions.offset(params.position)
    by_blank = params.context is not None and params.context.trigger_character == " "
    offers = complete(document, offset, checker.settings, by_blank=by_blank)
    items = [_item(document, number, offer) for number, offer in enumerate(offers)]
    return lsp.CompletionList(is_incomplete=False, items=items)


def _item(document: Document, number: int, offer: Offer) -> lsp.CompletionItem:
    about = lsp.MarkupContent(lsp.MarkupKind.Markdown, offer.about) if offer.about else None
    return lsp.CompletionItem(
        label=offer.label,
        kind=_ICONS[offer.kind],
        detail=offer.detail or None,
        documentation=about,
        sort_text=f"{number:05}",
        filter_text=offer.text.strip(" :") if offer.text[:1] in "\"'" else None,
        text_edit=lsp.TextEdit(document.positions.range(offer.span), offer.text),
    )


@_guarded("fixes")
def _code_actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
    uri = params.text_document.uri
    document = server.read(uri)
    checker = server.checker(document) if document is not None else None
    if document is None or checker is None:
        return None
    server.check_now(uri, document, checker)
    only = params.context.only
    found: list[lsp.CodeAction] = []
    if wants(only, lsp.CodeActionKind.QuickFix):
        findings = server.session.findings(uri)
        found += quick_fixes(document, uri, findings, params.range)
        found += silences(document, uri, findings, params.range, checker)
    if only is not None and wants(only, FIX_ALL):
        users = [server.session.documents[user] for user in server.session.users(uri)]
        action = fix_all(document, uri, checker, users)
        found += [action] if action is not None else []
    return found
