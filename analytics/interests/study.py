"""From counts to what is told of interests: models tuned, judged, fitted anew on everything, and asked."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.interests.baselines import BASELINES, Baseline, Method
from analytics.interests.comparison import Comparison, Forecaster, compare_forecasts
from analytics.interests.counts import InterestCounts
from analytics.interests.vae.estimator import TemporalVAE
from analytics.interests.vae.training import VAEConfig
from analytics.jobs.state import part_of
from analytics.numerics import random_stream
from analytics.segments.attribute_matrix import AttributeMatrix
from analytics.segments.choice import FIGURES

MOST_LEARNED = 4_000  # customers: more hardly move the log-loss, and their arrays fill the memory
_MOST_ATTRIBUTES = 60  # columns that the encoder reads
_MOSTLY = 0.5  # of the units, from which a latent counts as alive

Report = Callable[[float], None]


class LatentFinding(StrEnum):
    """What has become of the latent's units."""

    ACTIVE = "latent_units_active"
    SOME_COLLAPSED = "latent_units_some_collapsed"
    COLLAPSED = "latent_units_collapsed"


@dataclass(frozen=True)
class Models:
    """The forecasters of a shop, tuned.

    Attributes
    ----------
    learned : codes of the customers that are learned from and judged
    """

    forecasters: dict[Method, Forecaster]
    vae: TemporalVAE
    learned: Ints


def tune_models(
    counts: InterestCounts,
    segment: pd.Series,
    attributes: Floats,
    config: VAEConfig,
    report: Report = lambda share: None,
) -> Models:
    """Tune the simple methods and the autoencoder on the windows before those that judge.

    Parameters
    ----------
    segment : by customer id, as of the first window that judges
    attributes : (n_customers, n_attributes) as `attribute_columns` gives them
    """
    learned = learned_customers(counts, config.seed)
    codes = segment_codes(counts, segment)
    forecasters: dict[Method, Forecaster] = {}
    for i, method in enumerate(BASELINES):
        forecasters[method] = Baseline(method, codes).fit(counts, learned)
        report(0.2 * (i + 1) / len(BASELINES))
    base = forecasters[Method.EXPONENTIAL]
    assert isinstance(base, Baseline)  # noqa: S101  for mypy
    vae = TemporalVAE(base.settings_, config, attributes)
    vae.tune(counts, learned, part_of(report, 0.2, 1))
    return Models(forecasters, vae, learned)


def judge_models(models: Models, counts: InterestCounts, report: Report = lambda share: None) -> Comparison:
    """Fit what has weights on all windows before those that judge, and judge everything."""
    fit_models(models, counts, counts.timeline.tested[0], part_of(report, 0, 0.7))
    seed, told = models.vae.config.seed, part_of(report, 0.7, 1)
    return compare_forecasts(models.forecasters, counts, models.learned, seed, told)


def fit_models(
    models: Models, counts: InterestCounts, before: int, report: Report = lambda share: None
) -> None:
    """Fit what has weights on windows that end before a period."""
    models.vae.fit(counts, models.learned, before, report)
    models.forecasters[Method.CATEGORY_MEMORY] = models.vae.memory_
    models.forecasters[Method.TEMPORAL_VAE] = models.vae


def latent_finding(vae: TemporalVAE) -> LatentFinding:
    """Return whether units of the latent tell customers apart."""
    n_units = vae.members_[0].config.n_units
    if vae.n_active_ == 0:
        return LatentFinding.COLLAPSED
    return LatentFinding.ACTIVE if vae.n_active_ >= _MOSTLY * n_units else LatentFinding.SOME_COLLAPSED


def learned_customers(counts: InterestCounts, seed: int) -> Ints:
    """Return the customers that models learn from and are judged on: drawn by lot where there are many."""
    chosen = random_stream(seed, "learned customers").permutation(len(counts))[:MOST_LEARNED]
    return np.sort(chosen)


def segment_codes(counts: InterestCounts, segment: pd.Series) -> Ints:
    """Return the code of each customer's segment; those without one are a segment of their own."""
    names = segment.reindex(counts.customer_ids).fillna("").astype("str")
    return np.asarray(pd.factorize(names, sort=True)[0], np.int64)


def attribute_columns(counts: InterestCounts, customers: pd.DataFrame) -> Floats:
    """Return what is known of customers beside their purchases, (n_customers, n_attributes); 0 where unknown.

    Parameters
    ----------
    customers : customer_id, and attributes beside the figures of their orders
    """
    told = customers[[name for name in customers if name not in FIGURES]]
    matrix = AttributeMatrix().fit(told).transform(told) if len(told.columns) else np.zeros((len(told), 0))
    by_id = pd.DataFrame(matrix, index=customers["customer_id"].astype("str")).reindex(counts.customer_ids)
    return by_id.iloc[:, :_MOST_ATTRIBUTES].fillna(0.0).to_numpy(np.float32)
