"""The customers of a synthetic shop: tiers, price slopes, tastes that move, when they come and leave."""

from dataclasses import dataclass, fields

import numpy as np

from analytics.simulation.assortment import Assortment, Floats, Generator, Ints, extra_rng
from analytics.simulation.choice_rules import ChoiceRule
from analytics.simulation.config import WorldConfig
from analytics.simulation.logit import LogitRule
from analytics.simulation.repertoires import draw_aisle_tastes, draw_repertoires
from analytics.simulation.willingness_to_pay import WillingnessRule, worth

HONEST, BOT, STOLEN_CARD, REFUND_ABUSER = range(4)
FRAUD = ("", "bot", "stolen card", "refund abuse")


@dataclass(frozen=True)
class People:
    """Customers, one entry or row each.

    Attributes
    ----------
    tier : latent segment
    slope : disutility of one currency unit, > 0 [1/currency]
    taste : (n, n_tastes) at the beginning, beyond what all share [logits]
    later_taste : (n, n_tastes) where tastes drift to, else (n, 0)
    activity : visits relative to the mean customer
    first_day, last_day : between which they come
    store : where they buy
    fraud : position in `FRAUD`
    known, entry, interest : of shops with aisles, as of `draw_repertoires`
    """

    tier: Ints
    slope: Floats
    taste: Floats
    later_taste: Floats
    activity: Floats
    first_day: Floats
    last_day: Floats
    store: Ints
    fraud: Ints
    known: Ints
    entry: Floats
    interest: Floats

    def __len__(self) -> int:
        return len(self.tier)

    def where(self, rows: Ints) -> "People":
        """Return some of the customers."""
        return People(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    def tastes_at(self, assortment: Assortment, share: Floats | float) -> Floats:
        """Return tastes when this share of the history has passed, (n, n_products) [logits].

        A customer's own taste turns from the earlier to the later one, so that its spread stays; a tier's
        fashion grows in a straight line.

        Parameters
        ----------
        share : 0–1, one for all or (n,)
        """
        config, taste = assortment.config, self.taste
        share = np.broadcast_to(np.asarray(share, float), len(self))[:, None]
        if self.later_taste.shape[1]:
            angle = share * config.taste_drift * np.pi / 2
            taste = np.cos(angle) * taste + np.sin(angle) * self.later_taste
        if config.demand == "logit":
            steepness = np.array(config.slopes)[self.tier][:, None] - np.mean(config.slopes)
            taste = taste + steepness * assortment.felt(assortment.list_price) * 0.8
        if config.fashion_drift > 0:
            taste = taste + share * assortment.fashion[self.tier]
        return taste

    def rule(self, assortment: Assortment, score: Floats, weight: Floats, rng: Generator) -> ChoiceRule:
        """Return how these customers choose at these scores (n, n_products), one row each."""
        config, cross = assortment.config, assortment.cross
        if config.demand == "logit":
            return LogitRule(score, cross, weight, self.slope)
        steepness = self.slope / np.array(config.slopes)[self.tier]
        spread = np.array(config.wtp_spreads)[self.tier] * steepness  # wide where prices matter little
        value = worth(score, spread, assortment.list_price, rng.standard_normal(score.shape))
        return WillingnessRule(score, cross, weight, spread, assortment.list_price, value)


def draw_tiers(config: WorldConfig, rng: Generator, n: int) -> tuple[Ints, Floats]:
    """Return tiers and price slopes of n customers."""
    tier = rng.integers(0, len(config.slopes), n)
    slope = np.array(config.slopes)[tier] * np.exp(rng.normal(0, config.slope_spread, n))
    return tier, slope


def draw_people(
    config: WorldConfig, tier: Ints, slope: Floats, category: Ints, rng: Generator, block: int
) -> People:
    """Draw all else about customers: tastes, when they come, where they buy, and who is up to mischief."""
    n = len(tier)
    own = extra_rng(config, "people", block)
    has_interests = config.is_rich and not config.has_aisles
    if config.has_aisles:
        taste = draw_aisle_tastes(config, n, rng)
    else:
        taste = rng.normal(0, config.taste_spread, (n, config.n_products))
    if has_interests:
        taste = _with_interests(config, taste, category, own)
    later = own.normal(0, config.taste_spread, (n, config.n_tastes if config.taste_drift > 0 else 0))
    if has_interests and config.taste_drift > 0:
        later = _with_interests(config, later, category, own)
    first = np.where(own.random(n) < config.newcomers, own.uniform(0, config.n_days, n), 0.0)
    hazard = -np.log1p(-min(config.churn, 0.999)) / 364
    stay = own.exponential(1.0, n) / hazard if hazard > 0 else np.full(n, np.inf)
    activity = np.exp(own.normal(0, config.activity_spread, n) - config.activity_spread**2 / 2)
    fraud = np.where(own.random(n) < config.fraud_share, own.integers(1, len(FRAUD), n), HONEST)
    last = np.minimum(first + stay, config.n_days)
    store = own.integers(0, config.n_stores, n)
    repertoire = draw_repertoires(config, n, rng)
    return People(tier, slope, taste, later, activity, first, last, store, fraud, *repertoire)


def _with_interests(config: WorldConfig, taste: Floats, category: Ints, rng: Generator) -> Floats:
    """Give half of the tastes' variance to an interest in the product's whole category."""
    interest = rng.normal(0, config.taste_spread, (len(taste), int(category.max()) + 1))
    return np.asarray(np.sqrt(0.5) * (taste + interest[:, category]))
