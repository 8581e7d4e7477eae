"""A password, token or key stands in the script as plain text.

## Why
Everyone who may look at the deployment reads it, in the console, in the API's answers and in the
repository, and so does whoever gets a copy of the job's log. The platforms keep such values as secrets
of their own and put them in for `${name}`.

## Bad
```sql flink=1.20
CREATE TABLE orders (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'jdbc',
  'url' = 'jdbc:mysql://db:3306/shop',
  'table-name' = 'orders',
  'username' = 'shop',
  'password' = 'tiger-17'  -- FL801
);
```

## Good
```sql flink=1.20
CREATE TABLE orders (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'jdbc',
  'url' = 'jdbc:mysql://db:3306/shop',
  'table-name' = 'orders',
  'username' = 'shop',
  'password' = '${shop_password}'
);
```

## When it does not apply
References (`${name}`), stand-ins (`<password>`, `******`, `yourPassword`) and paths to files are no
secrets. What is a secret is told by the option's name, and in addresses and login modules by their form.
"""

from collections.abc import Iterator

from flinklint.finding import Finding, Severity
from flinklint.rule import rule
from flinklint.script import Script
from flinklint.sql_secrets import secrets_of


@rule(
    "FL801",
    Severity.ERROR,
    source="docs.ververica.com, secret values; the managed service's page on variables",
)
def secret_in_sql(script: Script) -> Iterator[Finding]:
    for secret in secrets_of(script):
        finding = script.flag(
            secret.start, secret.end, f"'{secret.key}' holds a secret as plain text"
        )
        yield finding.hidden().suggest("write '${name}', and keep the secret as a secret value")
