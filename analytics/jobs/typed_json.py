"""Frozen dataclasses back from JSON, every field of the kind that it says it is."""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def from_plain(kind: type[Kind], plain: Any) -> Kind:
    """Return a dataclass out of what JSON holds of `asdict` of it; what is missing keeps its default.

    Raises
    ------
    TypeError
        A field is unknown, or holds another kind of value.
    """
    if not isinstance(plain, dict):
        raise TypeError(f"no object to make a {kind.__name__} of")
    hints = get_type_hints(kind)
    if unknown := set(plain) - {field.name for field in fields(kind)}:  # type: ignore[arg-type]
        raise TypeError(f"{kind.__name__} has no field {min(unknown)}")
    return kind(**{name: _typed(hints[name], value) for name, value in plain.items()})


def _typed(kind: Any, value: Any) -> Any:
    """Return a value as a field of a kind holds it; raises TypeError where it is of another one."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if value is None and NoneType in inner else _typed(inner[0], value)
    if origin is Literal:
        return _checked(value, value in inner)
    if origin is tuple:
        _checked(value, isinstance(value, list | tuple))
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_typed(each, part) for each, part in zip(kinds, value, strict=True))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(_checked(value, value in list(kind)))
    if is_dataclass(kind):
        return from_plain(kind, value)  # type: ignore[arg-type]
    accepted = (int, float) if kind is float else kind
    return _checked(value, isinstance(value, accepted) and (kind is bool or not isinstance(value, bool)))


def _checked(value: Any, is_right: bool) -> Any:
    if not is_right:
        raise TypeError(f"{value!r} is of another kind")
    return value
