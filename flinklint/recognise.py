"""Whether a document is a deployment, told by its shape: `kind` says too little and too much."""

from __future__ import annotations

import re

from flinklint.dataclass import dataclass
from flinklint.nearest import nearest
from flinklint.regex import regex
from flinklint.tree import Entry, Mapping, Node, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Verdict = Literal["deployment", "wrapped", "defaults", "other", "empty"]


WRAPPERS = {
    "vvpdeployment": ("spec", "deployment"),
    "vpdeployment": ("spec",),
    "computeflinkdeployment": ("spec", "template", "deployment"),
}
"""Kinds of resource that hold a deployment deeper, and where."""

_STRATEGY_FIELDS = (
    "upgradeStrategy", "restoreStrategy", "deploymentTargetId", "deploymentTargetName",
    "sessionClusterName", "maxSavepointCreationAttempts", "maxJobCreationAttempts",
)  # fmt: skip
_TEMPLATE = regex(r"\{\{|\{%|\{#")
_QUOTED = regex(r"\"[^\"\r\n]*\"|'[^'\r\n]*'|(?:^|(?<=\s))#[^\r\n]*", re.M)
_TELLTALE = regex(
    r"(?:^|[{,])[ \t]*(?:- )?[\"']?(?P<key>artifact|upgradeStrategy|restoreStrategy|sqlScript"
    r"|jarUri|deploymentTargetId|deploymentTargetName|pythonArtifactUri|flinkConfiguration"
    r"|flinkImageTag|log4jLoggers|maxSavepointCreationAttempts|maxJobCreationAttempts)"
    r"[\"']?[ \t]*:",
    re.MULTILINE,
)
_HEADING = regex(
    r"(?:^|^[ \t]*(?=\")|[{,][ \t]*)[\"']?(kind|apiVersion)[\"']?[ \t]*:"
    r"[ \t]*[\"']?(Deployment|v1)\b",
    re.M,
)
_FOREIGN = regex(r"^[ \t]*[\"']?apiVersion[\"']?[ \t]*:[ \t]*[\"']?(?!v1\b)[\w.]+/", re.MULTILINE)


_SIGN = regex(
    r"kind[\"']?\s*:[^\n]{0,60}?(?i:deployment|sessioncluster)"
    r"|\b(?:artifact|upgradeStrategy|restoreStrategy|deploymentTargetId|deploymentTargetName"
    r"|sessionClusterName|maxSavepointCreationAttempts|maxJobCreationAttempts)[\"']?\s*:"
)


@dataclass(frozen=True, eq=False)
class Recognition:
    """What a document is; `node` is the deployment in it, `reason` says why it is not one."""

    verdict: Verdict
    node: Node
    reason: str = ""


def recognise(root: Node, *, unwrap: bool = False) -> Recognition:
    """Tell what a document is; with `unwrap`, the deployment inside a wrapper is looked for."""
    if not root:
        return Recognition("empty", root, "the document is empty")
    if not root.is_mapping:
        return Recognition("other", root, "the document is no mapping")
    api_version, kind = root["apiVersion"].text or "", root["kind"].text or ""
    inner = WRAPPERS.get(kind.lower())
    if inner is not None:
        node = root.at(*inner)
        if unwrap and node.is_mapping and _template_spec(node)["artifact"].exists:
            return Recognition("deployment", node)
        reason = f"a deployment wrapped in the kind {kind} (read with --unwrap)"
        return Recognition("wrapped", root, reason)
    if kind and kind.lower() != "deployment" and not _is_misspelt(root, api_version, kind):
        if kind == "DeploymentDefaults":
            return Recognition("defaults", root, "the kind is DeploymentDefaults")
        return Recognition("other", root, f"the kind is {kind}")
    return _by_shape(root, api_version, kind)


def _is_misspelt(root: Node, api_version: str, kind: str) -> bool:
    """Whether a deployment's own fields stand under a kind that is nearly its name."""
    ours = api_version in ("", "v1") and _template_spec(root)["artifact"].exists
    return ours and nearest(kind, ("Deployment",)) is not None


def _by_shape(root: Node, api_version: str, kind: str) -> Recognition:
    inner, spec = _template_spec(root), root["spec"]
    if "containers" in inner or "selector" in spec:
        return Recognition(
            "other", root, "a Kubernetes Deployment: it has containers or a selector"
        )
    if api_version.startswith("flink.apache.org/"):
        return Recognition("other", root, f"the apiVersion is {api_version}")
    if "artifact" in inner:
        return Recognition("deployment", root)
    ours = api_version == "v1" or (not api_version and "spec" in root)
    if kind and ours and "replicas" not in spec:
        return Recognition("deployment", root)
    signs = sum(name in spec for name in _STRATEGY_FIELDS)
    enough = signs > 1 or (signs and "template" in spec)
    if enough and not kind and not api_version:
        return Recognition("deployment", root)
    if kind:
        return Recognition("other", root, f"kind {kind} of apiVersion {api_version or '(none)'}")
    return Recognition("other", root, "neither kind Deployment nor spec.template.spec.artifact")


def _template_spec(root: Node) -> Node:
    return root.at("spec", "template", "spec")


def unrendered(tree: Tree) -> int | None:
    """The offset of the first `{{ }}` or `{% %}` of a template that was not rendered, or None.

    In quotes, and inside a text that YAML can read, they are placeholders, which the platform has
    itself; in a comment they are nothing.
    """
    text = tree.source.text
    if tree.problem is not None:
        bare = _QUOTED.sub(lambda match: " " * len(match.group()), text)
        match = _TEMPLATE.search(bare)
        return match.start() if match else None
    if "{" not in text and "?" not in text:  # no key can be a mapping
        return None
    for document in tree.documents:
        if document.content is not None:
            offset = _template_mapping(document.content, set())
            if offset is not None:
                return offset
    return None


def _template_mapping(entry: Entry, seen: set[int]) -> int | None:
    """Where a `{{ x }}` was read as a flow mapping whose key is a mapping."""
    stack = [entry]
    while stack:
        value = stack.pop().value
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Mapping):
            for key, item in value.entries:
                if isinstance(key.value, Mapping):
                    return value.span.start
                stack += (key, item)
        elif not hasattr(value, "style"):
            stack.extend(value.items)
    return None


def has_a_sign(text: str) -> bool:
    """Whether a text may hold a deployment or what one refers to: if not, it need not be parsed."""
    return _SIGN.search(text) is not None


def looks_like_deployment(text: str) -> bool:
    """Whether a text that cannot be parsed has the marks of a deployment.

    Those are `kind: Deployment` with `apiVersion: v1`, or two of a deployment's own keys; a text
    that names another API's version is another's.
    """
    if _FOREIGN.search(text):
        return False
    keys = {match["key"] for match in _TELLTALE.finditer(text)}
    return len(keys) >= 2 or len({*_HEADING.findall(text)}) == 2
