"""The pictures of the overview, from numbers alone."""

import pandas as pd
import plotly.graph_objects as go

from components.shell import charts, formats, theme

N_BARS = 12
LARGEST_BASKET = 10
FEWEST_FOR_LINE = 3
LONGEST_NAME = 28
FUNNEL_STEPS = {"view": "Viewed", "cart": "Put in cart", "purchase": "Bought"}


def full_weeks(weeks: pd.DataFrame, first_at: pd.Timestamp, last_at: pd.Timestamp) -> pd.DataFrame:
    """Return the weeks that the data cover from Monday to Sunday; all where there is no such week."""
    monday = pd.to_datetime(weeks["week"])
    is_full = (monday >= first_at.normalize()) & (monday + pd.Timedelta(days=6) <= last_at.normalize())
    return weeks[is_full] if is_full.any() else weeks


def weeks_chart(weeks: pd.DataFrame, currency: str = "") -> go.Figure:
    """Return revenue by week as a line; as bars where two points would make no line."""
    figure = charts.house_figure("Revenue by full week", "Week", _axis("Revenue", currency), height=300)
    told = charts.hover("Week of %{x}", f"{currency}%{{y:,.0f}} from %{{customdata[0]:,}} orders")
    style = {"y": weeks["revenue"], "customdata": weeks[["orders"]], "hovertemplate": told}
    if len(weeks) < FEWEST_FOR_LINE:
        days = [formats.day(week) for week in weeks["week"]]
        figure.add_bar(x=days, marker_color=theme.HOUSE_COLOR, width=0.3, **style)
        figure.update_layout(title_text="Revenue by week").update_xaxes(type="category")
    else:
        area = {"fill": "tozeroy", "fillcolor": theme.translucent(theme.HOUSE_COLOR, 0.10)}
        charts.add_line(figure, weeks["week"], **area, **style)
        figure.update_xaxes(hoverformat="%-d %b %Y")
    return figure.update_yaxes(rangemode="tozero")


def revenue_chart(table: pd.DataFrame, by: str, currency: str = "") -> go.Figure:
    """Return the categories or products with the most revenue as bars, largest on top.

    Parameters
    ----------
    by : the column that names them: category or product
    """
    top = table.nlargest(N_BARS, "revenue").iloc[::-1]
    title = f"Revenue by {by}" + (f", the {N_BARS} largest" if len(table) > N_BARS else "")
    figure = charts.house_figure(title, _axis("Revenue", currency), height=400)
    charts.add_bars(
        figure,
        top["revenue"],
        top[by],
        customdata=top[["orders"]],
        hovertemplate=charts.hover("%{y}", f"{currency}%{{x:,.0f}} in %{{customdata[0]:,}} orders"),
    )
    names = [_short(name) for name in top[by]]
    return figure.update_yaxes(type="category", tickvals=top[by], ticktext=names)


def basket_sizes_chart(basket_sizes: pd.DataFrame) -> go.Figure:
    """Return the share of orders by number of different products, long baskets in one bar."""
    sizes = basket_sizes["n_products"].clip(upper=LARGEST_BASKET)
    orders = basket_sizes.groupby(sizes)["orders"].sum()
    words = [f"{size}+" if size == LARGEST_BASKET else str(size) for size in orders.index]
    title = "How many different products a basket holds"
    figure = charts.house_figure(title, "Different products", "Share of orders", height=400)
    figure.add_bar(
        x=words,
        y=orders / orders.sum(),
        marker_color=[theme.GRAY if size == 1 else theme.HOUSE_COLOR for size in orders.index],
        customdata=orders,
        hovertemplate=charts.hover("%{x} products", "%{y:.1%} of orders (%{customdata:,})"),
    )
    figure.update_xaxes(type="category")
    return charts.show_shares(figure, "y")


def funnel_chart(funnel: pd.DataFrame) -> go.Figure:
    """Return how many customers view, put in cart and buy."""
    steps = funnel.set_index("event_type").reindex(FUNNEL_STEPS).dropna(subset="customers").iloc[::-1]
    first = steps["customers"].iloc[-1]
    figure = charts.house_figure("From looking to buying, by customers", "Customers", height=240)
    charts.add_bars(
        figure,
        steps["customers"],
        [FUNNEL_STEPS[name] for name in steps.index],
        text=[f"{formats.count(n)} ({formats.share(n / first, 0)})" for n in steps["customers"]],
        textposition="auto",
        customdata=steps[["events"]],
        hovertemplate=charts.hover("%{y}: %{x:,} customers, %{customdata[0]:,} events"),
    )
    return figure


def _axis(quantity: str, currency: str) -> str:
    return formats.with_unit(quantity, currency or "shop currency")


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
