"""What joint purchases tell of pairs: which stand out of the bulk, and whether looks explain them."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles

EFFECT_SD = 0.8  # of the cross effects that there are, among many pairs of which few have one [logits]
_OFTEN = 3  # times as often as usual, bought together
BY_LOOKS = 0.2  # of joint purchases, from which they tell who looks where
_VARIATIONS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2, 2.0)  # that are tried
_FIRST_SHARE, _ROUNDS, _MOST_FITTED = 0.01, 15, 100_000


@dataclass(frozen=True)
class Bulk:
    """How joint purchases of pairs without an effect scatter.

    Attributes
    ----------
    mean : joint purchases, as a share of those expected
    variation : of that share between pairs, whatever moves their customers: its spread over its mean
    effect_share : of pairs with an effect among all
    """

    mean: float
    variation: float
    effect_share: float

    def surprise(self, found: Doubles, expected: Doubles) -> Doubles:
        """Return how far joint purchases lie from those of the bulk, (n,) [standard errors]."""
        usual = self.mean * expected
        return np.asarray((found - usual) / np.sqrt(usual + (self.variation * usual) ** 2 + 1))

    def chance_of_effect(self, found: Doubles, expected: Doubles) -> Doubles:
        """Return how likely pairs have an effect, (n,), 0–1."""
        odds = np.exp(np.minimum(_log_odds(found, self.mean * expected, self.variation), 500.0))
        return np.asarray(self.effect_share * odds / (self.effect_share * odds + 1 - self.effect_share))


def bulk_of(found: Doubles, expected: Doubles) -> Bulk:
    """Return how the bulk of pairs scatters, the likeliest.

    Two groups of pairs: joint purchases of both are Poisson around a share of those expected, which varies
    between pairs, more so among pairs with an effect.

    Parameters
    ----------
    found, expected : (n,) joint purchases; pairs of which less than one is expected are left out

    References
    ----------
    DuMouchel (1999), Bayesian data mining in large frequency tables.
    """
    enough = np.flatnonzero(expected >= 1)
    some = enough[:: max(len(enough) // _MOST_FITTED, 1)]
    found, expected = found[some], expected[some]
    best, highest = Bulk(1.0, _VARIATIONS[0], 0.0), -np.inf
    for variation in _VARIATIONS:
        mean, share = found.sum() / max(expected.sum(), 1e-9), _FIRST_SHARE
        for _ in range(_ROUNDS):
            chance = Bulk(mean, variation, share).chance_of_effect(found, expected)
            mean = float((1 - chance) @ found / max(float((1 - chance) @ expected), 1e-9))
            share = float(np.clip(chance.mean() if len(chance) else share, 1e-6, 0.5))
        odds = np.exp(np.minimum(_log_odds(found, mean * expected, variation), 500.0))
        likelihood = _log_chance(found, mean * expected, variation).sum() + np.log1p(share * (odds - 1)).sum()
        if likelihood > highest:
            best, highest = Bulk(mean, variation, share), likelihood
    return best


def _log_odds(found: Doubles, usual: Doubles, variation: float) -> Doubles:
    """Return how much likelier joint purchases are with an effect than without, (n,) [log]."""
    with_effect = float(np.hypot(variation, EFFECT_SD))
    return _log_chance(found, usual, with_effect) - _log_chance(found, usual, variation)


def _log_chance(found: Doubles, usual: Doubles, variation: float) -> Doubles:
    """Return the log chance of counts around a varying mean (negative binomial), (n,), less log found!."""
    from scipy.special import gammaln  # 130 ms

    shape = variation**-2
    usual = np.maximum(usual, 1e-12)
    log_rest = np.log(shape + usual)
    own = gammaln(found + shape) - gammaln(shape)
    return np.asarray(own + shape * (np.log(shape) - log_rest) + found * (np.log(usual) - log_rest))


def share_by_looks(found: Doubles, expected: Doubles) -> float:
    """Return which share of joint purchases comes from pairs bought together three times as often as usual.

    Where it is large, visits look at a part of the shop each: what lies there is bought together.
    """
    enough = expected >= 1
    found, expected = found[enough], expected[enough]
    usual = found.sum() / max(expected.sum(), 1e-9)
    return float(found[found > _OFTEN * usual * expected].sum() / max(found.sum(), 1e-9))
