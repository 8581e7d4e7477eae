"""flinklint: linter and compiler for the deployments of fully managed Apache Flink."""

__version__ = "0.1.0"
