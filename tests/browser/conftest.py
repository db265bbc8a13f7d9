"""The real app on a free port, and Debian's chromium in front of it."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.servers import free_port

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 60_000  # ms; a busy machine draws its first chart late
ROOT = Path(__file__).parents[2]


Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def address(tmp_path: Path, serve: Serve) -> Iterator[str]:
    """Start a cold server on the test's workspace and give its address."""
    with serve(tmp_path / "workspace") as started:
        yield started


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return what starts a server on a workspace, gives its address, and stops it in the end."""
    return serving


@contextmanager
def serving(workspace: Path, port: int | None = None, **variables: str) -> Iterator[str]:
    """Run the app on a workspace and a port, a free one where none is given, with further variables."""
    port = port or free_port()
    command = [
        sys.executable,
        "-m",
        "components.shell.server",
        f"--server.port={port}",
        "--server.headless=true",
    ]
    environment = os.environ | {"BUNDLEWISE_WORKSPACE": str(workspace)} | variables
    with (workspace.parent / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start chromium once; a machine without it is told what to install, and CI may not do without."""
    if not Path(CHROMIUM).exists():
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("needs Debian's chromium: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open browser windows of any size and color scheme, closed after the test."""
    contexts = []

    def open_page(width: int = 1280, color_scheme: str = "light") -> Page:
        viewport = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=viewport, color_scheme=color_scheme))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


def wait_for(url: str, seconds: float = 60.0) -> None:
    """Wait until the address answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer")
