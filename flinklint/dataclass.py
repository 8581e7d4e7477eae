"""The standard library's `dataclass`, `field` and `replace`, made when they are first needed.

`dataclasses` writes and compiles the methods of every class at import, and brings `inspect`: half
of what a start costs, mostly for classes that a run never uses. Here the methods are shared; only
the constructor of a class that is used often is compiled. Type checkers see the originals, and
they alone hold to `frozen`: an object that refuses assignments takes twice as long to make.
"""

# ruff: noqa: N807

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace

__all__ = ["dataclass", "field", "replace"]

_MISSING = object()
_OFTEN = 12  # constructions from which on compiling pays

if not TYPE_CHECKING:

    class _Field:
        """What `field` was told."""

        __slots__ = ("compare", "default", "factory", "repr")

        def __init__(self, default, factory, repr, compare):  # noqa: A002
            self.default = default
            self.factory = factory
            self.repr = repr
            self.compare = compare

    def field(*, default=_MISSING, default_factory=_MISSING, repr=True, compare=True):  # noqa: A002
        """As `dataclasses.field`, with the arguments that are used."""
        return _Field(default, default_factory, repr, compare)

    def dataclass(cls=None, /, *, eq=True, order=False, frozen=False):
        """As `dataclasses.dataclass`, with the arguments that are used."""
        if cls is None:
            return lambda cls: _make(cls, eq, order, frozen)
        return _make(cls, eq, order, frozen)

    def replace(instance, /, **changes):
        """As `dataclasses.replace`."""
        cls = instance.__class__
        if "_plain_fields" not in cls.__dict__:
            from dataclasses import replace as original

            return original(instance, **changes)
        fields, values = cls._plain_fields, {**instance.__dict__, **changes}
        if cls._is_only_fields and values.keys() == fields.keys():
            made = object.__new__(cls)
            made.__dict__.update(values)
            return made
        for name in fields:
            if name not in changes:
                changes[name] = getattr(instance, name)
        return cls(**changes)

    def _make(cls, eq, order, frozen):
        fields = {}
        for base in cls.__mro__[-1:0:-1]:
            fields.update(base.__dict__.get("_plain_fields", ()))
        for name in cls.__dict__.get("__annotations__", ()):  # noqa: RUF063
            default = cls.__dict__.get(name, _MISSING)
            if isinstance(default, _Field):
                fields[name] = default
                if default.default is not _MISSING:
                    setattr(cls, name, default.default)
                else:
                    delattr(cls, name)
            else:
                fields[name] = _Field(default, _MISSING, True, True)
        cls._plain_fields = fields
        cls._plain_parameters = (eq, order, frozen)
        cls.__dataclass_fields__ = _Original("__dataclass_fields__")
        cls.__dataclass_params__ = _Original("__dataclass_params__")
        if "__match_args__" not in cls.__dict__:
            cls.__match_args__ = tuple(fields)
        own = "__init__" not in cls.__dict__
        cls._is_only_fields = own and not hasattr(cls, "__post_init__")
        if own:
            cls.__init__ = _constructor(cls, fields)
        if "__repr__" not in cls.__dict__:
            cls.__repr__ = _repr
        if eq:
            _compare(cls, [name for name, one in fields.items() if one.compare], order, frozen)
        return cls

    class _Original:
        """What the standard library's own functions look for in a dataclass, made when they do."""

        def __init__(self, name):
            self.name = name

        def __get__(self, instance, cls):
            import dataclasses

            space = {"__annotations__": dict.fromkeys(cls._plain_fields, "object")}
            for name, one in cls._plain_fields.items():
                told = {"repr": one.repr, "compare": one.compare}
                if one.factory is not _MISSING:
                    told["default_factory"] = one.factory
                elif one.default is not _MISSING:
                    told["default"] = one.default
                space[name] = dataclasses.field(**told)
            eq, order, frozen = cls._plain_parameters
            made = dataclasses.dataclass(eq=eq, order=order, frozen=frozen)(type("_", (), space))
            for name in ("__dataclass_fields__", "__dataclass_params__"):
                setattr(cls, name, getattr(made, name))
            return getattr(made, self.name)

    def _constructor(cls, fields):
        needed = [
            name
            for name, one in fields.items()
            if one.default is _MISSING and one.factory is _MISSING
        ]
        defaults = {name: one.default for name, one in fields.items() if name not in needed}
        factories = {n: one.factory for n, one in fields.items() if one.factory is not _MISSING}
        names, often = tuple(fields), 0

        def __init__(self, /, *args, **kwargs):
            nonlocal often
            often += 1
            values = dict(zip(names, args, strict=False))
            values.update(kwargs)
            wrong = len(values) != len(args) + len(kwargs) or not fields.keys() >= values.keys()
            if often > _OFTEN or wrong or not all(name in values for name in needed):
                cls.__init__ = compiled = _compiled(cls, fields)
                compiled(self, *args, **kwargs)
                return
            own = self.__dict__
            for name in names:
                if name in values:
                    own[name] = values[name]
                else:
                    make = factories.get(name)
                    own[name] = defaults[name] if make is None else make()
            if post is not None:
                post(self)

        post = getattr(cls, "__post_init__", None)
        return __init__

    def _compiled(cls, fields):
        """The constructor as one writes it by hand."""
        space = {"_missing": _MISSING}
        parameters, body = [], []
        for name, one in fields.items():
            value = name
            if one.factory is not _MISSING:
                space[f"_factory_{name}"] = one.factory
                parameters.append(f"{name}=_missing")
                value = f"_factory_{name}() if {name} is _missing else {name}"
            elif one.default is not _MISSING:
                space[f"_default_{name}"] = one.default
                parameters.append(f"{name}=_default_{name}")
            else:
                parameters.append(name)
            body.append(f"self.{name} = {value}")
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        lines = "\n    ".join(body or ["pass"])
        exec(f"def __init__({', '.join(['self', *parameters])}):\n    {lines}", space)
        made = space["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        return made

    def _compare(cls, names, order, frozen):
        if len(names) > 1:
            key = attrgetter(*names)
        else:

            def key(self):
                return tuple(getattr(self, name) for name in names)

        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return key(self) == key(other)

        def __hash__(self):
            return hash(key(self))

        def __lt__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return key(self) < key(other)

        def __le__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return key(self) <= key(other)

        def __gt__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return key(self) > key(other)

        def __ge__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return key(self) >= key(other)

        if "__eq__" not in cls.__dict__:
            cls.__eq__ = __eq__
        own = cls.__dict__.get("__hash__", _MISSING)
        if own is _MISSING or (own is None and "__eq__" in cls.__dict__):
            cls.__hash__ = __hash__ if frozen else None
        if order:
            cls.__lt__, cls.__le__, cls.__gt__, cls.__ge__ = __lt__, __le__, __gt__, __ge__

    def _repr(self):
        shown = (name for name, one in self._plain_fields.items() if one.repr)
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({inside})"
