import numpy as np
import pandas as pd
import pytest

from analytics.runs.config import RunConfig
from analytics.runs.filled_customers import filled_customers, save_fillings
from analytics.runs.take_snapshot import write_snapshot
from analytics.segments.missing_attributes import METHODS, AttributeImputer, Filling
from data.privacy.encrypted_files import read_frame
from data.schema import InputError
from tests.builders import events_csv, import_csv, new_shop, write_csv


def customers(n=200, seed=0):
    """Customers whose income follows their age, and whose region follows both."""
    rng = np.random.default_rng(seed)
    age = rng.integers(20, 70, n)
    frame = pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(n)],
            "n_orders": 1,
            "age": age.astype(float),
            "income": 1000.0 * age + rng.normal(0, 500, n),
            "region": np.where(age > 45, "north", "south"),
        }
    )
    return frame.astype({"region": "str"})


def with_gaps(frame, name, rows):
    gaps = frame.copy()
    gaps.loc[rows, name] = None
    return gaps


def test_median_and_most_frequent_are_those_of_the_training_period():
    before = pd.DataFrame({"age": ["20", "30", "40"], "tier": ["a", "b", "b"]})
    later = pd.DataFrame({"age": [None, "99", "99"], "tier": ["a", None, "a"]})
    imputer = AttributeImputer({"age": Filling("median"), "tier": Filling("most_frequent")}).fit(before)

    filled = imputer.transform(later)

    assert filled["age"].tolist() == ["30", "99", "99"]
    assert filled["tier"].tolist() == ["a", "b", "a"]


def test_a_constant_fills_texts_and_numbers_alike():
    frame = pd.DataFrame({"age": [1.0, np.nan], "tier": ["a", None]})
    fillings = {"age": Filling("constant", "7"), "tier": Filling("constant", "none")}

    filled = AttributeImputer(fillings).fit(frame).transform(frame)

    assert filled["age"].tolist() == [1.0, 7.0]
    assert filled["tier"].tolist() == ["a", "none"]


@pytest.mark.parametrize("method", ["nearest", "iterative"])
def test_what_other_attributes_know_is_used(method):
    whole = customers()
    rows = whole.index[:20]
    truth = whole.loc[rows]
    incomes = with_gaps(whole, "income", rows)
    regions = with_gaps(whole, "region", rows)

    income = AttributeImputer({"income": Filling(method)}).fit(incomes).transform(incomes).loc[rows, "income"]
    region = AttributeImputer({"region": Filling(method)}).fit(regions).transform(regions).loc[rows, "region"]

    assert np.abs(income - truth["income"]).mean() < 2500  # the spread of incomes is 14,000
    assert (region == truth["region"]).mean() >= 0.9


@pytest.mark.parametrize("method", METHODS)
def test_known_values_rows_and_order_stay(method):
    whole = customers(60)
    gaps = with_gaps(whole, "age", [3, 5])

    filled = AttributeImputer({"age": Filling(method, "30")}).fit(gaps).transform(gaps)

    known = gaps["age"].notna()
    pd.testing.assert_frame_equal(filled[known], gaps[known])
    assert filled["age"].notna().all() == (method != "leave")


@pytest.mark.parametrize("method", METHODS)
def test_the_held_out_customers_change_nothing_that_is_learned(method):
    before, later = customers(80), customers(40, seed=1)
    imputer = AttributeImputer({"income": Filling(method, "5")}).fit(with_gaps(before, "income", [1, 2]))
    gap = with_gaps(later, "income", [0])

    alone = imputer.transform(gap.head(1))
    together = imputer.transform(gap)

    assert alone["income"].iloc[0] == together["income"].iloc[0] or method == "leave"


@pytest.mark.parametrize("name", ["net_price", "list_price", "quantity", "cost", "monetary", "n_orders"])
def test_prices_quantities_and_counts_are_never_filled_in(name):
    frame = pd.DataFrame({name: [1.0, np.nan]})

    with pytest.raises(InputError, match="never filled in"):
        AttributeImputer({name: Filling("median")}).fit(frame)


def test_the_shop_fills_by_the_customers_seen_before_what_is_held_out(tmp_path):
    shop = new_shop(tmp_path)
    rows = [
        {"customer_id": f"c{day}", "event_time": f"2024-03-{day + 1:02d} 10:00:00", "order_id": f"o{day}"}
        for day in range(20)
    ]
    import_csv(shop, events_csv(tmp_path / "events.csv", rows))
    people = [{"customer_id": f"c{n}", "tier": "early" if n < 16 else "late"} for n in range(20)]
    people[2]["tier"] = people[19]["tier"] = ""
    import_csv(shop, write_csv(tmp_path / "customers.csv", people), "customers")
    fingerprint = shop.fingerprint

    save_fillings(shop, {"tier": Filling("most_frequent")})

    tiers = filled_customers(shop).set_index("customer_id")["tier"]
    assert (tiers["c2"], tiers["c19"], tiers["c18"]) == ("early", "early", "late")
    assert shop.fingerprint != fingerprint
    save_fillings(shop, {})
    assert filled_customers(shop)["tier"].isna().sum() == 2
    assert shop.fingerprint == fingerprint


def test_a_run_learns_from_filled_attributes(tmp_path):
    shop = new_shop(tmp_path)
    rows = [
        {
            "customer_id": f"c{day % 10}",
            "event_time": f"2024-03-{day + 1:02d} 10:00:00",
            "order_id": f"o{day}",
            "product_id": f"p{day % 2}",
        }
        for day in range(30)
    ]
    import_csv(shop, events_csv(tmp_path / "events.csv", rows))
    people = [{"customer_id": f"c{n}", "tier": "" if n == 4 else "gold"} for n in range(10)]
    import_csv(shop, write_csv(tmp_path / "customers.csv", people), "customers")
    save_fillings(shop, {"tier": Filling("most_frequent")})
    (tmp_path / "run").mkdir()

    write_snapshot(shop, RunConfig(), tmp_path / "run")

    for name in ("customers.in", "customers_before"):
        tiers = read_frame(tmp_path / "run" / f"{name}.parquet").set_index("customer_id")["tier"]
        assert tiers["c4"] == "gold"
