"""How near a run's answers are to the truth, on the pricing pages of a practice shop and nowhere else."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components import bundles
from components.practice.charts import curves_chart, elasticities_chart, profits_chart
from components.practice.known import known_truth, true_curves, true_elasticities
from components.shell import display, formats, results
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results
    from analytics.simulation.against_truth import Captured

PER = formats.PER
QUESTION = "How near is this to the truth?"


def show_response_truth(shop: Shop, found: "Results") -> None:
    """Draw estimated against true elasticities; nothing where the truth is not known."""
    truth = known_truth(shop, found)
    if truth is None:
        return
    from analytics.simulation.against_truth import elasticity_errors

    titles = results.product_labels(found)
    rows = elasticity_errors(found.products, true_elasticities(shop, found, truth))
    rows = rows.assign(title=rows["product_id"].map(titles))
    st.subheader(QUESTION, anchor=False)
    st.markdown(formats.escaped(elasticity_words(rows)))
    columns = {
        "title": formats.text_column("Product"),
        "elasticity": formats.number_column("Estimated"),
        "elasticity_low": formats.number_column("From", help="Lower end of the 90 % band"),
        "elasticity_high": formats.number_column("To", help="Upper end of the 90 % band"),
        "true_elasticity": formats.number_column("True"),
        "error_share": formats.share_column(
            "Off by", help="Above zero: sales seem to answer more than they do"
        ),
        "is_in_band": st.column_config.CheckboxColumn("In the band"),
    }
    known = rows.dropna(subset="elasticity")
    if known.empty:
        only = {name: columns[name] for name in ("title", "true_elasticity")}
        display.show_table(rows, only, "truth-elasticities")
    else:
        display.show_chart(elasticities_chart(known), rows, columns, "truth-elasticities")


def show_bundles_truth(shop: Shop, found: "Results") -> None:
    """Draw what the advised discounts truly earn; nothing where the truth is not known."""
    truth = known_truth(shop, found)
    if truth is None:
        return
    from analytics.simulation.against_truth import captured

    book = bundles.whole_book_of(shop, found)
    st.subheader(QUESTION, anchor=False)
    with st.spinner("Asking the truth about every bundle …"):
        curves = true_curves(shop, found, truth, _offers(book))
    rows = _advice(found, book, curves)
    st.markdown(formats.escaped(captured_words(captured(book, curves, found.audience.visit_share))))
    currency = shop.setting("currency", "")
    advised = rows.dropna(subset="discount_share")
    table, columns = _per_visits(rows), _advice_columns(currency, is_withheld=advised.empty)
    if advised.empty:
        display.show_table(table, columns, "truth-bundles")
    else:
        display.show_chart(profits_chart(advised, currency, PER), table, columns, "truth-bundles")


def show_scenario_truth(shop: Shop, found: "Results", bundle: pd.Series) -> None:
    """Draw what every discount of one bundle truly earns; nothing where the truth is not known.

    Parameters
    ----------
    bundle : its name is the offer's id
    """
    truth = known_truth(shop, found)
    if truth is None:
        return
    from analytics.simulation.against_truth import captured

    book = bundles.whole_book_of(shop, found)
    book = book[book["offer_id"] == bundle.name]
    curves = true_curves(shop, found, truth, _offers(book))
    rows = _advice(found, book, curves)
    st.subheader(QUESTION, anchor=False)
    st.markdown(formats.escaped(captured_words(captured(book, curves, found.audience.visit_share))))
    currency = shop.setting("currency", "")
    columns = _advice_columns(currency, is_withheld=bool(rows["discount_share"].isna().all()))
    columns.pop("title")
    display.show_chart(
        curves_chart(curves, rows, currency, PER), _per_visits(rows), columns, "truth-scenario"
    )


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
        f"true value lies within the 90 % band for {int(known['is_in_band'].sum())} of "
        f"{formats.counted(len(known), 'product')}."
    )


def captured_words(profit: "Captured") -> str:
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


def _advice(found: "Results", book: pd.DataFrame, curves: pd.DataFrame) -> pd.DataFrame:
    from analytics.simulation.against_truth import advice_errors

    rows = advice_errors(book, curves)
    return rows.assign(title=[results.bundle_title(found, ids) for ids in rows["product_ids"]])


def _offers(book: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return {str(i): tuple(ids) for i, ids in zip(book["offer_id"], book["product_ids"], strict=True)}


def _per_visits(rows: pd.DataFrame) -> pd.DataFrame:
    names = ("incremental_profit_per_visit", "true_profit", "best_profit")
    return rows.assign(**{name: PER * rows[name] for name in names})


def _advice_columns(currency: str, *, is_withheld: bool) -> dict[str, Any]:
    """Return the columns of advice beside the truth; of the truth alone where all advice is withheld."""
    per = f"Extra profit per {PER:,} visits"
    columns = {
        "offer_id": formats.text_column("Bundle"),
        "title": formats.text_column("Parts"),
        "segment": formats.text_column("Segment"),
        "discount_share": formats.share_column("Advised discount", help="Empty where it is withheld"),
        "best_discount_share": formats.share_column("Best discount"),
        "incremental_profit_per_visit": formats.money_column("Promised", currency, help=per),
        "true_profit": formats.money_column("True", currency, help=f"{per} at the advised discount"),
        "best_profit": formats.money_column("Possible", currency, help=f"{per} at the best discount"),
    }
    withheld = ("discount_share", "incremental_profit_per_visit", "true_profit")
    return {name: c for name, c in columns.items() if not (is_withheld and name in withheld)}
