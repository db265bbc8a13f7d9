"""Would the model find the truth in a shop like this? The check, its progress, and what it found."""

import json

import pandas as pd
import streamlit as st

from analytics.pricing.price_book.figures import PROFITS
from analytics.runs import recovery
from analytics.runs.artifacts import REPORT
from analytics.runs.results import Results
from components.recovery.charts import advice_chart, cross_chart, elasticities_chart
from components.recovery.needs import show_needs
from components.recovery.words import NOISE, advice_words, cross_words, elasticity_words, size_words
from components.shell import display, formats, glossary, jobs, results, run_work, tables, units
from data.store import Shop

NAME = "the check"
IN_BAND = {"is_in_band": tables.tick("In the band")}
OF_TRUTH = ("true_profit", "best_profit")  # stand behind the band
ELASTICITY_COLUMNS = {
    **tables.PRODUCT,
    **tables.SEGMENT,
    "elasticity": tables.number("Found", glossary.help_for("elasticity")),
    **tables.ELASTICITY_BAND,
    "true_elasticity": tables.number("True"),
    **IN_BAND,
}
EFFECT_HELP = glossary.help_for("cross effect, in log odds")
CROSS_COLUMNS = {
    "title": tables.text("Pair"),
    "effect": tables.number("Found", EFFECT_HELP),
    **tables.band("effect", tables.number),
    "true_effect": tables.number("True"),
    "n_both": tables.count("Bought together", "In visits of the simulated shop"),
    **IN_BAND,
}


def newest_check(shop: Shop, found: Results) -> recovery.Recovered | None:
    """Return what the last finished check of this run found, None where there was none."""
    return run_work.newest_found(shop, found, REPORT, recovery.read_recovered, NAME, "Check again")


def show_check(shop: Shop, found: Results, *, is_checked: bool) -> None:
    """Draw the button that checks the run, or the check at work, and how the last one ended."""
    directory = jobs.run_directory(shop, found.run_id)
    if run_work.show_at_work(recovery.CHECK, directory, NAME):
        return
    model = found.evidence["model"]
    seconds = recovery.expected_seconds(directory, model["n_visits"], model["n_products"])
    display.show_note(
        f"One click, {formats.duration(seconds)}, by what the training took on this machine: shops like "
        "yours are simulated, with more and with fewer visits and with livelier prices, and the model is "
        "trained on each. You can leave the page meanwhile."
    )
    if "privacy" in found.evidence and not is_checked:
        display.show_note(NOISE)
    label = "Check again" if is_checked else "Check with simulated shops"
    if run_work.start_button(shop, recovery.CHECK, label, is_again=is_checked):
        recovery.start(directory)
        st.rerun()


def show_recovered(shop: Shop, found: Results, check: recovery.Recovered) -> None:
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


def _show_advice(shop: Shop, found: Results, rows: pd.DataFrame) -> None:
    st.markdown(formats.escaped(advice_words(rows)))
    titles = [results.bundle_title(found, ids) for ids in rows["product_ids"]]
    unit = units.money_unit(shop, found.market)
    visits = units.visits_by_row(found.market, rows["segment"], unit)
    rows = rows.assign(title=titles, **{name: visits * rows[name] for name in (*PROFITS, *OF_TRUTH)})
    advised = rows.dropna(subset="discount_share")
    figure = None if advised.empty else advice_chart(advised, found.audience.segments)
    columns = _advice_columns(unit.extra_profit, unit.decimals(rows["best_profit"].max()))
    display.show_chart(figure, rows, columns, "recovery-discounts", unit.currency)


def _advice_columns(extra_profit: str, decimals: int) -> dict[str, tables.Column]:
    columns = tables.truth_of_advice(extra_profit, decimals)
    of_truth = {name: columns.pop(name) for name in OF_TRUTH}
    return columns | tables.band("incremental_profit", tables.money, decimals=decimals) | of_truth


def _show_elasticities(found: Results, rows: pd.DataFrame, labels: dict[str, str]) -> None:
    st.markdown(formats.escaped(elasticity_words(rows)))
    if rows.empty:
        return
    rows = rows.assign(title=rows["product_id"].map(labels))
    figure = elasticities_chart(rows, found.audience.segments)
    display.show_chart(figure, rows, ELASTICITY_COLUMNS, "recovery-elasticities")


def _show_cross_effects(rows: pd.DataFrame, labels: dict[str, str]) -> None:
    st.markdown(formats.escaped(cross_words(rows)))
    rows = rows.assign(title=rows["product_a"].map(labels) + " + " + rows["product_b"].map(labels))
    display.show_chart(cross_chart(rows), rows, CROSS_COLUMNS, "recovery-pairs")


def _show_method(check: recovery.Recovered) -> None:
    report = check.report
    with st.expander("How this was checked, and what it cannot tell"):
        st.markdown(
            "Your customers came again on the same days, met the same prices, and bought by chance as the "
            "trained model says they do; tastes that the model does not know, and ups and downs of "
            "demand from week to week, were drawn as large as yours are. The model was then "
            "trained anew on what they bought, and its answers compared with those that it was made from.\n\n"
            "It tells whether your data are **enough**, not whether the model is **right**: where customers "
            "choose in another way, or prices followed a demand that nobody recorded, the real advice is "
            "worse than this. The checks on the page Price response look for that."
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
        content, label = json.dumps(report, indent=2).encode(), "Download the check (JSON)"
        display.show_download(label, lambda: content, "recovery.json", weight="tertiary")
