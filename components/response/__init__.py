"""What a price change does to sales: training it, and what was learned."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analytics.cli.stages import stage_words
from components.response.charts import elasticities_chart, sales_words, segments_chart
from components.response.gates import named_gates, show_gates
from components.response.scope import choose_run
from components.shell import display, formats, jobs, results
from data.schema import InputError
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs import RunConfig
    from analytics.runs.results import Results

SEGMENTS_PAGE, BUNDLES_PAGE = "pages/customers/segments.py", "pages/pricing/bundles.py"
ELASTICITY_HELP = "By how many per cent sales change when the price rises by 1 %, all else as it is"


def choose_training(shop: Shop, *, is_trained: bool) -> "RunConfig":
    """Ask what to train on; folded away once there are results to look at."""
    label = "Train again, with other products or segments" if is_trained else "What to train on"
    with st.expander(label, expanded=not is_trained):
        return choose_run(shop)


def show_training(shop: Shop, config: "RunConfig") -> None:
    """Draw the button that trains, and the run at work."""
    is_at_work = jobs.active_run(shop) is not None
    is_refused = len(config.products) == 1
    if st.button("Train", type="primary", key="train", disabled=is_at_work or is_refused):
        _start(shop, config)
    jobs.show_job(shop)


def answer(found: "Results") -> str:
    """Return in one sentence what prices do to sales, or that it cannot be told."""
    products = found.products
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


def show_results(shop: Shop, found: "Results") -> None:
    """Draw elasticities per product and segment, the gates, and how the run was made."""
    results.show_if_outdated(shop, found)
    if (found.products["verdict"] == "FAIL").all():
        _show_what_is_possible()
    if found.products["elasticity"].notna().any():
        _show_elasticities(found, shop.setting("currency", ""))
    show_gates(named_gates(found.gates, results.product_labels(found)), found.products["verdict"])
    _show_segments(found)
    _show_record(found)


def _start(shop: Shop, config: "RunConfig") -> None:
    from analytics import runs

    try:
        with st.spinner("Taking a snapshot of the shop …"):
            runs.start(shop, config)
    except InputError as error:
        st.error(formats.escaped(str(error)))
    else:
        st.rerun()


def _show_what_is_possible() -> None:
    with st.container(border=True):
        st.markdown(
            "What these data can still show: **who buys** (segments) and **what is bought together** "
            "(bundles, without advice on their price). A short price test would answer the rest."
        )
        with st.container(horizontal=True):
            st.page_link(SEGMENTS_PAGE, label="Go to the segments")
            st.page_link(BUNDLES_PAGE, label="Go to the bundles")


def _show_elasticities(found: "Results", currency: str) -> None:
    columns = {
        "title": formats.text_column("Product"),
        "category": formats.text_column("Category"),
        "list_price": formats.money_column("Price today", currency),
        "cost": formats.money_column("Cost", currency),
        "is_cost_assumed": st.column_config.CheckboxColumn("Cost assumed", help="No cost in your files"),
        "n_bought": formats.count_column("Purchases"),
        "elasticity": formats.number_column("Elasticity", help=ELASTICITY_HELP),
        "elasticity_low": formats.number_column("From", help="Lower end of the 90 % band"),
        "elasticity_high": formats.number_column("To", help="Upper end of the 90 % band"),
        "verdict": formats.text_column("Verdict"),
        "reason": formats.text_column("Why"),
    }
    labels = results.product_labels(found)
    products = found.products.assign(title=found.products["product_id"].map(labels))
    display.show_chart(elasticities_chart(products), products, columns, "elasticities")


def _show_segments(found: "Results") -> None:
    labels = results.product_labels(found)
    table = found.elasticities.assign(title=found.elasticities["product_id"].map(labels))
    if len(found.audience.segments) < 2 or table["elasticity"].isna().all():
        return
    columns = {
        "title": formats.text_column("Product"),
        "segment": formats.text_column("Segment"),
        "elasticity": formats.number_column("Elasticity", help=ELASTICITY_HELP),
        "elasticity_low": formats.number_column("From", help="Lower end of the 90 % band"),
        "elasticity_high": formats.number_column("To", help="Upper end of the 90 % band"),
    }
    display.show_chart(segments_chart(table), table, columns, "elasticities-by-segment")


def _show_record(found: "Results") -> None:
    with st.expander("How these figures were made"):
        display.show_note(results.visits_in_words(found))
        seconds = pd.Series(found.record["seconds"], name="seconds").rename(stage_words)
        seconds = seconds.rename_axis("stage").reset_index()
        columns = {
            "stage": formats.text_column("Stage"),
            "seconds": formats.number_column("Seconds", decimals=1),
        }
        display.show_table(seconds, columns, "training-stages")
        display.show_note(
            f"Data state {found.record['fingerprint']}, seed {found.record['seed']}, run {found.run_id}."
        )


__all__ = ["answer", "choose_training", "show_results", "show_training"]
