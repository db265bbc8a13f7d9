"""Customers of a shop with their missing attributes filled as the shop has chosen."""

import numpy as np
import pandas as pd

from analytics.evidence.splits import split_in_time
from analytics.runs.config import HOLDOUT_SHARE
from analytics.segments.missing_attributes import AttributeImputer, Filling
from data.store import Shop, read_customers

SETTING = "data:missing"  # settings called "data:…" are part of the fingerprint


def saved_fillings(shop: Shop) -> dict[str, Filling]:
    """Return how the shop fills each attribute; none until the analyst chooses."""
    return {name: Filling(**how) for name, how in shop.setting(SETTING, {}).items()}


def save_fillings(shop: Shop, fillings: dict[str, Filling]) -> None:
    """Save how each attribute is filled; raises InputError for what is never filled."""
    AttributeImputer(fillings).fit(pd.DataFrame())
    shop.save_setting(SETTING, {name: vars(how) for name, how in fillings.items() if how.method != "leave"})


def fitted_imputer(
    shop: Shop, before: pd.DataFrame, seed: int = 0, barred: tuple[str, ...] = ()
) -> AttributeImputer:
    """Return the shop's fillings, learned from the customers seen before what is held out.

    Parameters
    ----------
    barred : attributes that no price may rest on, so that they fill no other either
    """
    return AttributeImputer(saved_fillings(shop), seed).fit(
        before.drop(columns=list(barred), errors="ignore")
    )


def filled_customers(shop: Shop, attributes: tuple[str | None, ...] = ()) -> pd.DataFrame:
    """Return the customers mart with missing attributes filled; as it is where nothing is to be filled.

    Parameters
    ----------
    attributes : that are asked for: a customer's main store or channel comes along where it is among them
    """
    with shop.reading():
        customers = read_customers(shop, attributes)
        visited_at = shop.read("visits")["visited_at"].to_numpy() if saved_fillings(shop) else np.array([])
        if len(np.unique(visited_at)) < 2:  # nothing to fill, or nothing to hold out
            return customers
        boundary = split_in_time(visited_at, HOLDOUT_SHARE)[2]
        before = read_customers(shop, attributes, as_of=pd.Timestamp(boundary))
        return fitted_imputer(shop, before).transform(customers)
