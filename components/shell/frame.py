"""What surrounds every page: the name, the shop switcher, the state of its data and the running training."""

from contextlib import nullcontext, suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from components.shell import display, formats, guards, jobs, results, session
from data.engine.damage import DamagedShopError
from data.privacy.artifacts import DamagedRunError
from data.schema import InputError
from data.store import Shop

ASSETS = Path(__file__).parent / "assets"
ABOUT = (
    "**Bundlewise** is an open workbench for personalized bundle pricing. "
    "It runs on this machine; your data stay in its workspace."
)


def prepare_page() -> None:
    """Set the browser tab's title and icon, the wide layout and the menu; the first call of every run."""
    st.set_page_config(
        page_title="Bundlewise",
        page_icon=str(ASSETS / "mark.svg"),
        layout="wide",
        initial_sidebar_state=272,
        menu_items={"About": ABOUT},
    )
    st.logo(str(ASSETS / "logo.svg"), size="large", icon_image=str(ASSETS / "mark.svg"))


def run_page(page: StreamlitPage) -> None:
    """Run the page; what a shop's data cannot answer becomes one sentence on it."""
    try:
        shop = session.readable_shop()
        with shop.reading() if shop else nullcontext():  # one state, whatever is imported meanwhile
            page.run()
    except DamagedRunError as error:
        results.show_damaged(guards.require_shop(), error)
    except InputError as error:
        guards.show_unopened(str(session.chosen_shop_name()), error)


def show_frame() -> None:
    """Draw the sidebar around the page."""
    with st.sidebar:
        choose_shop()
    shop = session.readable_shop()
    if shop is not None:
        with st.sidebar, suppress(DamagedShopError):  # the page says it
            show_data_state(shop)
            jobs.show_job_line(shop)


def choose_shop() -> str | None:
    """Ask which shop to look at; the choice stays in the address, so that a link opens the same shop."""
    names = session.shop_names()
    if missing := session.settle_shop(names):
        st.warning(formats.escaped(f"There is no shop called {missing[:60]}."))
    if not names:
        display.show_note("No shop yet")
        return None
    name = st.selectbox(
        "Shop", names, key=session.SHOP, on_change=session.take_shop, label_visibility="collapsed"
    )
    session.keep_shop_in_address(name)
    return name


def show_data_state(shop: Shop) -> None:
    """Draw in two lines what the shop holds."""
    if shop.is_empty:
        display.show_note("No data yet")
        return
    facts = session.mart(shop, "overview").iloc[0]
    display.show_note(formats.period(facts["first_at"], facts["last_at"]))
    display.show_note(
        f"{formats.counted(facts['orders'], 'order')} · {formats.counted(facts['customers'], 'customer')}"
    )
