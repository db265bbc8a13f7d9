"""Evidence ▸ Performance: how well does the model foretell purchases it has not seen?"""

from components import performance
from components.shell import display, results, session

display.show_heading("Performance", "How well does the model foretell purchases that it has not seen?")
shop = session.require_data()
found = results.require_results(shop)
holdout = performance.require_holdout(shop, found)
display.show_answer(performance.answer(found))
known = performance.known_answers(shop, found)
performance.show_figures(found, holdout, known)
performance.show_prices(found, known)
performance.show_curves(shop, found, holdout)
performance.show_threshold(shop, found, holdout)
