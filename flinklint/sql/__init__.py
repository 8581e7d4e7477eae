"""Flink SQL as Flink reads it: scripts, statements, syntax trees and their spans."""

from flinklint.sql.library import prepare

prepare()
