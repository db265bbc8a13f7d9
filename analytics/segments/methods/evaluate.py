"""How good segments are, the same figures for every method: apart, compact, and found again."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.numerics import random_stream
from analytics.segments.methods.contract import NOISE, CustomerData, Segmenter
from analytics.threads import one_core

N_REFITS = 10
_MOST_COMPARED = 5_000  # customers: a silhouette costs their square
_MOST_REFITTED = 10_000  # customers of a bootstrap sample


@dataclass(frozen=True)
class Quality:
    """What segments are like.

    Attributes
    ----------
    sizes : customers of each segment, by label
    noise_share : of the customers, in no segment [0–1]
    silhouette : −1 to 1, higher is farther apart; nan below two segments
    davies_bouldin : spread within segments beside the distance between them, lower is better; nan likewise
    stability : mean adjusted Rand index of what bootstrap samples find, 1 is the same again; nan likewise
    stability_error : standard error of that mean
    n_refits : bootstrap samples
    """

    sizes: tuple[int, ...]
    noise_share: float
    silhouette: float
    davies_bouldin: float
    stability: float
    stability_error: float
    n_refits: int


def quality(
    data: CustomerData,
    labels: Ints,
    make: Callable[[], Segmenter],
    n_refits: int = N_REFITS,
    seed: int = 0,
    report: Callable[[float], None] = lambda share: None,
) -> Quality:
    """Return what segments are like, in the space of the scaled figures whatever the method looked at.

    Customers in no segment are left out of silhouette and Davies–Bouldin, and are a segment of their own for
    the stability.

    Parameters
    ----------
    labels : as the method found them in `data`
    make : returns the method anew, to be fit again
    report : called with the share done, 0–1; may raise to stop

    References
    ----------
    Rousseeuw (1987), Silhouettes. Davies & Bouldin (1979), A cluster separation measure.
    """
    found = agreements(data, labels, make, n_refits, seed, report)
    inside = labels != NOISE
    return Quality(
        sizes=tuple(np.bincount(labels[inside]).tolist()),
        noise_share=float(1 - inside.mean()),
        silhouette=silhouette(data.features[inside], labels[inside], seed),
        davies_bouldin=_davies_bouldin(data.features[inside], labels[inside]),
        stability=float(found.mean()) if len(found) else np.nan,
        stability_error=float(found.std(ddof=1) / np.sqrt(len(found))) if len(found) > 1 else np.nan,
        n_refits=len(found),
    )


def agreements(
    data: CustomerData,
    labels: Ints,
    make: Callable[[], Segmenter],
    n_refits: int,
    seed: int,
    report: Callable[[float], None] = lambda share: None,
) -> Doubles:
    """Return how far each bootstrap sample finds the same segments: adjusted Rand indices, (n_refits,).

    A sample is drawn with replacement and each customer counts once, as copies of one would be a cluster;
    the index is over the customers drawn. Nothing is compared where all customers are in one segment.

    References
    ----------
    Hubert & Arabie (1985), Comparing partitions. Hennig (2007), Cluster-wise assessment of cluster stability.
    """
    if len(np.unique(labels)) < 2:
        return np.zeros(0)
    found = []
    for refit in range(n_refits):
        rng = random_stream(seed, "bootstrap", refit)
        drawn = np.unique(rng.integers(0, len(data), len(data)))
        if len(drawn) > _MOST_REFITTED:
            drawn = np.sort(rng.choice(drawn, _MOST_REFITTED, replace=False))
        found.append(rand_index(labels[drawn], make().fit_predict(data.rows(drawn))))
        report((refit + 1) / n_refits)
    return np.array(found, np.float64)


def rand_index(labels: Ints, others: Ints) -> float:
    """Return the adjusted Rand index of two partitions: 1 the same, 0 as by chance."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(labels, others))


def silhouette(features: Doubles, labels: Ints, seed: int = 0) -> float:
    """Return the mean silhouette of at most 5,000 customers; nan below two segments."""
    from sklearn.metrics import silhouette_score

    if len(labels) > _MOST_COMPARED:
        chosen = np.sort(random_stream(seed, "silhouette").choice(len(labels), _MOST_COMPARED, replace=False))
        features, labels = features[chosen], labels[chosen]
    if not 1 < len(np.unique(labels)) < len(labels):
        return np.nan
    with one_core():
        return float(silhouette_score(features, labels))


def _davies_bouldin(features: Doubles, labels: Ints) -> float:
    from sklearn.metrics import davies_bouldin_score

    if not 1 < len(np.unique(labels)) < len(labels):
        return np.nan
    return float(davies_bouldin_score(features, labels))
