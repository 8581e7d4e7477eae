"""What is a secret: by the name it is given, by the shape of its text, and where one stands.

Nothing here ever holds the secret for a message: findings name the field, and are `hidden`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from flinklint import facts, knowledge
from flinklint.addresses import artifact_addresses, is_left_over
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment
from flinklint.finding import Finding
from flinklint.memo import cached_property
from flinklint.regex import regex
from flinklint.source import Span
from flinklint.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LONGEST = 20_000  # characters of a text that are looked through
WORD = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_REFERENCE = regex(
    r"\$\{|\{\{|\$\(|\$[A-Za-z_]\w*$|%\{|%[A-Za-z_]\w*%$|(?i:enc|env|vault|sm)[(:]"
    r"|arn:aws|/(?:[\w.-]+/)+[\w.-]+$|file:"
)
_SAMPLE = regex(
    r"(?i)[*x•.]+|[0-9]{1,3}|your\W?.*|my\W?(?:password|secret|token)|none|null|true|false|.*change\W?it"
)
USER_INFO = regex(r"\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s/:@'\"?#]{1,200}:([^\s/@'\"]{1,200})@")
_PAIR = regex(
    r"(?P<name>[A-Za-z_][\w.-]{0,100})(?:\s{0,4}=\s{0,4}|[\"']\s{0,4}:\s{0,4}(?=[\"']))"
    r"(?:\"(?P<double>[^\"]{0,500})\"|'(?P<single>[^']{0,500})'|(?P<plain>[^\s;&,\"')}]{1,500}))"
)
_ARGUMENT = regex(r"\"([^\"]*)\"|'([^']*)'|(\S+)")


def _facts() -> dict[str, Any]:
    return facts.read("secrets")


@dataclass(frozen=True)
class Shape:
    """A kind of secret that is known by its text alone, as `an AWS access key id`.

    One of the `signs` is in every text that `pattern` finds: plain search is faster.
    """

    name: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    source: str


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes that are known."""
    return tuple(
        Shape(
            row["name"],
            tuple(row["signs"]),
            re.compile(row["pattern"]),
            _facts()["source"][row["source"]],
        )
        for row in _facts()["shapes"]
    )


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether a field, option, variable or argument of this name holds a secret.

    Its last words tell: `fs.s3a.secret.key`, `DB_PASSWORD` and `accessKeySecret` are such names;
    `password-file`, `token.renewal-interval` and `accessKeyId` are not.
    """
    if any(part in name.lower() for part in _facts()["parts"]):
        return True
    words: list[str] = [word.lower() for word in WORD.findall(name)]
    if not words:
        return False
    if words[-1] in _facts()["last-words"] or list(words[-2:]) in _facts()["last-pairs"]:
        return True
    ends: list[str] = _facts()["glued-ends"]
    return words[-1].endswith(tuple(ends))


def is_literal(text: str) -> bool:
    """Whether a text is a secret itself, rather than a reference to one or a stand-in.

    `${name}`, `<password>`, `******`, `yourPassword` and a path to a file are none.
    """
    text = text.strip()
    if not text or is_left_over(text) or _SAMPLE.fullmatch(text):
        return False
    return _REFERENCE.match(text) is None and "${" not in text and "{{" not in text


@dataclass(frozen=True, eq=False)
class Secret:
    """A secret in plain sight: the scalar, the part of its text, and what it is called there."""

    node: Node
    start: int
    end: int
    called: str

    @cached_property
    def span(self) -> Span:
        """The place of the secret in the file."""
        return self.node.source_map.span(self.start, self.end)

    def flag(self, message: str) -> Finding:
        """A finding at the secret, whose text no report shows."""
        return self.node.flag(message).at(self.span).hidden()


def in_configuration(deployment: Deployment) -> Iterator[Secret]:
    """Secrets in plain text in the options, arguments, variables, addresses and log template."""
    for option in deployment.flink_configuration:
        text = option.text
        if text is not None and (is_secret_name(option.name) or "=" in text or ":" in text):
            yield from _in_option(deployment, option)
    arguments = deployment.artifact.find("mainArgs")
    if arguments is not None:
        yield from _in_arguments(arguments)
    for name, value in _variables(deployment):
        if is_secret_name(name):
            yield from _whole(value, f"the environment variable {name}")
        else:
            yield from _within(value, f"the environment variable {name}")
    for address in artifact_addresses(deployment):
        yield from _within(address, address.path[-1] if address.key else address.path[-2])
    template = deployment.template_spec.find("logging", "log4j2ConfigurationTemplate")
    if template is not None:
        yield from _within(template, "the log template")


def shaped_like_secrets(node: Node) -> Iterator[tuple[Secret, Shape]]:
    """The parts of a scalar that have the shape of a secret."""
    for start, end, shape in shaped_parts(node.text or ""):
        yield Secret(node, start, end, shape.name), shape


def may_have_shape(text: str) -> bool:
    """Whether a text has a sign of a secret; without one no part of it has a secret's shape."""
    return _sign().search(text) is not None


@cache
def _sign() -> re.Pattern[str]:
    return regex("|".join(re.escape(sign) for shape in shapes() for sign in shape.signs))


def shaped_parts(text: str) -> Iterator[tuple[int, int, Shape]]:
    """Where parts of a text stand that have the shape of a secret, and which shape."""
    if not may_have_shape(text):
        return
    for shape in shapes():
        for match in shape.pattern.finditer(text[:_LONGEST]):
            if not any(match.group().endswith(sample) for sample in _facts()["samples"]):
                yield match.start(), match.end(), shape


def may_be_secret(node: Node) -> bool:
    """Whether the line of a node, which a report would show, may hold a secret."""
    line = node.source.slice(node.source.line_span(node.span.start))
    names = (
        node.name,
        *re.findall(r"(?<![\w.-])[\w.-]{1,200}(?=[\"']?[ \t]{0,20}[:=])", line[:_LONGEST]),
    )
    shaped = any(True for _ in shaped_parts(line))
    return shaped or any(map(is_secret_name, names)) or USER_INFO.search(line) is not None


def named_in_sql(text: str, start: int) -> bool:
    """Whether the SQL literal around an offset is the value of an option with a secret's name."""
    before = re.search(r"'([^'\n]{1,200})'\s*=\s*'[^'\n]*$", text[max(0, start - 1000) : start])
    return before is not None and is_secret_name(before[1])


def _in_option(deployment: Deployment, option: Node) -> Iterator[Secret]:
    if is_secret_name(option.name) and _takes_text(deployment, option.name):
        yield from _whole(option, option.name)
    else:
        yield from _within(option, option.name)


def _takes_text(deployment: Deployment, key: str) -> bool:
    known = knowledge.options(deployment.flink_version).find(key)
    return known is None or known.type == "String"


def _in_arguments(arguments: Node) -> Iterator[Secret]:
    """Secrets behind `--password` and in `--password=...`, with any number of dashes."""
    for start, end, name in argument_parts(arguments.text or ""):
        yield Secret(arguments, start, end, f"the argument {name}")
    yield from _within(arguments, "the program's arguments")


def argument_parts(text: str) -> Iterator[tuple[int, int, str]]:
    """Where secrets stand in a program's arguments behind a name like `--password`; and it."""
    name = ""
    for match in _ARGUMENT.finditer(text[:_LONGEST]):
        group = match.lastindex or 0
        word, start = match[group], match.start(group)
        if name and not word.startswith("-") and is_literal(word):
            yield start, start + len(word), name
        is_name = word.startswith("-") and "=" not in word and is_secret_name(word)
        name = word if is_name else ""


def _variables(deployment: Deployment) -> Iterator[tuple[str, Node]]:
    """Name and value of every environment variable, of pods and of pod templates."""
    kubernetes = deployment.template_spec.find("kubernetes")
    for node in kubernetes.walk() if kubernetes is not None else ():
        if node.name in ("envVars", "env") and node.kind == "sequence":
            for variable in node:
                name, value = variable["name"].text, variable["value"]
                if name is not None and value.text is not None:
                    yield name, value


def _whole(node: Node, called: str) -> Iterator[Secret]:
    """A scalar that is a secret from end to end."""
    text = node.text
    if text is not None and is_literal(text):
        yield Secret(node, 0, len(text), called)


def _within(node: Node, called: str) -> Iterator[Secret]:
    """The secrets inside a text: the password of an address, the value of `password=`."""
    for start, end in inner_parts(node.text or ""):
        yield Secret(node, start, end, called)


def inner_parts(text: str) -> Iterator[tuple[int, int]]:
    """Where secrets stand inside a text: an address's password, the value of `password=`."""
    text = text[:_LONGEST]
    for match in USER_INFO.finditer(text) if "@" in text else ():
        if is_literal(match[1]):
            yield match.span(1)
    named = "=" in text or (":" in text and ("'" in text or '"' in text))
    for match in _PAIR.finditer(text) if named else ():
        group = match.lastgroup or "plain"
        if is_secret_name(match["name"]) and is_literal(match[group]):
            yield match.span(group)
