"""Work of any kind, wherever it goes on below a place, as a shop's directory."""

from pathlib import Path

from analytics.jobs.process import PID_FILE, cancel, process_of


def at_work(place: Path) -> list[Path]:
    """Return the directories of all work that goes on anywhere below a place."""
    return [file.parent for file in place.rglob(PID_FILE) if process_of(file.parent) is not None]


def cancel_all(place: Path) -> None:
    """Stop whatever is at work anywhere below a place."""
    for directory in at_work(place):
        cancel(directory)
