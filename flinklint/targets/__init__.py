"""The APIs that a deployment can be written for, by name."""

from __future__ import annotations

from flinklint.targets.alibaba_2020 import ALIBABA_2020
from flinklint.targets.alibaba_2022 import ALIBABA_2022
from flinklint.targets.flink_operator import FLINK_OPERATOR
from flinklint.targets.target import Target
from flinklint.targets.v1 import V1

TARGETS: dict[str, Target] = {
    target.name: target for target in (V1, ALIBABA_2020, ALIBABA_2022, FLINK_OPERATOR)
}
"""Every target; `v1` comes first."""
