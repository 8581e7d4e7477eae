"""A server that answers as the platforms do, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """A request as it came over the wire."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Platform:
    """What the server answers with, and what it was asked so far."""

    status: int = 201
    answer: Any = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def answers(self, status: int, answer: Any) -> None:
        self.status, self.answer = status, answer


CREATED = {"kind": "Deployment", "metadata": {"id": "5d4c", "name": "orders"}}
BAD_REQUEST = {
    "message": "Bad request",
    "errors": [{"attribute": "spec.template", "message": "is missing", "reason": "isMissing"}],
}
CONFLICT = {"message": "deployment orders exists already"}
ENVELOPE = {"success": True, "httpCode": 200, "requestId": "A1", "data": {"deploymentId": "5d4c"}}
FAILED = {
    "success": False,
    "errorCode": "InvalidParameter",
    "errorMessage": "engineVersion is not there",
    "httpCode": 200,
    "requestId": "A2",
}


@contextmanager
def platform() -> Iterator[Platform]:
    """A server on a free port of this machine."""
    found = Platform()

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            found.asked.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
            data = json.dumps(found.answer).encode()
            self.send_response(found.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_PATCH = _take  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
