"""Past changes of price of a finished run: what was predicted, what happened, and what only moved in time."""

from pathlib import Path

import pandas as pd

from analytics.evidence.price_changes.tables import price_change_tables
from analytics.runs import artifacts
from analytics.runs.config import read_config
from data.privacy.artifacts import reading
from data.privacy.formats import Frame

TABLES = ("changes", "shop", "by_product", "by_period", "facts", "weeks", "promotions", "total")
FILES = {name: Frame(f"price_changes_{name}.parquet") for name in TABLES}


def write_price_changes(out: Path, directory: Path) -> dict[str, pd.DataFrame]:
    """Write all tables about past changes of price of a finished run in plain, and return them.

    Parameters
    ----------
    directory : of the run; nothing is written of one from before they were noted
    """
    tables = price_changes_of(directory) or {}
    for name, table in tables.items():
        table.to_parquet(out / FILES[name].name, index=False)
    return tables


def price_changes_of(directory: Path) -> dict[str, pd.DataFrame] | None:
    """Return all tables about past changes of price, None of a run from before they were noted.

    Parameters
    ----------
    directory : of a finished run

    Returns
    -------
    dict
        As `price_change_tables` returns it.

    Raises
    ------
    DamagedRunError
        One of its files is missing, or is not what the run wrote.
    """
    if not artifacts.PAST_SALES.is_in(directory):
        return None
    cells, config = artifacts.PAST_SALES.read(directory), read_config(directory)
    products = artifacts.PRODUCTS.read(directory).set_index("product_id")
    with reading(directory, artifacts.PAST_SALES.name):
        own = products.loc[cells["product_id"].drop_duplicates()].reset_index()
        return price_change_tables(cells, config.costs.costs(own))
