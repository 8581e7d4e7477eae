from __future__ import annotations

import pytest
from flink_job import job

FRACTION = "taskmanager.memory.managed.fraction"
SIZE = "taskmanager.memory.managed.size"


@pytest.mark.parametrize(
    ("options", "under"),
    [
        (f'state.backend: rocksdb\n{FRACTION}: "0.0"', '"0.0"'),
        (f'state.backend: rocksdb\n{FRACTION}: "0"', '"0"'),
        (f'state.backend.type: RocksDB\n{FRACTION}: "0"', '"0"'),
        (f"state.backend: rocksdb\n{SIZE}: 0m", "0m"),
        (f'state.backend: rocksdb\n{SIZE}: 0 mb\n{FRACTION}: "0.4"', "0 mb"),
        (
            "state.backend: com.alibaba.flink.statebackend.GeminiStateBackendFactory\n"
            f'{FRACTION}: "0"',
            '"0"',
        ),
    ],
)
def test_flags_a_backend_without_memory(check, options, under):
    [hit] = check(job(options))
    assert hit.text == under
    assert hit.severity.value == "error"
    assert "lives on managed memory" in hit.message
    assert hit.labels[0][1] == "the backend"


@pytest.mark.parametrize(
    "options",
    [
        f'state.backend: rocksdb\n{FRACTION}: "0.1"',
        f'state.backend: rocksdb\n{FRACTION}: "0"\n{SIZE}: 512m',
        f'state.backend: rocksdb\n{FRACTION}: "0"\nstate.backend.rocksdb.memory.managed: "false"',
        f'state.backend: rocksdb\n{FRACTION}: "0"\nstate.backend.rocksdb.memory.fixed-per-slot: 1g',
        f'state.backend: filesystem\n{FRACTION}: "0.0"',
        f'state.backend: hashmap\n{FRACTION}: "0"',
        f'state.backend: ${{BACKEND}}\n{FRACTION}: "0"',
        f"state.backend: rocksdb\n{FRACTION}: ${{SHARE}}",
        f'{FRACTION}: "0"',
        "state.backend: rocksdb",
    ],
)
def test_accepts_a_backend_with_memory_or_without_need_of_it(check, options):
    assert check(job(options)) == []


def test_memory_of_a_session_is_the_clusters(check):
    text = job(f'state.backend: rocksdb\n{FRACTION}: "0"', spec="sessionClusterName: shared")
    assert check(text) == []
