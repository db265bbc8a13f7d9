"""Whether whoever looks is let in, and into which pages; who is not sees one sentence and no shop."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from components.shell import display, formats, login, session
from components.shell.login import Standing
from components.shell.page_rights import right_of_page
from data.privacy.audit.note import note_done
from data.privacy.ledger.codes import Act
from data.schema import InputError
from data.store import Shop

WORDS = {
    Standing.OPEN: login.OPEN_WORDS,
    Standing.OUTSIDE: "Log in to see your shops.",
    Standing.EXPIRED: "Your login has expired: log in again.",
    Standing.UNKNOWN: "The provider tells no e-mail that it has verified: log in with another account.",
}
NO_ROLE = "You are logged in as {email}, and have no role in any shop: ask the owner of a shop for one."
OPENED = "opened page"  # what a session remembers of the page that was noted last


def is_let_in() -> bool:
    """Say whether whoever looks has a way into a shop; says on the page what is missing where not."""
    standing = login.standing()
    if standing is Standing.LOCAL:
        return True
    if standing is not Standing.KNOWN:
        _show_outside(standing)
        return False
    if session.shop_names():
        return True
    _say(NO_ROLE.format(email=_email()))
    show_log_out()
    return False


def show_who() -> None:
    """Draw who has logged in, and the way out; nothing where nobody has to."""
    if login.standing() is Standing.KNOWN:
        display.show_note(f"Logged in as {_email()}")
        show_log_out()


def show_log_out() -> None:
    """Draw the button that ends the login."""
    if st.button("Log out", key="log-out"):
        st.logout()


def opened_pages(pages: Mapping[str, Sequence[StreamlitPage]]) -> dict[str, list[StreamlitPage]]:
    """Return the pages that whoever looks may open in the chosen shop, by section."""
    kept = {section: [page for page in of if may_open(page.url_path)] for section, of in pages.items()}
    return {section: of for section, of in kept.items() if of}


def may_open(url_path: str) -> bool:
    """Say whether whoever looks may open a page in the chosen shop."""
    if login.person() is None:
        return True
    try:
        require_page(url_path, session.current_shop())
    except InputError:
        return False
    return True


def require_page(url_path: str, shop: Shop | None) -> None:
    """Raise NotAllowedError where the page is of a shop in which whoever looks may not open it."""
    if shop is not None:
        shop.require(right_of_page(url_path))


def note_opened(url_path: str, shop: Shop) -> None:
    """Note in the audit log that a page was opened, once until another page or another state is."""
    opened = (shop.name, url_path, shop.fingerprint, shop.who)
    if session.recall(None, OPENED) == opened:
        return
    note_done(shop, Act.READ, f"page {url_path}")
    session.remember(None, OPENED, opened)


def _show_outside(standing: Standing) -> None:
    """Draw why nobody is let in, and the way to the login where there is one."""
    _say(WORDS[standing])
    if standing is Standing.OUTSIDE or standing is Standing.EXPIRED:
        if st.button("Log in", type="primary", key="log-in"):
            st.login()
    elif standing is Standing.UNKNOWN:
        show_log_out()


def _say(sentence: str) -> None:
    st.title("Bundlewise", anchor=False)
    st.markdown(formats.escaped(sentence))


def _email() -> str:
    person = login.person()
    return person.email if person else ""
