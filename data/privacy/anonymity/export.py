"""A table made anonymous as a whole: what leaves the house, and what it is worth before and after."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.privacy.anonymity.attack import Attack, attack
from data.privacy.anonymity.codes import Role
from data.privacy.anonymity.measures import Measures, is_ordered, measure
from data.privacy.anonymity.search import Found, anonymized
from data.privacy.anonymity.tries import Asked
from data.schema import InputError

MOST_QUASI = 8
NAMING_SHARE = 0.5  # of a text's values that are nobody else's: it names people
FEWEST_IDS = 20  # values, to take them for ids by their looks
IDS = ("customer_id", "person_id")
OF_PURCHASES = ("first_order_at", "last_order_at", "recency_days", "n_orders", "monetary", "n_visits")
TELLING = ("segment", "monetary")  # what is sensitive where nobody says so


@dataclass(frozen=True)
class AnonymousTable:
    """A table that leaves the house.

    Attributes
    ----------
    rows : quasi-identifiers as they are told, and sensitive columns as they were, in no order of people
    before, after : how anonymous it was and is
    attack_before, attack_after : whom it gave and gives away
    """

    rows: pd.DataFrame
    asked: Asked
    found: Found
    before: Measures
    after: Measures
    attack_before: Attack
    attack_after: Attack


def anonymous_table(
    table: pd.DataFrame, quasi: Sequence[str], sensitive: Sequence[str], asked: Asked
) -> AnonymousTable:
    """Make a table anonymous; columns that are neither quasi-identifier nor sensitive are left out.

    Raises
    ------
    InputError
        A column is missing or names people, or what is asked cannot be reached: nothing leaves the house.
    """
    check_columns(table, quasi, sensitive)
    return released(table, quasi, sensitive, asked, anonymized(table, quasi, sensitive, asked))


def released(
    table: pd.DataFrame,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    asked: Asked,
    found: Found,
    report: Callable[[float], None] = lambda share: None,
) -> AnonymousTable:
    """Return the table that leaves in the way that was found, with what it was and is worth.

    Parameters
    ----------
    report : called with the share done, 0–1; may raise to stop
    """
    table = table[[*quasi, *sensitive]].reset_index(drop=True)
    told = pd.DataFrame({c: level.values for c, level in found.levels.items()})
    told = pd.concat([told, table[list(sensitive)]], axis=1)
    rows = told[found.is_released].sort_values([*quasi, *sensitive], key=_sortable, ignore_index=True)
    everybody = pd.Series(True, table.index).to_numpy()
    return AnonymousTable(
        rows,
        asked,
        found,
        measure(table, quasi, sensitive),
        measure(rows, quasi, sensitive),
        attack(table, quasi, everybody, lambda share: report(share / 2)),
        attack(told, quasi, found.is_released, lambda share: report(0.5 + share / 2)),
    )


def guessed_roles(
    table: pd.DataFrame, told: Sequence[str] = TELLING, apart: Collection[str] = ()
) -> dict[str, Role]:
    """Return what each column seems to be: what others know of people, what they would learn, or neither.

    Parameters
    ----------
    told : columns that others would learn; the first that the table has counts
    apart : columns that nobody outside knows of a person
    """
    columns = list(map(str, table))
    inside = {*OF_PURCHASES, *told, *apart}
    of_files = [c for c in columns if c not in inside and not _names_people(table, c)]
    quasi = of_files or [c for c in ("first_order_at", "n_orders") if c in columns]
    sensitive = next((c for c in told if c in table), None)
    roles = dict.fromkeys(columns, Role.LEFT_OUT) | dict.fromkeys(quasi[:MOST_QUASI], Role.QUASI)
    return roles | ({sensitive: Role.SENSITIVE} if sensitive else {})


def check_columns(table: pd.DataFrame, quasi: Sequence[str], sensitive: Sequence[str]) -> None:
    """Raise InputError where columns cannot be what they are named for: a sensitive one leaves as it is."""
    if not quasi or len(quasi) > MOST_QUASI or len(set(quasi) | set(sensitive)) < len(quasi) + len(sensitive):
        raise InputError(
            f"quasi-identifiers are not 1 to {MOST_QUASI} columns of their own",
            "Name each column once, either as known to others or as sensitive",
        )
    for column in (*quasi, *sensitive):
        if column not in table:
            raise InputError(f"there is no column {column}", f"Name one of: {', '.join(map(str, table))}")
    for column in (*quasi, *sensitive):
        if column in IDS or (column in sensitive and _tells_people_apart(table[column])):
            raise InputError("it names each person, so that nobody is hidden", "Leave it out", column=column)


def _names_people(table: pd.DataFrame, column: str) -> bool:
    """Say whether a text names people, or says nothing of them."""
    values = table[column].dropna()
    if column in IDS or values.nunique() < 2:
        return True
    return not is_ordered(values) and values.nunique() > NAMING_SHARE * len(values)


def _tells_people_apart(column: "pd.Series[Any]") -> bool:
    """Say whether values are as those of an id: texts, or whole numbers, hardly any of which come twice."""
    values = column.dropna()
    if len(values) < FEWEST_IDS or pd.api.types.is_datetime64_any_dtype(values):
        return False
    if is_ordered(values):
        return bool(values.nunique() == len(values) and (values % 1 == 0).all())
    return bool(values.nunique() > NAMING_SHARE * len(values))


def _sortable(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.astype("str")
