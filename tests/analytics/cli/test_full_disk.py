"""A disk that fills up under a command: one line that says where, and everything as it was before.

The most bytes that a process may write to a file stand for the disk, so that nobody need be root.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.__main__ import main
from data.engine.protection import KEY_VARIABLE
from data.services.workspaces import open_workspace
from tests.builders import event, events_csv
from tests.simulated import simulate_shop
from tests.worlds import command, write_files

ROOT = Path(__file__).parents[3]
SHOP = "Command line"
FULL = """
import resource, sys
from pathlib import Path
from analytics.__main__ import main
from analytics.cli.run import OUTPUTS
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


def kept_shop(home: Path, n_rows: int = 2000) -> Path:
    """Return a workspace with a shop."""
    rows = [{"customer_id": f"customer {i % 97:03d}", "order_id": f"order {i * 7919}"} for i in range(n_rows)]
    events = events_csv(home / "kept.csv", [event(**row) for row in rows])
    arguments = ["--events", str(events), "--workspace", str(home / "w"), "--out", str(home / "kept")]
    assert main(["import", *arguments]) == 0
    return home / "w"


def files_in(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


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
    shop = open_workspace(workspace).open(SHOP)
    is_told = "is forgotten" in said
    assert ("customer 005" in set(shop.read("customers")["customer_id"])) != is_told
    assert list((workspace / SHOP / "tmp").iterdir()) == []
    shop.close()
    assert (b"customer 005" in (workspace / SHOP / "shop.duckdb").read_bytes()) != is_told


@pytest.mark.parametrize("share", [0.01, 0.6])
def test_encrypting_on_a_full_disk_leaves_the_shop_as_it_was(tmp_path, share):
    workspace = kept_shop(tmp_path)
    file = workspace / SHOP / "shop.duckdb"
    before = file.read_bytes()
    key = {"env": os.environ | {KEY_VARIABLE: "a key"}}

    code, said = on_a_full_disk(int(share * len(before)), "start", "encrypt", "--workspace", workspace, **key)

    assert code == 2 and said.endswith(" to encrypt the shop. Free disk space there, then try again.")
    assert file.read_bytes() == before
    assert list((workspace / SHOP / "tmp").iterdir()) == []
