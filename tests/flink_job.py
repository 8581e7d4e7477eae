"""A deployment with some options of Flink, for the rules that judge them."""

from __future__ import annotations

from textwrap import dedent, indent


def job(
    options: str = "",
    *,
    flink: str | None = "1.17",
    spec: str = "",
    template: str = "",
    artifact: str = 'kind: JAR, jarUri: "oss://bucket/orders-1.0.jar"',
    name: str = "metadata: {name: orders}",
) -> str:
    """The text of a deployment; `flink` is its Flink version, None where it says none."""
    version = "" if flink is None else f', flinkVersion: "{flink}"'
    lines = ["kind: Deployment", "apiVersion: v1", name, "spec:"]
    lines += [indent(dedent(spec).strip("\n"), "  "), "  deploymentTargetName: default"]
    lines += ["  template:", "    spec:", f"      artifact: {{{artifact}{version}}}"]
    lines += [indent(dedent(template).strip("\n"), "      ")]
    if options:
        lines += ["      flinkConfiguration:", indent(dedent(options).strip("\n"), "        ")]
    return "\n".join(line for line in lines if line) + "\n"
