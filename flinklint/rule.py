"""What a rule is and how rules are found: a module in `rules/`, its docstring the rule's page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import ModuleType

from flinklint.dataclass import dataclass, replace
from flinklint.finding import Finding, Severity
from flinklint.refusal import Refusal
from flinklint.resources import home

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Literal

    from flinklint.rule_index import Facts

    Scope = Literal[
        "Manifest",
        "PassedOver",
        "Deployment",
        "Script",
        "Project",
        "Crash",
        "Suppressions",
        "Baseline",
    ]
    Check = Callable[[Any], Iterator[Finding]]


class RuleError(Refusal):
    """A rule's module that cannot be used; the text names it and says why."""


DOCS_URL = "https://flinklint.dev/rules"


@dataclass(frozen=True, eq=False)
class Rule:
    """A judgement: its code and name, how severe, on what evidence, and the function that makes it.

    `scope` names what the function reads: a `Manifest` (a file that holds a deployment), a
    `PassedOver` (one that holds none, where a person asks why), a `Deployment`, a `Script` (SQL), a
    `Project` (all files of a run), a `Crash` (another rule's failure), the `Suppressions` of a file
    or the `Baseline` of a run. A rule that is not
    `enabled` runs only when it is selected. `options` are the names and default values of what
    settings may change about it.
    """

    code: str
    name: str
    severity: Severity
    source: str
    scope: Scope
    check: Check
    doc: str
    enabled: bool = True
    options: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """Where the rule's page is published; empty for a team's own rule."""
        is_built_in = self.code.startswith("FL")
        return f"{DOCS_URL}/{self.code.lower()}-{self.name}" if is_built_in else ""

    @property
    def title(self) -> str:
        """The first paragraph of the page."""
        return " ".join(self.doc.partition("\n\n")[0].split())

    def run(self, subject: object) -> list[Finding]:
        """The rule's findings on a subject of its scope, stamped with its identity."""
        return self.stamped(list(self.check(subject)))

    def stamped(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings of the rule with its identity."""
        return [
            replace(
                finding,
                code=self.code,
                name=self.name,
                severity=finding.severity or self.severity,
                url=self.url,
            )
            for finding in findings
        ]


_PAGE = "the managed service's page on submitting a job, 2021"


def rule(
    code: str,
    severity: Severity,
    *,
    source: str,
    enabled: bool = True,
    options: dict[str, str] | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of a generator whose one parameter is annotated with the rule's scope.

    The rule is named after the function, with dashes; its page is the module's docstring. `source`
    says on what evidence the rule stands: a document, an API, a "statement 9 of the page", which
    readers are shown as a statement of the managed service's page on submitting a job.
    """

    def make(check: Check) -> Rule:
        annotations = [value for key, value in check.__annotations__.items() if key != "return"]
        scope = getattr(annotations[0], "__name__", annotations[0])
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            severity=severity,
            source=source.replace("of the page", f"of {_PAGE}"),
            scope=scope,
            check=check,
            doc=(check.__globals__.get("__doc__") or "").strip(),
            enabled=enabled,
            options=tuple((options or {}).items()),
        )

    return make


@cache
def load(*directories: Path) -> tuple[Rule, ...]:
    """The rules of every module in the directories (the built-in ones if none is given), by code.

    Raises `RuleError` if a module cannot be loaded, or two rules have the same code or name.
    """
    found: dict[str, Rule] = {}
    names: set[str] = set()
    for path, value in _built_in() if not directories else _rules_in(directories):
        if value.code in found or value.name in names:
            raise RuleError(f"{path}: {value.code} {value.name} is there already")
        found[value.code] = value
        names.add(value.name)
    return tuple(found[code] for code in sorted(found))


def _rules_in(directories: Iterable[Path]) -> Iterator[tuple[Path, Rule]]:
    """The rules of every module in the directories, and where each stands."""
    for directory in directories:
        for path in sorted(directory.glob("*.py")):
            if not path.name.startswith("_"):
                for value in vars(_module(path)).values():
                    if isinstance(value, Rule):
                        yield path, value


def _built_in() -> Iterator[tuple[Path | str, Rule]]:
    """The built-in rules; a module is loaded when a rule of it is first run."""
    from flinklint import rule_index

    directory = home("rules")
    index = rule_index.read(str(directory))
    if index is not None:
        for file, (facts, code) in index.items():
            for fact in facts:
                yield file, _late(str(directory / file), fact, code)
        return
    read = list(_rules_in([directory]))
    rule_index.write(str(directory), ((path.name, _facts(path, rule)) for path, rule in read))
    yield from read


def _facts(path: Path, rule: Rule) -> Facts:
    """What is known of a rule without its module."""
    module = sys.modules[_module_name(path.stem)]
    attribute = next(name for name, value in vars(module).items() if value is rule)
    return (
        attribute,
        rule.code,
        rule.name,
        rule.severity.value,
        rule.source,
        rule.scope,
        rule.doc,
        rule.enabled,
        rule.options,
    )


def _late(path: str, facts: Facts, code: bytes) -> Rule:
    """A rule whose module is loaded when the rule is first run."""
    attribute, number, name, severity, source, scope, doc, enabled, options = facts
    check = _LateCheck(path, attribute, code)
    level: Any = Severity(severity)
    kind: Any = scope
    check.rule = Rule(number, name, level, source, kind, check, doc, enabled, options)
    return check.rule


class _LateCheck:
    """The function of a rule that is not loaded yet; once it is, the rule has the function."""

    rule: Rule

    def __init__(self, path: str, attribute: str, code: bytes) -> None:
        self._path = path
        self._attribute = attribute
        self._code = code

    def __call__(self, subject: object) -> Iterator[Finding]:
        return self._check(subject)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._check, name)

    @property
    def _check(self) -> Check:
        name = _module_name(self._path.rpartition("/")[2].removesuffix(".py"))
        module = sys.modules.get(name)
        if module is None or getattr(module, "__file__", None) != self._path:
            import marshal

            module = ModuleType(name)
            module.__file__ = self._path
            sys.modules[name] = module
            exec(marshal.loads(self._code), module.__dict__)
        loaded: Check = getattr(module, self._attribute).check
        object.__setattr__(self.rule, "check", loaded)
        return loaded


def _module_name(stem: str) -> str:
    return f"flinklint_rules_{stem}"


def _module(path: Path) -> ModuleType:
    import importlib.util

    name = _module_name(path.stem)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RuleError(f"{path}: not a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a module does at import, the run ends with its name
        raise RuleError(f"{path}: {type(error).__name__}: {error}") from error
    return module


def matches(rule: Rule, selectors: Iterable[str]) -> bool:
    """Whether one of the selectors (codes, prefixes of codes, names) means the rule."""
    return any(
        rule.code.startswith(selector.upper()) or rule.name == selector.lower()
        for selector in selectors
        if selector
    )


def choose(rules: Iterable[Rule], select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """The rules that run: those enabled, or exactly those selected, less those ignored.

    Of a selection and an ignore that both mean a rule, the longer one (the more exact) decides.
    """
    chosen = []
    select, ignore = list(select), list(ignore)
    for candidate in rules:
        picked = [s for s in select if matches(candidate, [s])]
        dropped = [s for s in ignore if matches(candidate, [s])]
        wanted = bool(picked) if select else candidate.enabled
        if dropped and picked:
            wanted = max(map(len, picked)) > max(map(len, dropped))
        elif dropped:
            wanted = False
        if wanted:
            chosen.append(candidate)
    return chosen
