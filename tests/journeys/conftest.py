"""A small shop whose price response is trained: once per session, a copy for each test."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.runs.config import RunConfig
from analytics.runs.process import start, status
from analytics.segments.choice import SegmentChoice
from components.shell import display
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.services.workspaces import open_workspace
from data.store import Shop
from tests.builders import import_csv, new_shop, order_lines, write_csv
from tests.shared import made_once
from tests.simulated import simulate_shop

NAME = "Trained shop"


@pytest.fixture(scope="session")
def trained_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workspace of a synthetic shop, trained as the app does, in a process of its own."""
    return made_once(tmp_path_factory, "trained", train_shop) / "workspace"


def train_shop(directory: Path) -> None:
    shop = open_workspace(directory / "workspace").create(NAME)
    world = simulate_shop(n_customers=300, n_visits_per_customer=12, n_products=5, n_days=182)
    sources = []
    for kind in ("events", "products", "customers"):
        path = directory / f"{kind}.csv"
        getattr(world, kind).to_csv(path, index=False)
        sources.append(Source(path, path.name, kind, guess_mapping(read_preview(path), kind)))
    import_files(shop, sources)
    shop.save_setting("segments", {"kind": "attribute", "attribute": "tier", "n_clusters": None})
    config = RunConfig(segments=SegmentChoice("attribute", "tier"), n_pairs=4, n_triples=1)
    run = shop.directory / "runs" / start(shop, config)
    while status(run).state in ("queued", "running"):
        time.sleep(0.5)
    assert status(run).state == "done", status(run).error
    shop.close()


@pytest.fixture
def trained(trained_workspace: Path, tmp_path: Path) -> Shop:
    """Return the trained shop in the workspace of this test."""
    shutil.copytree(trained_workspace, tmp_path / "workspace", dirs_exist_ok=True)
    return open_workspace().open(NAME)


@pytest.fixture
def run(trained: Shop) -> Path:
    """Return the directory of the finished run."""
    return next((trained.directory / "runs").iterdir())


def make_small_shop(directory: Path) -> None:
    directory.mkdir()
    shop = new_shop(directory, "My shop")
    import_csv(shop, write_csv(directory / "orders.csv", order_lines()))
    shop.close()


@pytest.fixture
def small_shop(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    """Have the shop of these orders in the workspace, as if they had come in by the page."""
    shared = made_once(tmp_path_factory, "small-shop", make_small_shop)
    shutil.copytree(shared / "workspace", tmp_path / "workspace")


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Return what the page offers to download: file name → content on demand."""
    offered: dict[str, Callable[[], bytes]] = {}
    draw = display.show_download

    def show(label: str, content: Callable[[], bytes], file_name: str, **kwargs: Any) -> None:
        offered[file_name] = content
        draw(label, content, file_name, **kwargs)

    monkeypatch.setattr(display, "show_download", show)
    return offered
