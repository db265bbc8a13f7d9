"""Shop ▸ Overview: is this the shop I know?"""

from components import overview
from components.shell import display, guards

display.show_heading("Overview", "Is this the shop I know?")
shop = guards.require_data()
facts = overview.read_overview(shop)
display.show_answer(overview.answer(shop.name, facts))
overview.show_figures(facts)
overview.show_charts(facts)
overview.show_source(shop)
