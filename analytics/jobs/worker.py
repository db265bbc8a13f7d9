"""The process of a job: `python -m analytics.jobs.worker HOME KIND DIRECTORY`."""

import logging
import os
import sys
import traceback
from pathlib import Path

from analytics.jobs.kinds import JobKind, kind_named
from analytics.jobs.queue import waiting_in_line
from analytics.jobs.state import Cancelled, JobState, end
from data.engine.room import needing_room
from data.privacy.encrypted_files import write_text
from data.privacy.key import is_encrypting
from data.schema import InputError

_NICENESS = 10  # the app answers first


def main(kind: JobKind, directory: Path) -> int:
    """Do the work of a directory, and leave a final state; return 0 where it is done."""
    state, error = JobState.DONE, None
    try:
        with needing_room(directory.parent, "train"), waiting_in_line(directory):
            kind.work()(directory)
    except Cancelled:
        state = JobState.CANCELLED
    except InputError as refusal:
        state, error = JobState.FAILED, str(refusal)
    except Exception:
        logging.getLogger(__name__).exception("the work failed")
        if is_encrypting():
            write_text(directory / "log.txt", traceback.format_exc())
        state = JobState.FAILED
    end(directory, state, error)
    return 0 if state is JobState.DONE else 1


if __name__ == "__main__":
    os.nice(_NICENESS)
    sys.exit(main(kind_named(sys.argv[2], sys.argv[1]), Path(sys.argv[3])))
