"""The work of a recovery check: simulate shops like this one, refit, compare, and write what came out."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.checks.recovery.needs import GOAL, Trial, needs_of
from analytics.checks.recovery.refit import Refitted, refit
from analytics.checks.recovery.replayed import Simulated, simulate
from analytics.checks.recovery.sample import sampled_products
from analytics.checks.recovery.truth import FittedTruth, truth_of
from analytics.checks.recovery.world import FittedShop, fitted_shop, some_customers
from analytics.demand.cells import MOST_CELLS
from analytics.demand.choice import ChoiceConfig
from analytics.demand.product_columns import product_columns
from analytics.demand.visit_log import VisitLog
from analytics.jobs.state import Progress
from analytics.numerics import random_stream
from analytics.runs.artifacts import RECOVERED, REPORT
from analytics.runs.kinds import RECOVERY, CheckStage
from analytics.runs.recovery import RecoveryConfig, asked_of
from analytics.runs.reprice import offers_of_book
from analytics.runs.results import load_results
from analytics.runs.run_work import keep_results
from analytics.runs.scoring.stored import model_of
from analytics.runs.snapshot import read_snapshot
from analytics.simulation.replay import Setting, World, calibrated
from data.schema import NotEnoughDataError

OWN, LAST = CheckStage.AS_IS, CheckStage.MOST_OF_BOTH
SETTINGS = {
    OWN: Setting(),
    CheckStage.QUARTER_VISITS: Setting(visits=0.25),
    CheckStage.HALF_VISITS: Setting(visits=0.5),
    CheckStage.DOUBLE_VISITS: Setting(visits=2),
    CheckStage.FOURFOLD_VISITS: Setting(visits=4),
    CheckStage.LIVELIER_PRICES: Setting(prices=1.5),
    CheckStage.LIVELIEST_PRICES: Setting(prices=2),
    CheckStage.PRICE_TEST: Setting(has_test=True),
    LAST: Setting(visits=4, prices=2),
}
_CALIBRATION_VISITS, _LAST_ROUNDS = 20_000, 4


@dataclass(frozen=True)
class _Case:
    """What every setting is tried on: the world, and its truth with the offers to advise on."""

    n_visits: int  # of the whole shop
    n_products: int  # in scope
    is_private: bool  # trained with noise, which no refit has
    shop: FittedShop  # thinned, and the world of its replays
    own: Simulated  # the shop simulated as it is
    truth: FittedTruth


def check_recovery(directory: Path) -> None:
    """Do the check that a directory asks for and write its results into the run's directory around it.

    Raises NotEnoughDataError where the run has no offers to advise on.
    """
    started = time.time()
    config = asked_of(directory)
    progress = Progress(directory, RECOVERY.stages)
    case = _prepared(directory.parent, config, progress)
    found: dict[CheckStage, Refitted] = {}
    for name in SETTINGS:
        if name is LAST and _is_answered(found, case.n_visits):
            continue
        with progress.stage(name) as report:
            found[name] = _tried(name, case, config, report)
    trials = [_trial(name, refitted) for name, refitted in found.items()]
    facts = {
        "seconds": round(time.time() - started, 1),
        "made_at": time.time(),
        "needs": _plain(asdict(needs_of(trials, case.n_visits))),
        "config": asdict(config),
    }
    _write(directory.parent, found[OWN], trials, facts | _facts(case))


def _prepared(run: Path, config: RecoveryConfig, progress: Progress) -> _Case:
    """Read the run and make the world in which its model is right."""
    with progress.stage(CheckStage.READING):
        results = load_results(run)
        offers, book = offers_of_book(results.price_book), results.price_book
        if not offers:
            raise NotEnoughDataError("the run has no bundles to advise on", "Train on two products or more")
        snapshot = read_snapshot(run, results.config)
        log, model = snapshot.log, model_of(run)
        sold, share = np.bincount(log.bought.product, minlength=log.n_products), results.audience.visit_share
        few, offers = sampled_products(book, offers, share, log.product_ids, sold, config.most_products)
    with progress.stage(CheckStage.MAKING) as report:
        columns = product_columns(snapshot.listing.iloc[few], snapshot.reference_price[few])
        thinned = _thinned(log, len(few), config)
        shop = fitted_shop(model, thinned, snapshot.customers, few, columns)
        report(0.3)
        shop = replace(shop, world=_calibrated(shop.world, config.seed))
        report(0.7)
        own, costs = simulate(shop, Setting(), config.seed), results.market.costs.of(few)
        truth = truth_of(shop, own, offers, costs, config.seed)
    return _Case(len(log), log.n_products, "privacy" in results.evidence, shop, own, truth)


def _thinned(log: VisitLog, n_products: int, config: RecoveryConfig) -> VisitLog:
    """Keep whole customers, drawn by lot, as many as the budget allows."""
    share = config.most_cells / max(len(log) * n_products, 1)
    if share >= 1:
        return log
    return some_customers(log, random_stream(config.seed).random(len(log.customer_ids)) < share)


def _calibrated(world: World, seed: int) -> World:
    """Calibrate the world, first on some of its customers: that is quicker and nearly right."""
    share = _CALIBRATION_VISITS / max(len(world.customer), 1)
    chosen = random_stream(seed, 7).random(world.n_customers) < share
    if not chosen.any() or share >= 1:
        return calibrated(world, seed)
    small = calibrated(world.of_customers(chosen), seed)
    nearly = replace(world, shift=small.shift, cross_share=small.cross_share)
    return calibrated(nearly, seed, _LAST_ROUNDS)


def _tried(
    name: CheckStage, case: _Case, config: RecoveryConfig, report: Callable[[float], None]
) -> Refitted:
    """Simulate and refit in one setting."""
    simulated = simulate(case.shop, SETTINGS[name], config.seed)
    members, cells = config.few_members, config.few_cells
    if name == OWN:
        members, cells = config.n_members, MOST_CELLS
    choice = ChoiceConfig(n_members=members, seed=config.seed)
    report(0.1)
    return refit(case.shop, simulated, case.truth, choice, cells, lambda share: report(0.1 + 0.9 * share))


def _is_answered(found: dict[CheckStage, Refitted], n_visits: int) -> bool:
    """Return whether more visits, livelier prices or a test alone are enough."""
    needs = needs_of([_trial(name, refitted) for name, refitted in found.items()], n_visits)
    is_enough = (needs.visits_needed, needs.prices_needed, needs.test_share >= GOAL or None)
    return needs.is_reached or any(found is not None for found in is_enough)


def _trial(name: CheckStage, found: Refitted) -> Trial:
    setting = SETTINGS[name]
    shares = found.captured_share, found.flat_share, found.within_share
    return Trial(name.value, setting.visits, setting.prices, setting.has_test, found.n_visits, *shares)


def _facts(case: _Case) -> dict[str, object]:
    """Return how large the simulated shop is, and how it compares with the real one."""
    log, world = case.shop.log, case.shop.world
    own, drawn = world.bought.sum(1), case.own.bought.sum(1)
    n_sizes = int(max(drawn.max(initial=0), own.max(initial=0))) + 1
    sizes = {"own": own, "drawn": drawn}
    return {
        "n_visits": case.n_visits,
        "n_visits_simulated": len(log),
        "n_customers_simulated": len(log.customer_ids),
        "n_products": log.n_products,
        "n_products_in_scope": case.n_products,
        "n_offers": len(case.truth.offers),
        "is_private": case.is_private,
        "basket_sizes": {name: np.bincount(size, minlength=n_sizes).tolist() for name, size in sizes.items()},
        "cross_share": world.cross_share,
        "taste_sd": float(world.taste_sd.mean()),
        "shock_sd": float(world.shock_sd.mean()),
    }


def _write(run: Path, own: Refitted, trials: list[Trial], facts: dict[str, object]) -> None:
    tables = (pd.DataFrame([asdict(t) for t in trials]), own.elasticities, own.cross_effects, own.advice)
    keep_results(run, zip(RECOVERED, tables, strict=True), REPORT, facts)


def _plain(figures: dict[str, Any]) -> dict[str, Any]:
    """Return figures as JSON knows them: nothing where there is no number."""
    return {name: None if value != value else value for name, value in figures.items()}
