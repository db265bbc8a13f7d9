"""How near a run's answers are to the truth, on the pricing pages of a practice shop and nowhere else."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.pricing.price_book.figures import PROFITS
from analytics.runs.known_answers import offers_of
from analytics.runs.results import Results
from analytics.simulation import against_truth
from analytics.simulation.planted import PlantedTruth
from components.bundles.bundle_list import whole_book_of
from components.practice.charts import curves_chart, elasticities_chart, profits_chart
from components.practice.truth import known_truth, true_curves, true_elasticities
from components.shell import display, formats, results, tables, units
from data.store import Shop

QUESTION = "How near to the truth?"
COMPARED = (*PROFITS, "true_profit", "best_profit")
OF_ADVICE = ("discount_share", "incremental_profit_per_visit", "true_profit")
ELASTICITY_COLUMNS = {
    **tables.PRODUCT,
    "elasticity": tables.number("Estimated"),
    **tables.ELASTICITY_BAND,
    "true_elasticity": tables.number("True"),
    "error_share": tables.share("Off by", "Above zero: sales seem to answer more than they do"),
    "is_in_band": tables.tick("In the band"),
}
RELIABILITY_COLUMNS = {
    "verdict": tables.text("Verdict"),
    "n_rows": tables.count("Discounts"),
    "kept_share": tables.share("Kept", "Earn at least the lower end of the 90 % band that is promised"),
    "half_share": tables.share("Half", "Earn at least half of the extra profit that is expected"),
    "lost_share": tables.share("Lost", "Earn less than the parts sold alone"),
    "in_band_share": tables.share("In the band", "True extra profit within the 90 % band"),
}
ONLY_TRUE = {name: ELASTICITY_COLUMNS[name] for name in ("title", "true_elasticity")}


def truth_tab(draw: Callable[..., None], shop: Shop, found: Results, *more: Any) -> display.Tabs:
    """Return the tab of the truth, drawn by a function below; nothing where the truth is not known."""
    truth = known_truth(shop, found)
    return {} if truth is None else {QUESTION: partial(draw, shop, found, truth, *more)}


def show_elasticities(shop: Shop, found: Results, truth: PlantedTruth) -> None:
    """Draw estimated against true elasticities."""
    rows = against_truth.elasticity_errors(found.products, true_elasticities(shop, found, truth))
    rows = rows.assign(title=rows["product_id"].map(results.product_labels(found)))
    st.markdown(formats.escaped(elasticity_words(rows)))
    known = rows.dropna(subset="elasticity")
    figure = None if known.empty else elasticities_chart(known)
    columns = ONLY_TRUE if known.empty else ELASTICITY_COLUMNS
    display.show_chart(figure, rows, columns, "truth-elasticities")


def show_advice(shop: Shop, found: Results, truth: PlantedTruth) -> None:
    """Draw what the advised discounts truly earn."""
    rows, _ = _show_captured(shop, found, truth, whole_book_of(shop, found))
    advised, unit = rows.dropna(subset="discount_share"), units.money_unit(shop, found.market)
    figure = None if advised.empty else profits_chart(advised, unit)
    columns = _columns(unit, rows, is_withheld=advised.empty)
    display.show_chart(figure, rows, columns, "truth-bundles", unit.currency)
    if len(kept := against_truth.reliability(rows)):
        st.markdown("**Which verdicts keep their promises**")
        told = {
            "help": f"{unit.extra_profit}, on average",
            "decimals": unit.decimals(kept["true_profit"].max()),
        }
        profits = {
            "promised_profit": tables.money("Promised", **told),
            "true_profit": tables.money("True", **told),
        }
        display.show_table(kept, RELIABILITY_COLUMNS | profits, "truth-verdicts", unit.currency)


def show_discounts(shop: Shop, found: Results, truth: PlantedTruth, bundle: pd.Series) -> None:
    """Draw what every discount of one bundle, its name the offer's id, truly earns."""
    book = whole_book_of(shop, found)
    rows, curves = _show_captured(shop, found, truth, book[book["offer_id"] == bundle.name])
    unit = units.money_unit(shop, found.market)
    columns = _columns(unit, rows, is_withheld=bool(rows["discount_share"].isna().all()))
    del columns["title"]
    display.show_chart(curves_chart(curves, rows, unit), rows, columns, "truth-scenario", unit.currency)


def elasticity_words(rows: pd.DataFrame) -> str:
    """Return in a sentence or two how near the elasticities are."""
    known = rows.dropna(subset="elasticity")
    if known.empty:
        low, high = rows["true_elasticity"].min(), rows["true_elasticity"].max()
        return (
            "This is a practice shop, so the truth is known: a price rise of 1 % truly moves sales by "
            f"{formats.number(low, 1)} to {formats.number(high, 1)} %. These data could not show it."
        )
    off = formats.share(float(known["error_share"].abs().mean()), 0)
    return (
        f"This is a practice shop, so the truth is known. The estimates are off by {off} on average; the "
        f"true value lies within the 90 % band for {formats.count(known['is_in_band'].sum())} of "
        f"{formats.counted(len(known), 'product')}."
    )


def captured_words(profit: against_truth.Captured) -> str:
    """Return in a sentence or two which share of the possible profit the advice captures."""
    start = "This is a practice shop, so the truth is known. "
    if profit.possible <= 0:
        return f"{start}No discount could have earned anything here."
    flat_share = formats.share(profit.flat_share, 0)
    flat = f"One discount per bundle for everyone, at its best, would capture {flat_share}."
    if profit.advised == 0:
        return f"{start}No discount is advised, so none of the extra profit that was possible is captured."
    share = formats.share(profit.share, 0)
    return f"{start}The advised discounts capture {share} of the extra profit that was possible. {flat}"


def _show_captured(
    shop: Shop, found: Results, truth: PlantedTruth, book: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Say what advice captures; return it beside the truth and all discounts' curves, in the page's unit."""
    curves = true_curves(shop, found, truth, offers_of(book))
    captured = against_truth.captured(book, curves, found.audience.visit_share)
    st.markdown(formats.escaped(captured_words(captured)))
    rows = against_truth.advice_errors(book, curves)
    rows = rows.assign(title=[results.bundle_title(found, ids) for ids in rows["product_ids"]])
    market, unit = found.market, units.money_unit(shop, found.market)
    visits = units.visits_by_row(market, rows["segment"], unit)
    rows = rows.assign(**{name: visits * rows[name] for name in COMPARED})
    true_profit = units.visits_by_row(market, curves["segment"], unit) * curves["true_profit"]
    return rows, curves.assign(true_profit=true_profit)


def _columns(unit: units.MoneyUnit, rows: pd.DataFrame, *, is_withheld: bool) -> dict[str, tables.Column]:
    """Return the columns of advice beside the truth; of the truth alone where all advice is withheld."""
    columns = tables.truth_of_advice(unit.extra_profit, unit.decimals(rows["best_profit"].max())).items()
    return {name: column for name, column in columns if not (is_withheld and name in OF_ADVICE)}
