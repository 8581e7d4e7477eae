"""What is wrong with the options in a table's WITH: lacking, unknown, or of the wrong type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flinklint import connectors
from flinklint.connectors import Connector, Format, Minor, TableOption, flink_version, format_of
from flinklint.dataclass import dataclass
from flinklint.knowledge import Reading, versions
from flinklint.memo import cached_property
from flinklint.nearest import nearest
from flinklint.script import Script
from flinklint.script_flow import is_opaque, script_flow, written_options
from flinklint.values import accepts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flinklint.sql.plan.catalog import Option, Table

Place = tuple[int, int]
_FORMAT_KEYS = (("format", ""), ("key.format", "key."), ("value.format", "value."))
_KINDS = {
    "Boolean": "`true` or `false`",
    "Integer": "a whole number",
    "Long": "a whole number",
    "Double": "a number",
    "Float": "a number",
    "Duration": "a duration such as `30 s`",
    "MemorySize": "a size such as `64 mb`",
}


@dataclass(frozen=True)
class OptionFault:
    """A mistake at a place of the script; `meant` is what to write instead, if that is clear."""

    place: Place
    message: str
    hint: str = ""
    is_sure: bool = True
    meant: str | None = None
    other: Place | None = None


def option_faults(script: Script, table: Table) -> Iterator[OptionFault]:
    """The mistakes in a table's options, as far as its connector is known."""
    named = table.option("connector")
    if named is None or named.value is None or is_opaque(named.value):
        return
    judge = _Judge(script, table, named)
    if judge.connector is None:
        yield from judge.unknown_connector()
        return
    yield from judge.missing()
    for option in table.options:
        yield from judge.option(option)
    for read in script_flow(script).reads_of(table):
        for hint in read.hints:
            yield from judge.option(hint)


class _Judge:
    """One table against the facts of its connector and formats."""

    def __init__(self, script: Script, table: Table, named: Option) -> None:
        self.script = script
        self.table = table
        self.named = named
        self.name = named.value or ""
        self.managed = script.vendor
        self.version: Minor | None = script.flink_version
        self.connector = connectors.connector(self.name, managed=self.managed)
        self.texts = written_options(script, table)
        self.formats = dict(self._formats())
        flow = script_flow(script)
        self._misspelt: set[str] = set()
        self._is_read, self._is_written = bool(flow.reads_of(table)), bool(flow.writes_of(table))

    def _formats(self) -> Iterator[tuple[str, str | None]]:
        """The prefix of each format's options, and the format; None where it is not known."""
        found: Connector | None = self.connector
        for key, prefix in _FORMAT_KEYS:
            text = self.texts.get(key)
            if text is None and key in self.texts:
                yield prefix or "?", None
            elif text is not None:
                yield f"{prefix}{text}.", text
            elif found is not None and key == "format" and "format" in found.options:
                default = found.options["format"].default
                if isinstance(default, str):
                    yield f"{default}.", default

    # Connectors

    def unknown_connector(self) -> Iterator[OptionFault]:
        """A name that is nearly a connector's."""
        meant = nearest(self.name, connectors.connectors(), limit=1)
        if meant is None or not _is_slip(self.name, meant):
            return
        message = f"no connector '{self.name}' is known"
        yield OptionFault(
            self.named.value_span, message, f"did you mean '{meant}'?", False, f"'{meant}'"
        )

    # What is lacking

    def missing(self) -> Iterator[OptionFault]:
        """What the connector demands and the table does not have."""
        found = self.connector
        if found is None or not self.table.options_complete or self.table.like is not None:
            return
        if not (found.is_complete or found.is_managed):
            return
        lacking = [
            key
            for key, since in found.required
            if (since is None or (self.version is not None and self.version >= since))
            and not self._has(found, key)
        ]
        for group in (*found.one_of, *found.exactly_one_of):
            if self._applies(group[0]) and not any(self._has(found, key) for key in group):
                lacking.append(group[0])
        sure, whose, hints = found.is_complete, f"connector '{self.name}'", []
        for key in lacking:
            group = self._group(found, key)
            listed = " or ".join(f"'{key}'" for key in group)
            slip = self._slip(found, group)
            if slip is None:
                hints.append(listed)
            else:
                self._misspelt.add(slip[0].key)
                yield self._stranger(slip[0], f"{whose}, which needs {listed}", slip[1], sure)
        if hints:
            message = f"{whose} needs {_listed(hints)}"
            yield OptionFault(self.named.value_span, message, "add it to the options" if
                              len(hints) == 1 else "add them to the options", sure)  # fmt: skip
        yield from self._formats_lack()
        yield from self._together(found)

    def _slip(self, found: Connector, keys: tuple[str, ...]) -> tuple[Option, str] | None:
        """An option as written that is one of some keys misspelt, and that key."""
        for option in self.table.options:
            if found.find(option.key) is None and not found.is_free(option.key):
                meant = nearest(option.key, keys)
                if meant is not None:
                    return option, meant
        return None

    def _group(self, found: Connector, key: str) -> tuple[str, ...]:
        groups = (*found.one_of, *found.exactly_one_of)
        return next((group for group in groups if group[0] == key), (key,))

    def _has(self, found: Connector, key: str) -> bool:
        if found.ignores_case:
            return any(name.lower() in self._lower_case for name in found.keys(key))
        return any(name in self.texts for name in found.keys(key))

    @cached_property
    def _lower_case(self) -> set[str]:
        """The keys that are written, in lower case."""
        return {key.lower() for key in self.texts}

    def _applies(self, key: str) -> bool:
        """Whether an option counts for what the table is used for: `scan.` for reading."""
        if key.startswith("scan.") and self._is_written and not self._is_read:
            return False
        return not (key.startswith("sink.") and self._is_read and not self._is_written)

    def _formats_lack(self) -> Iterator[OptionFault]:
        for prefix, name in self.formats.items():
            known = format_of(name) if name is not None else None
            if known is None:
                continue
            for key in known.required:
                if not any(f"{prefix}{one}" in self.texts for one in known.keys(key)):
                    option = self._format_option(prefix, name or "")
                    if option is not None:
                        message = f"format '{name}' needs '{prefix}{key}'"
                        hint = "add it to the options"
                        yield OptionFault(option.value_span, message, hint, not self.managed)

    def _format_option(self, prefix: str, name: str) -> Option | None:
        holder = prefix.removesuffix(f"{name}.")
        return self.table.option(f"{holder}format")

    def _together(self, found: Connector) -> Iterator[OptionFault]:
        """Options that exclude or demand each other."""
        for group in found.exactly_one_of:
            both = [option for key in group if (option := self.table.option(key)) is not None]
            if len(both) > 1 and self._applies(group[0]):
                message = f"'{both[1].key}' cannot stand beside '{both[0].key}'"
                yield OptionFault(both[1].key_span, message, "keep one of them",
                                  not self.managed, None, both[0].key_span)  # fmt: skip
        for key, value, wanted in found.requires:
            option = self.table.option(key)
            if option is None or "#" in key or not self._applies(key):
                continue
            if value is not None and (option.value or "").lower() != value.lower():
                continue
            lacking = [f"'{name}'" for name in wanted if not self._has(found, name)]
            if lacking:
                what = f"'{key}'" if value is None else f"'{key}' = '{option.value}'"
                message = f"{what} needs {_listed(lacking)}"
                yield OptionFault(
                    option.value_span, message, "add it to the options", not self.managed
                )

    # One option

    def option(self, option: Option) -> Iterable[OptionFault]:
        """What is wrong with one option as written."""
        found = self.connector
        assert found is not None
        if option.key in self._misspelt:
            return ()
        known = found.find(option.key)
        if self.name == "datagen" and option.key.startswith("fields."):
            return self._field(option, known)
        if known is not None and known.is_in(self.version):
            return self._value(option, known)
        if known is None and not connectors.is_taken_by_all(option.key, self.version):
            return self._format_key(found, option)
        return ()

    def _format_key(self, found: Connector, option: Option) -> Iterator[OptionFault]:
        for prefix, name in self.formats.items():
            if name is None:
                return
            if option.key.startswith(prefix):
                yield from self._option_of_format(option, prefix, name)
                return
        if not self.formats and found.find("format") is not None:
            return
        yield from self._unknown(found, option)

    def _option_of_format(self, option: Option, prefix: str, name: str) -> Iterator[OptionFault]:
        known: Format | None = format_of(name)
        key = option.key.removeprefix(prefix)
        if known is None or (self.version is not None and self.version < known.since):
            return
        fact = known.find(key)
        if fact is not None:
            if fact.is_in(self.version):
                yield from self._value(option, fact)
            return
        if not known.is_complete or key.startswith(known.prefixes or ("\0",)):
            return
        meant = nearest(key, [o.name for o in known.options.values() if o.is_in(self.version)])
        if meant is None and self.managed:
            return
        # the file system hands a format's options on without asking which it knows
        sure = not self.managed and self.name != "filesystem"
        yield self._stranger(option, f"format '{name}'", meant and prefix + meant, sure)

    def _unknown(self, found: Connector, option: Option) -> Iterator[OptionFault]:
        if not self._is_closed(found):
            return
        foreign = self._foreign_format(option.key)
        if foreign is not None and not self.managed:
            used = " and ".join(f"'{name}'" for name in self.formats.values() if name)
            message = f"'{option.key}' is an option of format '{foreign}'; the table uses {used}"
            hint = f"write it as '{self._respelt(option.key, foreign)}', or remove it"
            if foreign not in self.formats.values():
                hint = "remove it, or change the format"
            yield OptionFault(option.key_span, message, hint)
            return
        if found.is_free(option.key):
            return
        meant = found.nearest(option.key, self.version)
        sure = not self.managed and found.provider.startswith("apache")
        if (meant is None and not sure) or self._is_managed_option(option.key):
            return
        yield self._stranger(option, f"connector '{self.name}'", meant, sure)

    def _is_managed_option(self, key: str) -> bool:
        """Whether a script that may run anywhere has an option of a managed platform's build."""
        script = self.script
        if script.deployment is not None or script.settings.platform != "auto":
            return False
        own = connectors.connector(self.name, managed=True)
        return own is not None and own.find(key) is not None

    def _is_closed(self, found: Connector) -> bool:
        """Whether the facts hold every option for this version."""
        if not found.is_complete:
            return False
        if self.version is None:
            return True
        early = found.since is not None and self.version < found.since
        return not early and (found.until is None or self.version <= found.until)

    def _foreign_format(self, key: str) -> str | None:
        """The format that a key is an option of, though the table does not use it so."""
        if not self.formats:
            return None
        parts = key.split(".")
        name = parts[1] if parts[0] in ("key", "value") and len(parts) > 2 else parts[0]
        rest = ".".join(parts[2:] if name != parts[0] else parts[1:])
        known = format_of(name)
        return name if known is not None and known.find(rest) is not None else None

    def _respelt(self, key: str, name: str) -> str:
        rest = key.split(f"{name}.", 1)[1]
        return next((f"{p}{rest}" for p, used in self.formats.items() if used == name), key)

    def _field(self, option: Option, known: TableOption | None) -> Iterator[OptionFault]:
        """`fields.<column>.<option>` of datagen."""
        table, found = self.table, self.connector
        parts = option.key.split(".")
        names = [column.name for column in table.columns or () if column.kind == "physical"]
        if found is None or len(parts) < 3 or not self._is_closed(found):
            return
        if any(option.key.startswith(f"fields.{name}.") for name in names):
            if known is not None:
                yield from self._value(option, known)
            elif len(parts) == 3:
                ends = [n.rpartition(".")[2] for n in found.options if n.startswith("fields.#.")]
                meant = nearest(parts[2], ends)
                meant = meant and f"fields.{parts[1]}.{meant}"
                if meant is not None or not self.managed:
                    yield self._stranger(option, "connector 'datagen'", meant, not self.managed)
        elif table.columns is not None and table.is_complete and table.like is None:
            meant = nearest(parts[1], names)
            message = f"'{option.key}' names no column of the table"
            hint = f"did you mean `{meant}`?" if meant else "remove it"
            fixed = f"'fields.{meant}.{'.'.join(parts[2:])}'" if meant else None
            yield OptionFault(option.key_span, message, hint, not self.managed, fixed)

    def _stranger(self, option: Option, whose: str, meant: str | None, sure: bool) -> OptionFault:
        hint = f"did you mean '{meant}'?" if meant else "remove it"
        message = f"'{option.key}' is no option of {whose}"
        fixed = f"'{meant}'" if meant and meant not in self.texts else None
        return OptionFault(option.key_span, message, hint, sure, fixed)

    # Values

    def _value(self, option: Option, known: TableOption) -> Iterable[OptionFault]:
        text = option.value
        if text is None or is_opaque(text):
            return ()
        if known.type == "String":
            is_format = known.name.endswith("format") and format_of(text) is None
            return self._format_name(option, text) if is_format else ()
        if known.type not in _KINDS and not known.enum:
            return ()
        if self.connector is None or not self.connector.is_complete:
            return ()
        return () if _is_read(text, known, self.version) else self._misread(option, text, known)

    def _misread(self, option: Option, text: str, known: TableOption) -> Iterator[OptionFault]:
        what = f"'{option.key}'"
        if known.type == "Enum":
            meant = nearest(text, known.enum)
            if self.managed and meant is None:
                return
            listed = _listed(known.enum, "or")
            hint = f"did you mean '{meant}'?" if meant else f"write {listed}"
            fixed = f"'{meant}'" if meant else None
            message = f"'{text}' is no value of {what}{f': there is {listed}' if meant else ''}"
            yield OptionFault(option.value_span, message, hint, not self.managed, fixed)
        elif known.type in _KINDS:
            message = f"{what} is {_KINDS[known.type]}, which '{text}' is not"
            yield OptionFault(option.value_span, message, "", not self.managed)

    def _format_name(self, option: Option, text: str) -> Iterator[OptionFault]:
        meant = nearest(text, connectors.formats(), limit=1)
        if meant is not None and (text.count("-") == meant.count("-")):
            message = f"no format '{text}' is known"
            hint = f"did you mean '{meant}'?"
            yield OptionFault(option.value_span, message, hint, False, f"'{meant}'")


def _is_slip(name: str, meant: str) -> bool:
    """Whether one name is a slip of the other, not one of a family such as `kafka-x`."""
    parts, others = name.split("-"), meant.split("-")
    if len(name) < 4 or len(parts) != len(others) or name.lower() == meant.lower():
        return False
    if any(len(part) == 1 for part in parts):
        return False
    letters = [c for c in name if c.isalpha()]
    return letters != [c for c in meant if c.isalpha()]


def _is_read(text: str, known: TableOption, version: Minor | None) -> bool:
    """Whether Flink can read the value: of an unknown version, whether any can."""
    asked = flink_version(version)
    candidates = versions() if asked is None else (asked,)
    reading = Reading(versions()[0], known.type, known.type, known.enum)
    return any(accepts(text, reading, one) for one in candidates)


def _listed(names: tuple[str, ...] | list[str], word: str = "and") -> str:
    *most, last = names
    comma = "," if any(" or " in name for name in names) else ""
    return f"{', '.join(most)}{comma} {word} {last}" if most else last
