"""A SQL script as Flink's planner sees it: names, columns, types, changelogs."""
