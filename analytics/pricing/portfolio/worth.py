"""What the offers of a portfolio are worth a year together, without the optimism of having been chosen."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Ints
from analytics.numerics import band_of_ratio, half_band
from analytics.pricing.portfolio.candidates import Candidates
from analytics.pricing.portfolio.choose import rows_to_show


@dataclass(frozen=True)
class Worth:
    """What the rows that are shown are worth together [currency a year].

    Attributes
    ----------
    total, low, high : with its 90 % band
    optimism : what the price book's own figures promise beyond the total
    """

    total: float
    low: float
    high: float
    optimism: float

    @property
    def lucky_share(self) -> float:
        """Return the optimism as a share of what the price book's own figures promise, 0–1."""
        return self.optimism / (self.total + self.optimism) if self.optimism > 0 else 0.0


def worth_of(candidates: Candidates, shown: Ints, n_at_once: int) -> Worth:
    """Return what the rows shown are worth together, with the band that they have together.

    Members are joint draws: rows are added up within each member, and the spread of these sums makes the
    band, from the lower choice rule's end to the upper one's as `OfferCurves.band` has it.

    Discounts and offers are chosen by the estimates that promise, so that the luckiest are chosen (the
    winner's curse). `optimism` tells by how much, and all three figures are less by it.
    """
    total, rules = candidates.worth[shown].sum(), candidates.by_rule[:, shown].sum(1)
    answered = total + candidates.given_away[shown].sum()
    below, above = band_of_ratio(half_band(candidates.members[1:, shown].sum(1)), answered)
    lucky = min(optimism(candidates, n_at_once), max(float(total), 0.0))
    low, high = float(rules.min() - below), float(rules.max() + above)
    return Worth(float(total) - lucky, low - lucky, high - lucky, lucky)


def optimism(candidates: Candidates, n_at_once: int) -> float:
    """Return by how much a portfolio's own estimates promise more than it will earn [currency a year], >= 0.

    Every bootstrap member advises and chooses for itself, as if it were the fit. What it promises of its
    choice beyond what its partner says of the same choice is its luck; the mean over the members is taken for
    the luck of what ships. How members stand to the fit is how the fit stands to the truth, but for what no
    data tell: there the fit has no luck, and two partners share one draw of it (`partner_of`).

    References
    ----------
    Efron (1983), Estimating the error rate of a prediction rule; Harrell (2015), Regression Modeling
    Strategies, 5.3; Smith & Winkler (2006), The optimizer's curse.
    """
    gaps = []
    for promised, true in zip(candidates.own_promise[1:], candidates.own_truth[1:], strict=True):
        shown = rows_to_show(promised, candidates.segment, candidates.parts, n_at_once)
        gaps.append((promised - true)[shown].sum())
    return max(float(np.mean(gaps)), 0.0) if gaps else 0.0
