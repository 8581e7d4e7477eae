"""What ends a run with a message instead of a result."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """The job could not be done: the text says why; the exit code is 2."""
