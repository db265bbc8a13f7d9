"""Kinds of long work by name: rooms above register theirs, so that this room imports none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from data.privacy.formats import Artifact


@dataclass(frozen=True)
class JobKind:
    """A kind of long work.

    Parameters
    ----------
    name : no other kind has it
    home : module that registers the kind; a new process imports it to know the kind
    entry : `module:function` that does the work of a directory; empty where work is handed to a thread
    stages : code → share of the work, adding up to 1
    artifacts : what the work leaves in its directory, or in the one around it
    check : reads what a directory asks for; raises DamagedRunError where that cannot be read
    """

    name: str
    home: str
    entry: str = ""
    stages: Mapping[Any, float] = field(default_factory=dict)
    artifacts: tuple[Artifact, ...] = ()
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
