"""The files that analysts try first, where they are at hand."""

import gzip

import pytest

from tests.builders import REAL_DATA, import_csv, new_shop

pytestmark = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason=f"the optional real data are not at {REAL_DATA}"
)


def test_online_retail_comes_in_whole(tmp_path):
    shop = new_shop(tmp_path)

    intake = import_csv(shop, REAL_DATA / "online_retail_2010_2011.csv.gz")

    assert intake.rows_read == 541_909
    assert intake.rejected == {"non_product": 3_064, "price_not_positive": 2_479}
    overview = shop.read("overview").iloc[0]
    assert overview["customers"] == 4_334
    assert not shop.read("customers")["customer_id"].str.contains(".", regex=False).any()
    assert (
        shop.read("products").set_index("product_id").loc["85123A", "title"]
        == "WHITE HANGING HEART T-LIGHT HOLDER"
    )


def test_rows_of_online_retail_have_their_line_numbers(tmp_path):
    path = REAL_DATA / "online_retail_2010_2011.csv.gz"
    shop = new_shop(tmp_path)
    import_csv(shop, path)
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        lines = stream.read().split("\n")

    rejects = shop.rejects()

    for row, value in rejects.sample(200, random_state=0)[["row", "value"]].itertuples(index=False):
        assert value in lines[row - 1].split(",")


def test_rees46_comes_in_whole_with_its_sessions(tmp_path):
    shop = new_shop(tmp_path)

    intake = import_csv(shop, REAL_DATA / "rees46_2019-10-01_slice.csv.gz")

    assert (intake.rows_read, intake.rows_kept, intake.rejected) == (17_434, 17_434, {})
    funnel = shop.read("funnel").set_index("event_type")["events"]
    assert funnel.to_dict() == {"view": 17_055, "cart": 165, "purchase": 214}
    assert shop.read("products")["n_prices"].max() == 1


def test_a_file_cut_in_its_last_row_loses_that_row_only(tmp_path):
    shop = new_shop(tmp_path)

    intake = import_csv(shop, REAL_DATA / "rees46_2019-10-01_slice.truncated-original.csv.gz")

    assert (intake.rows_read, intake.rows_kept) == (17_435, 17_434)
    assert shop.rejects()["row"].tolist() == [17_436]


def test_ga4_ids_keep_every_digit(tmp_path):
    shop = new_shop(tmp_path)

    intake = import_csv(shop, REAL_DATA / "ga4_merch_items.csv.gz")

    assert intake.rows_read == 16_003
    assert intake.rejected == {"product_missing": 448, "non_product": 59}
    customers = shop.read("customers")
    assert len(customers) == 4_057  # nine bought gift cards only
    assert "10092926.3786306416" in set(customers["customer_id"])
