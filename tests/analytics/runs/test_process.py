import json
import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from analytics.cli.stages import STAGE_WORDS, stage_words
from analytics.jobs.process import cancel
from analytics.jobs.state import Stage, write_state
from analytics.jobs.worker import main
from analytics.runs import process as runs
from analytics.runs.config import RunConfig, write_config
from analytics.runs.kinds import PRICING, RECOVERY
from data.schema import NotEnoughDataError
from tests.builders import new_shop, open_shop
from tests.worlds import BY_TIER

ROOT = Path(__file__).parents[3]
PATIENCE = 400  # generous: machines are busy, and nothing here is about speed


def watch(directory, until):
    """Follow a run until a status is as wished; return all that were seen."""
    seen = []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        seen.append(runs.status(directory))
        if until(seen[-1]):
            return seen
        if seen[-1].state in ("failed", "interrupted"):
            break
        time.sleep(0.1)
    raise AssertionError(f"the run stayed at {seen[-1]}: {(directory / 'log.txt').read_text()[-2000:]}")


def worker_of(directory):
    return psutil.Process(int((directory / "pid").read_text().split()[0]))


@pytest.fixture
def started(small_shop_directory):
    """A run of its own process, ended with the test whatever happens."""
    shop = open_shop(small_shop_directory)
    directory = small_shop_directory / "runs" / runs.start(shop, RunConfig(segments=BY_TIER, seed=5))
    shop.close()
    worker = worker_of(directory)
    yield directory
    if worker.is_running():
        worker.kill()
        worker.wait(30)


def test_a_cancelled_run_ends_and_is_shown_as_cancelled(started):
    watch(started, lambda status: status.state == "running")
    worker = worker_of(started)

    cancel(started)

    assert runs.status(started).state == "cancelled"
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_a_killed_run_is_shown_as_interrupted(started):
    watch(started, lambda status: status.state == "running")

    os.kill(worker_of(started).pid, signal.SIGKILL)
    worker_of(started).wait(30)

    assert runs.status(started).state == "interrupted"
    assert runs.status(started).finished_at is not None


def queued(directory, **state):
    directory.mkdir(parents=True)
    write_config(directory, RunConfig())
    write_state(directory, {"state": "queued", "stage": "waiting", "share": 0.0, "started_at": 1.0} | state)
    return directory


def test_a_failed_run_says_why_in_a_sentence(tmp_path):
    directory = queued(tmp_path / "run")  # its snapshot is missing

    assert main(PRICING, directory) == 1

    status = runs.status(directory)
    assert status.state == "failed"
    assert "visits.parquet is missing or damaged" in status.error


def test_a_run_that_fails_on_our_own_fault_has_its_details_in_the_log(tmp_path, caplog, monkeypatch):
    directory = queued(tmp_path / "run")
    monkeypatch.setattr("analytics.runs.train.train", lambda directory: 1 / 0)

    assert main(PRICING, directory) == 1

    status = runs.status(directory)
    assert (status.state, status.error) == ("failed", None)
    assert "ZeroDivisionError" in caplog.text


def test_a_run_that_was_cancelled_while_queued_never_trains(tmp_path):
    directory = queued(tmp_path / "run")
    (directory / "cancel").touch()

    assert main(PRICING, directory) == 1

    assert runs.status(directory).state == "cancelled"


def test_a_recycled_process_id_is_not_the_run(tmp_path):
    directory = queued(tmp_path / "run", state="running")
    (directory / "pid").write_text(f"{os.getpid()} 17.0")

    assert runs.status(directory).state == "interrupted"


def test_the_stage_of_a_run_from_before_codes_is_said_as_of_one_from_now(tmp_path):
    before = queued(tmp_path / "before", state="running", stage="Training the price response")
    now = queued(tmp_path / "now", state="running", stage="training")

    assert stage_words(runs.status(before).stage) == stage_words(runs.status(now).stage)


def test_every_stage_has_words():
    assert {*Stage, *PRICING.stages, *RECOVERY.stages} <= set(STAGE_WORDS)


def test_runs_are_listed_newest_first(tmp_path):
    for name in ("20250101-100000-aaaa", "20250102-100000-bbbb", "20241231-100000-cccc"):
        queued(tmp_path / "runs" / name, state="done")

    assert [status.job_id[:8] for status in runs.list_runs(tmp_path)] == ["20250102", "20250101", "20241231"]


def test_a_shop_without_runs_lists_none(tmp_path):
    assert runs.list_runs(tmp_path) == []


def test_a_shop_that_cannot_be_priced_leaves_no_run(tmp_path):
    shop = new_shop(tmp_path)

    with pytest.raises(NotEnoughDataError):
        runs.start(shop, RunConfig())

    assert list((shop.directory / "runs").iterdir()) == []


def test_no_customer_is_named_in_a_runs_log(started):
    watch(started, lambda status: status.share > 0.1)
    ids = {f"c{i}" for i in range(60)}

    assert not ids & set((started / "log.txt").read_text().split())
    assert not ids & set(json.dumps(json.loads((started / "progress.json").read_text())).split('"'))
