"""A logging profile has a name, and a template of one's own stands for itself.

## Why
The profile names a log template of the platform. An empty name is the name of none. A template in
`log4j2ConfigurationTemplate` is used instead of the profile: `loggingProfile: default` beside it says
something that does not happen.

## Bad
```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      logging:
        loggingProfile: ""  # FL913
```

```yaml
kind: Deployment
apiVersion: v1
metadata: {name: orders}
spec:
  template:
    spec:
      logging:
        loggingProfile: default  # FL913
        log4j2ConfigurationTemplate: <Configuration></Configuration>
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
      artifact: {kind: JAR, jarUri: "oss://bucket/orders-1.0.jar", flinkVersion: "1.17"}
      logging:
        loggingProfile: default
        log4j2ConfigurationTemplate: null
```

## When it does not apply
Exports hold `log4j2ConfigurationTemplate: null` or an empty one where there is no template. A template
without any profile is a remark only. In session mode the session cluster has the logging.
"""

from collections.abc import Iterator

from flinklint.deployment import Deployment
from flinklint.finding import Finding, Severity
from flinklint.rule import rule


@rule("FL913", Severity.WARNING, source="statement 33 of the page; the managed service's log pages")
def logging_profile(deployment: Deployment) -> Iterator[Finding]:
    logging = deployment.template_spec["logging"]
    profile, template = logging["loggingProfile"], logging["log4j2ConfigurationTemplate"]
    if deployment.in_session or profile.is_placeholder:
        return
    if profile.text is not None and not profile.text.strip():
        yield profile.flag("loggingProfile is empty").suggest("write default, or leave it out")
    elif template.text is None or not template.text.strip():
        return
    elif profile.text is None and not deployment.is_partial:
        finding = template.flag_key("there is a log template, but no loggingProfile: custom")
        yield finding.info().suggest("write loggingProfile: custom beside it")
    elif profile.text is not None and profile.text.strip().lower() == "default":
        finding = profile.flag("the log template is used instead of the profile default")
        finding = finding.because(template, "this template")
        yield finding.suggest("write loggingProfile: custom, or drop one of the two")
