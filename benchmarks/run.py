"""Measure flinklint beside its peers, and write the table `benchmarks/RESULTS.md`.

    python benchmarks/run.py [--scale 0.1] [--size 0.1] [--most 1000] [--rounds 5]

Peers, and flinklint itself with the compiled sqlglot, are installed in environments of their own
below `benchmarks/.peers`. One that cannot be, or does not tell a good deployment from a bad one, is
left out, and the table says so. The options make it smaller, for a quick look; what was measured
says so. Only ratios within one run mean something: both sides ran in turn, on one machine, under
the same load. Instructions, which no load changes, are counted where valgrind is there.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import deployments
from measure import Row, instructions, side_by_side
from peers import AJV, SCHEMA, YAMLLINT, Peer, ajv_files, peers

HERE = Path(__file__).parent
PAIRS = 3  # runs of one process and of two in turn, at least


@dataclass
class Bench:
    """Where the files lie, how many rounds are run, and what was found."""

    folder: Path
    scale: float
    size: float
    most: int
    rounds: int
    peers: dict[str, Peer]
    left_out: list[str]
    goals: list[tuple[str, str, str, str]] = field(default_factory=list)
    rows: list[tuple[str, Row]] = field(default_factory=list)
    counts: list[tuple[str, float]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    scripts: list[Path] = field(default_factory=list)
    large: dict[str, Path] = field(default_factory=dict)

    def flinklint(self, name: str, *words: str) -> Row:
        """A run of the console script; without the cache unless it is named warm."""
        options = () if "warm" in name else ("--no-cache",)
        script = str(Path(sys.executable).parent / "flinklint")
        return Row(name, [script, "check", *options, *words], self.folder)

    def peer(self, name: str, *words: str) -> list[Row]:
        """A run of a peer; none where it is not installed."""
        if name not in self.peers:
            return []
        return [Row(name, [self.peers[name].executable, *words], self.folder)]

    def number(self, count: int) -> int:
        """A number of files at this scale."""
        return max(int(count * self.scale), 2)

    def measure(self, part: str, rows: list[Row], rounds: int | None = None) -> dict[str, Row]:
        """Run rows side by side and keep them for the table."""
        side_by_side(rows, rounds or self.rounds, warm_up=(rounds or self.rounds) > 1)
        self.rows += ((part, row) for row in rows)
        print(part, *(f"{row.name} {row.seconds:.3f}s" for row in rows), sep="\n  ", flush=True)
        return {row.name: row for row in rows}

    def goal(self, name: str, what: str, aim: float, value: float | None, unit: str = "x") -> None:
        """Note whether a goal is reached: a value is to be at most the aim."""
        if value is None:
            self.goals.append((name, what, f"{aim:g} {unit}", "not measured: not installed"))
            return
        verdict = "reached" if value <= aim else "**not reached**"
        self.goals.append((name, what, f"{aim:g} {unit}", f"{value:.3g} {unit}, {verdict}"))


def ratio(rows: dict[str, Row], one: str, other: str, *, wall: bool = False) -> float | None:
    """How a row relates to another one."""
    if one not in rows or other not in rows:
        return None
    if wall:
        return min(rows[one].wall) / min(rows[other].wall)
    return rows[one].seconds / rows[other].seconds


def start_up(bench: Bench) -> None:
    """G1, G2, G9: one file, and no file."""
    jar, sql = "jar/g000/d00000.yaml", "sql/g000/d00000.yaml"
    script = str(Path(sys.executable).parent / "flinklint")
    rows = [
        Row("python -c pass", [sys.executable, "-c", "pass"], bench.folder),
        bench.flinklint("warm, a JAR", jar),
        bench.flinklint("warm, SQL", sql),
        bench.flinklint("cold, a JAR", jar),
        bench.flinklint("cold, SQL", sql),
        Row("--version", [script, "--version"], bench.folder),
        Row("--help", [script, "--help"], bench.folder),
        Row("explain", [script, "explain", "FL401"], bench.folder),
        *bench.peer("check-jsonschema", "--schemafile", SCHEMA, sql),
        *bench.peer("yamllint", "-d", YAMLLINT, sql),
    ]
    found = bench.measure("one file", rows, max(bench.rounds * 3, 2))
    floor = "python -c pass"
    bench.goal(
        "G1", "warm, 1 file, against `python -c pass`", 2.5, ratio(found, "warm, SQL", floor)
    )
    bench.goal("G2", "cold, 1 SQL deployment, against it", 12, ratio(found, "cold, SQL", floor))
    value = ratio(found, "cold, SQL", "check-jsonschema")
    bench.goal("G2", "the same, against check-jsonschema", 0.45, value)
    bench.goal(
        "G2", "cold, 1 JAR deployment, against the floor", 6, ratio(found, "cold, a JAR", floor)
    )
    for name in ("--version", "--help", "explain"):
        bench.goal("G9", f"`{name}`, against the floor", 16, ratio(found, name, floor))


def counted(bench: Bench) -> None:
    """Instructions, which no other work on the machine changes."""
    for part, row in bench.rows:
        if part == "one file":
            count = instructions(row.command, bench.folder)
            if count is not None:
                bench.counts.append((row.name, count))


def many(bench: Bench) -> None:
    """G3, G5, G6, G7, G8: many files."""
    count, more = bench.number(1000), len(bench.files)
    files = [str(path.relative_to(bench.folder)) for path in bench.files]
    few, all_of_them = files[:count], files[:more]
    rows = [
        bench.flinklint("one process", "--jobs", "1", *few),
        *bench.peer("compiled", "check", "--no-cache", "--jobs", "1", *few),
        bench.flinklint("warm", *few),
        *bench.peer("check-jsonschema", "--schemafile", SCHEMA, *few),
        *bench.peer("yamllint", "-d", YAMLLINT, *few),
        *bench.peer("ajv", *AJV, *ajv_files(few)),
    ]
    bench.flinklint("warm", *few).run()
    found = bench.measure(f"{count} files", rows)
    peer = ratio(found, "one process", "check-jsonschema")
    bench.goal("G3", f"cold, {count} files, against check-jsonschema", 0.75, peer)
    compiled = ratio(found, "compiled", "check-jsonschema")
    bench.goal("G3", "the same, with the compiled sqlglot", 0.4, compiled)
    bench.goal("G3", "the same, against yamllint", 0.5, ratio(found, "one process", "yamllint"))
    bench.goal(
        "G5",
        f"warm, {count} files, against check-jsonschema",
        0.02,
        ratio(found, "warm", "check-jsonschema"),
    )
    bench.goal("G7", f"peak memory, {count} files", 120, found["one process"].peak, "MB")
    pairs = [
        bench.flinklint("one process", "--jobs", "1", *few),
        bench.flinklint("two processes", "--jobs", "2", *few),
    ]
    paired = bench.measure(f"{count} files, in pairs", pairs, max(bench.rounds, PAIRS))
    wall = ratio(paired, "two processes", "one process", wall=True)
    bench.goal("G6", f"two processes, {count} files, least wall against one", 0.65, wall)
    large = bench.measure(
        f"{more} files",
        [
            bench.flinklint("again fewer", "--jobs", "1", *few),
            bench.flinklint("one process", "--jobs", "1", *all_of_them),
        ],
        PAIRS if bench.rounds > 1 else 1,
    )
    grown = (large["one process"].peak - large["again fewer"].peak) / max(more - count, 1)
    bench.goal("G7", "growth of the peak for a further file", 0.02, grown, "MB")
    aim = 10.5 * more / count / 10
    bench.goal(
        "G8", f"{more} files against {count}", aim, ratio(large, "one process", "again fewer")
    )


def scripts(bench: Bench) -> None:
    """G4: SQL alone."""
    count = bench.number(100)
    files = [str(path.relative_to(bench.folder)) for path in bench.scripts[:count]]
    rows = [
        bench.flinklint("scripts", "--jobs", "1", "--flink-version", "1.20", *files),
        *bench.peer("sqlfluff", "lint", "--dialect", "flink", "-p", "1", *files),
    ]
    found = bench.measure(f"{count} scripts", rows, 1)
    bench.goal(
        "G4", f"{count} scripts, against sqlfluff lint", 0.03, ratio(found, "scripts", "sqlfluff")
    )


def large(bench: Bench) -> None:
    """G8: what is large in one file."""
    made = bench.large
    options = ("--jobs", "1", "--flink-version", "1.20")
    rows = [bench.flinklint(name, *options, str(path.name)) for name, path in made.items()]
    found = bench.measure("large files", rows, 1)
    script = ratio(found, "a script of 1 MB", "a script of 0.5 MB")
    bench.goal("G8", "a script of 1 MB against one of 0.5 MB", 2.2, script)
    slowest = max(row.seconds for name, row in found.items() if "20 MB" not in name)
    bench.goal("G8", "the slowest file of at most 1 MB", 20, slowest, "s")


def prepare(bench: Bench) -> None:
    """Write every file that is measured."""
    (bench.folder / "flinklint.toml").write_text("")
    bench.files = deployments.write(bench.folder / "sql", bench.most)
    deployments.write(bench.folder / "jar", 1, sql=False)
    bench.scripts = deployments.write_scripts(bench.folder / "scripts", bench.number(100))
    bench.large = deployments.write_large(bench.folder, bench.size)


def table(bench: Bench, seconds: float) -> str:
    """The results as a page."""
    load = os.getloadavg()
    lines = [
        "# Measurements",
        "",
        f"Written by `make bench` on {time.strftime('%Y-%m-%d')}, in {seconds / 60:.0f} minutes:"
        f" {platform.machine()}, {os.cpu_count()} CPUs, {platform.system()},"
        f" Python {platform.python_version()}; load at the end {load[0]:.1f}"
        + (" (**the machine was busy with other work**)." if load[0] > 1.5 else "."),
        "Beside it: "
        + ", ".join(f"{name} {peer.version}" for name, peer in bench.peers.items())
        + ".",
        *(f"Left out: {reason}." for reason in bench.left_out),
        "CPU is user and system time, children included; medians. Compare within one part only:",
        f"its rows ran in turn. The large files are {bench.size:g} times what they are called."
        * (bench.size != 1)
        or "its rows ran in turn.",
        "",
        "| # | goal | at most | measured |",
        "| --- | --- | --- | --- |",
        *(f"| {' | '.join(goal)} |" for goal in bench.goals),
        "",
        "| part | row | CPU s | wall s | peak MB | exit | runs |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for part, row in bench.rows:
        wall = sorted(row.wall)[len(row.wall) // 2]
        numbers = f"{row.seconds:.3f} | {wall:.3f} | {row.peak:.0f} | {row.code} | {len(row.cpu)}"
        lines.append(f"| {part} | {row.name} | {numbers} |")
    if any(row.name == "sqlfluff" and row.code for _, row in bench.rows):
        lines += ["", "sqlfluff exits 1 where it finds fault with layout, as it does here."]
    if bench.counts:
        floor = bench.counts[0][1]
        lines += ["", "| instructions (callgrind) | millions | x floor |", "| --- | --- | --- |"]
        lines += (f"| {name} | {count:.0f} | {count / floor:.1f} |" for name, count in bench.counts)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description="Measure flinklint beside its peers.")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", type=float, default=1.0, help="of the large files")
    parser.add_argument("--most", type=int, default=10_000, help="files in the largest run")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--instructions",
        action=argparse.BooleanOptionalAction,
        default=shutil.which("valgrind") is not None,
        help="count them with valgrind; the default where it is there",
    )
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    told = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found, left_out = peers()
        sizes = (told.scale, told.size, told.most, told.rounds)
        bench = Bench(Path(folder), *sizes, found, left_out)
        prepare(bench)
        parts: list[Callable[[Bench], None]] = [start_up, scripts, large, many]
        if told.instructions:
            parts.append(counted)
        for part in parts:
            part(bench)
            told.output.write_text(table(bench, time.monotonic() - start), "utf-8")


if __name__ == "__main__":
    main()
