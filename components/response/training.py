"""What a training run is asked to do: products in scope, segments, instruments, assumed margin."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.checks.coverage import Covered
from analytics.demand.calendar import instrument_columns
from analytics.pricing.constraints import NO_LIMITS
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.runs.config import RunConfig
from analytics.runs.duration import expected_seconds
from analytics.segments.choice import FIGURES
from components import segments
from components.bundles import assumptions
from components.response.coverage import covered_products, show_coverage
from components.response.scope import FEWEST, choose_products
from components.shell import choices, display, formats, session
from components.shell.privacy import choose_privacy
from data.store import Shop

INSTRUMENT_HELP = (
    "A column that moves prices but not what people want, such as the purchase cost or a tariff. "
    "It keeps the model from taking busy weeks for the effect of a price."
)
BARRED_HELP = (
    "Neither learned from nor made segments of. Governance, Fairness shows whether other columns stand in."
)
MARGIN_HELP = "Share of the price that is left after the product's cost, where your files name no cost."
PRIVACY_COST = (
    "Noise makes the model less sure, the more the fewer customers there are: with some hundreds of them the "
    "checks may withhold most of the advice. At most 30 products are learned unless you choose them, noise "
    "is drawn anew each time, and the training takes longer. Governance, Price of privacy shows the cost."
)
NOTHING_TO_LEARN = (
    "No product has both enough purchases and a price that moved, so a training could only withhold every "
    "bundle. Segments and what is bought together are there without it; to learn prices, let some of them "
    "differ for a few weeks, or upload a longer history."
)


def choose_run(shop: Shop, last: Mapping[str, Any] | None) -> RunConfig | None:
    """Ask what to train on; every default makes a run that is worth starting. None where none would be.

    Parameters
    ----------
    last : the record of the last training; it tells how quick this machine is
    """
    products = covered_products(shop)
    coverage = show_coverage(products)
    if coverage.n_products[Covered.PRICED] == 0:
        st.info(NOTHING_TO_LEARN)
        return None
    chosen = choose_products(shop, products)
    is_in = products["covered"] == Covered.PRICED if chosen is None else products["product_id"].isin(chosen)
    in_scope = products[is_in]
    if len(in_scope) < FEWEST:
        st.info("Choose two products or more: a bundle needs two.")
        return None
    _show_duration(in_scope, last)
    show_segments(shop)
    left, right = st.columns(2, gap="medium")
    with left:
        costs = choose_margin(shop, in_scope)
    with right:
        instruments = choose_instruments(shop, in_scope)
    barred = choose_barred(shop)
    privacy = choose_privacy(shop.name, PRIVACY_COST)
    return RunConfig(
        products=chosen or (),
        segments=segments.saved_choice(shop),
        instruments=instruments,
        costs=costs,
        limits=assumptions.limits_of(shop, NO_LIMITS),
        barred=barred,
        privacy=privacy,
    )


def _show_duration(in_scope: pd.DataFrame, last: Mapping[str, Any] | None) -> None:
    """Draw how long the training will take here."""
    seconds = expected_seconds(int(in_scope["n_orders"].sum()), len(in_scope), last)
    minutes = formats.counted(max(round(seconds / 60), 1), "minute")
    products = formats.counted(len(in_scope), "product")
    display.show_note(f"{products}: training takes about {minutes} on this machine.")


def show_segments(shop: Shop) -> None:
    """Draw which segments get discounts of their own, with the way to change them."""
    choice = segments.saved_choice(shop)
    named = segments.PLACE_WORDS.get(str(choice.attribute), choice.attribute)
    words = segments.KINDS[choice.kind] + (f": {named}" if named else "")
    with st.container(horizontal=True, vertical_alignment="center"):
        display.show_note(f"Segments: {words}.")
        way, label = "pages/customers/segments.py", "Change the segments"
        st.page_link(way, label=label, query_params=session.address())


def choose_margin(shop: Shop, in_scope: pd.DataFrame) -> CostAssumptions:
    """Ask for the margin of products whose cost is unknown; all other costs are set under Bundles."""
    costs = assumptions.costs_of(shop, AS_IN_FILES)
    n_unknown = int((~(in_scope["cost"] > 0)).sum())
    if n_unknown == 0:
        display.show_note("The cost of every product in scope is known.")
        return costs
    margin = choices.choose_share(
        f"Margin where the cost is unknown ({n_unknown:,} of {len(in_scope):,} products)",
        (5, 80),
        min(max(costs.margin_share, 0.05), 0.8),
        help=MARGIN_HELP,
        key=f"margin-{shop.name}-{costs.margin_share:g}",
    )
    chosen = replace(costs, margin_share=margin)
    if margin != round(costs.margin_share, 2) and shop.setting(assumptions.COSTS):
        assumptions.save_costs(shop, chosen)  # one margin for all pages
    return chosen


def choose_barred(shop: Shop) -> tuple[str, ...]:
    """Ask which attributes of customers no price may rest on; none where there are none."""
    of_segments = segments.saved_choice(shop).attribute
    names = [name for name in session.mart(shop, "customers") if name not in (*FIGURES, of_segments)]
    if not names:
        return ()
    label, options = "Columns that no price may rest on", {"help": BARRED_HELP, "placeholder": "None"}
    words = {str(name): str(name) for name in names}
    return tuple(choices.choose_several(label, words, key=f"barred-{shop.name}", **options))


def choose_instruments(shop: Shop, in_scope: pd.DataFrame) -> tuple[str, ...]:
    """Ask which columns shifted prices but not demand; none where the events have no such column."""
    names = _instrument_columns(shop, list(in_scope["product_id"].head(5)))
    if not names:
        return ()
    label, key = "Columns that moved prices from outside (optional)", f"instruments-{shop.name}"
    return tuple(st.multiselect(label, names, help=INSTRUMENT_HELP, placeholder="None", key=key))


def _instrument_columns(shop: Shop, product_ids: list[str]) -> list[str]:
    """Return numeric columns of the events that moved over time."""
    if not product_ids:
        return []
    days = session.mart(shop, "price_days", products=product_ids)
    return [name for name in instrument_columns(days) if days[name].std() > 0]
