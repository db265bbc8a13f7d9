"""A limit on what groups pay: asked for, kept in every price from then on, and what it costs."""

from dataclasses import replace

import streamlit as st

from analytics.runs.fairness import cost_between
from components.bundles.assumptions import limits_of, save_limits
from components.bundles.repricing import repriced
from components.fairness import Audited
from components.shell import choices, display, formats, session

HELP = "Offer by offer: a group's mean price, over its customers, against the mean over all customers"
NOT_COUNTED = "This training has not counted groups of customers: train again to set a limit."
ASK_COST, COST_ASKED = "Work out what it costs", "fairness_cost_asked"
NO_LIMIT = {"fairness_limit": None, "fairness_groups": None}


def choose_limit(audited: Audited) -> None:
    """Ask for the limit, show what it costs, and keep it or lift it on a click."""
    shop, found = audited.shop, audited.found
    groups = found.market.groups
    if groups is None or audited.attribute not in groups.attributes:
        display.show_note(NOT_COUNTED)
        return
    now = limits_of(shop, found.config.limits)
    is_of_these = now.fairness_groups == audited.attribute
    share = choices.choose_share(
        "No group pays on average over … more",
        (0, 20),
        now.fairness_limit if is_of_these and now.fairness_limit is not None else 0.02,
        width=320,
        help=HELP,
        key=f"fairness-limit-{shop.name}-{audited.attribute}",
    )
    if _is_cost_asked(audited):
        _show_cost(audited, share)
    with st.container(horizontal=True):
        kept = {"fairness_limit": share, "fairness_groups": audited.attribute}
        if st.button("Keep this limit in all prices", type="primary", key="keep-fairness"):
            save_limits(shop, replace(now, **kept))
            st.rerun()
        if st.button("Lift the limit", disabled=now.fairness_limit is None, key="lift-fairness"):
            save_limits(shop, replace(now, **NO_LIMIT))
            st.rerun()


def _is_cost_asked(audited: Audited) -> bool:
    """Say whether this session wants to see what limits cost: every bundle is priced anew for it once."""
    shop = audited.shop
    if session.recall(shop, COST_ASKED) is None and st.button(ASK_COST, key="ask-fairness-cost"):
        session.remember(shop, COST_ASKED, True)
        st.rerun()
    return bool(session.recall(shop, COST_ASKED))


def _show_cost(audited: Audited, share: float) -> None:
    """Draw in figures what the limit does to the most that a group pays more, and to the profit."""
    shop, costs = audited.shop, audited.now.config.costs
    free = replace(audited.now.config.limits, **NO_LIMIT)
    kept = replace(free, fairness_limit=share, fairness_groups=audited.attribute)
    without, within = (repriced(shop, audited.found, costs, limits) for limits in (free, kept))
    cost, currency = cost_between(without, within, audited.attribute, share), session.currency_of(shop)
    worst = f"{formats.share(cost.worst_before)} without the limit"
    display.show_metrics({
        "A group pays at most more": (formats.share(cost.worst_after), worst),
        "Costs a year": (
            formats.money(cost.cost, currency),
            f"Of {formats.money(cost.worth_before, currency)} extra profit without it",
        ),
        "Prices changed": (formats.count(cost.n_changed), "Of the price book"),
    })  # fmt: skip
