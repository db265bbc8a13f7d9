"""Pricing ▸ Price response: what does a price change do to sales?"""

from components import response
from components.practice.compare_with_truth import show_elasticities, truth_tab
from components.shell import display, guards, results, scope

display.show_heading("Price response", "What does a price change do to sales?")
shop = scope.choose_scope(guards.require_data())
found = results.newest_results(shop)
if found:
    display.show_answer(response.answer(found))
config = response.choose_training(shop, found)
response.show_training(shop, config)
if found:
    response.show_results(shop, found, truth_tab(show_elasticities, shop, found))
