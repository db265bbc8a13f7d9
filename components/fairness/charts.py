"""The pictures of a fairness audit, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from analytics.checks.fairness.codes import Measure
from components.shell import charts, formats

_TITLES = {
    Measure.PRICE_PAID: "Groups whose band lies right of the line pay more than all",
    Measure.DISCOUNT: "Groups whose band lies left of the line get smaller discounts",
    Measure.ACCESS: "Groups whose band lies left of the line are offered less",
    Measure.GAIN: "Groups whose band lies left of the line gain less",
}
_AXES = {
    Measure.PRICE_PAID: "Price paid for an offer, against all",
    Measure.DISCOUNT: "Discount, against all",
    Measure.ACCESS: "Share of offers with a discount, against all",
    Measure.GAIN: "Gain a visit, against all",
}
_SHARES = (Measure.DISCOUNT, Measure.ACCESS)


def differences_chart(rows: pd.DataFrame, measure: Measure, currency: str) -> go.Figure:
    """Return each group's difference to all with its band.

    Parameters
    ----------
    rows : group, difference, difference_low, difference_high, n_customers; of one measure
    """
    is_share = measure in _SHARES
    axis = _AXES[measure] if is_share else formats.with_unit(_AXES[measure], currency)
    figure = charts.house_figure(_TITLES[measure], axis, "", 160 + 40 * len(rows))
    rows = rows.iloc[::-1]
    shape = ".1%" if is_share else ".3f"
    told = charts.hover("%{y}", f"%{{x:{shape}}}", "%{customdata:,} customers")
    band = charts.ends(rows["difference"], rows["difference_low"], rows["difference_high"])
    about = {"customdata": rows["n_customers"], "hovertemplate": told}
    charts.add_dots(figure, rows["difference"], rows["group"], error_x=band, **about)
    figure.add_vline(0, line=charts.LINE_OF_AGREEMENT)
    return charts.show_shares(figure, "x") if is_share else figure


def columns_chart(columns: pd.DataFrame) -> go.Figure:
    """Return how much each column tells of a barred one.

    Parameters
    ----------
    columns : column, drop; the largest first
    """
    title = "The longer the bar, the more this column gives away"
    figure = charts.house_figure(title, "Balanced accuracy lost without it", "", 160 + 32 * len(columns))
    rows = columns.iloc[::-1]
    told = charts.hover("%{y}", "%{x:.3f}")
    charts.add_bars(figure, rows["drop"], rows["column"], charts.theme.HOUSE_COLOR, hovertemplate=told)
    return figure
