"""A command in a process of its own: nobody listens, somebody stops it, its disk fills up."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.__main__ import main
from data.store import Workspace
from data.store.key import VARIABLE
from data.synthetic import simulate_shop
from tests.builders import event, events_csv
from tests.worlds import command, write_files

ROOT = Path(__file__).parents[2]
SHOP = "Command line"
# what a command does once it may write no more than so many bytes to a file, which stands for a full disk
FULL = """
import resource, sys
from pathlib import Path
from analytics.__main__ import OUTPUTS, main
from analytics.runs import train
from analytics.runs.scoring import stored

def fill(most=None):
    most = int(sys.argv[1]) if most is None else most
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

def leave_large_files(directory, say=None):
    for name in OUTPUTS:
        (directory / name).write_bytes(bytes(50_000))
    fill()

def write_for_ever(directory, say=None):
    fill()
    (directory / "more").write_bytes(bytes(50_000))

where, arguments = sys.argv[2], sys.argv[3:]
stored.keep_model = lambda run, out: None
train.train = {"results": leave_large_files, "training": write_for_ever}.get(where)
if where == "start":
    fill()
code = main(arguments)
fill(resource.RLIM_INFINITY)
sys.exit(code)
"""


def small(directory: Path) -> dict[str, Path]:
    return write_files(simulate_shop(n_customers=30, n_visits_per_customer=3.0, n_products=3), directory)


def started(*arguments, **how):
    """Start a command; its temporary files go where the test sees them."""
    how = {"stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "text": True} | how
    return subprocess.Popen([sys.executable, "-m", "analytics", *map(str, arguments)], cwd=ROOT, **how)


def kept_shop(home: Path, n_rows: int = 2000) -> Path:
    """Return a workspace with a shop."""
    rows = [{"customer_id": f"customer {i % 97:03d}", "order_id": f"order {i * 7919}"} for i in range(n_rows)]
    events = events_csv(home / "kept.csv", [event(**row) for row in rows])
    arguments = ["--events", str(events), "--workspace", str(home / "w"), "--out", str(home / "kept")]
    assert main(["import", *arguments]) == 0
    return home / "w"


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_import_leaves_nothing(tmp_path, number):
    rows = [event(order_id=f"o{i}", customer_id=f"c{i % 97}") for i in range(300_000)]
    events, place = events_csv(tmp_path / "e.csv", rows), tmp_path / "place"
    (place / "tmp").mkdir(parents=True)
    arguments = ["--events", events, "--out", place / "out", "--workspace", place / "w"]

    process = started("import", *arguments, env=os.environ | {"TMPDIR": str(place / "tmp")})
    while not list(place.rglob("shop.duckdb")):
        assert process.poll() is None
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


def on_a_full_disk(room: int, where: str, *arguments, **how) -> tuple[int, str]:
    said = subprocess.run(
        [sys.executable, "-c", FULL, str(room), where, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **how,
    )
    return said.returncode, said.stderr.splitlines()[-1]


@pytest.mark.parametrize("where", ["training", "results"])
def test_a_disk_that_fills_up_in_a_run_leaves_the_results_of_before(tmp_path, where):
    out = tmp_path / "out"
    out.mkdir()
    (out / "price_book.parquet").write_text("of yesterday")
    arguments = command(small(tmp_path / "files"), out, "--workspace", str(tmp_path / "w"))

    code, said = on_a_full_disk(20_000, where, *arguments)

    assert (code, files_in(out)) == (2, ["price_book.parquet"])
    assert said.startswith("there is no room in ") and said.endswith(
        " Free disk space there, then try again."
    )
    assert (out / "price_book.parquet").read_text() == "of yesterday"
    assert list((tmp_path / "w" / SHOP / "runs").iterdir()) == []


@pytest.mark.parametrize("share", [0.01, 0.6, 0.9])
def test_forgetting_on_a_full_disk_is_told_and_finished_later(tmp_path, share):
    workspace = kept_shop(tmp_path)
    most = int(share * (workspace / SHOP / "shop.duckdb").stat().st_size)
    arguments = ["forget", "--workspace", workspace, "--shop", SHOP]

    code, said = on_a_full_disk(most, "start", *arguments, input="customer 005\n")

    assert code == 2 and said.endswith(".")
    shop = Workspace(workspace).open(SHOP)
    is_told = "is forgotten" in said
    assert ("customer 005" in set(shop.read("customers")["customer_id"])) != is_told
    assert list((workspace / SHOP / "tmp").iterdir()) == []
    shop.close()
    assert (b"customer 005" in (workspace / SHOP / "shop.duckdb").read_bytes()) != is_told


@pytest.mark.parametrize("share", [0.01, 0.9])
def test_encrypting_on_a_full_disk_leaves_the_shop_as_it_was(tmp_path, share):
    workspace = kept_shop(tmp_path)
    file = workspace / SHOP / "shop.duckdb"
    before = file.read_bytes()
    key = {"env": os.environ | {VARIABLE: "a key"}}

    code, said = on_a_full_disk(int(share * len(before)), "start", "encrypt", "--workspace", workspace, **key)

    assert code == 2 and said.endswith(" to encrypt the shop. Free disk space there, then try again.")
    assert file.read_bytes() == before
    assert list((workspace / SHOP / "tmp").iterdir()) == []
