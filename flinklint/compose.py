"""Makes a `Tree` of a YAML (or JSON) text from ruamel.yaml's events, which carry exact offsets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from flinklint import yaml_lines
from flinklint.regex import regex
from flinklint.scalar import Block
from flinklint.source import BOM, Source, Span
from flinklint.tree import Comment, Document, Entry, Mapping, Problem, Scalar, Sequence, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_COLON = regex(r"[ \t]*:")
_DOCUMENT = regex(r"^---(?=[ \t\n]|\Z)", re.MULTILINE)
_NOT_ALONE = regex(r"^(?:%|\.\.\.)", re.MULTILINE)
"""What ends a document without beginning the next, or says something of it."""

MOST_BY_ALIASES = 100_000
"""How many values the aliases of a document may stand for: nested, ten lines make a billion."""


MOST_CHARACTERS = 10_000_000
MOST_VALUES = 300_000
MOST_OF_DOCUMENT = 150_000
"""How much is read by the grammar, which takes twenty times as long as reading by lines: characters
and values of a file, and values of a document, which are 75,000 options as in block style."""


def compose(source: Source) -> Tree:
    """All documents of a text; what cannot be read ends the tree with a problem."""
    tree = yaml_lines.read(source)
    if tree is not None:
        return tree
    if len(source.text) > MOST_CHARACTERS:
        most = f"more than {MOST_CHARACTERS // 1_000_000} million characters"
        return _refused(source, most)
    try:
        return _by_documents(source) or by_grammar(source)
    except _TooManyError as error:
        return _refused(source, str(error))


def _refused(source: Source, most: str) -> Tree:
    said = f"the file has {most}, not all in block style: it is not read"
    return Tree(source, [], [], Problem(said, Span(0, 0), "split it"))


def by_grammar(source: Source) -> Tree:
    """As `compose`, and whatever the text, as YAML's grammar says."""
    return _by_grammar(source, 0)[0]


def _by_grammar(source: Source, values: int) -> tuple[Tree, int]:
    """A text's tree, and how many values there are with those that were read before."""
    composer = Composer(source, values)
    tree = composer.quick_tree()
    if tree is None:
        composer = Composer(source, values)
        tree = composer.tree()
    return tree, composer.values


def _by_documents(source: Source) -> Tree | None:
    """As `compose`, by the grammar only those documents that need it.

    None where there is but one, or something is wrong: what is said of it may need the whole text.
    """
    text = source.text
    if yaml_lines.is_strange(text) or _NOT_ALONE.search(text):
        return None
    starts = [match.start() for match in _DOCUMENT.finditer(text)]
    starts = [0, *(start for start in starts if start), len(text)]
    if len(starts) < 3:
        return None
    found = Tree(source, [], [], None)
    values = 0
    for start, end in itertools.pairwise(starts):
        part = Source(source.name, text[start:end])
        tree = yaml_lines.read(part)
        if tree is None:
            tree, values = _by_grammar(part, values)
            if tree.problem is not None:
                return None
        _take_over(found, tree, start)
    return found


def _take_over(tree: Tree, part: Tree, by: int) -> None:
    """Put the documents of a part of a text, which begins `by` characters after it, into a tree."""

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    tree.comments.extend(
        Comment(moved(comment.span), comment.text, comment.own_line) for comment in part.comments
    )
    for document in part.documents:
        waiting = [] if document.content is None else [document.content]
        seen: set[int] = set()
        while waiting:
            entry = waiting.pop()
            value = entry.value
            if entry.alias is not None:
                entry.alias = moved(entry.alias)
            if id(value) in seen:
                continue
            seen.add(id(value))
            value.span = moved(value.span)
            if isinstance(value, Mapping):
                waiting.extend(itertools.chain.from_iterable(value.entries))
            elif isinstance(value, Sequence):
                waiting.extend(value.items)
            elif value.block is not None:
                block = value.block
                value.block = Block(block.indent, block.end + by, block.stop + by)
        document.source = tree.source
        document.index = len(tree.documents) + 1
        document.aliases = [moved(alias) for alias in document.aliases]
        tree.documents.append(document)


class _TooManyError(Exception):
    """There are more values than are read; says of what."""


class Composer:
    """Makes documents from ruamel.yaml's events, with a stack of its own instead of recursion."""

    def __init__(self, source: Source, values: int = 0) -> None:
        self.source = source
        self.values = values
        self._most = MOST_VALUES
        self.documents: list[Document] = []
        self.scalars: list[Scalar] = []
        self._anchors: dict[str, Entry] = {}
        self._sizes: dict[int, int] = {}  # of collections with anchors; 0 where one is open
        self._counts: list[int] = []  # of the collections on the stack, so far
        self._by_aliases = 0
        self._stack: list[tuple[Mapping | Sequence, Entry | None]] = []
        self._document: Document | None = None

    def tree(self) -> Tree:
        """Read everything, as far as the problem that stops it, if any.

        Raises `_TooManyError` where there are more values than are read.
        """
        problem = self._run()
        comments = list(_comments(self.source.text, self.scalars))
        return Tree(self.source, self.documents, comments, problem)

    def quick_tree(self) -> Tree | None:
        """As `tree`, by the parser in C; None where it is not there or may not give the same.

        What is wrong with a text is not for it to say.
        """
        from flinklint import yaml_parser

        text = self.source.text
        if not yaml_parser.reads(text):
            return None
        from ruamel.yaml.error import YAMLError

        try:
            for event, start, block in yaml_parser.events(text):
                self._take(event, start, block)
        except (YAMLError, ValueError, yaml_lines.Unusual):
            return None
        return Tree(self.source, self.documents, list(_comments(text, self.scalars)), None)

    def _run(self) -> Problem | None:
        # ruamel.yaml is imported where a text needs it: most are read by lines
        from ruamel.yaml.error import MarkedYAMLError, YAMLError
        from ruamel.yaml.reader import ReaderError

        from flinklint.yaml_problem import describe, describe_character
        from flinklint.yaml_scanner import events

        text = self.source.text
        try:
            for event, start, block in events(text):
                self._take(event, start, block)
        except ReaderError as error:
            return describe_character(text, error)
        except MarkedYAMLError as error:
            return describe(text, error)
        except (YAMLError, RecursionError, ValueError, IndexError, AssertionError):
            hint = "write it in another way: without directives, tags and anchors"
            return Problem("this YAML cannot be read", Span(len(text), len(text)), hint)
        return None

    def _take(self, event: Any, start: int, block: Block | None) -> None:
        name = type(event).__name__
        if name == "ScalarEvent":
            self._scalar(event, start, block)
        elif name == "AliasEvent":
            self._alias(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            value = (Mapping if name[0] == "M" else Sequence)(Span(start, start))
            entry = self._anchored(Entry(value), event.anchor)
            self._add(entry)
            self._stack.append((value, None))
            self._counts.append(1)
            if event.anchor is not None:
                self._sizes[id(value)] = 0
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif name == "DocumentStartEvent":
            self._anchors = {}
            self._by_aliases = 0
            self._most = min(MOST_VALUES, self.values + MOST_OF_DOCUMENT)
            self._document = Document(self.source, len(self.documents) + 1, None, [], 0)
            self.documents.append(self._document)

    def _scalar(self, event: Any, start: int, block: Block | None) -> None:
        end = event.end_mark.index
        style = event.style or ""
        if block is not None:
            end = block.end
        elif not style and not event.value:
            start = end = self._colon(event) or self._back(start)
        tag = None if event.tag is None else str(event.tag)
        value = Scalar(Span(start, end), _join_surrogates(event.value), style, tag, block)
        self.scalars.append(value)
        self._add(self._anchored(Entry(value), event.anchor))

    def _colon(self, event: Any) -> int | None:
        """The offset after a key's colon, where a value stands that is not written.

        ruamel.yaml has it after the comments that follow.
        """
        key = self._stack[-1][1] if self._stack else None
        if key is None or key.alias is not None or event.anchor is not None:
            return None
        match = _COLON.match(self.source.text, key.value.span.end)
        return match.end() if match else None

    def _back(self, offset: int) -> int:
        """The offset after the last visible character before an offset."""
        text = self.source.text
        while offset and text[offset - 1] in " \t\r\n":
            offset -= 1
        return offset

    def _alias(self, event: Any) -> None:
        span = Span(event.start_mark.index, event.end_mark.index)
        target = self._anchors.get(event.anchor)
        if target is None:
            from ruamel.yaml.composer import ComposerError

            problem = f"found undefined alias {event.anchor!r}"
            raise ComposerError(None, None, problem, event.start_mark)
        if self._document:
            self._document.aliases.append(span)
        self._count(target, event)
        self._add(Entry(target.value, span))

    def _count(self, target: Entry, event: Any) -> None:
        """Refuse an alias of what it stands in itself, and aliases that stand for too much."""
        from ruamel.yaml.composer import ComposerError

        size = self._sizes.get(id(target.value), 1)
        if not size:
            problem = f"found recursive alias {event.anchor!r}"
            raise ComposerError(None, None, problem, event.start_mark)
        self._by_aliases += size
        if self._by_aliases > MOST_BY_ALIASES:
            problem = f"found expanding alias {event.anchor!r}"
            raise ComposerError(None, None, problem, event.start_mark)
        if self._counts:
            self._counts[-1] += size - 1

    def _anchored(self, entry: Entry, anchor: str | None) -> Entry:
        if anchor is not None:
            self._anchors[anchor] = entry
            if self._document:
                self._document.anchors += 1
        return entry

    def _add(self, entry: Entry) -> None:
        self.values += 1
        if self.values > self._most:
            raise _TooManyError(
                f"more than {MOST_VALUES:,} values"
                if self.values > MOST_VALUES
                else f"a document of more than {MOST_OF_DOCUMENT:,} values"
            )
        if not self._stack:
            if self._document:
                self._document.content = entry
            return
        self._counts[-1] += 1
        holder, key = self._stack[-1]
        if isinstance(holder, Sequence):
            holder.items.append(entry)
        elif key is None:
            self._stack[-1] = (holder, entry)
        else:
            holder.entries.append((key, entry))
            self._stack[-1] = (holder, None)

    def _close(self, event: Any) -> None:
        value, _ = self._stack.pop()
        size = self._counts.pop()
        if id(value) in self._sizes:
            self._sizes[id(value)] = size
        if self._counts:
            self._counts[-1] += size - 1
        end: int = event.end_mark.index
        if event.start_mark.index == end:  # no bracket closes it
            end = self._last_end(value) or self._back(end)
        value.span = Span(value.span.start, max(end, value.span.start))

    @staticmethod
    def _last_end(value: Mapping | Sequence) -> int:
        entry = None
        if isinstance(value, Mapping):
            entry = value.entries[-1][1] if value.entries else None
        elif value.items:
            entry = value.items[-1]
        if entry is None:
            return 0
        return entry.alias.end if entry.alias else entry.value.span.end


def _join_surrogates(value: str) -> str:
    """JSON writes a character beyond U+FFFF as two escapes: make it the one that it is."""
    if value.isascii() or not any("\ud800" <= character <= "\udbff" for character in value):
        return value
    pair = re.compile("[\ud800-\udbff][\udc00-\udfff]")
    return pair.sub(lambda m: m.group().encode("utf-16", "surrogatepass").decode("utf-16"), value)


def _comments(text: str, scalars: list[Scalar]) -> Iterator[Comment]:
    """The comments: a `#` at a line's start or after a blank, outside of every scalar."""
    pattern = re.compile(r"(?:^|(?<=[\s\ufeff]))#[^\r\n]*", re.MULTILINE)
    header = re.compile(r"[|>][-+0-9]*[ \t]*")
    gaps: list[tuple[int, int]] = []
    done = 0
    for scalar in scalars:
        start, end = scalar.span.start, scalar.span.end
        if start > done:
            gaps.append((done, start))
        if scalar.style in ("|", ">"):
            match = header.match(text, start)
            line = re.compile(r"[^\r\n]*").match(text, start)
            if match and line:
                gaps.append((match.end(), line.end()))
        done = max(done, end)
    gaps.append((done, len(text)))
    for start, end in gaps:
        for match in pattern.finditer(text, start, end):
            line_start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start()))
            before = text[line_start + 1 : match.start()]
            own_line = not before.strip(" \t" + BOM)
            yield Comment(Span(match.start(), match.end()), match.group(), own_line)
