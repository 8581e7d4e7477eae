"""`python -m flinklint`."""

from flinklint.cli import script

script()
