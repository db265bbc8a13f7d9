"""The marts that models learn from, as a pandas user would compute them from events in memory."""

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]


def with_visits(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events by customer and time, with the number of their visit: 30 quiet minutes end one."""
    ordered = events.sort_values(["customer_id", "event_time"], ignore_index=True)
    is_new = ordered["customer_id"] != ordered["customer_id"].shift()
    ordered["visit"] = (is_new | (ordered["event_time"].diff() > pd.Timedelta(minutes=30))).cumsum()
    return ordered


def purchases(ordered: pd.DataFrame) -> pd.DataFrame:
    """Return what was bought, with revenue and day."""
    bought = ordered[ordered["event_type"] == "purchase"]
    revenue = bought["net_price"] * bought["quantity"]
    return bought.assign(revenue=revenue, day=bought["event_time"].dt.floor("D"))


def visits(ordered: pd.DataFrame, bought: pd.DataFrame) -> pd.DataFrame:
    """Return who came when, and how many different products were bought."""
    table = ordered.groupby("visit").agg(
        customer_id=("customer_id", "first"), visited_at=("event_time", "min")
    )
    n_bought = bought.drop_duplicates(["visit", "product_id"]).groupby("visit").size()
    table["n_products_bought"] = n_bought.reindex(table.index, fill_value=0)
    return table


def customers(ordered: pd.DataFrame, bought: pd.DataFrame, came: pd.DataFrame) -> pd.DataFrame:
    """Return recency, frequency and monetary value of customers, and how often they came."""
    table = bought.groupby("customer_id").agg(
        first_order_at=("event_time", "min"), last_order_at=("event_time", "max"), monetary=("revenue", "sum")
    )
    table["n_orders"] = bought.drop_duplicates(["customer_id", "day"]).groupby("customer_id").size()
    table["recency_days"] = (ordered["event_time"].max() - table["last_order_at"]).dt.days
    return table.join(came.groupby("customer_id").size().rename("n_visits"))


def orders(bought: pd.DataFrame) -> pd.DataFrame:
    """Return what each customer's day was worth, for these events name no order."""
    return bought.groupby(["customer_id", "day"]).agg(
        ordered_at=("event_time", "min"),
        n_lines=("product_id", "size"),
        n_products=("product_id", "nunique"),
        units=("quantity", "sum"),
        revenue=("revenue", "sum"),
    )


def products(ordered: pd.DataFrame, bought: pd.DataFrame) -> pd.DataFrame:
    """Return sales, views and prices per product."""
    table = bought.groupby("product_id").agg(
        units=("quantity", "sum"), revenue=("revenue", "sum"), n_customers=("customer_id", "nunique")
    )
    days = bought.drop_duplicates(["product_id", "customer_id", "day"])
    prices = ordered.groupby("product_id")["net_price"]
    recent = ordered[ordered["event_time"] > ordered["event_time"].max() - pd.Timedelta(days=90)]
    return table.assign(
        n_orders=days.groupby("product_id").size(),
        n_views=ordered[ordered["event_type"] == "view"].groupby("product_id").size(),
        n_prices=prices.nunique(),
        price_low=prices.quantile(0.05),
        price_high=prices.quantile(0.95),
        list_price=recent.groupby("product_id")["net_price"].median().fillna(prices.median()),
    )


def product_weeks(ordered: pd.DataFrame) -> pd.DataFrame:
    """Return views, sales and the mean price per product and week, which begins on Monday."""
    moments = ordered["event_time"]
    week = moments.dt.floor("D") - pd.to_timedelta(moments.dt.day_of_week, unit="D")
    dated = ordered.assign(week=week, revenue=ordered["net_price"] * ordered["quantity"])
    sold = dated[dated["event_type"] == "purchase"].groupby(["product_id", "week"])
    seen = dated[dated["event_type"] == "view"].groupby(["product_id", "week"])
    table = dated.groupby(["product_id", "week"]).agg(price=("net_price", "mean"))
    sums = sold.agg(
        n_customers=("customer_id", "nunique"), units=("quantity", "sum"), revenue=("revenue", "sum")
    )
    return table.join(seen.size().rename("n_views")).join(sums)


def product_pairs(bought: pd.DataFrame, chosen: list[str]) -> pd.DataFrame:
    """Return how often two of the chosen products were in one order."""
    lines = bought.loc[bought["product_id"].isin(chosen), ["customer_id", "day", "product_id"]]
    lines = lines.drop_duplicates()
    both = lines.merge(lines, on=["customer_id", "day"], suffixes=("_a", "_b")).rename(
        columns={"product_id_a": "product_a", "product_id_b": "product_b"}
    )
    both = both[both["product_a"] < both["product_b"]]
    return both.groupby(["product_a", "product_b"]).size().rename("n_both").reset_index()


def customer_histories(ordered: pd.DataFrame, longest: int) -> pd.DataFrame:
    """Return the last events per customer as arrays, cut out of whole columns."""
    last = ordered.groupby("customer_id").tail(longest)
    mean_price = ordered.groupby("product_id")["net_price"].mean()
    columns = {
        "product": pd.Categorical(last["product_id"]).codes + 1,
        "event_type": last["event_type"].map({"view": 1, "cart": 2, "purchase": 3}).to_numpy(),
        "relative_price": (last["net_price"] / last["product_id"].map(mean_price)).to_numpy(np.float32),
        "days_since": (ordered["event_time"].max() - last["event_time"]).dt.days.to_numpy(),
    }
    is_first = (last["customer_id"] != last["customer_id"].shift()).to_numpy()
    cuts = np.flatnonzero(is_first)[1:]
    table = {name: pd.Series(np.split(values, cuts)) for name, values in columns.items()}
    return pd.DataFrame({"customer_id": last["customer_id"].to_numpy()[is_first]} | table)
