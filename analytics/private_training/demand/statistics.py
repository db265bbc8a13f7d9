"""What a private demand model knows of the shop before its first step: counts with noise."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.demand.cells import Cells
from analytics.demand.encoder import Encoder

_PRIOR_RATE = 20.0  # visits that everybody's rate counts for in a segment's, at least as many as noise makes
_OF_PURCHASES = (
    2.0  # times that a purchase counts beside a visit: they are fewer, and noise hides them sooner
)
_ROOM = 2.2  # times an average customer's counts that one customer may add
_LEAST = 1e-3  # of a rate


@dataclass(frozen=True)
class Counts:
    """Sums over the customers of each segment, with noise; the last row is everybody.

    Attributes
    ----------
    sold, considered : (n_segments + 1, n_products)
    lines, visits : (n_segments + 1,) products bought, and visits
    level_shares : (n_levels,) of attributes, among all customers
    spread : standard deviation of the noise on each of the others
    """

    sold: Doubles
    considered: Doubles
    lines: Doubles
    visits: Doubles
    level_shares: Doubles
    spread: float


def noisy_counts(
    encoder: Encoder, cells: Cells, customers: pd.DataFrame, noise: float, rng: np.random.Generator
) -> Counts:
    """Return the counts that a training starts from, as one release of the Gaussian mechanism.

    What one customer adds is shrunk to a length that follows from the numbers of customers and cells, which
    are taken as known; that length times `noise` is the standard deviation of every sum's noise.

    Parameters
    ----------
    encoder : fitted; of its statistics nothing but the levels of attributes is used
    customers : one row per customer, indexed by customer_id
    noise : standard deviation ÷ the most that one customer moves the sums
    """
    log, n_products = cells.log, cells.log.n_products
    n_customers = len(log.customer_ids)
    length = _ROOM * cells.counts.sum() / max(n_customers, 1) / np.sqrt(n_products)
    own = _clipped(_of_customers(cells), float(length))
    segment = _segment_of_customers(encoder, cells, customers)
    n_segments = len(encoder.segments_)
    sums = np.zeros((n_segments + 1, own.shape[1]))
    np.add.at(sums, segment, own)
    levels = encoder.level_table(customers)  # one level of each attribute is a customer's
    weight = length / np.sqrt(max(len(encoder.levels_), 1))
    spread = noise * length * (np.sqrt(2) if levels.shape[1] else 1.0)
    sums = sums + rng.normal(0, spread, sums.shape)
    shares = (weight * levels.sum(0) + rng.normal(0, spread, levels.shape[1])) / (weight * len(customers))
    sums[-1] = sums.sum(0)  # everybody, those of unknown segments included
    sold, considered = sums[:, :n_products] / _OF_PURCHASES, sums[:, n_products : 2 * n_products]
    sold, considered = np.maximum(sold, 0.0), np.maximum(considered, 1.0)
    lines, visits = np.maximum(sums[:, -2], 0.0), np.maximum(sums[:, -1], 1.0)
    return Counts(
        np.minimum(sold, considered), considered, lines, visits, np.clip(shares, 0, 1), float(spread)
    )


def started(encoder: Encoder, counts: Counts) -> Encoder:
    """Return an encoder that knows nothing of the customers but noisy counts."""
    rate = np.clip((counts.sold[-1] + 0.5) / (counts.considered[-1] + 1.0), _LEAST, 1 - _LEAST)
    prior = max(_PRIOR_RATE, counts.spread)
    own = (counts.sold[:-1] + prior * rate) / (counts.considered[:-1] + prior)
    by_segment = np.vstack([np.clip(own, _LEAST, 1 - _LEAST), rate])
    size = np.minimum(counts.lines / counts.visits, counts.sold.shape[1])
    return replace(
        encoder,
        rate_=rate.astype(np.float32),
        segment_rate_=by_segment.astype(np.float32),
        segment_size_=size.astype(np.float32),
        level_shares_=counts.level_shares.astype(np.float32),
        usual_markdown_=0.0,
    )


def _of_customers(cells: Cells) -> Doubles:
    """Return what each customer adds, (n_customers, 2 · n_products + 2)."""
    log, n = cells.log, cells.log.n_products
    n_customers = len(log.customer_ids)
    at = log.customer[cells.visit].astype(np.int64) * n + cells.product
    sold, considered = (
        np.bincount(at, weight, n_customers * n).reshape(n_customers, n)
        for weight in (cells.weight * cells.is_bought, cells.weight)
    )
    lines = np.bincount(log.customer[log.bought.visit], minlength=n_customers)
    visits = np.bincount(log.customer, minlength=n_customers)
    return np.column_stack([_OF_PURCHASES * sold, considered, lines, visits])


def _clipped(rows: Doubles, length: float) -> Doubles:
    own = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows * np.minimum(1.0, length / np.maximum(own, 1e-12)))


def _segment_of_customers(encoder: Encoder, cells: Cells, customers: pd.DataFrame) -> Ints:
    names = customers["segment"].reindex(cells.log.customer_ids).astype(str)
    code = pd.Index(encoder.segments_).get_indexer(pd.Index(names))
    return np.where(code < 0, len(encoder.segments_), code).astype(np.int64)
