"""A target fuzzed for a time, or so many executions, guided by what inputs reach.

    python fuzz/fuzz.py check --seconds 600 --out .fuzz

An input that reaches a new line or branch is kept, in the folder of the output, and changed in its
turn; small and fast ones are taken more often. What fails is written to a file, each kind once, and the
run goes on. At the end one line of JSON says how many executions there were, how many a second, and
which took longest. Exit code 1 if anything failed. Needs Python 3.12.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

if sys.version_info < (3, 12):
    sys.exit("fuzz: Python 3.12 or newer is needed, which tells what is reached")

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "fuzz"), str(ROOT)]

import fuzz_targets  # noqa: E402
import sql_grammar  # noqa: E402
import yaml_grammar  # noqa: E402
from mutate import mutate, mutate_bytes  # noqa: E402
from reached import Reached  # noqa: E402
from seeds import seeds  # noqa: E402

MOST_BYTES = 2000
MOST_SECONDS = 20.0
"""Of a processor, for one input."""
MOST_MEMORY = 2 << 30
_WINDOW = 200
"""Executions after which branches are told of anew, and what they left in memory is collected."""


class TooLong(BaseException):
    """An input took more than its time."""


class Run:
    """One run of a target: what it has done, what it keeps, and what failed."""

    def __init__(self, name: str, out: Path, seed: int) -> None:
        self.name = name
        self.out = out
        self.chance = random.Random(seed)
        self.kept: list[tuple[float, bytes]] = []
        self.texts = seeds()
        self.corpus = out / f"corpus-{name}"
        self.corpus.mkdir(parents=True, exist_ok=True)
        self.started = time.monotonic()
        self.executions = 0
        self.failures: dict[str, str] = {}
        self.longest = 0.0
        self.running = (out / f"{name}-running").open("wb", buffering=0)
        self.reached = Reached(ROOT / "flinklint", ROOT / "rules")

    def go(self, seconds: float, executions: float) -> None:
        """Run what is there, then changes of it, for a time or until there were so many."""
        known = {path: path.read_bytes() for path in self.corpus.iterdir()}
        given = [text.encode("utf-8", "surrogatepass") for text in self.texts]
        for data in sorted({*given, *known.values()}, key=len):
            if len(data) <= MOST_BYTES:
                self.one(data)
        kept = {data for _, data in self.kept}
        for path, data in known.items():
            if data not in kept:
                path.unlink(missing_ok=True)
        while time.monotonic() - self.started < seconds and self.executions < executions:
            self.one(self._changed())

    def one(self, data: bytes) -> None:
        """Run an input, and keep it if it reached something new."""
        self.running.seek(0)
        self.running.truncate()
        self.running.write(data)
        self.reached.new = False
        before = time.thread_time()
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        try:
            fuzz_targets.run(self.name, data)
        except (Exception, TooLong) as error:
            self._keep_failure(data, error)
        signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.thread_time() - before
        self.executions += 1
        if took > self.longest and self.kept:  # the first ones import modules
            self.longest = took
            (self.out / f"{self.name}-longest").write_bytes(data)
        if self.reached.new:
            self.kept.append((took, data))
            (self.corpus / _short(data)).write_bytes(data)
        if self.executions % _WINDOW == 0:
            self.reached.renew()
            gc.collect()

    def _changed(self) -> bytes:
        chance, kept = self.chance, self.kept
        if chance.random() < 0.03:
            return self._made().encode("utf-8", "surrogatepass")[:MOST_BYTES]
        recent = kept if chance.random() < 0.7 else kept[-100:]
        _, data = min(chance.choice(recent), chance.choice(recent))
        if chance.random() < 0.1:
            return mutate_bytes(data, chance)[:MOST_BYTES]
        text = mutate(data.decode("utf-8", "surrogateescape"), self.texts, chance)
        how = "surrogatepass" if chance.random() < 0.5 else "ignore"
        return text.encode("utf-8", how)[:MOST_BYTES]

    def _made(self) -> str:
        """A text made by a grammar."""
        chance = self.chance
        if chance.random() < 0.4:
            text = sql_grammar.script(chance)
            return text if chance.random() < 0.5 else sql_grammar.spoiled(text, chance)
        if chance.random() < 0.5:
            return yaml_grammar.stream([yaml_grammar.any_value(chance)], chance, fancy=True)
        fancy = chance.random() < 0.5
        return yaml_grammar.written(yaml_grammar.deployment(chance), chance, fancy=fancy)

    def _keep_failure(self, data: bytes, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
        said = error if isinstance(error, AssertionError) else ""
        kind = f"{type(error).__name__} {said} {'' if isinstance(error, TooLong) else where}"
        if kind not in self.failures:
            name = f"{self.name}-failure-{_short(data)}"
            (self.out / name).write_bytes(data)
            self.failures[kind] = name
            sys.stderr.write(f"{self.name}: {kind}\n")

    def tell(self) -> None:
        """Print what the run came to, and add it to the figures of others."""
        seconds = time.monotonic() - self.started
        figures = {
            "target": self.name,
            "executions": self.executions,
            "seconds": round(seconds),
            "a second": round(self.executions / seconds, 1),
            "a second of a processor": round(self.executions / time.process_time(), 1),
            "failures": self.failures,
            "longest, seconds": round(self.longest, 2),
            "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "inputs kept": len(self.kept),
            "lines": len(self.reached.lines),
            "branches": len(self.reached.branches),
        }
        with (self.out / "figures.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures) + "\n")
        print(json.dumps(figures), flush=True)


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TooLong


def main() -> int:
    """Fuzz the target that the command line names; 1 if anything failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=fuzz_targets.TARGETS)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--executions", type=float, default=float("inf"), help="ends earlier")
    parser.add_argument("--out", type=Path, default=Path(".fuzz"))
    parser.add_argument("--seed", type=int, default=time.time_ns())
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGPROF, _too_long)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    run = Run(options.target, options.out, options.seed)
    gc.collect()
    gc.freeze()
    gc.disable()  # a window ends with a collection
    try:
        run.go(options.seconds, options.executions)
    finally:
        run.tell()
    return int(bool(run.failures))


if __name__ == "__main__":
    sys.exit(main())
