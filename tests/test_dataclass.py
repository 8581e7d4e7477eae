"""Our `dataclass` does what the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import functools
import inspect
import operator
import pickle
import subprocess
import sys

import pytest

from flinklint import dataclass as own
from flinklint.source import Position

KINDS = [
    {}, {"frozen": True}, {"eq": False}, {"frozen": True, "eq": False}, {"frozen": True, "order": True},
]  # fmt: skip


def _classes(library, options):
    """A few classes, made by one library or the other."""
    made, field = library.dataclass, library.field

    @made(**options)
    class Point:
        """A doc."""

        x: int
        y: int = 2

        def sum(self):
            return self.x + self.y

    @made(**options)
    class Holder:
        name: str
        items: list = field(default_factory=list)
        hidden: int = field(default=0, compare=False, repr=False)

        def __post_init__(self):
            self.items.append("made")

    @made(**options)
    class Below(Point):
        z: int = 3

    @made(**options)
    class Empty:
        pass

    return Point, Holder, Below, Empty


CALLS = [
    (0, (1,), {}), (0, (1, 5), {}), (0, (), {"y": 1, "x": 2}), (0, (), {}), (0, (1, 2, 3), {}),
    (0, (1,), {"x": 1}), (0, (1,), {"w": 1}), (1, ("a",), {}), (1, ("a", ["b"]), {"hidden": 4}),
    (1, (), {}), (2, (1,), {}), (2, (1, 2, 3), {}), (2, (), {"x": 1, "z": 9}), (3, (), {}), (3, (1,), {}),
]  # fmt: skip


def _tried(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("times", [1, 30], ids=["seldom", "often"])
@pytest.mark.parametrize("options", KINDS, ids=str)
def test_what_is_made_is_what_the_library_makes(options, times):
    def story(library):
        classes = _classes(library, options)
        told = [(cls.__match_args__, cls.__hash__ is None) for cls in classes]
        for _ in range(times):
            made = []
            for number, args, kwargs in CALLS:
                args = copy.deepcopy(args)
                cls = classes[number]
                told.append(_tried(lambda c=cls, a=args, k=kwargs: c(*a, **k)))
                if "Error" not in told[-1]:
                    made.append(cls(*copy.deepcopy(args), **kwargs))
            for first in made:
                told.append(_tried(hash, first) if options.get("eq", True) else "")
                if not options.get("frozen"):  # which only type checkers hold to
                    told.append(_tried(setattr, first, "x", 5))
                    told.append(_tried(setattr, first, "new", 5))
                    told.append(_tried(delattr, first, "y"))
                told.append(_tried(lambda f=first: library.replace(f, y=7)))
                for second in made:
                    for compare in (
                        operator.eq,
                        operator.lt,
                        operator.ge,
                        operator.gt,
                        operator.le,
                    ):
                        told.append(_tried(compare, first, second))
        return [
            text.replace(library.__name__, "") if isinstance(text, str) else text for text in told
        ]

    assert story(own) == story(dataclasses)


def test_the_librarys_own_functions_take_our_classes():
    place = Position(1, 2)
    assert dataclasses.is_dataclass(place)
    assert dataclasses.asdict(place) == {"line": 1, "column": 2}
    assert [field.name for field in dataclasses.fields(Position)] == ["line", "column"]
    assert dataclasses.replace(place, column=5) == Position(1, 5)
    assert pickle.loads(pickle.dumps(place)) == place
    assert copy.copy(place) == place

    @dataclasses.dataclass(frozen=True)
    class Wide(Position):
        width: int = 1

    assert Wide(1, 2, 3).width == 3
    assert own.replace(Wide(1, 2, 3), width=4) == Wide(1, 2, 4)


def test_an_original_is_replaced_as_by_the_library():
    @dataclasses.dataclass
    class Plain:
        a: int

    assert own.replace(Plain(1), a=2) == Plain(2)


@pytest.mark.unmeasured
def test_making_a_class_imports_nothing_heavy():
    program = (
        "import sys\nfrom flinklint.dataclass import dataclass\n"
        "@dataclass(frozen=True)\nclass A:\n    a: int\n"
        "print(A(1), A(1) == A(1))\n"
        "print({'dataclasses', 'inspect', 'ast'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True)
    assert done.stdout == "A(a=1) True\nset()\n", done.stderr


def test_a_wrong_call_is_told_as_by_the_library():
    point = _classes(own, {})[0]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        point()
    assert inspect.getdoc(point) == "A doc."


def test_what_was_kept_of_the_old_one_is_worked_out_anew():
    @own.dataclass(frozen=True)
    class Kept:
        x: int

        @functools.cached_property
        def doubled(self) -> int:
            return 2 * self.x

    kept = Kept(1)
    assert kept.doubled == 2
    assert own.replace(kept, x=2).doubled == 4
    assert own.replace(Kept(1), x=2) == Kept(2)
    with pytest.raises(TypeError):
        own.replace(Kept(1), y=2)
