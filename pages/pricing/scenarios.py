"""Pricing ▸ Scenarios: which discount earns most, and for whom?"""

import streamlit as st

from components import scenarios
from components.bundles.bundle_list import bundles_of
from components.bundles.repricing import priced
from components.practice.compare_with_truth import show_discounts, truth_tab
from components.scenarios.comparison import choose_comparison
from components.scenarios.saved import linked_comparison, show_saved
from components.scenarios.sliders import choose_bundle
from components.shell import display, guards, results

display.show_heading("Scenarios", "Which discount earns most, and for whom?")
shop = guards.require_data()
trained = results.require_results(shop)
found = priced(shop, trained)
offers = bundles_of(shop, found)
linked = linked_comparison(shop, found)
answer, choice = st.columns(scenarios.WIDTHS_ABOVE, gap="medium", vertical_alignment="center")
with choice:
    bundle = choose_bundle(shop, offers, linked, found.run_id)
    page = choose_comparison(shop, found, bundle, linked)
sentence = scenarios.answer(bundle, page)
with answer:
    display.show_answer(sentence)
if bundle["verdict"] == "FAIL":
    scenarios.show_verdict(found, bundle)
else:
    more = truth_tab(show_discounts, shop, trained, bundle)
    scenarios.show_comparison(page, bundle, offers, sentence, linked, more)
show_saved(shop)
