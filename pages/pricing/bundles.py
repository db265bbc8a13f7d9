"""Pricing ▸ Bundles: which products to sell together?"""

import streamlit as st

from components import bundles
from components.bundles.bundle_list import bundles_of
from components.bundles.confidence import choose_listed
from components.bundles.repricing import priced
from components.bundles.table import answer
from components.practice.compare_with_truth import show_advice, truth_tab
from components.shell import display, guards, results
from components.shell.units import money_unit

display.show_heading("Bundles", "Which products should be sold together?")
shop = guards.require_data()
trained = results.require_results(shop)
found = priced(shop, trained)
offers = bundles_of(shop, found)
place = st.container()
listed = choose_listed(shop, found, offers)
with place:
    unit = money_unit(shop, found.market)
    display.show_answer(answer(listed, unit, len(offers) - len(listed)))
bundles.show_bundle_tabs(shop, found, offers, listed, truth_tab(show_advice, shop, trained))
