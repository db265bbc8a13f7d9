"""Synthetic customers of the temporal autoencoder: a latent is drawn, moves, and is decoded."""

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.interests.category_memory import softmax
from analytics.interests.counts import InterestCounts
from analytics.interests.synthetic.histories import Volume, drawn_counts
from analytics.interests.vae.estimator import TemporalVAE
from analytics.numerics import random_stream


def customers_from_vae(
    model: TemporalVAE, counts: InterestCounts, customers: Ints, n: int, seed: int = 0
) -> InterestCounts:
    """Return purchases of customers who do not exist.

    The first latent comes from a Gaussian fitted to the posterior of all customers together; the dynamics
    carry it on; its decoder tells each period's taste, and each customer has one of their own around
    that, as far as real customers have one.

    Parameters
    ----------
    customers : real ones that the Gaussian and the volume are fitted to

    References
    ----------
    Ghosh et al. (2020), From variational to deterministic autoencoders (ex-post density estimation).
    """
    rng, w = random_stream(seed, "synthetic latents"), counts.period.per_window
    network = model.members_[0]
    latents = _first_latents(model, counts, customers, n, rng)
    taste, log_sd = np.asarray(network.taste), np.asarray(network.dynamics.log_sd)
    shares = np.empty((n, counts.n_periods, len(counts.categories)))
    for start in range(0, counts.n_periods, w):
        for t in range(start, min(start + w, counts.n_periods)):
            shares[:, t] = softmax(np.log(model.features_.recent[t]) + latents @ taste)
        latents = np.asarray(network.dynamics(latents))
        latents = (latents + np.exp(log_sd) * rng.normal(size=latents.shape)).astype(np.float32)
    own = own_taste(shares[:, 0], model.base[0].prior, rng)
    volume = Volume.of(counts.dense(customers).sum(2))
    return drawn_counts(counts, shares * own[:, None], volume, seed)


def own_taste(shares: Doubles, concentration: float, rng: np.random.Generator) -> Doubles:
    """Return by what factor tastes differ from what is told of them, a Dirichlet's, (n, n_categories).

    Parameters
    ----------
    concentration : purchases that what is told is worth beside the own ones
    """
    drawn = rng.gamma(concentration * shares) / concentration
    return np.asarray(np.maximum(drawn, 1e-9) / shares)


def _first_latents(
    model: TemporalVAE, counts: InterestCounts, customers: Ints, n: int, rng: np.random.Generator
) -> Doubles:
    """Return latents of new customers, from a Gaussian with the moments of real ones, (n, n_units)."""
    mean, log_sd = model.latents(customers, counts.n_periods)
    covariance = np.cov(mean, rowvar=False) + np.diag(np.exp(2 * log_sd).mean(0))
    return rng.multivariate_normal(mean.mean(0), covariance, n).astype(np.float32)
