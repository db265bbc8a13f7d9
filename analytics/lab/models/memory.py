"""How many rows a step of training takes: as many as serve, fewer where memory is short."""

import psutil

from analytics.lab.config import TrainConfig
from data.schema import InputError

_STEPS_OF_EPOCH = 60  # fewer learn too little an epoch, more spend it on handing over
_LEAST, _MOST = 32, 512
_SHARE_OF_MEMORY = 0.25  # of what is free: others work on this computer too
_EXHAUSTED = ("ResourceExhaustedError", "OutOfMemoryError", "MemoryError")


def fitting_batch(config: TrainConfig, n_rows: int, n_columns: int, length: int) -> int:
    """Return how many rows a batch has: those asked for, else a power of two that suits rows and memory."""
    if config.batch_size:
        return config.batch_size
    size = _LEAST
    while size < _MOST and 2 * size * _STEPS_OF_EPOCH <= n_rows:
        size *= 2
    budget = _SHARE_OF_MEMORY * psutil.virtual_memory().available
    while size > 1 and size * _bytes_of_row(config, n_columns, length) > budget:
        size //= 2
    return size


def is_exhausted(error: BaseException) -> bool:
    """Say whether a library of any backend ran out of memory."""
    names = {kind.__name__ for kind in type(error).__mro__}
    return not names.isdisjoint(_EXHAUSTED) or "RESOURCE_EXHAUSTED" in str(error)


def halved(size: int, n_parameters: int) -> int:
    """Return half a batch; raises InputError where there is no half of it."""
    if size < 2:
        raise InputError(
            f"A network of {n_parameters:,} weights does not fit into the memory, even one row at a time",
            "Make it narrower, or train on the processor",
        )
    return size // 2


def _bytes_of_row(c: TrainConfig, n_columns: int, length: int) -> int:
    """Return about how much a row takes while gradients are kept."""
    return 12 * (length * (c.n_embedded + 10 * c.n_recurrent) + n_columns + c.n_layers * c.n_hidden)
