"""Segments by deep embedding: k-means on what the network remembers, refined with it if asked for."""

from collections.abc import Callable

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.numerics import random_stream
from analytics.segments.embedding.estimator import DeepConfig, SequenceEmbedding
from analytics.segments.embedding.features import EventSequences
from analytics.segments.methods.centers import fitted_centers, nearest
from analytics.segments.methods.contract import CustomerData

_ROUNDS = 10  # in which clusters and network move together, at most
_STEPS = 20  # a round
_BATCH = 128  # customers
_LEARNING_RATE = 0.001
_SETTLED = 0.002  # of the customers change clusters in a round, below which refining ends


class DeepSegments:
    """K-means on the embedding of customers' events, refined where asked for.

    Parameters
    ----------
    n_clusters : fewer where customers have fewer distinct sequences
    seed : of the network's start, and of k-means
    is_refined : whether clusters and network then move together, as DEC does
    report : called with the share of the training done, 0–1; may raise to stop

    Attributes
    ----------
    embedding_ : the fitted `SequenceEmbedding`
    points_ : (n_customers, n_units) the embedding of each customer, before any refinement
    n_rounds_ : of refinement

    References
    ----------
    Xie, Girshick & Farhadi (2016), Unsupervised deep embedding for clustering analysis.
    """

    def __init__(
        self,
        n_clusters: int,
        seed: int = 0,
        is_refined: bool = False,
        config: DeepConfig | None = None,
        report: Callable[[float], None] | None = None,
    ) -> None:
        self.n_clusters, self.seed, self.is_refined = n_clusters, seed, is_refined
        self.config, self.report = config or DeepConfig(seed=seed), report

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return the cluster of each customer; raises NotEnoughDataError where events are too few."""
        if data.sequences is None:
            raise ValueError("deep embedding needs the customers' events")
        self.embedding_ = SequenceEmbedding(self.config, self.report).fit(data.sequences)
        self.points_ = self.embedding_.transform(data.sequences)
        centers = fitted_centers(self.points_, self.n_clusters, self.seed)
        self.n_rounds_ = 0
        if not self.is_refined:
            return nearest(self.points_, centers)
        return self._refined(data.sequences, centers)

    def _refined(self, sequences: EventSequences, centers: Doubles) -> Ints:
        """Move network and clusters towards what most customers already lean to, until few change."""
        import keras

        from analytics.segments.embedding.network import RefinedClusters

        of = self.embedding_
        keras.utils.set_random_seed(self.seed)
        model = RefinedClusters(of.encoder_, centers, of.mean_, of.rotation_)
        model.compile(keras.optimizers.Adam(_LEARNING_RATE))
        rng = random_stream(self.seed, "refinement")
        belonging = _belonging(model, sequences)
        for self.n_rounds_ in range(1, _ROUNDS + 1):
            target = sharpened(belonging)
            for _ in range(_STEPS):
                chosen = np.sort(rng.choice(len(sequences), min(_BATCH, len(sequences)), replace=False))
                model.train_on_batch(sequences.inputs(chosen), target[chosen].astype(np.float32))
            before, belonging = belonging.argmax(1), _belonging(model, sequences)
            if np.mean(before != belonging.argmax(1)) < _SETTLED:
                break
        return np.asarray(belonging.argmax(1), dtype=np.int64)


def sharpened(belonging: Doubles) -> Doubles:
    """Return what customers should belong to: more of where they lean, large clusters held back.

    Parameters
    ----------
    belonging : (n_customers, n_clusters), rows add up to 1

    Returns
    -------
    (n_customers, n_clusters)
        Squares divided by each cluster's total, rows adding up to 1.
    """
    weight = belonging**2 / belonging.sum(axis=0)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _belonging(model: object, sequences: EventSequences) -> Doubles:
    found = [np.asarray(model.predict_on_batch(x), np.float64) for x in sequences.batches()]  # type: ignore[attr-defined]
    return np.concatenate(found)[: len(sequences)]
