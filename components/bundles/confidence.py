"""How sure a recommendation has to be to be shown, and whether bundles that may lose are shown at all."""

import pandas as pd
import streamlit as st

from analytics.pricing.price_book.ranking import best_offer
from analytics.pricing.price_book.summary import may_lose
from analytics.runs.results import Results
from components.shell import choices, display, formats, session, units
from data.store import Shop

LEAST_SURE, MAY_LOSE = "least_sure", "may_lose"  # what a session remembers
SURE_HELP = (
    "The chance that the bundle at its discount earns more than no bundle, from how much the fits of the "
    "model differ. Less sure recommendations are left out here and in the price book."
)
LOSE_HELP = (
    "Bundles whose 90 % band reaches below zero in every segment; the best of all and picked ones are always "
    "shown."
)


def choose_listed(shop: Shop, found: Results, bundles: pd.DataFrame) -> pd.DataFrame:
    """Ask in which money, and how sure bundles have to be; return those to list, their rows numbered anew."""
    is_kept = bundles["is_picked"] | bundles["is_by_hand"] | (bundles["offer_id"] == best_offer(bundles))
    losers = may_lose(found.price_book, found.bundles["offer_id"]) & set(bundles.loc[~is_kept, "offer_id"])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        units.choose_unit(shop, 160)
        least = choices.choose_share(
            "Only where at least this sure",
            (0, 99),
            least_sure(shop),
            help=SURE_HELP,
            width=230,
            key=f"sure-{shop.name}",
            persist_state="session",
        )
        is_shown = st.toggle(
            f"Also bundles that may lose in every segment ({formats.count(len(losers))})",
            bool(session.recall(shop, MAY_LOSE)),
            help=LOSE_HELP,
            key=f"may-lose-{shop.name}",
            persist_state="session",
        )
    session.remember(shop, LEAST_SURE, least)
    session.remember(shop, MAY_LOSE, is_shown)
    listed = sure_rows(shop, bundles)
    if not is_shown:
        listed = listed[~listed["offer_id"].isin(losers)]
    if len(listed) < len(bundles):
        display.show_note(
            f"{formats.count(len(listed))} of {formats.counted(len(bundles), 'bundle')} are listed."
        )
    return listed.reset_index(drop=True)


def least_sure(shop: Shop) -> float:
    """Return how sure a recommendation has to be in this session [share]; 0: any."""
    return float(session.recall(shop, LEAST_SURE, 0.0))


def sure_rows(shop: Shop, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a price book, or the bundles, that are sure enough in this session."""
    least = least_sure(shop)
    return rows[rows["chance_better"] >= least].reset_index(drop=True) if least > 0 else rows
