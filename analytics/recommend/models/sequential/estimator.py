"""A GRU over a customer's last purchases, trained to tell the next."""

from dataclasses import dataclass
from itertools import islice
from typing import Any, Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.demand.training import shuffled
from analytics.numerics import random_stream
from analytics.recommend.models.sequential.features import last_products, windows
from analytics.recommend.purchases import Purchases

_LEAST_STEPS, _MOST_STEPS = 300, 600
_FEWEST_BATCHES = 16  # of all pieces: few are learned by heart where every step sees most of them
_BLOCK = 1024  # customers whose tastes are asked for at once


@dataclass
class Sequential:
    """A recurrent recommender with a sampled softmax.

    Parameters
    ----------
    length : purchases that are looked back on
    n_epochs : how often every purchase is learned from, within 300 to 600 steps
    batch : pieces of histories a step, at most
    n_drawn : products drawn by lot beside what came next, anew for every step
    learning_rate : of Adam
    seed : of weights, dropout, order and draws

    References
    ----------
    Hidasi, Karatzoglou, Baltrunas & Tikk (2016), Session-based recommendations with
    recurrent neural networks.
    """

    length: int = 40
    n_epochs: int = 6
    batch: int = 128
    n_drawn: int = 512
    learning_rate: float = 3e-3
    seed: int = 0

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Train on all that customers bought, in its order."""
        import keras

        from analytics.recommend.models.sequential.network import NetworkConfig, build_network

        keras.utils.set_random_seed(self.seed)
        before, after = windows(purchases, self.length)
        self.last_ = last_products(purchases, self.length)
        config = NetworkConfig(purchases.n_products, self.length, seed=self.seed)
        self.network_ = build_network(config)
        self.network_.compile(optimizer=keras.optimizers.Adam(self.learning_rate))
        draws = random_stream(self.seed, "drawn products")
        size = min(self.batch, max(len(before) // _FEWEST_BATCHES, 1))
        n_steps = int(np.clip(self.n_epochs * (len(before) // size), _LEAST_STEPS, _MOST_STEPS))
        n_epochs = -(-n_steps // max(len(before) // size, 1))
        for rows in islice(shuffled(len(before), size, n_epochs, self.seed), n_steps):
            drawn = draws.integers(1, purchases.n_products + 1, self.n_drawn, np.int32)
            x = {"before": before[rows], "drawn": np.broadcast_to(drawn, (size, self.n_drawn))}
            self.network_.train_on_batch(x, after[rows])
        self.products_ = np.asarray(self.network_.get_layer("product").get_weights()[0][1:])
        self.appeal_ = np.asarray(self.network_.get_layer("appeal").get_weights()[0][1:, 0])
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return logits, (n_chosen, n_products)."""
        return np.asarray(self._tastes(customers) @ self.products_.T + self.appeal_, np.float32)

    def _tastes(self, customers: Ints) -> Floats:
        """Return the state after a customer's last purchase, (n_chosen, n_units)."""
        found: list[Any] = []
        for start in range(0, len(customers), _BLOCK):
            before = self.last_[customers[start : start + _BLOCK]]
            x = {"before": before, "drawn": np.ones((len(before), 1), np.int32)}
            found.append(np.asarray(self.network_.predict_on_batch(x))[:, -1])
        return np.concatenate(found) if found else np.zeros((0, self.products_.shape[1]), np.float32)
