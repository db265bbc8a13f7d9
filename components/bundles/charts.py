"""The picture of the bundles, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import formats, results, theme

N_SHOWN = 20
COMPOSITION_COLORS = {"complements": theme.GREEN, "mixed": theme.BLUE, "substitutes": theme.VERMILLION}


def profits_chart(bundles: pd.DataFrame, currency: str, per: int) -> go.Figure:
    """Return the bundles that earn most with their 90 % bands, colored by composition, best on top.

    Parameters
    ----------
    per : visits that the profit is counted for
    """
    best = bundles.dropna(subset="incremental_profit_per_visit")
    best = best.nlargest(N_SHOWN, "incremental_profit_per_visit").iloc[::-1]
    names = best["offer_id"] + "  " + best["title"].map(lambda title: results.shortened(title, 46))
    title = "What each bundle earns at its best discount"
    title += f", the best {N_SHOWN}" if len(bundles) > N_SHOWN else ""
    figure = theme.house_figure(
        title,
        f"Extra profit per {per:,} visits{f' [{currency}]' if currency else ''}, with 90 % band",
        height=150 + 26 * len(best),
    )
    for composition, rows in best.groupby("composition", sort=False):
        value = per * rows["incremental_profit_per_visit"]
        low, high = per * rows["incremental_profit_low"], per * rows["incremental_profit_high"]
        figure.add_scatter(
            x=value,
            y=names[rows.index],
            error_x={"array": high - value, "arrayminus": value - low, "thickness": 2, "width": 0},
            mode="markers",
            name=str(composition),
            marker={"color": COMPOSITION_COLORS.get(str(composition), theme.GRAY), "size": 9},
            customdata=pd.DataFrame(
                {
                    "title": rows["title"],
                    "band": [formats.band(*ends, currency) for ends in zip(low, high, strict=True)],
                    "discount": [formats.share(share, 0) for share in rows["discount_share"]],
                    "lift": rows["lift"],
                    "verdict": rows["verdict"],
                }
            ),
            hovertemplate=theme.hover(
                "<b>%{customdata[0]}</b>",
                f"{currency}%{{x:,.2f}} more per {per:,} visits (%{{customdata[1]}})",
                "at %{customdata[2]} off on average · bought together %{customdata[3]:.2f} × chance",
                "%{customdata[4]}",
            ),
        )
    figure.update_layout(showlegend=True)
    figure.update_yaxes(categoryorder="array", categoryarray=list(names))
    return figure
