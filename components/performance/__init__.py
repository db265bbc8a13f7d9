"""How well purchases are foretold on visits held out in time, beside simpler ways to foretell them."""

from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import streamlit as st

from components.performance.charts import calibration_chart, precision_recall_chart, roc_chart
from components.performance.names import LONG_NAMES, MODEL, NAMES, TWIN
from components.performance.prices import show_prices
from components.performance.profit import KnownAnswers, known_answers
from components.performance.threshold import N_BOOTSTRAP, SEED, scores_of, show_threshold
from components.shell import display, formats, results, session
from data.store import Shop

if TYPE_CHECKING:
    from analytics.evidence.curves.bands import CurveWithBand
    from analytics.runs.results import Results

CHANCE_HELP = "One chance: one product in front of one visit"
FIGURE_HELP = {
    "auc": "Chance that a purchase scores above a non-purchase: 0.5 is guessing, 1 is perfect",
    "pr_auc": "Share of purchases among those picked, averaged over how many are picked",
    "log_loss": "Surprise at what happened: lower is better",
    "brier": "Mean squared distance between prediction and outcome: lower is better",
    "ece": "Calibration error: mean distance between predicted and observed shares, lower is better",
}
FIGURE_NAMES = {
    "auc": "AUC",
    "pr_auc": "PR-AUC",
    "log_loss": "Log-loss",
    "brier": "Brier",
    "ece": "Calibration",
}
HOLDOUT = ("customer_row", "product_id", "segment", "bought", "price", "score_model")
PRICE_HELP = {
    "rising_share": "Share of customers who would buy some product more when its price rises, asked at nine "
    "prices from the lowest to the highest that nearly all visits saw",
    "elasticity": "What sales do when prices rise by 1 %, in per cent, averaged over products by their "
    "sales: between 10 % below and 10 % above today's prices. Double machine learning: over the prices seen",
    "elasticity_error": "Standard error of the elasticity; the 90 % band is 1.6 times as wide on either side",
    "captured": "Share of the extra profit that was possible in this practice shop, which advice read from "
    "this way would earn; the others' chances for the parts are taken as independent",
}


def require_holdout(shop: Shop, found: "Results") -> pd.DataFrame:
    """Return the held-out chances with scores and margins; stops the page where nothing can be judged."""
    holdout = results.run_frame(shop, found, "holdout", HOLDOUT)
    if holdout is None or holdout["bought"].nunique() < 2:
        display.show_empty(
            "The visits held out hold too few purchases of the products in scope to judge the model by. "
            "Choose products that sell more often, or upload a longer history.",
            page=results.RESPONSE_PAGE,
            label="Choose other products",
        )
        st.stop()
    return with_margins(found, holdout)


def with_margins(found: "Results", holdout: pd.DataFrame) -> pd.DataFrame:
    """Return held-out chances with what a purchase contributes, after the run's costs, at its price."""
    at = found.audience.positions(holdout["product_id"].tolist())
    price = holdout["price"].to_numpy(float)
    return holdout.assign(margin=found.market.costs.of(at).contributions(price))


def answer(found: "Results") -> str:
    """Return in one sentence how well the model tells purchases apart, and whether better than others."""
    model = found.evidence["model"]
    others = {
        name: figures
        for name, figures in found.evidence["baselines"].items()
        if name != TWIN and figures["auc"] is not None
    }
    sentence = (
        f"Shown a purchase and a non-purchase of later visits, the model picks the purchase "
        f"{formats.share(model['auc'], 0)} of the time"
    )
    if not others:
        return f"{sentence}; its predicted shares are off by {_in_points(model['ece'])} on average."
    best = max(others, key=lambda name: others[name]["auc"])
    lead = model["auc"] - others[best]["auc"]
    compared = "more than" if lead > 0.002 else "as often as" if lead > -0.002 else "less than"
    return (
        f"{sentence}, {compared} the best other way ({LONG_NAMES[best]}, "
        f"{formats.share(others[best]['auc'], 0)}); its predicted shares are off by "
        f"{_in_points(model['ece'])} on average."
    )


def _in_points(share: float) -> str:
    return f"{formats.number(100 * share, 1)} percentage points"


def show_figures(found: "Results", holdout: pd.DataFrame, known: KnownAnswers | None = None) -> None:
    """Draw the figures of the model and of those beside it; what their advice earns where that is known."""
    every = {MODEL: found.evidence["model"], **found.evidence["baselines"]}
    captured = known.captured if known else {}
    rows = [
        {"name": NAMES[key], **every[key], "captured": captured.get(key)} for key in NAMES if key in every
    ]
    display.show_note(
        f"{formats.count(len(holdout))} chances of the latest visits, which no model has seen. "
        "A chance is one product in front of one visit."
    )
    table = pd.DataFrame(rows)
    display.show_table(table, _figure_columns(table), "performance")


def _figure_columns(table: pd.DataFrame) -> dict[str, Any]:
    """Return the columns of those figures that some way has."""
    meanings = ". ".join(f"{NAMES[key]}: {words}" for key, words in LONG_NAMES.items())
    columns: dict[str, Any] = {"name": formats.text_column("Way", help=f"{meanings}.", width=168)}
    columns |= {
        key: formats.number_column(label, help=FIGURE_HELP[key], decimals=3)
        for key, label in FIGURE_NAMES.items()
    }
    prices = {
        "rising_share": formats.share_column("Rises in price", help=PRICE_HELP["rising_share"]),
        "elasticity": formats.number_column("Elasticity", help=PRICE_HELP["elasticity"]),
        "elasticity_error": formats.number_column("±", help=PRICE_HELP["elasticity_error"]),
        "captured": formats.share_column("Profit", help=PRICE_HELP["captured"]),
    }
    return columns | {
        key: column for key, column in prices.items() if key in table and table[key].notna().any()
    }


def show_curves(shop: Shop, found: "Results", holdout: pd.DataFrame) -> None:
    """Draw ROC, precision–recall and calibration, with bands."""
    from analytics.evidence.curves.bands import curve_with_band
    from analytics.evidence.curves.calibration import calibration

    bought, groups = holdout["bought"].to_numpy(), holdout["customer_row"].to_numpy()

    def curves(kind: Literal["roc", "precision_recall"]) -> "dict[str, CurveWithBand]":
        return {
            key: curve_with_band(kind, bought, score, seed=SEED, n_bootstrap=N_BOOTSTRAP, groups=groups)
            for key, score in scores_of(holdout).items()
        }

    with st.spinner("Drawing the bands …"):
        roc = session.computed(shop, ("roc", found.run_id), lambda: curves("roc"))
        precision = session.computed(shop, ("precision", found.run_id), lambda: curves("precision_recall"))
    left, right = st.columns(2, gap="medium")
    with left:
        axes = {"false_positive_rate": "False alarms", "true_positive_rate": "Purchases found"}
        display.show_chart(roc_chart(roc), _points(roc), _share_columns(axes), "roc")
    with right:
        axes = {"recall": "Purchases found", "precision": "Bought, of those picked"}
        figure = precision_recall_chart(precision, float(bought.mean()))
        display.show_chart(figure, _points(precision), _share_columns(axes), "precision-recall")
    tables = {key: calibration(bought, score) for key, score in scores_of(holdout).items()}
    columns = _share_columns({"predicted": "Predicted", "observed": "Bought"})
    columns["n"] = formats.count_column("Chances", help=CHANCE_HELP)
    numbers = display.named_rows({NAMES[key]: table for key, table in tables.items()}, "name")
    display.show_chart(calibration_chart(tables), numbers, columns, "calibration")


def _points(curves: "dict[str, CurveWithBand]") -> pd.DataFrame:
    return display.named_rows({NAMES[key]: curve.points for key, curve in curves.items()}, "name")


def _share_columns(axes: dict[str, str]) -> dict[str, Any]:
    """Return the columns of a curve's table: whose it is, its two shares, and its band."""
    return {
        "name": formats.text_column("Way"),
        **{key: formats.share_column(label) for key, label in axes.items()},
        "low": formats.share_column("From", help="Lower end of the 90 % interval"),
        "high": formats.share_column("To", help="Upper end of the 90 % interval"),
    }


__all__ = [
    "answer",
    "known_answers",
    "require_holdout",
    "show_curves",
    "show_figures",
    "show_prices",
    "show_threshold",
]
