"""The facts about connectors and formats hold together, and are read as they are meant."""

from __future__ import annotations

import json

import pytest

from flinklint.connectors import connector, connectors, format_of, formats, is_taken_by_all, of_kind
from flinklint.knowledge import Reading, versions
from flinklint.resources import home
from flinklint.values import accepts

ROWS = json.loads((home("schemas") / "connectors.json").read_text("utf-8"))


@pytest.mark.parametrize("name", connectors())
@pytest.mark.parametrize("managed", [False, True])
def test_every_connector_is_whole(name, managed):
    found = connector(name, managed=managed)
    assert found is not None
    assert ROWS["connectors"][name]["source"]
    assert set(found.roles) <= {"source", "sink", "lookup"}
    if found.is_complete:
        for key, _ in found.required:
            assert found.find(key) is not None
        for group in (*found.one_of, *found.exactly_one_of):
            assert all(found.find(key) for key in group)


@pytest.mark.parametrize("name", connectors())
def test_every_default_fits_its_type(name):
    found, newest = connector(name), versions()[-1]
    assert found is not None
    for option in found.options.values():
        if option.default is None or not option.type or not found.is_complete:
            continue
        if option.type == "Enum" and not option.enum:
            continue
        text = str(option.default).lower() if option.type == "Boolean" else str(option.default)
        reading = Reading(versions()[0], option.type, option.type, option.enum)
        assert accepts(text, reading, newest), option


@pytest.mark.parametrize("name", formats())
def test_every_format_is_whole(name):
    found = format_of(name)
    assert found is not None
    assert found.since >= (1, 11)
    assert all(found.find(key) for key in found.required)


def test_what_is_not_known_is_none():
    assert connector("kafka-x") is None
    assert format_of("xml") is None


def test_every_kind_names_connectors_or_formats_that_are_known():
    free = {"faker"}  # a test connector of its own repository, whose options are not known
    for kind in ROWS["kinds"]:
        known = formats() if kind == "change-formats" else connectors()
        assert of_kind(kind) - free <= set(known)


def test_older_keys_mean_the_newer_option():
    found = connector("mysql-cdc")
    older = "split-key.even-distribution.factor.upper-bound"
    assert found.find(older).name == "chunk-key.even-distribution.factor.upper-bound"


def test_a_managed_build_has_the_options_of_both_and_demands_what_both_do():
    open_one, managed = connector("mongodb"), connector("mongodb", managed=True)
    assert open_one.find("batchSize") is None
    assert managed.find("batchSize") is not None
    assert managed.find("BATCHSIZE") is not None
    assert managed.find("scan.fetch-size") is not None
    assert {key for key, _ in managed.required} <= {key for key, _ in open_one.required}


@pytest.mark.parametrize(
    ("key", "version", "taken"),
    [("connector", None, True), ("property-version", (1, 11), True), ("topic", None, False),
     ("scan.watermark.idle-timeout", (1, 17), False), ("scan.watermark.idle-timeout", (1, 18), True),
     ("scan.watermark.idle-timeout", None, True)],
)  # fmt: skip
def test_flink_itself_takes_some_keys(key, version, taken):
    assert is_taken_by_all(key, version) is taken


@pytest.mark.parametrize(
    ("name", "option", "version", "here"),
    [("datagen", "number-of-rows", (1, 11), False), ("datagen", "number-of-rows", (1, 12), True),
     ("kafka", "scan.parallelism", (1, 12), True), ("kafka", "value.format", (1, 11), False),
     ("kafka", "value.format", (1, 12), True), ("kafka", "topic", (1, 11), True)],
)  # fmt: skip
def test_an_option_is_too_new_only_where_that_is_sure(name, option, version, here):
    assert connector(name).options[option].is_in(version) is here
