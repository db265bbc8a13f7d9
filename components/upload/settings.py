"""The demo for a first look, and what belongs to a shop as a whole: currency sign, deletion."""

from functools import partial

import streamlit as st

from analytics.jobs.everywhere import cancel_all
from analytics.runs.demos import DEMOS, ELECTRONICS, GROCER, open_demo
from components.shell import choices, display, formats, jobs, session
from components.upload.files import choose_sign
from components.upload.held import offer_what_is_held
from components.upload.retention import offer_retention
from data.privacy.forget import Forgotten, forget_customer
from data.store import Shop

DEMO_OFFERS = {  # what is said of a demo shop, and the label and key of the button that opens it
    GROCER.shop_name: (
        "No files at hand? Look around in a grocer's year: 2,469 households, 1.4 million order lines.",
        "Open the demo shop",
        "open-demo",
    ),
    ELECTRONICS.shop_name: (
        "Look around in a made-up electronics shop, where every answer stands beside the truth.",
        "Open the electronics shop",
        "open-electronics",
    ),
}


def show_demo_offer() -> None:
    """Offer the demo shops that are not in the workspace."""
    for demo in DEMOS:
        if demo.shop_name in session.shop_names():
            continue
        words, label, key = DEMO_OFFERS[demo.shop_name]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(words, width="stretch")
            if st.button(label, key=key):
                make = partial(open_demo, session.workspace(), demo)
                display.make_and_open(demo.shop_name, "Opening the demo shop", make)


def show_settings(shop: Shop | None) -> None:
    """Draw the shop's name, its currency sign and its deletion, folded away."""
    if shop is None:
        return
    with st.expander(f"Settings of {formats.escaped(shop.name)}"):
        _choose_name(shop)
        _choose_currency(shop)
        st.divider()
        offer_what_is_held(shop)
        st.divider()
        _offer_forgetting(shop)
        st.divider()
        offer_retention(shop)
        st.divider()
        _offer_deletion(shop)


def _choose_name(shop: Shop) -> None:
    """Ask for another name; its trainings and scenarios stay with the shop."""
    name = st.text_input("Name", shop.name, max_chars=60, width=320, key=f"name-{shop.name}").strip()
    if not name or name == shop.name:
        return
    if jobs.active_run(shop):
        st.warning("A training is at work in this shop. Cancel it or wait for its end, then try again.")
        return
    with display.saying_refusals():
        session.rename_shop(shop.name, name)
        st.rerun()


def _choose_currency(shop: Shop) -> None:
    saved = session.currency_of(shop)
    sign = choose_sign("Currency sign", saved, f"currency-{shop.name}", st.text_input, width=160)
    if sign != saved:
        shop.save_setting("currency", sign)
        st.rerun()


def _offer_forgetting(shop: Shop) -> None:
    """Ask whom to forget; the id stays in the form and is gone from the page with the answer."""
    st.markdown(
        "Forgetting a customer removes their rows, also from trainings, for good, and refuses them in later "
        "files."
    )
    with st.form(f"forget-{shop.name}", border=False):  # its fields are new ones in the shop's next state
        customer_id = st.text_input(
            "Customer id", width=320, key=f"forgotten-{shop.name}-{shop.fingerprint}"
        ).strip()
        is_sure = st.checkbox("Yes, forget this customer", key=f"sure-forget-{shop.name}-{shop.fingerprint}")
        is_sent = st.form_submit_button("Forget this customer")
    if forgotten := session.take(shop, "forgotten"):
        answer = _forgotten_words(forgotten)
        st.success(answer)
        st.toast(answer)  # the form may be folded away by now
    if is_sent and customer_id and is_sure:
        _forget(shop, customer_id)
    elif is_sent:
        st.warning("Write the customer's id and say that you are sure.")


def _forget(shop: Shop, customer_id: str) -> None:
    if jobs.is_held_by_work(shop):
        return
    with display.saying_refusals():
        with st.spinner("Removing every trace"):
            forgotten = forget_customer(shop, customer_id)
        session.remember(shop, "intakes", ())
        session.remember(shop, "forgotten", forgotten)
        st.rerun()  # what stands above shows the shop as it was


def _forgotten_words(forgotten: Forgotten) -> str:
    stale = f", and {formats.counted(forgotten.n_runs, 'training')} to repeat" if forgotten.n_runs else ""
    return f"Forgotten: {formats.counted(forgotten.n_rows, 'row')} removed{stale}."


def _offer_deletion(shop: Shop) -> None:
    name, question = formats.escaped(shop.name), f"Yes, delete {shop.name}"
    st.markdown(f"Deleting {name} removes its data, models, runs and scenarios from this machine for good.")
    keys = {"sure_key": f"sure-{shop.name}", "key": f"delete-{shop.name}"}
    if choices.choose_for_good(question, "Delete this shop", **keys):
        cancel_all(shop.directory)
        session.delete_shop(shop.name)
        st.rerun()
