"""A training over an encrypted shop: at no moment does a byte on disk name a customer or a product."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from analytics.demand.model_files import load_choice
from analytics.jobs.state import JobStatus
from analytics.runs import process as runs
from analytics.runs.config import read_config
from analytics.runs.results import load_results
from data.privacy.encrypted_files import emptying, is_encrypted, read_text
from tests.worlds import shop_of

ROOT = Path(__file__).parents[3]
STARTER = """
import sys
from pathlib import Path
from analytics.runs import process as runs
from analytics.runs.config import RunConfig
from analytics.segments.choice import SegmentChoice
from tests.builders import open_shop
print(runs.start(open_shop(Path(sys.argv[1])), RunConfig(segments=SegmentChoice("attribute", "tier"))))
"""
KEY = "a key that only the analyst knows"
MARK = b"SECRET-"  # every customer, product and order id of this shop begins so
PLAIN = {"pid"}  # numbers of a process


class Watched(NamedTuple):
    """A run from its start to its end, as anyone on the machine could see it."""

    directory: Path
    seen: list[JobStatus]
    command: str  # of its process
    leaks: set[str]  # files that ever held an id


@pytest.fixture(scope="module")
def watched(small_world, tmp_path_factory):
    """A run over an encrypted shop whose parent has gone."""
    home = tmp_path_factory.mktemp("sealed")
    patch = pytest.MonkeyPatch()
    (home / "system-tmp").mkdir()
    patch.setenv("TMPDIR", str(home / "system-tmp"))
    patch.setenv("BUNDLEWISE_KEY", KEY)
    shop = shop_of(marked(small_world), home)
    for file in (home / "files").iterdir():
        file.unlink()
    shop.close()
    command = [sys.executable, "-c", STARTER, str(shop.directory)]
    parent = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    yield watch(shop.directory / "runs" / parent.stdout.strip(), home)
    patch.undo()


def watch(directory: Path, home: Path) -> Watched:
    """Follow a run to its end, looking for ids in every file all the while."""
    worker = psutil.Process(int((directory / "pid").read_text().split()[0]))
    command, leaks, seen = " ".join(worker.cmdline()), files_with_ids(home), [runs.status(directory)]
    while seen[-1].state in ("queued", "running"):
        time.sleep(0.1)
        seen.append(runs.status(directory))
        leaks |= files_with_ids(home)
    return Watched(directory, seen, command, leaks)


def marked(world):
    """The world with ids that nothing else on disk looks like."""
    tables = {}
    for name in ("events", "products", "customers"):
        frame = getattr(world, name).copy()
        for column in {"customer_id", "product_id", "order_id", "session_id"} & set(frame):
            frame[column] = MARK.decode() + frame[column].astype("str")
        tables[name] = frame
    return replace(world, **tables)


def files_with_ids(home: Path) -> set[str]:
    found = set()
    for folder, _, names in os.walk(home):
        for name in names:
            try:
                if MARK in Path(folder, name).read_bytes():
                    found.add(name)
            except FileNotFoundError:  # it was there a moment ago
                continue
    return found


def test_a_run_survives_the_end_of_its_parent(watched):
    assert watched.seen[-1].state == "done", read_text(watched.directory / "log.txt")

    book = load_results(watched.directory).price_book

    assert book["product_ids"].iloc[0][0].startswith(MARK.decode())


def test_progress_rises_to_the_end(watched):
    shares = [status.share for status in watched.seen]

    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) > 5


def test_a_run_says_what_it_is_doing(watched):
    assert len({status.stage for status in watched.seen if status.state == "running"}) >= 3


def test_a_finished_run_knows_its_times_and_config(watched):
    status = watched.seen[-1]

    assert status.started_at < status.finished_at
    assert status.error is None
    assert status.stale is None
    assert read_config(watched.directory).products == tuple(
        MARK.decode() + name for name in ("p0", "p1", "p2", "p3")
    )


def test_no_byte_on_disk_names_anyone_during_and_after_the_run(watched):
    assert watched.leaks == set()


def test_every_file_of_the_run_is_encrypted(watched):
    files = [file for file in watched.directory.rglob("*") if file.is_file() and file.name not in PLAIN]

    assert len(files) > 15
    assert [file.name for file in files if not is_encrypted(file)] == []


def test_no_id_is_in_a_runs_progress_from_start_to_end(watched):
    text = read_text(watched.directory / "progress.json")

    assert text.startswith("{")
    assert MARK.decode() not in text


def test_the_key_is_in_no_process_list(watched):
    assert KEY not in watched.command


def test_a_sealed_model_can_be_read_back(watched):
    with emptying(watched.directory / "model") as folder:
        assert load_choice(folder).product_ids_[0].startswith(MARK.decode())
