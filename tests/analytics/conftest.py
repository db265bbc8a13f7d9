"""A world with known answers, trained once for all tests that ask about it."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from analytics.demand.choice import BasketChoice
from analytics.demand.model_files import load_choice
from analytics.demand.visit_log import VisitLog
from analytics.runs.config import read_config
from analytics.runs.results import Results, load_results
from analytics.runs.snapshot import Snapshot, read_snapshot
from tests.logs import log_of, small_model
from tests.shared import made_once
from tests.simulated import SyntheticShop, simulate_shop
from tests.worlds import all_pairs, customers_of, finished_run


class Trained(NamedTuple):
    """A world and the finished run over its files."""

    world: SyntheticShop
    directory: Path
    snapshot: Snapshot
    model: BasketChoice
    results: Results


class Small(NamedTuple):
    """A small fitted model for tests of manners; the worlds trained with the defaults tell what it learns."""

    world: SyntheticShop
    log: VisitLog
    customers: pd.DataFrame
    model: BasketChoice
    progress: list[float]


def trained(world: SyntheticShop, directory: Path, **changes: object) -> Trained:
    return opened(world, finished_run(world, directory, **changes))


def opened(world: SyntheticShop, run: Path) -> Trained:
    config = read_config(run)
    return Trained(world, run, read_snapshot(run, config), load_choice(run / "model"), load_results(run))


@pytest.fixture(scope="session")
def exogenous(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """A shop with prices drawn by lot, the analyst's way with the defaults: CSVs in, price book out."""
    world = simulate_shop()
    offers = all_pairs(world)
    shared = made_once(tmp_path_factory, "exogenous", lambda place: finished_run(world, place, offers=offers))
    return opened(world, shared / "run")


@pytest.fixture(scope="session")
def small() -> Small:
    world = simulate_shop(n_customers=40, n_visits_per_customer=6.0, n_products=4, cost_pass_through=0.5)
    log, said = log_of(world, ("cost",)), []
    model = small_model(log, world, progress=said.append, n_members=4, batch_size=600)
    return Small(world, log, customers_of(world), model, said)
