import numpy as np
import pandas as pd
import pytest

from analytics.pricing.money import CostAssumptions
from analytics.runs.customer_value.frames import CustomerFrames, read_customer_frames
from analytics.runs.customer_value.margins import contributions, margin_shares
from analytics.runs.customer_value.moves import value_segments_by_month
from analytics.runs.customer_value.value import ValueModel
from analytics.segments.value_segments import ValueSegment
from data.schema import NotEnoughDataError
from tests.analytics.segments.lifetime.buyers import Buyers
from tests.builders import shop_with

N, WEEKS = 300, 50
COSTS = CostAssumptions(margin_share=0.4, per_order=1.0, payment_fee_share=0.02)


def shop_of_buyers(directory, clock="10:00"):
    """Return a shop of buyers who came over half a year; their first purchases are worth 20."""
    rng = np.random.default_rng(0)
    came = pd.Timestamp(f"2024-01-01 {clock}") + pd.to_timedelta(rng.integers(0, 180, N), unit="D")
    bought = Buyers(alpha=2.0).purchases(N, WEEKS)
    first = pd.DataFrame({"customer": range(N), "week": 0.0, "value": 20.0})
    lines = pd.concat([first, bought], ignore_index=True)
    lines["at"] = came[lines["customer"]] + pd.to_timedelta(np.round(7 * lines["week"]), unit="D")
    lines = lines[lines["at"] < "2024-12-20"]
    rows = [
        {
            "customer_id": f"c{line.customer}",
            "order_id": f"o{n}",
            "event_time": str(line.at),
            "net_price": f"{max(line.value, 0.01):.2f}",
            "product_id": f"p{n % 3}",
            "category": ("mugs", "pots")[n % 2],
        }
        for n, line in enumerate(lines.itertuples())
    ]
    return shop_with(directory, rows)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return shop_of_buyers(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def frames(shop) -> CustomerFrames:
    return read_customer_frames(shop)


@pytest.fixture(scope="module")
def model(frames):
    return ValueModel.fit(frames, COSTS)


@pytest.fixture(scope="module")
def found(model):
    return model.value()


def test_contribution_is_what_the_one_accounting_says():
    products = pd.DataFrame({"product_id": ["p1", "p2"], "list_price": [10.0, 20.0]})
    products = products.assign(cost=[4.0, np.nan], return_share=[0.0, 0.5])
    bought = pd.DataFrame(
        {
            "customer_id": ["a", "a", "b"],
            "product_id": ["p1", "p2", "p1"],
            "units": [2.0, 1, 3],
            "revenue": [18.0, 20, 30],
        }
    )
    costs = CostAssumptions(margin_share=0.25, per_order=2.0)

    made = contributions(bought, products, pd.Series({"a": 2, "b": 1}), costs)

    assert made == pytest.approx([2 * (9 - 4) + (20 - 15) * 0.5 - 2 * 2, 3 * (10 - 4) - 2])


def test_few_purchases_take_the_margin_of_the_shop():
    contribution, revenue, n = (
        np.array([0.0, 0, 4000]),
        np.array([10.0, 10_000, 10_000]),
        np.array([1.0, 100, 100]),
    )

    shares = margin_shares(contribution, revenue, n)

    shop = 4000 / 20_010
    assert shares[0] == pytest.approx(shop, rel=0.06)
    assert shares[1] == pytest.approx(0, abs=0.005)
    assert shares[2] == pytest.approx(0.4, rel=0.02)


def test_margins_add_up_to_what_the_shop_has_earned(frames, found):
    customers = found.customers

    assert customers["revenue"].sum() == pytest.approx(frames.customer_products["revenue"].sum())
    per_unit = 1 - 0.6 - 0.02
    n_orders = frames.customer_months["n_orders"].sum()
    # every product has its median price as list price, so its cost is 0.6 of that, whatever was paid
    products = frames.products.set_index("product_id")
    units = frames.customer_products.groupby("product_id")["units"].sum()
    cost = 0.6 * (products["list_price"].reindex(units.index) * units).sum()
    assert per_unit > 0
    assert customers["contribution"].sum() == pytest.approx(
        0.98 * customers["revenue"].sum() - cost - n_orders
    )


def test_every_customer_has_one_row_a_segment_and_a_band(frames, found):
    customers = found.customers

    assert customers["customer_id"].tolist() == frames.purchase_histories["customer_id"].tolist()
    assert set(customers["value_segment"]) <= set(ValueSegment)
    assert (customers["expected_value_low"] <= customers["expected_value_high"]).all()
    assert found.segments["n_customers"].sum() == len(customers)
    assert found.segments["value_share"].sum() == pytest.approx(1)
    row = found.segments.iloc[0]
    assert row["mean_value_low"] < row["mean_value"] < row["mean_value_high"]


def test_the_days_held_out_are_foreseen_in_a_shop_that_does_as_assumed(found):
    table = found.assumptions.set_index("assumption")

    assert table.loc["holdout", "figure"] == pytest.approx(1, abs=0.25)
    assert found.holdout["n_customers"].sum() <= N


@pytest.mark.parametrize("clock", ["10:00", "00:00"], ids=["by times", "by days"])
def test_value_segments_at_the_end_of_the_months_are_those_of_today(tmp_path, clock):
    model = ValueModel.fit(read_customer_frames(shop_of_buyers(tmp_path, clock)), COSTS)
    found = model.value()

    by_month = value_segments_by_month(model, found)

    last = by_month.iloc[:, -1].astype(str)
    today = found.customers.set_index("customer_id")["value_segment"]
    assert last.loc[today.index].tolist() == today.tolist()


def test_a_longer_time_to_come_is_worth_more(model, found):
    longer = model.value(2 * 365)

    assert (longer.customers["expected_purchases"] > found.customers["expected_purchases"]).all()


def test_a_shop_of_guests_says_what_is_missing(tmp_path):
    shop = shop_with(tmp_path, [{"customer_id": ""}])

    with pytest.raises(NotEnoughDataError, match="known customers"):
        read_customer_frames(shop)
