"""The demand model under test: fitted to the earlier visits of a run, with the cells of either side."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.arrays import Bools
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import BasketChoice
from analytics.numerics import random_stream
from analytics.runs.cells import FlatModel, sampled_cells
from analytics.runs.config import RunConfig
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
    twins = fit_twins(
        learned_cells(log.where(is_train), config.seed, TESTED_CELLS),
        snapshot.customers_before,
        snapshot.reference_price,
        config.seed,
        report,
        snapshot.columns,
        snapshot.category,
    )
    rng = random_stream(config.seed)
    train = sampled_cells(log, is_train, _TRAIN_CELLS, rng)
    return UnderTest(snapshot, twins, is_train, train, sampled_cells(log, ~is_train, _TEST_CELLS, rng))
