"""What a full, closed or broken disk says, made a sentence that names the place and what to do there."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.schema import InputError

NO_ROOM_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED_NUMBERS = (errno.EROFS, errno.EACCES, errno.EPERM)
SIGNS = ("no space left", "file too large", "quota exceeded")  # in the system's words
SIGNS_OF_DUCKDB = (*SIGNS, "could not write", "out of memory")


@contextmanager
def needing_room(place: Path, work: str) -> Iterator[None]:
    """Write below a place during the block; raises InputError where its disk is full or closed.

    Parameters
    ----------
    place : the folder that the block writes to
    work : what the room is for, as "train"
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        if refusal := refused_by_disk(error, place, work):
            raise refusal from error
        raise


def refused_by_disk(error: BaseException, place: Path | str, work: str) -> InputError | None:
    """Return the error in words where it, or what it came of, is the disk's; None where it is another."""
    for cause in _causes(error):
        number = cause.errno if isinstance(cause, OSError) else None
        if number in NO_ROOM_NUMBERS or (number is None and says_no_room(cause)):
            return InputError(
                f"there is no room in {place} to {work}", "Free disk space there, then try again"
            )
        if number in CLOSED_NUMBERS:
            return InputError(f"{place} cannot be written to", "Give this user the right, or name another")
        if number == errno.EIO:
            return InputError(f"the disk of {place} is faulty", "Use a folder on another disk")
    return None


def says_no_room(error: BaseException) -> bool:
    """Say whether an error without a number is about a full disk, by its words."""
    words = str(error).lower()
    return any(sign in words for sign in (SIGNS_OF_DUCKDB if isinstance(error, duckdb.Error) else SIGNS))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that it came of: a library that tidies up after one may raise another."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
