"""How far a run is: one small JSON file, written whole or not at all."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data.privacy.artifacts import DamagedRunError, document_of
from data.privacy.encrypted_files import write_text

FILE = "progress.json"
CANCEL_FILE = "cancel"
SHAPE = {"state": str}
_SECONDS_BETWEEN = 0.3  # a person cannot read faster, a disk need not write faster


class Cancelled(Exception):
    """The analyst asked the run to stop."""


class Progress:
    """Writes a run's progress and notices its cancellation.

    Parameters
    ----------
    directory : of the run
    stages : name → share of the work, adding up to 1
    say : called with each new line for people
    """

    def __init__(
        self, directory: Path, stages: dict[str, float], say: Callable[[str], None] | None = None
    ) -> None:
        self.directory, self.stages, self.say = directory, stages, say or (lambda words: None)
        self.seconds: dict[str, float] = {}
        self._state = read_state(directory) or {"started_at": time.time()}
        self._written_at = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[float], None]]:
        """Enter a stage; yields a function that takes the share of the stage done, 0–1."""
        names = list(self.stages)
        before = sum(self.stages[n] for n in names[: names.index(name)])
        self.say(name)
        started = time.perf_counter()
        self.write(state="running", stage=name, share=before)

        def report(share: float) -> None:
            if (self.directory / CANCEL_FILE).exists():
                raise Cancelled
            if time.monotonic() - self._written_at >= _SECONDS_BETWEEN:
                self.write(share=before + self.stages[name] * min(max(share, 0.0), 1.0))

        report(0.0)
        yield report
        self.seconds[name] = round(time.perf_counter() - started, 3)

    def write(self, **changes: Any) -> None:
        """Change the state on disk."""
        self._state |= changes
        self._written_at = time.monotonic()
        write_state(self.directory, self._state)


def read_state(directory: Path) -> dict[str, Any] | None:
    """Return a run's state, or None where there is none that can be read."""
    try:
        return require_state(directory)
    except DamagedRunError:
        return None


def require_state(directory: Path) -> dict[str, Any]:
    """Return a run's state; raises DamagedRunError where there is none that can be read."""
    return document_of(directory, FILE, SHAPE)


def write_state(directory: Path, state: dict[str, Any]) -> None:
    """Replace a run's state in one step."""
    write_text(directory / FILE, json.dumps(state))
