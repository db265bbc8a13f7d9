"""Consent to personal prices: changed by hand, and what it costs the shop."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.engine.frames import plain_frame
from data.engine.room import needing_room
from data.engine.upgrade import define, new_shop
from data.persons.settle import settle_persons
from data.privacy.pseudonyms.choice import kept_ids
from data.privacy.refuse_in_artifacts import refuse_in_artifacts
from data.schema import InputError
from data.sql import execute, registered
from data.store.consent import (
    are_unsaid_granted,
    consent_column,
    refusers_of,
    write_rule,
    write_words,
)
from data.store.shop import Shop

WORK = "note who agreed"
AGREED = "SELECT coalesce(read_consent(answer), false) AS agrees FROM answers"
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Consent:
    """Who agreed to personal prices.

    Attributes
    ----------
    column : of the customers file; None where no file says
    are_unsaid_granted : how those count of whom nothing is said where others were asked
    n_customers, n_refused : known, and of these not agreed
    revenue, revenue_refused : of all that was sold [currency]
    """

    column: str | None
    are_unsaid_granted: bool
    n_customers: int
    n_refused: int
    revenue: float
    revenue_refused: float

    @property
    def is_asked(self) -> bool:
        """Whether anything is known of consent."""
        return self.column is not None or self.n_refused > 0

    @property
    def share_refused(self) -> float:
        """Return the share of customers who have not agreed [0-1]."""
        return self.n_refused / self.n_customers if self.n_customers else 0.0

    @property
    def revenue_share_refused(self) -> float:
        """Return the share of revenue that is theirs [0-1]."""
        return self.revenue_refused / self.revenue if self.revenue else 0.0


def consent_of(shop: Shop) -> Consent:
    """Return who agreed in a shop, in figures that name nobody."""
    with shop.reading(), shop.looking() as cursor:
        figures = plain_frame(execute(cursor, "consent/cost")).iloc[0]
        n_customers, n_refused = int(figures["n_customers"]), int(figures["n_refused"])
        sold = float(figures["revenue"]), float(figures["revenue_refused"])
        return Consent(consent_column(cursor), are_unsaid_granted(cursor), n_customers, n_refused, *sold)


def refusers_in(shop: Shop) -> set[str]:
    """Return the ids of all who have not agreed, to leave them out of what leaves the house."""
    with shop.reading(), shop.looking() as cursor:
        return set(refusers_of(cursor))


def agreed(answers: pd.Series) -> Bools:
    """Return which answers of a column say that a customer agrees; an empty one does not."""
    with new_shop() as connection:
        define(connection)
        with registered(connection, answers=pd.DataFrame({"answer": answers.astype("string")})):
            told = connection.execute(AGREED).fetchnumpy()["agrees"]
    return np.asarray(told, bool)


def change_consent(
    shop: Shop,
    refused: Sequence[str] = (),
    granted: Sequence[str] = (),
    are_granted: bool | None = None,
) -> int:
    """Note who refuses and who agrees; return of how many models the new refusers were taken out.

    Parameters
    ----------
    refused, granted : customer ids; whoever is in both is refused by the error below
    are_granted : how those count of whom nothing is said; as before where None

    Raises
    ------
    InputError
        A customer is in both lists.
    """
    refused, granted = kept_ids(shop, refused), kept_ids(shop, granted)
    if set(refused) & set(granted):
        raise InputError("a customer is in both lists", "Leave them in one")
    with keeping_refusers_out(shop) as found, shop.changing(WORK) as connection:
        for names, is_granted in ((refused, False), (granted, True)):
            if names:
                write_words(connection, names, is_granted)
        if are_granted is not None:
            write_rule(connection, are_granted)
        settle_persons(connection)
    return found[0]


@contextmanager
def keeping_refusers_out(shop: Shop) -> Iterator[list[int]]:
    """Take whoever refuses only since the block out of all that models keep; gives how many had seen them."""
    with shop.writing():
        before = _refusers(shop)
        found = [0]
        yield found
        if new := sorted(_refusers(shop) - before):
            with needing_room(shop.directory, WORK):
                found[0] = refuse_in_artifacts(shop.directory, new)


def _refusers(shop: Shop) -> set[str]:
    with shop.cursor() as cursor:  # of now: this thread may still read an older state
        return set(refusers_of(cursor))
