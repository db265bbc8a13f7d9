"""The process of a run or of its check: `python -m analytics.runs.worker DIRECTORY [JOB]`."""

import logging
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from analytics.runs.progress import Cancelled, read_state, write_state
from analytics.runs.recovery_check import check_recovery
from analytics.runs.train import train
from data.engine.room import needing_room
from data.privacy.encrypted_files import write_text
from data.privacy.key import is_encrypting
from data.schema import InputError

JOBS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "train": ("training", train),
    "recovery": ("check", check_recovery),
}


def main(directory: Path, job: str = "train") -> int:
    """Do a job on what the directory holds, and leave a final state."""
    name, work = JOBS[job]
    try:
        with needing_room(directory.parent, "train"):
            work(directory)
        end = {"state": "done", "share": 1.0, "stage": "finished"}
    except Cancelled:
        end = {"state": "cancelled"}
    except InputError as error:
        end = {"state": "failed", "error": str(error)}
    except Exception:
        logging.getLogger(__name__).exception("the run failed")
        if is_encrypting():
            write_text(directory / "log.txt", traceback.format_exc())
        end = {
            "state": "failed",
            "error": f"The {name} stopped on an unexpected fault; its log.txt has the details.",
        }
    write_state(directory, (read_state(directory) or {}) | end | {"finished_at": time.time()})
    return 0 if end["state"] == "done" else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
