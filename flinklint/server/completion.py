"""What can be written at a place: keys, values, options, names of the script, rules."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flinklint import connectors, knowledge
from flinklint.deployment import Deployment
from flinklint.discovery import find
from flinklint.files import FileError
from flinklint.knowledge import Option
from flinklint.own_rules import rules_of
from flinklint.schema import Shape, shape_at
from flinklint.script import Script
from flinklint.script_file import KEY as SCRIPT_FILE
from flinklint.server import facts
from flinklint.server.documents import Document
from flinklint.server.place import Place
from flinklint.server.sql_place import SqlPlace
from flinklint.server.table_names import owned_options, visible_tables, written_options
from flinklint.settings import Settings
from flinklint.source import Span
from flinklint.sql.lexer import tokenize
from flinklint.sql.plan.catalog import Table
from flinklint.sql.words import reserved

Kind = Literal["key", "value", "option", "connector", "table", "column", "rule"]

_NAMES = re.compile(
    r"flinklint:[ \t]*ignore(?:-file)?[ \t]*\[(?:[^\]\r\n]*[,\s])?(?P<name>[\w-]*)$"
)
_LOOKING = 0.5
"""How many seconds a project is looked through for scripts."""

_WINDOW_COLUMNS = ("window_start", "window_end", "window_time")
_NOT_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null|~|[-+]?[0-9.][0-9_.e+-]*|0x[0-9a-f]+)?"
)


@dataclass(frozen=True)
class Offer:
    """Something that can be written: its label, the text, what it replaces, and what is known."""

    label: str
    text: str
    span: Span
    kind: Kind
    detail: str = ""
    about: str = ""


def complete(
    document: Document, offset: int, settings: Settings, *, by_blank: bool = False
) -> list[Offer]:
    """What can be written at a place, the likeliest first.

    `by_blank` tells that a blank was typed, and not that somebody asks: then only where a new word
    is sure to be wanted.
    """
    rules = list(_rules(document, offset, settings))
    if rules:
        return rules
    found = document.script(offset, settings)
    if found is not None:
        return list(_in_script(found.script, found.index, offset, by_blank=by_blank))
    if document.is_sql:
        return []
    place = document.place(offset)
    if place.role in ("comment", "text"):
        return []
    if place.role == "value" and place.path[-2:] == ("artifact", SCRIPT_FILE):
        return list(_script_files(document, place, settings))
    deployment = document.deployment(offset, settings)
    return list(_in_yaml(document, place, deployment))


def _rules(document: Document, offset: int, settings: Settings) -> Iterator[Offer]:
    """The rules that a suppression can name."""
    line = document.source.line_span(offset)
    match = _NAMES.search(document.source.text[line.start : offset])
    if match is None:
        return
    span = Span(offset - len(match["name"]), offset)
    for rule in rules_of(settings):
        about = facts.about_rule(rule)
        yield Offer(rule.code, rule.code, span, "rule", rule.name, about)


# YAML


def _in_yaml(document: Document, place: Place, deployment: Deployment | None) -> Iterator[Offer]:
    shape = shape_at(*place.path)
    if shape is None:
        return
    is_json = document.manifest.is_json
    if place.role == "value":
        yield from _values(place, shape, deployment, document.source.text, is_json=is_json)
    elif place.path == facts.OPTIONS:
        yield from _options(place, deployment, is_json=is_json)
    elif shape.fields:
        yield from _fields(place, shape, deployment, is_json=is_json)
    elif not shape.is_map:
        yield from _values(place, shape, deployment, document.source.text, is_json=is_json)


def _fields(
    place: Place, shape: Shape, deployment: Deployment | None, *, is_json: bool
) -> Iterator[Offer]:
    kind = deployment.artifact_kind if deployment is not None else None
    for name in shape.fields:
        below = shape.child(name)
        if name in place.siblings or below is None or below.server_managed:
            continue
        if place.path[-1:] == ("artifact",) and below.kinds and kind and kind not in below.kinds:
            continue
        title = str(below.schema.get("title", ""))
        yield Offer(
            name or '""',
            _key(name, place, holds_more=_holds_more(below), is_json=is_json),
            place.span,
            "key",
            title,
            facts.about_field(name, below),
        )


def _holds_more(shape: Shape) -> bool:
    return bool({*shape.types} & {"object", "array"})


def _key(name: str, place: Place, *, holds_more: bool, is_json: bool) -> str:
    """A key as it is written; with its colon, unless one is there."""
    quoted = is_json or not name or place.typed[:1] == '"'
    text = json.dumps(name, ensure_ascii=False) if quoted else name
    if place.word and place.word != place.typed.strip("\"'"):
        return text  # the place is inside of a key
    return text + (":" if holds_more and not place.in_flow else ": ")


def _options(place: Place, deployment: Deployment | None, *, is_json: bool) -> Iterator[Offer]:
    version = deployment.flink_version if deployment is not None else None
    table = knowledge.options(version)
    explained = shape_at(*facts.OPTIONS)
    first = [] if explained is None else [name for name in explained.fields if name in table.names]
    for name in dict.fromkeys([*first, *table.names]):
        option = table.find(name)
        if option is None or name in place.siblings:
            continue
        if deployment is not None and deployment.profile.reserves(name):
            continue
        default = f" = {option.default}" if option.default is not None else ""
        yield Offer(
            name,
            _key(name, place, holds_more=False, is_json=is_json),
            place.span,
            "option",
            f"{option.read_as}{default}",
            facts.about_option(option, deployment),
        )


def _values(
    place: Place, shape: Shape, deployment: Deployment | None, text: str, *, is_json: bool
) -> Iterator[Offer]:
    option = None
    if place.path[:-1] == facts.OPTIONS:
        version = deployment.flink_version if deployment is not None else None
        option = knowledge.options(version).find(place.path[-1])
    listed = dict.fromkeys(_of_option(option, deployment) if option is not None else ())
    listed |= dict.fromkeys(_of_shape(place, shape, deployment))
    glued = text[place.span.start - 1 : place.span.start] == ":"
    for value in listed:
        bare = {*shape.types} & {"boolean", "integer", "number"} and "string" not in shape.types
        as_is = not is_json and (bare or not _NOT_TEXT.fullmatch(value))
        if is_json and bare:
            as_is = True
        written = value if as_is else json.dumps(value, ensure_ascii=False)
        detail = "default" if value == str(shape.schema.get("default", "\0")) else ""
        yield Offer(value, f" {written}" if glued else written, place.span, "value", detail)


def _script_files(document: Document, place: Place, settings: Settings) -> Iterator[Offer]:
    """The scripts of the project that can be named, as seen from the document's folder."""
    if document.path is None:
        return
    until = time.monotonic() + _LOOKING
    glued = document.source.text[place.span.start - 1 : place.span.start] == ":"
    try:
        for found in find([settings.root], scripts=True):
            if time.monotonic() > until:
                return
            if found.path.suffix.lower() == ".sql":
                way = os.path.relpath(found.path, document.path.parent).replace(os.sep, "/")
                text = json.dumps(way, ensure_ascii=False) if document.manifest.is_json else way
                yield Offer(way, f" {text}" if glued else text, place.span, "value", "SQL script")
    except (FileError, OSError):
        return


def _of_option(option: Option, deployment: Deployment | None) -> Iterator[str]:
    """The values that an option takes, in the Flink of a deployment."""
    version = deployment.flink_version if deployment is not None else None
    named = knowledge.named_values(option.key)
    if named is not None:
        yield from (one.name for one in named.names if one.known_in(version))
    if option.read_as == "Boolean":
        yield from ("true", "false")
    yield from option.enum
    if option.default:
        yield option.default


def _of_shape(place: Place, shape: Shape, deployment: Deployment | None) -> Iterator[str]:
    if place.path[-2:] == ("artifact", "flinkVersion") and deployment is not None:
        yield from (str(version) for version in deployment.profile.flink_versions)
        return
    if place.path[-2:] == ("artifact", "kind") and deployment is not None:
        yield from deployment.profile.artifact_kinds
    yield from shape.enum
    if "boolean" in shape.types:
        yield from ("true", "false")
    if place.path[:-1] == facts.OPTIONS or shape.enum:
        return
    for value in (shape.schema.get("default"), *shape.schema.get("examples", ())):
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            short = "\n" not in str(value) and len(str(value)) <= 60
            if short and str(value):
                yield str(value)


# SQL


def _in_script(script: Script, index: int, offset: int, *, by_blank: bool) -> Iterator[Offer]:
    place = SqlPlace(script.text, index, script.flink_version)
    if by_blank and not place.follows_keyword:
        return
    span = Span(offset - (index - place.start), offset + (place.end - index))
    if place.wanted in ("option", "option-value"):
        yield from _of_options(script, place, span)
        return
    tables = visible_tables(script, place)
    if place.wanted == "table":
        for name, table in tables.items():
            yield _table(name, table, span, place)
    elif place.wanted == "own-column":
        yield from _own_columns(place, tables, span)
    elif place.wanted == "member":
        name = _read_tables(place, tables).get(place.qualifier or "", "")
        if name:
            yield from _columns(tables[name], span, place)
    elif place.wanted == "column":
        aliases = _read_tables(place, tables)
        for name in dict.fromkeys(aliases.values()):
            yield from _columns(tables[name], span, place)
        for name in _WINDOW_COLUMNS if place.has_window else ():
            yield Offer(name, name, span, "column")
        for alias, name in aliases.items():
            yield _table(alias, tables[name], span, place)


def _read_tables(place: SqlPlace, tables: dict[str, Table]) -> dict[str, str]:
    """The names that tables and queries are read by at a place."""
    found = place.aliases(frozenset(tables))
    there = {token.name for token in place.scope if token.is_name}
    return found | {name: name for name in place.queries if name in there and name in tables}


def _table(name: str, table: Table, span: Span, place: SqlPlace) -> Offer:
    detail = table.connector or table.kind
    return Offer(name, _sql_name(name, place), span, "table", detail, facts.about_table(table))


def _columns(table: Table, span: Span, place: SqlPlace) -> Iterator[Offer]:
    for column in table.columns or ():
        detail = facts.type_of(column)
        about = facts.about_column(column, table)
        yield Offer(column.name, _sql_name(column.name, place), span, "column", detail, about)


def _own_columns(place: SqlPlace, tables: dict[str, Table], span: Span) -> Iterator[Offer]:
    """The columns of the table that the statement creates or writes to."""
    if place.target is None:
        for name in place.own_columns():
            yield Offer(name, _sql_name(name, place), span, "column")
        return
    table = tables.get(place.target[0].name)
    if table is not None:
        there = {token.name for token in place.head if token.is_name}
        offers = _columns(table, span, place)
        yield from (offer for offer in offers if offer.label not in there)


def _sql_name(name: str, place: SqlPlace) -> str:
    """A name as SQL has it, in backticks where it needs them."""
    quoted = place.text[place.start - 1 : place.start] == "`"
    kinds = tokenize(name).kinds
    plain = len(kinds) == 1 and (kinds[0] == "word" or kinds[0].isidentifier())
    if quoted or (plain and kinds[0] not in reserved(place.version)):
        return name
    return "`" + name.replace("`", "``") + "`"


def _of_options(script: Script, place: SqlPlace, span: Span) -> Iterator[Offer]:
    """Keys and values of WITH; in quotes, unless the place is between them."""
    options = place.options
    assert options is not None
    quote = "" if place.in_string else "'"
    if options.key is None:
        if "connector" not in written_options(script, place):
            yield Offer("connector", f"{quote}connector{quote}", span, "option", "required")
        for owned in sorted(owned_options(script, place), key=lambda one: not one.is_required):
            if owned.key in options.pairs or "#" in owned.key:
                continue
            default = owned.option.default
            known = f" = {facts.written(default)}" if default is not None else ""
            detail = "required" if owned.is_required else f"{owned.option.type}{known}"
            about = facts.about_table_option(owned)
            yield Offer(owned.key, f"{quote}{owned.key}{quote}", span, "option", detail, about)
        return
    for value, detail, about in _option_values(script, place, options.key):
        yield Offer(value, f"{quote}{value}{quote}", span, "connector", detail, about)


def _option_values(script: Script, place: SqlPlace, key: str) -> Iterator[tuple[str, str, str]]:
    """The values that an option takes: the text, a word on it, and what is known."""
    if key == "connector":
        for name in connectors.connectors():
            connector = connectors.connector(name, managed=script.vendor)
            if connector is not None and _is_there(connector, script):
                yield name, ", ".join(connector.roles), facts.about_connector(connector)
        return
    if key == "format" or key.endswith(".format"):
        for name in connectors.formats():
            found = connectors.format_of(name)
            if found is not None and (
                script.flink_version is None or found.since <= script.flink_version
            ):
                yield name, "format", facts.about_format(found)
        return
    for owned in owned_options(script, place):
        if owned.key == key:
            values = owned.option.enum or (
                ("true", "false") if owned.option.type == "Boolean" else ()
            )
            default = facts.written(owned.option.default)
            for value in dict.fromkeys([*values, *([default] if owned.option.default else [])]):
                yield value, "default" if value == default else "", ""


def _is_there(connector: connectors.Connector, script: Script) -> bool:
    """Whether the engine of a script may have a connector."""
    if connector.is_managed and connector.provider == "alibaba-vvr" and not script.vendor:
        return script.deployment is None and script.settings.platform == "auto"
    version = script.flink_version
    if version is None:
        return True
    early = connector.since is not None and version < connector.since
    return not early and (connector.until is None or version <= connector.until)
