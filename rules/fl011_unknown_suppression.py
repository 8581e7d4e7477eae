"""A suppression has no effect: it names no rule, or is not written as suppressions are.

## Why
Its author believes that a finding is silenced, and why. A code with a typing mistake silences
nothing today, and may silence another rule tomorrow.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 4  # flinklint: ignore[FL4011] for the backfill  # FL011
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
```

## Good
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  deploymentTargetName: default
  template:
    spec:
      parallelism: 0  # flinklint: ignore[FL401] the release script fills it in
      artifact: {kind: JAR, jarUri: "oss://bucket/a-1.0.jar", flinkVersion: "1.17"}
```

## When it does not apply
The form is `# flinklint: ignore[FL206, cpu-value] until=2026-12-31 reason`, in SQL after `--` or
between `/*` and `*/`; `ignore-file[...]` covers the whole file, or the whole script. Codes and names
are taken, prefixes of codes are not. Comments that only mention flinklint are left alone.

A team that wants a reason in every suppression sets the rule's option `require-reason = "yes"`.

## Fix
The nearest name is written (unsafe: it may not be the one that was meant).
"""

from collections.abc import Iterator

from flinklint.finding import Edit, Finding, Severity
from flinklint.nearest import nearest
from flinklint.rule import rule
from flinklint.suppress import Name, Suppression, Suppressions


@rule(
    "FL011",
    Severity.WARNING,
    source="the form of suppressions",
    options={"require-reason": "no"},
)
def unknown_suppression(suppressions: Suppressions) -> Iterator[Finding]:
    wanted = suppressions.settings.rule_option("FL011", "require-reason", "no")
    for suppression in suppressions.found:
        fault = suppression.fault
        if fault is not None:
            finding = suppression.flag(fault.message, fault.span).suggest(fault.hint)
            if fault.replacement is not None and suppression.editable:
                edit = Edit(finding.source, fault.span, fault.replacement)
                finding = finding.fix(fault.title, [edit], safe=False)
            yield finding
            continue
        for name in suppression.names:
            code = suppressions.code(name)
            if code is None:
                yield _unknown(suppressions, suppression, name)
            elif code in suppressions.mandatory:
                message = f"{name.text} cannot be suppressed"
                yield suppression.flag(message, name.span).suggest("repair what it says")
        if wanted in ("yes", "True") and not suppression.reason:
            finding = suppression.flag("the suppression gives no reason")
            yield finding.suggest("write it after the brackets")


def _unknown(suppressions: Suppressions, suppression: Suppression, name: Name) -> Finding:
    finding = suppression.flag(f"`{name.text}` is no rule", name.span)
    near = nearest(name.text, suppressions.known)
    if near is None:
        return finding.suggest("`flinklint rules` lists them")
    finding = finding.suggest(f"did you mean `{near}`?")
    if not suppression.editable:
        return finding
    return finding.fix(f"write {near}", [Edit(finding.source, name.span, near)], safe=False)
