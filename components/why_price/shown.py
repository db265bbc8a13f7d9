"""One row of the price book taken apart: a sentence, two waterfalls, the table behind them."""

import pandas as pd
import streamlit as st

from analytics.cli.why_words import CAUSE_WORDS, cause_name
from analytics.findings import Verdict
from analytics.pricing.explain.causes import Cause
from analytics.pricing.price_book.figures import PROFITS
from analytics.pricing.scenarios import PER
from analytics.runs.results import Results
from analytics.runs.why_price import why_prices_of
from components.shell import choices, display, formats, session, tables
from components.why_price.charts import signed, steps_chart
from data.store import Shop

MOST_NAMED = 2  # causes in the answer
START, END = "Average products", "Advised"
HOW = (
    "Each cause is set back to what is neutral (see the table), the bundle is priced again by the same "
    "optimizer for every combination, and a cause's step is its fair share (Shapley value) of it all; "
    "the steps add up exactly to the price book's own figures."
)
COLUMNS = {
    "name": tables.text("Cause"),
    "discount_points": tables.number("Discount [points]", "Percentage points that it adds to the discount"),
    "profit": tables.money(f"Profit per {PER:,} visits", "What it adds to the extra profit"),
    "meaning": tables.text("Against what"),
}


def show_why(shop: Shop, found: Results, rows: pd.DataFrame) -> None:
    """Draw why one bundle has its discounts, for a segment that is asked for.

    Parameters
    ----------
    rows : of the price book, all of one bundle
    """
    words = {name: name for name in rows["segment"]}
    key = f"why-segment-{shop.name}-{found.run_id}"
    segment = choices.choose_code("Customer type", words, width=320, key=key)
    row = rows[rows["segment"] == segment].iloc[0]
    if row["verdict"] == Verdict.FAIL:
        reason = str(row["reason"])
        display.show_verdict(
            Verdict.FAIL, "No discount is advised here, so there is none to explain:", reason
        )
        return
    table = _told(shop, found, rows)
    table = table[table["segment"] == segment]
    steps = steps_of(table)
    currency = session.currency_of(shop)
    display.show_answer(answer(row, steps, base_of(table), currency))
    _show_steps(steps, base_of(table), currency)
    display.show_note(HOW)


def steps_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return what each cause adds: cause, name, discount_points, profit per 1,000 visits, meaning.

    Parameters
    ----------
    table : of one segment, as of `why_prices`
    """
    wide = table.pivot_table(index="cause", columns="target", values="value", sort=False)
    ordered = [cause for cause in Cause if cause in wide.index]
    wide = wide.reindex(ordered)
    return pd.DataFrame(
        {
            "cause": ordered,
            "name": [cause_name(cause) for cause in ordered],
            "discount_points": 100 * wide["discount"].to_numpy(float),
            "profit": PER * wide["profit"].to_numpy(float),
            "meaning": [CAUSE_WORDS[cause][1] for cause in ordered],
        }
    )


def base_of(table: pd.DataFrame) -> dict[str, float]:
    """Return where the steps begin: discount [points] and profit [currency per 1,000 visits]."""
    base = table.groupby("target")["base"].first().astype(float)
    return {"discount": 100 * float(base["discount"]), "profit": PER * float(base["profit"])}


def answer(row: pd.Series, steps: pd.DataFrame, base: dict[str, float], currency: str) -> str:
    """Return in one sentence what moves the discount most, and what that discount earns."""
    discount = formats.share(row["discount_share"])
    start = f"a bundle of average products would get {formats.share(base['discount'] / 100)}"
    order = steps["discount_points"].abs().sort_values(ascending=False, kind="stable").index
    moved = steps.loc[order][lambda of: of["discount_points"].abs() >= 0.05].head(MOST_NAMED)
    pairs = zip(moved["name"], moved["discount_points"], strict=True)
    causes = [f"{name.lower()} ({signed(points, _points)})" for name, points in pairs]
    most = f"; what moves it most: {' and '.join(causes)}" if causes else "; nothing moves it from there"
    profit = formats.money(PER * row[PROFITS[0]], currency)
    return (
        f"{row['segment']}: {discount} off is advised, where {start}{most}. "
        f"It earns {profit} per {PER:,} visits."
    )


def _figure(value: float) -> str:
    return formats.number(value, 1)


def _points(value: float) -> str:
    return f"{formats.number(value, 1)} points"


def _show_steps(steps: pd.DataFrame, base: dict[str, float], currency: str) -> None:
    """Draw both waterfalls and the table behind them."""
    left, right = st.columns(2, gap="medium")
    with left:
        pairs = list(zip(steps["name"], steps["discount_points"], strict=True))
        title, unit = "Where the discount comes from", "Discount [percentage points]"
        figure = steps_chart(title, unit, (START, END), pairs, base["discount"], _figure)
        display.show_figure(figure, "why-discount")
    with right:
        pairs = list(zip(steps["name"], steps["profit"], strict=True))
        title, unit = "Where its profit comes from", formats.with_unit(f"Profit per {PER:,} visits", currency)
        figure = steps_chart(
            title, unit, (START, END), pairs, base["profit"], lambda value: formats.money(value, currency)
        )
        display.show_figure(figure, "why-profit")
    with st.expander("The numbers behind these charts"):
        first = {"name": START, "discount_points": base["discount"], "profit": base["profit"], "meaning": ""}
        table = pd.concat([pd.DataFrame([first]), steps[list(COLUMNS)]], ignore_index=True)
        display.show_table(table, COLUMNS, "why-this-price", currency)


def _told(shop: Shop, found: Results, rows: pd.DataFrame) -> pd.DataFrame:
    """Return why all rows of one bundle have their discounts, computed once."""
    figures = rows[["discount_share", PROFITS[0]]].astype(float).round(12).fillna(-1.0)
    told = tuple(map(tuple, figures.to_numpy().tolist()))
    key = ("why price", found.key, rows["offer_id"].iloc[0], tuple(rows["product_ids"].iloc[0]), told)
    with st.spinner("Pricing the bundle again without each cause …"):
        return session.computed(shop, key, lambda: why_prices_of(found, rows))
