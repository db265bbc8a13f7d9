"""Pricing ▸ Scenarios: which discount earns most, and for whom?"""

import streamlit as st

from components import bundles, display, practice, results, scenarios, session

display.show_heading("Scenarios", "Which discount earns most, and for whom?")
shop = session.require_data()
found = results.require_results(shop)
answer = st.container()
offers = bundles.bundles_of(shop, found)
linked = scenarios.linked_comparison(shop, found)
bundle = scenarios.choose_bundle(shop, offers, linked, found.run_id)
offer = scenarios.offered_bundle(shop, found, bundle["product_ids"])
with answer:
    display.show_answer(scenarios.answer(bundle, offer, shop.setting("currency", "")))
scenarios.show_verdict(found, bundle)
if bundle["verdict"] != "FAIL":
    scenarios.show_comparison(shop, found, bundle, offer, linked)
practice.show_scenario_truth(shop, found, bundle)
scenarios.show_saved(shop)
scenarios.show_price_book(shop, found, offers)
