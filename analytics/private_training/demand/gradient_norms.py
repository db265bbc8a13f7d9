"""How much each customer's rows move the weights, without a gradient of each customer's own.

Every weight of the demand model meets a cell as a product of what the cell is told and one of two numbers:
how the loss moves with the cell's utility, or with its log slope. A customer's gradient is a sum of such
products over rows that share a row of a table, and its length follows from these sums alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.numerics import expit


@dataclass(frozen=True)
class GradientNorms:
    """Lengths of customers' gradients.

    Attributes
    ----------
    scales : layer → the factor that its gradient counts with
    log_price : (n_products,) as in `NetworkConfig`
    is_alike : (n_pairs,) as in `NetworkConfig`
    first_stage_errors : (n_members, n_instruments)

    References
    ----------
    Li, Tramèr, Liang & Hashimoto (2022), Large language models can be strong differentially private
    learners, section 4 (ghost clipping).
    """

    scales: Mapping[str, float]
    log_price: Floats
    is_alike: Bools
    first_stage_errors: Floats

    def of(
        self,
        x: Mapping[str, NDArray[Any]],
        bought: Bools,
        weight: Floats,
        outputs: Mapping[str, Any],
        customer: Ints,
    ) -> Doubles:
        """Return the length of each customer's gradient of the summed loss, (n_customers,).

        Parameters
        ----------
        x : what the network is told of cells
        weight : (n_cells, n_members)
        outputs : `logit` and `slope` of the cells, (n_cells, n_members)
        customer : (n_cells,) 0 to n_customers − 1, each of which has a cell
        """
        if not len(customer):
            return np.zeros(0)
        taste = weight * (expit(np.asarray(outputs["logit"], float)) - bought[:, None])
        slope = -taste * outputs["slope"] * x["price"][:, None]
        n, product = int(customer.max()) + 1, x["product"].astype(np.int64)
        found = np.zeros(n)
        groups = _Groups(customer, n)
        n_products = len(self.log_price)

        def add(by: "_Groups", told: Floats | None, moved: Doubles, *layers: str) -> None:
            share = sum(self.scales[layer] ** 2 for layer in layers)
            by.add(found, share * by.squares(_outer(told, moved)))

        add(groups, None, taste, "usual")
        add(groups, x["past"], taste, "past_taste", "segment_past")
        add(groups, None, slope, "slope", "segment_slope")
        add(groups, self.log_price[product][:, None], slope, "price_level")
        add(groups, x["traits"], slope, "trait_slope")
        of_product = _Groups.of(customer, product, n_products)
        add(of_product, None, taste, "product_taste", "segment_taste")
        add(of_product, x["traits"], taste, "trait_taste")
        add(of_product, x["season"], taste, "season_taste")
        add(of_product, None, slope, "product_slope")
        add(_Groups.of(customer, x["period"].astype(np.int64)), None, taste, "period_effect")
        if len(self.is_alike):
            self._add_pairs(add, groups, x["partners"], taste, customer)
        if self.first_stage_errors.shape[1]:
            self._add_controls(add, (groups, of_product), x, taste)
        return np.asarray(np.sqrt(found))

    def _add_pairs(
        self, add: Any, groups: "_Groups", partners: NDArray[Any], taste: Doubles, customer: Ints
    ) -> None:
        row, place = np.nonzero(partners < len(self.is_alike))
        pair = partners[row, place].astype(np.int64)
        add(_Groups.of(customer[row], pair), None, taste[row], "cross")
        if self.is_alike.any():
            n_alike = np.bincount(row, self.is_alike[pair], len(partners))
            add(groups, n_alike[:, None], taste, "cross_alike")

    def _add_controls(
        self, add: Any, groups: tuple["_Groups", "_Groups"], x: Mapping[str, NDArray[Any]], taste: Doubles
    ) -> None:
        errors = self.first_stage_errors.T
        moved_by = x["instrument"].reshape(len(taste), -1, len(errors))
        left = x["control"][:, :, None] - moved_by @ errors  # (n_cells, N_CONTROLS, n_members)
        for part in range(left.shape[1]):
            add(groups[0], None, taste * left[:, part], "control_shared")
        add(groups[1], None, taste * left[:, 0], "control_product")


class _Groups:
    """Rows of cells that share a row of a table and a customer."""

    def __init__(self, customer_of_row: Ints, n_customers: int, group: Ints | None = None) -> None:
        self.group = customer_of_row if group is None else group
        n_groups = int(self.group.max(initial=-1)) + 1
        self.customer = np.zeros(n_groups, np.int64)
        self.customer[self.group] = customer_of_row
        n = len(self.group)
        ones = np.ones(n)
        self.sums = sparse.csc_array((ones, self.group, np.arange(n + 1)), shape=(n_groups, n)).tocsr()

    @classmethod
    def of(cls, customer: Ints, code: Ints, n_codes: int | None = None) -> "_Groups":
        """Return the groups of customers by a code."""
        size = int(code.max(initial=0)) + 1 if n_codes is None else n_codes
        group = np.unique(customer * size + code, return_inverse=True)[1]
        return cls(customer, int(customer.max(initial=-1)) + 1, group)

    def squares(self, values: Doubles) -> Doubles:
        """Return the squared length of each group's sum, (n_groups,)."""
        summed = self.sums @ values
        return np.asarray(np.einsum("gk,gk->g", summed, summed))

    def add(self, found: Doubles, squares: Doubles) -> None:
        """Add groups' squares to their customers'."""
        found += np.bincount(self.customer, squares, len(found))


def _outer(told: Floats | None, moved: Doubles) -> Doubles:
    """Return the products of what cells are told and how they move the loss, (n_cells, k · n_members)."""
    if told is None:
        return moved
    return np.asarray((told[:, :, None] * moved[:, None, :]).reshape(len(moved), -1))
