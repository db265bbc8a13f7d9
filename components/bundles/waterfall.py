"""Where a bundle's money goes, as a waterfall: from its parts' list prices to what the bundle adds."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from analytics.pricing.price_book.waterfall import ALL_STEPS, STEPS, overall, profit_steps
from analytics.runs.results import Results
from components.bundles.bundle_list import whole_book_of
from components.bundles.repricing import curves_of
from components.shell import charts, choices, display, formats, results, session, tables, units
from data.store import Shop

WORDS = {  # step -> what it is called, and what it means
    "list_price": ("Parts' list price", "What the parts of all bundles sold cost at today's prices"),
    "discount": (
        "Discount",
        "Given up on every bundle sold, also by those who would have bought the parts anyway",
    ),
    "payment_fee": ("Payment fee", "Share of revenue that goes to the payment provider"),
    "product_cost": ("Product cost", "What the parts cost the shop"),
    "fulfilment": ("Fulfilment", "One parcel per bundle, and its items"),
    "returns": ("Returns", "Expected refunds, less what the returned units are worth"),
    "sold": ("Earned on bundles sold", "Contribution of the bundles sold"),
    "cannibalized_parts": (
        "Parts sold anyway",
        "What the same visits would have earned on these parts without the bundle",
    ),
    "neighbors": (
        "Other products",
        "Change in what is earned on products that sell along with the parts, or that these replace",
    ),
    "incremental_profit": ("What the bundle adds", "More than without the bundle, as in the price book"),
}
TOTALS = ("sold", "incremental_profit")
COLUMNS = {"step": tables.text("Step"), "amount": tables.money("Money"), "meaning": tables.text("What it is")}


def show_waterfall(shop: Shop, found: Results, bundle: pd.Series) -> None:
    """Draw from list price to contribution for one bundle, over all segments or for one."""
    if pd.isna(bundle["incremental_profit_per_visit"]):
        display.show_note(f"No discount of this bundle can be advised: {bundle['reason']}.")
        return
    steps = steps_of(shop, found, bundle)
    words = {None: formats.EVERYONE} | {segment: segment for segment in steps["segment"]}
    key = f"waterfall-{shop.name}-{found.run_id}"
    segment = choices.choose_code("Segment", words, width=320, key=key)
    unit = unit_of_steps(shop, found, segment)
    amounts, offered = amounts_of(steps, segment, unit), _of(steps, segment)["discount_share"] > 0
    if amounts["list_price"] == amounts["incremental_profit"] == 0 or not offered.any():
        display.show_note("No discount is advised here, so there is nothing to sell or to lose.")
        return
    display.show_answer(sentence(amounts, unit))
    if looks := results.looks_words(found, bundle["product_ids"]):
        display.show_note(looks)
    rows = [{"step": name, "amount": amounts[step], "meaning": of} for step, (name, of) in WORDS.items()]
    figure = waterfall_chart(amounts, unit)
    display.show_chart(figure, pd.DataFrame(rows), COLUMNS, "waterfall", unit.currency)


def steps_of(shop: Shop, found: Results, bundle: pd.Series) -> pd.DataFrame:
    """Return where the bundle's money goes at its advised discounts, one row per segment, per visit."""
    parts = tuple(found.audience.positions(bundle["product_ids"]))
    discounts = advised_discounts(shop, found, bundle)

    def compute() -> pd.DataFrame:
        return profit_steps(found.market, parts, curves_of(shop, found, parts), discounts)

    steps = session.computed(shop, ("waterfall", found.key, parts, discounts), compute)
    return steps.assign(discount_share=discounts)


def advised_discounts(shop: Shop, found: Results, bundle: pd.Series) -> tuple[float, ...]:
    """Return the price book's discount of a bundle for every segment; none where it is withheld."""
    book = whole_book_of(shop, found)
    rows = book[book["offer_id"] == bundle["offer_id"]].set_index("segment")["discount_share"]
    return tuple(float(d) for d in rows.reindex(found.audience.segments).fillna(0.0))


def unit_of_steps(shop: Shop, found: Results, segment: str | None) -> units.MoneyUnit:
    """Return the unit of a segment's amounts (None: of all)."""
    unit = units.money_unit(shop, found.market)
    return replace(unit, visits=float(units.visits_by_row(found.market, pd.Series([segment]), unit)[0]))


def amounts_of(steps: pd.DataFrame, segment: str | None, unit: units.MoneyUnit) -> pd.Series:
    """Return the steps of a segment (None: of all) in a unit, with the subtotal of bundles sold."""
    names = [*ALL_STEPS, "incremental_profit"]
    row = overall(steps) if segment is None else _of(steps, segment)[names].iloc[0]
    row = unit.visits * row.astype(float)
    return pd.concat([row, pd.Series({"sold": row[list(STEPS)].sum()})])


def sentence(amounts: pd.Series, unit: units.MoneyUnit) -> str:
    """Return in one sentence what is left of the parts' list price."""
    full, sold, added = (unit.money(amounts[name]) for name in ("list_price", *TOTALS))
    return (
        f"Of {full} list price {unit.words}, {sold} is left on the bundles sold after discount and all "
        "costs. Less what the parts would have earned in these visits anyway, and with what changes for "
        f"other products, the bundle adds {added}."
    )


def waterfall_chart(amounts: pd.Series, unit: units.MoneyUnit) -> go.Figure:
    """Return the waterfall from list price to contribution.

    Parameters
    ----------
    amounts : one signed amount per name in `WORDS` [currency]
    """
    title, axis = "What is left of the parts' list price, cost by cost", f"Money {unit.words}"
    figure = charts.house_figure(title, y_title=unit.with_currency(axis), height=420)
    measures = dict.fromkeys(WORDS, "relative") | dict.fromkeys(TOTALS, "total") | {"list_price": "absolute"}
    figure.add_waterfall(
        x=[broken(name) for name, _ in WORDS.values()],
        y=[amounts[step] for step in WORDS],
        measure=list(measures.values()),
        text=[unit.money(amounts[step]) for step in WORDS],
        hovertemplate=charts.hover("<b>%{x}</b>", "%{text}"),
        **charts.waterfall_style(),
    )
    figure.update_xaxes(tickangle=0)
    levels = amounts[list(ALL_STEPS)].cumsum()
    lowest, highest = min(levels.min(), 0), levels.max()
    room = 0.12 * (highest - lowest)
    return figure.update_yaxes(range=[lowest - room, highest + room])


def broken(words: str) -> str:
    """Return the words on two lines, so that they stand upright under their bar."""
    first, _, rest = words.partition(" ")
    return f"{first}<br>{rest}"


def _of(steps: pd.DataFrame, segment: str | None) -> pd.DataFrame:
    """Return the rows of one segment, or of all."""
    return steps if segment is None else steps[steps["segment"] == segment]
