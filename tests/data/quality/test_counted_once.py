"""A row counts once: among those kept out, or under the kinds that are still doubtful."""

import pytest

from data.quality.report import doubtful_rows, read_quality
from data.quality.settle import save_treatments
from tests.defects import catalog_rows, customer_rows, line, planted_events, shop_of


@pytest.mark.parametrize("choice", ["keep", "drop"])
def test_a_row_that_is_kept_out_counts_under_one_kind_only(tmp_path, choice):
    rows = [line(1, 1, "o1"), line(1, 1, "o1"), line(2, 2, "o2")]
    rows += [line(1, 3, "o3", product_id="POST")] * 2
    shop, _ = shop_of(tmp_path, rows, catalog_rows(), customer_rows())

    save_treatments(shop, {"duplicate": choice})

    doubts = read_quality(shop).doubts.set_index("kind")["n_rows"]
    assert (doubts["duplicate"], doubts["non_product"]) == (1, 2)
    assert list(doubtful_rows(shop, "duplicate")["row"]) == [3]
    reasons = shop.rejects()["reason"].value_counts()
    assert reasons.get("duplicate", 0) == (choice == "drop")


def test_as_many_rows_are_kept_out_as_their_kinds_count(tmp_path):
    shop, _ = shop_of(tmp_path, planted_events().rows, catalog_rows(), customer_rows())
    kinds = ("duplicate", "bot", "orphan_product")

    save_treatments(shop, dict.fromkeys(kinds, "drop"))

    doubts = read_quality(shop).doubts.set_index("kind")["n_rows"]
    reasons = shop.rejects()["reason"]
    for kind in kinds:
        assert doubts[kind] == (reasons == kind).sum()
