"""Evidence ▸ Performance: how well does the model predict purchases it has not seen?"""

from components import performance
from components.practice.truth import known_answers
from components.shell import display, guards, results

display.show_heading("Performance", "How well does the model predict purchases that it has not seen?")
shop = guards.require_data()
found = results.require_results(shop)
held = performance.require_held_out(shop, found)
display.show_answer(performance.answer(found))
performance.show_tabs(shop, found, held, known_answers(shop, found))
