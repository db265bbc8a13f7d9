"""What each option of `segment --value` does, told by the tables that it wrote."""

import json

import pandas as pd
import pytest

from analytics.runs.customer_value.write import OUTPUTS
from tests.doors.limits import Check
from tests.doors.rows import Doors

COSTS = ("--margin", "--per-parcel", "--per-item", "--payment-fee", "--returns")
MARGIN, USUAL_MARGIN, PER_PARCEL, PER_ITEM, FEE, RETURNED = 0.5, 0.3, 1.5, 0.2, 0.02, 0.1


def customers(doors: Doors, row: str) -> pd.DataFrame:
    """Return the customers that a row wrote."""
    return pd.read_parquet(doors.done(row).out / "lifetime.parquet")


def value_is_written_beside_the_segments(doors: Doors) -> None:
    assert not set(OUTPUTS) & {path.name for path in doors.done("segmented").out.iterdir()}
    assert set(OUTPUTS) <= {path.name for path in doors.done("valued").out.iterdir()}
    valued = customers(doors, "valued")
    bought = set(pd.read_csv(doors.files / "orders.csv")["customer_id"])
    assert sorted(valued["customer_id"]) == sorted(bought)
    found = json.loads((doors.done("valued").out / "customer_value.json").read_text())
    assert set(found["purchases"]) == {"r", "alpha_weeks", "a", "b"}
    sizes = pd.read_parquet(doors.done("valued").out / "personas.parquet").set_index("value_segment")
    assert sizes["n_customers"].to_dict() == valued["value_segment"].value_counts().to_dict()


def less_time_brings_fewer_purchases(doors: Doors) -> None:
    year, quarter = (customers(doors, row)["expected_purchases"] for row in ("valued", "valued at costs"))
    assert (quarter < year).all()
    assert (quarter > year * 90 / 365).all()  # nobody comes more often the longer it lasts


def contribution_is_after_all_costs(doors: Doors) -> None:
    usual, dear = (customers(doors, row) for row in ("valued", "valued at costs"))
    lines, orders = (pd.read_csv(doors.files / f"{name}.csv") for name in ("lines", "orders"))
    revenue, units = usual["revenue"].sum(), lines["wie viele"].sum()
    cost = (revenue - usual["contribution"].sum()) / (1 - USUAL_MARGIN) * (1 - MARGIN)
    kept = (1 - RETURNED) * ((1 - FEE) * revenue - cost)
    expected = kept - PER_ITEM * units - PER_PARCEL * len(orders)
    assert dear["contribution"].sum() == pytest.approx(expected)
    assert (dear["margin_share"] != usual["margin_share"]).all()


VALUE: dict[str, Check] = {
    "--value": value_is_written_beside_the_segments,
    "--horizon-days": less_time_brings_fewer_purchases,
    **dict.fromkeys(COSTS, contribution_is_after_all_costs),
}
