import pytest

from analytics.runs import artifacts, recovery, validation
from analytics.runs.explaining.work import EXPLAIN
from analytics.runs.monitoring import job
from data.privacy.digests import OF_A_CHECK
from data.schema import InputError

WORKS = [
    (recovery.CHECK, (artifacts.REPORT, *artifacts.RECOVERED)),
    (EXPLAIN, (artifacts.EXPLAINED, *artifacts.EXPLAINED_TABLES)),
    (validation.VALIDATION, validation.OUTPUTS),
    (job.MONITORING, job.OUTPUTS),
]


@pytest.mark.parametrize(("work", "files"), WORKS, ids=[work.folder for work, _ in WORKS])
def test_what_work_leaves_beside_a_run_is_named_after_it(work, files):
    assert work.folder in OF_A_CHECK  # damage to it is not damage to the run
    assert [file.name for file in files if not file.name.startswith(work.folder)] == []


def test_work_that_cannot_be_prepared_leaves_no_directory(tmp_path):
    def refuse(directory):
        (directory / "half.txt").touch()
        raise InputError("the shop sells nothing of it any more", "Train again")

    with pytest.raises(InputError):
        EXPLAIN.prepared(tmp_path, refuse)

    assert list(tmp_path.iterdir()) == [] and EXPLAIN.status(tmp_path) is None
