"""What is worked out once of an object, and kept for as long as that lives."""

from __future__ import annotations

from functools import wraps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property
    from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

    class Subject(Protocol):
        """What answers are kept in: a dictionary of its own."""

        answers: dict[object, Any]

    Asked = TypeVar("Asked", bound=Subject)
    Rest = ParamSpec("Rest")
    Answer = TypeVar("Answer")

__all__ = ["cached_property", "memo", "memo_of_each"]

_MISSING = object()


if not TYPE_CHECKING:

    class cached_property:  # noqa: N801 - a property
        """As `functools.cached_property`, which takes a lock before Python 3.12."""

        def __init__(self, function):
            self.function = function
            self.__doc__ = function.__doc__

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            found = instance.__dict__[self.name] = self.function(instance)
            return found


def memo(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """Keep what a function returns in the object that it is asked about.

    A cache of the function's own would keep the object, and the whole file with it.
    """

    @wraps(function)
    def answer(subject: Asked) -> Answer:
        found: Answer = subject.answers.get(function, _MISSING)
        if found is _MISSING:
            found = subject.answers[function] = function(subject)
        return found

    return answer


def memo_of_each(
    function: Callable[Concatenate[Asked, Rest], Answer],
) -> Callable[Concatenate[Asked, Rest], Answer]:
    """As `memo`, for each of the further arguments, which have to be hashable."""

    @wraps(function)
    def answer(subject: Asked, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
        key = (function, *rest, *named.values())
        found: Answer = subject.answers.get(key, _MISSING)
        if found is _MISSING:
            found = subject.answers[key] = function(subject, *rest, **named)
        return found

    return answer
