"""What each option of `evidence` does, told by the tables that it wrote."""

from typing import Any

import pandas as pd
import pytest

from analytics.evidence.curves.summary import Figure
from analytics.runs.errors import FILES as ERRORS
from analytics.runs.explaining.tables import FIGURES as EXPLANATION_FIGURES
from analytics.runs.explaining.tables import FILES as EXPLANATION_FILES
from analytics.runs.explaining.tables import OUTPUTS as EXPLANATION
from analytics.runs.performance import FACTS, OUTPUTS, PERFORMANCE, THRESHOLDS
from analytics.runs.price_changes import FILES as PRICE_CHANGES
from analytics.runs.why_price import WHY_PRICE
from tests.doors.kept_effects import record
from tests.doors.limits import Check
from tests.doors.rows import Doors


def facts(doors: Doors, row: str) -> dict[str, Any]:
    """Return what a row's tables are about."""
    return FACTS.read(doors.done(row).out)


def figures(doors: Doors, row: str) -> pd.Series:
    """Return what a row tells of the model, by figure."""
    table = pd.read_parquet(doors.done(row).out / PERFORMANCE.name)
    return table[table["way"] == "model"].set_index("figure")["value"]


def the_model_judged_is_the_one_named(doors: Doors) -> None:
    for judged, run in (("judged", "money"), ("later judged", "later")):
        evidence = record(doors, run, "evidence.json")["model"]
        told = figures(doors, judged)
        assert told[list(Figure)].to_dict() == pytest.approx({name: evidence[name] for name in Figure})


def the_tables_lie_where_they_should(doors: Doors) -> None:
    files = (*OUTPUTS, *ERRORS.values(), *PRICE_CHANGES.values(), *EXPLANATION, WHY_PRICE)
    of_many = {EXPLANATION_FILES[name].name for name in ("pairs", "stability", "agreement", "glass")}
    for row in ("judged", "judged at costs", "later judged"):
        expected = {file.name for file in files if row == "later judged" or file.name not in of_many}
        assert {path.name for path in doors.done(row).out.iterdir()} == expected


def those_above_the_threshold_are_picked(doors: Doors) -> None:
    usual, dear = facts(doors, "judged"), facts(doors, "judged at costs")
    assert (usual["threshold"], dear["threshold"]) == (usual["best_threshold"], 0.9)
    picked = [
        figures(doors, row)[["true_positive", "false_positive"]].sum()
        for row in ("judged", "judged at costs")
    ]
    assert picked[1] < picked[0]


def profit_is_of_the_costs_of_errors(doors: Doors) -> None:
    told, usual = facts(doors, "judged at costs"), facts(doors, "judged")
    assert (told["false_alarm_cost"], told["miss_cost"], told["mean_miss_cost"]) == (0.25, 2, 2)
    assert usual["miss_cost"] is None and usual["false_alarm_cost"] not in (0, 0.25)
    table = pd.read_parquet(doors.done("judged at costs").out / THRESHOLDS.name)
    everybody = table[table["selected_share"] == 1]
    all_addressed = 2 * told["n_bought"] - 0.25 * (told["n_cells"] - told["n_bought"])
    assert len(everybody) and everybody["profit"].tolist() == pytest.approx([all_addressed] * len(everybody))


def so_many_customers_are_explained(doors: Doors) -> None:
    few, many = (EXPLANATION_FIGURES.read(doors.done(row).out) for row in ("judged", "later judged"))
    assert many["n_rows"] == 12 and many["gap"] < 1e-6
    assert few["n_rows"] > 12 and "gap" not in few
    importance = pd.read_parquet(doors.done("later judged").out / EXPLANATION_FILES["importance"].name)
    parts = importance[importance["group"].str.contains(".", regex=False)]
    assert 0 < len(parts) < len(importance) and importance["mean_absolute"].ge(0).all()


def as_many_rows_are_explained_as_asked_for(doors: Doors) -> None:
    rows = {}
    for row in ("judged", "judged at costs"):
        rows[row] = WHY_PRICE.read(doors.done(row).out)
        book = pd.read_parquet(doors.done("money").out / "price_book.parquet").set_index(
            ["offer_id", "segment"]
        )
        for (offer, segment, target), own in rows[row].groupby(["offer_id", "segment", "target"]):
            figure = {"discount": "discount_share", "profit": "incremental_profit_per_visit"}[target]
            told = own["value"].sum() + own["base"].iloc[0]
            assert told == pytest.approx(book.loc[(offer, segment), figure], abs=1e-6)
    counts = {row: len(own.groupby(["offer_id", "segment"])) for row, own in rows.items()}
    assert counts == {"judged": 3, "judged at costs": 2}


JUDGED: dict[str, Check] = {
    **dict.fromkeys(("--model", "--workspace", "--shop"), the_model_judged_is_the_one_named),
    "--threshold": those_above_the_threshold_are_picked,
    **dict.fromkeys(("--false-alarm-cost", "--miss-cost"), profit_is_of_the_costs_of_errors),
    "--explain": so_many_customers_are_explained,
    "--why-rows": as_many_rows_are_explained_as_asked_for,
    "--out": the_tables_lie_where_they_should,
}
