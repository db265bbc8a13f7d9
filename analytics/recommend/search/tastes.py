"""What customers like, for searches: the products, categories and brands that they bought lately."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints, Sparse
from analytics.recommend.linear import unit_rows
from analytics.recommend.purchases import Purchases

HALF_LIFE_DAYS = 120.0  # after which a purchase speaks half as loud
KINDS = ("category", "brand")


@dataclass(frozen=True)
class Tastes:
    """What customers bought by product, category and brand, later purchases counting more.

    Attributes
    ----------
    customer_ids : (n_customers,)
    of : by product, category and brand: rows of length one (n_customers, n_values) sparse, and the value of
        each product (n_products,), -1 where it has none
    """

    customer_ids: Any
    of: tuple[tuple[Sparse, Ints], ...]

    def place_of(self, customer_id: str) -> int | None:
        """Return a customer's position; None where nobody has the id."""
        place = int(pd.Index(self.customer_ids).get_indexer([customer_id])[0])
        return place if place >= 0 else None

    def likings(self, customer: int, product: Ints) -> Floats:
        """Return how much a customer likes each of some products beside the others, 0-1.

        Parameters
        ----------
        customer : position
        product : (n_chosen,) positions
        """
        total = np.zeros(len(product), np.float32)
        for liked, value in self.of:
            row = liked[[customer]].toarray()[0]
            of_product = value[product]
            total += np.where(of_product >= 0, row[of_product], 0.0)
        return total / max(float(total.max(initial=0.0)), 1e-12)


def tastes_of(purchases: Purchases, products: pd.DataFrame) -> Tastes:
    """Return the tastes of all customers at the end of a history.

    Parameters
    ----------
    products : product_id, [category, brand] of every product that can be found, in their order
    """
    place = pd.Index(products["product_id"]).get_indexer(pd.Index(purchases.product_ids))
    bought = purchases.aged(HALF_LIFE_DAYS).tocsr()[:, place >= 0]
    place = place[place >= 0]
    values = [np.arange(len(products))]
    values += [pd.factorize(products[kind])[0] for kind in KINDS if kind in products]
    return Tastes(purchases.customer_ids, tuple((_sums(bought, of, place), of) for of in values))


def _sums(bought: Sparse, value: Ints, place: Ints) -> Sparse:
    """Return what was bought by value, each customer's row of length one.

    Parameters
    ----------
    bought : (n_customers, n_bought) sparse
    value : (n_products,) of every product
    place : (n_bought,) of what was bought among the products
    """
    from scipy import sparse

    of_bought = value[place]
    known = np.flatnonzero(of_bought >= 0)
    shape = (len(place), int(value.max(initial=-1)) + 1)
    by_value = sparse.csr_matrix((np.ones(len(known)), (known, of_bought[known])), shape=shape)
    return unit_rows(sparse.csr_matrix(bought @ by_value))
