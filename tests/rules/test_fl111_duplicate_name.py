from __future__ import annotations

from support import Hit

from flinklint.check import Checker
from flinklint.files import file_of
from flinklint.rule import load
from flinklint.settings import Settings

TEXT = "kind: Deployment\napiVersion: v1\nmetadata: {{name: {}}}\nspec: {{}}\n"


def names(*names: str) -> list[Hit]:
    rules = [rule for rule in load() if rule.code == "FL111"]
    files = [
        file_of(f"{number}.yaml", TEXT.format(name).encode()) for number, name in enumerate(names)
    ]
    return [Hit(finding) for finding in Checker(rules, Settings()).check(files).findings]


def test_flags_the_second_file_and_shows_the_first():
    [hit] = names("orders", "clicks", "orders")
    assert (hit.source.name, hit.text) == ("2.yaml", "orders")
    assert hit.severity == "warning"
    assert [label.source.name for label in hit.finding.labels] == ["0.yaml"]


def test_the_namespace_belongs_to_the_name():
    assert names("orders, namespace: a", "orders, namespace: b") == []
    assert len(names("orders, namespace: a", "orders, namespace: a")) == 1


def test_placeholders_are_not_compared():
    assert names("'${NAME}'", "'${NAME}'") == []
