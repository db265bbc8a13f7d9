"""Keys of a workspace, each in a file of its own beside the shops, made on first use."""

from collections.abc import Callable
from pathlib import Path

from data.engine.directories import held_directory
from data.engine.room import needing_room

FOLDER = ".keys"  # in the workspace, for this user alone


def key_file(workspace: Path, name: str, write: Callable[[Path], None], work: str) -> Path:
    """Return the file of a key, made where there is none yet.

    Parameters
    ----------
    write : makes a key and writes it to a file
    work : what needs the room on the disk, as in "keep the signing key"

    Raises
    ------
    InputError
        The disk is full, or does not let this user write.
    """
    file = workspace / FOLDER / name
    with needing_room(workspace, work):
        file.parent.mkdir(0o700, parents=True, exist_ok=True)
        with held_directory(file.parent):
            if not file.exists():
                write(file)
    return file
