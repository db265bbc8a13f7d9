"""A file in which customers refuse ends the work that learns from them."""

import subprocess

import psutil
import pytest

from analytics.__main__ import main
from analytics.jobs.process import PID_FILE
from data.services.workspaces import open_workspace
from tests.builders import event, events_csv, write_csv

SHOP = "Command line"


@pytest.fixture
def work(tmp_path):
    """Return a process that is at work on a shop of three customers."""
    rows = [event(customer_id=f"c{n}", order_id=f"o{n}") for n in range(3)]
    events_csv(tmp_path / "events.csv", rows)
    imported(tmp_path, "--out", str(tmp_path / "first"))
    directory = open_workspace(tmp_path / "space").directory / SHOP / "models" / "lab" / "one"
    directory.mkdir(parents=True)
    process = subprocess.Popen(["sleep", "600"], start_new_session=True)
    born = psutil.Process(process.pid).create_time()
    (directory / PID_FILE).write_text(f"{process.pid} {born}")
    yield process
    process.kill()
    process.wait()


def imported(home, *more):
    files = ("--events", str(home / "events.csv"), "--workspace", str(home / "space"))
    assert main(["import", *files, *more]) == 0


@pytest.mark.parametrize(("answer", "is_stopped"), [("no", True), ("yes", False)])
def test_work_is_stopped_where_a_file_brings_a_refusal(work, tmp_path, monkeypatch, answer, is_stopped):
    monkeypatch.setattr("analytics.jobs.process._PATIENCE_SECONDS", 0.2)
    people = [{"customer_id": f"c{n}", "consent": answer if n == 0 else "yes"} for n in range(3)]
    customers = write_csv(tmp_path / "customers.csv", people)

    imported(tmp_path, "--customers", str(customers), "--out", str(tmp_path / "second"))

    assert (work.poll() is not None) == is_stopped
