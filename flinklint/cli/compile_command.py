"""`flinklint compile`: the same checks, then the payloads."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from flinklint.across import joined
from flinklint.check import Outcome
from flinklint.cli import environments, inputs
from flinklint.cli.console import colour, note, show
from flinklint.cli.table import Arguments
from flinklint.cli.target_output import (
    Output,
    configured,
    file_name,
    output_of,
    start_file_name,
    told_of_start,
)
from flinklint.dataclass import dataclass
from flinklint.deployment import Deployment
from flinklint.files import FileError, write
from flinklint.finding import Severity
from flinklint.payload import Payload
from flinklint.refusal import Refusal
from flinklint.report import renderer
from flinklint.report.record import Record
from flinklint.script_file import is_inside


@dataclass(frozen=True, eq=False)
class Product:
    """A compiled deployment: what is written of it, the text, and the file for it in a folder.

    `beside` is a second file in that folder, by its path.
    """

    deployment: Deployment
    output: Output
    text: str
    file: str
    beside: str

    @property
    def payload(self) -> Payload:
        """The payload that the text is made of."""
        return self.output.payload

    @property
    def files(self) -> dict[str, str]:
        """The text of every file in a folder."""
        start = self.output.start
        beside = {} if start is None else {self.beside: start}
        return {self.file: self.text, **beside}


def run(arguments: Arguments) -> int:
    """Check deployments and write the bodies to post; nothing is written if there is an error."""
    found = inputs.settings_file(arguments)
    settings = configured(inputs.settings(arguments, found), arguments, found)
    files = inputs.files(arguments, found)
    checkers = inputs.checkers(settings, environments.chosen(arguments, found))
    names = inputs.names_of(checkers)
    outcomes = [checker.find(files) for checker in checkers]
    outcome = joined(names, outcomes)
    if outcome.findings:
        record = inputs.record(outcome, settings, Severity.WARNING)
        sys.stderr.write(renderer("text")(record, colour(sys.stderr)))
    if outcome.crashed:
        return 2
    if any(finding.rank >= Severity.ERROR.rank for finding in outcome.findings):
        note("nothing written: " + Record(outcome.findings, outcome.checked).summary_line())
        return 1
    for file, reason in outcome.passed_over:
        if file.named:
            raise Refusal(f"{file.source.name}: not a deployment: {reason}")
    folders = names if len(names) > 1 else [""]
    products = [
        product
        for folder, each in zip(folders, outcomes, strict=True)
        for product in _products(each, folder, arguments)
    ]
    if not products:
        raise Refusal("no deployment found")
    _tell_dropped(products)
    if arguments.check is not None:
        return _check(products, arguments)
    _write(products, arguments)
    if arguments.provenance is not None:
        _write_provenance(products, arguments.provenance)
    return 0


def _products(outcome: Outcome, folder: str, arguments: Arguments) -> Iterator[Product]:
    from flinklint.payload import to_json
    from flinklint.payload_yaml import plain_yaml, to_yaml

    trees = {manifest.source: manifest.tree for manifest in outcome.manifests}
    form = arguments.format or "json"
    for deployment in outcome.deployments:
        output = output_of(deployment, arguments)
        if output.request is not None:
            text = output.request
        elif form == "yaml" and deployment.settings.target == "v1":
            text = to_yaml(deployment, output.payload, trees[deployment.written.source])
        elif form == "yaml":
            text = plain_yaml(output.payload.body)
        else:
            text = to_json(output.payload.body)
        name = deployment.name or Path(deployment.written.source.name).stem
        stem = re.sub(r"[^\w.-]+", "-", name).lstrip(".") or "deployment"
        place = f"{folder}/{stem}" if folder else stem
        file = file_name(place, form, arguments)
        yield Product(deployment, output, text, file, start_file_name(place))


def _tell_dropped(products: Sequence[Product]) -> None:
    told = dict.fromkeys(
        f"{node.source.name}:{node.source.position(node.key_span.start).line}: "
        f"left out {'.'.join(node.path)}, which the server manages"
        for product in products
        for node in product.payload.dropped
    )
    told.update(dict.fromkeys(line for product in products for line in product.output.notes))
    for line in told:
        note(line)


def _check(products: Sequence[Product], arguments: Arguments) -> int:
    from flinklint.cli.committed import stale

    if arguments.output is not None:
        raise Refusal("--check writes nothing: leave out -o")
    return stale(Path(arguments.check or ""), _files(products))


def _files(products: Sequence[Product]) -> dict[str, str]:
    return {file: text for each in products for file, text in each.files.items()}


def _write(products: Sequence[Product], arguments: Arguments) -> None:
    output, count = arguments.output, len(products)
    if output is None:
        if count > 1 and arguments.format != "yaml":
            raise Refusal(f"{count} deployments make several payloads: name a folder with -o")
        show("---\n".join(product.text for product in products))
        _tell_of_start(products)
    elif count > 1 or output.endswith(("/", os.sep)) or Path(output).is_dir():
        _write_folder(Path(output), products)
    else:
        write(Path(output), products[0].text)
        _tell_of_start(products)


def _tell_of_start(products: Sequence[Product]) -> None:
    for product in products:
        for line in told_of_start(product.output):
            note(line)


def _write_folder(folder: Path, products: Sequence[Product]) -> None:
    named: dict[Path, str] = {}
    for file, text in (pair for product in products for pair in product.files.items()):
        path = folder / file
        if path in named:
            raise Refusal(f"two deployments would be written to {path}")
        if not is_inside(os.path.realpath(path), folder):
            raise Refusal(f"{path}: a link that leads out of {folder} (FL124)")
        named[path] = text
    for path, text in named.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"{folder}: {error.strerror}") from error
        write(path, text)


def _write_provenance(products: Sequence[Product], output: str) -> None:
    from flinklint.provenance import origins, to_json

    maps = {each.file: origins(each.deployment, each.payload.body) for each in products}
    write(Path(output), to_json(maps))
