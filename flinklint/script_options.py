"""The value of a Flink option for one script: its SET and RESET, then the deployment's options."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from flinklint import knowledge
from flinklint.configuration import value as configured
from flinklint.dataclass import dataclass, field
from flinklint.deployment import Effective
from flinklint.finding import Finding
from flinklint.memo import cached_property, memo
from flinklint.script import Script
from flinklint.units import FlinkDuration, FlinkVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from flinklint.sql.script import Statement

RUNTIME_MODE = "execution.runtime-mode"
_BATCH = frozenset(("batch", "automatic"))
_NOT_SET = ""


@dataclass(frozen=True)
class Setting:
    """One SET of a script: the option, its text (None for a placeholder), and where they stand."""

    key: str
    text: str | None
    statement: Statement
    key_span: tuple[int, int]
    value_span: tuple[int, int]
    quoted: bool


@dataclass(frozen=True)
class ScriptOption:
    """The value that an option has for a script; `text` is None where it is not known.

    `state`: `set` somewhere, `default` where nothing sets it, `unknown` where something may.
    """

    key: str
    text: str | None
    state: Literal["set", "default", "unknown"]
    setting: Setting | None = None
    effective: Effective | None = None

    @property
    def is_true(self) -> bool:
        """Whether a boolean option is switched on."""
        return (self.text or "").strip().lower() == "true"

    def flag(self, script: Script, message: str) -> Finding:
        """A finding where the option is set: in the script, else in the deployment."""
        if self.setting is None and self.effective is not None:
            return self.effective.flag(message)
        return script.flag(*((0, 0) if self.setting is None else self.setting.key_span), message)

    def because(self, finding: Finding, script: Script, reason: str) -> Finding:
        """The finding with a label where the option is set."""
        if self.setting is not None:
            return finding.label(script.label(*self.setting.key_span, reason))
        return finding if self.effective is None else finding.because(self.effective.node, reason)


@dataclass(frozen=True)
class ScriptOptions:
    """All SET statements of a script, and what they and the deployment say of an option."""

    script: Script
    settings: tuple[Setting, ...]
    last: dict[str, Setting | None] = field(default_factory=dict)
    everything_reset: bool = False
    unsure: bool = False
    _found: dict[str, ScriptOption] = field(default_factory=dict)

    def get(self, key: str) -> ScriptOption:
        """The value of an option at the end of the script, under any of its spellings."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._get(key)
        return found

    def _get(self, key: str) -> ScriptOption:
        for name in _spellings(self._version, key) if self.last else ():
            found = self.last.get(name)
            if found is not None:
                return ScriptOption(
                    key, found.text, "unknown" if found.text is None else "set", found
                )
        deployment = self.script.deployment
        # RESET goes back to what the deployment says: that is where the script started from
        if deployment is not None:
            effective = configured(deployment, key)
            if effective.text is not None:
                return ScriptOption(key, effective.text, "set", None, effective)
            if effective.node.exists or deployment.in_session:
                return ScriptOption(key, None, "unknown")
        if self.unsure or self._platform_sets(key):
            return ScriptOption(key, None, "unknown")
        option = knowledge.options(self._version).find(key)
        return ScriptOption(key, None if option is None else option.default, "default")

    def duration(self, key: str) -> tuple[ScriptOption, FlinkDuration | None]:
        """An option's value, and the duration that it is; None where it is none."""
        found = self.get(key)
        version = self._version or knowledge.versions()[-1]
        return found, None if found.text is None else FlinkDuration.parse(found.text, version)

    @cached_property
    def is_streaming(self) -> bool:
        """Whether the script surely runs as a streaming job."""
        deployment = self.script.deployment
        if deployment is not None and (
            (deployment.template_spec["batchMode"].text or "").lower() == "true"
            or deployment.template_spec["batchMode"].is_placeholder
        ):
            return False
        if any(s.key in _MODES and (s.text or "batch").lower() in _BATCH for s in self.settings):
            return False
        mode = self.get(RUNTIME_MODE)
        return mode.state == "default" or (mode.text or "").strip().lower() == "streaming"

    def _platform_sets(self, key: str) -> bool:
        """Whether the managed engine was seen to have a default of its own."""
        known = knowledge.managed_key(key) if self.script.vendor else None
        return known is not None and known.kind == "default"

    @cached_property
    def _version(self) -> FlinkVersion | None:
        version = self.script.flink_version
        return None if version is None else FlinkVersion(*version)


@lru_cache(maxsize=256)
def _spellings(version: FlinkVersion | None, key: str) -> tuple[str, ...]:
    """The names of an option in a version, its own last."""
    return tuple(dict.fromkeys((*knowledge.options(version).spellings(key), key)))


_MODES = (RUNTIME_MODE, "execution.type")  # the second is the name of the SQL client up to 1.13


@memo
def script_options(script: Script) -> ScriptOptions:
    """The options of a script; a value that a placeholder stands for is not known."""
    settings: list[Setting] = []
    last: dict[str, Setting | None] = {}
    reset, unsure = False, False
    for statement in script.parsed.statements:
        tree = statement.tree
        if statement.kind == "SET":
            found = list(_settings(statement))
            unsure = unsure or tree is None
            settings += found
            last |= {one.key: one for one in found}
        elif statement.kind == "RESET":
            keys = [] if tree is None else [key.name for key in tree.args.get("keys") or ()]
            unsure = unsure or tree is None
            last = {key: one for key, one in last.items() if keys and key not in keys}
            reset = reset or not keys
    return ScriptOptions(script, tuple(settings), last, reset, unsure)


def _settings(statement: Statement) -> Iterator[Setting]:
    from flinklint.sql.script import span

    for item in statement.tree.expressions if statement.tree is not None else ():
        pair = item.this
        key, value = pair.args.get("this"), pair.args.get("expression")
        if key is None or value is None:
            continue
        name, text = key.name, value.name
        opaque = "${" in text or "{{" in text
        quoted = bool(key.args.get("is_string")) and bool(value.args.get("is_string"))
        yield Setting(name, None if opaque else text, statement, span(key), span(value), quoted)
