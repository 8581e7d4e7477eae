from __future__ import annotations

import pytest
from flink_job import job

ON = {"FL524": {"autopilot": "true"}}
BOTH = job('taskmanager.numberOfTaskSlots: "2"', template="numberOfTaskManagers: 4")


def test_flags_each_number_that_is_fixed(check):
    hits = check(BOTH, rule_options=ON)
    assert [hit.text for hit in hits] == ["4", '"2"']
    assert hits[0].message == "numberOfTaskManagers is fixed to 4, so Autopilot cannot change it"
    assert {hit.severity.value for hit in hits} == {"info"}


@pytest.mark.parametrize("options", [{}, {"FL524": {"autopilot": "false"}}])
def test_needs_its_option(check, options):
    assert check(BOTH, rule_options=options) == []


def test_takes_a_boolean_from_the_settings(check):
    assert len(check(BOTH, rule_options={"FL524": {"autopilot": True}})) == 2


@pytest.mark.parametrize("template", ["parallelism: 4", "numberOfTaskManagers: ${N}"])
def test_accepts_a_deployment_that_fixes_nothing_we_know(check, template):
    assert check(job("state.backend: rocksdb", template=template), rule_options=ON) == []
