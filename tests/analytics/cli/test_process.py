"""A command in a process of its own: nobody listens, or somebody stops it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.cli.early import SIGNALS
from tests.builders import events_csv
from tests.simulated import simulate_shop
from tests.worlds import command, write_files

ROOT = Path(__file__).parents[3]
SHOP = "Command line"


@pytest.fixture(autouse=True)
def usual_signals() -> Iterator[None]:
    """Tests that were themselves started to outlive their terminal pass on that a hang-up is ignored."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def small(directory: Path) -> dict[str, Path]:
    return write_files(simulate_shop(n_customers=30, n_visits_per_customer=3.0, n_products=3), directory)


def started(*arguments, **how):
    """Start a command that lets others go first: who waits for its beginning is there before its end.

    It heeds every signal, also where the tests run in the background of a shell, which has them ignore some.
    """
    how = {"stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "text": True} | how
    command = ["nice", "-n", "19", sys.executable, "-m", "analytics", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, preexec_fn=heed_signals, **how)


def heed_signals():
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def files_in(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


def test_work_goes_on_where_nobody_reads_its_progress(tmp_path):
    arguments = ["import", "--events", events_csv(tmp_path / "e.csv"), "--out", tmp_path / "out"]
    reading, writing = os.pipe()
    os.close(reading)

    process = started(*arguments, stderr=writing)
    os.close(writing)

    assert process.wait() == 0
    assert (tmp_path / "out" / "intake.json").is_file()


@pytest.mark.parametrize("redirection", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full >/dev/full"])
@pytest.mark.parametrize(("events", "code"), [("e.csv", 0), ("nowhere.csv", 2)])
def test_closed_and_full_streams_change_no_exit_code(tmp_path, redirection, events, code):
    events_csv(tmp_path / "e.csv")
    line = f'exec "{sys.executable}" -m analytics import --events "$0" --out "$1" {redirection}'

    done = subprocess.run(["sh", "-c", line, tmp_path / events, tmp_path / "out"], cwd=ROOT, check=False)

    assert done.returncode == code
    assert (tmp_path / "out" / "intake.json").is_file() == (code == 0)


def test_help_that_nobody_reads_is_no_fault():
    reading, writing = os.pipe()
    os.close(reading)

    process = started("run", "--help", stdout=writing)
    os.close(writing)

    assert process.communicate()[1] == "" and process.returncode == 0


def wait_while_running(process):
    assert process.poll() is None
    time.sleep(0.01)  # a machine of two has better things to do


def is_caught(process, number) -> bool:
    """Say whether a process has its own way with a signal, as the system knows it."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    (caught,) = (line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught, 16) & 1 << number - 1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_is_stopped_in_a_line_while_its_libraries_are_loaded(tmp_path, number):
    (tmp_path / "duckdb.py").write_text("import time\ntime.sleep(600)  # a library that takes long")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}

    process = started("import", "--events", "e.csv", "--out", tmp_path / "out", env=environment)
    while not is_caught(process, number):
        wait_while_running(process)
    process.send_signal(number)

    assert process.communicate()[1] == "stopped, and no result was written.\n"
    assert process.returncode == 128 + number


@pytest.mark.parametrize("number", SIGNALS)
def test_a_stopped_import_leaves_nothing(tmp_path, number):
    header, *lines = events_csv(tmp_path / "e.csv", [{"order_id": "o$"}] * 300).read_text().splitlines(True)
    many = (line.replace("$", str(i)) for i in range(400) for line in lines)
    (tmp_path / "e.csv").write_text(header + "".join(many))
    events, place = tmp_path / "e.csv", tmp_path / "place"
    (place / "tmp").mkdir(parents=True)
    arguments = ["--events", events, "--out", place / "out", "--workspace", place / "w"]

    process = started("import", *arguments, env=os.environ | {"TMPDIR": str(place / "tmp")})
    while not list((place / "w" / ".drafts").glob("*/*/shop.duckdb")):
        wait_while_running(process)
    process.send_signal(number)
    said = process.communicate()[1]

    assert process.returncode == 128 + number
    assert said == "stopped, and no result was written.\n"
    assert files_in(place) == [] and not (place / "out").exists()


def test_a_stopped_training_leaves_the_shop_without_it(tmp_path):
    place = tmp_path / "place"
    (place / "tmp").mkdir(parents=True)
    arguments = command(small(tmp_path / "files"), place / "out", "--workspace", str(place / "w"))

    process = started(*arguments, env=os.environ | {"TMPDIR": str(place / "tmp")})
    for line in process.stderr:
        if "Testing the model" in line:
            break
    process.send_signal(signal.SIGTERM)
    said = process.communicate()[1]

    assert process.returncode == 143
    assert said.splitlines()[-1] == "stopped, and no result was written." and "Traceback" not in said
    assert not (place / "out").exists() and list((place / "tmp").iterdir()) == []
    assert list((place / "w" / SHOP / "runs").iterdir()) == []
