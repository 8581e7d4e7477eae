"""A target fuzzed for a time, guided by the branches that inputs reach (atheris, on libFuzzer).

    python fuzz/fuzz.py check --seconds 600 --out .fuzz

What fails is written to a file, each kind once, and the run goes on. At the end one line of JSON
says how many executions there were, how many a second, and which took longest. Exit code 1 if
anything failed.
"""

from __future__ import annotations

import argparse
import atexit
import hashlib
import json
import os
import random
import resource
import sys
import time
import traceback
from pathlib import Path
from types import FunctionType

import atheris

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
sys.pycache_prefix = os.devnull  # rules are then loaded as plain modules, which can be instrumented
with atheris.instrument_imports(include=["flinklint"]):
    import fuzz_targets
    from mutate import mutate
    from seeds import seeds

    from flinklint.rule import load


class Run:
    """One run of a target: what it has done, and what failed."""

    def __init__(self, name: str, out: Path, seconds: float) -> None:
        self.name = name
        self.out = out
        self.seconds = seconds
        self.started = time.monotonic()
        self.executions = 0
        self.failures: dict[str, str] = {}
        self.longest = (0.0, "")

    def __call__(self, data: bytes) -> None:
        started = time.perf_counter()
        try:
            fuzz_targets.run(self.name, data)
        except Exception as error:
            self._keep(data, error)
        took = time.perf_counter() - started
        self.executions += 1
        if took > self.longest[0]:
            self.longest = (took, self._write(data, "longest"))
        if time.monotonic() - self.started > self.seconds:
            self.tell()
            os._exit(int(bool(self.failures)))

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
        kind = (
            f"{type(error).__name__} {error if isinstance(error, AssertionError) else ''} {where}"
        )
        if kind not in self.failures:
            self.failures[kind] = self._write(data, "failure-" + _short(kind.encode()))
            sys.stderr.write(f"{self.name}: {kind}\n")

    def _write(self, data: bytes, name: str) -> str:
        path = self.out / f"{self.name}-{name}"
        path.write_bytes(data)
        return path.name

    def tell(self) -> None:
        """Print what the run came to."""
        seconds = time.monotonic() - self.started
        figures = {
            "target": self.name,
            "executions": self.executions,
            "seconds": round(seconds),
            "a second": round(self.executions / seconds, 1),
            "failures": self.failures,
            "longest, seconds": round(self.longest[0], 2),
            "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        with (self.out / "figures.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures) + "\n")
        print(json.dumps(figures), flush=True)


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def main() -> None:
    """Fuzz the target that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=fuzz_targets.TARGETS)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--out", type=Path, default=Path(".fuzz"))
    options = parser.parse_args()
    corpus = options.out / f"corpus-{options.target}"
    corpus.mkdir(parents=True, exist_ok=True)
    texts = seeds()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        (corpus / _short(data)).write_bytes(data)
    for rule in load():
        module = rule.check.__globals__
        for value in list(module.values()):
            if isinstance(value, FunctionType) and value.__module__ == module["__name__"]:
                atheris.instrument_func(value)
    run = Run(options.target, options.out, options.seconds)
    atexit.register(run.tell)

    def change(data: bytes, size: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.25:
            return bytes(atheris.Mutate(data, size))
        text = data.decode("utf-8", "surrogateescape")
        return mutate(text, texts, chance).encode(
            "utf-8", "surrogatepass" if "\ud800" in text else "ignore"
        )[:size]

    words = [
        "fuzz",
        str(corpus),
        "-max_len=3000",
        "-timeout=60",
        "-rss_limit_mb=4096",
        "-verbosity=0",
    ]
    atheris.Setup(words, run, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
