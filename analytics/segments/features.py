"""What tells customers apart: figures of each, in groups that an analyst chooses from."""

from collections.abc import Collection, Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.segments.attribute_matrix import AttributeMatrix
from analytics.segments.choice import FIGURES
from data.schema import InputError

_DAY_SECONDS = 86_400
MOST_CATEGORIES = 12  # with a share of their own: the shop's largest; more would outvote all else


class FeatureGroup(StrEnum):
    """What figures are about."""

    RFM = "rfm"
    RHYTHM = "rhythm"
    BASKETS = "baskets"
    CATEGORIES = "categories"
    PRICES = "prices"
    BROWSING = "browsing"
    ATTRIBUTES = "attributes"


USUAL_GROUPS = tuple(group for group in FeatureGroup if group is not FeatureGroup.ATTRIBUTES)
LOGARITHMIC = (  # skewed: a few customers have a hundred times what most have
    *("recency_days", "n_orders", "monetary", "tenure_days", "mean_gap_days"),
    *("products_per_order", "units_per_order", "money_per_order", "n_products"),
    *("views_per_visit", "carts_per_visit", "visits_per_order"),
)
_OF_HABITS = {
    FeatureGroup.RHYTHM: ("mean_gap_days", "gap_irregularity"),
    FeatureGroup.BASKETS: ("products_per_order", "units_per_order", "n_products", "return_share"),
    FeatureGroup.PRICES: ("discount_share", "price_position", "category_position"),
}


def customer_features(
    customers: pd.DataFrame,
    habits: pd.DataFrame,
    categories: pd.DataFrame,
    left_out: Collection[str] = (),
) -> pd.DataFrame:
    """Customers who bought → their figures, grouped; what nobody recorded has no column.

    Parameters
    ----------
    customers, habits, categories : the marts `customers`, `customer_habits` and `customer_categories`
    left_out : attributes that are no figures, as one that segments are compared with

    Returns
    -------
    (n_customers, n_features)
        Indexed by customer_id in the order given; columns are (`FeatureGroup`, name); missing is nan. Shares
        are 0–1, positions of prices logarithms of a ratio, `category_entropy` is in nats.

    Raises
    ------
    InputError
        An attribute to leave out is none of the customers'.
    """
    bought = customers[customers["n_orders"] > 0].set_index("customer_id")
    if unknown := [name for name in left_out if name not in bought or name in FIGURES]:
        raise InputError(f"The customers have no attribute {unknown[0]}", "Name one of the customers file")
    own = habits.set_index("customer_id").reindex(bought.index)
    groups: dict[FeatureGroup, pd.DataFrame] = {
        FeatureGroup.RFM: bought[["recency_days", "n_orders", "monetary"]],
        **{group: own[list(names)] for group, names in _OF_HABITS.items()},
        FeatureGroup.CATEGORIES: category_shares(categories, bought.index),
        FeatureGroup.BROWSING: _browsing(bought, own),
        FeatureGroup.ATTRIBUTES: _attributes(bought, left_out),
    }
    active = (bought["last_order_at"] - bought["first_order_at"]).dt.total_seconds()
    tenure = active / _DAY_SECONDS + bought["recency_days"]
    groups[FeatureGroup.RHYTHM] = groups[FeatureGroup.RHYTHM].assign(tenure_days=tenure)
    per_order = bought["monetary"] / bought["n_orders"]
    groups[FeatureGroup.BASKETS] = groups[FeatureGroup.BASKETS].assign(money_per_order=per_order)
    features = pd.concat({group: groups[group] for group in FeatureGroup}, axis=1).astype(np.float64)
    return features.loc[:, features.notna().any()]


def category_shares(categories: pd.DataFrame, customer_ids: pd.Index) -> pd.DataFrame:
    """Lines by customer and category → the share of the shop's largest categories, and the entropy of all.

    Returns
    -------
    (n_customers, n_categories + 1)
        `share_of_` each of the largest categories [0–1] and `category_entropy` [nats], rows as asked for. A
        shop of one category has no column.
    """
    sizes = categories.groupby("category")["n_lines"].sum().reset_index()
    if len(sizes) < 2:
        return pd.DataFrame(index=customer_ids)
    sizes = sizes.sort_values(["n_lines", "category"], ascending=[False, True])
    share = categories["n_lines"] / categories.groupby("customer_id")["n_lines"].transform("sum")
    entropy = (-share * np.log(share)).groupby(categories["customer_id"]).sum()
    largest = sizes["category"].head(MOST_CATEGORIES)
    wide = categories.assign(share=share)[categories["category"].isin(largest)]
    wide = wide.set_index(["customer_id", "category"])["share"].unstack()  # noqa: PD010  no values are merged
    shares = wide.reindex(index=customer_ids, columns=list(largest)).fillna(0.0)
    shares.columns = pd.Index([f"share_of_{name}" for name in largest])
    return shares.assign(category_entropy=entropy.reindex(customer_ids).fillna(0.0))


def present_groups(features: pd.DataFrame) -> list[FeatureGroup]:
    """Return the groups that have figures, in their usual order."""
    present = set(features.columns.get_level_values(0))
    return [group for group in FeatureGroup if group in present]


def of_groups(features: pd.DataFrame, groups: Sequence[FeatureGroup]) -> pd.DataFrame:
    """Return the figures of some groups; raises InputError where one of them has none in this shop."""
    if missing := [group for group in groups if group not in present_groups(features)]:
        known = ", ".join(present_groups(features))
        raise InputError(f"This shop has no figures of the group {missing[0]}", f"Choose among: {known}")
    return features[[group for group in FeatureGroup if group in groups]]


def _browsing(bought: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return what visits are like, where views or carts are recorded."""
    visits = bought["n_visits"].clip(lower=1)
    counts = {"views_per_visit": own["n_views"], "carts_per_visit": own["n_carts"]}
    found = {name: count / visits for name, count in counts.items() if count.sum() > 0}
    found |= {"visits_per_order": bought["n_visits"] / bought["n_orders"]} if found else {}
    return pd.DataFrame(found, index=bought.index)


def _attributes(bought: pd.DataFrame, left_out: Collection[str]) -> pd.DataFrame:
    """Return attributes as numbers, and as a column per value but the most frequent one."""
    attributes = bought.drop(columns=[name for name in bought if name in FIGURES or name in left_out])
    matrix = AttributeMatrix().fit(attributes)
    names = [name for block in matrix.blocks_ for name in _names_of(matrix, block)]
    return pd.DataFrame(matrix.transform(attributes), bought.index, pd.Index(names, dtype="str"))


def _names_of(matrix: AttributeMatrix, attribute: str) -> list[str]:
    if attribute in matrix.numbers_:
        return [attribute]
    return [f"{attribute}_is_{value}" for value in matrix.categories_[attribute][1:]]
