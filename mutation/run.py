"""Faults put into flinklint's own code, one at a time: which of them do the tests find?

    python mutation/run.py                        # every module of modules.toml
    python mutation/run.py flinklint/units.py     # one of them
    python mutation/run.py --sample 200 --seed 7  # 200 mutants of each, picked at random
    python mutation/run.py --again                # only those that survived the last time

The faults are mutmut's. Its own runner leaves out decorated functions, which every rule and every
property is, and what stands outside of functions; so here a copy of the project is changed, and a
process that has the libraries imported forks to run the tests of the module. A mutant that no test
finds is given to mypy. Of what is left, survivors.toml says why it may survive; exit code 1 if
it does not, or if it explains what does not survive.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import gc
import importlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import libcst
from libcst.metadata import ByteSpanPositionProvider
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
ROOT = HERE.parent
FOLDERS = ("flinklint", "rules", "schemas", "tests", "examples", "fuzz", "tools", "docs")
LIBRARIES = ("hypothesis", "jsonschema", "pytest", "ruamel.yaml", "sqlglot.optimizer", "typer")
PLUGINS = ("no:cacheprovider", "no:unraisableexception", "no:threadexception")
PYTEST = (
    *("-x", "-q", "--tb=short", "--assert=plain", "-p", "_hypothesis_pytestplugin"),
    *("--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
    *(word for plugin in PLUGINS for word in ("-p", plugin)),
)
"""Quick, as each mutant pays for it; and the warning is of libraries that are imported before."""

MEMORY = 3 << 30
LEAST_SECONDS = 4
UNREAD = frozenset(("source", "doc"))
"""Keywords of a rule's decorator that are text for people."""
UNRUN = ("TYPE_CHECKING", "__all__")
"""What is assigned for type checkers alone."""


@dataclass(frozen=True)
class Mutant:
    """One fault: the lines that it replaces, and those in their place."""

    module: str
    line: int
    before: str
    after: str
    code: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it while other lines come and go."""
        return self.module, self.before, self.after


class _Visitor(MutationVisitor):
    """mutmut's visitor, which also goes into decorated functions and the decorators of rules."""

    def _skip_node_and_children(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.Arg) and node.keyword and node.keyword.value in UNREAD:
            return True
        if isinstance(node, libcst.If) and getattr(node.test, "value", "") == "TYPE_CHECKING":
            return True
        if isinstance(node, libcst.Assign):
            return any(getattr(each.target, "value", "") in UNRUN for each in node.targets)
        if isinstance(node, libcst.Decorator):
            return not (
                isinstance(node.decorator, libcst.Call)
                and getattr(node.decorator.func, "value", "") == "rule"
            )
        if isinstance(node, libcst.FunctionDef) and node.decorators:
            return False
        return super()._skip_node_and_children(node)


def _changes(node: libcst.CSTNode, operator: Callable[[Any], Iterable[Any]]) -> Iterator[Any]:
    """What an operator of mutmut makes of a node; of text for people not the case too."""
    made = operator(node)
    is_prose = isinstance(node, libcst.SimpleString) and " " in node.value
    return iter(list(made)[:1] if is_prose else made)


_OPERATORS = [(kind, partial(_changes, operator=operator)) for kind, operator in mutation_operators]


def mutants(module: str) -> list[Mutant]:
    """Every mutant of a module that is Python, each once."""
    text = (ROOT / module).read_bytes()
    wrapper = libcst.MetadataWrapper(libcst.parse_module(text), unsafe_skip_copy=True)
    visitor = _Visitor(_OPERATORS, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    places = wrapper.resolve(ByteSpanPositionProvider)
    found: dict[bytes, Mutant] = {}
    for mutation in visitor.mutations:
        start = places[mutation.original_node].start
        end = start + places[mutation.original_node].length
        new = wrapper.module.code_for_node(mutation.mutated_node).strip().encode()
        code = text[:start] + new + text[end:]
        with contextlib.suppress(SyntaxError):
            ast.parse(code)
            found.setdefault(code, _told(module, text, start, end, new))
    return list(found.values())


def _told(module: str, text: bytes, start: int, end: int, new: bytes) -> Mutant:
    first = text.rfind(b"\n", 0, start) + 1
    last = (text + b"\n").index(b"\n", end)
    before, after = text[first:last], text[first:start] + new + text[end:last]
    return Mutant(
        module,
        text.count(b"\n", 0, start) + 1,
        *(" ".join(part.decode().split()) for part in (before, after)),
        (text[:start] + new + text[end:]).decode(),
    )


# Running tests


class BaselineError(Exception):
    """The tests fail without a mutant; the text has what pytest says."""


def copied(folder: Path) -> Path:
    """A copy of the project as it stands, without what was compiled."""
    ignore = shutil.ignore_patterns("__pycache__", ".mypy_cache")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy2(path, folder)
    if (cache := ROOT / ".mypy_cache").is_dir():  # what mypy knows it need not find out again
        shutil.copytree(cache, folder / cache.name)
    return folder


_tree = Path()


def _begin(folder: str) -> None:
    global _tree
    _tree = copied(Path(folder, f"tree-{os.getpid()}"))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()


def _run(tests: list[str], limit: float, compiled: bool) -> tuple[str, float]:
    """How the tests end in a fork: passed, failed or endless; and the seconds of a processor."""
    child = os.fork()
    if not child:
        try:
            _test(tests, limit, compiled)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(1)
    _, status, used = os.wait4(child, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what the tests started
    seconds = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        return ("endless" if seconds >= limit else "failed"), seconds
    return ("failed" if os.WEXITSTATUS(status) else "passed"), seconds


def _test(tests: list[str], limit: float, compiled: bool) -> None:
    os.setsid()
    os.chdir(_tree)
    os.environ["PYTHONPATH"] = str(_tree)
    sys.path.insert(0, str(_tree))
    sys.dont_write_bytecode = not compiled
    if not compiled:
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    with Path(os.devnull).open("rb") as nothing, (_tree / "said").open("wb") as said:
        for number, file in enumerate((nothing, said, said)):
            os.dup2(file.fileno(), number)
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(int(limit) * 10)
    import pytest

    code = int(pytest.main([*PYTEST, *tests]))
    sys.stdout.flush()
    os._exit(code)


def baseline(module: str, tests: list[str]) -> float:
    """Run the tests on the code as it is; the seconds of a processor that they take."""
    for compiled in (True, False):
        ended, seconds = _run(tests, 1000, compiled)
        if ended != "passed":
            said = (_tree / "said").read_text("utf-8", "replace")
            raise BaselineError(f"{module}: the tests fail on the code as it is:\n{said[-2000:]}")
    for cached in (_tree / module).parent.glob(f"__pycache__/{Path(module).stem}.*.pyc"):
        cached.unlink()
    return seconds


_limits: dict[str, float] = {}


def judge(mutant: Mutant, tests: list[str]) -> str:
    """What becomes of a mutant: failed or endless (it is found), refused (by mypy), or passed."""
    if mutant.module not in _limits:
        _limits[mutant.module] = max(LEAST_SECONDS, 4 * baseline(mutant.module, tests))
    path = _tree / mutant.module
    text = path.read_bytes()
    try:
        path.write_text(mutant.code, "utf-8")
        ended, _ = _run(tests, _limits[mutant.module], compiled=False)
        unknown = ended == "passed" and mutant.key not in explained()
        return "refused" if unknown and _refused(mutant.module) else ended
    finally:
        path.write_bytes(text)


def _refused(module: str) -> bool:
    command = [sys.executable, "-m", "mypy", "--cache-dir", ".mypy_cache", module]
    return subprocess.run(command, cwd=_tree, capture_output=True, check=False).returncode != 0


# What is told


@dataclass(frozen=True)
class Ended:
    """A mutant and what became of it."""

    mutant: Mutant
    how: str

    def record(self) -> dict[str, object]:
        """As it is kept for `--again`."""
        return {**asdict(self.mutant), "code": "", "how": self.how}


@lru_cache
def explained() -> dict[tuple[str, str, str], str]:
    """The survivors that are known, and why each may survive."""
    table = tomllib.loads((HERE / "survivors.toml").read_text("utf-8"))
    return {
        (module, survivor["before"], survivor["after"]): group["why"]
        for module, groups in table.items()
        for group in groups
        for survivor in group["survivors"]
    }


def tell(module: str, ended: list[Ended], known: dict[tuple[str, str, str], str]) -> None:
    """Print a module's line, and each survivor that nothing explains."""
    counts = Counter(one.how for one in ended)
    found = counts["failed"] + counts["endless"]
    passed = [one.mutant for one in ended if one.how == "passed"]
    unknown = [mutant for mutant in passed if mutant.key not in known]
    rate = 100 * found / max(1, len(ended) - counts["refused"])
    print(
        f"{module}: {len(ended)} mutants, {found} found ({counts['endless']} never ended), "
        f"{counts['refused']} refused by mypy, {len(passed)} survived "
        f"({len(unknown)} not explained): {rate:.1f} %",
        flush=True,
    )
    for mutant in unknown:
        print(f"  {mutant.module}:{mutant.line}\n  - {mutant.before}\n  + {mutant.after}")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="Mutation testing")
    parser.add_argument("modules", nargs="*", help="as in modules.toml; all of them if not given")
    parser.add_argument("--sample", type=int, help="mutants of each module, picked at random")
    parser.add_argument("--seed", type=int, default=0, help="of the picking")
    parser.add_argument("--again", action="store_true", help="only those that survived last")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=ROOT / ".mutation", help="for what is kept")
    given = parser.parse_args()
    table: dict[str, list[str]] = tomllib.loads((HERE / "modules.toml").read_text("utf-8"))
    known = explained()
    given.out = given.out.resolve()  # tests run in folders of their own
    given.out.mkdir(parents=True, exist_ok=True)
    surprise = False
    with _pool(given.out, given.workers) as pool:
        for module in given.modules or table:
            picked = mutants(module)
            results = given.out / (module.replace("/", ".") + ".json")
            if given.again:
                last = json.loads(results.read_text("utf-8"))
                passed = {(one["before"], one["after"]) for one in last if one["how"] == "passed"}
                picked = [mutant for mutant in picked if mutant.key[1:] in passed]
            elif given.sample:
                picked = random.Random(given.seed).sample(picked, min(given.sample, len(picked)))
            started = time.monotonic()
            ways = pool.map(judge, picked, [table[module]] * len(picked))
            try:
                ended = [Ended(mutant, how) for mutant, how in zip(picked, ways, strict=True)]
            except BaselineError as error:
                print(error, flush=True)
                surprise = True
                continue
            tell(module, ended, known)
            print(f"  {time.monotonic() - started:.0f} s", flush=True)
            results.write_text(json.dumps([one.record() for one in ended], indent=1), "utf-8")
            survivors = {one.mutant.key for one in ended if one.how == "passed"}
            whole = not given.again and not given.sample
            gone = [key for key in known if whole and key[0] == module and key not in survivors]
            for _, before, after in gone:
                print(f"  explained, but does not survive:\n  - {before}\n  + {after}")
            surprise = surprise or bool(gone) or not survivors <= known.keys()
    sys.exit(int(surprise))


@contextlib.contextmanager
def _pool(out: Path, workers: int) -> Iterator[ProcessPoolExecutor]:
    import tempfile

    with (
        tempfile.TemporaryDirectory(dir=out) as folder,
        ProcessPoolExecutor(workers, get_context("fork"), _begin, (folder,)) as pool,
    ):
        yield pool


if __name__ == "__main__":
    main()
