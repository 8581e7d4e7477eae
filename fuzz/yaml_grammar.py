"""YAML made by its grammar: a deployment, and ways to write a value that all say the same.

A value is a dictionary, a list, a `str` (text), or a `Bare` (what must have no quotes, since it is
a number, a boolean or null). `written` gives a text that YAML 1.2 reads as just that value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from sql_grammar import script

_PLAIN = re.compile(r"[A-Za-z_/$][\w./$+@-]*(?:[ :][\w./$+@-]+)*", re.ASCII)
_NOT_TEXT = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n")
_WORDS = (
    "a",
    "orders",
    "it's",
    '"',
    "é 漢字",
    "x: y",
    "# no",
    "- x",
    "a  b",
    "{a}",
    "[",
    "*a",
    "&b",
    "!c",
    "%",
    "\\n",
    "\U0001f600",
    "${v}",
)
_COMMENTS = ("# c", "#", '# it\'s: "x" | > - {', "#\tflinklint", "# é 漢字 \U0001f600")


class Bare(str):
    """A scalar that is no text, as it is written."""

    __slots__ = ()


def shape(value: Any) -> Any:
    """A value as a tree tells it: nulls as None, all else as text."""
    if isinstance(value, dict):
        return {key: shape(below) for key, below in value.items()}
    if isinstance(value, list):
        return [shape(below) for below in value]
    return None if isinstance(value, Bare) and value in ("null", "~") else str(value)


def deployment(random: Random) -> dict[str, Any]:
    """A deployment; what is wrong with some of it is wrong however it is written."""
    r = random
    artifact: dict[str, Any] = {"flinkVersion": r.choice(("1.12", "1.13", "1.15", "1.17", "1.20"))}
    kind = r.choice(("SQLSCRIPT", "SQLSCRIPT", "JAR", "PYTHON"))
    artifact["kind"] = kind
    if kind == "SQLSCRIPT":
        artifact["sqlScript"] = script(r)
    elif kind == "JAR":
        artifact |= {
            "jarUri": "https://example.com/a.jar",
            "entryClass": "com.example.A",
            "mainArgs": "--a b  --c",
        }
    else:
        artifact |= {"pythonArtifactUri": "oss://b/a.py", "entryModule": "a"}
    size = {
        "cpu": Bare(r.choice(("1", "0.5", "2"))),
        "memory": r.choice(("1g", "4Gi", "2 GiB", "x")),
    }
    options = {
        "execution.checkpointing.interval": ("180s", "3 min", "0 s"),
        "state.backend": ("rocksdb", "hashmap", "filesystem"),
        "taskmanager.numberOfTaskSlots": ("1", "4"),
        "restart-strategy": ("fixed-delay", "none", "never"),
        "pipeline.name": ("it's", "é", "a: b", "${x}", "x\ty"),
        "execution.checkpointing.unaligned": ("true", "false"),
        "no.such.key": ("1", "", " x "),
    }
    spec: dict[str, Any] = {
        "artifact": artifact,
        "parallelism": Bare(r.choice(("1", "4", "0"))),
        "resources": {"jobmanager": size, "taskmanager": dict(size)},
        "flinkConfiguration": {
            key: r.choice(options[key]) for key in r.sample(sorted(options), r.randint(0, 4))
        },
    }
    strategy = {"kind": r.choice(("STATEFUL", "STATELESS", "NONE"))}
    made: dict[str, Any] = {
        "apiVersion": "v1",
        "kind": "Deployment",
        "metadata": {
            "name": r.choice(("orders", "Orders 1", "é")),
            "labels": {"team": _text(r) if r.random() < 0.3 else "a b"},
        },
        "spec": {
            "state": r.choice(("RUNNING", "CANCELLED")),
            "upgradeStrategy": strategy,
            "restoreStrategy": {
                "kind": r.choice(("LATEST_STATE", "NONE")),
                "allowNonRestoredState": Bare("false"),
            },
            "deploymentTargetName": "default",
            "template": {"spec": spec},
        },
    }
    if r.random() < 0.3:
        made["metadata"]["annotations"] = {
            "notes": [_text(r) for _ in range(r.randint(0, 3))],
            "none": Bare("null"),
        }
    return made


def any_value(random: Random, deep: int = 3) -> dict[str, Any]:
    """A mapping of mappings, lists and scalars of every kind."""
    r = random

    def below(left: int) -> Any:
        chance = r.random()
        if left and chance < 0.25:
            return any_value(r, left - 1)
        if left and chance < 0.45:
            return [below(left - 1) for _ in range(r.randint(0, 4))]
        if chance < 0.6:
            return Bare(
                r.choice(
                    ("1", "-2.5", "true", "null", "~", "1e3", "yes", "2024-01-02", ".inf", "0o7")
                )
            )
        return _text(r)

    keys = dict.fromkeys(_text(r, short=True) for _ in range(r.randint(0, 5)))
    return {key: below(deep) for key in keys}


def _text(r: Random, *, short: bool = False) -> str:
    words = r.choices(_WORDS, k=r.randint(0, 2 if short else 5))
    text = r.choice((" ", " ", "", "\n" if not short else " ")).join(words)
    if not short and r.random() < 0.2:
        text = (
            r.choice(("\n", " ", "", "\t"))
            + text
            + r.choice(("\n", "\n\n", " ", "\u2028", "\x85", "\x07"))
        )
    return text


def written(value: Any, random: Random, *, fancy: bool = False) -> str:
    """The text of one document; `fancy` for anchors, aliases, merge keys, tags and `? key`."""
    return _Writer(random, fancy).document(value)


def stream(values: list[Any], random: Random, *, fancy: bool = False) -> str:
    """The text of several documents."""
    writer = _Writer(random, fancy)
    made = (
        ""
        if writer.simple
        else random.choice(("", "\ufeff", "%YAML 1.2" + writer.eol + "---" + writer.eol))
    )
    for number, value in enumerate(values):
        if number:
            ended = not writer.simple and random.random() < 0.3
            made += (
                ("..." + writer.eol if ended else "")
                + random.choice(("---", "--- # c"))
                + writer.eol
            )
        made += writer.document(value)
    return made + ("" if writer.simple else random.choice(("", "..." + writer.eol)))


class _Writer:
    def __init__(self, random: Random, fancy: bool) -> None:
        self.r = random
        self.fancy = fancy
        self.eol = random.choice(("\n", "\n", "\n", "\r\n", "\r"))
        self.steps = random.choice(((2,), (2,), (1, 2, 3, 5), (4,)))
        self.airy = random.random() < 0.5
        self.flows = random.choice((0.0, 0.1, 0.5))
        self.anchors: list[tuple[str, Any]] = []
        self.numbers = 0
        self.simple = not fancy and random.random() < 0.4
        if self.simple:  # as most people write: what is read line by line
            self.eol, self.flows, self.steps = "\n", 0.0, (2,)

    def document(self, value: dict[str, Any]) -> str:
        self.anchors = []
        made = self._between(0) + self._collection(value, self.r.choice((0, 0, 0, 2)))
        return made if made.endswith(self.eol) else made + self.eol

    # Collections; each gives lines that end in a line break

    def _collection(self, value: Any, column: int) -> str:
        if not value or self.r.random() < self.flows / 3:
            return " " * max(column, 1) + self._flow(value, column) + self.eol
        return (
            self._mapping(value, column) if isinstance(value, dict) else self._list(value, column)
        )

    def _mapping(self, value: dict[str, Any], column: int) -> str:
        lines = []
        pad = " " * column
        for key, below in self._own(value):
            if isinstance(key, Bare):
                lines.append(f"{pad}<<: {below}{self.eol}")
                continue
            name = self._key(key)
            if self.fancy and self.r.random() < 0.05:
                lines.append(f"{pad}? {name}{self.eol}{pad}:" + self._below(below, column))
            else:
                lines.append(
                    f"{pad}{name}{'' if self.simple else self.r.choice(('', '', '', ' '))}:"
                    + self._below(below, column)
                )
            if not lines[-1].endswith(self.eol * 2):
                lines.append(self._between(column if lines[-1].count(self.eol) == 1 else 0))
        return "".join(lines)

    def _list(self, value: list[Any], column: int) -> str:
        r, lines = self.r, []
        for below in value:
            deeper = r.choice(self.steps) + 1
            if isinstance(below, dict | list) and below and r.random() > self.flows:
                inner = self._collection(below, column + deeper)
                if inner.strip(" \r\n")[:1] not in (
                    "{",
                    "[",
                ):  # the first line begins after the dash
                    lines.append(" " * column + "-" + inner[column + 1 :])
                    continue
            lines.append(" " * column + "-" + self._below(below, column, in_list=True))
        return "".join(lines)

    def _own(self, value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """The entries to write: all, or a merge key for some."""
        for name, anchored in self.anchors if self.fancy else ():
            fits = isinstance(anchored, dict) and anchored and all(key in value for key in anchored)
            if fits and anchored is not value and self.r.random() < 0.7:
                yield Bare("<<"), f"*{name}"
                value = {k: v for k, v in value.items() if k not in anchored or anchored[k] != v}
                break
        yield from value.items()

    def _below(self, value: Any, column: int, *, in_list: bool = False) -> str:
        """What follows a colon or a dash, to the end of its last line."""
        r = self.r
        if self.fancy:
            for name, anchored in self.anchors:
                if type(anchored) is type(value) and anchored == value and r.random() < 0.7:
                    return f" *{name}" + self._end()
        mark = ""
        if self.fancy and r.random() < 0.2 and not isinstance(value, Bare):
            self.numbers += 1
            name = f"a{self.numbers}"
            mark = f" &{name}"
        if self.fancy and r.random() < 0.1 and not isinstance(value, Bare):
            mark += {dict: " !!map", list: " !!seq", str: " !!str"}[type(value)]
        if isinstance(value, dict | list):
            made = self._collection_below(value, column, mark, in_list=in_list)
        else:
            made = mark + " " * r.choice((1, 1, 1, 3)) + self._scalar(value, column)
        if "&" in mark:
            self.anchors.append((name, value))
        return made

    def _collection_below(self, value: Any, column: int, mark: str, *, in_list: bool) -> str:
        r = self.r
        if not value or r.random() < self.flows:
            return f"{mark} {self._flow(value, column)}" + self._end()
        step = r.choice(self.steps)
        if isinstance(value, list) and not in_list and r.random() < 0.5:
            step = 0
        inner = self._collection(value, column + step)
        if inner.strip(" ")[:1] in ("{", "["):
            inner = " " * (column + 1) + inner.lstrip(" ")
        return mark + self._end() + inner

    def _flow(self, value: Any, column: int) -> str:
        """A value between brackets, on a line or several."""
        r = self.r

        def gap() -> str:
            return (
                self.eol + " " * (column + r.randint(1, 6))
                if r.random() < 0.1
                else r.choice(("", " "))
            )

        if isinstance(value, dict):
            parts = [
                f"{gap()}{self._key(key, flow=True)}: {self._flow(below, column)}{gap()}"
                for key, below in value.items()
            ]
            return "{" + ",".join(parts) + r.choice(("", ", ") if parts else ("",)) + "}"
        if isinstance(value, list):
            parts = [f"{gap()}{self._flow(below, column)}{gap()}" for below in value]
            return "[" + ",".join(parts) + r.choice(("", ",") if parts else ("",)) + "]"
        return self._inline(value, column, flow=True)

    # Scalars

    def _key(self, text: str, *, flow: bool = False) -> str:
        if self._is_plain(text) and (self.simple or self.r.random() < 0.8):
            return text
        if text.isprintable() and (self.simple or self.r.random() < 0.5):
            return "'" + text.replace("'", "''") + "'"
        return self._double(text)

    def _scalar(self, value: str, column: int) -> str:
        r = self.r
        fits = (
            not isinstance(value, Bare)
            and value.strip("\n")
            and not re.search(r"[\x00-\x08\r\x0b-\x1f\x85\u2028]", value)
        )
        if fits and r.random() < (
            1 if self.simple and value.count("\n") > 1 else 0.9 if "\n" in value else 0.2
        ):
            return self._block(value, column)
        return self._inline(value, column, flow=False) + self._end()

    def _inline(self, value: str, column: int, *, flow: bool) -> str:
        r = self.r
        if isinstance(value, Bare):
            return str(value)
        if self._is_plain(value) and r.random() < 0.6:
            return value
        if "\n" not in value and value.isprintable() and (self.simple or r.random() < 0.5):
            return self._folded("'" + value.replace("'", "''") + "'", column)
        return self._double(value, column)

    def _is_plain(self, text: str) -> bool:
        return bool(_PLAIN.fullmatch(text)) and not _NOT_TEXT.fullmatch(text)

    def _double(self, text: str, column: int | None = None) -> str:
        made = json.dumps(text, ensure_ascii=self.r.random() < 0.3)
        made = made.replace("\x85", "\\N").replace("\u2028", "\\L").replace("\x7f", "\\x7f")
        return self._folded(made, column) if column is not None and "\\ud" not in made else made

    def _folded(self, text: str, column: int) -> str:
        """A quoted text with some of its blanks as line breaks."""
        if self.simple or self.r.random() < 0.8:
            return text
        pad = self.eol + " " * (column + self.r.randint(1, 5))
        return re.sub(
            r"(?<=[^\s\\'\"]) (?=[^\s'\"\\])", lambda m: pad if self.r.random() < 0.4 else " ", text
        )

    def _block(self, value: str, column: int) -> str:
        r = self.r
        step = r.choice(self.steps)
        body = value.rstrip("\n")
        ends = len(value) - len(body)
        chomping = ("-", "")[ends] if ends < 2 else "+"
        first = value.lstrip("\n")
        needed = first[:1] in (" ", "\t") or value[0] == "\n"
        indicator = str(step) if needed or (not self.simple and r.random() < 0.1) else ""
        pad = " " * (column + step)
        foldable = ends <= 1 and "\n" not in body and not re.search(r"\s\s|^\s|\s$|\t", body)
        lines = body.split("\n")
        style = "|"
        if foldable and r.random() < 0.6:
            style = ">"
            lines = [re.sub(r" ", lambda m: "\n" if r.random() < 0.3 else " ", body)]
            lines = lines[0].split("\n")
        marks = [indicator, chomping]
        if r.random() < 0.5:
            marks.reverse()
        made = [style + "".join(marks) + self._end()]
        made += (pad + line + self.eol if line else self.eol for line in lines)
        made += [self.eol] * (ends - 1)
        return "".join(made)

    # What says nothing

    def _end(self) -> str:
        comment = " " + self.r.choice(_COMMENTS) if self.airy and self.r.random() < 0.15 else ""
        return self.r.choice(("", "", "", " ")) + comment + self.eol

    def _between(self, column: int) -> str:
        """Blank lines and comments between two entries."""
        if not self.airy or self.r.random() < 0.8:
            return ""
        pad = " " * self.r.choice((0, column))
        return self.r.choice((self.eol, pad + self.r.choice(_COMMENTS) + self.eol))
