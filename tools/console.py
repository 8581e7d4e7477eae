"""Play a page of the documentation: its commands are run, and what they print is put in.

    python tools/console.py docs/tutorial.md

prints the page as it has to be. A block of ```console holds commands, each after `$ `, and what a
person sees of them; a block with a title, such as ```yaml title="jobs/a.yaml", is a file; a comment
`<!-- copy: docs/sample/orders.yaml as jobs/a.yaml -->` is a file of this repository. One folder and
one shell serve a whole page: variables and `cd` last. Nothing is left out of what is printed; only
the path of the folder is another one, `HERE`.

A block after the comment `<!-- installs -->` needs a package index: it is played with `--bin` only.

`--bin FOLDER` takes programs from a folder and the system alone, as a newcomer would; without it,
plain calls of flinklint are made in forks of this process, which is faster.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

SYSTEM = "/usr/local/bin:/usr/bin:/bin"
HERE = "/home/me/project"
PART = re.compile(
    r"^<!-- copy: (?P<source>\S+)(?: as (?P<name>\S+))? -->$"
    r"|^(?P<installs><!-- installs -->\n+)?(?P<fence>```+)"
    r"(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="([^"]+)"')
HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")
ODD = re.compile(r"[|&;<>$`*?~(){}#\n\\!\[\]]")


def play(text: str, folder: Path, programs: Path | None = None) -> str:
    """A page with what its commands print, run in an empty folder."""
    shell = Shell(folder, programs)

    def part(match: re.Match[str]) -> str:
        if match["source"] is not None:
            copy = shell.folder / (match["name"] or match["source"])
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / match["source"], copy)
            return match[0]
        info, body = match["info"], match["body"]
        title = TITLE.search(info)
        if title is not None:
            written = shell.folder / title[1]
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(body, encoding="utf-8")
        if info.split()[:1] != ["console"] or (match["installs"] and programs is None):
            return match[0]
        played = "".join(f"$ {command}\n{shell.run(command)}" for command in commands(body))
        return f"{match['installs'] or ''}{match['fence']}{info}\n{played}{match['fence']}"

    return PART.sub(part, text)


def commands(body: str) -> Iterator[str]:
    """The commands of a block, without the first `$ ` and with all their lines."""
    lines = iter(body.splitlines())
    for line in lines:
        if not line.startswith("$ "):
            continue
        command = line[2:]
        heredoc = HEREDOC.search(command)
        while command.endswith("\\"):
            command += "\n" + next(lines)
        if heredoc is not None:
            for more in lines:
                command += "\n" + more
                if more == heredoc[2]:
                    break
        yield command


class Shell:
    """A shell that lasts: its folder, its variables and the last exit code."""

    def __init__(self, folder: Path, programs: Path | None) -> None:
        self.root = folder
        self.folder = folder
        self.code = 0
        self.programs = programs
        self.state = Path(tempfile.mkdtemp(dir=folder.parent))
        others = os.environ["PATH"] if programs is None else SYSTEM
        path = os.pathsep.join((str(programs or Path(sys.executable).parent), others))
        self.variables = {
            "PATH": path,
            "HOME": str(self.state),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "COLUMNS": "100",
            "PYTHONUNBUFFERED": "1",
            "PRE_COMMIT_HOME": str(self.state / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "Me"), ("EMAIL", "me@example.com"))
            },
            **{k: v for k, v in os.environ.items() if k.startswith("PIP_") or k == "TMPDIR"},
        }

    def run(self, command: str) -> str:
        """What a command prints, standard output and standard error as they come."""
        if self.programs is None and not ODD.search(command):
            program, *arguments = shlex.split(command)
            if program == "flinklint":
                return self.shown(self.fork(arguments))
        return self.shown(self.bash(command))

    def shown(self, printed: str) -> str:
        if "Traceback" in printed:
            raise SystemExit(printed)
        printed = printed.replace(str(self.root), HERE)
        return printed if printed.endswith("\n") or not printed else f"{printed}\n"

    def bash(self, command: str) -> str:
        script, state = self.state / "command", self.state / "variables"
        script.write_text(f"{command}\n", encoding="utf-8")
        if not state.exists():
            state.write_text("", encoding="utf-8")
        wrapper = (
            f"source {state}; (exit {self.code}); source {script}; __code=$?\n"
            f"export -p > {state}; pwd > {self.state}/folder; exit $__code\n"
        )
        done = subprocess.run(
            ["bash", "--norc", "-c", wrapper],
            cwd=self.folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.code = done.returncode
        self.folder = Path((self.state / "folder").read_text(encoding="utf-8").rstrip("\n"))
        return done.stdout

    def fork(self, arguments: list[str]) -> str:
        import flinklint.check
        import flinklint.cli
        import flinklint.rule

        flinklint.rule.load()
        printed = self.state / "printed"
        printed.write_bytes(b"")
        child = os.fork()
        if not child:
            self.call(arguments, printed)
        self.code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return printed.read_text(encoding="utf-8")

    def call(self, arguments: list[str], printed: Path) -> None:
        from flinklint import cli

        code: object = 1
        try:
            os.chdir(self.folder)
            os.environ.clear()
            os.environ.update(self.variables)
            output = os.open(printed, os.O_WRONLY | os.O_APPEND)
            for number, target in enumerate((os.open(os.devnull, os.O_RDONLY), output, output)):
                os.dup2(target, number)
            for stream in (sys.stdout, sys.stderr):
                stream.reconfigure(write_through=True)  # type: ignore[union-attr]
            sys.argv = ["flinklint", *arguments]
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code
        except BaseException:
            traceback.print_exc()
        os._exit(code if isinstance(code, int) else int(code is not None))


def main(words: list[str]) -> None:
    programs = None
    if words[:1] == ["--bin"]:
        programs, words = Path(words[1]), words[2:]
    [page] = words
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(os.path.realpath(temporary)) / "project"
        folder.mkdir()
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        sys.stdout.write(play(Path(page).read_text(encoding="utf-8"), folder, programs))


if __name__ == "__main__":
    main(sys.argv[1:])
