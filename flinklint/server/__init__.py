"""A language server: the findings, fixes and facts of flinklint inside an editor."""
