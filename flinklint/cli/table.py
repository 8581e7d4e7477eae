"""Every command with its options: the one table that both ways into the program are made from.

The hot way in (`plain`) reads it before anything else is imported, so it is plain Python: no
`typing`, no `dataclasses`, no `re`.
"""

from __future__ import annotations

REPORTS = (
    "text", "concise", "json", "jsonl", "github", "sarif", "junit", "gitlab", "markdown",
    "statistics",
)  # fmt: skip
LEVELS = ("error", "warning", "info")
PLATFORMS = ("auto", "managed-2021", "managed", "vvp2")
PAYLOADS = ("json", "yaml")
TARGETS = ("v1", "alibaba-2020-05-01", "alibaba-2022-07-18", "flink-operator")
REQUESTS = ("create", "update", "start")
DIFFERENCES = ("text", "json")
EXPLANATIONS = ("text", "markdown", "json")
KINDS = ("sql", "jar", "python")


class Option:
    """An option or, where it has no flags, a positional argument.

    `name` is the attribute that holds its value: a bool for a `switch`, a list of texts for one
    that can be there `many` times, else a text or None. A text is one of the `choices`, if any.
    """

    __slots__ = ("choices", "flags", "help", "many", "metavar", "name", "required", "switch")

    def __init__(
        self,
        name: str,
        help: str,  # noqa: A002
        *,
        flags: tuple[str, ...] | None = None,
        switch: bool = False,
        many: bool = False,
        choices: tuple[str, ...] = (),
        metavar: str | None = None,
        required: bool = False,
    ) -> None:
        self.name = name
        self.help = help
        self.flags = ("--" + name.replace("_", "-"),) if flags is None else flags
        self.switch = switch
        self.many = many
        self.choices = choices
        self.metavar = metavar
        self.required = required

    @property
    def default(self) -> bool | list[str] | None:
        """The value where the option is not given."""
        if self.switch:
            return False
        return [] if self.many else None


class Command:
    """A command: its words, what it says of itself, its options, and the module that runs it.

    The module is one of this package and has a function `run`, from the options to the exit code;
    `function` names another one.
    """

    __slots__ = ("function", "help", "module", "options", "words")

    def __init__(
        self,
        words: str,
        help: str,  # noqa: A002
        module: str,
        *options: Option,
        function: str = "run",
    ) -> None:
        self.words = tuple(words.split())
        self.help = help
        self.module = module
        self.options = options
        self.function = function


class Arguments:
    """What a command was told: the value of each of its options, by name."""

    all_envs: bool
    allow_empty: bool
    allow_lossy: list[str]
    assignments: list[str]
    base: str | None
    baseline: str | None
    check: str | None
    defaults: list[str]
    diff: bool
    digest: bool
    environments: list[str]
    exclude: list[str]
    fail_on: str | None
    fix: bool
    folder: str | None
    flink_version: str | None
    force_exclude: bool
    format: str | None
    ignore: list[str]
    isolated: bool
    jobs: str | None
    kind: str | None
    min_severity: str | None
    no_cache: bool
    output: str | None
    overlays: list[str]
    paths: list[str]
    platform: str | None
    provenance: str | None
    reports: list[str]
    request: str | None
    rule: str
    select: list[str]
    settings: bool
    show_files: bool
    show_settings: bool
    statistics: bool
    stdin_filename: str | None
    strict_baseline: bool
    strict_collection: bool
    target: str | None
    unsafe_fixes: bool
    unwrap: bool
    verbose: bool
    watch: bool

    def __init__(self, command: Command, values: dict[str, bool | str | list[str] | None]) -> None:
        self.command = command
        for option in command.options:
            setattr(self, option.name, values.get(option.name, option.default))


def _paths(help: str, *, required: bool = False) -> Option:  # noqa: A002
    return Option("paths", help, flags=(), many=True, required=required)


_ANYWHERE = _paths("Files and folders; `-` is standard input. Default: this folder.")
_SELECT = Option(
    "select",
    "Run only these rules: codes, prefixes of codes or names.",
    many=True,
    metavar="RULES",
)
_IGNORE = Option(
    "ignore",
    "Leave out these rules: codes, prefixes of codes or names.",
    many=True,
    metavar="RULES",
)
_PLATFORM = Option(
    "platform",
    "The platform to hold deployments against; auto reads it off each file.",
    choices=PLATFORMS,
)
_DEFAULTS = Option(
    "defaults",
    "A DeploymentDefaults document that fills in what is not written.",
    many=True,
    metavar="PATH",
)
_EXCLUDE = Option(
    "exclude",
    "Leave out files found in folders, besides those that settings exclude.",
    many=True,
    metavar="PATTERN",
)
_UNWRAP = Option("unwrap", "Read deployments wrapped in operators' resources too.", switch=True)
_ISOLATED = Option("isolated", "Read no settings file.", switch=True)
_STDIN = Option("stdin_filename", "The name of what `-` reads. [default: <stdin>]", metavar="NAME")
_FLINK = Option(
    "flink_version", "The Flink version of .sql files, such as 1.20; needed in folders."
)
_BASELINE = Option("baseline", "The file of accepted findings.", metavar="PATH")

_ENVIRONMENTS = (
    Option(
        "environments",
        "Lay the overlays of this environment, as the settings declare it, over deployments.",
        flags=("--env",),
        many=True,
        metavar="NAME",
    ),
    Option("all_envs", "As with --env, for every environment that is declared.", switch=True),
    Option(
        "overlays",
        "Lay the values of this file over deployments.",
        flags=("--overlay",),
        many=True,
        metavar="PATH",
    ),
    Option(
        "assignments",
        "Lay one value over deployments, such as spec.state=SUSPENDED.",
        flags=("--set",),
        many=True,
        metavar="PATH=VALUE",
    ),
)
_SELECTION = (_SELECT, _IGNORE, _PLATFORM, _FLINK, _DEFAULTS, _UNWRAP, _EXCLUDE)
_OF_BASELINES = (_ANYWHERE, _BASELINE, *_SELECTION, *_ENVIRONMENTS, _ISOLATED)

COMMANDS = (
    Command(
        "check",
        "Check deployments and SQL scripts.",
        "check_command",
        _ANYWHERE,
        Option("format", "How findings are printed. [default: text]", choices=REPORTS),
        Option(
            "reports",
            "Write a report to a file too; `-` is standard output.",
            flags=("--output",),
            many=True,
            metavar="FORMAT=PATH",
        ),
        Option(
            "fail_on",
            "The least severity that makes the exit code 1. [default: error]",
            choices=LEVELS,
        ),
        Option("min_severity", "Hide findings below. [default: info]", choices=LEVELS),
        *_SELECTION,
        *_ENVIRONMENTS,
        _STDIN,
        Option(
            "strict_collection",
            "List every file passed over; exit 2 on a named one.",
            switch=True,
        ),
        Option("allow_empty", "Exit 0 where no deployment is found.", switch=True),
        Option(
            "force_exclude",
            "Files come from a hook: say nothing of what is not ours or is excluded.",
            switch=True,
        ),
        Option("fix", "Make the safe fixes.", switch=True),
        Option("unsafe_fixes", "With --fix or --diff: make the unsafe fixes too.", switch=True),
        Option("diff", "Print what --fix would change; write nothing.", switch=True),
        _BASELINE,
        Option("strict_baseline", "Entries that nothing matches are errors.", switch=True),
        _ISOLATED,
        Option(
            "jobs",
            "In how many processes files are checked. [default: as many as there are CPUs]",
            metavar="N",
        ),
        Option("no_cache", "Check everything, whatever is known from before.", switch=True),
        Option("statistics", "Count by rule what is found: --format statistics.", switch=True),
        Option("watch", "Check again whenever a file changes, until Ctrl-C.", switch=True),
        Option("show_files", "Print which files would be read, and why others not.", switch=True),
        Option("show_settings", "Print the settings that count, and where from.", switch=True),
        Option(
            "verbose",
            "Say which platform was taken, and why.",
            flags=("--verbose", "-v"),
            switch=True,
        ),
    ),
    Command(
        "compile",
        "Check deployments and write the bodies to send to an API that runs them.",
        "compile_command",
        _paths("Deployments; `-` is standard input.", required=True),
        Option(
            "output",
            "A file, or a folder for several. Default: standard output.",
            flags=("--output", "-o"),
            metavar="PATH",
        ),
        Option("format", "How the payload is written. [default: json]", choices=PAYLOADS),
        Option("target", "The API that it is written for. [default: v1]", choices=TARGETS),
        Option(
            "request",
            "Write the whole HTTP request that creates, updates or starts it, as JSON.",
            choices=REQUESTS,
        ),
        Option(
            "base",
            "The payload that was sent before: an update holds only what changed.",
            metavar="PATH",
        ),
        Option(
            "allow_lossy",
            "Accept that the target cannot carry this field; `all` accepts every loss.",
            many=True,
            metavar="FIELD",
        ),
        Option(
            "check",
            "Write nothing: exit 1 if the payloads in this folder are not what would be written.",
            metavar="PATH",
        ),
        Option(
            "provenance",
            "Write a map from the payloads' paths to the places they come from, as JSON.",
            metavar="PATH",
        ),
        Option(
            "digest",
            "Add an annotation with the SHA-256 of the files a payload is made of.",
            switch=True,
        ),
        _SELECT,
        _IGNORE,
        _PLATFORM,
        _DEFAULTS,
        *_ENVIRONMENTS,
        _UNWRAP,
        _EXCLUDE,
        _STDIN,
        _ISOLATED,
    ),
    Command(
        "diff",
        "Say what two deployments, environments or payloads differ in.",
        "diff_command",
        _paths("Two files or folders; FILE@ENV is a file in an environment.", required=True),
        Option("format", "How it is printed. [default: text]", choices=DIFFERENCES),
        *_ENVIRONMENTS,
        _UNWRAP,
        _STDIN,
        _ISOLATED,
    ),
    Command(
        "explain",
        "Print what is known of a rule, an option, a connector, a format or a field.",
        "explain_command",
        Option("rule", "A rule's code or name, or another name.", flags=(), required=True),
        Option("format", "How it is printed. [default: text]", choices=EXPLANATIONS),
    ),
    Command(
        "baseline create",
        "Accept everything that is found.",
        "baseline_command",
        *_OF_BASELINES,
        function="create",
    ),
    Command(
        "baseline update",
        "Accept what is new, and take out what is found no more.",
        "baseline_command",
        *_OF_BASELINES,
        function="update",
    ),
    Command(
        "baseline prune",
        "Take out what is found no more, and accept nothing new.",
        "baseline_command",
        *_OF_BASELINES,
        function="prune",
    ),
    Command(
        "rules test",
        "Run the samples on the pages of your own rules.",
        "rules_command",
        Option(
            "folder",
            "A folder of rules. Default: those that the settings name.",
            flags=(),
        ),
        function="test",
    ),
    Command("rules", "List the rules.", "rules_command", _ISOLATED),
    Command("cache clean", "Forget what earlier runs found.", "cache_command"),
    Command(
        "init",
        "Write a deployment to begin with, and settings.",
        "init_command",
        Option("folder", "Where to. Default: this folder.", flags=()),
        Option("kind", "What the program is. [default: sql]", choices=KINDS),
        Option(
            "platform",
            "Where the deployment is to run. [default: managed]",
            choices=PLATFORMS[1:],
        ),
    ),
    Command(
        "server",
        "Serve an editor: the language server, over standard input and output.",
        "server_command",
        *_SELECTION,
        _BASELINE,
        _ISOLATED,
    ),
    Command(
        "schema",
        "Print the JSON Schema of a deployment for editors.",
        "server_command",
        Option("settings", "Print that of flinklint.toml instead.", switch=True),
        Option(
            "flink_version",
            "Offer the options of one Flink version only, such as 1.20.",
            metavar="VERSION",
        ),
        Option(
            "output",
            "A file. Default: standard output.",
            flags=("--output", "-o"),
            metavar="PATH",
        ),
        function="schema",
    ),
)

GROUPS = {
    "rules": "List the rules.",
    "cache": "What is kept of earlier runs of check, in .flinklint_cache.",
    "baseline": "Accept what is found today, so that only what is new is reported.",
}
"""What is said of the first word of commands that have two."""
