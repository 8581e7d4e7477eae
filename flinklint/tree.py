"""The YAML (or JSON) tree of a manifest, with the place of every key, value and comment.

The tree is made by `compose`. Values are the text of the source: nothing is turned into a number,
a boolean or a date, and duplicate keys, aliases and merge keys are kept as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from flinklint.dataclass import dataclass, field
from flinklint.finding import Edit, Finding
from flinklint.memo import cached_property
from flinklint.regex import regex
from flinklint.scalar import Block, ScalarMap, scalar_map
from flinklint.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    ScalarType = Literal["null", "bool", "int", "float", "date", "str"]
    Kind = Literal["absent", "null", "scalar", "mapping", "sequence"]

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_NOTHING = frozenset({"absent", "null"})
_HOLDERS = frozenset({"mapping", "sequence"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_BOOL_11 = regex(r"(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)")
_INT = regex(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = regex(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_NUMBER_11 = regex(
    r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?)"
)
_DATE_11 = regex(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?"
)
_PLACEHOLDER = regex(r"\$\{[^{}]*\}|\{\{[^{}]*\}\}")

_SHORT = 64  # characters of a scalar that may come again

MOST_CHARACTERS = 10_000_000
MOST_LINES = 75_000
"""How large a document may be that is read: the platforms' own limits are far below."""
MOST_OF_FILE = 25_000_000
MOST_LINES_OF_FILE = 650_000
LONG, MOST_LINES_OF_LONG = 200, 400_000
MOST_DOCUMENTS = 150_000
MOST_COMMENTS = 100_000
"""How many characters, lines, documents and comments for flinklint a file may have that is read.

In documents of more than 200 lines, of which one costs more, it may have fewer lines.
"""
MARK = "flinklint:"
"""What is in each comment for flinklint."""

# A file has thousands of the following, and they are asked all the time: written out, with slots.


class Scalar:
    """A scalar as composed; `style` is "" (plain), a quote, "|" or ">".

    `kind` is "null" where a null is written (`~`, `null` or nothing after the colon), and `text`
    is None there; else it is the `value`.
    """

    __slots__ = ("block", "kind", "source_map", "span", "style", "tag", "text", "value")

    def __init__(
        self, span: Span, value: str, style: str, tag: str | None, block: Block | None = None
    ) -> None:
        is_null = style == "" and value in _NULL and tag in (None, "tag:yaml.org,2002:null")
        self.span = span
        self.value = value
        self.style = style
        self.tag = tag
        self.block = block
        self.source_map: ScalarMap | None = None
        self.kind: Literal["null", "scalar"] = "null" if is_null else "scalar"
        self.text = None if is_null else value


class Mapping:
    """A mapping as composed; keys are kept in order, duplicates and `<<` included."""

    __slots__ = ("entries", "span")
    kind: Literal["mapping"] = "mapping"
    text = None

    def __init__(self, span: Span, entries: list[tuple[Entry, Entry]] | None = None) -> None:
        self.span = span
        self.entries = [] if entries is None else entries


class Sequence:
    """A sequence as composed."""

    __slots__ = ("items", "span")
    kind: Literal["sequence"] = "sequence"
    text = None

    def __init__(self, span: Span, items: list[Entry] | None = None) -> None:
        self.span = span
        self.items: list[Entry] = [] if items is None else items


Value = Scalar | Mapping | Sequence


class Entry:
    """A place where a value stands: the value itself, or an alias of one.

    In a document that was put together from several files, `source` is the file that the value
    and all below it were written in, where that is another one than the holder's.
    """

    __slots__ = ("alias", "source", "value")

    def __init__(
        self, value: Value, alias: Span | None = None, source: Source | None = None
    ) -> None:
        self.value = value
        self.alias = alias
        self.source = source


@dataclass(frozen=True)
class Comment:
    """A comment with its `#`; `own_line` if nothing but blanks stands before it."""

    span: Span
    text: str
    own_line: bool


@dataclass(frozen=True)
class Problem:
    """Why a text is no YAML, or is not looked at to its end: our own words and the place.

    `document` counts from 1; 0 is the last that was read.
    """

    message: str
    span: Span
    hint: str = ""
    label: str = ""
    label_span: Span | None = None
    code: str = "FL001"
    document: int = 0


@dataclass(eq=False)
class Document:
    """One document of a file; `index` counts from 1.

    `meant` holds, by path, what is found where a key is absent: the value under a key that was
    misspelt or put elsewhere. The mistake is said once; nothing else is said to be missing.
    `disputed` are the paths of values that cannot be told, such as a key's that is there twice.
    A document that is `layered` was put together from several files, with `source` the first.
    `is_plain` tells that no mapping looked at so far has a key twice, or a merge key.
    """

    source: Source
    index: int
    content: Entry | None
    aliases: list[Span]
    anchors: int
    meant: dict[tuple[str, ...], Node] = field(default_factory=dict)
    disputed: set[tuple[str, ...]] = field(default_factory=set)
    layered: bool = False
    is_plain: bool = True

    @cached_property
    def root(self) -> Node:
        """The root of the document; absent in an empty one."""
        return Node(self, None, "", None, self.content)

    def forget(self) -> None:
        """Take apart the views of values, which hold one another; who asks again gets others."""
        waiting = [self.__dict__.pop("root", None), *self.meant.values()]
        self.meant.clear()
        for node in waiting:  # it grows
            if node is not None and node._children:
                waiting += node._children.values()
                node._children = None


@dataclass(frozen=True, eq=False)
class Tree:
    """All documents of a source, its comments, and the problem that ended the reading, if any."""

    source: Source
    documents: list[Document]
    comments: list[Comment]
    problem: Problem | None


class Node:
    """A view of one value in a document. Look-ups never raise: what is absent is false.

    An absent node still has a span: the nearest parent that exists. `value` is the composed value,
    aliases followed; `kind` says what stands here; `text` is a scalar's text as written, quotes
    and escapes decoded, and None for null or no scalar.
    """

    __slots__ = (
        "_children", "document", "entry", "key", "kind", "name", "parent", "text", "value"
    )  # fmt: skip

    def __init__(
        self,
        document: Document,
        parent: Node | None,
        name: str,
        key: Entry | None,
        entry: Entry | None,
    ) -> None:
        self.document = document
        self.parent = parent
        self.name = name
        self.key = key
        self.entry = entry
        self._children: dict[str, Node] | None = None
        self.value: Value | None = None
        self.kind: Kind = "absent"
        self.text: str | None = None
        if entry is not None:
            value = entry.value
            self.value, self.kind, self.text = value, value.kind, value.text

    def __bool__(self) -> bool:
        return self.kind not in _NOTHING

    def __repr__(self) -> str:
        return f"Node({self.pointer!r}, {self.kind})"

    @property
    def source(self) -> Source:
        """The source that holds the node."""
        if self.document.layered:
            node: Node | None = self
            while node is not None:
                if node.entry is not None and node.entry.source is not None:
                    return node.entry.source
                node = node.parent
        return self.document.source

    @property
    def path(self) -> tuple[str, ...]:
        """The keys and indexes that lead here from the root."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            steps.append(node.name)
            node = node.parent
        return tuple(reversed(steps))

    @property
    def pointer(self) -> str:
        """The path as a JSON Pointer (RFC 6901)."""
        return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in self.path)

    @property
    def exists(self) -> bool:
        """Whether the key is in the file, even with a null value."""
        return self.entry is not None

    @property
    def is_null(self) -> bool:
        """Whether the value is written and null (`~`, `null` or nothing after the colon)."""
        return self.kind == "null"

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return self.kind == "mapping"

    @property
    def is_plain(self) -> bool:
        """Whether the value is a scalar without quotes, block style or tag."""
        value = self.value
        return isinstance(value, Scalar) and value.style == "" and value.tag is None

    @property
    def is_placeholder(self) -> bool:
        """Whether the value cannot be told: `${name}` or `{{name}}`, which somebody fills in.

        So is text with bytes that are no UTF-8, and a key that is there twice.
        """
        text = self.text
        if text is None:
            return False
        return self.is_disputed or "\ufffd" in text or is_opaque(text)

    @property
    def is_disputed(self) -> bool:
        """Whether the key is there twice, so that readers do not agree on the value."""
        return bool(self.document.disputed) and self.path in self.document.disputed

    @property
    def type(self) -> ScalarType:
        """The type that YAML 1.2 gives the scalar; quoted text is "str"."""
        return core_type(self.value) if isinstance(self.value, Scalar) else "str"

    @property
    def legacy_type(self) -> ScalarType:
        """The type that YAML 1.1, which most Java and Python readers still speak, gives it."""
        return legacy_type(self.value) if isinstance(self.value, Scalar) else "str"

    @property
    def span(self) -> Span:
        """What a person would edit: the scalar, or the key of a mapping or sequence.

        For an absent node the span of the nearest parent that exists.
        """
        if self.entry is None:
            return self.parent.span if self.parent is not None else Span(0, 0)
        value = self.entry.value
        if isinstance(value, Scalar) and (value.span or self.key is None):
            return value.span
        if self.key is not None:
            return self.key_span
        if isinstance(value, Mapping) and value.entries:
            return value.entries[0][0].value.span
        first_line = re.match(r"[^\r\n]*", self.source.text[value.span.start :])
        assert first_line is not None
        end = min(value.span.end, value.span.start + first_line.end())
        return Span(value.span.start, end)

    @property
    def key_span(self) -> Span:
        """The span of the key; of the value where there is no key."""
        return self.key.value.span if self.key is not None else self.span

    @property
    def whole_span(self) -> Span:
        """The whole value, however many lines; where absent, as `span`."""
        return self.entry.value.span if self.entry is not None else self.span

    @property
    def source_map(self) -> ScalarMap:
        """Where the characters of this scalar's text stand in the file.

        Raises `TypeError` on what is no scalar.
        """
        value = self.value
        if not isinstance(value, Scalar):
            raise TypeError(f"{self.pointer} is no scalar")
        if value.source_map is None:
            text = self.source.text
            value.source_map = scalar_map(text, value.span, value.style, value.value, value.block)
        return value.source_map

    def __getitem__(self, key: str) -> Node:
        children = self._children
        found = (self.children if children is None else children).get(key)
        if found is None and self.document.meant:
            found = self.document.meant.get((*self.path, key))
        return found if found is not None else Node(self.document, self, key, None, None)

    def at(self, *path: str) -> Node:
        """The node some steps below."""
        node = self
        for step in path:
            node = node[step]
        return node

    def find(self, *path: str) -> Node | None:
        """The node some steps below, or None where there is none."""
        node = self
        for step in path:
            found = node.children.get(step)
            if found is None and not self.document.meant:
                return None
            node = node[step] if found is None else found
        return node if node.entry is not None else None

    def __contains__(self, key: str) -> bool:
        return key in self.children

    def __iter__(self) -> Iterator[Node]:
        return iter(self.children.values())

    @property
    def children(self) -> dict[str, Node]:
        """The values of a mapping by key, or the items of a sequence by index.

        Of a duplicate key the last value counts; merged keys come after the mapping's own.
        """
        found = self._children
        if found is None:
            value, document, found = self.value, self.document, {}
            if isinstance(value, Mapping):
                entries = _distinct_entries(value)
                if entries is None:
                    document.is_plain = False
                    entries = merged_entries(value)
                for name, (key, item) in entries.items():
                    found[name] = Node(document, self, name, key, item)
            elif isinstance(value, Sequence):
                for index, item in enumerate(value.items):
                    name = str(index)
                    found[name] = Node(document, self, name, None, item)
            self._children = found
        return found

    def duplicates(self) -> Iterator[tuple[Entry, Entry]]:
        """First and repeated key of each key that this mapping itself has twice."""
        seen: dict[str, Entry] = {}
        for key, _ in self.value.entries if isinstance(self.value, Mapping) else ():
            name = key_name(key)
            if name is None or is_merge(key):
                continue
            if name in seen:
                yield seen[name], key
            else:
                seen[name] = key

    def dispute(self) -> None:
        """Take no value of a key that is there twice, below this node, for the one that counts.

        Of two mappings under one key, what only the first has is read too.
        """
        nodes = list(self.walk())  # which looks at every mapping
        if self.document.is_plain:
            return
        for node in nodes:
            value = node.value
            if not isinstance(value, Mapping) or _distinct_entries(value) is not None:
                continue
            for key, item in value.entries:
                last = node.children.get(key_name(key) or "")
                if last is None or last.entry is item or is_merge(key):
                    continue
                self.document.disputed.add(last.path)
                for name, (inner, below) in _entries(item.value).items():
                    if name not in last:
                        found = Node(self.document, last, name, inner, below)
                        self.document.meant.setdefault((*last.path, name), found)

    def walk(self, limit: int = 100_000) -> Iterator[Node]:
        """This node and all below it, in order, a value behind an alias each time it is met.

        At most `limit` nodes, so that nested aliases cannot make it endless.
        """
        stack = [self]
        while stack and limit:
            node = stack.pop()
            limit -= 1
            yield node
            if node.kind in _HOLDERS:
                stack.extend(reversed(node.children.values()))

    def flag(self, message: str) -> Finding:
        """A finding at this node's value."""
        source = self.source
        index = self.document.index if source is self.document.source else 1
        return Finding(message, source, self.span, index, self.pointer)

    def flag_key(self, message: str) -> Finding:
        """A finding at this node's key."""
        return self.flag(message).at(self.key_span)

    def edit(self, text: str) -> Edit:
        """An edit that replaces the value's source."""
        return Edit(self.source, self.whole_span, text)

    def quote(self) -> list[Edit]:
        """Edits that put a plain scalar of one word into double quotes, without repeating it."""
        span = self.whole_span
        ends = (Span(span.start, span.start), Span(span.end, span.end))
        return [Edit(self.source, end, '"') for end in ends]

    def edit_key(self, text: str) -> Edit:
        """An edit that replaces the key's source."""
        return Edit(self.source, self.key_span, text)


def is_opaque(text: str) -> bool:
    """Whether a text holds a placeholder."""
    return "{" in text and _PLACEHOLDER.search(text) is not None


def key_name(key: Entry) -> str | None:
    """The text of a key, or None for a key that is no scalar."""
    return key.value.value if isinstance(key.value, Scalar) else None


def is_merge(key: Entry) -> bool:
    """Whether a key is the merge key `<<`; in quotes it is a key like others."""
    return isinstance(key.value, Scalar) and key.value.value == "<<" and key.value.style == ""


def merged_entries(mapping: Mapping) -> dict[str, tuple[Entry, Entry]]:
    """The entries of a mapping by key, merge keys (`<<`) resolved; own keys win."""
    distinct = _distinct_entries(mapping)
    if distinct is not None:
        return distinct
    entries: dict[str, tuple[Entry, Entry]] = {}
    waiting: list[Value] = [mapping]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Sequence):
            waiting += (item.value for item in reversed(value.items))
        elif isinstance(value, Mapping):
            own: dict[str, tuple[Entry, Entry]] = {}
            for key, item in value.entries:
                name = key_name(key)
                if name is not None and not is_merge(key):
                    own[name] = (key, item)
            for name, pair in own.items():
                entries.setdefault(name, pair)
            waiting += (item.value for key, item in reversed(value.entries) if is_merge(key))
    return entries


def _distinct_entries(mapping: Mapping) -> dict[str, tuple[Entry, Entry]] | None:
    """The entries by key where each has a text of its own and none is merged in; else None."""
    entries = mapping.entries
    found = {pair[0].value.text: pair for pair in entries}
    if len(found) < len(entries) or None in found or "<<" in found:
        return None
    return found  # type: ignore[return-value]


def _entries(value: Value) -> dict[str, tuple[Entry, Entry]]:
    return merged_entries(value) if isinstance(value, Mapping) else {}


def core_type(scalar: Scalar) -> ScalarType:
    """The type of a scalar under the YAML 1.2 core schema."""
    return "str" if scalar.tag is not None or scalar.style else _types(scalar.value)[0]


def legacy_type(scalar: Scalar) -> ScalarType:
    """The type of a scalar under YAML 1.1: also `on`, `1:30`, `1_000`, `0b1` and dates."""
    return "str" if scalar.tag is not None or scalar.style else _types(scalar.value)[1]


def _types(text: str) -> tuple[ScalarType, ScalarType]:
    """The types of a plain scalar, under YAML 1.2 and 1.1."""
    return _types_of_short(text) if len(text) <= _SHORT else _read_types(text)


def _read_types(text: str) -> tuple[ScalarType, ScalarType]:
    if text in _NULL:
        return "null", "null"
    if text in _BOOL:
        return "bool", "bool"
    if _INT.fullmatch(text):
        return "int", "int"
    if _FLOAT.fullmatch(text):
        return "float", "float"
    if _BOOL_11.fullmatch(text):
        return "str", "bool"
    if _NUMBER_11.fullmatch(text):
        return "str", "float" if "." in text else "int"
    return "str", "date" if _DATE_11.fullmatch(text) else "str"


_types_of_short = lru_cache(maxsize=4096)(_read_types)


def has_too_many_comments(text: str) -> bool:
    """Whether a text has more comments for flinklint than are read: each costs 60 µs."""
    return len(text) > MOST_COMMENTS * len(MARK) and text.count(MARK) > MOST_COMMENTS


def _too_large(text: str) -> Problem | None:
    """What no person wrote, and would take minutes: a file of a store or of another tool."""
    said = _excess(text)
    if said is None:
        return None
    return Problem(f"the file has {said}: it is not read", Span(0, 0), "split it")


def _excess(text: str) -> str | None:
    if len(text) > MOST_OF_FILE:
        return f"more than {MOST_OF_FILE // 1_000_000} million characters"
    lines = text.count("\n")
    if lines > MOST_LINES_OF_FILE:
        return f"more than {MOST_LINES_OF_FILE:,} lines"
    if has_too_many_comments(text):
        return f"more than {MOST_COMMENTS:,} comments for flinklint"
    if len(text) <= MOST_CHARACTERS and lines <= MOST_LINES:
        return None
    start = number = in_long = 0
    while start < len(text):
        end = text.find("\n---", start) + 1 or len(text)
        number += 1
        lines = text.count("\n", start, end)
        in_long += lines if lines > LONG else 0
        if end - start > MOST_CHARACTERS:
            return f"a document of more than {MOST_CHARACTERS // 1_000_000} million characters"
        if lines > MOST_LINES:
            return f"a document of more than {MOST_LINES:,} lines"
        if in_long > MOST_LINES_OF_LONG:
            return f"more than {MOST_LINES_OF_LONG:,} lines in documents of more than {LONG}"
        if number > MOST_DOCUMENTS:
            return f"more than {MOST_DOCUMENTS:,} documents"
        start = end
    return None


def read(source: Source) -> Tree:
    """Read all documents of a YAML text; what cannot be read ends the tree with a problem."""
    problem = _too_large(source.text)
    if problem is not None:
        return Tree(source, [], [], problem)
    # only where there is a text to read
    from flinklint.compose import compose

    return compose(source)
