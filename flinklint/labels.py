"""Labels and annotations: where a deployment has them, and what Kubernetes takes as a label."""

from __future__ import annotations

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.regex import regex
from flinklint.tree import Node

LONGEST = 63
"""Characters of a label's name or value, as Kubernetes counts them."""
LONGEST_PREFIX = 253

_WRONG = regex(r"[^A-Za-z0-9_.-]")
_DNS = regex(r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*")


def label_maps(deployment: Deployment) -> Iterator[Node]:
    """What is written as labels: the deployment's, its resources', its pods', its nodes'."""
    yield from _written(
        (deployment.metadata, ("labels",)),
        (deployment.template_spec, ("kubernetes", "labels")),
        (deployment.template_spec, ("kubernetes", "pods", "labels")),
        (deployment.template_spec, ("kubernetes", "pods", "nodeSelector")),
    )


def _written(*places: tuple[Node, tuple[str, ...]]) -> Iterator[Node]:
    for node, path in places:
        found = node.find(*path)
        if found is not None:
            yield found


def annotation_maps(deployment: Deployment) -> Iterator[Node]:
    """What is written as annotations: the deployment's, the jobs', the pods'."""
    yield from _written(
        (deployment.metadata, ("annotations",)),
        (deployment.spec, ("template", "metadata", "annotations")),
        (deployment.template_spec, ("kubernetes", "pods", "annotations")),
    )


def name_fault(text: str) -> str | None:
    """Why a text is no label value, nor the name part of a key; None where it is (empty is)."""
    if len(text) > LONGEST:
        return f"has {len(text)} characters, more than {LONGEST}"
    wrong = _WRONG.search(text)
    if wrong is not None:
        shown = "a blank" if wrong.group().isspace() else f"{wrong.group()!r}"
        return f"holds {shown}: only letters, digits, '-', '_' and '.' are allowed"
    if text and not (text[0].isalnum() and text[-1].isalnum()):
        place = "begins" if not text[0].isalnum() else "ends"
        return f"{place} with {text[0 if place == 'begins' else -1]!r}, not with a letter or digit"
    return None


def key_fault(text: str) -> str | None:
    """Why a text is no label key: a name, with a DNS name and a slash before it or not."""
    prefix, slash, name = text.rpartition("/")
    if slash and (len(prefix) > LONGEST_PREFIX or _DNS.fullmatch(prefix) is None):
        return f"has the prefix {prefix!r}, which is no DNS name"
    if not name:
        return "has no name"
    return name_fault(name)


def nearest_name(text: str) -> str:
    """The text with what labels do not take replaced by hyphens, cut to their length."""
    return _WRONG.sub("-", text.strip())[:LONGEST].strip("-_.")
