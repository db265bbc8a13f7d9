"""What surrounds every page: the name, the shop switcher, the state of its data and the running training."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from components.shell import admission, counts, display, guards, jobs, login, results, session
from components.shell.login import Standing
from data.engine.damage import DamagedShopError
from data.privacy.artifacts import DamagedRunError
from data.privacy.roles.person import NotAllowedError
from data.schema import InputError
from data.store import Shop

FIRST_PAGE = "first_page"
UPLOAD, OVERVIEW = "pages/shop/upload.py", "pages/shop/overview.py"
RESPONSE, AUDIT_LOG = "pages/pricing/response.py", "pages/governance/audit_log.py"
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


def first_page() -> str:
    """Return the page at an address without one: the overview, or the upload while there is no shop.

    It opens in place, as a browser that is led elsewhere cannot go back, and stays the same in a session.
    """
    if login.standing() not in (Standing.LOCAL, Standing.KNOWN):
        return UPLOAD  # which nobody sees before they are let in
    if (known := session.recall(None, FIRST_PAGE)) is None:
        session.settle_shop(session.shop_names())
        shop = session.readable_shop()
        known = _first_of(shop)
        session.remember(None, FIRST_PAGE, known)
    return str(known)


def _first_of(shop: Shop | None) -> str:
    """Return the first page that whoever looks may open of a shop."""
    if shop is None or shop.is_empty:
        return UPLOAD
    first = [page for page in (OVERVIEW, AUDIT_LOG) if admission.may_open(url_path_of(page))]
    return first[0] if first else OVERVIEW


def url_path_of(page: str) -> str:
    """Return the address of a page's file: pages/shop/upload.py is at upload."""
    return Path(page).stem.replace("_", "-")


def run_page(page: StreamlitPage) -> None:
    """Run the page; what a shop's data cannot answer becomes one sentence on it."""
    if missing := session.missing_shop(session.shop_names()):
        display.show_answer(f"There is no shop called {missing[:60]}: choose another one, or upload files.")
        return
    try:
        shop = session.readable_shop()
        path = page.url_path or url_path_of(first_page())
        admission.require_page(path, shop)
        with shop.reading() if shop else nullcontext():  # one state, whatever is imported meanwhile
            if shop:
                admission.note_opened(path, shop)
            page.run()
    except NotAllowedError as error:
        display.show_answer(str(error))
    except DamagedRunError as error:
        results.show_damaged(guards.require_shop(), error)
    except InputError as error:
        guards.show_unopened(str(session.chosen_shop_name()), error)


def show_frame(pages: Mapping[str, Sequence[StreamlitPage]]) -> None:
    """Draw the sidebar around the page: the shop, and the way to each page of it."""
    with st.sidebar:
        choose_shop()
        show_ways(admission.opened_pages(pages))
        admission.show_who()
    shop = session.readable_shop()
    if shop is not None and admission.may_open(url_path_of(OVERVIEW)):
        with st.sidebar, suppress(DamagedShopError):  # the page says it
            show_data_state(shop)
            if admission.may_open(url_path_of(RESPONSE)):
                jobs.show_job_line(shop)


def choose_shop() -> None:
    """Ask which shop to look at; the choice stands in the address, so that a link opens the same shop."""
    names = session.shop_names()
    session.settle_shop(names)
    if not names:
        display.show_note("No shop yet")
        return
    st.selectbox(
        "Shop",
        names,
        index=0 if session.chosen_shop_name() else None,  # else it could be cleared
        placeholder="Choose a shop",
        key=session.SHOP,
        on_change=session.take_shop,
        label_visibility="collapsed",
    )


def show_ways(pages: Mapping[str, Sequence[StreamlitPage]]) -> None:
    """Draw the menu; its links carry the shop, which those of `st.navigation` would drop."""
    for section, of_section in pages.items():
        with st.container(gap="xxsmall"):
            display.show_note(section)
            for page in of_section:
                st.page_link(page, query_params=session.address())


def show_data_state(shop: Shop) -> None:
    """Draw in two lines what the shop holds."""
    if shop.is_empty:
        display.show_note("No data yet")
        return
    for line in counts.told(counts.of(shop)):
        display.show_note(line)
