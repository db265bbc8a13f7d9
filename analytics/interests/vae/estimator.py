"""The temporal autoencoder as an estimator: tune it on the past, fit it, ask it for shares ahead."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.baselines import Smoothing
from analytics.interests.category_memory import CategoryMemory, softmax, window
from analytics.interests.counts import InterestCounts
from analytics.interests.periods import HORIZONS
from analytics.interests.scores import log_loss
from analytics.interests.vae.features import InterestFeatures
from analytics.interests.vae.training import (
    CUSTOMERS,
    Correction,
    Report,
    Trained,
    VAEConfig,
    decoded,
    forecast_logits,
    train,
)
from analytics.jobs.state import part_of
from analytics.numerics import random_stream

_ACTIVE = 0.01  # variance of a unit's posterior mean over customers from which it tells something


@dataclass(frozen=True)
class Tuned:
    """What validation chose.

    Attributes
    ----------
    mixing : of each horizon, the weight of the network's shares beside those it corrects, 0–1
    """

    correction: Correction
    n_epochs: int
    mixing: tuple[float, ...]


class TemporalVAE:
    """Shares of windows ahead by a temporal variational autoencoder that corrects what the own past tells.

    Parameters
    ----------
    base : how the shares remember that are corrected, for each horizon
    attributes : (n_customers, n_attributes) standardized, 0 where unknown

    Attributes
    ----------
    tuned_ : what validation chose
    memory_, features_, members_ : what is asked for a forecast
    n_active_ : units of the latent that tell customers apart, by the member that has fewest
    """

    def __init__(
        self,
        base: tuple[Smoothing, ...],
        config: VAEConfig | None = None,
        attributes: Floats | None = None,
    ) -> None:
        self.base, self.config, self.attributes = base, config or VAEConfig(), attributes

    def tune(
        self, counts: InterestCounts, customers: Ints, report: Report = lambda share: None
    ) -> "TemporalVAE":
        """Choose the correction's prior, the epochs and the mixing weights on the windows that tune."""
        before = counts.timeline.validated[0]
        inputs, targets = self._prepare(counts, customers, before)
        judge = partial(self._judged, counts, customers, inputs)
        tried: list[tuple[Correction, Trained]] = []
        for correction in self.config.corrections:
            n, n_all = len(tried), len(self.config.corrections)
            told = part_of(report, n / n_all, (n + 1) / n_all)
            network = self._network(counts, targets, correction.sd, self.config.seed)
            rate, seed = correction.learning_rate, self.config.seed
            fitted = train(network, inputs, targets, self.config, rate, seed, told, judge)
            tried.append((correction, fitted))
        correction, best = min(tried, key=lambda one: one[1].loss)
        mixing = self._mixing(counts, customers, forecast_logits(best.network, inputs))
        self.tuned_ = Tuned(correction, best.n_epochs, mixing)
        self._keep([best.network], inputs)
        return self

    def fit(
        self, counts: InterestCounts, customers: Ints, before: int, report: Report = lambda share: None
    ) -> "TemporalVAE":
        """Learn from windows that end before a period, as validation chose."""
        inputs, targets = self._prepare(counts, customers, before)
        members, c = [], self.config
        for member in range(c.n_members):
            seed = c.seed + 1 + member
            network = self._network(counts, targets, self.tuned_.correction.sd, seed)
            told = part_of(report, member / c.n_members, (member + 1) / c.n_members)
            rate = self.tuned_.correction.learning_rate
            train(network, inputs, targets, c, rate, seed, told, n_epochs=self.tuned_.n_epochs)
            members.append(network)
        self._keep(members, inputs)
        return self

    def forecast(self, counts: InterestCounts, customers: Ints, origin: int, horizon: int) -> Doubles:
        """Return the shares of a window ahead, (n, n_categories), as a baseline does."""
        base = self.memory_.logits(counts, counts.dense(customers), origin, horizon)
        told = np.zeros(base.shape)
        for i, network in enumerate(self.members_):
            mean, _ = self.latents(customers, origin, i)
            told += decoded(network, base, mean, horizon) / len(self.members_)
        mixing = self.tuned_.mixing[horizon]
        return mixing * told + (1 - mixing) * softmax(base)

    def variances(self, counts: InterestCounts, customers: Ints, origin: int, horizon: int) -> Doubles:
        """Return the variance of those shares over draws of the latent and members, (n, n_categories)."""
        base = self.memory_.logits(counts, counts.dense(customers), origin, horizon)
        draws = []
        for i, network in enumerate(self.members_):
            mean, log_sd = self.latents(customers, origin, i)
            noise = random_stream(self.config.seed, "draws", i).normal(
                size=(self.config.n_draws, *mean.shape)
            )
            draws += [decoded(network, base, mean + np.exp(log_sd) * one, horizon) for one in noise]
        return np.asarray(self.tuned_.mixing[horizon] ** 2 * np.var(draws, 0))

    def latents(self, customers: Ints, origin: int, member: int = 0) -> tuple[Floats, Floats]:
        """Return mean and log standard deviation of the latent before a period, (n, n_units) each."""
        encoder, parts = self.members_[member].encoder, []
        for first in range(0, len(customers), CUSTOMERS):
            told = encoder(self.features_.history(customers[first : first + CUSTOMERS])[:, :origin])
            parts.append([np.asarray(one)[:, -1] for one in told])
        mean, log_sd = (np.concatenate(one) for one in zip(*parts, strict=True))
        return mean, log_sd

    def _prepare(
        self, counts: InterestCounts, customers: Ints, before: int
    ) -> tuple[dict[str, Floats], Floats]:
        self.memory_ = CategoryMemory(self.base).fit(counts, customers, before)
        self.features_ = InterestFeatures(counts, self.memory_, self.attributes).fit(customers)
        return self.features_.inputs(customers), self.features_.targets(customers, before)

    def _network(self, counts: InterestCounts, targets: Floats, correction_sd: float, seed: int) -> Any:
        import keras

        from analytics.interests.vae.network import InterestNetwork, NetworkConfig

        keras.utils.set_random_seed(seed)
        sizes = len(counts.categories), self.features_.n_history, len(HORIZONS), counts.period.per_window
        told = {"correction_sd": correction_sd, "seed": seed} | self.config.network
        return InterestNetwork(NetworkConfig(*sizes, max(float(targets.sum()), 1.0), **told))

    def _judged(
        self, counts: InterestCounts, customers: Ints, inputs: dict[str, Floats], network: Any
    ) -> float:
        """Return the log-loss of the next window, summed over the windows that tune [nats]."""
        logits, dense, lost = forecast_logits(network, inputs), counts.dense(customers), 0.0
        for start in counts.timeline.validated:
            lost += float(log_loss(softmax(logits[:, start - 1, 0]), window(counts, dense, start, 0)).sum())
        return lost

    def _mixing(self, counts: InterestCounts, customers: Ints, logits: Floats) -> tuple[float, ...]:
        dense, timeline, weights = counts.dense(customers), counts.timeline, np.linspace(0, 1, 11)
        losses = np.zeros((len(HORIZONS), len(weights)))
        for horizon in range(len(HORIZONS)):
            for start in timeline.validated:
                if (origin := timeline.origin(start, horizon)) < 1:
                    continue
                seen = window(counts, dense, origin, horizon)
                told = softmax(logits[:, origin - 1, horizon])
                alone = softmax(self.memory_.logits(counts, dense, origin, horizon))
                losses[horizon] += [log_loss(w * told + (1 - w) * alone, seen).sum() for w in weights]
        return tuple(round(float(weights[row.argmin()]), 1) for row in losses)

    def _keep(self, members: list[Any], inputs: dict[str, Floats]) -> None:
        self.members_ = members
        means = [np.asarray(m.encoder(inputs["history"][: 4 * CUSTOMERS])[0])[:, -1] for m in members]
        self.n_active_ = min(int((mean.var(0) > _ACTIVE).sum()) for mean in means)
