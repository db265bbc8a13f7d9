"""The shop's trend by category."""

from pathlib import Path

import pandas as pd

from analytics.interests.counts import REST
from components.interests.charts import trend_chart
from components.interests.over_time import EVERYBODY, everybodys
from components.shell import choices, display, tables
from data.store import Shop

N_CHOSEN = 5  # at first: those that change most
MOST = 8  # as many as there are colors
TREND_COLUMNS = {
    "category": tables.text("Category"),
    "before": tables.share("On average", "Of all purchases in the past periods"),
    "latest": tables.share("Latest period"),
    "ahead": tables.share("Next 30 days"),
    **tables.band("ahead", tables.share),
}


def show_trend(shop: Shop, directory: Path) -> None:
    """Draw the shares of categories in the shop over time, and ahead with their bands."""
    groups = everybodys(shop, directory)
    rows = groups[groups["group"] == EVERYBODY]
    table = trends(rows)
    words = {name: name for name in table["category"]}
    first = table["category"].head(N_CHOSEN).tolist()
    chosen = choices.choose_several("Categories", words, first, max_selections=MOST, key="trend-categories")
    if chosen:
        drawn = rows[rows["category"].isin(chosen)]
        display.show_chart(trend_chart(drawn), table, TREND_COLUMNS, "trends", is_folded=False)


def trends(rows: pd.DataFrame) -> pd.DataFrame:
    """Return each category's share on average, lately and ahead; those that change most first."""
    past, ahead = rows[rows["horizon_days"] == 0], rows[rows["horizon_days"] == 30]
    by_category = ahead.set_index("category")
    total = max(past["n_purchases"].sum(), 1.0)
    table = pd.DataFrame(
        {
            "before": past.groupby("category")["n_purchases"].sum() / total,
            "latest": past[past["period"] == past["period"].max()].set_index("category")["share"],
            "ahead": by_category["share"],
            "ahead_low": by_category["low"],
            "ahead_high": by_category["high"],
        }
    )
    change = (table["ahead"] - table["before"]).abs().sort_index()
    order = change.drop(REST, errors="ignore").sort_values(ascending=False, kind="stable").index
    return table.loc[order].rename_axis("category").reset_index()
