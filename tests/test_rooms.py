"""Tests that share a trained model run on one worker: on two, each would train its own."""

import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

SAYING = """
import os
import pytest

@pytest.mark.parametrize("n", range(5))
def test_says_its_worker(n):
    with open(os.environ["SAID"], "a") as said:
        print(os.environ["PYTEST_XDIST_WORKER"], os.path.dirname(__file__), file=said)
"""


def test_a_room_has_one_worker_and_all_workers_have_work(tmp_path, monkeypatch):
    for room in ("doors", "browser"):
        directory = tmp_path / "tests" / room
        directory.mkdir(parents=True)
        for name in ("test_one.py", "test_two.py"):
            (directory / name).write_text(SAYING)
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path / "tests")
    monkeypatch.setenv("SAID", str(tmp_path / "said"))
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadscope", "--import-mode=importlib"]

    done = subprocess.run([*command, "tests"], cwd=tmp_path, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stdout
    workers = defaultdict(set)
    for line in (tmp_path / "said").read_text().splitlines():
        worker, room = line.split(maxsplit=1)
        workers[room].add(worker)
    assert sorted(len(names) for names in workers.values()) == [1, 1]
    assert len(set.union(*workers.values())) == 2
