"""The first stage: what instruments say of prices, and what they leave to hidden demand."""

from dataclasses import dataclass, field

import numpy as np

from analytics.arrays import Doubles, Floats
from analytics.numerics import random_stream

_LONGEST_MEMORY = 0.9
_FEWEST_CLUSTERS = 5  # products; fewer tell nothing of each other's errors
_FEWEST_DEGREES = 4  # of the draws: with fewer, a draw may be anything


@dataclass
class ControlFunction:
    """First stage: relative prices on instruments, with a level per product.

    What the instruments leave unexplained of a price may move with hidden demand; shown to the demand model
    beside the price, it takes the blame that the price slope would otherwise get. As what is unexplained
    lasts from period to period, so do the errors: coefficients are of generalized least squares, and their
    own errors are clustered by product.

    Attributes
    ----------
    coefficients_ : (n_instruments,) relative price per relative change of the instrument
    covariance_ : (n_instruments, n_instruments) of the coefficients
    degrees_ : of freedom of that covariance
    memory_ : correlation of what is unexplained in one period with the next, 0 to 0.9
    f_statistic_ : strength of the instruments, clustered by product and period; below 10 is weak

    References
    ----------
    Petrin & Train (2010), A control function approach to endogeneity in consumer choice models.
    Prais & Winsten (1954), Trend estimators and serial correlation.
    Staiger & Stock (1997), Instrumental variables regression with weak instruments.
    Bertrand, Duflo & Mullainathan (2004), How much should we trust differences-in-differences estimates?
    """

    reference_price: Floats
    coefficients_: Doubles = field(default_factory=lambda: np.empty(0))
    covariance_: Doubles = field(default_factory=lambda: np.empty((0, 0)))
    degrees_: int = _FEWEST_DEGREES
    memory_: float = 0.0
    price_level_: Doubles = field(default_factory=lambda: np.empty(0))
    instrument_level_: Doubles = field(default_factory=lambda: np.empty((0, 0)))
    f_statistic_: float = 0.0

    def fit_tables(self, p: Doubles, z: Doubles, n: Doubles) -> "ControlFunction":
        """Learn from means by product and period, once levels are known.

        Parameters
        ----------
        p, n : (n_products, n_periods) relative prices above their level, and visits
        z : (n_products, n_periods, n_instruments) instruments as shares above or below their level
        """
        self.coefficients_, scores, bread = _least_squares(p, z, n, 0.0)
        self.memory_ = _memory(p - z @ self.coefficients_, n)
        self.coefficients_, scores, bread = _least_squares(p, z, n, self.memory_)
        by_cell = scores.reshape(-1, scores.shape[-1])
        wald = self.coefficients_ @ np.linalg.pinv(_sandwich(bread, by_cell)) @ self.coefficients_
        self.f_statistic_ = float(wald / max(len(self.coefficients_), 1))
        n_moved = int((np.abs(scores).sum((1, 2)) > 0).sum())
        if n_moved < _FEWEST_CLUSTERS:
            self.covariance_, self.degrees_ = _sandwich(bread, by_cell), max(int((n > 0).sum()) - 1, 1)
        else:
            self.covariance_ = _sandwich(bread, scores.sum(1)) * n_moved / (n_moved - 1)
            self.degrees_ = n_moved - 1
        return self

    def errors(self, n_members: int, seed: int) -> Floats:
        """Draw by how much the coefficients may be wrong, (n_members, n_instruments); zero for the fit."""
        rng = random_stream(seed)
        degrees = max(self.degrees_, _FEWEST_DEGREES)
        stretch = np.sqrt(degrees / rng.chisquare(degrees, (n_members, 1)))
        draws = (
            rng.multivariate_normal(np.zeros(len(self.covariance_)), self.covariance_, n_members) * stretch
        )
        draws[0] = 0
        return np.asarray(draws, np.float32)


def _least_squares(p: Doubles, z: Doubles, n: Doubles, memory: float) -> tuple[Doubles, Doubles, Doubles]:
    """Return coefficients, each cell's score (n_products, n_periods, k), and the inverse of z'z.

    With a level per product, weighted by visits, of cells freed of what they share with the one before.
    """
    one, p = _news(np.ones_like(p), n, memory), _news(p, n, memory)
    z = np.stack([_news(column, n, memory) for column in np.moveaxis(z, 2, 0)], -1)
    w = n / np.maximum((n * one**2).sum(1, keepdims=True), 1e-12)
    p = p - one * (w * one * p).sum(1, keepdims=True)
    z = z - one[..., None] * ((w * one)[..., None] * z).sum(1, keepdims=True)
    bread = np.linalg.inv(np.einsum("jt,jta,jtb->ab", n, z, z) + 1e-9 * np.eye(z.shape[2]))
    coefficients = bread @ np.einsum("jt,jta,jt->a", n, z, p)
    return coefficients, n[..., None] * z * (p - z @ coefficients)[..., None], bread


def _news(values: Doubles, n: Doubles, memory: float) -> Doubles:
    """Return what is new in each cell beside the one before; a first one weighs as it is."""
    out = np.sqrt(1 - memory**2) * values
    follows = (n[:, 1:] > 0) & (n[:, :-1] > 0)
    out[:, 1:] = np.where(follows, values[:, 1:] - memory * values[:, :-1], out[:, 1:])
    return np.asarray(out)


def _memory(left: Doubles, n: Doubles) -> float:
    """Return the correlation of neighboring cells, 0 to 0.9."""
    joint = np.sqrt(n[:, 1:] * n[:, :-1])
    now, before = left[:, 1:], left[:, :-1]
    shared = (joint * now * before).sum()
    varied = np.sqrt((joint * now**2).sum() * (joint * before**2).sum())
    return float(np.clip(shared / max(varied, 1e-12), 0.0, _LONGEST_MEMORY))


def _sandwich(bread: Doubles, scores: Doubles) -> Doubles:
    """Return the covariance of coefficients, of scores by cluster (n_clusters, k)."""
    return np.asarray(bread @ (scores.T @ scores) @ bread)
