import subprocess
import sys
import time

import psutil
import pytest

from analytics.jobs.state import write_state
from analytics.runs.config import RunConfig, write_config
from components.shell import jobs
from data.services.workspaces import open_workspace
from tests.app_driver import open_app, press, words

WAIT = """
import pathlib, sys, time
while not any(pathlib.Path(sys.argv[1]).glob("workspace/*/runs/*/cancel")):
    time.sleep(0.05)
"""


@pytest.fixture
def shop():
    return open_workspace().create("Test shop")


@pytest.fixture
def process(tmp_path):
    """A process that ends when it is asked to, in a session of its own as a training run is."""
    waiting = subprocess.Popen([sys.executable, "-c", WAIT, str(tmp_path)], start_new_session=True)
    yield waiting
    waiting.kill()
    waiting.wait()


def run_of(shop, run_id="20240101-000000-aaaa", process=None, **state):
    """Leave on disk what a training run leaves."""
    directory = jobs.run_directory(shop, run_id)
    directory.mkdir(parents=True)
    write_config(directory, RunConfig())
    pid = f"{process.pid} {psutil.Process(process.pid).create_time()}" if process else "0 0"
    (directory / "pid").write_text(pid)
    write_state(directory, {"stage": "Learning prices", "share": 0.4, "started_at": time.time()} | state)
    return run_id


def test_a_shop_without_runs_has_none(shop):
    assert jobs.list_runs(shop) == []
    assert jobs.active_run(shop) is None


def test_finished_runs_come_newest_first(shop):
    run_of(shop, "20240101-000000-aaaa", state="done")
    run_of(shop, "20240102-000000-bbbb", state="done")
    run_of(shop, "20240103-000000-cccc", state="failed")

    assert [run.job_id for run in jobs.ended_runs(shop)] == ["20240102-000000-bbbb", "20240101-000000-aaaa"]


def test_a_training_at_work_is_seen_on_every_page(shop, process):
    run_of(shop, process=process, state="running")

    for page in ("pages/shop/upload.py", "pages/shop/overview.py"):
        app = open_app(page)
        assert not app.exception
        assert "Learning prices" in app.sidebar.get("progress")[0].proto.text


def test_a_training_can_be_cancelled_from_the_frame(shop, process):
    run_of(shop, process=process, state="running")
    app = open_app("pages/shop/upload.py")

    app = press(app, "cancel-frame")

    assert not app.exception
    assert jobs.list_runs(shop)[0].state == "cancelled"


def test_a_training_whose_process_is_gone_is_shown_as_interrupted(shop):
    run_of(shop, state="running")

    app = open_app("pages/shop/upload.py")

    assert "was interrupted" in words(app)
    assert jobs.list_runs(shop)[0].state == "interrupted"


def test_deleting_a_shop_stops_its_training(shop, process):
    run_of(shop, process=process, state="running")
    app = open_app("pages/shop/upload.py")

    press(app.checkbox(key="sure-Test shop").check().run(), "delete-Test shop")

    assert process.poll() is not None
    assert open_workspace().shop_names() == []
