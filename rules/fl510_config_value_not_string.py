"""A value of flinkConfiguration is no text.

## Why
The API takes a map of texts. The platform turns a bare number or boolean into text itself, so `1` and `true`
arrive as they are: an info, since only clients in stricter languages refuse such a file. Others may arrive
as another text, as readers write the value and not what the file has: `1e3` and `010` come out as other
numbers, `off` as `false`, which is no restart strategy. A null, a list or a nested mapping is no text at
all: Flink refuses a null, and the platform does not flatten a mapping.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: 1  # FL510
        restart-strategy: off  # FL510
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      flinkConfiguration:
        taskmanager.numberOfTaskSlots: "1"
        restart-strategy: "off"
```

## When it does not apply
A value that Flink cannot read in any form is FL514's (or FL505's, FL520's), and an empty checkpointing
interval is FL501's.

## Fix
Safe: the value as it is written, in quotes. Of a list the items between semicolons (unsafe).
"""

from collections.abc import Iterator

from flinklint.checkpointing import INTERVAL
from flinklint.configuration import Written, fault
from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.knowledge import Option
from flinklint.regex import regex
from flinklint.rewrite import quoted
from flinklint.rule import rule
from flinklint.secrets import is_secret_name
from flinklint.tree import Node

_DIGITS = 15  # that a double keeps, which is what many readers make of a number
_SAME = regex(r"true|false|-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]*[1-9])?")
_DECIMAL = regex(r"-?[0-9]{1,5}\.[0-9]{1,10}")
_SAME_TO = {"Boolean": regex(r"[Tt]rue|[Ff]alse|TRUE|FALSE"), "Double": _DECIMAL, "Float": _DECIMAL}
_CALLED = {"bool": "a boolean", "int": "a number", "float": "a number", "date": "a date"}


@rule(
    "FL510",
    Severity.WARNING,
    source="statement 25 of the page, whose example has a bare number; AppManager API 2.1 (a map of texts); "
    "seven of 13 public lineages, which the platform takes",
)
def config_value_not_string(deployment: Deployment) -> Iterator[Finding]:
    for node in deployment.flink_configuration:
        if node.kind == "null":
            if node.name != INTERVAL:
                finding = node.flag(f"{node.name} is null, and Flink takes text only").error()
                yield finding.suggest("write a value, or remove the key")
        elif node.kind == "mapping":
            yield _mapping(node)
        elif node.kind == "sequence":
            yield _list(node)
        elif node.legacy_type in _CALLED and node.is_plain:
            yield from _scalar(deployment, node)


def _mapping(node: Node) -> Finding:
    leaf = node
    while leaf.children:
        leaf = next(iter(leaf.children.values()))
    dotted = ".".join(leaf.path[leaf.path.index(node.name) :]) if node.name in leaf.path else ""
    finding = node.flag_key(f"{node.name} is a mapping, which the platform does not flatten")
    return finding.error().suggest(f"write dotted keys, such as `{dotted}: ...`")


def _list(node: Node) -> Finding:
    finding = node.flag_key(f"{node.name} is a list, and Flink takes text only").error()
    texts = [item.text for item in node]
    if not texts or any(text is None or ";" in text for text in texts):
        return finding.suggest("write the items in one text, between semicolons")
    text = quoted(";".join(text for text in texts if text is not None))
    finding = finding.suggest(f"write the items in one text, between semicolons: {text}")
    in_flow = node.source.text[node.whole_span.start : node.whole_span.start + 1] == "["
    if not in_flow or (node.entry is not None and node.entry.alias is not None):
        return finding
    return finding.fix("write the items in one text", [node.edit(text)], safe=False)


def _scalar(deployment: Deployment, node: Node) -> Iterator[Finding]:
    text, called = node.text or "", _CALLED[node.legacy_type]
    name = deployment.option_names.find(node.name)
    written = Written(node, node.name, name, name.option)
    if fault(deployment, written) is not None:
        return
    secret = is_secret_name(node.name)
    shown = f"the value of {node.name}" if secret else f"`{text}`"
    if _arrives(text, written.option):
        finding = node.flag(f"{shown} without quotes is {called}, not text").info()
    else:
        finding = node.flag(f"{shown} without quotes is {called}, and may arrive as another text")
    finding = finding.suggest("put it in quotes" if secret else f"write {quoted(text)}")
    if node.entry is None or node.entry.alias is not None:
        yield finding
    else:
        yield finding.fix("put it in quotes", node.quote(), safe=True)


def _arrives(text: str, option: Option | None) -> bool:
    """Whether any reader that takes the value as what it is, and writes that, tells Flink the same."""
    if _SAME.fullmatch(text) and len(text) <= _DIGITS:
        return True
    read_as = "" if option is None else option.read_as
    return _SAME_TO.get(read_as, _SAME).fullmatch(text) is not None
