"""An exported run taken into a shop: read, tried whether its model answers, and only then listed."""

import shutil
import tempfile
from pathlib import Path
from typing import IO

from analytics.jobs.process import new_job_id
from analytics.jobs.shop_work import ASKED, FACTS
from analytics.jobs.state import JobState, Stage, begin, end
from analytics.jobs.typed_json import from_plain
from analytics.lab.config import TrainConfig
from analytics.lab.files import HISTORY, MODEL, RECORD, TESTED
from analytics.lab.registry.bundle import contents_of
from analytics.lab.registry.runs import PLACE
from analytics.lab.variant import load_variant
from data.privacy.artifacts import DamagedRunError
from data.privacy.digests import write_digests
from data.privacy.encrypted_files import write_as_ours, write_bytes
from data.schema import InputError


def take_in(shop_directory: Path, source: IO[bytes]) -> str:
    """Take an exported run into a shop and return its new id; whatever is wrong leaves nothing behind.

    Raises
    ------
    InputError
        The file is no exported run, damaged, of a later version, too large, or its model cannot be read.
    """
    contents = contents_of(source)
    place = shop_directory / PLACE
    place.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="importing-", dir=shop_directory))
    try:
        _fill(draft, contents)
        run_id = new_job_id()
        draft.rename(place / run_id)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return run_id


def _fill(draft: Path, contents: dict[str, bytes]) -> None:
    """Write the files of a run, and what every finished job has beside them."""
    for name, content in contents.items():
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        write = write_bytes if name.startswith(f"{MODEL.name}/") else write_as_ours
        write(draft / name, content)
    _require_readable(draft)
    begin(draft, JobState.RUNNING, Stage.STARTING)
    end(draft, JobState.DONE)
    write_digests(draft)


def _require_readable(draft: Path) -> None:
    """Raise InputError where a file is not what a run writes, or the model cannot be read."""
    try:
        for artifact in (ASKED, FACTS, HISTORY, TESTED):
            artifact.read(draft)
        train = from_plain(TrainConfig, RECORD.read(draft)["train"])
        with MODEL.opened(draft) as folder:
            load_variant(train, folder)
    except (DamagedRunError, TypeError, ValueError) as error:
        raise InputError(
            "The file holds a lab run that cannot be read", "Export it again where it was trained"
        ) from error
