"""Results appear whole: written aside in the folder that was asked for, then moved, one step a file."""

import errno
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from data.engine.directories import held_directory, remove_unheld
from data.engine.room import needing_room, refused_by_disk
from data.read.writing import whole_file
from data.schema import InputError

_OUT = "--out"  # the option that names the folder of results
PREFIX = ".bundlewise-"  # of folders that hold what is not done yet


@contextmanager
def results_in(folder: Path, names: Sequence[str], own: Sequence[str] = ()) -> Iterator[Path]:
    """Give a folder to write results into; they are in the folder asked for once the block has ended well.

    A block that fails, or is stopped, leaves that folder as it was, and makes none.

    Parameters
    ----------
    names : of the files that may come, relative to the folder
    own : files, and folders of files, that only this command writes: what an earlier one left there goes

    Raises
    ------
    InputError
        The folder cannot be made or written to, or a name is taken by a folder.
    """
    _check_targets(folder, names)
    with _made(folder, _OUT), ExitStack() as held:
        with _naming(folder, _OUT), held_directory(folder):  # nobody takes the draft for a leftover
            remove_unheld(folder.glob(PREFIX + "*"))  # of killed commands: they may name customers
            draft = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
            held.enter_context(held_directory(draft))
        try:
            yield draft
            with needing_room(folder, "write the results"):
                _move(draft, folder, own)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def check_folder(folder: Path, option: str) -> None:
    """Raise InputError where a folder cannot be made or written to; nothing is left of the trial."""
    with suppress(_TriedEnough), _made(folder, option):
        raise _TriedEnough


class _TriedEnough(Exception):
    """Ends a trial."""


@contextmanager
def _made(folder: Path, option: str) -> Iterator[None]:
    """Make a folder, with those above it; what was made goes again where the block fails."""
    missing = [path for path in (folder, *folder.parents) if not _is_there(path, option)]
    try:
        with _naming(folder, option):
            str(folder.absolute()).encode()  # a database opens no other names
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):  # it is not empty, or was never made
                path.rmdir()
        raise


def _is_there(path: Path, option: str) -> bool:
    with _naming(path, option):
        return path.is_dir() or path.is_symlink()


@contextmanager
def _naming(folder: Path, option: str) -> Iterator[None]:
    """Let what the system says of a folder be a sentence that names the option."""
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        raise InputError(f"{option} {folder}: a file is in the way", "Name a folder") from None
    except (OSError, ValueError) as error:
        if refused_by_disk(error, folder, "write"):
            number = getattr(error, "errno", None)
            what = "its disk is full" if number == errno.ENOSPC else "it cannot be written to"
            raise InputError(f"{option} {folder}: {what}", "Name another folder") from None
        raise InputError(f"{option} {folder}: there can be no such folder", "Name another") from None


def _check_targets(folder: Path, names: Sequence[str]) -> None:
    """Raise InputError where a file could not take its place at the end."""
    for name in names:
        target = folder / name
        with _naming(target, _OUT):
            if target.is_dir():
                raise InputError(f"{_OUT} {target}: a folder is in the way", "Remove it, or name another")
            above = [path for path in target.parents if path != folder and path.is_relative_to(folder)]
            if any(path.exists() and not path.is_dir() for path in above):
                raise FileExistsError


def _move(draft: Path, folder: Path, own: Sequence[str]) -> None:
    moved = [path.relative_to(draft) for path in sorted(draft.rglob("*")) if path.is_file()]
    for relative in moved:
        (folder / relative).parent.mkdir(parents=True, exist_ok=True)
        _take_place(draft / relative, folder / relative)
    for name in own:
        within = (folder / name).iterdir() if (draft / name).is_dir() else (folder / name,)
        for left in within:
            if left.is_file() and left.relative_to(folder) not in moved:
                left.unlink()


def _take_place(file: Path, target: Path) -> None:
    """Move a file in one step, also into a folder that is a link to another disk."""
    try:
        file.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with whole_file(target, PREFIX) as draft:
            shutil.copyfile(file, draft)
