"""All tables about past changes of price, from what a run noted of past sales."""

import pandas as pd

from analytics.evidence.price_changes.event_study import WEEKS, event_study
from analytics.evidence.price_changes.past_sales import past_sales
from analytics.evidence.price_changes.predicted import (
    by_period,
    changes_predicted,
    shop_by_period,
    whole_shop,
)
from analytics.evidence.price_changes.promotions import (
    PROMOTIONS,
    TOTALS,
    Earned,
    promotion_rows,
    promotion_total,
)
from analytics.pricing.money import Costs


def price_change_tables(cells: pd.DataFrame, costs: Costs) -> dict[str, pd.DataFrame]:
    """Return the tables of past changes of price by name.

    Parameters
    ----------
    cells : one row per product × period, as a run notes them
    costs : of these products, in the order in which they come up

    Returns
    -------
    dict
        changes, one row per change; shop, one per sample; by_product, one per product and period; by_period,
        one per period; facts, one row; weeks, one per week around promotions; promotions, one per promotion;
        total, one row. The last three are empty where too few promotions tell what came around them.
    """
    sales = past_sales(cells)
    changes = changes_predicted(sales)
    tables = {
        "changes": changes,
        "shop": whole_shop(sales, changes),
        "by_product": by_period(sales),
        "by_period": shop_by_period(sales),
        "facts": _facts(cells),
    }
    study = event_study(sales)
    if study is None:
        empty = {"weeks": WEEKS, "promotions": PROMOTIONS, "total": TOTALS}
        return tables | {name: pd.DataFrame(columns=list(columns)) for name, columns in empty.items()}
    earned = Earned(*(costs.contributions(price.T).T for price in (sales.price, sales.price_before)))
    return tables | {
        "weeks": study.weeks(),
        "promotions": promotion_rows(study, sales, earned),
        "total": promotion_total(study, sales, earned),
    }


def _facts(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row: products and days per period, and which share of the customers was asked about."""
    facts = {"n_products": cells["product_id"].nunique()}
    return pd.DataFrame([facts | {name: cells[name].min() for name in ("days", "customer_share")}])
