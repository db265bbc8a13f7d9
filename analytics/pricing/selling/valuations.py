"""What each way of selling can earn from customers to whom goods are worth known amounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.offers.baskets import all_baskets
from analytics.pricing.selling import ways as ways_to_buy
from analytics.pricing.selling.customers import Customers, Sample, profit
from analytics.pricing.selling.lines import best_prices
from analytics.pricing.selling.search import climb
from analytics.pricing.selling.ways import Ways

Doubles = NDArray[np.float64]

_STEPS = tuple(0.1 / 3**n for n in range(9))  # of the highest sum of prices; the last is 1.5e-5
COMPONENTS, PURE, SIZES = "parts only", "bundle only", "price by number of parts"
PARTS_AND_BUNDLE, MIXED = "parts at their prices and a bundle", "mixed bundling"


@dataclass(frozen=True)
class Optimum:
    """The best that a way of selling can do.

    Attributes
    ----------
    mode : its name
    prices : (n_items,) of what it lists: parts, sizes, the bundle, or every basket
    menu : (2^k,) price of each basket bought the cheapest way [currency]; inf where it is not sold
    profit, surplus : per customer [currency]: the shop's, and what customers keep
    """

    mode: str
    prices: Doubles
    menu: Doubles
    profit: float
    surplus: float


def best_modes(customers: Customers, unit_cost: Sequence[float]) -> dict[str, Optimum]:
    """Return the optimum of every way of selling 2 to 6 goods; customers take what leaves them most.

    Two independent goods are computed exactly. Else the price of each listed item is found exactly, given
    the others', in turn until nothing gains; mixed bundling lists each of the 2^k − 1 baskets.

    Parameters
    ----------
    unit_cost : (k,) of each good [currency]

    References
    ----------
    Adams & Yellen (1976), Commodity bundling and the burden of monopoly.
    Chu, Leslie & Sorensen (2011), Bundle-size pricing as an approximation to mixed bundling.
    """
    cost, k = np.asarray(unit_cost, float), customers.n_goods
    top = _highest(customers)
    middle, dear = 0.5 * top, np.full(k - 1, top.sum())
    found = {COMPONENTS: _optimum(customers, COMPONENTS, ways_to_buy.parts_alone(k), [middle], cost)}
    found[PURE] = _optimum(customers, PURE, ways_to_buy.bundle_alone(k), [middle.sum(keepdims=True)], cost)
    parts, bundle = found[COMPONENTS].prices, found[PURE].prices
    by_size = [parts.mean() * np.arange(1, k + 1), np.append(dear, bundle)]
    found[SIZES] = _optimum(customers, SIZES, ways_to_buy.sizes(k), by_size, cost, _no_size_is_dearer)
    found[PARTS_AND_BUNDLE] = _bundle_beside(customers, parts, bundle, cost)
    found[MIXED] = _mixed(customers, found, cost)
    return found


def _optimum(
    customers: Customers,
    mode: str,
    ways: Ways,
    starts: list[Doubles],
    cost: Doubles,
    allowed: Callable[[Doubles], Doubles] | None = None,
    moving: Sequence[int] | None = None,
) -> Optimum:
    """Search the prices of a mode: along exact lines for a sample, by climbing for exact shares."""
    if isinstance(customers, Sample):
        starts = [best_prices(customers, ways, starts, cost, moving), *starts]
    prices = starts[0]
    if allowed or not isinstance(customers, Sample):
        prices = _climbed(customers, ways, starts, cost, allowed or (lambda point: point), moving)
    menu = ways.menu(prices, customers.n_goods)
    return Optimum(mode, prices, menu, profit(customers, ways, prices, cost), customers.surplus(menu))


def _climbed(
    customers: Customers,
    ways: Ways,
    starts: list[Doubles],
    cost: Doubles,
    allowed: Callable[[Doubles], Doubles],
    moving: Sequence[int] | None,
) -> Doubles:
    free = np.arange(ways.uses.shape[1]) if moving is None else np.asarray(moving)
    top = float(_highest(customers).sum())

    def filled(point: Doubles) -> Doubles:
        prices = np.array(starts[0], float)
        prices[free] = point
        return allowed(prices)

    bounds = np.zeros(len(free)), np.full(len(free), top)
    steps = [top * step for step in _STEPS]
    point, _ = climb(
        lambda point: profit(customers, ways, filled(point), cost),
        [start[free] for start in starts],
        *bounds,
        steps,
    )
    return filled(point)


def _bundle_beside(customers: Customers, parts: Doubles, bundle: Doubles, cost: Doubles) -> Optimum:
    """Parts keep the prices that are best without a bundle; one price for all of them together is added."""
    k = len(parts)
    starts = [np.append(parts, parts.sum()), np.append(parts, min(float(bundle[0]), parts.sum()))]
    return _optimum(customers, PARTS_AND_BUNDLE, ways_to_buy.parts_and_bundle(k), starts, cost, moving=[k])


def _mixed(customers: Customers, found: dict[str, Optimum], cost: Doubles) -> Optimum:
    """Every basket has a price; the search starts from each simpler mode, so that none beats it."""
    top = _highest(customers)
    starts = [np.where(np.isfinite(o.menu), o.menu, top.sum())[1:] for o in found.values()]
    starts.append((all_baskets(len(top)) @ (0.7 * top))[1:])  # dear parts, and bundles still to be found
    return _optimum(customers, MIXED, ways_to_buy.every_bundle(len(top)), starts, cost)


def _no_size_is_dearer(prices: Doubles) -> Doubles:
    """Cut each size's price to that of smaller sizes bought apart."""
    cut = prices.copy()
    for n in range(1, len(cut)):
        cut[n] = min([cut[n], *(cut[m] + cut[n - 1 - m] for m in range(n))])
    return cut


def _highest(customers: Customers) -> Doubles:
    """Return a price of each good that hardly anyone pays, (k,)."""
    if isinstance(customers, Sample):
        return np.asarray(customers.worth.max(0))
    ends = np.array([1 - 1e-6])
    return np.concatenate([customers.first.quantile(ends), customers.second.quantile(ends)])
