"""A customer taken out of the artifacts of runs and models, and a mark on those that saw them."""

from collections.abc import Sequence
from pathlib import Path

from data.privacy.artifacts import DamagedRunError, job_directories, reading
from data.privacy.formats import FORMATS, Artifact, Rewriting
from data.privacy.stale import rewrite_marked

REASON = "a customer whose data it learned from has asked to be forgotten"


def forget_in_artifacts(shop_directory: Path, names: Sequence[str]) -> int:
    """Remove a person from what runs and models keep, under all their ids; return how many saw them."""
    seen = [[_forget_in(directory, name) for name in names] for directory in job_directories(shop_directory)]
    return sum(any(under) for under in seen)


def _forget_in(directory: Path, customer_id: str) -> bool:
    """Rewrite the files that name the customer; say whether there were any."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    found = ((file, _rewriting(directory, file, customer_id)) for file in files)
    return rewrite_marked(directory, REASON, ((file, rewrite) for file, rewrite in found if rewrite))


def _rewriting(directory: Path, file: Path, customer_id: str) -> Rewriting | None:
    """Return what frees a file of the customer, None where it does not name them.

    One that cannot be read may name them, and goes as a whole.
    """
    if file.name.startswith("."):  # what a process that was killed left half-written
        return file.unlink
    try:
        with reading(directory, file.relative_to(directory).as_posix()):
            return FORMATS.get(file.suffix, Artifact).forgetting(file, customer_id)
    except DamagedRunError:
        return file.unlink if file.suffix in FORMATS else None
