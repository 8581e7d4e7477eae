"""Payloads to compare, out of whatever file holds them: deployments, payloads, bare scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flinklint.check import File
from flinklint.dataclass import replace
from flinklint.deployment import Neighbours
from flinklint.manifest import Manifest
from flinklint.payload import build
from flinklint.refusal import Refusal
from flinklint.schema import json_value
from flinklint.semantic_diff.deployments import Named, name_of
from flinklint.settings import Settings
from flinklint.written_secrets import masked


def payloads(files: Iterable[File], settings: Settings) -> list[Named]:
    """The payloads of files, in order. Raises `Refusal` on a file that cannot be read."""
    return [payload for file in files for payload in _payloads(file, settings)]


def _payloads(file: File, settings: Settings) -> Iterator[Named]:
    name = file.source.name
    shown = f"{name}@{settings.environment.name}" if settings.environment else name
    if file.is_script:
        yield Named("", name, {"sqlScript": file.source.text})
        return
    manifest = Manifest(
        file.source,
        settings,
        named=file.named,
        encoding=file.encoding,
        neighbours=Neighbours(),
        path=file.path,
    )
    if manifest.problem is not None:
        if not file.named:
            return
        line = file.source.position(manifest.problem.span.start).line
        message = masked(manifest.problem.message, file.source.text)
        raise Refusal(f"{name}:{line}: {message}")
    deployments = manifest.deployments if manifest.is_ours else []
    for deployment in deployments:
        yield Named(deployment.name or "", shown.rstrip("@"), build(deployment).body)
    if not deployments:
        yield from _of_other_platforms(manifest, file)


def _of_other_platforms(manifest: Manifest, file: File) -> Iterator[Named]:
    """What a file that holds no deployment of ours holds: payloads for other APIs."""
    if manifest.template_offset is not None:
        if file.named:
            raise Refusal(f"{file.source.name}: {manifest.passed_over}")
        return
    for document in manifest.tree.documents:
        body = json_value(document.root, None)
        if isinstance(body, dict) and (file.named or name_of(body)):
            yield replace(Named("", file.source.name, body), name=name_of(body))
