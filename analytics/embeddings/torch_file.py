"""Weights out of a file that torch has saved, without torch and without running what a pickle may ask for.

The file is in torch's format of before 1.6: five pickles (a magic number, a version, facts of the machine,
the tensors, the keys of their storages), then the bytes of each storage.
"""

import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.schema import InputError

_MAGIC = 0x1950A86A20F9469CFC6C
# what reading raises on bytes that are no such file
_DAMAGE = (ValueError, KeyError, IndexError, TypeError, AttributeError, MemoryError, OverflowError)
_HEAD = 3  # pickles before the one of tensors


class Known(StrEnum):
    """The only globals that a file may name; none of them is ever imported or called."""

    ORDERED = "collections OrderedDict"
    TENSOR = "torch._utils _rebuild_tensor_v2"
    FLOATS = "torch FloatStorage"
    LONGS = "torch LongStorage"


_CELLS: Mapping[Known, np.dtype[Any]] = {Known.FLOATS: np.dtype("<f4"), Known.LONGS: np.dtype("<i8")}


@dataclass(frozen=True)
class Storage:
    """Cells in the file's tail that tensors look into."""

    key: str
    cells: np.dtype[Any]
    n_cells: int


@dataclass(frozen=True)
class Tensor:
    """A tensor as a look into a storage: its first cell, its shape and its steps [cells]."""

    storage: Storage
    first: int
    shape: tuple[int, ...]
    steps: tuple[int, ...]

    def out_of(self, cells: NDArray[Any]) -> NDArray[Any]:
        """Return the tensor; raises ValueError where it would look outside of its storage."""
        reach = self.first + sum((n - 1) * step for n, step in zip(self.shape, self.steps, strict=True))
        if min(self.first, *self.steps, *self.shape, 0) < 0 or (all(self.shape) and reach >= len(cells)):
            raise ValueError("a tensor reaches outside of its storage")
        steps = [step * cells.itemsize for step in self.steps]
        view = np.lib.stride_tricks.as_strided(cells[self.first :], self.shape, steps, writeable=False)
        return np.ascontiguousarray(view)


def read_weights(path: Path) -> dict[str, NDArray[Any]]:
    """Return the named tensors of a file that torch has saved.

    Raises
    ------
    InputError
        The file is damaged, or holds anything but tensors.
    """
    try:
        with path.open("rb") as file:
            return _tensors(file)
    except _DAMAGE as error:
        problem = f"the weights of the network cannot be read ({str(error)[:80]})"
        raise InputError(problem, "Install the package again that they come with", file=path.name) from error


def _tensors(file: BufferedReader) -> dict[str, NDArray[Any]]:
    magic, _, _ = (_plain(file) for _ in range(_HEAD))
    if magic != _MAGIC:
        raise ValueError("it is no file of torch's")
    named = {str(name): of for name, of in _plain(file).items() if isinstance(of, Tensor)}
    needed = {tensor.storage.key: tensor.storage for tensor in named.values()}
    cells = {str(key): _cells(file, needed[key]) for key in _plain(file)}
    return {name: tensor.out_of(cells[tensor.storage.key]) for name, tensor in named.items()}


def _cells(file: BufferedReader, storage: Storage) -> NDArray[Any]:
    """Return the cells of the storage that comes next: how many there are, and then they."""
    n_cells = int.from_bytes(file.read(8), "little")
    if n_cells != storage.n_cells:
        raise ValueError("a storage has another size than its tensors say")
    return np.frombuffer(file.read(n_cells * storage.cells.itemsize), storage.cells, n_cells)


def _plain(file: BufferedReader) -> Any:
    """Return the value of the pickle that comes next; raises ValueError where it asks for more."""
    machine = _Machine()
    for code, argument, _ in pickletools.genops(file):
        if code.name in _VALUES:
            machine.stack.append(argument)
        elif code.name in _STEPS:
            _STEPS[code.name](machine, argument)
        elif code.name not in ("PROTO", "STOP"):
            raise ValueError(f"it asks for {code.name}, which no weights need")
    return machine.stack.pop()


class _Machine:
    """The stack that a pickle builds its value on, and what it remembers."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.marks: list[int] = []
        self.memory: dict[int, Any] = {}

    def since_mark(self) -> tuple[Any, ...]:
        """Take what came since the last mark."""
        place = self.marks.pop()
        taken, self.stack[place:] = tuple(self.stack[place:]), []
        return taken

    def last(self, n: int) -> tuple[Any, ...]:
        """Take the last values."""
        taken, self.stack[-n:] = tuple(self.stack[-n:]), []
        return taken

    def append_items(self, items: tuple[Any, ...]) -> None:
        """Put values into the list on top."""
        self.stack[-1].extend(items)

    def set_items(self, items: tuple[Any, ...]) -> None:
        """Put pairs into the object on top."""
        self.stack[-1].update(zip(items[::2], items[1::2], strict=True))

    def rebuild(self) -> None:
        """Build what a known global makes of its arguments."""
        maker, arguments = self.last(2)
        self.stack.append({} if maker is Known.ORDERED else _tensor(maker, *arguments))

    def find_storage(self) -> None:
        """Turn a persistent id into the storage that it names."""
        _, kind, key, _, n_cells, _ = self.stack.pop()
        self.stack.append(Storage(key, _CELLS[kind], n_cells))


def _tensor(maker: Any, storage: Storage, first: int, shape: Any, steps: Any, *rest: Any) -> Tensor:
    if maker is not Known.TENSOR or not isinstance(storage, Storage):
        raise ValueError("it builds something other than tensors")
    return Tensor(storage, first, tuple(shape), tuple(steps))


_VALUES = ("BINUNICODE", "BININT", "BININT1", "BININT2", "LONG1")
_STEPS: Mapping[str, Callable[[_Machine, Any], Any]] = {
    "NONE": lambda m, _: m.stack.append(None),
    "NEWTRUE": lambda m, _: m.stack.append(True),
    "NEWFALSE": lambda m, _: m.stack.append(False),
    "EMPTY_TUPLE": lambda m, _: m.stack.append(()),
    "EMPTY_LIST": lambda m, _: m.stack.append([]),
    "EMPTY_DICT": lambda m, _: m.stack.append({}),
    "GLOBAL": lambda m, name: m.stack.append(Known(name)),
    "MARK": lambda m, _: m.marks.append(len(m.stack)),
    "TUPLE": lambda m, _: m.stack.append(m.since_mark()),
    "TUPLE1": lambda m, _: m.stack.append(m.last(1)),
    "TUPLE2": lambda m, _: m.stack.append(m.last(2)),
    "APPENDS": lambda m, _: m.append_items(m.since_mark()),
    "SETITEM": lambda m, _: m.set_items(m.last(2)),
    "SETITEMS": lambda m, _: m.set_items(m.since_mark()),
    "BINPUT": lambda m, place: m.memory.update({place: m.stack[-1]}),
    "LONG_BINPUT": lambda m, place: m.memory.update({place: m.stack[-1]}),
    "BINGET": lambda m, place: m.stack.append(m.memory[place]),
    "LONG_BINGET": lambda m, place: m.stack.append(m.memory[place]),
    "BINPERSID": lambda m, _: m.find_storage(),
    "REDUCE": lambda m, _: m.rebuild(),
    "BUILD": lambda m, _: m.stack.pop(),  # a dictionary's notes about its versions
}
