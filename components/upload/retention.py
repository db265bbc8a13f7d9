"""How long the shop keeps rows: asked for in days, done at once and then every day."""

import streamlit as st

from analytics.cli.personal_data import erased_words
from components.shell import display, formats, jobs, session
from data.privacy.retention import LEAST_DAYS, MOST_DAYS, Retention, keep_for, retention_of
from data.store import Shop

_USUAL_DAYS = 1095  # three years: a purchase, its warranty and the season after


def offer_retention(shop: Shop) -> None:
    """Ask how long rows are kept; what is older is erased once the analyst is sure."""
    kept = retention_of(shop)
    st.markdown(
        "Rows that are older than the shop keeps them are erased, also from trainings, for good: now, and "
        "from then on by `python -m analytics retain`, which a daily schedule can call."
    )
    display.show_note(_state_words(kept))
    with st.form(f"retain-{shop.name}", border=False):
        days = st.number_input(
            "Keep rows for [days]",
            LEAST_DAYS,
            MOST_DAYS,
            kept.days or _USUAL_DAYS,
            width=220,
            key=f"keep-days-{shop.name}",
        )
        is_sure = st.checkbox("Yes, erase what is older", key=f"sure-retain-{shop.name}-{shop.fingerprint}")
        with st.container(horizontal=True):
            is_limited = st.form_submit_button("Keep rows so long")
            is_forever = st.form_submit_button("Keep all rows", disabled=kept.days is None)
    if said := session.take(shop, "erased"):
        st.success(said)
    if is_forever:
        _keep(shop, None)
    elif is_limited and is_sure:
        _keep(shop, int(days))
    elif is_limited:
        st.warning("Say that you are sure: what is older is gone for good.")


def _keep(shop: Shop, days: int | None) -> None:
    if jobs.is_held_by_work(shop):
        return
    with display.saying_refusals():
        with st.spinner("Erasing old rows"):
            erased = keep_for(shop, days)
        session.remember(shop, "erased", f"{erased_words(erased)}." if days else "All rows are kept.")
        st.rerun()


def _state_words(kept: Retention) -> str:
    if kept.days is None:
        return "All rows are kept now."
    return f"Rows are kept for {formats.counted(kept.days, 'day')} now."
