"""Evidence ▸ Explanation: why does the model predict what it predicts?"""

from components import explanation
from components.shell import display, guards, results

display.show_heading("Explanation", "Why does the model predict what it predicts?")
shop = guards.require_data()
found = results.require_results(shop)
explained = explanation.require_explained(shop, found)
display.show_answer(explanation.answer(explained))
explanation.show_overall(explained)
display.show_tabs(explanation.explanation_parts(shop, found, explained), f"explanation-tabs-{shop.name}")
