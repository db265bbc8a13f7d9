"""Kinds of long work by name: rooms above register theirs, so that this room imports none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any


class WorkStage(StrEnum):
    """A stage of some work, by its code, and how much work it is beside the others."""

    work: float

    def __new__(cls, code: str, work: float) -> "WorkStage":
        """Make the code alone the value."""
        stage = str.__new__(cls, code)
        stage._value_, stage.work = code, work
        return stage

    @classmethod
    def shares(cls) -> dict["WorkStage", float]:
        """Return each stage's share of the whole work."""
        return {stage: stage.work / sum(one.work for one in cls) for stage in cls}


@dataclass(frozen=True)
class JobKind:
    """A kind of long work.

    Parameters
    ----------
    name : no other kind has it
    home : module that registers the kind; a new process imports it to know the kind
    entry : `module:function` that does the work of a directory; empty where work is handed to a thread
    stages : code → share of the work, adding up to 1
    check : reads what a directory asks for; raises DamagedRunError where that cannot be read
    """

    name: str
    home: str
    entry: str = ""
    stages: Mapping[Any, float] = field(default_factory=dict)
    check: Callable[[Path], object] = lambda directory: None

    def work(self) -> Callable[[Path], None]:
        """Return what does the work; its libraries are imported by now."""
        module, _, function = self.entry.partition(":")
        work: Callable[[Path], None] = getattr(import_module(module), function)
        return work


_KINDS: dict[str, JobKind] = {}


def register(kind: JobKind) -> JobKind:
    """Make a kind known by its name; raises ValueError where another module has taken it."""
    if kind.name in _KINDS and _KINDS[kind.name].home != kind.home:
        raise ValueError(f"two kinds of work are called {kind.name}")
    _KINDS[kind.name] = kind
    return kind


def kind_named(name: str, home: str) -> JobKind:
    """Return a kind that its home registers; raises KeyError where it does not."""
    import_module(home)
    return _KINDS[name]
