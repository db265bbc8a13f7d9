"""Seconds until the overview of the demo shop stands in a browser, and the server's memory then.

python tests/benchmarks/pages.py

The page counts as there when its first chart is drawn, in a new tab of a browser that has been there once
("cold" is that first time, on a server that nobody has visited). The peer is a one-line Streamlit app, opened
in the same way.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.intake.demo import load_demo
from data.services.workspaces import open_workspace

ROOT = Path(__file__).parents[2]
CHROMIUM, PATIENCE, N_VISITS = "/usr/bin/chromium", 60_000, 5
TITLE, CHART = "h1", ".js-plotly-plot .main-svg"


@contextmanager
def serving(command: list[str], workspace: Path) -> Iterator[tuple[str, psutil.Process, float]]:
    """Start a server; yields its address, its process and the seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"BUNDLEWISE_WORKSPACE": str(workspace)}
    options = [f"--server.port={port}", "--server.headless=true", "--browser.gatherUsageStats=false"]
    started = time.perf_counter()
    server = subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(f"http://localhost:{port}/_stcore/health"):
            time.sleep(0.02)
        yield f"http://localhost:{port}", psutil.Process(server.pid), time.perf_counter() - started
    finally:
        server.terminate()
        server.wait(20)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def page_seconds(browser: Browser, address: str, sign: str) -> list[float]:
    """Return how long each visit of one person waits for the sign that the page is there, cold one first."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    seconds = []
    for _ in range(1 + N_VISITS):
        window = context.new_page()
        started = time.perf_counter()
        window.goto(address)
        window.locator(sign).first.wait_for(timeout=PATIENCE)
        seconds.append(time.perf_counter() - started)
        window.close()
    context.close()
    return seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright:
        workspace = Path(root) / "workspace"
        load_demo(open_workspace(workspace)).close()
        bare = Path(root) / "bare.py"
        bare.write_text("import streamlit as st\n\nst.title('Hello')\n")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        ours = [sys.executable, "-m", "components.shell.server"]
        with serving(ours, workspace) as (address, server, up):
            cold, *warm = page_seconds(browser, f"{address}/overview", CHART)
            title = page_seconds(browser, f"{address}/overview", TITLE)[1:]
            memory = server.memory_info().rss / 2**20
        with serving([sys.executable, "-m", "streamlit", "run", str(bare)], workspace) as (
            address,
            server,
            _,
        ):
            _, *peer = page_seconds(browser, address, TITLE)
            peer_memory = server.memory_info().rss / 2**20
        browser.close()
    value, peer_value = sorted(warm)[N_VISITS // 2], sorted(peer)[N_VISITS // 2]
    result = {
        "name": "pages",
        "value": round(value, 2),
        "unit": "s",
        "peer": "a Streamlit app that draws a title only",
        "peer_value": round(peer_value, 2),
        "ratio": round(value / peer_value, 2),
        "title_after": round(sorted(title)[N_VISITS // 2], 2),
        "cold": round(cold, 2),
        "server_up": round(up, 2),
        "memory_mib": round(memory),
        "peer_memory_mib": round(peer_memory),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
