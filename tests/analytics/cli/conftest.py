"""A workspace with a trained shop, as `run --workspace` leaves it: once per session, a copy for each test."""

import json
import shutil

import pytest

from data.services.workspaces import open_workspace
from tests.analytics.cli.saying import SHOP
from tests.builders import import_csv
from tests.worlds import write_files


@pytest.fixture(scope="session")
def kept_space(exogenous, tmp_path_factory):
    """A workspace with the shop of the world and its finished run, as `run --workspace` leaves it."""
    home = tmp_path_factory.mktemp("ledger")
    shop = open_workspace(home / "space").create(SHOP)
    for table, path in write_files(exogenous.world, home / "files").items():
        import_csv(shop, path, table)
    shop.close()
    run = shop.directory / "runs" / "20261201-090000000000-aaaa"
    shutil.copytree(exogenous.directory, run)
    state = {"state": "done", "stage": "finished", "share": 1.0, "started_at": 1.0, "finished_at": 2.0}
    (run / "progress.json").write_text(json.dumps(state))
    return home / "space"


@pytest.fixture
def space(kept_space, tmp_path):
    return shutil.copytree(kept_space, tmp_path / "space")
