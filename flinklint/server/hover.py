"""What is said of the word under the pointer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flinklint import connectors, knowledge
from flinklint.own_rules import rules_of
from flinklint.schema import shape_at
from flinklint.script import Script
from flinklint.server import facts
from flinklint.server.documents import Document
from flinklint.server.place import Place
from flinklint.server.sql_place import SqlPlace
from flinklint.server.table_names import option_owner, visible_tables
from flinklint.settings import Settings
from flinklint.source import Span

SUPPRESSION = re.compile(r"flinklint:[ \t]*ignore(?:-file)?[ \t]*\[(?P<names>[^\]\r\n]*)")
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Hover:
    """A text in Markdown, and what it is about; where the span is None, the word."""

    text: str
    span: Span | None = None


def hover(document: Document, offset: int, settings: Settings) -> Hover | None:
    """What is said at a place; None if nothing is known of it."""
    rule = _rule(document, offset, settings)
    if rule is not None:
        return rule
    found = document.script(offset, settings)
    if found is not None:
        text = _in_script(found.script, found.index)
        return Hover(text) if text else None
    if document.is_sql:
        return None
    place = document.place(offset)
    text = _in_yaml(document, offset, place, settings)
    return Hover(text, place.span) if text else None


def _rule(document: Document, offset: int, settings: Settings) -> Hover | None:
    """The rule that a suppression names at the place."""
    line = document.source.line_span(offset)
    text = document.source.slice(line)
    for match in SUPPRESSION.finditer(text):
        for name in _NAME.finditer(text, *match.span("names")):
            span = Span(line.start + name.start(), line.start + name.end())
            if span.start <= offset <= span.end:
                rule = facts.find_rule(name.group(), rules_of(settings))
                return Hover(facts.about_rule(rule), span) if rule is not None else None
    return None


def _in_yaml(document: Document, offset: int, place: Place, settings: Settings) -> str:
    if place.role not in ("key", "value") or not place.word:
        return ""
    path = (*place.path, place.word) if place.role == "key" else place.path
    if not path:
        return ""
    deployment = document.deployment(offset, settings)
    if path[:-1] == facts.OPTIONS:
        version = deployment.flink_version if deployment is not None else None
        option = knowledge.options(version).find(path[-1])
        return facts.about_option(option, deployment) if option is not None else ""
    shape = shape_at(*path)
    holder = shape_at(*path[:-1])
    if shape is None or holder is None or path[-1] not in holder.fields:
        return ""
    return facts.about_field(path[-1], shape)


def _in_script(script: Script, index: int) -> str:
    place = SqlPlace(script.text, index)
    if place.in_comment or not place.word:
        return ""
    if place.options is not None:
        return _option(script, place)
    return "" if place.in_string else _name(script, place)


def _option(script: Script, place: SqlPlace) -> str:
    """A connector, a format, or an option of one of them."""
    options = place.options
    assert options is not None
    key = options.key if options.key is not None else place.word
    if options.key == "connector":
        connector = connectors.connector(place.word, managed=script.vendor)
        return facts.about_connector(connector) if connector is not None else ""
    if options.key is not None and (options.key == "format" or options.key.endswith(".format")):
        found = connectors.format_of(place.word)
        if found is not None:
            return facts.about_format(found)
    owned = option_owner(script, place, key)
    return facts.about_table_option(owned) if owned is not None else ""


def _name(script: Script, place: SqlPlace) -> str:
    """A table or a column of the script."""
    tables = visible_tables(script, place)
    if place.qualifier is None and place.word in tables and place.wanted != "member":
        return facts.about_table(tables[place.word])
    aliases = place.aliases(frozenset(tables))
    names = [aliases[place.qualifier]] if place.qualifier in aliases else [*aliases.values()]
    if place.target is not None and place.target[0].name in tables:
        names.append(place.target[0].name)
    if place.word in aliases:
        return facts.about_table(tables[aliases[place.word]])
    for name in names:
        column = tables[name].column(place.word)
        if column is not None:
            return facts.about_column(column, tables[name])
    return ""
