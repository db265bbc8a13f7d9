"""Pricing ▸ Scenarios: which discount earns most, and for whom?"""

import streamlit as st

from components import bundles, practice, scenarios
from components.shell import display, results, session

display.show_heading("Scenarios", "Which discount earns most, and for whom?")
shop = session.require_data()
trained = results.require_results(shop)
found = bundles.priced(shop, trained)
answer = st.container()
offers = bundles.bundles_of(shop, found)
linked = scenarios.linked_comparison(shop, found)
bundle = scenarios.choose_bundle(shop, offers, linked, found.run_id)
page = scenarios.choose_comparison(shop, found, bundle, linked)
sentence = scenarios.answer(bundle, page)
with answer:
    display.show_answer(sentence)
scenarios.show_verdict(found, bundle)
if bundle["verdict"] != "FAIL":
    scenarios.show_comparison(page, bundle, offers, sentence, linked)
practice.show_scenario_truth(shop, trained, bundle)
scenarios.show_saved(shop)
scenarios.show_price_book(shop, found, offers)
