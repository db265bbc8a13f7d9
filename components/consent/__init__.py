"""Who does not agree to personal prices, what that costs, and how an answer is changed."""

from collections.abc import Sequence

import streamlit as st

from analytics.cli.consent_words import NOT_ASKED, consent_words
from analytics.runs.consent import forgone_worth
from analytics.runs.process import newest_run
from components.consent.charts import parts_chart, parts_of
from components.shell import display, formats, jobs, session, tables
from data.privacy.consent import Consent, change_consent, consent_of
from data.read.customer_list import read_customer_ids
from data.store import Shop

PART_COLUMNS = {
    "part": tables.text("Of"),
    "agreed_share": tables.share("Agrees"),
    "refused_share": tables.share("Does not agree"),
}
RULE = "Count them as having agreed"
RULE_HELP = (
    "Where others were asked, silence is no consent under the GDPR (Art. 4(11), recital 32), so it counts as "
    "refused at first. Change that only where personal prices rest on another legal ground."
)
MEANING = (
    "Whoever does not agree is in no training, segment, list or file of personal prices, and is sold to at "
    "the prices that everybody sees. The shop's own accounts (Overview's totals, prices by day) still count "
    "their orders. A consent column of the customers file says who agrees; lists count from now on, until a "
    "later file says otherwise. Models that knew new refusers lose their rows and ask to be trained again."
)


def found_in(shop: Shop) -> Consent:
    """Return who agrees, in figures that name nobody."""
    return session.computed(shop, ("consent",), lambda: consent_of(shop))


def show_answer(shop: Shop, found: Consent) -> None:
    """Draw in a sentence who refuses, and what part of the revenue is theirs."""
    display.show_answer(f"{consent_words(found) if found.is_asked else NOT_ASKED}.")


def show_cost(shop: Shop, found: Consent) -> None:
    """Draw what refusing costs: shares of customers and revenue, and the worth of the price book."""
    if not found.is_asked:
        return
    currency = session.currency_of(shop)
    run = newest_run(shop.directory)
    worth = None if run is None else forgone_worth(run, found)
    told = "Train the price response to see it"
    if worth is not None:
        told = "Extra profit a year that personal prices for them would add, were they like the others"
    display.show_metrics({
        "Customers who do not agree": (formats.share(found.share_refused), "Of all customers"),
        "Their revenue": (formats.share(found.revenue_share_refused), "Of all revenue"),
        "Not earned a year": (formats.money(worth, currency), told),
    })  # fmt: skip
    parts = parts_of(found)
    display.show_chart(parts_chart(parts), parts, PART_COLUMNS, "consent")


def choose_lists(shop: Shop) -> None:
    """Ask for lists of customers who refuse or agree from now on, and note them on a click."""
    left, right = st.columns(2, gap="medium")
    options = {"type": ["csv", "txt", "tsv"], "help": "A CSV with a customer_id column"}
    refuse = left.file_uploader("Customers who refuse", key=f"refuse-{shop.name}", **options)
    grant = right.file_uploader("Customers who agree", key=f"grant-{shop.name}", **options)
    if st.button("Note these answers", type="primary", key="note-consent", disabled=not (refuse or grant)):
        with display.saying_refusals():
            refused, granted = (
                [] if one is None else read_customer_ids(one.getvalue(), one.name) for one in (refuse, grant)
            )
            _change(shop, refused, granted)


def choose_rule(shop: Shop, found: Consent) -> None:
    """Ask how customers count of whom nothing is said where others were asked."""
    key = f"unsaid-{shop.name}-{found.are_unsaid_granted}"
    are_granted = st.toggle(RULE, found.are_unsaid_granted, help=RULE_HELP, key=key)
    if are_granted != found.are_unsaid_granted:
        with display.saying_refusals():
            _change(shop, are_granted=are_granted)


def show_meaning() -> None:
    """Draw what a refusal does."""
    display.show_note(MEANING)


def _change(
    shop: Shop,
    refused: Sequence[str] = (),
    granted: Sequence[str] = (),
    are_granted: bool | None = None,
) -> None:
    if jobs.active_run(shop):
        st.warning("A training is at work. Cancel it or wait for its end, then try again.")
        return
    with st.spinner("Noting who agrees"):
        change_consent(shop, refused, granted, are_granted)
    st.rerun()
