"""Are synthetic customers of use, and do they copy anybody?"""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.baselines import Baseline, Method
from analytics.interests.category_memory import CategoryMemory
from analytics.interests.comparison import judge
from analytics.interests.counts import InterestCounts

_COMPARED = 1_500  # customers, synthetic and real: distances cost the square of it


@dataclass(frozen=True)
class Usefulness:
    """Log-loss on real customers of a forecast tuned and fitted on synthetic ones, beside that of real ones.

    Attributes
    ----------
    trained_on_synthetic, trained_on_real, everybody : nats a purchase, next window; everybody's shares know
        nothing of a customer
    """

    trained_on_synthetic: float
    trained_on_real: float
    everybody: float

    @property
    def kept(self) -> float:
        """Share of what real customers teach beyond everybody's shares that synthetic ones teach too."""
        taught = self.everybody - self.trained_on_real
        return (self.everybody - self.trained_on_synthetic) / taught if taught > 0 else float("nan")


@dataclass(frozen=True)
class Copying:
    """How near synthetic customers come to real ones.

    Attributes
    ----------
    nearest, nearest_real : median distance (Hellinger, 0–1) to the nearest real customer, of synthetic
        customers and of real ones
    too_near : share of synthetic customers nearer to a real one than 95 % of real ones are to their nearest;
        0.05 where synthetic ones are like real ones
    same_history, same_history_real : shares of customers with the very purchases of a real (other) one
    """

    nearest: float
    nearest_real: float
    too_near: float
    same_history: float
    same_history_real: float

    @property
    def copies_nobody(self) -> bool:
        """Whether synthetic customers come no nearer to real ones than those to each other."""
        return self.nearest >= self.nearest_real and self.same_history <= self.same_history_real


def usefulness(
    synthetic: InterestCounts, of_real: CategoryMemory, real: InterestCounts, customers: Ints
) -> Usefulness:
    """Train a forecast on synthetic customers and test it on real ones, beside one trained on real ones.

    Parameters
    ----------
    of_real : as `trained_forecast` gives it of as many real customers
    customers : real ones that it is tested on

    References
    ----------
    Esteban, Hyland & Rätsch (2017), Real-valued (medical) time series generation with
    recurrent conditional GANs.
    """
    of_synthetic = trained_forecast(synthetic, np.arange(len(synthetic)))
    everybody = Baseline(Method.EVERYBODY).fit(real, customers)
    losses = [_loss(one, real, customers) for one in (of_synthetic, of_real, everybody)]
    return Usefulness(losses[0], losses[1], losses[2])


def trained_forecast(counts: InterestCounts, customers: Ints) -> CategoryMemory:
    """Return a forecast tuned and fitted on some customers, before the windows that judge."""
    base = Baseline(Method.EXPONENTIAL).fit(counts, customers)
    return CategoryMemory(base.settings_).fit(counts, customers, counts.timeline.tested[0])


def copying(synthetic: InterestCounts, real: InterestCounts) -> Copying:
    """Compare distances from synthetic customers to real ones with those among real ones."""
    drawn, known = (counts.dense(_some(counts)) for counts in (synthetic, real))
    to_real = _nearest(_roots(drawn), _roots(known))
    among_real = _nearest(_roots(known), _roots(known), is_same=True)
    histories = [array.reshape(len(array), -1).astype(np.int32) for array in (drawn, known)]
    of_real, counts = np.unique(histories[1], axis=0, return_counts=True)
    seen = {row.tobytes() for row in of_real}
    same = float(np.mean([row.tobytes() in seen for row in histories[0]]))
    same_real = float(counts[counts > 1].sum() / len(known))
    middles = float(np.median(to_real)), float(np.median(among_real))
    return Copying(*middles, float((to_real < np.quantile(among_real, 0.05)).mean()), same, same_real)


def _loss(forecaster: CategoryMemory | Baseline, real: InterestCounts, customers: Ints) -> float:
    judged = judge(forecaster, real, customers, 0)
    return float(judged.log_loss.sum() / judged.n_purchases.sum())


def _some(counts: InterestCounts) -> Ints:
    return np.arange(len(counts))[:: max(-(-len(counts) // _COMPARED), 1)]


def _roots(dense: Floats) -> Doubles:
    """Return the roots of each customer's shares in all periods together, (n, n_categories)."""
    totals = dense.sum(1, dtype=np.float64)
    return np.asarray(np.sqrt(totals / np.maximum(totals.sum(1, keepdims=True), 1)))


def _nearest(roots: Doubles, others: Doubles, is_same: bool = False) -> Doubles:
    """Return the Hellinger distance to the nearest other customer, (n,)."""
    alike = roots @ others.T
    if is_same:
        np.fill_diagonal(alike, -1.0)
    return np.asarray(np.sqrt(np.clip(1 - alike.max(1), 0, 1)))
