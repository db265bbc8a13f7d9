"""The bundles as a picture and as a table in which the analyst picks."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components.bundles.charts import profits_chart
from components.bundles.offers import pick, picked_bundles
from components.shell import display, downloads, formats
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

PER = formats.PER
COMPOSITION_HELP = (
    "Complements: one in the basket makes the other likelier. Substitutes: the opposite. "
    "Mixed: neither is clear for every pair. Estimated from baskets, not from category names."
)
CHANCE_HELP = "The chance that the bundle at its discount earns more than no bundle"


def show_bundles(shop: Shop, found: "Results", bundles: pd.DataFrame) -> None:
    """Draw what each bundle earns, and the table in which the analyst picks."""
    currency = shop.setting("currency", "")
    if bundles["incremental_profit_per_visit"].notna().any():
        display.show_figure(profits_chart(bundles, currency, PER), "bundles")
    choose_picked(shop, found, bundles)


def choose_picked(shop: Shop, found: "Results", bundles: pd.DataFrame) -> pd.DataFrame:
    """Ask which bundles to work with; returns the rows picked."""
    st.subheader("Pick bundles", anchor=False)
    display.show_note(
        "Tick rows to pick them: they come first on the scenarios page and can be downloaded alone. "
        f"Money is per {PER:,} visits that are shown the bundle."
    )
    shown = per_visits(bundles)
    columns = _columns(shop.setting("currency", ""))
    table = st.dataframe(
        shown[list(columns)],
        column_config=columns,
        hide_index=True,
        height=min(35 * len(shown) + 38, 420),
        key=f"pick-{shop.name}-{found.run_id}-{hash(tuple(bundles['offer_id']))}",
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [int(i) for i in bundles.index[bundles["is_picked"]]]}},
        placeholder=formats.MISSING,
    )
    display.show_download(
        "Download this table (CSV)",
        lambda: downloads.csv_bytes(shown[list(columns)]),
        "bundles.csv",
    )
    picked = bundles.loc[table.selection.rows]
    if set(picked.index) != set(bundles.index[bundles["is_picked"]]):
        elsewhere = picked_bundles(shop) - {frozenset(ids) for ids in bundles["product_ids"]}
        pick(shop, [*elsewhere, *(frozenset(ids) for ids in picked["product_ids"])])
    return picked


def per_visits(bundles: pd.DataFrame) -> pd.DataFrame:
    """Return the bundles with their profits per `PER` visits."""
    names = [name for name in bundles.columns if name.startswith("incremental_profit")]
    return bundles.assign(**{name: PER * bundles[name] for name in names})


def _columns(currency: str) -> dict[str, Any]:
    per = f"per {PER:,} visits"
    return {
        "offer_id": formats.text_column("Bundle"),
        "title": formats.text_column("Parts"),
        "incremental_profit_per_visit": formats.money_column(
            "Extra profit", currency, help=f"More than without the bundle, {per}, at the best discount"
        ),
        "incremental_profit_low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "incremental_profit_high": formats.money_column("To", currency, help=formats.BAND_HELP),
        "chance_better": formats.share_column("How sure", help=CHANCE_HELP),
        "discount_share": formats.share_column(
            "Discount", help="Mean of the segments' best discounts, by visits"
        ),
        "verdict": formats.text_column("Verdict"),
        "composition": formats.text_column("Parts are", help=COMPOSITION_HELP),
        "lift": formats.number_column("Lift", help="Bought together, compared with chance: 1 is chance"),
        "lift_low": formats.number_column("Lift from", help=formats.BAND_HELP),
        "lift_high": formats.number_column("Lift to", help=formats.BAND_HELP),
        "support": formats.share_column("Bought together", help="Share of visits that buy all parts"),
        "component_price": formats.money_column("Parts' price", currency),
        "reason": formats.text_column("Why"),
        "cost": formats.text_column("Costs", help="Where the parts' costs come from"),
    }
