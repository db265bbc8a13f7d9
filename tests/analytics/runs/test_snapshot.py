import json

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.price_book.market import Offer
from analytics.runs.config import RunConfig, read_config
from analytics.runs.snapshot import NO_PURCHASE, attributes_of
from analytics.runs.snapshot import tested_products as products_under_test
from analytics.runs.take_snapshot import write_snapshot
from analytics.segments.choice import SegmentChoice
from data.schema import InputError, NotEnoughDataError
from tests.builders import import_csv, moving_prices, new_shop, open_shop, shop_with, write_csv
from tests.logs import log_by_hand
from tests.worlds import BY_TIER


def snapshot(shop, directory, config=None):
    directory.mkdir(exist_ok=True)
    return write_snapshot(shop, config or RunConfig(), directory)


def test_a_snapshot_holds_all_that_a_run_reads(tmp_path, small_shop_directory):
    snapshot(open_shop(small_shop_directory), tmp_path, RunConfig(segments=BY_TIER))

    assert {path.name for path in tmp_path.iterdir()} == {
        "config.json",
        "snapshot.json",
        "visits.parquet",
        "visit_lines.parquet",
        "price_days.parquet",
        "products.in.parquet",
        "customers.in.parquet",
        "customers_before.parquet",
        "sales.parquet",
    } | ({"workspace"} if (tmp_path / "workspace").exists() else set())


def test_a_fifth_of_the_visits_is_held_out_in_time(tmp_path, small_shop_directory):
    snapshot(open_shop(small_shop_directory), tmp_path)
    boundary = pd.Timestamp(json.loads((tmp_path / "snapshot.json").read_text())["boundary"])

    later = pd.read_parquet(tmp_path / "visits.parquet")["visited_at"] >= boundary

    assert later.mean() == pytest.approx(0.2, abs=0.01)


def test_segments_before_the_holdout_know_nothing_of_it(tmp_path, small_shop_directory):
    snapshot(open_shop(small_shop_directory), tmp_path)

    before, now = (
        pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("customers_before", "customers.in")
    )

    assert before["n_orders"].fillna(0).sum() < now["n_orders"].sum()
    assert set(before["customer_id"]) == set(now["customer_id"])


def test_a_customer_without_a_purchase_is_in_a_segment_of_their_own(tmp_path):
    views = [{"customer_id": "looker", "event_type": "view", "product_id": "p0", "net_price": "9"}]
    shop = shop_with(tmp_path, [*moving_prices(), *views])

    snapshot(shop, tmp_path / "run")

    customers = pd.read_parquet(tmp_path / "run" / "customers.in.parquet").set_index("customer_id")
    assert customers.loc["looker", "segment"] == NO_PURCHASE


def test_the_config_is_written_with_its_scope_made_explicit(tmp_path, small_shop_directory):
    config = snapshot(open_shop(small_shop_directory), tmp_path)

    assert config.products == ("p0", "p1", "p2", "p3")
    assert read_config(tmp_path) == config


def test_offers_of_the_shop_are_priced_where_none_are_asked_for(tmp_path):
    shop = shop_with(tmp_path, moving_prices())
    offers = write_csv(
        tmp_path / "offers.csv", [{"offer_id": "duo", "product_ids": "p0|p1", "discount_share": "0.1"}]
    )
    import_csv(shop, offers, "offers")

    assert snapshot(shop, tmp_path / "run").offers == (Offer("duo", ("p0", "p1"), 0.1),)


@pytest.mark.parametrize("name", ["weather", "price", "list_price", "n_customers", "product_id"])
def test_what_is_no_instrument_is_refused_and_the_known_ones_named(tmp_path, name):
    with pytest.raises(InputError, match="Choose one of: promotion, cost") as caught:
        snapshot(shop_with(tmp_path, moving_prices()), tmp_path / "run", RunConfig(instruments=(name,)))

    assert caught.value.column == name


def test_an_unknown_attribute_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such attribute"):
        snapshot(
            shop_with(tmp_path, moving_prices()),
            tmp_path / "run",
            RunConfig(segments=SegmentChoice("attribute", "mood")),
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"product_id": "p0"}, "one product only"),
        ({"customer_id": "c0"}, "one customer only"),
        ({"event_type": "view"}, "no purchases"),
    ],
)
def test_a_shop_that_cannot_be_priced_says_what_is_missing(tmp_path, changes, words):
    with pytest.raises(NotEnoughDataError, match=words):
        snapshot(shop_with(tmp_path, moving_prices(**changes)), tmp_path / "run")


def test_an_empty_shop_says_what_is_missing(tmp_path):
    with pytest.raises(NotEnoughDataError, match="no purchases"):
        snapshot(new_shop(tmp_path), tmp_path / "run")


def test_a_handful_of_visits_is_not_enough(tmp_path):
    with pytest.raises(NotEnoughDataError, match="visits only"):
        snapshot(shop_with(tmp_path, moving_prices(6)), tmp_path / "run")


def test_the_demand_model_sees_attributes_and_no_figures_of_the_future():
    customers = pd.DataFrame(
        {
            "customer_id": ["c0"],
            "segment": ["A"],
            "cluster": [None],
            "persona": [None],
            "n_orders": [3],
            "tier": ["A"],
            "region": ["north"],
        }
    )

    seen = attributes_of(customers, BY_TIER)

    assert seen.index.tolist() == ["c0"]
    assert seen.columns.tolist() == ["segment", "region"]


def test_the_same_shop_makes_the_same_snapshot(tmp_path, small_shop_directory):
    shop = open_shop(small_shop_directory)
    for name in ("a", "b"):
        snapshot(shop, tmp_path / name)

    for name in ("visits", "visit_lines", "price_days", "customers.in"):
        first, second = (pd.read_parquet(tmp_path / run / f"{name}.parquet") for run in ("a", "b"))
        pd.testing.assert_frame_equal(first, second)
    assert np.array_equal(*((tmp_path / run / "snapshot.json").read_bytes() for run in ("a", "b")))


def test_products_of_offers_are_tested_before_best_sellers(monkeypatch):
    monkeypatch.setattr("analytics.runs.snapshot.MOST_TESTED", 2)
    log = log_by_hand([[True, True, False], [True, True, False], [True, False, True]])

    assert products_under_test(log) == ("p0", "p1")
    assert products_under_test(log, ["p2"]) == ("p0", "p2")
    assert products_under_test(log, ["p2", "p1", "p0"]) == ("p1", "p2")
