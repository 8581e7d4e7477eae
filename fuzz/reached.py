"""Which lines and branches of our code have run, told by Python itself (sys.monitoring, 3.12).

A line is told of once: from then on it costs nothing. A branch is told of until both of its ways
were seen, but at most `_PATIENCE` times in a window, so that a loop that is never left early does
not take the time; `renew` begins a window. That makes a run as fast as one that nobody watches,
where code that is instrumented, as Atheris does it, takes three to five times as long.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType

_PATIENCE = 20
_MONITORING = sys.monitoring
_NO_MORE = _MONITORING.DISABLE


class Reached:
    """What has been reached in the files of some folders; `new` tells that something was added."""

    def __init__(self, *folders: Path) -> None:
        self.new = False
        self.lines: set[tuple[int, int]] = set()
        self.branches: dict[tuple[int, int], int | None] = {}
        self._folders = tuple(f"{folder}/" for folder in folders)
        self._is_ours: dict[int, bool] = {}
        self._kept: list[CodeType] = []  # an id stands for one object only as long as that lives
        self._told: dict[tuple[int, int], int] = {}
        events, tool = _MONITORING.events, _MONITORING.COVERAGE_ID
        _MONITORING.use_tool_id(tool, "fuzz")
        _MONITORING.register_callback(tool, events.LINE, self._line)
        _MONITORING.register_callback(tool, events.BRANCH, self._branch)
        _MONITORING.set_events(tool, events.LINE | events.BRANCH)

    def renew(self) -> None:
        """Begin a window, in which branches are told of again."""
        self._told.clear()
        _MONITORING.restart_events()

    def _line(self, code: CodeType, line: int) -> object:
        key = (id(code), line)
        if key not in self.lines and self._ours(code):
            self.lines.add(key)
            self.new = True
        return _NO_MORE

    def _branch(self, code: CodeType, offset: int, target: int) -> object:
        key = (id(code), offset)
        first = self.branches.get(key, 0)
        if first == 0:
            if self._ours(code):
                self.branches[key] = target
                self.new = True
                return None
            return _NO_MORE
        if first is None:
            return _NO_MORE
        if first != target:
            self.branches[key] = None  # both ways
            self.new = True
            return _NO_MORE
        told = self._told[key] = self._told.get(key, 0) + 1
        return _NO_MORE if told > _PATIENCE else None

    def _ours(self, code: CodeType) -> bool:
        found = self._is_ours.get(id(code))
        if found is None:
            found = code.co_filename.startswith(self._folders)
            self._is_ours[id(code)] = found
            self._kept.append(code)
        return found
