"""What a pair's bundle promises if all customers were average: for a hundred thousand pairs at once."""

from collections.abc import Sequence

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.demand.catalog_audience import CatalogAudience
from analytics.pricing.bundles.screen import Positions
from analytics.pricing.money import Costs
from analytics.pricing.optimize import markdown_of_some, markdowns

_BEST_SELLERS = 80  # whose pairs are looked at whether or not the model knows them
_DISCOUNTS = np.arange(3, 61, 3) / 100


def promised_pairs(
    audience: CatalogAudience, costs: Costs, lowest_price: Doubles, among: Sequence[int], most: int
) -> list[Positions]:
    """Return the pairs that promise most extra profit to an average visit, best first, at most so many.

    By the logit of an average customer who looks at both: the discount lifts the weight of the full basket,
    at the deepest one that prices have seen or below.

    Parameters
    ----------
    lowest_price : (n_products,) lowest prices seen [currency]
    among : positions of the products that may take part
    """
    share = np.array(list(audience.visit_share.values()))
    chance = np.clip(share @ audience.usual_baskets, 1e-7, 0.99).astype(float)
    a, b, effect = _pool(audience, chance, np.asarray(among))
    slope = audience.weights.usual_slope(np.append(share, 0.0))
    price = audience.price
    markdown = np.maximum(markdowns(price, lowest_price), markdown_of_some(price, lowest_price))
    deepest = np.maximum(markdown[a], markdown[b])
    margin, kept = costs.contributions(price), costs.kept(price)
    looks = audience.looks
    chance = np.minimum(chance / [looks.share([j]) for j in range(len(chance))], 0.99)
    pairs = np.stack([a, b])
    found = _promise(chance[pairs], margin[pairs], effect, slope[a] + slope[b], kept[a] + kept[b], deepest)
    found *= np.array([looks.share(pair) for pair in zip(a, b, strict=True)])
    best = np.lexsort((b, a, -found))[:most]
    return [(int(a[i]), int(b[i])) for i in best]


def _pool(audience: CatalogAudience, chance: Doubles, among: Ints) -> tuple[Ints, Ints, Doubles]:
    """Return pairs of the model and of best sellers, and their cross effects."""
    allowed = np.zeros(len(chance), bool)
    allowed[among] = True
    first = np.sort(among[np.argsort(-chance[among], kind="stable")[:_BEST_SELLERS]])
    at, other = np.triu_indices(len(first), 1)
    pairs, n = audience.pairs, len(chance)
    a, b = np.concatenate([pairs.a, first[at]]), np.concatenate([pairs.b, first[other]])
    a, b = np.divmod(np.unique(a.astype(np.int64) * n + b), n)
    own = allowed[a] & allowed[b]
    a, b = a[own], b[own]
    effect = np.append(audience.weights.cross[:, 0], 0.0)[pairs.places(a, b)].astype(float)
    return a, b, effect


def _promise(
    chance: Doubles, margin: Doubles, effect: Doubles, slope: Doubles, kept: Doubles, deepest: Doubles
) -> Doubles:
    """Return the best discount's extra profit per visit, (n_pairs,) [currency].

    Parameters
    ----------
    chance, margin : (2, n_pairs) of either part; all others (n_pairs,) of both together
    """
    both = np.minimum(chance.prod(0) * np.exp(np.clip(effect, -3, 3)), 0.9 * chance.min(0))
    without, whole = ((chance - both) * margin).sum(0), margin.sum(0)
    best = np.zeros(len(whole))
    for discount in _DISCOUNTS:
        lifted = both * np.exp(np.minimum(discount * slope, 30))
        total = 1 - both + lifted
        earned = (without + lifted * (whole - discount * kept)) / total - without - both * whole
        best = np.where(discount <= deepest + 1e-9, np.maximum(best, earned), best)
    return best
