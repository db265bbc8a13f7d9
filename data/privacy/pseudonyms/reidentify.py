"""Customers named by their pseudonyms, for a list that leaves: noted in the ledger first."""

from collections.abc import Sequence

import pandas as pd

from data.engine.frames import plain_frame
from data.persons.find import OWN
from data.privacy.consent import refusers_in
from data.privacy.ledger.codes import Act, Purpose
from data.privacy.ledger.ledger import Ledger
from data.privacy.pseudonyms.choice import has_pseudonyms, kept_ids, replaces_ids
from data.privacy.pseudonyms.identities import identities_of
from data.privacy.pseudonyms.names import OF_IDS
from data.privacy.roles.rights import Right
from data.schema import InputError
from data.sql import filled, quoted
from data.store.replaced import columns_of
from data.store.shop import Shop

CUSTOMERS = "SELECT DISTINCT customer_id FROM customers WHERE customer_id IS NOT NULL"
OF_CUSTOMERS = "SELECT /* columns */ FROM customers WHERE list_contains($ids, customer_id)"


def reidentified(shop: Shop, pseudonyms: Sequence[str], *, who: str, purpose: Purpose) -> pd.DataFrame:
    """Return who stands behind pseudonyms, less whoever refuses, and note in the ledger that it was told.

    For owners of a shop alone: this is the one way to a customer's name.

    Parameters
    ----------
    pseudonyms : as the shop's tables and files have them; others, and strangers, are left out
    who : is told of them, for the ledger
    purpose : of the list

    Returns
    -------
    DataFrame
        pseudonym (the id, where ids are kept), customer_id (as the shop's files had it), and the columns of
        the customers file that were replaced, in plain; one row per customer, in the order asked for.

    Raises
    ------
    InputError
        Whoever has opened the shop may not, the shop has no pseudonyms, none of these is a customer's who may
        be written to, or the key is lost.
    """
    shop.require(Right.REIDENTIFY)
    if not has_pseudonyms(shop):
        raise InputError("this shop keeps customers as its files had them", "Use them as they are")
    named = _named(shop, kept_ids(shop, list(dict.fromkeys(pseudonyms))))
    if named.empty:
        raise InputError(
            "none of these pseudonyms is a customer's of this shop who agreed to personal prices",
            "Name a list that this shop's data or trainings gave",
        )
    facts = {"n_customers": len(named), "data": shop.fingerprint, "purpose": str(Purpose(purpose))}
    Ledger(shop.directory).append(Act.REIDENTIFIED, who, facts)
    return named


def _named(shop: Shop, pseudonyms: list[str]) -> pd.DataFrame:
    known = identities_of(shop)
    ids = known[known["column"] == OF_IDS].set_index("pseudonym")["value"]
    if not replaces_ids(shop):  # only columns of theirs were replaced
        ids = _own_ids(shop)
    refusers = refusers_in(shop)
    asked = [name for name in pseudonyms if name in ids.index and name not in refusers]
    named = pd.DataFrame({"pseudonym": asked, OF_IDS: ids.reindex(asked).to_numpy()}, dtype="str")
    return named.merge(_attributes(shop, known, asked), on="pseudonym", how="left", validate="1:1")


def _own_ids(shop: Shop) -> pd.Series:
    """Return the customers of a shop that knows them by their own ids, each under that id."""
    with shop.reading(), shop.looking() as cursor:
        names = plain_frame(cursor.execute(CUSTOMERS))[OF_IDS].astype("str")
    return names.set_axis(names)


def _attributes(shop: Shop, known: pd.DataFrame, asked: list[str]) -> pd.DataFrame:
    """Return the replaced columns of the customers file in plain, one row per customer that it has."""
    with shop.reading(), shop.looking() as cursor:
        theirs = set(columns_of(cursor)["customers"]) - set(OWN)
        names = sorted(theirs & set(known["column"]))
        columns = ", ".join(quoted(name) for name in (OF_IDS, *names))
        rows = plain_frame(cursor.execute(filled(OF_CUSTOMERS, columns=columns), {"ids": asked}))
    for name in names:
        of = known[known["column"] == name].set_index("pseudonym")["value"]
        rows[name] = rows[name].map(of).fillna(rows[name])
    return (
        rows.rename(columns={OF_IDS: "pseudonym"}).drop_duplicates("pseudonym").astype({"pseudonym": "str"})
    )
