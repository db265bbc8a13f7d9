"""Which products to sell together: candidates by the extra profit that they promise."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.demand.catalog_audience import CatalogAudience
from analytics.pricing.bundles.averages import promised_pairs
from analytics.pricing.bundles.screen import Positions, Screen, coarse_discounts, ranked
from analytics.pricing.money import Costs
from analytics.pricing.optimize import deepest_seen
from analytics.pricing.selling.modes import PriceScheme
from analytics.pricing.selling.personal_prices import Trial, band
from analytics.pricing.selling.visit_sample import sample_visits

_EVERY_PAIR = 64  # products of which every pair is tried
_RECHECKED, _MOST_RECHECKED = 3, 120  # offers ranked again with more care: times those wanted, at most
_PROMISED = 2  # times as many pairs as are wanted are ranked by visits, where products are many
_EXTENDED_PAIRS, _EXTENDED_SHARE = 15, 0.05  # best pairs that grow into triples, at least and of those wanted
_GROWN_BY = 15  # products by which a pair is tried to grow
_EXTENDED_OFFERS, _TRIED_PARTS, _MOST_PARTS = 5, 6, 6  # of larger offers: which grow, by what, how far
_FEWEST_NEAR = 10  # visits that bought all parts of a larger offer but one: whom a discount could move
_CHECKED = 2  # times as many larger offers as are wanted have their bands looked at
_MOST_LARGER = 12
_MOST_USES, _MOST_ALIKE = 12, 3  # offers of a book with one product, and of products alike


@dataclass(frozen=True)
class Wanted:
    """How many candidates a book shall have: pairs, triples, and offers of four to six parts."""

    n_pairs: int
    n_triples: int

    @property
    def n_larger(self) -> int:
        """Return how many offers may have four to six parts."""
        return min(self.n_triples // 2, _MOST_LARGER)


def candidate_offers(
    audience: CatalogAudience,
    costs: Costs,
    lowest_price: Doubles,
    among: Sequence[int],
    wanted: Wanted,
    alike: Ints | None = None,
    seed: int = 0,
) -> list[Positions]:
    """Return the offers that promise most incremental profit: pairs, triples and larger, each best first.

    Of few products all pairs are tried; of many, those of the model and of the best sellers, ranked by what
    average customers would do. Triples extend the best pairs, and offers of four to six parts the best of one
    part less. A larger offer has to promise more than what it grew from, with a band above zero, and some
    visits must have bought all its parts but one: beyond what was ever nearly bought, a promise is a guess. A
    sample of visits ranks offers.

    A promise counts who is moved to buy all parts against what is given up on those who would have bought
    them anyway: parts bought together at times and often apart promise most, parts always bought together
    nothing. No product takes part in more than a third of the offers or in a dozen, and products alike make
    no more than three offers, so that a book is not one product's.

    Parameters
    ----------
    lowest_price : (n_products,) lowest prices seen [currency]
    among : positions of the products that may take part
    alike : (n_products,) one code for products alike; all differ where absent

    References
    ----------
    Liu & Qu (2012), Mining high utility itemsets without candidate generation: sets grow by what they earn
    and not by how often they are bought.
    """
    screen = Screen.of(audience, costs, lowest_price, seed)
    alike = np.arange(len(lowest_price)) if alike is None else alike
    tried: list[Positions]
    if len(among) <= _EVERY_PAIR:
        tried = list(combinations(sorted(among), 2))
    else:
        tried = promised_pairs(audience, costs, lowest_price, among, _PROMISED * wanted.n_pairs)
    pairs = screen.ranked(tried, min(_RECHECKED * wanted.n_pairs, _MOST_RECHECKED))
    n_rechecked = min(_RECHECKED * wanted.n_triples, _MOST_RECHECKED)
    triples = screen.ranked(_triples(audience, pairs, among, wanted), n_rechecked)
    larger = _larger(screen, audience, pairs, triples) if wanted.n_larger else []
    sure = (o for o in larger[: _CHECKED * wanted.n_larger] if _is_sure(audience, costs, lowest_price, o))
    chosen = _diverse(pairs, wanted.n_pairs, alike) + _diverse(triples, wanted.n_triples, alike)
    return chosen + list(islice(sure, wanted.n_larger))


def _triples(
    audience: CatalogAudience, pairs: list[Positions], among: Sequence[int], wanted: Wanted
) -> list[Positions]:
    """Return the best pairs with one product more: any of few, of many those that sell along with a part."""
    allowed, best = set(among), pairs[: max(_EXTENDED_PAIRS, round(_EXTENDED_SHARE * wanted.n_pairs))]
    grown = set()
    for pair in best:
        along = among if len(among) <= _EVERY_PAIR else audience.near(pair)[2:] + _met(audience, pair)
        grown |= {_sorted(*pair, j) for j in along if j in allowed and j not in pair}
    return sorted(grown)


def _met(audience: CatalogAudience, pair: Positions) -> list[int]:
    """Return the products most often in the baskets that bought a part of a pair."""
    bought = audience.basket.dense(np.array(pair))[..., 0].any(1)
    found = np.bincount(
        audience.basket.rows(np.flatnonzero(bought)).product, minlength=len(audience.product_ids)
    )
    return [int(j) for j in np.argsort(-found, kind="stable")[:_GROWN_BY]]


def _larger(
    screen: Screen, audience: CatalogAudience, pairs: list[Positions], triples: list[Positions]
) -> list[Positions]:
    """Return offers of four parts and more that promise more than the offers that they grew from.

    An offer grows by the products whose pairs with its parts promise most: a part that pays with none of the
    others hardly pays with all of them.
    """
    partners: dict[int, set[int]] = {}
    for a, b in pairs:
        partners.setdefault(a, set()).add(b)
        partners.setdefault(b, set()).add(a)
    found: dict[Positions, float] = {}
    level = triples[:_EXTENDED_OFFERS]
    while level and len(level[0]) < _MOST_PARTS:
        gained = {}
        for offer in level:
            met = Counter(j for i in offer for j in partners.get(i, ()) if j not in offer)
            tried = [j for j, _ in sorted(met.items(), key=lambda one: (-one[1], one[0]))[:_GROWN_BY]]
            ties = {j: sum(screen.promise(_sorted(i, j)) for i in offer) for j in tried}
            for j in sorted(ties, key=lambda j: (-ties[j], j))[:_TRIED_PARTS]:
                larger = _sorted(*offer, j)
                if _is_near(audience, larger) and screen.promise(larger) > screen.promise(offer):
                    gained[larger] = screen.promise(larger)
        level = ranked(gained)[:_EXTENDED_OFFERS]
        found |= gained
    return ranked(found)


def _is_near(audience: CatalogAudience, offer: Positions) -> bool:
    """Return whether enough visits bought all parts but one; true of every smaller offer within, too."""
    n_parts = audience.basket.dense(np.array(offer))[..., 0].sum(1)
    return int((n_parts >= len(offer) - 1).sum()) >= _FEWEST_NEAR


def _is_sure(audience: CatalogAudience, costs: Costs, lowest_price: Doubles, offer: Positions) -> bool:
    """Return whether the 90 % band of an offer's extra profit lies above zero."""
    parts = list(offer)
    deepest = deepest_seen(parts, audience.price, lowest_price)
    trial = Trial(sample_visits(audience, parts, costs), coarse_discounts(deepest))
    return band(trial.values(trial.profit)[PriceScheme.SEGMENTS])[1] > 0


def _sorted(*parts: int) -> Positions:
    return tuple(sorted(parts))


def _diverse(offers: list[Positions], n: int, alike: Ints) -> list[Positions]:
    """Take the best n; no product in too many of them, nor products alike, while others are left."""
    most = max(min(n // 3, _MOST_USES), 2) if len(offers) > _MOST_USES * 2 else max(n // 3, 2)
    uses: Counter[int] = Counter()
    kinds: Counter[tuple[int, ...]] = Counter()
    taken: list[Positions] = []
    rest: list[Positions] = []
    for offer in offers:
        kind = tuple(sorted(int(alike[j]) for j in offer))
        fits = all(uses[j] < most for j in offer) and kinds[kind] < _MOST_ALIKE and len(taken) < n
        (taken if fits else rest).append(offer)
        if fits:
            uses.update(offer)
            kinds[kind] += 1
    return taken + rest[: max(n - len(taken), 0)]
