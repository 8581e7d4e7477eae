from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "kind: Deployment\nname: {{ app }}\n",
        "{{- if .Values.x }}\nkind: Deployment\n{{- end }}\n",
        "{% if x %}\nkind: Deployment\n{% endif %}\n",
    ],
)
def test_says_so_of_a_named_template(check, text):
    [hit] = check(text)
    assert hit.text in ("{{", "{%")
    assert hit.severity == "info"


def test_says_nothing_unless_asked(check):
    assert check("name: {{ app }}\n", asked=False) == []


def test_placeholders_inside_a_text_are_the_platforms_own(check):
    text = "kind: Deployment\napiVersion: v1\nspec: {template: {spec: {artifact: {kind: JAR}, "
    assert check(text + "flinkConfiguration: {a: 's3://b/{{deploymentId}}'}}}}\n") == []
