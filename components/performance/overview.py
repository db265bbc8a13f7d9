"""The figures of every way with their bands, and whether the model's lead is more than chance."""

import pandas as pd
import streamlit as st

from analytics.cli.performance_words import FIGURE_WORDS, TESTS_NOTE, lead_words
from analytics.evidence.curves.summary import Figure
from analytics.evidence.held_out import MAJORITY, HeldOut
from analytics.evidence.performance import differences_table, figures_table
from analytics.runs.known_answers import KnownAnswers
from analytics.runs.results import Results
from components.performance.figure_charts import figure_chart, lead_chart
from components.performance.names import LONG_NAMES, NAMES, TWIN, WAY, named
from components.performance.prices import show_prices, ways
from components.shell import choices, display, formats, glossary, session, tables
from data.store import Shop

FIGURE_COLUMNS = {
    "auc": tables.number("AUC", decimals=3),
    "pr_auc": tables.number("PR-AUC", decimals=3),
    "log_loss": tables.number("Log-loss", decimals=3),
    "brier": tables.number("Brier", decimals=3),
    "ece": tables.number("Calibration", glossary.help_for("ECE"), 3),
}
PRICE_COLUMNS = {
    "rising_share": tables.share(
        "Rises in price",
        "Share of customers who would buy some product more when its price rises, asked at nine "
        "prices from the lowest to the highest that nearly all visits saw",
    ),
    "elasticity": tables.number(
        "Elasticity",
        "What sales do when prices rise by 1 %, in per cent, averaged over products by their sales: between "
        "10 % below and 10 % above today's prices. Double machine learning: over the prices seen",
    ),
    "elasticity_error": tables.number(
        "±", "Standard error of the elasticity; the 90 % band is 1.6 times as wide on either side"
    ),
    "captured": tables.share(
        "Profit",
        "Share of the extra profit that was possible in this practice shop, which advice read from "
        "this way would earn; the others' chances for the parts are taken as independent",
    ),
}
ONE_FIGURE_COLUMNS = {
    **WAY,
    "value": tables.number("Figure", decimals=4),
    **tables.band("", tables.number, decimals=4),
}
LEAD_COLUMNS = {
    **WAY,
    "difference": tables.number("AUC ahead", "AUC of the model less that of this way", 4),
    **tables.band("", tables.number, decimals=4),
    "p": tables.number("By customers (p)", "How often chance alone shows so much, customers drawn anew", 3),
    "delong_p": tables.number(
        "By DeLong (p)", "The same, every chance taken for independent: too sure where they are alike", 3
    ),
}


def show_overview(shop: Shop, found: Results, held: HeldOut, known: KnownAnswers | None) -> None:
    """Draw the figures, how sure they are, and who can be asked for a price."""
    display.show_note(
        f"{formats.count(len(held.bought))} chances of the latest visits of "
        f"{formats.counted(held.n_customers, 'customer')}, which no model has seen. "
        "A chance is one product in front of one visit."
    )
    figures = session.computed(shop, ("figures", found.run_id), lambda: figures_table(held))
    table = with_majority(ways(found, known), figures)
    display.show_table(table, _figure_columns(table), "performance")
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        _show_one_figure(shop, figures)
    with right:
        _show_lead(shop, found, held)
    show_prices(found, known)


def with_majority(table: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row per way with a last one of the majority.

    Parameters
    ----------
    table : key, name and what the run's evidence says
    figures : way, figure, value
    """
    own = figures[figures["way"] == MAJORITY].set_index("figure")["value"]
    row = pd.DataFrame([{"key": MAJORITY, "name": NAMES[MAJORITY], **own}])
    return pd.concat([table, row], ignore_index=True)


def _figure_columns(table: pd.DataFrame) -> dict[str, tables.Column]:
    """Return the columns of those figures that some way has."""
    meanings = ". ".join(f"{NAMES[key]}: {words}" for key, words in LONG_NAMES.items())
    way = {"name": tables.text("Way", f"{meanings}.", width=168)}
    known = {key: of for key, of in PRICE_COLUMNS.items() if key in table and table[key].notna().any()}
    return way | FIGURE_COLUMNS | known


def _show_one_figure(shop: Shop, figures: pd.DataFrame) -> None:
    words = {code: FIGURE_WORDS[code] for code in Figure}
    key = f"performance-figure-{shop.name}"
    code = choices.choose_code("Figure", words, key=key, help=glossary.help_for(", ".join(words.values())))
    rows = named(figures[figures["figure"] == code])
    display.show_chart(figure_chart(rows, code), rows, ONE_FIGURE_COLUMNS, f"figure-{code}")


def _show_lead(shop: Shop, found: Results, held: HeldOut) -> None:
    table = session.computed(shop, ("differences", found.run_id), lambda: differences_table(held))
    others = table[table["way"] != TWIN]
    if others.empty:
        return
    nearest = others.loc[others["difference"].idxmin()]
    words = lead_words(nearest).replace("p < ", f"p{formats.NO_BREAK}<{formats.NO_BREAK}")
    st.markdown(formats.escaped(f"{words}."), help=f"{TESTS_NOTE}.")
    rows = named(table)
    display.show_chart(lead_chart(rows), rows, LEAD_COLUMNS, "lead")
