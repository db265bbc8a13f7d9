"""Files of how well a finished run predicts purchases, beside simpler ways to predict them."""

import json
from pathlib import Path

import pandas as pd

from analytics.evidence import performance
from analytics.evidence.curves.money import ThresholdProfits
from analytics.evidence.held_out import MODEL, HeldOut
from analytics.evidence.performance import ErrorCosts
from data.privacy.formats import Document, Frame

PERFORMANCE = Frame("performance.parquet", ("way", "figure", "value", "low", "high"))
CURVES = Frame("curves.parquet", ("way", "curve", "x", "y", "low", "high"))
CALIBRATION = Frame("calibration.parquet", ("way", "predicted", "observed", "low", "high", "n"))
RECALIBRATION = Frame("recalibration.parquet", ("way", "recalibration", "log_loss", "brier", "is_better"))
DIFFERENCES = Frame("differences.parquet", ("way", "difference", "low", "high", "p", "delong_p"))
THRESHOLDS = Frame("thresholds.parquet", ("way", "threshold", "n_selected", "profit", "low", "high"))
FACTS = Document("performance.json", {"n_cells": int, "n_customers": int, "threshold": float})
TABLES = (PERFORMANCE, CURVES, CALIBRATION, RECALIBRATION, DIFFERENCES, THRESHOLDS)
OUTPUTS = (*TABLES, FACTS)


def tables_of(
    held: HeldOut, profits: dict[str, ThresholdProfits], threshold: float
) -> dict[Frame, pd.DataFrame]:
    """Return every table, by the file it belongs into.

    Parameters
    ----------
    profits : of every way
    threshold : that figures of who is selected are told for
    """
    figures = [performance.figures_table(held), performance.threshold_table(held, threshold)]
    return {
        PERFORMANCE: pd.concat(figures, ignore_index=True),
        CURVES: performance.curves_table(held),
        CALIBRATION: _stacked(performance.calibrations(held, held.scores)),
        RECALIBRATION: _stacked({w: performance.recalibration_of(held, w).judged for w in held.scores}),
        DIFFERENCES: performance.differences_table(held),
        THRESHOLDS: _stacked({way: of.table for way, of in profits.items()}),
    }


def facts_of(
    held: HeldOut, costs: ErrorCosts, best: ThresholdProfits, threshold: float
) -> dict[str, float | int | None]:
    """Return what the tables are about: cells, costs of errors, and the threshold with the best one beside.

    Parameters
    ----------
    best : of the model
    """
    return {
        "n_cells": len(held.bought),
        "n_customers": held.n_customers,
        "n_bought": int(held.bought.sum()),
        "bought_share": held.bought_share,
        "false_alarm_cost": costs.false_alarm,
        "miss_cost": costs.miss,
        "mean_miss_cost": float(costs.of_misses(held.contribution)[held.bought == 1].mean()),
        "threshold": threshold,
        "best_threshold": best.best,
        "best_threshold_low": best.best_low,
        "best_threshold_high": best.best_high,
        **{f"best_{name}": best.most[name] for name in ("profit", "low", "high")},
    }


def write_performance(
    directory: Path, held: HeldOut, costs: ErrorCosts, threshold: float | None
) -> tuple[dict[Frame, pd.DataFrame], dict[str, float | int | None]]:
    """Write all tables and their facts in plain, and return them.

    Parameters
    ----------
    threshold : None: the one that earns most by the model
    """
    profits = performance.profits_of(held, costs, held.scores)
    at = profits[MODEL].best if threshold is None else threshold
    tables, facts = tables_of(held, profits, at), facts_of(held, costs, profits[MODEL], at)
    for file, table in tables.items():
        table.to_parquet(directory / file.name, index=False)
    (directory / FACTS.name).write_text(json.dumps(facts, indent=2), encoding="utf-8")
    return tables, facts


def _stacked(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tables of several ways below each other, the way first."""
    stacked = pd.concat([table.assign(way=way) for way, table in tables.items()], ignore_index=True)
    return stacked[["way", *(name for name in stacked if name != "way")]]
