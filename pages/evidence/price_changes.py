"""Evidence ▸ Past price changes: did sales answer as predicted, and what did promotions only move in time?"""

from components import price_changes
from components.price_changes.words import answer
from components.shell import display, guards, results

display.show_heading("Past price changes", "Did sales answer past changes of price as the model predicted?")
shop = guards.require_data()
found = results.require_results(shop)
tables = price_changes.require_price_changes(shop, found)
display.show_answer(answer(tables))
price_changes.show_parts(shop, found, tables)
