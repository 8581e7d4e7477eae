"""The text of a file's bytes, and what is wrong with its encoding."""

from __future__ import annotations

from flinklint.dataclass import dataclass
from flinklint.source import BOM, Span

_UTF16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Encoding:
    """A fault of a file's encoding: what it is, and where it was met."""

    message: str
    span: Span


def decode(data: bytes) -> tuple[str, Encoding | None]:
    """The text of a file's bytes, and the fault if they are not UTF-8 without a byte order mark."""
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return text, Encoding("the file is UTF-16; the platform reads UTF-8", Span(0, 0))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return data.decode("utf-8", "replace"), Encoding(message, Span(at, at + 1))
    if text.startswith(BOM):
        return text, Encoding("the file begins with a byte order mark", Span(0, 1))
    return text, None
