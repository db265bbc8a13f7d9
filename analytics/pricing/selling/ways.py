"""The ways in which customers can put a basket together from what is listed with a price."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.offers.baskets import all_baskets

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ways:
    """How each basket can be bought: the customer takes the way that leaves most.

    Attributes
    ----------
    basket : (n_ways,) which of the 2^k baskets (in the order of `all_baskets`) a way ends with
    uses : (n_ways, n_items) which of the listed items it is put together from, 0 or 1
    """

    basket: Ints
    uses: Doubles

    def menu(self, prices: Doubles, n_goods: int) -> Doubles:
        """Return the price of every basket bought the cheapest way, (2^k,); inf where it is not sold."""
        menu = np.full(2**n_goods, np.inf)
        np.minimum.at(menu, self.basket, self.uses @ prices)
        return menu


def parts_alone(n_goods: int) -> Ways:
    """Return the ways of a shop that sells parts only; items are the parts."""
    return Ways(np.arange(2**n_goods), all_baskets(n_goods))


def bundle_alone(n_goods: int) -> Ways:
    """Return the ways of pure bundling: all parts or none; the one item is the bundle."""
    return Ways(np.array([0, 2**n_goods - 1]), np.array([[0.0], [1.0]]))


def sizes(n_goods: int) -> Ways:
    """Return the ways of bundle-size pricing: items are the sizes 1 to k, whatever is in them."""
    size = all_baskets(n_goods).sum(1).astype(int)
    return Ways(np.arange(2**n_goods), np.eye(n_goods + 1)[size][:, 1:])


def parts_and_bundle(n_goods: int) -> Ways:
    """Return the ways of a shop that sells parts and all of them together; the bundle is the last item."""
    alone = parts_alone(n_goods)
    uses = np.pad(alone.uses, ((0, 1), (0, 1)))
    uses[-1, -1] = 1
    return Ways(np.append(alone.basket, 2**n_goods - 1), uses)


def every_bundle(n_goods: int) -> Ways:
    """Return the ways where each of the 2^k − 1 baskets has a price: all partitions of all baskets."""
    ways = [(sum(blocks), blocks) for basket in range(2**n_goods) for blocks in _partitions(basket)]
    uses = np.zeros((len(ways), 2**n_goods - 1))
    for row, (_, blocks) in zip(uses, ways, strict=True):
        row[[block - 1 for block in blocks]] = 1
    return Ways(np.array([basket for basket, _ in ways]), uses)


def _partitions(basket: int) -> list[tuple[int, ...]]:
    """Return all partitions of a basket (its goods are bits) into smaller baskets."""
    if basket == 0:
        return [()]
    goods = [1 << i for i in range(basket.bit_length()) if basket >> i & 1]
    first, others = goods[0], goods[1:]
    found = []
    for n in range(len(others) + 1):
        for chosen in combinations(others, n):
            block = first + sum(chosen)
            found += [(block, *rest) for rest in _partitions(basket - block)]
    return found
