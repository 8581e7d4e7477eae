"""Work spread over processes: forked, so that they know all that is known here.

Each piece of work is a number. Results come back over a pipe as they are done; a worker that dies
is replaced, and the piece that it was at is tried once more before it is given up.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from select import select
from typing import Any, NoReturn

from flinklint.dataclass import dataclass, field

_LENGTH = struct.Struct("<IQ")
_BLOCK = 1 << 16


@dataclass(eq=False)
class _Worker:
    """A process, what of its work is not done, and what has come of its next result."""

    process: int
    pipe: int
    waiting: list[int]
    received: bytearray = field(default_factory=bytearray)


class WorkerDied(Exception):  # noqa: N818 - it is a result
    """A piece of work whose worker died, twice."""


def spread(
    pieces: Sequence[int],
    jobs: int,
    work: Callable[[int], object],
    shared: Sequence[object],
    died: Callable[[int], None],
) -> Iterator[tuple[int, Any]]:
    """Do pieces of work in `jobs` processes; each with its result, in no order.

    What is `shared` comes back as the object that it is, not as a copy. `died` is told of the piece
    that a worker died at; the result of one that was lost is `WorkerDied`. However this ends, no
    process is left.
    """
    workers: list[_Worker] = []
    tried: set[int] = set()
    try:
        for number in range(jobs):
            _start(workers, pieces[number::jobs], work, shared)
        while workers:
            ready, _, _ = select([worker.pipe for worker in workers], [], [])
            for worker in [each for each in workers if each.pipe in ready]:
                data = os.read(worker.pipe, _BLOCK)
                worker.received += data
                yield from _results(worker, shared)
                if data:
                    continue
                workers.remove(worker)
                _end(worker)
                if not worker.waiting:
                    continue
                piece = worker.waiting[0]
                if piece in tried:
                    worker.waiting.pop(0)
                    yield piece, WorkerDied("the process that checked it died, twice")
                else:
                    tried.add(piece)
                    died(piece)
                if worker.waiting:
                    _start(workers, worker.waiting, work, shared)
    finally:
        for worker in workers:
            os.kill(worker.process, signal.SIGKILL)
            _end(worker)


def _start(
    workers: list[_Worker],
    pieces: Sequence[int],
    work: Callable[[int], object],
    shared: Sequence[object],
) -> None:
    """Start one more worker; no interrupt comes between the process and its place in the list."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            _work(reading, writing, pieces, work, shared)
        os.close(writing)
        workers.append(_Worker(process, reading, list(pieces)))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    reading: int,
    writing: int,
    pieces: Sequence[int],
    work: Callable[[int], object],
    shared: Sequence[object],
) -> NoReturn:
    """What a worker does, to the end of its process."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this one ends it
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            for piece in pieces:
                data = dumped(work(piece), shared)
                pipe.write(_LENGTH.pack(piece, len(data)) + data)
                pipe.flush()
        code = 0
    finally:
        os._exit(code)


def _end(worker: _Worker) -> None:
    os.close(worker.pipe)
    os.waitpid(worker.process, 0)


def _results(worker: _Worker, shared: Sequence[object]) -> Iterator[tuple[int, Any]]:
    """The results that have come whole."""
    while len(worker.received) >= _LENGTH.size:
        piece, length = _LENGTH.unpack_from(worker.received)
        end = _LENGTH.size + length
        if len(worker.received) < end:
            return
        result = loaded(bytes(worker.received[_LENGTH.size : end]), shared)
        del worker.received[:end]
        worker.waiting.remove(piece)
        yield piece, result


class _Pickler(pickle.Pickler):
    def __init__(self, file: BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._numbers = {id(each): number for number, each in enumerate(shared)}

    def persistent_id(self, obj: object) -> int | None:
        return self._numbers.get(id(obj))


class _Unpickler(pickle.Unpickler):
    """Reads what a process of ours has written to its pipe, and nothing else."""

    def __init__(self, file: BytesIO, shared: Sequence[object]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, pid: int) -> object:
        return self._shared[pid]


def dumped(result: object, shared: Sequence[object]) -> bytes:
    """A result as bytes; of what is shared its number alone."""
    file = BytesIO()
    _Pickler(file, shared).dump(result)
    return file.getvalue()


def loaded(data: bytes, shared: Sequence[object]) -> Any:
    """A result that `dumped` made, in this program alone: other bytes could run anything."""
    return _Unpickler(BytesIO(data), shared).load()
