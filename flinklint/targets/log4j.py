"""Log levels as log4j properties of a Flink image: to the console, and to the file of the UI."""

from __future__ import annotations

_PATTERN = "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n"
_FIXED = (
    ("appender.console.name", "Console"),
    ("appender.console.type", "CONSOLE"),
    ("appender.console.layout.type", "PatternLayout"),
    ("appender.console.layout.pattern", _PATTERN),
    ("appender.file.name", "File"),
    ("appender.file.type", "RollingFile"),
    ("appender.file.fileName", "${sys:log.file}"),
    ("appender.file.filePattern", "${sys:log.file}.%i"),
    ("appender.file.layout.type", "PatternLayout"),
    ("appender.file.layout.pattern", _PATTERN),
    ("appender.file.policies.type", "Policies"),
    ("appender.file.policies.size.type", "SizeBasedTriggeringPolicy"),
    ("appender.file.policies.size.size", "100MB"),
    ("appender.file.strategy.type", "DefaultRolloverStrategy"),
    ("appender.file.strategy.max", "10"),
)


def properties(levels: dict[str, str]) -> str:
    """The text of a log4j properties file; the level of the root logger is under the empty name."""
    lines = [
        ("rootLogger.level", levels.get("", "INFO")),
        ("rootLogger.appenderRef.console.ref", "Console"),
        ("rootLogger.appenderRef.file.ref", "File"),
    ]
    names = [name for name in levels if name]
    for number, name in enumerate(names, 1):
        lines += [(f"logger.l{number}.name", name), (f"logger.l{number}.level", levels[name])]
    return "".join(f"{key} = {value}\n" for key, value in (*lines, *_FIXED))
