"""Evidence ▸ Explanation: why does the model predict what it predicts?"""

from components import explanation
from components.explanation.parts import explanation_parts
from components.shell import display, guards, results

display.show_heading("Explanation", "Why does the model predict what it predicts?")
shop = guards.require_data()
found = results.require_results(shop)
seen = explanation.require_explained(shop, found)
explanation.show_answer(seen)
explanation.show_work(seen)
display.show_tabs(explanation_parts(seen), f"explanation-tabs-{shop.name}")
