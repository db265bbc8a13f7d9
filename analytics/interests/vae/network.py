"""The temporal autoencoder as a network: what it predicts corrects the shares of the best simple method."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from analytics.gaussian_latent import Drawn, gaussian_kl
from analytics.interests.vae.layers import Dynamics, NormalPrior, Posterior


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes and priors of the network."""

    n_categories: int
    n_history: int
    n_horizons: int
    per_window: int
    n_purchases: float  # that are learned from, over all horizons
    n_units: int = 24  # of the latent: more tell nothing on the demo
    n_hidden: int = 64
    dropout: float = 0.4
    taste_sd: float = 0.3  # of what a unit of the latent does to a category's log share
    correction_sd: float = (
        0.007  # of what it does to the forecast once the own past is known: chosen by validation
    )
    taste_weight: float = 0.3  # of telling purchases from the latent alone: what keeps it alive
    free_bits: float = 0.02  # nats a unit that cost nothing
    seed: int = 0


class InterestNetwork(keras.Model):
    """Past periods → log shares of windows ahead, by correction and from the latent alone.

    An encoder (a GRU over standardized log counts, attributes, the calendar) gives a Gaussian latent after
    each period; the latent moves from window to window; a decoder of low rank turns it into log shares of
    categories. Once alone, on top of what everybody buys lately: that is what the latent is learned from, and
    what new customers are drawn from. Once as a correction to what the own past tells of each category,
    beginning at zero: that is the forecast.

    References
    ----------
    Kingma & Welling (2014), Auto-encoding variational Bayes.
    Krishnan, Shalit & Sontag (2017), Structured inference networks for nonlinear state space models.
    Liang et al. (2018), Variational autoencoders for collaborative filtering.
    Kingma et al. (2016), Improved variational inference with inverse autoregressive flow (free bits).
    """

    def __init__(self, config: NetworkConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        c = self.config = config
        self.encoder = Posterior(c.n_hidden, c.n_units, c.dropout, c.seed)
        self.drawn = Drawn(c.seed)
        self.dynamics = Dynamics(c.n_units)
        self.encoder.build((None, None, c.n_history))
        self.dynamics.build((None, None, c.n_units))
        shape = c.n_units, c.n_categories
        self.taste = self.add_weight(shape, _narrow(0.1), name="taste", regularizer=self._prior(c.taste_sd))
        self.added = self.add_weight(shape, "zeros", name="added", regularizer=self._prior(c.correction_sd))
        self.kl_weight = self.add_weight((), "zeros", name="kl_weight", trainable=False)
        self.built = True

    def call(self, x: Any, training: bool = False) -> dict[str, Any]:
        """Return logits of windows ahead, by correction and by the latent alone, and the KL of each unit.

        Returns
        -------
        dict
            forecast and taste (n, n_periods, n_horizons, n_categories), kl (n, n_periods, n_units).
        """
        mean, log_sd = self.encoder(x["history"], training=training)
        z = self.drawn(mean, log_sd, training=training)
        latents = self.ahead(z)
        forecast = self.corrected(x["base"], latents)
        taste = ops.expand_dims(x["recent"], 2) + ops.matmul(latents, self.taste)
        return {"forecast": forecast, "taste": taste, "kl": self._kl(z, mean, log_sd)}

    def ahead(self, z: Any) -> Any:
        """Return where the latent is expected in each window ahead, (..., n_horizons, n_units)."""
        found = []
        for _ in range(self.config.n_horizons):
            z = self.dynamics(z)
            found.append(z)
        return ops.stack(found, -2)

    def corrected(self, base: Any, latents: Any) -> Any:
        """Return the logits of windows ahead by correction, (..., n_horizons, n_categories)."""
        return base + ops.matmul(latents, self.added)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the loss of a purchase: multinomial log-losses, annealed KL with free bits, and priors.

        Parameters
        ----------
        y : (n, n_periods, n_horizons, n_categories) purchases of windows that are learned from
        """
        y = ops.convert_to_tensor(y)
        n_purchases = ops.sum(y) + 1.0
        entropies = [ops.sum(y * ops.log_softmax(y_pred[name], -1)) for name in ("forecast", "taste")]
        is_learned = ops.cast(ops.sum(y, (2, 3), keepdims=False) > 0, y.dtype)
        n_learned = ops.sum(is_learned)
        kl = ops.sum(y_pred["kl"] * ops.expand_dims(is_learned, -1), (0, 1)) / (n_learned + 1e-6)
        kl = ops.sum(ops.maximum(kl, self.config.free_bits)) * n_learned
        told = -entropies[0] - self.config.taste_weight * entropies[1]
        return (told + self.kl_weight * kl) / n_purchases + ops.sum(ops.stack(self.losses))

    def _kl(self, z: Any, mean: Any, log_sd: Any) -> Any:
        """Return the KL of each unit from where the latent was expected; at first from a standard normal."""
        w = self.config.per_window
        expected = self.dynamics(z[:, :-w])
        first = gaussian_kl(mean[:, :w], log_sd[:, :w], 0.0, ops.zeros_like(self.dynamics.log_sd))
        return ops.concatenate(
            [first, gaussian_kl(mean[:, w:], log_sd[:, w:], expected, self.dynamics.log_sd)], 1
        )

    def _prior(self, sd: float) -> NormalPrior:
        return NormalPrior(sd, self.config.n_purchases)


def _narrow(sd: float) -> Any:
    return keras.initializers.RandomNormal(stddev=sd)
