"""What was shown by recommendation, and what was taken of it within seven days."""

import pandas as pd
import pytest

from tests.builders import import_csv, shop_with, write_csv

SHOWN = {"event_type": "exposure", "order_id": "", "event_time": "2024-03-01 09:00", "arm": "ease"}


def shown_and(*events, **shown):
    """Return one exposure and what followed it."""
    return [SHOWN | shown, *({"event_type": type_, "event_time": time} for type_, time in events)]


def test_what_is_looked_at_and_bought_after_it_was_shown_is_taken(tmp_path):
    rows = shown_and(("view", "2024-03-02 10:00"), ("purchase", "2024-03-04 10:00"))

    (row,) = shop_with(tmp_path, rows).read("exposures").to_dict("records")

    assert (row["arm"], row["n_shown"]) == ("ease", 1)
    assert row["looked_day"] == pd.Timestamp("2024-03-02")
    assert row["bought_day"] == pd.Timestamp("2024-03-04")


@pytest.mark.parametrize(
    "changes",
    [
        {"event_time": "2024-02-29 10:00"},
        {"event_time": "2024-03-09 10:00"},
        {"customer_id": "c2"},
        {"product_id": "p2"},
        {"event_type": "return"},
    ],
    ids=["before", "too late", "somebody else", "something else", "sent back"],
)
def test_nothing_else_is(tmp_path, changes):
    bought = {"event_type": "purchase", "event_time": "2024-03-02 10:00"} | changes

    (row,) = shop_with(tmp_path, [SHOWN, bought]).read("exposures").to_dict("records")

    assert pd.isna(row["looked_day"]) and pd.isna(row["bought_day"])


def test_a_purchase_of_the_same_day_counts_where_files_tell_days_only(tmp_path):
    rows = shown_and(("purchase", "2024-03-01"), event_time="2024-03-01")

    assert shop_with(tmp_path, rows).read("exposures")["bought_day"].notna().all()


def test_exposures_make_no_visit_and_no_sale(tmp_path):
    shop = shop_with(tmp_path, [{}, {"order_id": "o2", "event_time": "2024-03-05"}])
    marts = ("visits", "customers", "funnel", "weeks", "purchase_days", "customer_events")
    before = {mart: shop.read(mart) for mart in marts}

    import_csv(shop, write_csv(tmp_path / "shown.csv", [{"customer_id": "c1", "product_id": "p1"} | SHOWN]))

    assert len(shop.read("exposures")) == 1
    for mart, frame in before.items():
        pd.testing.assert_frame_equal(shop.read(mart), frame)
