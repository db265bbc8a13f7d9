"""The process of a run: `python -m analytics.runs.worker DIRECTORY`."""

import logging
import sys
import time
import traceback
from pathlib import Path

from analytics.runs.progress import Cancelled, read_state, write_state
from analytics.runs.train import train
from data.schema import InputError
from data.store.key import is_encrypting
from data.store.sealed import write_text


def main(directory: Path) -> int:
    """Train what the directory's config and snapshot say, and leave a final state."""
    try:
        train(directory)
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
            "error": "The training stopped on an unexpected fault; its log.txt has the details.",
        }
    write_state(directory, (read_state(directory) or {}) | end | {"finished_at": time.time()})
    return 0 if end["state"] == "done" else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
