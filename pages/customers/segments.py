"""Customers ▸ Segments: who buys here, and which groups could get prices of their own?"""

from functools import partial

from components import segments
from components.segments.methods import show_methods
from components.shell import display, guards, scope

display.show_heading("Segments", "Who buys here, and which groups could get prices of their own?")
shop = scope.choose_scope(guards.require_data())
everybody = segments.everybody(shop)
customers = everybody.query("n_orders > 0")  # whoever only looked has no figures yet
segments.require_customers(customers)
parts = {
    "Segments": partial(segments.show_segments, shop, customers),
    "Methods side by side": partial(show_methods, shop, everybody),
}
display.show_tabs(parts, "segment-parts")
