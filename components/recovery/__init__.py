"""Would the model find the truth in a shop like this? The check, its progress, and what it found."""

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components.recovery.charts import advice_chart, cross_chart, elasticities_chart
from components.recovery.job import show_check
from components.recovery.needs import show_needs
from components.recovery.words import (
    advice_words,
    answer,
    cross_words,
    elasticity_words,
    size_words,
)
from components.shell import display, formats, jobs, results, session
from data.privacy.artifacts import DamagedRunError
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.recovery import Recovered
    from analytics.runs.results import Results

PER = formats.PER


def newest_check(shop: Shop, found: "Results") -> "Recovered | None":
    """Return what the last finished check of this run found, None where there was none."""
    from analytics.runs import recovery
    from analytics.runs.artifacts import REPORT

    directory = jobs.run_directory(shop, found.run_id)
    path = directory / REPORT.name
    made = path.stat().st_mtime_ns if path.exists() else 0
    try:
        return session.held(
            shop, ("recovery", found.run_id, made), lambda: recovery.read_recovered(directory)
        )
    except DamagedRunError as error:
        st.warning(f"The last check cannot be read: {error.damaged_file} is missing or damaged. Check again.")
        return None


def show_recovered(shop: Shop, found: "Results", check: "Recovered") -> None:
    """Draw what more data would bring, then how near the simulated shop's answers came to its truth."""
    show_needs(check)
    labels = results.product_labels(found)
    advice, elasticities, crosses = st.tabs(["Discounts", "Elasticities", "Sold together"])
    with advice:
        _show_advice(shop, found, check.advice)
    with elasticities:
        _show_elasticities(found, check.elasticities, labels)
    with crosses:
        _show_cross_effects(check.cross_effects, labels)
    _show_method(check)


def _show_advice(shop: Shop, found: "Results", rows: pd.DataFrame) -> None:
    st.markdown(formats.escaped(advice_words(rows)))
    currency = shop.setting("currency", "")
    per = f"Extra profit per {PER:,} visits"
    money = ("incremental_profit_per_visit", "incremental_profit_low", "incremental_profit_high",
             "true_profit", "best_profit")  # fmt: skip
    rows = rows.assign(
        title=[results.bundle_title(found, ids) for ids in rows["product_ids"]],
        **{name: PER * rows[name] for name in money},
    )
    columns = {
        "offer_id": formats.text_column("Bundle"),
        "title": formats.text_column("Parts"),
        "segment": formats.text_column("Segment"),
        "discount_share": formats.share_column("Advised discount", help="Empty where it is withheld"),
        "best_discount_share": formats.share_column("Best discount"),
        "incremental_profit_per_visit": formats.money_column("Promised", currency, help=per),
        "incremental_profit_low": formats.money_column("From", currency, help="Lower end of the 90 % band"),
        "incremental_profit_high": formats.money_column("To", currency, help="Upper end of the 90 % band"),
        "true_profit": formats.money_column("True", currency, help=f"{per} at the advised discount"),
        "best_profit": formats.money_column("Possible", currency, help=f"{per} at the best discount"),
    }
    advised = rows.dropna(subset="discount_share")
    if advised.empty:
        display.show_table(rows, columns, "recovery-discounts")
    else:
        figure = advice_chart(advised, found.audience.segments)
        display.show_chart(figure, rows, columns, "recovery-discounts")


def _show_elasticities(found: "Results", rows: pd.DataFrame, labels: dict[str, str]) -> None:
    st.markdown(formats.escaped(elasticity_words(rows)))
    if rows.empty:
        return
    rows = rows.assign(title=rows["product_id"].map(labels))
    columns = {
        "title": formats.text_column("Product"),
        "segment": formats.text_column("Segment"),
        "elasticity": formats.number_column("Found"),
        "elasticity_low": formats.number_column("From", help="Lower end of the 90 % band"),
        "elasticity_high": formats.number_column("To", help="Upper end of the 90 % band"),
        "true_elasticity": formats.number_column("True"),
        "is_in_band": st.column_config.CheckboxColumn("In the band"),
    }
    figure = elasticities_chart(rows, found.audience.segments)
    display.show_chart(figure, rows, columns, "recovery-elasticities")


def _show_cross_effects(rows: pd.DataFrame, labels: dict[str, str]) -> None:
    st.markdown(formats.escaped(cross_words(rows)))
    rows = rows.assign(title=rows["product_a"].map(labels) + " + " + rows["product_b"].map(labels))
    columns = {
        "title": formats.text_column("Pair"),
        "effect": formats.number_column(
            "Found", help="Above zero: each is bought more often with the other in the basket [log odds]"
        ),
        "effect_low": formats.number_column("From", help="Lower end of the 90 % band"),
        "effect_high": formats.number_column("To", help="Upper end of the 90 % band"),
        "true_effect": formats.number_column("True"),
        "n_both": formats.count_column("Bought together", help="In visits of the simulated shop"),
        "is_in_band": st.column_config.CheckboxColumn("In the band"),
    }
    display.show_chart(cross_chart(rows), rows, columns, "recovery-pairs")


def _show_method(check: "Recovered") -> None:
    report = check.report
    with st.expander("How this was checked, and what it cannot tell"):
        st.markdown(
            "Your customers came again on the same days, met the same prices, and bought by chance as the "
            "trained model says they do; tastes that the model does not know and swings of demand from "
            "week to week were drawn as large as yours are. The model was then trained anew on what they "
            "bought, and its answers compared with those that it was made from.\n\n"
            "It tells whether your data are **enough**, not whether the model is **right**: where customers "
            "follow another law, or prices followed a demand that nobody recorded, the real advice is worse "
            "than this. The checks on the page Price response look for that."
        )
        display.show_note(size_words(report))
        display.show_note(
            "Every dot and bar is one simulated shop; another draw of chance would move its share by some "
            "points, so the line through the dots never falls."
        )
        if report["cross_share"] < 0.95:
            display.show_note(
                f"Whole baskets drawn from the model grow larger than yours, so only "
                f"{formats.share(report['cross_share'], 0)} of its effects between products were taken."
            )
        display.show_note(f"The check took {formats.count(report['seconds'])} seconds.")
        display.show_download(
            "Download the check (JSON)", lambda: _json_bytes(report), "recovery.json", weight="tertiary"
        )


def _json_bytes(report: dict[str, Any]) -> bytes:
    return json.dumps(report, indent=2).encode()


__all__ = ["answer", "newest_check", "show_check", "show_recovered"]
