from __future__ import annotations

import pytest

MANIFEST = """
kind: Deployment
apiVersion: v1
{metadata}
spec:{spec}
  template:
    spec:
      artifact:
        kind: JAR
{artifact}
{fields}
"""


def manifest(metadata="metadata: {name: orders}", spec="", artifact="", fields=""):
    return MANIFEST.format(
        metadata=metadata,
        spec=spec,
        artifact=indented(artifact, 8),
        fields=indented(fields, 6),
    )


def indented(text, depth):
    return "\n".join(" " * depth + line for line in text.splitlines())


SESSION = "\n  sessionClusterName: shared"


def option(key, value):
    return manifest(fields=f"flinkConfiguration:\n  {key}: {value}")


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("s3.secret-key", "q7Zt1mC0", "q7Zt1mC0"),
        ("s3.access-key", "q7Zt1mC0", "q7Zt1mC0"),
        ("fs.oss.accessKeySecret", '"q7Zt1mC0"', '"q7Zt1mC0"'),
        ("security.ssl.rest.key-password", "123456", "123456"),
        ("metrics.reporter.x.password", "tr0ub4dor", "tr0ub4dor"),
        ("fs.azure.account.key.x.blob.core.windows.net", "abcd", "abcd"),
        ("my.jdbc.url", "jdbc:mysql://root:tr0ub@db/x", "tr0ub"),
        ("my.jdbc.url", "jdbc:mysql://db/x?user=a&password=tr0ub&b=c", "tr0ub"),
        ("env.java.opts", "-Xmx1g -Djavax.net.ssl.keyStorePassword=tr0ub", "tr0ub"),
        (
            "kafka.sasl.jaas.config",
            '\'org.x.PlainLoginModule required username="u" password="tr0ub";\'',
            "tr0ub",
        ),
    ],
)
def test_flags_secrets_of_options(check, key, value, text):
    [hit] = check(option(key, value))
    assert hit.text.strip('"') == text.strip('"')
    assert hit.message == f"{key} holds a secret as plain text"
    assert hit.severity.value == "error"
    assert hit.secret


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("s3.secret-key", "${s3_key}"),
        ("s3.secret-key", '""'),
        ("s3.secret-key", "~"),
        ("s3.secret-key", "<secret>"),
        ("s3.secret-key", '"******"'),
        ("s3.secret-key", "xxx"),
        ("s3.secret-key", "yourSecretKey"),
        ("s3.secret-key", "CHANGEME"),
        ("s3.secret-key", "/run/secrets/s3-key"),
        ("fs.oss.accessKeyId", "abcdefgh"),
        ("security.kerberos.fetch.delegation-token", '"true"'),
        ("security.kerberos.tokens.renewal.time-ratio", '"0.75"'),
        ("security.delegation.tokens.enabled", '"true"'),
        ("zookeeper.sasl.service-name", "zookeeper"),
        ("kubernetes.secrets", "name:/path"),
        ("my.password-file", "pw.txt"),
        ("state.checkpoints.dir", "wasbs://container@account.blob.core.windows.net/x"),
        ("my.jdbc.url", "jdbc:mysql://db:3306/x?user=a&password=${pw}"),
        ("my.jdbc.url", "jdbc:mysql://root:${pw}@db:3306/x"),
        ("pipeline.name", "a = b; token"),
    ],
)
def test_accepts_references_stand_ins_and_other_names(check, key, value):
    assert check(option(key, value)) == []


@pytest.mark.parametrize(
    ("arguments", "text", "called"),
    [
        ("--pw abc", "abc", "the argument --pw"),
        ("--topic a --db.password abc --x y", "abc", "the argument --db.password"),
        ("-password 'a b'", "a b", "the argument -password"),
        ("--password=abc", "abc", "the program's arguments"),
        ("--url mysql://u:abc@h/d", "abc", "the program's arguments"),
    ],
)
def test_flags_secrets_of_arguments(check, arguments, text, called):
    [hit] = check(manifest(artifact=f"mainArgs: {arguments}"))
    assert hit.text == text
    assert hit.message == f"{called} holds a secret as plain text"


@pytest.mark.parametrize(
    "arguments",
    [
        "--pw ${db_pw}",
        "--password",
        "--password --topic a",
        "--topic a",
        "--password-file pw.txt",
        "--password=${pw}",
        "--token-ttl 10min",
        "--max-pass 3",
    ],
)
def test_accepts_arguments_without_secrets(check, arguments):
    assert check(manifest(artifact=f"mainArgs: {arguments}")) == []


def test_finds_a_secret_in_folded_arguments(check):
    text = manifest(artifact="mainArgs: >-\n  --topic orders\n  --password tr0ub\n  --x y")
    [hit] = check(text)
    assert hit.text == "tr0ub"


@pytest.mark.parametrize(
    ("variable", "flagged"),
    [
        ("{name: DB_PASSWORD, value: tr0ub}", True),
        ("{name: DATABASE, value: 'mysql://u:tr0ub@h/d'}", True),
        ("{name: DB_PASSWORD, value: '${pw}'}", False),
        ("{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}", False),
        ("{name: DB_USER, value: tr0ub}", False),
        ("{name: DB_PASSWORD}", False),
        ("{value: tr0ub}", False),
    ],
)
def test_looks_at_environment_variables(check, variable, flagged):
    pods = manifest(fields=f"kubernetes:\n  pods:\n    envVars:\n      - {variable}")
    template = manifest(
        fields="kubernetes:\n  taskManagerPodTemplate:\n    spec:\n      containers:\n"
        f"        - {{env: [{variable}]}}"
    )
    for text in (pods, template):
        assert [hit.text for hit in check(text)] == ["tr0ub"] * flagged


@pytest.mark.parametrize(
    ("artifact", "name"),
    [
        ("jarUri: https://user:tr0ub@host/a.jar", "jarUri"),
        ("jarUri: https://host/a.jar?token=tr0ub", "jarUri"),
        ("additionalDependencies: ['https://user:tr0ub@host/a.jar']", "additionalDependencies"),
    ],
)
def test_looks_at_addresses(check, artifact, name):
    [hit] = check(manifest(artifact=artifact))
    assert hit.text == "tr0ub"
    assert hit.message == f"{name} holds a secret as plain text"


def test_looks_at_the_log_template(check):
    template = 'logging:\n  log4j2ConfigurationTemplate: |\n    <Kafka password="tr0ub"/>'
    [hit] = check(manifest(fields=template))
    assert hit.text == "tr0ub"
    assert check(manifest(fields=template.replace("tr0ub", "${env:PW}"))) == []


def test_no_report_shows_the_secret(check):
    for text in (option("s3.secret-key", "q7Zt1mC0"), manifest(artifact="mainArgs: --pw q7Zt1mC0")):
        [hit] = check(text)
        assert "q7Zt1mC0" not in f"{hit.message} {hit.hint} {hit.labels} {hit.fixes}"


def test_says_nothing_of_what_is_absent(check):
    assert check(manifest()) == []
    assert check("kind: Deployment\napiVersion: v1\nmetadata: {name: a}\nspec: {}\n") == []
