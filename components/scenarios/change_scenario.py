"""What a scenario can have of its own: parts, the way the discount is given, costs, visits."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.cli.reasons import finding_words
from analytics.pricing.money import Costs
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import CostChange, Mechanism, Setting
from components.bundles.bundle_list import LEAST_PARTS, MOST_PARTS
from components.scenarios.comparison import Board, Comparison
from components.scenarios.words import MECHANISMS
from components.shell import choices, display, formats

SHIPPING_SHARE = 0.1  # of the parts' price, where nothing is known of shipping


@st.fragment
def choose_change(page: Comparison, board: Board, n: int) -> None:
    """Ask which of n scenarios is to differ in more than its discount, and in what."""
    scenarios = page.standing(board)  # as sliders stand now
    with st.expander("Change parts, mechanism, costs or visits of a scenario"):
        names = {place: scenarios[place].name for place in range(n)}
        key = f"{page.key}-{board.number}"
        place = choices.choose_code("Scenario", names, key=f"change-{key}-{n}")
        scenario = scenarios[place]
        setting = choose_setting(page, scenario, page.offered(scenario.setting), f"{key}-{place}")
        if st.button(f"Apply to {formats.escaped(scenario.name)}", type="primary", key="apply-setting"):
            if reason := withheld_because(page, setting):
                display.show_verdict("FAIL", "No discount can be advised for these parts.", f"{reason}.")
                return
            changed = [*scenarios[:place], replace(scenario, setting=setting), *scenarios[place + 1 :]]
            page.lay_out(board, changed)


def choose_setting(page: Comparison, scenario: Scenario, offer: Offered, key: str) -> Setting:
    """Ask what one scenario is beside its discounts; widgets start from what it is."""
    labels, was, currency = page.labels, scenario.setting, page.currency
    left, right = st.columns(2, gap="medium")
    with left:
        own, options = was.of(page.product_ids), {"max_selections": MOST_PARTS, "key": f"parts-{key}"}
        parts = choices.choose_several("Parts", labels, own, **options)
        setting = replace(was, parts=() if set(parts) == set(page.product_ids) else tuple(parts))
        setting = _choose_mechanism(setting, parts, labels, offer, currency, key)
    with right:
        costs = _choose_costs(page.market.costs, was.costs, currency, key)
        visits = "Visits, against those expected"
        change = choices.choose_share(visits, (-50, 100), was.visits_change, 5, key=f"visits-{key}")
    return replace(setting, costs=costs, visits_change=change)


def _choose_mechanism(
    was: Setting, parts: Sequence[str], labels: dict[str, str], offer: Offered, currency: str, key: str
) -> Setting:
    mechanism = choices.choose_code(
        "How the discount is given",
        {mechanism: name for mechanism, (name, _) in MECHANISMS.items()},
        was.mechanism,
        ask=st.radio,
        captions=[caption for _, caption in MECHANISMS.values()],
        key=f"mechanism-{key}",
    )
    plain = replace(was, mechanism=mechanism, coupon_for="", used_share=1.0, shipping=0.0)
    if mechanism == Mechanism.BUNDLE_PRICE or len(parts) < LEAST_PARTS:
        return plain
    if mechanism == Mechanism.COUPON:
        place = list(parts).index(was.coupon_for) if was.coupon_for in parts else 1
        coupon_for = st.selectbox("Coupon for", parts, place, format_func=labels.get, key=f"coupon-{key}")
        visitors = "Visitors who use the coupon"
        used = choices.choose_share(visitors, (5, 100), was.used_share, 5, key=f"used-{key}")
        return replace(plain, coupon_for=coupon_for, used_share=used)
    is_shipping = was.mechanism == Mechanism.FREE_SHIPPING
    usual = was.shipping if is_shipping else round(SHIPPING_SHARE * offer.curves.component_price, 2)
    shipping = st.number_input(
        formats.with_unit("Shipping that customers pay today", currency),
        0.0,
        value=float(usual),
        step=0.1,
        help="Per parcel. The shop carries it for whoever takes the whole bundle.",
        key=f"shipping-{key}",
    )
    return replace(plain, shipping=shipping)


def _choose_costs(own: Costs, was: CostChange, currency: str, key: str) -> CostChange:
    """Ask for costs; what is left as the shop has it follows the shop."""

    def money(label: str, name: str, help: str) -> float | None:
        shop_has, given = float(getattr(own, name)), getattr(was, name)
        start, label = shop_has if given is None else given, formats.with_unit(label, currency)
        value = st.number_input(label, 0.0, value=start, step=0.1, help=help, key=f"{name}-{key}")
        return None if value == shop_has else value

    per_order = money("Fulfilment per parcel", "per_order", "Picking, packing and postage of one parcel")
    per_item = money("Fulfilment per item", "per_item", "Handling of one unit")
    shop_fee = round(float(own.payment_fee_share), 6)
    was_fee = shop_fee if was.payment_fee_share is None else was.payment_fee_share
    options = {"most": 50.0, "step": 0.1, "key": f"fee-{key}"}
    fee = choices.choose_percent("Payment fee [% of revenue]", was_fee, **options)
    product = "Product costs, against today's"
    change = choices.choose_share(product, (-50, 50), was.product_cost_change, key=f"cost-{key}")
    return CostChange(per_order, per_item, None if fee == shop_fee else fee, change)


def withheld_because(page: Comparison, setting: Setting) -> str:
    """Return why no discount may be shown for a setting's parts; nothing where it may."""
    if len(setting.of(page.product_ids)) < LEAST_PARTS:
        return f"A bundle has at least {LEAST_PARTS} parts"
    gate = page.failed_gate(setting)
    return finding_words(gate.finding, page.labels) if gate else ""
