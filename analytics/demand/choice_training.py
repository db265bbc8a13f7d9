"""What a training of demand starts from: its network, sized to the shop, and the batches of its cells."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from analytics.arrays import Floats, Ints
from analytics.demand.batches import CellBatches
from analytics.demand.cells import Cells
from analytics.demand.demand_shocks import DemandShocks
from analytics.demand.encoder import Encoder
from analytics.demand.histories import N_RATES
from analytics.demand.pairs import Pairs
from analytics.demand.tables import log_levels
from analytics.demand.visit_log import VisitLog

_MOST_SHOCKS = 200_000  # products × periods; beyond, neighboring periods share a shock


class Prepared(Protocol):
    """A model that is ready to be trained: settings, encoder, pairs, and columns of the products."""

    config: Any
    encoder_: Encoder
    pairs_: Pairs
    columns_: Floats


@dataclass(frozen=True)
class Training:
    """A training before its first step, and what reads the weights after its last.

    Attributes
    ----------
    network : a keras.Model, at its start
    category : (n_products,) codes
    segment : (n_visits,) codes
    reference_price : (n_products,) [currency]
    """

    network: Any
    batches: CellBatches
    log: VisitLog
    category: Ints
    segment: Ints
    reference_price: Floats

    def compile(self, learning_rate: float) -> None:
        """Let the steps become smaller along a cosine, down to none, so that members converge."""
        import keras

        schedule = keras.optimizers.schedules.CosineDecay(learning_rate, len(self.batches))
        self.network.compile(optimizer=keras.optimizers.Adam(schedule))


def build_for(
    model: Prepared, first_stage_errors: Floats, cells: Cells, n_partners: int, found: DemandShocks
) -> Any:
    """Return the network of a model whose encoder, first stage and pairs are known, untrained.

    Parameters
    ----------
    first_stage_errors : (n_members, n_instruments)
    n_partners : pairs that a basket makes with a product, at most
    """
    from analytics.demand.network import NetworkConfig, build_network

    c, log, encoder, pairs = model.config, cells.log, model.encoder_, model.pairs_.learned
    return build_network(
        NetworkConfig(
            n_products=log.n_products,
            n_segments=len(encoder.segments_),
            n_traits=encoder.n_traits,
            n_periods=encoder.n_periods_,
            n_partners=n_partners,
            n_cells=int(cells.counts.sum()),
            log_price=log_levels(encoder.reference_price),
            columns=model.columns_,
            pair_sd=pairs.spread.astype(np.float32),
            is_alike=pairs.is_alike,
            first_stage_errors=first_stage_errors,
            n_past=N_RATES + 1,
            shock_sd=found.spread,
            shock_memory=found.memory,
            shock_periods=-(-log.n_products * encoder.n_periods_ // _MOST_SHOCKS),
            n_members=c.n_members,
            seed=c.seed,
        )
    )
