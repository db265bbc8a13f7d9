"""Which files can be used, in one paragraph and one example."""

import streamlit as st

EXAMPLE = """customer_id,event_time,product_id,order_id,quantity,net_price
17850,2010-12-01 08:26,85123A,536365,6,2.55
17850,2010-12-01 08:26,71053,536365,6,3.39"""


def show_accepted_shapes() -> None:
    """Draw in one paragraph and one example which files can be used."""
    with st.expander("Which files can I use?"):
        st.markdown(
            "A CSV (comma, semicolon, tab or |; plain, `.gz`, `.zst`, or one or several in a `.zip`), an "
            "Excel sheet (`.xlsx`), a Parquet file, or a table of your database, with one row per **order "
            "line or event**: who, when and which product are required; price, quantity and the order's "
            "number make it useful. Add a file of **products** (name, category, list price, cost) and one "
            "of **customers** (every column becomes an attribute) where you have them; where one person has "
            "several customer ids, a file of two columns that says which. Column names do not matter, nor "
            "whether there are any: you say what each column means, and the next file of that shape is "
            "recognized. Text may be UTF-8, UTF-16 or in the usual older encodings of its language; a title "
            "above the table is passed over."
        )
        st.code(EXAMPLE, language=None)
