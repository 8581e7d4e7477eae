"""Who may know whom, and what is not imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from flinklint.resources import home

PACKAGE = Path(__file__).parent.parent / "flinklint"

# Lowest first. A module imports only from layers above its own line; names in one line are one
# part and may know each other. `sql` and `report` are folders. What is imported for types only
# (under TYPE_CHECKING) does not count. A module that is not named stands where JUDGEMENTS does.
JUDGEMENTS = "(judgements that several rules share, none in a circle)"
LAYERS = f"""
    flinklint kept dataclass memo regex resources refusal source nearest units conform
    facts
    finding scalar
    tree compose yaml_lines yaml_parser yaml_problem yaml_scanner
    settings knowledge
    values schema recognise
    fields encoding merge
    script_file
    deployment
    manifest
    sql
    statement_sets
    script
    {JUDGEMENTS}
    rule rule_index
    policies
    own_rules workers
    check
    across payload
    payload_yaml files discovery report fixing samples
    cache cache_recorder file_cache
    request
    targets
    server
    cli
    __main__
"""

# Which module may import a library. All but Typer are imported where they are used, not at the
# top of a module that every start reads.
LIBRARIES = {
    "lsprotocol": {"server"},
    "pygls": {"server"},
    "jsonschema": {"schema"},
    "_ruamel_yaml": {"yaml_parser"},
    "ruamel": {
        "compose",
        "tree",
        "yaml_problem",
        "yaml_scanner",
        "payload_yaml",
        "values",  # Flink 2 reads lists and maps in option values as YAML
    },
    "sqlglot": {"sql"},
    "tomllib": {"settings"},
    "tomli": {"settings"},
    "typer": {"cli"},
}

LINES = [line.strip() for line in LAYERS.strip().splitlines()]
RANK = {
    name: number for number, line in enumerate(LINES) if line != JUDGEMENTS for name in line.split()
}


def rank(name: str) -> int:
    return RANK.get(name, LINES.index(JUDGEMENTS))


def part(module: str) -> str:
    """The part of the package that a module belongs to: `flinklint.sql.lexer` to `sql`."""
    names = module.split(".")
    return names[1] if len(names) > 1 else names[0]


def module_of(path: Path) -> str:
    names = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the name of every module that a file imports when it runs."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped.update(child for line in node.body for child in ast.walk(line))
        elif node in skipped:
            continue
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}:{node.lineno}: imports are written in full"
            module = node.module or ""
            for alias in node.names:
                below = PACKAGE.parent.joinpath(*module.split("."), alias.name)
                is_module = below.is_dir() or below.with_suffix(".py").is_file()
                yield node.lineno, f"{module}.{alias.name}" if is_module else module


MODULES = sorted(PACKAGE.rglob("*.py"))
RULES = sorted(home("rules").glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=module_of)
def test_module_imports_only_from_layers_below_its_own(path: Path) -> None:
    own = part(module_of(path))
    for line, module in imports(path):
        if module.split(".")[0] == "flinklint":
            other = part(module)
            in_one_line = rank(own) == rank(other)
            assert in_one_line or rank(other) < rank(own), f"{path.name}:{line} imports {module}"


def test_judgements_do_not_import_each_other_in_a_circle() -> None:
    graph = {
        module_of(path): {module for _, module in imports(path) if module.startswith("flinklint.")}
        for path in MODULES
        if part(module_of(path)) not in RANK
    }
    order = TopologicalSorter({name: known & graph.keys() for name, known in graph.items()})
    assert len(list(order.static_order())) == len(graph)


@pytest.mark.parametrize("path", MODULES, ids=module_of)
def test_module_imports_only_libraries_that_are_its_own(path: Path) -> None:
    for line, module in imports(path):
        library = module.split(".")[0]
        if library in LIBRARIES:
            allowed = LIBRARIES[library]
            assert part(module_of(path)) in allowed, f"{path.name}:{line} imports {module}"
        else:
            known = library == "flinklint" or library in sys.stdlib_module_names
            assert known, f"{path.name}:{line} imports {module}, which is no dependency"


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_imports_flinklint_and_the_standard_library_only(path: Path) -> None:
    for line, module in imports(path):
        library = module.split(".")[0]
        assert library == "flinklint" or library in sys.stdlib_module_names, (
            f"{path.name}:{line} imports {module}: a rule knows flinklint and Python, no other rule"
        )
        assert part(module) not in ("cli", "report"), (
            f"{path.name}:{line} imports {module}: a rule prints nothing"
        )


def test_layers_name_only_modules_that_exist() -> None:
    named = {name for line in LINES if line != JUDGEMENTS for name in line.split()}
    assert named <= {part(module_of(path)) for path in MODULES}


def loaded_by(arguments: list[str], folder: Path) -> set[str]:
    """Which heavy libraries are loaded when the command has run."""
    program = (
        "import sys\n"
        "from flinklint.cli import main\n"
        f"sys.argv = ['flinklint', *{arguments!r}]\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "heavy = {'jsonschema', 'ruamel', 'sqlglot'}\n"
        "print('loaded:', *sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_version_and_help_load_no_library_for_reading(tmp_path: Path) -> None:
    assert loaded_by(["--version"], tmp_path) == set()
    assert loaded_by(["check", "--help"], tmp_path) == set()


def test_a_deployment_without_sql_loads_no_sql_grammar(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(
        "kind: Deployment\n"
        "apiVersion: v1\n"
        "metadata: {name: sessions}\n"
        "spec:\n"
        "  deploymentTargetName: prod\n"
        "  template:\n"
        "    spec:\n"
        "      artifact: {kind: JAR, jarUri: 'oss://b/job-1.0.jar', flinkVersion: '1.11',\n"
        "                 flinkImageTag: 1.11.2-vvr-2.1.1}\n"
    )
    assert "sqlglot" not in loaded_by(["check", "--isolated", "job.yaml"], tmp_path)


def test_a_file_that_is_not_ours_loads_no_schema(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text("replicas: 2\n")
    assert loaded_by(["check", "--isolated", "values.yaml"], tmp_path) <= {"ruamel"}
