"""What a run is told: by options on the command line, by `flinklint.toml` or `pyproject.toml`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from flinklint.dataclass import dataclass, field
from flinklint.finding import Severity
from flinklint.refusal import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from flinklint.environment import Environment
    from flinklint.policies import Policy
    from flinklint.tree import Document

PLATFORMS = ("auto", "managed-2021", "managed", "vvp2")


class SettingsError(Refusal):
    """Settings that cannot be used; the text says where and why."""


@dataclass(frozen=True)
class PerFile:
    """Rules that are left out of files; the patterns are seen from the folder of the settings."""

    folder: Path
    paths: tuple[str, ...]
    ignore: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """Everything a run depends on besides its files.

    `flink_version` is the one given for bare scripts (major, minor). `defaults` are the documents
    of kind DeploymentDefaults that fill in what a deployment does not write, the weakest first.
    `mandatory` rules run always, and nothing silences them; `own_rules` are folders of a team's
    rules, `policies` its rules without code. `today` is the day that suppressions expire by, if it
    is not this one. `environment` is the one that deployments are read for; no file outside of
    `root` is read or written for them.
    """

    platform: str = "auto"
    flink_version: tuple[int, int] | None = None
    defaults: tuple[Document, ...] = ()
    unwrap: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: dict[str, Severity] = field(default_factory=dict)
    rule_options: dict[str, dict[str, object]] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    own_rules: tuple[Path, ...] = ()
    policies: tuple[Policy, ...] = ()
    today: date | None = None
    environment: Environment | None = None
    root: Path = field(default_factory=Path.cwd)
    target: str = "v1"
    target_options: dict[str, object] = field(default_factory=dict)
    allow_lossy: tuple[str, ...] = ()

    def rule_option(self, code: str, option: str, default: str) -> str:
        """The value that settings give a rule's option, or its default."""
        return str(self.rule_options.get(code, {}).get(option, default))


@dataclass(frozen=True)
class SettingsFile:
    """The keys of a settings file as read; paths in it are relative to its folder.

    `environments` has the overlays of each by its name, `targets` and `policies` their tables as
    they stand. `table` is all that is written; `lines` gives the line of a key by its path.
    """

    path: Path | None = None
    platform: str | None = None
    flink_version: str | None = None
    defaults: tuple[str, ...] = ()
    unwrap: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    severities: dict[str, Severity] = field(default_factory=dict)
    rule_options: dict[str, dict[str, object]] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str | None = None
    own_rules: tuple[str, ...] = ()
    policies: tuple[dict[str, object], ...] = ()
    environments: dict[str, tuple[str, ...]] = field(default_factory=dict)
    targets: dict[str, dict[str, object]] = field(default_factory=dict)
    table: dict[str, object] = field(default_factory=dict, compare=False)
    lines: Callable[..., int] = field(default=lambda *keys: 1, compare=False)

    @property
    def folder(self) -> Path:
        """The folder that paths are seen from; without a file, this one."""
        return self.path.parent if self.path is not None else Path()

    def place(self, *keys: str | int) -> str:
        """Where a key stands, as messages begin: `flinklint.toml:4`."""
        if self.path is None:
            return "settings"
        return f"{os.path.relpath(self.path)}:{self.lines(*keys)}"


def find(start: Path) -> SettingsFile:
    """The settings of the nearest `flinklint.toml`, or `pyproject.toml` with `[tool.flinklint]`.

    Looked for from `start` upwards as far as the root of the repository. Raises `SettingsError`.
    """
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        for name, prefix in (("flinklint.toml", ()), ("pyproject.toml", ("tool", "flinklint"))):
            path = parent / name
            if path.is_file():
                from flinklint.settings.read import read  # only where there is a settings file

                found = read(path, prefix)
                if found is not None:
                    return found
        if (parent / ".git").exists():
            break
    return SettingsFile()
