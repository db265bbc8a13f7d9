"""How well purchases are predicted on visits held out in time, beside simpler ways to predict them."""

from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from analytics.evidence.curves.bands import CurveWithBand, curve_with_band
from analytics.evidence.curves.calibration import calibration
from analytics.runs.known_answers import KnownAnswers
from analytics.runs.results import Results
from components.performance.charts import calibration_chart, precision_recall_chart, roc_chart
from components.performance.names import LONG_NAMES, NAMES, TWIN, WAY, by_name
from components.performance.prices import ways
from components.performance.threshold import N_BOOTSTRAP, SEED, scores_of
from components.shell import display, formats, glossary, results, session, tables
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
ENDS = tables.band("", tables.share, ("Lower end of the 90 % interval", "Upper end of the 90 % interval"))
ROC_COLUMNS = {
    **WAY,
    "false_positive_rate": tables.share("False alarms"),
    "true_positive_rate": tables.share("Purchases found"),
    **ENDS,
}
PRECISION_COLUMNS = {
    **WAY,
    "recall": tables.share("Purchases found"),
    "precision": tables.share("Bought, of those picked"),
    **ENDS,
}
CALIBRATION_COLUMNS = {
    **WAY,
    "predicted": tables.share("Predicted"),
    "observed": tables.share("Bought"),
    **ENDS,
    "n": tables.count("Chances", "One chance: one product in front of one visit"),
}
FEW_PURCHASES = (
    "The visits held out hold too few purchases of the products in scope to judge the model by. "
    "Choose products that sell more often, or upload a longer history."
)
HOLDOUT = ("customer_row", "product_id", "segment", "bought", "price", "score_model")


def require_holdout(shop: Shop, found: Results) -> pd.DataFrame:
    """Return the held-out chances with scores and margins; stops the page where nothing can be judged."""
    holdout = results.run_frame(shop, found, "holdout", HOLDOUT)
    if holdout is None or holdout["bought"].nunique() < 2:
        results.stop_without_purchases(FEW_PURCHASES)
    return with_margins(found, holdout)


def with_margins(found: Results, holdout: pd.DataFrame) -> pd.DataFrame:
    """Return held-out chances with what a purchase contributes, after the run's costs, at its price."""
    at = found.audience.positions(holdout["product_id"].tolist())
    price = holdout["price"].to_numpy(float)
    return holdout.assign(margin=found.market.costs.of(at).contributions(price))


def answer(found: Results) -> str:
    """Return in one sentence how well the model tells purchases apart, and whether better than others."""
    model = found.evidence["model"]
    others = {
        name: figures["auc"]
        for name, figures in found.evidence["baselines"].items()
        if name != TWIN and figures["auc"] is not None
    }
    off = f"its predicted shares are off by {formats.points(model['ece'])} on average."
    sentence = (
        f"Shown a purchase and a non-purchase of later visits, the model picks the purchase "
        f"{formats.share(model['auc'], 0)} of the time"
    )
    if not others:
        return f"{sentence}; {off}"
    best = max(others, key=others.__getitem__)
    lead = model["auc"] - others[best]
    compared = "more than" if lead > 0.002 else "as often as" if lead > -0.002 else "less than"
    other = f"the best other way ({LONG_NAMES[best]}, {formats.share(others[best], 0)})"
    return f"{sentence}, {compared} {other}; {off}"


def show_figures(found: Results, holdout: pd.DataFrame, known: KnownAnswers | None = None) -> None:
    """Draw the figures of the model and of those beside it; what their advice earns where that is known."""
    display.show_note(
        f"{formats.count(len(holdout))} chances of the latest visits, which no model has seen. "
        "A chance is one product in front of one visit."
    )
    table = ways(found, known)
    display.show_table(table, _figure_columns(table), "performance")


def _figure_columns(table: pd.DataFrame) -> dict[str, tables.Column]:
    """Return the columns of those figures that some way has."""
    meanings = ". ".join(f"{NAMES[key]}: {words}" for key, words in LONG_NAMES.items())
    way = {"name": tables.text("Way", f"{meanings}.", width=168)}
    known = {key: of for key, of in PRICE_COLUMNS.items() if key in table and table[key].notna().any()}
    return way | FIGURE_COLUMNS | known


def show_curves(shop: Shop, found: Results, holdout: pd.DataFrame) -> None:
    """Draw ROC, precision–recall and calibration, with bands."""
    bought, groups = holdout["bought"].to_numpy(), holdout["customer_row"].to_numpy()
    scores = scores_of(holdout)

    def curves(kind: Literal["roc", "precision_recall"]) -> dict[str, CurveWithBand]:
        return {
            key: curve_with_band(kind, bought, score, seed=SEED, n_bootstrap=N_BOOTSTRAP, groups=groups)
            for key, score in scores.items()
        }

    with st.spinner("Drawing the bands …"):
        roc = session.computed(shop, ("roc", found.run_id), partial(curves, "roc"))
        precision = session.computed(shop, ("precision", found.run_id), partial(curves, "precision_recall"))
    left, right = st.columns(2, gap="medium")
    with left:
        display.show_chart(roc_chart(roc), _points(roc), ROC_COLUMNS, "roc")
    with right:
        figure = precision_recall_chart(precision, float(bought.mean()))
        display.show_chart(figure, _points(precision), PRECISION_COLUMNS, "precision-recall")
    predicted = {key: calibration(bought, score) for key, score in scores.items()}
    figure = calibration_chart(predicted)
    display.show_chart(figure, by_name(predicted), CALIBRATION_COLUMNS, "calibration")


def _points(curves: dict[str, CurveWithBand]) -> pd.DataFrame:
    return by_name({key: curve.points for key, curve in curves.items()})
