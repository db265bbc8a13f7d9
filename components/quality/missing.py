"""How missing values of attributes are filled, attribute by attribute."""

import streamlit as st

from analytics.runs.filled_customers import save_fillings, saved_fillings
from analytics.segments.choice import FIGURES
from analytics.segments.missing_attributes import Filling, Method
from components.shell import choices, display, formats, session
from data.store import Shop

WORDS: dict[Method, str] = {
    "leave": "Leave missing",
    "constant": "One value for all",
    "median": "Median",
    "most_frequent": "Most frequent",
    "nearest": "From the most similar customers",
    "iterative": "From the other attributes",
}
HELP = (
    "Learned from the customers of the training period only, and used wherever segments and prices look at "
    "attributes. The stored data stay as they are. Prices and quantities are never filled in."
)
N_ACROSS = 3


def choose_fillings(shop: Shop) -> None:
    """Ask how each attribute's missing values are filled, and save it for the shop."""
    gaps = _gaps(shop)
    if not gaps:
        return
    saved = saved_fillings(shop)
    how_many = formats.counted(len(gaps), "attribute")
    with (
        st.expander(f"Fill missing values of {how_many} ({len(saved)} filled now)"),
        st.form(f"fillings-{shop.name}", border=False),
    ):
        display.show_note(HELP)
        columns = st.columns(N_ACROSS, gap="medium")
        chosen = {}
        for place, (name, share) in enumerate(gaps.items()):
            with columns[place % N_ACROSS]:
                chosen[name] = _choose(shop, name, share, saved.get(name))
        is_sent = st.form_submit_button("Use these", key=f"fill-{shop.name}")
    if is_sent and {n: f for n, f in chosen.items() if f.method != "leave"} != saved:
        save_fillings(shop, chosen)
        st.rerun()


def _choose(shop: Shop, name: str, share: float, saved: Filling | None) -> Filling:
    now = saved or Filling()
    label, key = f"{formats.escaped(name)}, {formats.share(share)} missing", f"filling-{shop.name}-{name}"
    method = choices.choose_code(label, WORDS, now.method, help=HELP, key=key)
    value = st.text_input(
        "Where one value for all is chosen",
        now.value,
        max_chars=60,
        placeholder="The value, as the file would write it",
        label_visibility="collapsed",
        key=f"filling-value-{shop.name}-{name}",
    )
    return Filling(method, value.strip() if method == "constant" else "")


def _gaps(shop: Shop) -> dict[str, float]:
    """Return the attributes of customers that miss values, with the share that is missing."""

    def measure() -> dict[str, float]:
        customers = session.mart(shop, "customers")
        shares = customers.drop(columns=[name for name in FIGURES if name in customers]).isna().mean()
        return {str(name): float(share) for name, share in shares.items() if 0 < share < 1}

    return session.computed(shop, "missing attributes", measure)
