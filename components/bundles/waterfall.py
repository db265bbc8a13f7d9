"""Where a bundle's money goes, as a waterfall: from its parts' list prices to what the bundle adds."""

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.bundles.priced import curves_of
from components.bundles.table import PER
from components.shell import display, formats, session, theme
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

EVERYONE = "All segments"
WORDS = {
    "list_price": "Parts' list price",
    "discount": "Discount",
    "payment_fee": "Payment fee",
    "product_cost": "Product cost",
    "fulfilment": "Fulfilment",
    "returns": "Returns",
    "sold": "Earned on bundles sold",
    "cannibalized_parts": "Parts sold anyway",
    "neighbors": "Other products",
    "incremental_profit": "What the bundle adds",
}
STEP_NAMES = tuple(name for name in WORDS if name not in ("sold", "incremental_profit"))
TOTALS = ("list_price", "sold", "incremental_profit")
MEANINGS = {
    "list_price": "What the parts of all bundles sold cost at today's prices",
    "discount": "Given up on every bundle sold, also by those who would have bought the parts anyway",
    "payment_fee": "Share of revenue that goes to the payment provider",
    "product_cost": "What the parts cost the shop",
    "fulfilment": "One parcel per bundle, and its items",
    "returns": "Expected refunds, less what the returned units are worth",
    "sold": "Contribution of the bundles sold",
    "cannibalized_parts": "What the same visits would have earned on these parts without the bundle",
    "neighbors": "Change in what is earned on products that sell along with the parts",
    "incremental_profit": "More than without the bundle, as in the price book",
}


def show_waterfall(shop: Shop, found: "Results", bundle: pd.Series) -> None:
    """Draw from list price to contribution for one bundle, over all segments or for one."""
    currency = shop.setting("currency", "")
    if pd.isna(bundle["incremental_profit_per_visit"]):
        display.show_note(f"No discount of this bundle can be advised: {bundle['reason']}.")
        return
    steps = steps_of(shop, found, bundle)
    segment = st.selectbox(
        "Segment", [EVERYONE, *steps["segment"]], width=320, key=f"waterfall-{shop.name}-{found.run_id}"
    )
    amounts = amounts_of(steps, segment)
    if amounts["list_price"] == amounts["incremental_profit"] == 0 or not _is_offered(steps, segment):
        display.show_note("No discount is advised here, so there is nothing to sell or to lose.")
        return
    display.show_answer(sentence(amounts, currency))
    table = pd.DataFrame(
        {
            "step": [WORDS[name] for name in WORDS],
            "amount": [amounts[name] for name in WORDS],
            "meaning": [MEANINGS[name] for name in WORDS],
        }
    )
    columns = {
        "step": formats.text_column("Step"),
        "amount": formats.money_column(f"Per {PER:,} visits", currency),
        "meaning": formats.text_column("What it is"),
    }
    display.show_chart(waterfall_chart(amounts, currency), table, columns, "waterfall")


def steps_of(shop: Shop, found: "Results", bundle: pd.Series) -> pd.DataFrame:
    """Return where the bundle's money goes at its advised discounts, one row per segment, per visit."""
    from analytics.pricing.price_book.waterfall import profit_steps

    parts = tuple(found.audience.positions(bundle["product_ids"]))
    discounts = advised_discounts(shop, found, bundle)
    return session.computed(
        shop,
        ("waterfall", found.key, parts, discounts),
        lambda: profit_steps(found.market, parts, curves_of(shop, found, parts), discounts),
    ).assign(discount_share=discounts)


def advised_discounts(shop: Shop, found: "Results", bundle: pd.Series) -> tuple[float, ...]:
    """Return the price book's discount of a bundle for every segment; none where it is withheld."""
    from components.bundles.offers import whole_book_of

    book = whole_book_of(shop, found)
    rows = book[book["offer_id"] == bundle["offer_id"]].set_index("segment")["discount_share"]
    return tuple(float(d) for d in rows.reindex(found.audience.segments).fillna(0.0))


def amounts_of(steps: pd.DataFrame, segment: str) -> pd.Series:
    """Return the steps of one segment, or of all, per `PER` visits, with the subtotal of bundles sold."""
    from analytics.pricing.price_book.waterfall import ALL_STEPS, STEPS, overall

    names = [*ALL_STEPS, "incremental_profit"]
    row = overall(steps) if segment == EVERYONE else steps.set_index("segment").loc[segment, names]
    row = PER * row.astype(float)
    return pd.concat([row, pd.Series({"sold": row[list(STEPS)].sum()})])


def sentence(amounts: pd.Series, currency: str) -> str:
    """Return in one sentence what is left of the parts' list price."""
    full, sold, added = (
        formats.money(amounts[name], currency) for name in ("list_price", "sold", "incremental_profit")
    )
    return (
        f"Of {full} list price per {PER:,} visits, {sold} is left on the bundles sold after discount and all "
        f"costs; less what these visits would have earned anyway, the bundle adds {added}."
    )


def waterfall_chart(amounts: pd.Series, currency: str) -> go.Figure:
    """Return the waterfall from list price to contribution.

    Parameters
    ----------
    amounts : one signed amount per name in `WORDS` [currency]
    """
    figure = theme.house_figure(
        "What is left of the parts' list price, cost by cost",
        y_title=f"Per {PER:,} visits{f' [{currency}]' if currency else ''}",
        height=420,
    )
    figure.add_waterfall(
        x=[broken(words) for words in WORDS.values()],
        y=[amounts[name] for name in WORDS],
        measure=[
            "absolute"
            if name == "list_price"
            else "total"
            if name in TOTALS or name == "sold"
            else "relative"
            for name in WORDS
        ],
        text=[formats.money(amounts[name], currency) for name in WORDS],
        textposition="outside",
        cliponaxis=False,
        increasing_marker_color=theme.GREEN,
        decreasing_marker_color=theme.VERMILLION,
        totals_marker_color=theme.BLUE,
        connector={"line": {"color": theme.GRAY, "width": 1}},
        hovertemplate=theme.hover("<b>%{x}</b>", "%{text}"),
    )
    figure.update_xaxes(tickangle=0)
    levels = [amounts[list(STEP_NAMES[: i + 1])].sum() for i in range(len(STEP_NAMES))]
    room = 0.12 * (max(levels) - min(*levels, 0))
    figure.update_yaxes(range=[min(*levels, 0) - room, max(levels) + room])
    return figure


def broken(words: str) -> str:
    """Return the words on two lines, so that they stand upright under their bar."""
    first, _, rest = words.partition(" ")
    return f"{first}<br>{rest}"


def _is_offered(steps: pd.DataFrame, segment: str) -> bool:
    rows = steps if segment == EVERYONE else steps[steps["segment"] == segment]
    return bool((rows["discount_share"] > 0).any())
