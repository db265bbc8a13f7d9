"""What visits see of one offer and of what is near it, ready to be asked with something neutral."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from analytics.arrays import Doubles
from analytics.demand.audience import AnyAudience, Audience
from analytics.demand.catalog_audience import CatalogAudience
from analytics.numerics import logit

_LEAST = 1e-7  # share of visits: rarer is as rare


@dataclass(frozen=True)
class OfferAudience(Audience):
    """Visits as one offer's parts, the first products, and their neighbors are to them; all is near."""

    @classmethod
    def of(cls, audience: AnyAudience, parts: Sequence[int]) -> Self:
        """Return an audience around an offer.

        Parameters
        ----------
        parts : positions of its parts
        """
        dense = audience.around(audience.near(parts), n_parts=len(parts))
        return cls(**{one.name: getattr(dense, one.name) for one in fields(Audience)})

    def near(self, parts: Sequence[int]) -> list[int]:
        """Return all products: the parts, and after them their neighbors."""
        return list(range(len(self.product_ids)))

    def around(self, near: Sequence[int], is_usual: bool = False, n_parts: int | None = None) -> Audience:
        """Return the visits as they are: what else is in a basket counts in the tastes already."""
        return self

    def of_parts(self, k: int) -> Self:
        """Return the visits as the first k products alone are to them."""
        last = {name: getattr(self, name)[..., :k] for name in ("taste", "slope", "basket", "price")}
        members = {name: getattr(self, name)[..., :k] for name in ("member_taste", "member_slope")}
        cross = np.ascontiguousarray(self.cross[:, :k, :k])
        return replace(self, product_ids=self.product_ids[:k], cross=cross, **last, **members)


@dataclass(frozen=True)
class Neutral:
    """What the shop's average product has in place of a part's own.

    Attributes
    ----------
    slope : (n_parts,) utility lost per relative price, the same for every visit
    shift : (n_parts,) added to tastes, so that a part is wanted as often as the average product [logits]
    """

    slope: Doubles
    shift: Doubles


def neutral_of(audience: AnyAudience, parts: list[int], around: OfferAudience) -> Neutral:
    """Return what the average product of the whole audience has in place of each part's own.

    Parameters
    ----------
    around : of the parts, over all visits
    """
    chance, slope = _usual(audience)
    own = np.average(around.slope[:, : len(parts)], axis=0, weights=around.weight)
    shift = logit(np.array([chance.mean()])) - logit(chance[parts])
    return Neutral(np.asarray(own * slope.mean() / slope[parts], np.float32), np.asarray(shift, np.float32))


def _usual(audience: AnyAudience) -> tuple[Doubles, Doubles]:
    """Return how many visits buy each product, and how steeply they answer its price, (n_products,) each."""
    if isinstance(audience, CatalogAudience):
        share = np.array(list(audience.visit_share.values()))
        chance, slope = share @ audience.usual_baskets, audience.weights.usual_slope(np.append(share, 0.0))
    elif isinstance(audience, Audience):
        weight = audience.weight / audience.weight.sum()
        chance, slope = weight @ audience.basket, weight @ audience.slope
    else:
        raise TypeError(type(audience))
    return np.clip(np.asarray(chance, float), _LEAST, 1 - _LEAST), np.asarray(slope, float)
