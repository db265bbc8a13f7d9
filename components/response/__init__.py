"""What a price change does to sales: training it, and what was learned."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.cli.stages import stage_words
from analytics.runs import process as runs
from analytics.runs.config import RunConfig
from analytics.runs.results import Results
from components.response.charts import sales_words
from components.response.coverage import covered_products, show_scope
from components.response.gates import named_gates, show_gates
from components.response.never_sold import never_sold_part
from components.response.products import product_parts, show_covered
from components.response.training import choose_run
from components.shell import display, formats, jobs, results, session, tables
from components.shell.privacy import show_privacy
from data.store import Shop

SEGMENTS_PAGE, BUNDLES_PAGE = "pages/customers/segments.py", "pages/pricing/bundles.py"
STAGE_COLUMNS = {"stage": tables.text("Stage"), "seconds": tables.number("Seconds", decimals=1)}


def choose_training(shop: Shop, found: Results | None) -> RunConfig | None:
    """Ask what to train on; folded away once there are results to look at."""
    label = "Train again, with other products or segments" if found else "What to train on"
    with st.expander(label, expanded=found is None):
        return choose_run(shop, found.record if found else None)


def show_training(shop: Shop, config: RunConfig | None) -> None:
    """Draw the button that trains, and the run at work."""
    is_at_work = jobs.active_run(shop) is not None
    is_pressed = st.button("Train", type="primary", key="train", disabled=is_at_work or config is None)
    if is_pressed and config is not None:
        _start(shop, config)
    jobs.show_job(shop)


def answer(found: Results) -> str:
    """Return in one sentence what prices do to sales, or that it cannot be told."""
    labels = results.product_labels(found)
    products = found.products.assign(title=found.products["product_id"].map(labels))
    trusted = products[(products["verdict"] != "FAIL") & products["elasticity"].notna()]
    if trusted.empty:
        return (
            "What a price change does cannot be learned from these data: no product passed its checks. "
            "Below is why, and what would help."
        )
    most, least = trusted.loc[trusted["elasticity"].idxmin()], trusted.loc[trusted["elasticity"].idxmax()]
    typical = float(trusted["elasticity"].median())
    withheld = len(products) - len(trusted)
    rest = f" For {formats.counted(withheld, 'product')} the data do not allow advice." if withheld else ""
    if len(trusted) == 1:
        return f"When the price of {most['title']} rises by 1 %, {sales_words(typical)}.{rest}"
    return (
        f"When a price rises by 1 %, {sales_words(typical)} for the typical product: "
        f"least for {least['title']} ({formats.number(-least['elasticity'], 1)} %), "
        f"most for {most['title']} ({formats.number(-most['elasticity'], 1)} %).{rest}"
    )


def show_results(shop: Shop, found: Results, more: display.Tabs) -> None:
    """Draw how much is covered, and in tabs elasticities, gates, and how the run was made.

    Parameters
    ----------
    more : further tabs by their labels
    """
    results.show_if_outdated(shop, found)
    show_privacy(found.record)
    show_scope(covered_products(shop), found)
    if (found.products["verdict"] == "FAIL").all():
        _show_what_is_possible()
    show_covered(shop, found)
    gates = named_gates(found.gates, results.product_labels(found))
    parts = {
        **product_parts(shop, found),
        "Can these figures be trusted?": partial(show_gates, gates, found.products["verdict"]),
        **more,
        **never_sold_part(shop, found),
        "How they were made": partial(_show_record, found),
    }
    display.show_tabs(parts, f"response-tabs-{shop.name}")


def _start(shop: Shop, config: RunConfig) -> None:
    with display.saying_refusals():
        with st.spinner("Taking a snapshot of the shop …"):
            runs.start(shop, config)
        st.rerun()


def _show_what_is_possible() -> None:
    with st.container(border=True):
        st.markdown(
            "What these data can still show: **who buys** (segments) and **what is bought together** "
            "(bundles, without advice on their price). A short price test would answer the rest."
        )
        with st.container(horizontal=True):
            st.page_link(SEGMENTS_PAGE, label="Go to the segments", query_params=session.address())
            st.page_link(BUNDLES_PAGE, label="Go to the bundles", query_params=session.address())


def _show_record(found: Results) -> None:
    display.show_note(results.visits_in_words(found))
    seconds = pd.Series(found.record["seconds"], name="seconds").rename(stage_words)
    seconds = seconds.rename_axis("stage").reset_index()
    display.show_table(seconds, STAGE_COLUMNS, "training-stages")
    display.show_note(
        f"Data state {found.record['fingerprint']}, seed {found.record['seed']}, run {found.run_id}."
    )
