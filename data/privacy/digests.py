"""What a finished run's files were when they were written, so that damage is seen before anything is read."""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from data.privacy.encrypted_files import read_text, write_text

FILE = "digests.json"  # in a run's directory: name of a file → SHA-256 of its bytes on disk
PASSING = {FILE, "progress.json", "pid", "cancel", "log.txt", "stale.json"}  # written again at any time
OF_A_CHECK = ("recovery", "explained", "validation", "monitoring")  # of directories that a check makes anew


def write_digests(directory: Path, *, in_plain: bool = False) -> None:
    """Note every file of a run as it is now, once the run has written the last of them.

    Parameters
    ----------
    in_plain : whether it is a copy outside of the shop, to be read without its key
    """
    _write(directory, {name: _digest(directory / name) for name in _lasting(directory)}, in_plain)


def forget_digest(directory: Path, file: Path) -> None:
    """Note nothing of a file any more, before it is written anew: whatever ends that, it is no damage."""
    noted = read_digests(directory)
    if noted.pop(file.relative_to(directory).as_posix(), None):
        _write(directory, noted)


def renew_digests(directory: Path, changed: Iterable[Path]) -> None:
    """Note files anew that we changed, or that are gone; a run from before digests stays without."""
    if not (directory / FILE).exists():
        return
    noted = read_digests(directory)
    for name in {file.relative_to(directory).as_posix() for file in changed} - PASSING:
        noted.pop(name, None)
        if (directory / name).is_file():
            noted[name] = _digest(directory / name)
    _write(directory, noted)


def read_digests(directory: Path) -> dict[str, str]:
    """Return what was noted, nothing for a run from before it; raises ValueError where it cannot be read."""
    if not (directory / FILE).exists():
        return {}
    noted = json.loads(read_text(directory / FILE))
    if not isinstance(noted, dict) or not all(isinstance(value, str) for value in noted.values()):
        raise ValueError(f"{FILE} holds something else")
    return noted


def is_as_noted(directory: Path, name: str, noted: dict[str, str]) -> bool:
    """Whether a file is what was noted of it; one that was not noted may be anything."""
    return name not in noted or _digest(directory / name) == noted[name]


def _lasting(directory: Path) -> list[str]:
    files = (file.relative_to(directory) for file in directory.rglob("*") if file.is_file())
    lasting = (file for file in files if file.name not in PASSING and file.parts[0] not in OF_A_CHECK)
    return sorted(file.as_posix() for file in lasting)


def _write(directory: Path, noted: dict[str, str], in_plain: bool = False) -> None:
    text = json.dumps(noted, indent=2, sort_keys=True)
    if in_plain:
        (directory / FILE).write_text(text)
    else:
        write_text(directory / FILE, text)


def _digest(file: Path) -> str:
    state = file.stat()
    return _digest_of(file, state.st_mtime_ns, state.st_ctime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _digest_of(file: Path, changed_at: int, _touched_at: int, _size: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
