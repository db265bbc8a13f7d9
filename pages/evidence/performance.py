"""Evidence ▸ Performance: how well does the model predict purchases it has not seen?"""

from components import performance
from components.performance.prices import show_prices
from components.performance.threshold import show_threshold
from components.practice.truth import known_answers
from components.shell import display, guards, results

display.show_heading("Performance", "How well does the model predict purchases that it has not seen?")
shop = guards.require_data()
found = results.require_results(shop)
holdout = performance.require_holdout(shop, found)
display.show_answer(performance.answer(found))
known = known_answers(shop, found)
performance.show_figures(found, holdout, known)
show_prices(found, known)
performance.show_curves(shop, found, holdout)
show_threshold(shop, found, holdout)
