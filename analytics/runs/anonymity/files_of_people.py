"""A file of people, one row each: typed, without refusers, and without what names anybody."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from data.intake.whole_table import read_whole
from data.privacy.consent import agreed, refusers_in
from data.privacy.pseudonyms.choice import as_kept
from data.quality.personal.find import personal_columns
from data.schema import InputError, PersonalKind
from data.store import Shop
from data.store.consent import consent_name

ID = "customer_id"
NUMBER = r"-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?"  # a zip code with a zero before it is none
DAY = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"
SAMPLE = 200  # different values that a column is looked at by


def people_of_file(path: Path, name: str, best: str | None = None, shop: Shop | None = None) -> pd.DataFrame:
    """Return the rows of a file, less refusers and the column that says so; numbers and days are typed.

    Parameters
    ----------
    name : what the person calls it
    best : a column; of several rows of a customer the one that has most of it counts
    shop : whose refusers are left out as well, and whose customers file says more of the others

    Raises
    ------
    InputError
        The file cannot be read, or has several rows of a customer and no column says which counts.
    """
    words = read_whole(path, name)
    table = _one_row_each(words.apply(typed), name, best)
    if (consent := consent_name(list(map(str, words)))) is not None:
        table = table[agreed(words.loc[table.index, consent])].drop(columns=consent)
    if shop is not None:
        table = _beside_shop(table, shop, name)
    return table.reset_index(drop=True)


def naming_columns(table: pd.DataFrame, columns: Collection[str]) -> dict[str, PersonalKind]:
    """Return which columns of words name people by their looks, as e-mails do."""
    texts = {
        name: table[name].dropna().drop_duplicates().head(SAMPLE).tolist()
        for name in columns
        if pd.api.types.is_string_dtype(table[name])
    }
    return personal_columns(texts)


def typed(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return a column of words that all are numbers, or all are days, as these."""
    if column.name == ID or not pd.api.types.is_string_dtype(column):
        return column
    told = column.dropna()
    if len(told) and told.str.fullmatch(NUMBER).all():
        return column.astype(float)
    if len(told) and told.str.fullmatch(DAY).all():
        days = pd.to_datetime(column, format="ISO8601", errors="coerce")
        return days if days.notna().sum() == len(told) else column
    return column


def known_beside(own: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Return customers with the columns that a list of its own does not have."""
    return customers.drop(columns=[name for name in own if name != ID], errors="ignore")


def _beside_shop(table: pd.DataFrame, shop: Shop, name: str) -> pd.DataFrame:
    """Return a file's customers with what the shop knows of them, but those who refuse."""
    if ID not in table:
        raise InputError(
            f"there is no column {ID}, so that nobody knows who refuses",
            "Bring one, or leave --workspace and --shop out",
            file=name,
        )
    own = table.assign(**{ID: as_kept(shop)(table[ID].astype("str").tolist())})
    own = own[~own[ID].isin(refusers_in(shop))]
    known = known_beside(own, shop.read("customers")).apply(typed)
    return own.merge(known, on=ID, how="left", validate="m:1")


def _one_row_each(table: pd.DataFrame, name: str, best: str | None) -> pd.DataFrame:
    """Return one row per customer, where the file says who they are."""
    if best is not None and best not in table:
        raise InputError(
            f"there is no column {best}", f"Name one of: {', '.join(map(str, table))}", file=name
        )
    if ID not in table or not (again := table[ID].notna() & table[ID].duplicated()).any():
        return table
    if best is None:
        raise InputError(
            "a customer has several rows",
            "Name a column with --best: of each customer the row with most of it counts",
            file=name,
            column=ID,
            row=int(again.to_numpy().argmax()) + 2,
        )
    ranked = table.sort_values(best, ascending=False, kind="stable", na_position="last")
    return ranked[~ranked[ID].duplicated() | ranked[ID].isna()].sort_index()
