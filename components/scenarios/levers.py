"""What a scenario can have of its own: parts, the way the discount is given, costs, visits."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from analytics.pricing.offers.deals import CostChange
from components import display, results
from components.bundles.offers import LEAST_PARTS, MOST_PARTS
from components.scenarios.outcomes import Offered, Scenario
from components.scenarios.settings import BUNDLE_PRICE, COUPON, MECHANISMS, SHIPPING, Setting

if TYPE_CHECKING:
    from analytics.runs.results import Results

SHIPPING_SHARE = 0.1  # of the parts' price, where nothing is known of shipping


def choose_setting(
    found: "Results", product_ids: Sequence[str], scenario: Scenario, offer: Offered, currency: str, key: str
) -> Setting:
    """Ask what one scenario is beside its discounts; widgets start from what it is.

    Parameters
    ----------
    product_ids : parts of the chosen bundle
    """
    labels, was = results.product_labels(found), scenario.setting
    left, right = st.columns(2, gap="medium")
    with left:
        parts = st.multiselect(
            "Parts",
            list(labels),
            list(was.of(product_ids)),
            format_func=labels.get,
            max_selections=MOST_PARTS,
            select_all=False,
            key=f"parts-{key}",
        )
        setting = replace(was, parts=() if set(parts) == set(product_ids) else tuple(parts))
        setting = _choose_mechanism(setting, parts, labels, offer, currency, key)
    with right:
        costs = _choose_costs(found, was.costs, currency, key)
        change = st.slider(
            "Visits, against those expected", -50, 100, round(100 * was.visits_change), 5, "%d %%",
            key=f"visits-{key}",
        )  # fmt: skip
    return replace(setting, costs=costs, visits_change=change / 100)


def _choose_mechanism(
    was: Setting, parts: Sequence[str], labels: dict[str, str], offer: Offered, currency: str, key: str
) -> Setting:
    names = list(MECHANISMS)
    mechanism = st.radio(
        "How the discount is given",
        names,
        names.index(was.mechanism),
        captions=list(MECHANISMS.values()),
        key=f"mechanism-{key}",
    )
    plain = replace(was, mechanism=mechanism, coupon_for="", used_share=1.0, shipping=0.0)
    if mechanism == BUNDLE_PRICE or len(parts) < LEAST_PARTS:
        return plain
    if mechanism == COUPON:
        place = list(parts).index(was.coupon_for) if was.coupon_for in parts else 1
        coupon_for = st.selectbox("Coupon for", parts, place, format_func=labels.get, key=f"coupon-{key}")
        used = st.slider(
            "Visitors who use the coupon", 5, 100, round(100 * was.used_share), 5, "%d %%", key=f"used-{key}"
        )
        return replace(plain, coupon_for=coupon_for, used_share=used / 100)
    usual = (
        was.shipping if was.mechanism == SHIPPING else round(SHIPPING_SHARE * offer.curves.component_price, 2)
    )
    shipping = st.number_input(
        f"Shipping that customers pay today{f' [{currency}]' if currency else ''}",
        0.0,
        value=float(usual),
        step=0.1,
        help="Per parcel. The shop carries it for whoever takes the whole bundle.",
        key=f"shipping-{key}",
    )
    return replace(plain, shipping=shipping)


def _choose_costs(found: "Results", was: CostChange, currency: str, key: str) -> CostChange:
    """Ask for costs; what is left as the shop has it follows the shop."""
    own, unit = found.market.costs, f" [{currency}]" if currency else ""

    def money(label: str, name: str, help: str) -> float | None:
        shop_has, given = float(getattr(own, name)), getattr(was, name)
        start = shop_has if given is None else given
        value = st.number_input(label + unit, 0.0, value=start, step=0.1, help=help, key=f"{name}-{key}")
        return None if value == shop_has else value

    per_order = money("Fulfilment per parcel", "per_order", "Picking, packing and postage of one parcel")
    per_item = money("Fulfilment per item", "per_item", "Handling of one unit")
    shop_fee = round(100 * float(own.payment_fee_share), 4)
    fee = st.number_input(
        "Payment fee [% of revenue]", 0.0, 50.0,
        shop_fee if was.payment_fee_share is None else round(100 * was.payment_fee_share, 4), 0.1,
        key=f"fee-{key}",
    )  # fmt: skip
    change = st.slider(
        "Product costs, against today's", -50, 50, round(100 * was.product_cost_change), 1, "%d %%",
        key=f"cost-{key}",
    )  # fmt: skip
    return CostChange(per_order, per_item, None if fee == shop_fee else fee / 100, change / 100)


def withheld_because(found: "Results", setting: Setting, product_ids: Sequence[str]) -> str:
    """Return why no discount may be shown for a scenario's parts; nothing where it may."""
    from analytics.pricing.price_book import offer_gates

    parts = setting.of(product_ids)
    if len(parts) < LEAST_PARTS:
        return f"A bundle has at least {LEAST_PARTS} parts"
    failed = [
        gate for gate in offer_gates(found.market, found.audience.positions(parts)) if gate.verdict == "FAIL"
    ]
    if not failed:
        return ""
    labels = results.product_labels(found)
    title = f"{labels.get(failed[0].product_id, '')}: " if failed[0].product_id else ""
    return f"{title}{failed[0].detail}"


def show_settings(scenarios: Sequence[Scenario], labels: dict[str, str], currency: str) -> None:
    """Say what each scenario has of its own, where any has."""
    words = {s.name: s.setting.words(labels, currency) for s in scenarios}
    for name, own in words.items():
        if own:
            display.show_note(f"{name}: {own}.")
