"""Pricing ▸ Price book: which bundles, for whom, at which discount, and worth how much a year?"""

import streamlit as st

from components.bundles.repricing import priced
from components.price_book.downloads import show_downloads
from components.price_book.headline import show_best, show_doubts, show_headline
from components.price_book.margins import require_margin, show_margins
from components.price_book.rows import book_of
from components.price_book.table import choose_rows, show_book
from components.shell import display, guards, results

display.show_heading("Price book", "Which bundles, for whom, at which discount, and worth how much a year?")
shop = guards.require_data()
found = priced(shop, results.require_results(shop))
require_margin(shop, found)
book = book_of(shop, found)
worth = show_headline(book)
margins = st.container()
show_best(book, worth)
rows = choose_rows(book)
show_book(book, rows, worth)
show_doubts(book, worth)
show_downloads(book, worth)
with margins:
    show_margins(book, worth)
