"""What ends a run with a message instead of a result."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """The job could not be done: the text says why; the exit code is 2.

    Each argument is a line of its own.
    """

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))
