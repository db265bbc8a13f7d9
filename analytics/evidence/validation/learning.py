"""Is more data worth it? The quality by how much was learned from, and what twice as much would gain."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.arrays import Doubles

_EXPONENTS = np.arange(0.1, 2.01, 0.05)  # c of n^(-c): nearly straight to falling at once


@dataclass(frozen=True)
class PowerLaw:
    """Quality a + b·n^(−c); b is at most 0: more data never make a model worse.

    Attributes
    ----------
    n_scale : n is told in multiples of it
    """

    a: float
    b: float
    c: float
    n_scale: float

    def at(self, n: npt.ArrayLike) -> Doubles:
        """Return the quality where so much is learned from, of the shape of n."""
        return np.asarray(self.a + self.b * (np.asarray(n, float) / self.n_scale) ** -self.c)


def power_law(n: npt.ArrayLike, quality: npt.ArrayLike) -> PowerLaw:
    """Return the power law nearest to measured qualities, by least squares.

    Parameters
    ----------
    n, quality : (n_sizes,) how much was learned from, and how good that was (more is better)

    References
    ----------
    Viering & Loog (2023), The shape of learning curves: a review, IEEE TPAMI 45.
    """
    sizes, values = np.asarray(n, float), np.asarray(quality, float)
    found = [_law_of(sizes / sizes.max(), values, c, float(sizes.max())) for c in _EXPONENTS]
    misses = [float(((law.at(sizes) - values) ** 2).sum()) for law in found]
    return found[int(np.argmin(misses))]


def gain_of_doubling(
    n: npt.ArrayLike, quality: npt.ArrayLike, samples: npt.ArrayLike
) -> tuple[float, float, float]:
    """Return what twice the data would gain, and the ends of its 90 % band.

    Parameters
    ----------
    samples : (n_samples, n_sizes) quality in samples of those who judge
    """
    most = float(np.max(np.asarray(n, float)))

    def gain(values: npt.ArrayLike) -> float:
        law = power_law(n, values)
        return float(law.at(2 * most) - law.at(most))

    own = gain(quality)
    drawn = np.array([gain(values) for values in np.asarray(samples, float) if np.isfinite(values).all()])
    low, high = np.quantile(drawn, (0.05, 0.95)) if len(drawn) else (own, own)
    return own, float(min(low, own)), float(max(high, own))


def _law_of(sizes: Doubles, values: Doubles, c: float, scale: float) -> PowerLaw:
    x = sizes**-c
    spread = ((x - x.mean()) ** 2).sum()
    b = min(float(((x - x.mean()) * values).sum() / spread), 0.0) if spread > 0 else 0.0
    return PowerLaw(float(values.mean() - b * x.mean()), b, float(c), scale)
