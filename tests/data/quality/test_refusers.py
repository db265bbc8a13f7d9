"""Customers who refuse are counted among rejected and doubtful rows, and in no list of them."""

import pytest

from data.privacy.consent import change_consent
from data.quality.report import doubtful_rows, read_quality
from tests.builders import event, shop_with

REFUSER = "c7"


@pytest.fixture
def shop(tmp_path):
    rows = [event(customer_id=f"c{n}", order_id=f"o{n}", event_time=f"2024-03-{1 + n:02d}") for n in range(9)]
    rows += [rows[7], rows[8]]  # copies, of a refuser and of another
    rows += [event(customer_id="c1", event_time=name, order_id=f"x{name}") for name in (REFUSER, "c8")]
    shop = shop_with(tmp_path, rows)
    change_consent(shop, refused=[REFUSER])
    yield shop
    shop.close()


def test_a_rejected_row_that_names_a_refuser_is_counted_and_not_listed(shop):
    listed, counted = shop.rejects(), read_quality(shop).rejected["n_rows"].sum()

    assert (counted, listed["value"].tolist()) == (2, ["c8"])


def test_doubtful_rows_of_a_refuser_are_counted_and_not_listed(shop):
    copies = read_quality(shop).doubts.set_index("kind").loc["duplicate"]

    assert (copies["n_rows"], copies["rows"]) == (2, [12])
    assert copies["value"] is None
    assert doubtful_rows(shop, "duplicate")["row"].tolist() == [12]


def test_all_rows_are_listed_again_once_the_customer_agrees(shop):
    change_consent(shop, granted=[REFUSER])

    assert shop.rejects()["value"].tolist() == [REFUSER, "c8"]
    assert doubtful_rows(shop, "duplicate")["row"].tolist() == [11, 12]
