"""What is worked out of a deployment or a script once, and kept for as long as that lives."""

from __future__ import annotations

from functools import wraps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

    class Subject(Protocol):
        """What answers are kept in: a dictionary of its own."""

        answers: dict[object, Any]

    Asked = TypeVar("Asked", bound=Subject)
    Rest = ParamSpec("Rest")
    Answer = TypeVar("Answer")

_MISSING = object()


def memo(
    function: Callable[Concatenate[Asked, Rest], Answer],
) -> Callable[Concatenate[Asked, Rest], Answer]:
    """Keep what a function returns in the object that it is asked about, its first argument.

    A cache of the function's own would keep the object, and the whole file with it. The other
    arguments have to be hashable.
    """

    @wraps(function)
    def answer(subject: Asked, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
        key = (function, *rest, *named.values()) if rest or named else function
        found: Answer = subject.answers.get(key, _MISSING)
        if found is _MISSING:
            found = subject.answers[key] = function(subject, *rest, **named)
        return found

    return answer
