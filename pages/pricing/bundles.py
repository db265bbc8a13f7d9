"""Pricing ▸ Bundles: which products to sell together?"""

import streamlit as st

from components import bundles, practice
from components.shell import display, results, session

display.show_heading("Bundles", "Which products should be sold together?")
shop = session.require_data()
trained = results.require_results(shop)
found = bundles.priced(shop, trained)
offers = bundles.bundles_of(shop, found)
answer = st.container()
listed = bundles.choose_listed(shop, found, offers)
with answer:
    display.show_answer(bundles.answer(listed, shop.setting("currency", ""), len(offers) - len(listed)))
bundles.show_bundles(shop, found, listed)
bundles.choose_costs(shop, found)
bundles.choose_limits(shop, found)
bundles.show_use(shop, found)
one = bundles.choose_one(shop, offers if listed.empty else listed)
if one is not None:
    bundles.show_waterfall(shop, found, one)
    bundles.show_modes(shop, found, one)
    bundles.show_worth(shop, found, one)
bundles.choose_by_hand(shop, found, offers)
practice.show_bundles_truth(shop, trained)
