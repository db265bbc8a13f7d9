"""Mult-VAE as a recommender: trained on what customers have, asked for what they lack."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.demand.training import shuffled
from analytics.recommend.purchases import Purchases


@dataclass
class MultVae:
    """A variational autoencoder with a multinomial likelihood.

    Parameters
    ----------
    n_epochs : how often every customer is seen
    batch : customers a step
    kl : the weight of the divergence at the end; it grows from none
    learning_rate : of Adam
    seed : of weights, dropout, noise and order

    References
    ----------
    Liang, Krishnan, Hoffman & Jebara (2018), Variational autoencoders for collaborative filtering.
    """

    n_epochs: int = 60
    batch: int = 256
    kl: float = 0.2
    learning_rate: float = 1e-3
    seed: int = 0

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Train on the customers who have anything."""
        import keras

        from analytics.recommend.models.mult_vae.network import NetworkConfig, build_network

        keras.utils.set_random_seed(self.seed)
        self.has_ = purchases.interactions.astype(np.float32)
        self.network_ = build_network(NetworkConfig(purchases.n_products, seed=self.seed))
        self.network_.compile(optimizer=keras.optimizers.Adam(self.learning_rate))
        known = np.flatnonzero(np.diff(self.has_.indptr))
        batches = list(shuffled(len(known), min(self.batch, len(known)), self.n_epochs, self.seed))
        weight = self.network_.get_layer("prior").weight
        for step, rows in enumerate(batches):
            weight.assign(self.kl * min(1.0, 2 * step / len(batches)))
            x = self.has_[known[rows]].toarray()
            self.network_.train_on_batch(x, x / np.maximum(x.sum(1, keepdims=True), 1) * _USUAL)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return logits, (n_chosen, n_products)."""
        found: Any = self.network_.predict_on_batch(self.has_[customers].toarray())
        return np.asarray(found, np.float32)


_USUAL = 20.0  # purchases a customer weighs: one of a thousand would else outweigh all others' latents
