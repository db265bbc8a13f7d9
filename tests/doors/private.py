"""What each option of `anonymize`, `private-figures` and `privacy-budget` does, told by what they wrote."""

import json
from typing import Any

import pandas as pd

from analytics.cli.private_figures import FIGURES, SPENT
from analytics.runs.anonymity.files import ANONYMOUS, REPORT
from data.intake.demo import DEMO_NAME
from data.privacy.budget.record import Budget
from tests.doors.limits import Check
from tests.doors.rows import Doors

QUASI = ["tier", "region", "n_orders"]


def told(doors: Doors, row: str, file: str = SPENT) -> dict[str, Any]:
    """Return the JSON that a row wrote."""
    return json.loads((doors.done(row).out / file).read_text())


def the_table_is_as_anonymous_as_asked(doors: Doors) -> None:
    rows, said = ANONYMOUS.read(doors.done("anonymized").out), told(doors, "anonymized", REPORT.name)
    assert said["asked"] == {"k": 4, "l": 2, "t": 0.9, "most_left_out": 0.3}
    assert list(rows) == [*QUASI, "segment"]
    alike = rows.groupby(QUASI, dropna=False)["segment"]
    assert alike.size().min() == said["after"]["k"] >= 4
    assert alike.nunique(dropna=False).min() == said["after"]["l_distinct"]["segment"] >= 2
    assert said["after"]["t"]["segment"] <= 0.9 + 1e-9
    assert len(rows) == said["after"]["n_rows"] >= 0.7 * said["before"]["n_rows"] > 100
    assert said["after"]["attack"]["unique_share"] == 0 < said["before"]["attack"]["unique_share"]


def the_list_is_that_of_the_training(doors: Doors) -> None:
    n_customers = len(pd.read_parquet(doors.done("demo").out / "customers.parquet"))
    assert told(doors, "anonymized", REPORT.name)["people"] == "run"
    assert told(doors, "anonymized", REPORT.name)["before"]["n_rows"] == n_customers


def each_customers_best_price_leaves_without_the_customer(doors: Doors) -> None:
    rows, scores = (
        ANONYMOUS.read(doors.done("anonymized file").out),
        pd.read_parquet(doors.at / "later.parquet"),
    )
    assert list(rows) == ["n_orders", "bundle_price"]
    assert rows.value_counts("n_orders").min() >= 5
    assert len(rows) <= scores["customer_id"].nunique() < len(scores)
    best = scores.sort_values("incremental_profit").drop_duplicates("customer_id", keep="last")
    assert set(rows["bundle_price"].dropna()) <= set(best["bundle_price"])


def the_budget_is_as_set(doors: Doors) -> None:
    limit = {"epsilon": 2.0, "delta": 2e-6, "composition": "zcdp"}
    assert told(doors, "budgeted")["limit"] == limit


def figures_are_of_what_was_asked(doors: Doors) -> None:
    figures, said = pd.read_parquet(doors.done("private sums").out / FIGURES), told(doors, "private sums")
    assert figures["group"].tolist() == ["Category 0", "Category 1", "other"]
    asked = said["question"]
    assert (asked["statistic"], asked["of"], asked["by"]) == ("sum", "monetary", "category")
    assert (asked["at_most"], asked["groups_each"], asked["epsilon"], asked["delta"]) == (50, 2, 0.5, 1e-6)
    assert said["is_paid_now"] and len(said["budget"]["asked"]) == 1
    assert 0 < said["budget"]["spent"]["epsilon"] < 2


def what_to_expect_costs_nothing(doors: Doors) -> None:
    said, out = told(doors, "private histogram"), doors.done("private histogram").out
    assert said["half_width_90"] > 0 and not (out / FIGURES).exists()
    assert said["question"]["edges"] == [2, 4] and said["question"]["statistic"] == "histogram"
    assert len(Budget(doors.at / "demo-space" / DEMO_NAME).history()) == 1


ANONYMIZED: dict[str, Check] = {
    **dict.fromkeys(
        ("--workspace", "--shop", "--k", "--l", "--t", "--most-left-out", "--quasi", "--sensitive", "--out"),
        the_table_is_as_anonymous_as_asked,
    ),
    "--list": the_list_is_that_of_the_training,
    **dict.fromkeys(("--file", "--best"), each_customers_best_price_leaves_without_the_customer),
}
BUDGETED: dict[str, Check] = dict.fromkeys(
    ("--workspace", "--shop", "--epsilon", "--delta", "--composition", "--out"), the_budget_is_as_set
)
PRIVATE: dict[str, Check] = {
    **dict.fromkeys(("--workspace", "--shop", "--figure", "--of", "--by"), figures_are_of_what_was_asked),
    **dict.fromkeys(("--groups", "--groups-each", "--at-most"), figures_are_of_what_was_asked),
    **dict.fromkeys(("--epsilon", "--delta", "--out"), figures_are_of_what_was_asked),
    **dict.fromkeys(("--expect", "--edges"), what_to_expect_costs_nothing),
}
