"""Shop ▸ Overview: is this the shop I know?"""

from components import overview
from components.shell import display, guards, session

display.show_heading("Overview", "Is this the shop I know?")
shop = guards.require_data()
facts, currency = session.mart(shop, "overview").iloc[0], session.currency_of(shop)
display.show_answer(overview.answer(shop.name, facts, currency))
overview.show_figures(facts, currency)
overview.show_charts(shop, facts, currency)
overview.show_source(shop)
