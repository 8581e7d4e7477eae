"""A deployment as the rules see it: its fields and their places, as written and as they apply."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from flinklint import knowledge, schema
from flinklint.dataclass import dataclass, field
from flinklint.fields import unknown_fields
from flinklint.finding import Finding, Label
from flinklint.memo import cached_property, memo_of_each
from flinklint.script_file import KEY, ScriptFile
from flinklint.settings import Settings
from flinklint.source import Source
from flinklint.tree import Node
from flinklint.units import FlinkVersion, ImageTag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PROCESSES = ("jobmanager", "taskmanager")
PYTHON_DRIVER = "org.apache.flink.client.python.PythonDriver"
TEMPLATE = ("spec", "template", "spec")
_MOST_NODES = 100_000  # that are looked at: nested aliases could make it endless
STOP_WITH_DRAIN = "com.dataartisans.appmanager.controller.deployment.stop-with-drain"


@dataclass(eq=False)
class Effective:
    """The value that will apply: as written, else from the defaults, else the platform's own.

    `text` is None where it is not known. `node` is the place in the deployment: the value, or
    where it would stand.
    """

    text: str | None
    node: Node
    origin: str = "written"
    default: Node | None = None

    @property
    def written(self) -> bool:
        """Whether the deployment itself says it."""
        return self.origin == "written"

    def flag(self, message: str) -> Finding:
        """A finding at the value; one that is not written says where the value comes from."""
        finding = self.node.flag(message)
        if self.default is not None:
            label = Label(self.default.source, self.default.span, "it is set here")
            return finding.label(label)
        return finding

    def explain(self, finding: Finding, text: str) -> Finding:
        """The finding with a label where this value is set, in whatever file that is."""
        return finding.because(self.default if self.default is not None else self.node, text)

    @property
    def remark(self) -> str:
        """How a message names the origin: empty for a written value."""
        return _REMARKS.get(self.origin, " (the platform's default)")


_REMARKS = {
    "written": "",
    "defaults": " (from the defaults)",
    "session": " (from the session cluster)",
}


@dataclass(frozen=True)
class Neighbours:
    """What else of a run deployments refer to: resources by name, script files by real path."""

    session_clusters: dict[str, Node] = field(default_factory=dict)
    script_files: dict[str, Source] = field(default_factory=dict)

    def add(self, root: Node) -> None:
        """Take a document in, if it is a resource that deployments refer to."""
        name = root.at("metadata", "name").text
        if name is not None and root["kind"].text == "SessionCluster":
            self.session_clusters.setdefault(name, root)


class Deployment:
    """One deployment. Absent fields are nodes that are false.

    `neighbours` is what else of the run it may refer to. `written` is the node in its manifest,
    before anything was laid over it; `script_file` is what its `sqlScriptFile` names.

    `is_partial`: it is the body of a PATCH, without a name, so missing fields mean nothing.
    `in_session`: the job runs on a session cluster, which then owns resources and logging;
    `session` is that cluster, if its document is in the run. `image_tag` is the Flink image tag,
    if it has one of the known forms. `platform` is the name of the platform profile and why it was
    taken, `profile` that profile; `options` are the options of its Flink version, and
    `option_names` what is to be said of their names.
    """

    def __init__(
        self,
        node: Node,
        settings: Settings,
        neighbours: Neighbours | None = None,
        written: Node | None = None,
        script_file: ScriptFile | None = None,
    ) -> None:
        self.node = node
        self.written = node if written is None else written
        self.script_file = script_file
        self.settings = settings
        self.neighbours = neighbours or Neighbours()
        self.answers: dict[object, Any] = {}
        self._read_unknown_fields()
        node.dispute()
        self.metadata = node["metadata"]
        self.spec = node["spec"]
        self.template_spec = node.at(*TEMPLATE)
        self.artifact = self.template_spec["artifact"]
        self.flink_configuration = self.template_spec["flinkConfiguration"]
        self.resources = self.template_spec["resources"]
        self.loggers = self.template_spec.at("logging", "log4jLoggers")
        self.upgrade_strategy = self.spec.at("upgradeStrategy", "kind")
        self.restore_strategy = self.spec.at("restoreStrategy", "kind")
        self.session_cluster = self.spec["sessionClusterName"]
        self.in_session = bool(self.session_cluster)
        self.session = self.neighbours.session_clusters.get(self.session_cluster.text or "")
        self.image_tag = self._read_image_tag()
        self.flink_version = self._read_flink_version()
        self.platform = self._read_platform()
        self.profile = knowledge.profile(self.platform[0])
        self.options = knowledge.options(self.flink_version)
        self.option_names = knowledge.option_names(self.platform[0], self.flink_version)
        self._inherits_options = bool(settings.defaults) or self.session is not None
        self._read_unknown_options()
        self.is_partial = not self.metadata["name"]

    def _read_unknown_fields(self) -> None:
        """Find misspelt and misplaced fields where they are looked for."""
        for unknown in unknown_fields(self.schema_problems):
            if unknown.home is not None:
                self._read_as(self.node.at(*unknown.home), unknown.node.name, unknown.node)
            elif unknown.meant is not None and unknown.node.parent is not None:
                self._read_as(unknown.node.parent, unknown.meant, unknown.node)

    def _read_unknown_options(self) -> None:
        """Find misspelt options, and those of a later Flink, where they are looked for."""
        find = self.option_names.find
        for node in self.flink_configuration:
            meant = find(node.name).meant
            if meant is not None:
                self._read_as(self.flink_configuration, meant, node)

    def _read_as(self, holder: Node, key: str, node: Node) -> None:
        if key not in holder:
            self.node.document.meant.setdefault((*holder.path, key), node)

    def __repr__(self) -> str:
        return f"Deployment({self.name!r})"

    @property
    def name(self) -> str | None:
        """`metadata.name` as written."""
        return self.metadata["name"].text

    @cached_property
    def texts(self) -> list[tuple[Node, str, schema.Shape | None]]:
        """Every scalar that is not null, with its text and the shape of its place, in order.

        One behind an alias comes each time that it is met.
        """
        found: list[tuple[Node, str, schema.Shape | None]] = []
        waiting: list[tuple[Node, schema.Shape | None]] = [(self.node, schema.shape())]
        rest = _MOST_NODES
        while waiting and rest:
            node, place = waiting.pop()
            rest -= 1
            if node.text is not None:
                found.append((node, node.text, place))
            elif node.kind != "null":
                waiting += [
                    (child, None if place is None else place.child(name))
                    for name, child in reversed(node.children.items())
                ]
        return found

    @cached_property
    def artifact_kind(self) -> str | None:
        """`JAR`, `SQLSCRIPT` or `PYTHON`: the kind in upper case, as the platform compares it."""
        text = self.artifact["kind"].text
        return None if text is None or self.artifact["kind"].is_placeholder else text.upper()

    @property
    def unread_script(self) -> Node | None:
        """The `sqlScriptFile` of a SQL artifact whose script is not read, if it is so."""
        node, file = self.artifact.find(KEY), self.script_file
        if not node or (file is not None and file.source is not None):
            return None
        return node if self.artifact_kind in (None, "SQLSCRIPT") else None

    def _read_flink_version(self) -> FlinkVersion | None:
        """The Flink version of the artifact, from the text as written; else that of the tag.

        None where the two disagree: FL305 says so, and nothing can be said that depends on it.
        A job on a session cluster whose document is in the run has the cluster's version.
        """
        text = self.artifact["flinkVersion"].text
        if self.artifact["flinkVersion"].is_disputed:
            return None
        if text is None and self.image_tag is None and self.session is not None:
            text = self.session.at("spec", "flinkVersion").text
        version = FlinkVersion.parse(text) if text is not None else None
        tagged = self.image_tag.version if self.image_tag is not None else None
        if version is None or tagged is None:
            return version or tagged
        same = (version.major, version.minor) == (tagged.major, tagged.minor)
        own = self.image_tag is not None and self.image_tag.kind == "plain"
        return version if same or own else None

    def _read_image_tag(self) -> ImageTag | None:
        node = self.artifact["flinkImageTag"]
        text = None if node.is_disputed else node.text
        return None if text is None else ImageTag.parse(text)

    @cached_property
    def is_python(self) -> bool:
        """Whether a Python job: kind PYTHON, the Python driver as entry class, or `-py`/`-pym`."""
        if self.artifact_kind == "PYTHON":
            return True
        if self.artifact_kind not in (None, "JAR"):
            return False
        words = (self.artifact["mainArgs"].text or "").split()
        return self.artifact["entryClass"].text == PYTHON_DRIVER or any(
            word in ("-py", "--python", "-pym", "--pyModule") for word in words
        )

    def _read_platform(self) -> tuple[str, str]:
        if self.settings.platform != "auto":
            return self.settings.platform, "set by option or settings"
        return self._platform_by_shape()

    def _platform_by_shape(self) -> tuple[str, str]:
        holder = self.artifact
        if self.session is not None and not (holder["flinkImageTag"] or holder["flinkVersion"]):
            holder = self.session["spec"]
        text = holder["flinkImageTag"].text or ""
        tag = ImageTag.parse(text) if text else None
        version_text = holder["flinkVersion"].text or ""
        version = FlinkVersion.parse(version_text)
        early = version is None or (version.major, version.minor) in ((1, 10), (1, 11))
        engine = f"{text} {version_text} {self.artifact['versionName'].text or ''}"
        if tag is not None and tag.vvr is not None:
            if (tag.version.major, tag.version.minor) <= (1, 11):
                return "managed-2021", f"the image tag {text} is a VVR of Flink 1.10 or 1.11"
            return "managed", f"the image tag {text} is a VVR of Flink 1.12 or later"
        if "vvr-" in engine and "-flink-" in engine:
            return "managed", f"the engine version {engine.strip()}"
        if "-stream" in text:
            return "vvp2", f"the image tag {text} is a self-managed platform's"
        if self.spec["deploymentTargetName"]:
            return "vvp2", "deploymentTargetName is a self-managed platform's field"
        if not early:
            return "vvp2", f"Flink {version_text} without a sign of the managed service"
        return "managed-2021", "nothing tells otherwise"

    @memo_of_each
    def effective(self, *path: str) -> Effective:
        """The value that will apply at a path from the root, such as ("spec", "state")."""
        in_template = path[:3] == TEMPLATE
        node = self.template_spec.at(*path[3:]) if in_template else self.node.at(*path)
        if node:
            return Effective(None if node.is_disputed else node.text, node)
        for document in reversed(self.settings.defaults):
            default = document.root.at(*path)
            if default:
                return Effective(default.text, node, "defaults", default)
        known = self.profile.defaults.get(".".join(path))
        if known is not None and known.same_as is not None:
            same = self.effective(*known.same_as.split("."))
            return Effective(same.text, node, "platform" if same.text is not None else "unknown")
        text = known.value if known is not None else None
        return Effective(text, node, "platform" if text is not None else "unknown")

    def option(self, *keys: str) -> Effective:
        """The effective value of a Flink option under the first of its spellings that is set.

        A job on a session cluster whose document is in the run has the cluster's options too.
        """
        written = self.written_options
        for key in keys:
            node = written.get(key)
            if node is not None:
                return Effective(None if node.is_disputed else node.text, node)
        place = self.flink_configuration[keys[0]]
        for origin, options in self._inherited_options() if self._inherits_options else ():
            for key in keys:
                if options[key]:
                    return Effective(options[key].text, place, origin, options[key])
        return Effective(None, place, "unknown")

    def may_set(self, keys: Collection[str]) -> bool:
        """Whether a Flink option may be set under one of some keys, here or elsewhere."""
        return self._inherits_options or not self.written_options.keys().isdisjoint(keys)

    @cached_property
    def written_options(self) -> dict[str, Node]:
        """The options that are written here; a misspelt one also by the key that was meant."""
        configuration, meant = self.flink_configuration, self.node.document.meant
        if not meant:
            return configuration.children
        holder = configuration.path
        found = {path[-1]: node for path, node in meant.items() if path[:-1] == holder}
        return {**found, **configuration.children}

    def _inherited_options(self) -> Iterator[tuple[str, Node]]:
        """Where options come from that are not written here, the strongest first."""
        for document in reversed(self.settings.defaults):
            yield "defaults", document.root.at("spec", "template", "spec", "flinkConfiguration")
        if self.session is not None:
            yield "session", self.session.at("spec", "flinkConfiguration")

    def processes(self) -> Iterator[tuple[str, Node]]:
        """The resources of "jobmanager" and "taskmanager", each absent or not."""
        for process in PROCESSES:
            yield process, self.resources[process]

    @cached_property
    def schema_problems(self) -> list[schema.SchemaProblem]:
        """What the JSON Schema finds wrong."""
        return schema.problems(self.node)
