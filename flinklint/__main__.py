"""`python -m flinklint`."""

from flinklint.cli import main

main()
