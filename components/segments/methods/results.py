"""What a study of segments found: the table, the number, the map, the tree, and each segment's figures."""

from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.segments.methods.contract import FINDS_NUMBER, SegmentMethod
from analytics.segments.methods.map import Projection
from analytics.segments.study.config import StudyConfig
from analytics.segments.study.study import Study
from components.naming import show_named_download
from components.segments.methods.acting import with_acting
from components.segments.methods.charts import counts_chart, dendrogram_chart, map_chart
from components.segments.methods.words import (
    METHODS,
    PROJECTIONS,
    STANDINGS,
    answer,
    figure_words,
    gain_words,
    noise_words,
)
from components.shell import choices, display, downloads, formats, session, tables
from data.store import Shop

SEGMENT_WIDTH = 236  # px: the longest names
N_FIGURES = 5  # in which a segment stands out
AGAIN = "Agreement of what is found among customers drawn again: 1 is the same, 0 is chance"
METHOD_COLUMNS = {
    "name": tables.text("Method"),
    "n_segments": tables.count("Segments"),
    "noise_share": tables.share("In none", "Customers who are in no segment"),
    "stability": tables.number("Found again", AGAIN),
    "silhouette": tables.number("Silhouette", "How far apart segments are, −1 to 1; higher is better"),
    "davies_bouldin": tables.number(
        "Davies–Bouldin", "Spread within segments beside their distance; lower is better"
    ),
    "sizes": tables.spread("Customers", "Of each segment, the one that spends most first"),
}
COMPARED = {
    "rand_index": tables.number("Agreement", "With the attribute compared with: 1 is the same, 0 is chance"),
    "gain": tables.number("Beside k-means"),
}
COUNT_COLUMNS = {
    "n_clusters": tables.count("Segments"),
    "stability": tables.number("Found again", AGAIN),
    "stability_error": tables.number("Standard error", decimals=3),
    "silhouette": tables.number("Silhouette"),
}
PROFILE_COLUMNS = {
    "persona": tables.text("Segment", width=SEGMENT_WIDTH),
    "standing": tables.text(
        "So far", "Spends more: a quarter more than average. Here lately: more so than the middle customer"
    ),
    "n_customers": tables.count("Customers"),
    "customer_share": tables.share("Of all"),
    "revenue": tables.money("Revenue", decimals=0),
    "revenue_share": tables.share("Of revenue", "Of known customers' revenue"),
    "median_recency_days": tables.count("Days away", "Days since the last order, the middle customer's"),
    "mean_orders": tables.number("Orders", "On average, each", 1),
    "mean_monetary": tables.money("Spent", "On average, each", 0),
}
FIGURE_COLUMNS = {
    "persona": tables.text("Segment"),
    "words": tables.text("Figure"),
    "mean": tables.number("Here", "The segment's mean"),
    "shop_mean": tables.number("All", "All customers' mean"),
    "difference": tables.number("Difference", "In standard deviations of all customers"),
}
MAP_COLUMNS = {
    "customer_id": tables.text("Customer"),
    "persona": tables.text("Segment"),
    "x": tables.number("Across"),
    "y": tables.number("Up"),
}
BRANCH_COLUMNS = {"persona": tables.text("Segment"), "n_customers": tables.count("Customers")}


def show_results(shop: Shop, directory: Path, found: Study, config: StudyConfig) -> None:
    """Draw what a study found: all methods in a table, then one of them closely.

    Parameters
    ----------
    directory : of the study
    """
    currency = session.currency_of(shop)
    display.show_answer(answer(found.methods))
    methods, acting = with_acting(shop, directory, found)
    columns = METHOD_COLUMNS | (COMPARED if config.against else {}) | acting
    table = methods.assign(name=methods["method"].map(METHODS))
    display.show_table(table, columns, "segment-methods", currency)
    display.show_note(gain_words(found.methods, config.against))
    if len(found.counts):
        learned = found.methods[~found.methods["method"].isin(FINDS_NUMBER)]
        chosen = int(learned["n_segments"].max()) if len(learned) else 1
        display.show_chart(counts_chart(found.counts, chosen), found.counts, COUNT_COLUMNS, "segment-counts")
    words = {method: METHODS[method] for method in found.methods["method"]}
    method = choices.choose_code("Look at", words, key="study-method", width=320)
    _show_method(found, method, currency)
    show_named_download(shop, _of(found.assigned, method), f"segments-{method}")


def _show_method(found: Study, method: str, currency: str) -> None:
    row = found.methods.set_index("method", drop=False).loc[method]
    display.show_note(noise_words(row))
    profiles = _of(found.profiles, method)
    standings = profiles.assign(standing=profiles["standing"].map(STANDINGS))
    display.show_table(standings, PROFILE_COLUMNS, "segment-profiles", currency)
    _show_map(found, method)
    if method == SegmentMethod.HIERARCHICAL:
        _show_tree(found, profiles)
    _show_figures(found, method, profiles)
    label = "Download every customer with this segment (CSV)"
    customers = _of(found.assigned, method)[["customer_id", "segment", "persona"]]
    display.show_download(label, partial(downloads.csv_bytes, customers), f"segments-{method}.csv")


def _show_map(found: Study, method: str) -> None:
    has_lda = (_of(found.places, method)["projection"] == Projection.LDA).any()
    words = PROJECTIONS if has_lda else {Projection.PCA: PROJECTIONS[Projection.PCA]}
    key, options = "study-projection", {"ask": st.radio, "horizontal": True}
    projection = choices.choose_code("Map", words, key=key, **options)
    whose = method if projection == Projection.LDA else ""
    places, axes = (
        frame[(frame["projection"] == projection) & (frame["method"] == whose)]
        for frame in (found.places, found.axes)
    )
    personas = _of(found.assigned, method)[["customer_id", "persona"]]
    places = places.drop(columns="method").merge(personas, on="customer_id")
    display.show_chart(map_chart(places, axes), places, MAP_COLUMNS, "segment-map")


def _show_tree(found: Study, profiles: pd.DataFrame) -> None:
    personas = dict(zip(profiles["segment"], profiles["persona"], strict=True))
    branches = found.branches.assign(persona=found.branches["branch"].map(personas))
    figure = dendrogram_chart(found.merges, found.branches, personas)
    display.show_chart(figure if len(found.merges) else None, branches, BRANCH_COLUMNS, "segment-tree")


def _show_figures(found: Study, method: str, profiles: pd.DataFrame) -> None:
    figures = _of(found.figures, method).groupby("segment").head(N_FIGURES)
    if figures.empty:
        return
    personas = dict(zip(profiles["segment"], profiles["persona"], strict=True))
    words = figures["figure"].map(figure_words)
    with st.expander(f"The {formats.count(N_FIGURES)} figures in which each segment differs most"):
        told = figures.assign(persona=figures["segment"].map(personas), words=words)
        display.show_table(told, FIGURE_COLUMNS, "segment-figures")


def _of(frame: pd.DataFrame, method: str) -> pd.DataFrame:
    return frame[frame["method"] == method]
