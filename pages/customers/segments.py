"""Customers ▸ Segments: who buys here, and which groups could get prices of their own?"""

from functools import partial

from components import segments
from components.segments.methods import show_methods
from components.shell import display, guards, session

display.show_heading("Segments", "Who buys here, and which groups could get prices of their own?")
shop = guards.require_data()
everybody = session.mart(shop, "customers")
customers = everybody.query("n_orders > 0")  # whoever only looked has no figures yet
segments.require_customers(customers)
parts = {
    "Segments": partial(segments.show_segments, shop, customers),
    "Methods side by side": partial(show_methods, shop, everybody),
}
display.show_tabs(parts, "segment-parts")
