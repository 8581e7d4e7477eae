"""What `compile` writes for a target: a body or a request, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flinklint.cli.table import Arguments
from flinklint.dataclass import dataclass, replace
from flinklint.deployment import Deployment
from flinklint.files import printable, read
from flinklint.payload import Payload, to_json
from flinklint.payload import build as build_payload
from flinklint.refusal import Refusal
from flinklint.schema import JsonValue, homes, json_value, shape
from flinklint.settings import Settings, SettingsFile
from flinklint.tree import Node

if TYPE_CHECKING:
    from flinklint.targets.target import Translation

_RULES = ("FL130", "FL131", "lossy-target-field", "target-refuses")
_START = "start"


@dataclass(frozen=True, eq=False)
class Output:
    """What is written of one deployment.

    `request` is the request as text, where one is asked for; `start` are the parameters of a call
    of its own that starts the job. `notes` are what is said of losses that were accepted.
    """

    payload: Payload
    request: str | None = None
    start: str | None = None
    in_start: tuple[Node, ...] = ()
    notes: tuple[str, ...] = ()


def configured(settings: Settings, arguments: Arguments, found: SettingsFile) -> Settings:
    """Settings for the target that is asked for, whose two rules nothing silences.

    Raises `Refusal` on options that do not go together, or a field that there is not.
    """
    target = arguments.target or "v1"
    options = found.targets.get(target, {})
    _check_options(target, arguments)
    allowed = (*_names(arguments.allow_lossy), *_names(options.get("allow-lossy", ())))
    for name in allowed:
        _check_field(name)
    kept = {code: level for code, level in settings.severities.items() if code not in _RULES}
    return replace(
        settings,
        target=target,
        target_options=dict(options),
        allow_lossy=allowed,
        severities=kept,
        mandatory=(*settings.mandatory, *_RULES[:2]) if target != "v1" else settings.mandatory,
    )


def output_of(deployment: Deployment, arguments: Arguments) -> Output:
    """What is written of a deployment that has no errors. Raises `Refusal` and `FileError`."""
    unread = deployment.unread_script
    if unread is not None:
        place = f"{unread.source.name}:{unread.source.position(unread.span.start).line}"
        why = "its name has a placeholder" if unread.is_placeholder else "FL125 says why"
        raise Refusal(f"{place}: the script of sqlScriptFile is not read: {why}")
    if deployment.settings.target == "v1" and arguments.request is None:
        payload = build_payload(deployment)
        return Output(replace(payload, body=_digested(deployment, payload.body, arguments)))
    from flinklint.targets import TARGETS

    target = TARGETS[deployment.settings.target]
    translation = target.build(deployment)
    translation = replace(translation, body=_digested(deployment, translation.body, arguments))
    request = None
    if arguments.request is not None:
        base = _base(arguments.base) if arguments.base is not None else None
        request = target.request(translation, arguments.request, base).to_json()
    start = translation.start if arguments.request is None else None
    return Output(
        Payload(translation.body, translation.dropped),
        request,
        to_json(start) if start is not None else None,
        translation.in_start,
        tuple(_accepted(translation, target.name)),
    )


def file_name(stem: str, form: str, arguments: Arguments) -> str:
    """The name of the file in a folder: `orders.json`, `orders.create-request.json`."""
    kind = f".{arguments.request}-request" if arguments.request is not None else ""
    return f"{stem}{kind}.{form}"


def start_file_name(stem: str) -> str:
    """The name of the file with the start parameters."""
    return f"{stem}.{_START}.json"


def told_of_start(output: Output) -> Iterator[str]:
    """What to say where the start parameters are not written."""
    for node in output.in_start if output.start is not None else ():
        line = node.source.position(node.key_span.start).line
        place = f"{node.source.name}:{line}"
        yield f"{place}: spec.{node.name} is in the start parameters: --request start"


def _digested(
    deployment: Deployment, body: dict[str, JsonValue], arguments: Arguments
) -> dict[str, JsonValue]:
    if not arguments.digest:
        return body
    from flinklint.provenance import with_digest

    if "metadata" not in body:
        raise Refusal(f"--digest: {deployment.settings.target} has no annotations")
    return with_digest(deployment, body)


def _accepted(translation: Translation, target: str) -> Iterator[str]:
    for loss in translation.accepted():
        line = loss.node.source.position(loss.node.key_span.start).line
        yield f"{loss.node.source.name}:{line}: {loss.field} is lost in {target}, as allowed"


def _names(values: object) -> tuple[str, ...]:
    texts = [values] if isinstance(values, str) else values
    if not isinstance(texts, (list, tuple)):
        return ()
    return tuple(part.strip() for text in texts for part in str(text).split(",") if part.strip())


def _check_options(target: str, arguments: Arguments) -> None:
    if arguments.request is not None and arguments.format == "yaml":
        raise Refusal("a request is written as JSON: leave out --format yaml")
    if arguments.provenance is not None and (target != "v1" or arguments.request is not None):
        raise Refusal("--provenance maps payloads of the target v1 only")
    if arguments.base is not None and (
        arguments.request != "update" or target not in ("v1", "alibaba-2020-05-01")
    ):
        raise Refusal("--base goes with --request update of the targets that take a patch")


def _check_field(name: str) -> None:
    """Refuse a field that no deployment has: what it accepts is nothing."""
    from flinklint.nearest import nearest

    first = name.partition(".")[0]
    known = {"all", *homes()}
    if first not in known:
        near = nearest(first, known)
        hint = f"; did you mean `{near}`?" if near else "; write its path, such as spec.state"
        raise Refusal(f"--allow-lossy: `{name}` is no field of a deployment{hint}")


def _base(name: str) -> dict[str, JsonValue]:
    """The payload that was sent before."""
    from flinklint.tree import read as read_tree

    file = read(Path(name))
    tree = read_tree(file.source)
    root = tree.documents[0].root if tree.documents else None
    if tree.problem is not None or root is None or not root.is_mapping:
        raise Refusal(f"{printable(Path(name))}: holds no payload")
    value = json_value(root, shape())
    assert isinstance(value, dict)
    parsed: dict[str, JsonValue] = json.loads(to_json(value))
    return parsed
