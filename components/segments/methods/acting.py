"""What it earns to act on each method's segments: prices by them against one price for all."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.runs.segment_profit import profit_of_acting, with_profit
from analytics.segments.study.study import Study
from components.segments.methods.words import METHODS
from components.shell import display, formats, jobs, results, session, tables, units
from components.shell.results import RESPONSE_PAGE
from data.store import Shop

AMOUNTS = ("acting_profit", "acting_low", "acting_high")
HELP = "What a price of its own for each segment adds to the best single price of the best bundles"


def with_acting(shop: Shop, directory: Path, found: Study) -> tuple[pd.DataFrame, dict[str, tables.Column]]:
    """Return the table of methods with the profit of acting on each, and its columns; say what it tells.

    Where no price response is trained there are no such columns, and the way to it is shown.

    Parameters
    ----------
    directory : of the study
    """
    run = results.newest_results(shop)
    if run is None:
        told = "What it earns to act on these segments is told once the price response is trained."
        display.show_empty(told, page=RESPONSE_PAGE, label="Train the price response")
        return found.methods, {}
    with st.spinner("Trying prices by each method's segments"):
        of_run = jobs.run_directory(shop, run.run_id)
        key = ("profit of acting", directory.name, run.key)
        profit = session.computed(shop, key, lambda: profit_of_acting(run, of_run, found.assigned))
    if profit.empty:
        display.show_note("What it earns to act on these segments is not known: no price is advised.")
        return found.methods, {}
    unit = units.money_unit(shop, run.market)
    told = unit.told(profit.astype(dict.fromkeys(AMOUNTS, float)), AMOUNTS)
    display.show_note(acting_words(told, unit))
    decimals = unit.decimals(told["acting_high"].max())
    columns = {
        "acting_profit": tables.money("Acting adds", f"{HELP}; {unit.words}", decimals),
        **tables.band("acting", tables.money, words="Acting", decimals=decimals),
    }
    return with_profit(found.methods, told), columns


def acting_words(profit: pd.DataFrame, unit: units.MoneyUnit) -> str:
    """Return in a sentence whose segments earn most by prices of their own, or that none surely does.

    Parameters
    ----------
    profit : as `profit_of_acting` returns it, in the unit
    """
    bundles = formats.counted(profit["n_offers"].iloc[0], "bundle")
    best = profit.loc[profit["acting_profit"].idxmax()]
    band = unit.band(best["acting_low"], best["acting_high"])
    about = f"over the {bundles} that earn most and share no product"
    if best["acting_low"] <= 0:
        return (
            f"Prices of each segment's own do not surely add to one best price for all, {about}: those of "
            f"{METHODS[best['method']]} at most {unit.money(max(best['acting_high'], 0.0))} {unit.words}."
        )
    return (
        f"Acting on the segments of {METHODS[best['method']]} adds most: a price for each of them earns "
        f"{unit.money(best['acting_profit'])} more {unit.words} than one best price for all "
        f"(90 % band {band}), {about}."
    )
