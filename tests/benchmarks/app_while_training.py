"""How soon the app answers while a training has all cores to itself: its health and its first page."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import numpy as np

from analytics.jobs.everywhere import cancel_all
from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows
from analytics.lab.work import LAB, LabConfig, lab_of
from data.services.workspaces import open_workspace
from tests.app_driver import open_app
from tests.lab_runs import planted

BUDGET = 0.3  # seconds, p95
PORT = int(os.environ.get("BENCHMARK_PORT", "8679"))
N_ANSWERS = 60
ADDRESS = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Start the app and a training of half a million rows, and ask the app meanwhile."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["BUNDLEWISE_WORKSPACE"] = place
        shop = open_workspace(Path(place)).create("Busy shop")
        home = Path(shop.directory)
        app = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                "app.py",
                f"--server.port={PORT}",
                "--server.headless=true",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_up()
            idle = answers(N_ANSWERS)
            train = TrainConfig(Method.BOOSTING, Split.CUSTOMER, n_trees=5000, patience=0)
            subject = SubjectConfig(Subject.TABLE, "rows.csv", "won")
            lab_of(KeptRows(planted(500_000))).start(shop, LabConfig(subject, train))
            wait_for_training(home)
            busy, pages = answers(N_ANSWERS), page_runs(10)
            is_training = LAB.active(home) is not None
        finally:
            cancel_all(home)
            app.terminate()
            app.wait()
            shop.close()
    p95 = float(np.quantile(busy, 0.95))
    told = {"idle_p95": float(np.quantile(idle, 0.95)), "page_run_p95": float(np.quantile(pages, 0.95))}
    result = {
        "name": "app_while_training",
        "value": p95,
        "unit": "s",
        "budget": BUDGET,
        "was_training": is_training,
    }
    print(json.dumps(result | told))


def answers(n: int) -> list[float]:
    """Return how long the app took to answer, one request after another [s]."""
    seconds = []
    for _ in range(n):
        began = time.perf_counter()
        for path in ("/_stcore/health", "/"):
            urllib.request.urlopen(ADDRESS + path, timeout=30).read()
        seconds.append(time.perf_counter() - began)
        time.sleep(0.1)
    return seconds


def page_runs(n: int) -> list[float]:
    """Return how long a run of the Lab's page of models takes in a process beside the training [s]."""
    page = open_app("pages/lab/models.py", shop="Busy shop")
    seconds = []
    for _ in range(n):
        began = time.perf_counter()
        page.run()
        seconds.append(time.perf_counter() - began)
    return seconds


def wait_until_up() -> None:
    """Wait for the server's first answer."""
    for _ in range(300):
        try:
            urllib.request.urlopen(ADDRESS + "/_stcore/health", timeout=5).read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the app did not start")


def wait_for_training(home: Path) -> None:
    """Wait until the training has left its reading behind."""
    for _ in range(600):
        job = LAB.active(home)
        if job is not None and job.share > 0.05:
            return
        time.sleep(0.2)
    raise SystemExit("the training did not begin")


if __name__ == "__main__":
    main()
