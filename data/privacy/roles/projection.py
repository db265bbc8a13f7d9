"""A mart as a role that reads no rows is shown it: the rows that enough customers stand behind."""

import pandas as pd

from data.engine.frames import plain_frame
from data.privacy.roles.mart_rules import Rule, Told, rule_of
from data.privacy.roles.suppress import shown
from data.schema import InputError
from data.sql import sql
from data.store import Shop

NO_CATEGORY = "uncategorized"  # as the mart `categories` calls products of none


def projected(
    shop: Shop, mart: str, table: pd.DataFrame, least: int, totals: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the rows of an aggregate that at least so many customers stand behind; raises InputError.

    Parameters
    ----------
    shop : of which everything may be read
    totals : the mart that the rows are parts of, as it is shown; None of marts that are no parts
    """
    rule = rule_of(mart)
    if rule.told is Told.CATALOG:
        return table
    if totals is not None:
        table = _parts(rule, table, totals)
    kept = shown(table, _customers(shop, mart, rule, table), least, rule.within)
    if rule.told is Told.WHOLE and kept.empty:
        problem = f"the shop {shop.name} has fewer than {least} customers, too few for figures without rows"
        raise InputError(problem, "Ask an owner of the shop for another role")
    return kept


def _parts(rule: Rule, table: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose totals are shown."""
    (column,) = rule.within
    is_part = table[column].fillna(NO_CATEGORY).isin(totals[column])
    return table[is_part.to_numpy(bool)].reset_index(drop=True)


def _customers(shop: Shop, mart: str, rule: Rule, table: pd.DataFrame) -> "pd.Series[float]":
    """Return how many customers stand behind each row."""
    if rule.counts is not None:
        return table[rule.counts]
    with shop.seen() as cursor:
        counts = plain_frame(cursor.execute(sql(f"roles/{mart}")))
    grain = list(rule.grain)
    return table[grain].merge(counts, on=grain, how="left", validate="1:1")["counted"]
