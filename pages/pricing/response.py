"""Pricing ▸ Price response: what does a price change do to sales?"""

from components import practice, response
from components.shell import display, results, session

display.show_heading("Price response", "What does a price change do to sales?")
shop = session.require_data()
found = results.newest_results(shop)
if found:
    display.show_answer(response.answer(found))
config = response.choose_training(shop, is_trained=found is not None)
response.show_training(shop, config)
if found:
    response.show_results(shop, found)
    practice.show_response_truth(shop, found)
