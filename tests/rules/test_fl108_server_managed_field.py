from __future__ import annotations

TEXT = """kind: Deployment
apiVersion: v1
metadata:
  name: orders
  id: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00
  createdAt: "2021-03-04T10:00:00Z"
  resourceVersion: 20  # exported
spec: {}
status:
  state: RUNNING
  running:
    jobId: 4f1c0c1e-6a5d-4e0e-9d5e-2f3b7a9c1d00
"""


def test_flags_each_field_once_at_its_key(check):
    hits = check(TEXT)
    assert [hit.text for hit in hits] == ["id", "createdAt", "resourceVersion", "status"]
    assert hits[2].message == "`metadata.resourceVersion` is written by the server"


def test_removes_the_lines(check):
    text = TEXT
    while hits := check(text):
        text = hits[-1].fixed()
    assert text == "kind: Deployment\napiVersion: v1\nmetadata:\n  name: orders\nspec: {}\n"


def test_offers_no_edit_where_the_field_shares_its_line(check):
    [hit] = check(
        "kind: Deployment\napiVersion: v1\nmetadata: {name: a, resourceVersion: 2}\nspec: {}\n"
    )
    assert hit.fixes == ()


def test_the_status_is_not_judged(check_all):
    hits = check_all(TEXT.replace("state: RUNNING", "state: WHATEVER"))
    assert {hit.code for hit in hits if "status" in hit.path} == {"FL108"}
