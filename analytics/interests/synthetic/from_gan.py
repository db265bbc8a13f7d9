"""Synthetic customers of a generative adversarial network: a taste is drawn at once, and stays."""

from typing import Any

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.category_memory import softmax
from analytics.interests.counts import InterestCounts
from analytics.interests.smoothing import popularity, smoothed_shares
from analytics.interests.synthetic.histories import Volume, drawn_counts
from analytics.numerics import random_stream

_EPOCHS = 60
_BATCH = 128
_NOISE = 32
_PRIOR = 60.0  # purchases that everybody's shares are worth in a real taste


def customers_from_gan(counts: InterestCounts, customers: Ints, n: int, seed: int = 0) -> InterestCounts:
    """Return purchases of customers who do not exist, whose taste moves with everybody's only.

    Parameters
    ----------
    customers : real ones that the network learns from
    """
    dense = counts.dense(customers)
    everybodys = popularity(counts.totals, 1.0)
    tastes = np.log(smoothed_shares(dense.sum(1), everybodys, _PRIOR) / everybodys)
    middle, spread = tastes.mean(0), tastes.std(0) + 1e-6
    network = _trained(((tastes - middle) / spread).astype(np.float32), seed)
    noise = random_stream(seed, "synthetic noise").normal(size=(n, _NOISE)).astype(np.float32)
    drawn = np.asarray(network.generator(noise)) * spread + middle
    w = counts.period.per_window
    recent = [popularity(counts.totals[: t + 1], 0.0, w) for t in range(counts.n_periods)]
    shares = softmax((drawn[:, None] + np.log(recent)).astype(np.float32))
    return drawn_counts(counts, shares, Volume.of(dense.sum(2)), seed)


def _trained(tastes: Floats, seed: int) -> Any:
    import keras

    from analytics.interests.synthetic.network import TasteGAN

    keras.utils.set_random_seed(seed)
    network = TasteGAN(tastes.shape[1], _NOISE)
    network.compile(keras.optimizers.Adam(2e-4, beta_1=0.5))
    rng = random_stream(seed, "gan")
    size = min(_BATCH, len(tastes))
    for _ in range(_EPOCHS):
        order = rng.permutation(len(tastes))
        for start in range(0, len(order) - size + 1, size):
            real = tastes[order[start : start + size]]
            noise: Doubles = rng.normal(size=(size, _NOISE))
            network.train_on_batch({"real": real, "noise": noise.astype(np.float32)}, np.zeros((size, 2)))
    return network
