"""What goes with what: a map of the pairs that sell each other, or take from each other, most clearly."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.runs.results import Results
from components.shell import charts, choices, display, formats, results, tables, theme
from data.store import Shop

MOST_NAMES = 24  # rows and columns that can still be read


EFFECT_HELP = "Log odds that one in the basket adds to the other: above 0 they sell each other"
COLUMNS = {
    "name_a": tables.text("One"),
    "name_b": tables.text("The other"),
    "effect": tables.number("Effect", EFFECT_HELP),
    "lift": tables.number("Lift", "Bought together, compared with chance: 1 is chance"),
    "n_both": tables.count("Bought together"),
}


def show_map(shop: Shop, found: Results) -> None:
    """Draw which products, or categories, sell each other, with a table of all pairs."""
    words, key = {False: "Products"}, f"map-by-{shop.name}"
    if len(found.products["category"].dropna().unique()) > 1:
        words |= {True: "Categories"}
    of_categories = choices.choose_code("A map of", words, ask=st.radio, horizontal=True, key=key)
    pairs = pairs_of(found, of_categories=of_categories)
    if pairs.empty:
        display.show_note("No two products were bought together often enough to tell.")
        return
    display.show_note(sentence(pairs))
    display.show_chart(map_chart(pairs), pairs, COLUMNS, "what-goes-with-what")


def pairs_of(found: Results, *, of_categories: bool) -> pd.DataFrame:
    """Return one row per pair of products, or of categories (the mean by purchases), the clearest first.

    Returns
    -------
    key_a, key_b, name_a, name_b, effect [log odds], lift, n_both
    """
    pairs = found.cross_effects.dropna(subset="effect")
    table = pairs.rename(columns={"product_a": "key_a", "product_b": "key_b"})
    names = results.product_labels(found)
    if of_categories:
        table = _of_categories(table, found.products.set_index("product_id")["category"])
        names = {name: name for name in [*table["key_a"], *table["key_b"]]}
    table = table.assign(name_a=table["key_a"].map(names), name_b=table["key_b"].map(names))
    clearest = (table["effect"].abs() * table["n_both"] ** 0.5).sort_values(ascending=False, kind="stable")
    return table.loc[clearest.index].reset_index(drop=True)


def sentence(pairs: pd.DataFrame) -> str:
    """Return in one sentence which pair goes together most clearly."""
    rows = pairs[pairs["effect"] > 0]
    if rows.empty:
        return "No pair sells better together than apart."
    first = rows.iloc[0]
    lift = "" if pd.isna(first["lift"]) else f", bought together {formats.number(first['lift'], 1)} × chance"
    return f"{first['name_a']} and {first['name_b']} go together most clearly{lift}."


def map_chart(pairs: pd.DataFrame) -> go.Figure:
    """Return effects between the names of the clearest pairs as a heat map, both halves alike.

    Parameters
    ----------
    pairs : of `pairs_of`, the clearest first
    """
    names: dict[str, str] = {}
    for row in pairs.itertuples():
        new = {row.key_a: row.name_a, row.key_b: row.name_b}
        if len(names | new) <= MOST_NAMES:
            names |= new
    mirrored = pairs.rename(columns={"key_a": "key_b", "key_b": "key_a"})
    both = pd.concat([pairs, mirrored]).drop_duplicates(["key_a", "key_b"])
    grid = both.pivot_table(index="key_a", columns="key_b", values="effect").reindex(names, columns=names)
    figure = charts.house_figure(
        "What goes with what (blue: one sells the other; ochre: one takes from the other)",
        height=230 + 24 * len(names),
    )
    reach = float(grid.abs().max().max()) or 1.0
    figure.add_heatmap(
        z=grid.to_numpy(),
        x=list(names),
        y=list(names),
        zmin=-reach,
        zmax=reach,
        customdata=[[f"{one} + {other}" for other in names.values()] for one in names.values()],
        **charts.cell_style(theme.Scale.BOTH_WAYS),
        xgap=1,
        ygap=1,
        colorbar={"title": {"text": "Effect<br>[log odds]"}, "thickness": 12},
        hoverongaps=False,
        hovertemplate=charts.hover("<b>%{customdata}</b>", "%{z:+.2f} log odds"),
    )
    charts.name_rows(figure, names, names.values(), axis="x", longest=22)
    figure.update_xaxes(tickangle=-45, showgrid=False)
    return charts.name_rows(figure, names, names.values()).update_yaxes(showgrid=False, autorange="reversed")


def _of_categories(pairs: pd.DataFrame, categories: pd.Series) -> pd.DataFrame:
    """Return one row per two categories: sums of purchases, means of the rest weighted by these."""
    keys = pd.DataFrame({name: pairs[name].map(categories) for name in ("key_a", "key_b")}).dropna()
    rows = pairs.loc[keys.index]
    weight = rows["n_both"].clip(lower=1)
    weighed = pd.DataFrame(
        {
            "key_a": keys.min(axis=1),
            "key_b": keys.max(axis=1),
            "effect": weight * rows["effect"],
            "lift": weight * rows["lift"],
            "n_both": rows["n_both"],
            "weight": weight,
        }
    )
    table = weighed.groupby(["key_a", "key_b"], as_index=False).sum()
    return table.assign(**{name: table[name] / table["weight"] for name in ("effect", "lift")})
