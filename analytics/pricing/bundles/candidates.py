"""Which products to sell together: candidates by the extra profit that they promise."""

from collections.abc import Callable, Sequence
from itertools import combinations

from analytics.arrays import Bools, Doubles
from analytics.demand.audience import Audience
from analytics.pricing.bundles.screen import Positions, Screen, coarse_discounts, ranked
from analytics.pricing.money import Costs
from analytics.pricing.optimize import deepest_seen
from analytics.pricing.selling.modes import PriceScheme
from analytics.pricing.selling.personal_prices import Trial, band
from analytics.pricing.selling.visit_sample import sample_visits

_EXTENDED_PAIRS = 15  # best pairs that grow into triples
_RECHECKED = 3  # times as many offers as are wanted are ranked again with more care
_EXTENDED_OFFERS, _TRIED_PARTS, _MOST_PARTS = 5, 6, 6  # of larger offers: which grow, by what, how far
_FEWEST_NEAR = 10  # visits that bought all parts of a larger offer but one: whom a discount could move
_CHECKED = 2  # times as many larger offers as are wanted have their bands looked at


def candidate_offers(
    audience: Audience,
    costs: Costs,
    lowest_price: Doubles,
    among: Sequence[int],
    n_pairs: int = 24,
    n_triples: int = 8,
    seed: int = 0,
    n_larger: int | None = None,
) -> list[Positions]:
    """Return the offers that promise most incremental profit: pairs, triples and larger, each best first.

    All pairs are tried, all triples that extend the best pairs, and offers of four to six parts that extend
    the best of one part less. A larger offer has to promise more than what it grew from, with a band above
    zero, and some visits must have bought all its parts but one: beyond what was ever nearly bought, a
    promise is a guess. A sample of visits ranks offers.

    A promise counts who is moved to buy all parts against what is given up on those who would have bought
    them anyway: parts bought together at times and often apart promise most, parts always bought together
    nothing. No product takes part in more than a third of the offers, so that a book is not one product's.

    Parameters
    ----------
    lowest_price : (n_products,) lowest prices seen [currency]
    among : positions of the products that may take part
    n_larger : of four to six parts; half as many as triples where absent

    References
    ----------
    Liu & Qu (2012), Mining high utility itemsets without candidate generation: sets grow by what they earn
    and not by how often they are bought.
    """
    screen = Screen.of(audience, costs, lowest_price, seed)
    pairs = screen.ranked(list(combinations(among, 2)), _RECHECKED * n_pairs)
    grown = {_sorted(*{*pair, j}) for pair in pairs[:_EXTENDED_PAIRS] for j in among}
    triples = screen.ranked([offer for offer in grown if len(offer) == 3], _RECHECKED * n_triples)
    n_larger = n_triples // 2 if n_larger is None else n_larger
    larger = _larger(screen.promise, audience.basket, pairs, triples) if n_larger else []
    sure = [
        offer for offer in larger[: _CHECKED * n_larger] if _is_sure(audience, costs, lowest_price, offer)
    ]
    return _diverse(pairs, n_pairs) + _diverse(triples, n_triples) + sure[:n_larger]


def _larger(
    promise: Callable[[Positions], float],
    basket: Bools,
    pairs: list[Positions],
    triples: list[Positions],
) -> list[Positions]:
    """Return offers of four parts and more that promise more than the offers that they grew from.

    An offer grows by the products whose pairs with its parts promise most: a part that pays with none of the
    others hardly pays with all of them.
    """
    among = sorted({j for pair in pairs for j in pair})
    found: dict[Positions, float] = {}
    level = triples[:_EXTENDED_OFFERS]
    while level and len(level[0]) < _MOST_PARTS:
        gained = {}
        for offer in level:
            ties = {j: sum(promise(_sorted(i, j)) for i in offer) for j in among if j not in offer}
            for j in sorted(ties, key=lambda j: (-ties[j], j))[:_TRIED_PARTS]:
                larger = _sorted(*offer, j)
                if _is_near(basket, larger) and promise(larger) > promise(offer):
                    gained[larger] = promise(larger)
        level = ranked(gained)[:_EXTENDED_OFFERS]
        found |= gained
    return ranked(found)


def _is_near(basket: Bools, offer: Positions) -> bool:
    """Return whether enough visits bought all parts but one; true of every smaller offer within, too."""
    return int((basket[:, list(offer)].sum(1) >= len(offer) - 1).sum()) >= _FEWEST_NEAR


def _is_sure(audience: Audience, costs: Costs, lowest_price: Doubles, offer: Positions) -> bool:
    """Return whether the 90 % band of an offer's extra profit lies above zero."""
    parts = list(offer)
    deepest = deepest_seen(audience.price[parts], lowest_price[parts])
    trial = Trial(sample_visits(audience, parts, costs), coarse_discounts(deepest))
    return band(trial.values(trial.profit)[PriceScheme.SEGMENTS])[1] > 0


def _sorted(*parts: int) -> Positions:
    return tuple(sorted(parts))


def _diverse(offers: list[Positions], n: int) -> list[Positions]:
    """Take the best n, no product in more than a third of them while others are left."""
    most = max(n // 3, 2)
    uses: dict[int, int] = {}
    taken: list[Positions] = []
    rest: list[Positions] = []
    for offer in offers:
        fits = all(uses.get(j, 0) < most for j in offer)
        (taken if fits and len(taken) < n else rest).append(offer)
        if taken and taken[-1] is offer:
            uses.update({j: uses.get(j, 0) + 1 for j in offer})
    return taken + rest[: max(n - len(taken), 0)]
