"""Draws of what baskets are worth to visits, by the willingness-to-pay rule."""

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.offers.baskets import all_baskets
from analytics.pricing.offers.choice_rules import even_draws

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def spread_worths(utility: Floats, cross: Floats, synergy: float, n_draws: int, turn: int) -> Floats:
    """Return what every basket is worth on every draw, less the last part's own, (2^k, n_visits, n_draws).

    Parameters
    ----------
    utility : (2^k, n_visits) by the demand model's logit
    cross : (k, k) cross effects within the offer [logits]
    synergy : times which cross effects count in joint worth (`choice_rules.calibrated_synergy`)
    turn : other turns have other draws
    """
    k, n = len(cross), utility.shape[1]
    baskets = all_baskets(k)
    joint = 0.5 * np.einsum("bi,ij,bj->b", baskets, cross, baskets)
    draws = even_draws(n * n_draws, k - 1, turn).reshape(n, n_draws, k - 1)
    spread = np.einsum("bi,ndi->bnd", baskets[:, : k - 1], draws)
    base = utility + ((synergy - 1) * joint)[:, None]
    return np.asarray(base[..., None] + spread, np.float32)


def best_of_worths(worth: Floats) -> tuple[Floats, Floats]:
    """Return every basket's chance, (..., 2^k, n_visits), and the mean worth of the best, (..., n_visits).

    The last part's own draw is logistic and integrated in closed form: it is bought where it is worth more
    than what the best basket without it has over the best with it.

    Parameters
    ----------
    worth : (..., 2^k, n_visits, n_draws) at the prices asked; -inf where a basket is not sold
    """
    half = worth.shape[-3] // 2
    without, with_last = worth[..., :half, :, :], worth[..., half:, :, :]
    best, best_with = without.max(-3, keepdims=True), with_last.max(-3, keepdims=True)
    share = 1 / (1 + np.exp(np.minimum(best - best_with, 60.0)))
    chance = np.concatenate([(without == best) * (1 - share), (with_last == best_with) * share], axis=-3)
    level = best + np.logaddexp(0, best_with - best)
    return chance.mean(-1), level[..., 0, :, :].mean(-1)
