"""An HTTP request as data: what CI sends, with placeholders for what only CI knows."""

from __future__ import annotations

from urllib.parse import quote

from flinklint.dataclass import dataclass
from flinklint.payload import to_json
from flinklint.schema import JsonValue
from flinklint.tree import is_opaque

ACTIONS = ("create", "update", "start")
"""What requests are there for."""

NAMESPACE = "${NAMESPACE}"
WORKSPACE = "${WORKSPACE}"
DEPLOYMENT_ID = "${DEPLOYMENT_ID}"
API_TOKEN = "${API_TOKEN}"
"""Placeholders: what is in no file, or may not be in one."""


@dataclass(frozen=True)
class Request:
    """One request; `path` begins behind the host, and has the query."""

    method: str
    path: str
    headers: dict[str, str]
    body: JsonValue

    def to_json(self) -> str:
        """The request as JSON text, in the form of payloads."""
        headers: dict[str, JsonValue] = dict(self.headers)
        return to_json(
            {"method": self.method, "path": self.path, "headers": headers, "body": self.body}
        )


def segment(text: str) -> str:
    """A text as one step of a path; a placeholder stays as it is."""
    return text if is_opaque(text) else quote(text, safe="")
