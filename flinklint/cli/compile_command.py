"""`flinklint compile`: the same checks, then the payloads."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from flinklint.check import Outcome
from flinklint.cli import inputs
from flinklint.cli.console import colour, note, show
from flinklint.cli.table import Arguments
from flinklint.deployment import Deployment
from flinklint.files import FileError, write
from flinklint.finding import Severity
from flinklint.refusal import Refusal
from flinklint.report import renderer
from flinklint.report.record import Record


def run(arguments: Arguments) -> int:
    """Check deployments and write the bodies to post; nothing is written if there is an error."""
    found = inputs.settings_file(arguments)
    settings = inputs.settings(arguments, found)
    excludes = inputs.excludes(arguments, found)
    files = inputs.files(
        arguments.paths, arguments.stdin_filename, scripts=False, excludes=excludes
    )
    outcome = inputs.checker(settings).check(files)
    if outcome.findings:
        record = inputs.record(outcome, Severity.WARNING)
        sys.stderr.write(renderer("text")(record, colour(sys.stderr)))
    if outcome.crashed:
        return 2
    if any(finding.rank >= Severity.ERROR.rank for finding in outcome.findings):
        note("nothing written: " + Record(outcome.findings, outcome.checked).summary_line())
        return 1
    _write_payloads(outcome, arguments.output, arguments.format or "json")
    return 0


def _write_payloads(outcome: Outcome, output: str | None, form: str) -> None:
    from flinklint.payload import build, to_json
    from flinklint.payload_yaml import to_yaml

    deployments = outcome.deployments
    for file, reason in outcome.passed_over:
        if file.named:
            raise Refusal(f"{file.source.name}: not a deployment: {reason}")
    if not deployments:
        raise Refusal("no deployment found")
    texts: list[str] = []
    trees = {m.source.name: m.tree for m in outcome.manifests}
    for deployment in deployments:
        payload = build(deployment)
        for node in payload.dropped:
            line = node.source.position(node.key_span.start).line
            place = f"{node.source.name}:{line}"
            note(f"{place}: left out {'.'.join(node.path)}, which the server manages")
        if form == "yaml":
            tree = trees[deployment.node.source.name]
            texts.append(to_yaml(deployment, payload, tree))
        else:
            texts.append(to_json(payload.body))
    if output is None:
        if len(texts) > 1 and form == "json":
            raise Refusal(f"{len(texts)} deployments make several payloads: name a folder with -o")
        show("---\n".join(texts))
    elif len(texts) > 1 or output.endswith(("/", os.sep)) or Path(output).is_dir():
        _write_folder(Path(output), deployments, texts, form)
    else:
        write(Path(output), texts[0])


def _write_folder(folder: Path, deployments: list[Deployment], texts: list[str], form: str) -> None:
    named: dict[Path, str] = {}
    for deployment, text in zip(deployments, texts, strict=True):
        stem = re.sub(r"[^\w.-]+", "-", deployment.name or Path(deployment.node.source.name).stem)
        path = folder / f"{stem.lstrip('.') or 'deployment'}.{form}"
        if path in named:
            raise Refusal(f"two deployments would be written to {path}")
        named[path] = text
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: {error.strerror}") from error
    for path, text in named.items():
        write(path, text)
