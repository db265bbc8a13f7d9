"""The demand model under test: fitted to the earlier visits of a run, with the cells of either side."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.arrays import Bools
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import BasketChoice
from analytics.jobs.state import part_of
from analytics.numerics import random_stream
from analytics.runs.cells import FlatModel, sampled_cells
from analytics.runs.config import RunConfig
from analytics.runs.demand_model import new_model
from analytics.runs.snapshot import TESTED_CELLS, Snapshot, tested_products

_TRAIN_CELLS, _TEST_CELLS = 150_000, 100_000  # enough for three digits of AUC, seconds for the baselines


@dataclass(frozen=True)
class UnderTest:
    """The model under test and what it is tested with; the same run and seed always give the same.

    Attributes
    ----------
    snapshot : of the tested products
    twins : the demand model and its twin of free price slopes
    is_train : (n_visits,) before the holdout
    train, test : cells of the earlier visits, for other models to learn from, and of those held out
    """

    snapshot: Snapshot
    twins: tuple[BasketChoice, BasketChoice]
    is_train: Bools
    train: Cells
    test: Cells

    @property
    def model(self) -> BasketChoice:
        """Return the demand model."""
        return self.twins[0]

    def flat(self) -> FlatModel:
        """Return the demand model over the cells held out."""
        return FlatModel.of(self.model, self.test, self.snapshot.customers_before)


def fit_under_test(config: RunConfig, snapshot: Snapshot, report: Callable[[float], None]) -> UnderTest:
    """Fit the demand model to the visits before the holdout of a run's snapshot."""
    from analytics.evidence.baselines.twin import fit_twins  # it imports Keras

    parts = (part for offer in config.offers for part in offer.product_ids)
    snapshot = snapshot.of_products(tested_products(snapshot.log, parts))
    log = snapshot.log
    is_train = log.visited_at < snapshot.boundary
    cells = learned_cells(log.where(is_train), config.seed, TESTED_CELLS)
    twins = fit_twins(
        cells,
        snapshot.customers_before,
        snapshot.reference_price,
        config.seed,
        part_of(report, 0.0, 1.0 if config.privacy is None else 0.5),
        snapshot.columns,
        snapshot.category,
    )
    if config.privacy is not None:
        twins = _private(config, snapshot, cells, part_of(report, 0.5, 1.0)), twins[1]
    rng = random_stream(config.seed)
    train = sampled_cells(log, is_train, _TRAIN_CELLS, rng)
    return UnderTest(snapshot, twins, is_train, train, sampled_cells(log, ~is_train, _TEST_CELLS, rng))


def _private(
    config: RunConfig, snapshot: Snapshot, cells: Cells, report: Callable[[float], None]
) -> BasketChoice:
    """Return the model under test, trained as privately as the one that prices, and its fit alone."""
    price, columns, category = snapshot.reference_price, snapshot.columns, snapshot.category
    model = new_model(config).fit(
        cells.log, snapshot.customers_before, price, report, columns, cells, category
    )
    model.weights_ = model.weights_.members(slice(0, 1))
    return model
