"""What a role that reads no rows is shown of each mart; a mart without a rule is shown to nobody so."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Told(StrEnum):
    """What a row of a mart tells of."""

    ROWS = "rows"  # of one customer, visit or search: withheld
    COUNTED = "counted"  # of as many customers as are counted
    WHOLE = "whole"  # of the shop: one row, or a sentence where customers are too few
    CATALOG = "catalog"  # of products and offers alone


@dataclass(frozen=True)
class Rule:
    """How a mart is shown to whoever reads no rows.

    Attributes
    ----------
    counts : the column that counts the customers behind a row; None where `data/sql/roles` counts them by the
        columns of `grain`
    grain : the columns that the count shares with the mart
    within : the columns by which another mart that is shown so tells totals
    part_of : the mart whose rows are each the total of some of these, by the column of `within`: what that
        does not show, its parts do not show either
    """

    told: Told
    counts: str | None = None
    grain: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    part_of: str | None = None


_ROWS = Rule(Told.ROWS)
_CATALOG = Rule(Told.CATALOG)
RULES: Mapping[str, Rule] = {
    "basket_sizes": Rule(Told.COUNTED, grain=("n_products",)),
    "categories": Rule(Told.COUNTED, grain=("category",)),
    "customer_categories": _ROWS,
    "customer_events": _ROWS,
    "customer_habits": _ROWS,
    "customer_months": _ROWS,
    "customer_places": _ROWS,
    "customer_products": _ROWS,
    "customer_traits": _ROWS,
    "customers": _ROWS,
    "exposures": _ROWS,
    "first_days": _ROWS,
    "funnel": Rule(Told.COUNTED, "customers"),
    "interests": _ROWS,
    "offers": _CATALOG,
    "overview": Rule(Told.WHOLE, "customers"),
    "places": Rule(Told.COUNTED, grain=("kind", "place"), within=("kind",)),
    "price_days": _ROWS,  # days add up to products and to weeks: what is left out would follow from these
    "product_attributes": _CATALOG,
    "products": Rule(Told.COUNTED, "n_customers", within=("category",), part_of="categories"),
    "purchase_days": _ROWS,
    "purchase_histories": _ROWS,
    "searches": _ROWS,
    "visit_lines": _ROWS,
    "visits": _ROWS,
    "weeks": Rule(Told.COUNTED, "customers"),
}


def rule_of(mart: str) -> Rule:
    """Return a mart's rule; one that nobody has thought about is withheld."""
    return RULES.get(mart, _ROWS)
