"""The picture of the bundles, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, labels, theme
from components.shell.units import MoneyUnit

N_SHOWN = 12
COMPOSITION_COLORS = {"complements": theme.GREEN, "mixed": theme.BLUE, "substitutes": theme.VERMILLION}


def profits_chart(bundles: pd.DataFrame, unit: MoneyUnit) -> go.Figure:
    """Return the bundles that earn most with their 90 % bands, colored by composition, best on top.

    Parameters
    ----------
    bundles : with profits in the unit
    """
    best = bundles.dropna(subset="incremental_profit_per_visit")
    best = best.nlargest(N_SHOWN, "incremental_profit_per_visit").iloc[::-1]
    ids = best["offer_id"].astype(str)
    names = ids + "  " + best["title"].map(lambda title: labels.shortened(title, 46))
    title = "What each bundle earns at its best discount"
    title += f", the best {N_SHOWN}" if len(bundles) > N_SHOWN else ""
    figure = charts.house_figure(title, unit.profit_axis, height=150 + 26 * len(best))
    decimals = unit.decimals(best["incremental_profit_per_visit"].max())
    for composition, rows in best.groupby("composition", sort=False):
        value, low, high = (rows[f"incremental_profit_{name}"] for name in ("per_visit", "low", "high"))
        told = {
            "title": rows["title"],
            "band": unit.bands(low, high, decimals),
            "discount": [formats.share(share, 0) for share in rows["discount_share"]],
            "lift": rows["lift"],
            "verdict": rows["verdict"],
        }
        charts.add_dots(
            figure,
            value,
            ids[rows.index],
            COMPOSITION_COLORS.get(str(composition), theme.GRAY),
            name=str(composition).capitalize(),
            error_x=charts.ends(value, low, high),
            customdata=pd.DataFrame(told),
            hovertemplate=charts.hover(
                "<b>%{customdata[0]}</b>",
                f"{unit.currency}%{{x:,.{decimals}f}} more {unit.words} (%{{customdata[1]}})",
                "at %{customdata[2]} off on average · bought together %{customdata[3]:.2f} × chance",
                "%{customdata[4]}",
            ),
        )
    figure.update_layout(showlegend=True)
    return charts.name_rows(figure, ids, names, longest=60)
