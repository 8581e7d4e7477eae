"""`flinklint init`: a deployment to begin with, and settings."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from string import Template

from flinklint.cli.console import note
from flinklint.cli.table import Arguments
from flinklint.dataclass import dataclass
from flinklint.files import FileError, printable, write
from flinklint.refusal import Refusal
from flinklint.settings import find

_TEMPLATES = Path(__file__).parent.parent / "templates"
_NAMES = {"sql": "orders-by-minute", "jar": "clickstream-sessions", "python": "word-count"}
_SCRIPT = "jobs/sql/orders-by-minute.sql"


@dataclass(frozen=True)
class Platform:
    """What is written for a platform.

    Its Flink and the image, where programs lie, the end of option names that Flink 1.17 has made
    longer, the file of Flink's Python driver where Python jobs are JAR jobs, and more options.
    """

    flink: str
    image: str
    bucket: str
    suffix: str = ".type"
    driver: str = ""
    options: tuple[str, ...] = ()


_PLATFORMS = {
    "managed-2021": Platform(
        "1.11",
        "1.11.2-vvr-2.1.1",
        "oss://my-bucket/artifacts/namespaces/default",
        suffix="",
        driver="flink-python_2.11-1.11.2.jar",
    ),
    "managed": Platform(
        "1.17",
        "1.17-vvr-8.0.11",
        "oss://my-bucket/artifacts/namespaces/default",
    ),
    "vvp2": Platform(
        "1.17",
        "1.17.2-stream1-scala_2.12-java11",
        "s3://my-bucket/artifacts/namespaces/default",
        driver="flink-python-1.17.2.jar",
        options=(
            "# The managed service does these two by itself: where savepoints go, and a record of",
            "# the newest checkpoint that outlives the JobManager (it needs blob storage).",
            "state.savepoints.dir: s3://my-bucket/savepoints",
            "high-availability.type: kubernetes",
        ),
    ),
}


def run(arguments: Arguments) -> int:
    """Write the files; nothing if one of them is there already. Raises `Refusal`."""
    folder = Path(arguments.folder or ".")
    files = texts(arguments.kind or "sql", arguments.platform or "managed")
    _look(folder, files)
    _write(folder, files)
    for name in files:
        note(f"wrote {printable(folder / name)}")
    jobs = printable(folder / "jobs")
    note(f"next: `flinklint check {jobs}`")
    return 0


def _look(folder: Path, files: dict[str, str]) -> None:
    """Raises `Refusal` where something stands in the way of the files."""
    for each in (folder, *folder.parents):
        if os.path.lexists(each) and not each.is_dir():
            raise Refusal(f"{printable(each)} is no folder")
    there = [printable(folder / name) for name in files if os.path.lexists(folder / name)]
    if there:
        verb = "is" if len(there) == 1 else "are"
        raise Refusal(f"nothing written: {', '.join(there)} {verb} there already")
    pyproject = folder / "pyproject.toml"
    if pyproject.is_file() and find(folder).path == pyproject.resolve():
        raise Refusal(f"nothing written: {printable(pyproject)} has settings already")


def texts(kind: str, platform: str) -> dict[str, str]:
    """The files for a kind of job and a platform: their text by their path."""
    chosen = _PLATFORMS[platform]
    values = {
        "platform": platform,
        "flink": chosen.flink,
        "image": chosen.image,
        "bucket": chosen.bucket,
        "suffix": chosen.suffix,
        "options": "".join(_line(option) for option in chosen.options),
        "program": "".join(_line(field) for field in _program(chosen)),
    }
    names = {
        "flinklint.toml": "flinklint.toml",
        f"jobs/{_NAMES[kind]}.yaml": f"{kind}.yaml",
        **({_SCRIPT: "orders-by-minute.sql"} if kind == "sql" else {}),
        "envs/prod.yaml": "prod.yaml",
    }
    return {
        name: Template((_TEMPLATES / f"{template}.in").read_text(encoding="utf-8")).substitute(
            values
        )
        for name, template in names.items()
    }


def _line(text: str) -> str:
    return f"{' ' * 8}{text}\n"


def _program(platform: Platform) -> tuple[str, ...]:
    program = f"{platform.bucket}/word_count-1.0.0.py"
    if not platform.driver:
        return ("kind: PYTHON", f"pythonArtifactUri: {program}")
    return (
        "# Flink's own driver, a JAR of the same version, starts the program.",
        "kind: JAR",
        f"jarUri: {platform.bucket}/{platform.driver}",
        "entryClass: org.apache.flink.client.python.PythonDriver",
        "# The platform puts every additional dependency into /flink/usrlib/.",
        "mainArgs: -py /flink/usrlib/word_count-1.0.0.py",
        "additionalDependencies:",
        f"  - {program}",
    )


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write all of the files, or none of them."""
    written: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            for parent in reversed([each for each in path.parents if not each.exists()]):
                parent.mkdir()
                written.append(parent)
            written.append(path)
            write(path, text)
    except OSError as error:
        _take_back(written)
        raise FileError(f"{printable(Path(error.filename))}: {error.strerror}") from error
    except FileError:
        _take_back(written)
        raise


def _take_back(written: list[Path]) -> None:
    for path in reversed(written):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
