"""Pricing ▸ Bundles: which products to sell together?"""

import streamlit as st

from components.bundles.add_bundle import choose_by_hand
from components.bundles.bundle_list import bundles_of
from components.bundles.confidence import choose_listed
from components.bundles.costs import choose_costs
from components.bundles.limits import choose_limits, show_use
from components.bundles.personal_prices import show_worth
from components.bundles.repricing import priced
from components.bundles.sales_modes import show_modes
from components.bundles.table import answer, choose_one, show_bundles
from components.bundles.waterfall import show_waterfall
from components.practice.compare_with_truth import show_bundles_truth
from components.shell import display, guards, results, session
from components.shell.units import choose_unit, money_unit

display.show_heading("Bundles", "Which products should be sold together?")
shop = guards.require_data()
trained = results.require_results(shop)
found = priced(shop, trained)
offers = bundles_of(shop, found)
place = st.container()
listed = choose_listed(shop, found, offers)
with place:
    choose_unit(shop)
    unit = money_unit(shop, found.market)
    display.show_answer(answer(listed, unit, session.currency_of(shop), len(offers) - len(listed)))
show_bundles(shop, found, listed)
choose_costs(shop, found)
choose_limits(shop, found)
show_use(shop, found)
one = choose_one(shop, offers if listed.empty else listed)
if one is not None:
    show_waterfall(shop, found, one)
    show_modes(shop, found, one)
    show_worth(shop, found, one)
choose_by_hand(shop, found, offers)
show_bundles_truth(shop, trained)
