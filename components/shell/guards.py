"""What a page needs before it shows anything: a shop that can be read, or what to do where there is none."""

import streamlit as st

from components.shell import choices, display, formats, session
from data.engine.damage import DamagedShopError
from data.schema import InputError
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


def show_unopened(name: str, error: InputError) -> None:
    """Say why a shop cannot be read; one that is damaged can be deleted here, as no page opens for it."""
    st.error(formats.escaped(str(error)))
    if not isinstance(error, DamagedShopError):
        return
    keys = {"sure_key": f"sure-damaged-{name}", "key": f"delete-damaged-{name}"}
    if choices.choose_for_good(f"Yes, delete {name} for good", "Delete this shop", **keys):
        with display.saying_refusals():
            session.delete_shop(name)
            st.rerun()
