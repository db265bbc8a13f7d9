"""Who works now and who waits: as many jobs at once as the machine is to bear, over all shops of a workspace.

Each job holds a ticket while it lives, a directory that the system lets go of with its process. The first
few tickets work, the others wait, so nothing is to be tidied up after a crash, and no app has to be there.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analytics.jobs.state import CANCEL_FILE, Cancelled, JobState, Stage, read_state, write_state
from data.engine.directories import held_directory, is_held, unused_name
from data.schema import InputError
from data.store.shop import FILE as SHOP_FILE

FOLDER = ".queue"  # in the workspace
AT_ONCE = "BUNDLEWISE_JOBS"  # in the environment: how many jobs work at the same time
_USUAL = 1  # a training takes all cores by itself
_MOST = 64
_SECONDS_BETWEEN = 0.2


def most_at_once() -> int:
    """Return how many jobs may work at the same time; raises InputError where that is no number."""
    words = os.environ.get(AT_ONCE) or str(_USUAL)
    if not words.isdecimal() or not 1 <= int(words) <= _MOST:
        raise InputError(f"{AT_ONCE} is {words!r}", f"Set it to a whole number from 1 to {_MOST}")
    return int(words)


@contextmanager
def waiting_in_line(directory: Path) -> Iterator[None]:
    """Wait until a job may work, and keep its place for the block.

    Parameters
    ----------
    directory : of the job; its state says how many are before it

    Raises
    ------
    Cancelled
        A person asked the job to stop while it waited.
    """
    limit, queue = most_at_once(), queue_of(directory)
    queue.mkdir(parents=True, exist_ok=True)
    with _ticket(queue) as ticket:
        told = -1
        while (n_before := _n_before(ticket)) >= limit:
            if (directory / CANCEL_FILE).exists():
                raise Cancelled
            if n_before != told:
                told = n_before
                _tell(directory, n_before - limit + 1)
            time.sleep(_SECONDS_BETWEEN)  # a wait for the lock itself would not see that it was cancelled
        yield


def queue_of(directory: Path) -> Path:
    """Return where the tickets lie: in the workspace of a job's shop, else beside the job."""
    shops = (place for place in directory.parents if (place / SHOP_FILE).exists())
    return next((shop.parent for shop in shops), directory.parent) / FOLDER


@contextmanager
def _ticket(queue: Path) -> Iterator[Path]:
    """Draw a ticket, held from before it is seen until the block ends or the process does."""
    draft = queue / f".{unused_name()}"
    draft.mkdir()
    with held_directory(draft):
        with held_directory(queue):  # one draws at a time, so that later ones have higher numbers
            numbers = [int(path.name) for path in _tickets(queue)]
            ticket = draft.rename(queue / f"{max(numbers, default=0) + 1:012d}")
        try:
            yield ticket
        finally:
            with suppress(OSError):
                ticket.rmdir()


def _n_before(ticket: Path) -> int:
    """Return how many living jobs drew a ticket before this one; what dead ones left goes."""
    n = 0
    for other in _tickets(ticket.parent):
        if other.name < ticket.name:
            with suppress(OSError):  # it has just ended
                if is_held(other):
                    n += 1
                else:
                    other.rmdir()
    return n


def _tickets(queue: Path) -> list[Path]:
    return [path for path in queue.iterdir() if path.name.isdecimal()]


def _tell(directory: Path, place: int) -> None:
    """Note which place in the line a job has, from 1 on."""
    state = read_state(directory) or {"started_at": time.time()}
    write_state(directory, state | {"state": JobState.QUEUED, "stage": Stage.WAITING, "place": place})
