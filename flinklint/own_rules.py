"""A team's own rules: modules in folders that the settings name, never ones that a file names.

They have the shape of the built-in ones, and codes with a prefix of their own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from flinklint.dataclass import replace
from flinklint.finding import Finding, Severity
from flinklint.nearest import nearest
from flinklint.regex import regex
from flinklint.rule import Rule, RuleError, load
from flinklint.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import Any

RESERVED = "FL"
"""What the codes of built-in rules begin with, and no others."""

CODE = regex(r"[A-Z][A-Z0-9]*[0-9]")
SCOPES = ("Manifest", "Deployment", "Script", "Project")
"""What an own rule may read; the other scopes are of use to flinklint itself only."""


class OwnRuleFailure(Exception):  # noqa: N818 - it wraps the error
    """An error inside a team's own rule; `place` is its file and line."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def rules_of(settings: Settings) -> tuple[Rule, ...]:
    """All rules there are: the built-in ones, a team's own, and the policies of the settings.

    Raises `Refusal` if an own rule cannot be used.
    """
    own = [(place_of(rule), rule) for rule in _own(settings.own_rules)]
    own += [(policy.place, policy.rule()) for policy in settings.policies]
    _refuse_twins(own)
    return (*load(), *(rule for _, rule in own)) if own else load()


@cache
def _own(folders: tuple[Path, ...]) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for folder in folders:
        found += in_folder(folder)
    return tuple(found)


def in_folder(folder: Path) -> list[Rule]:
    """The rules of one folder. Raises `RuleError`, with file and line, if one cannot be used."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - links are kept as they are named
    if not folder.is_dir():
        raise RuleError(f"{_shown(folder)}: there is no such folder of rules")
    try:
        with _aside():
            rules = load(folder)
    except RuleError as error:
        raise _placed(error, folder) from error
    except SystemExit as error:
        raise RuleError(f"{_place(error, folder)}: a rule must not end the program") from error
    except Exception as error:  # codes that are no texts, say
        raise RuleError(f"{_shown(folder)}: {type(error).__name__}: {error}") from error
    if not rules:
        raise RuleError(f"{_shown(folder)}: holds no rules; a rule is a function under @rule")
    for rule in rules:
        _refuse(rule)
    return [replace(rule, check=_guarded(rule)) for rule in rules]


def place_of(rule: Rule) -> str:
    """The file and line of a rule's function."""
    code = getattr(rule.check, "__wrapped__", rule.check).__code__
    return f"{_shown(code.co_filename)}:{code.co_firstlineno}"


def _refuse(rule: Rule) -> None:
    """Refuse a rule that would be taken for a built-in one, or that nothing would run."""
    said = ""
    if not isinstance(rule.code, str) or not isinstance(rule.severity, Severity):
        said = 'a rule begins as @rule("ACME1", Severity.WARNING, source="where it says so")'
    elif rule.code.startswith(RESERVED):
        said = f"codes that begin with {RESERVED} are flinklint's own: take a prefix of yours"
    elif CODE.fullmatch(rule.code) is None:
        said = "a code is letters and digits, such as ACME1"
    elif rule.scope not in SCOPES:
        known = nearest(rule.scope, SCOPES)
        near = f"; did you mean {known}?" if known else f"; it reads {_listed(SCOPES)}"
        said = f"a rule cannot read `{rule.scope}`{near}"
    elif not rule.doc:
        said = "the rule has no page: write the docstring of its module"
    if said:
        raise RuleError(f"{place_of(rule)}: {rule.code} {rule.name}: {said}")


def _refuse_twins(rules: Iterable[tuple[str, Rule]]) -> None:
    """Refuse rules that have the code or name of another one; each comes with its place."""
    names = {rule.name: rule for rule in load()}
    codes: dict[str, Rule] = {}
    for place, rule in rules:
        twin = names.get(rule.name) or codes.get(rule.code)
        if twin is not None:
            known = f"{twin.code} {twin.name}"
            raise RuleError(f"{place}: {rule.code} {rule.name}: {known} is there already")
        names[rule.name] = codes[rule.code] = rule


def _guarded(rule: Rule) -> Callable[[Any], Iterator[Finding]]:
    """The check of a rule, whose errors tell where in the rule's file they were made."""

    def check(subject: object) -> Iterator[Finding]:
        try:
            with _aside():
                found = list(rule.check(subject))
            for finding in found:
                _refuse_finding(finding)
        except (Exception, SystemExit) as error:
            from traceback import extract_tb  # only where something is wrong

            frames = [f for f in extract_tb(error.__traceback__) if f.filename == file]
            place = f"{_shown(file)}:{frames[-1].lineno}" if frames else place_of(rule)
            raise OwnRuleFailure(place) from error
        yield from found

    file = rule.check.__code__.co_filename
    check.__wrapped__ = rule.check  # type: ignore[attr-defined]
    return check


def _aside() -> AbstractContextManager[object]:
    """What rules print goes to standard error: the other stream is the report's."""
    from contextlib import redirect_stdout  # only where there are own rules

    return redirect_stdout(sys.stderr)


def _refuse_finding(finding: object) -> None:
    """Refuse what no report could show: it is the rule's fault, not the report's."""
    if not isinstance(finding, Finding):
        raise TypeError("a rule yields findings")
    if finding.severity is not None and not isinstance(finding.severity, Severity):
        raise TypeError("a severity is one of Severity")
    if not isinstance(finding.message, str):
        raise TypeError("a message is a text")
    if not 0 <= finding.span.start <= finding.span.end <= len(finding.source.text):
        raise ValueError("the span is not in the file")


def _placed(error: RuleError, folder: Path) -> RuleError:
    """The error of a module with the line of what went wrong, where one line did."""
    cause = error.__cause__
    if cause is None:
        return RuleError(str(error).replace(f"{folder}{os.sep}", f"{_shown(folder)}/", 1))
    if isinstance(cause, SyntaxError):
        return RuleError(f"{_shown(cause.filename or folder)}:{cause.lineno}: {cause.msg}")
    return RuleError(f"{_place(cause, folder)}: {type(cause).__name__}: {cause}")


def _place(error: BaseException, folder: Path) -> str:
    """The last place in a file of the folder that an error went through."""
    from traceback import extract_tb  # only where something is wrong

    inside = [f for f in extract_tb(error.__traceback__) if Path(f.filename).parent == folder]
    return f"{_shown(inside[-1].filename)}:{inside[-1].lineno}" if inside else _shown(folder)


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"


def _shown(path: str | os.PathLike[str]) -> str:
    return os.path.relpath(path)
