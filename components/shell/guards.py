"""What a page needs before it shows anything: the shop, or an empty state with the button that leads on."""

import streamlit as st

from components.shell import display, session
from data.store import Shop

UPLOAD_PAGE = "pages/shop/upload.py"


def require_shop() -> Shop:
    """Return the chosen shop, or say that there is none yet and stop the page."""
    shop = session.current_shop()
    if shop is None:
        display.show_empty(
            "There is no shop yet. Upload your own files, or look around in the demo shop first.",
            page=UPLOAD_PAGE,
            label="Upload files or open the demo",
        )
        st.stop()
    return shop


def require_data() -> Shop:
    """Return the chosen shop once it has events, or say what is missing and stop the page."""
    shop = require_shop()
    if shop.is_empty:
        display.show_empty(
            f"The shop {shop.name} has no orders or events yet.", page=UPLOAD_PAGE, label="Upload files"
        )
        st.stop()
    return shop
