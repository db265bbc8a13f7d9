"""The mark on runs and models whose data were changed after them, and files rewritten under it."""

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from data.privacy.artifacts import DamagedRunError, reading
from data.privacy.digests import FILE as DIGESTS
from data.privacy.digests import forget_digest, renew_digests
from data.privacy.encrypted_files import write_text
from data.privacy.formats import Rewriting

STALE = "stale.json"  # in a run's directory: why its model should be trained again


def rewrite_marked(directory: Path, reason: str, changes: Iterable[tuple[Path, Rewriting]]) -> bool:
    """Rewrite files of a run, and say whether there were any.

    The mark comes first, as the disk may be full at any file.

    Parameters
    ----------
    changes : each file with what rewrites or removes it
    """
    is_marked = False
    for file, rewrite in changes:
        if not is_marked:
            write_text(directory / STALE, json.dumps({"reason": reason, "at": time.time()}))
        is_marked = True
        with suppress(DamagedRunError), reading(directory, DIGESTS):
            forget_digest(directory, file)
        rewrite()
        with suppress(DamagedRunError), reading(directory, DIGESTS):
            renew_digests(directory, [file])
    return is_marked
