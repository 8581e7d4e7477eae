"""Reports: one module per format, each a function from an outcome to a text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.report.record import Record

FORMATS = (
    "text", "concise", "json", "jsonl", "github", "sarif", "junit", "gitlab", "markdown",
    "statistics",
)  # fmt: skip


def renderer(name: str) -> Callable[[Record, bool], str]:
    """The function that renders a record in a format; its second argument asks for colour."""
    render: Callable[[Record, bool], str] = import_module(f"flinklint.report.{name}_format").render
    return render
