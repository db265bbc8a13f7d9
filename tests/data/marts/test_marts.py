import pandas as pd
import pytest

from data.sql import mart_sql, sql, variable_names
from tests.builders import import_csv, mart_names, new_shop, shop_with, write_csv
from tests.data.marts.mart_rows import ROWS, browsing_rows
from tests.searching import SEARCHES

PLAIN_TYPES = {"str", "int64", "float64", "bool", "datetime64[us]", "object"}  # object: lists of product ids


def grain(mart: str) -> list[str]:
    comment = sql(f"marts/{mart}").splitlines()[0]
    assert comment.startswith("-- grain: ")
    return comment.removeprefix("-- grain: ").split(" (")[0].split(", ")


def wanted(mart: str, **parameters):
    """Return the variables that a mart asks for."""
    return {name: value for name, value in parameters.items() if name in variable_names(mart_sql(mart))}


@pytest.fixture(scope="module", params=[ROWS, browsing_rows()], ids=["orders", "browsing"])
def filled(request, tmp_path_factory):
    """A shop with rows of every kind that marts read, which nobody changes."""
    directory = tmp_path_factory.mktemp("filled")
    shop = shop_with(directory, [*request.param, *SEARCHES])
    import_csv(
        shop, write_csv(directory / "products.csv", [{"product_id": "p1", "title": "Mug"}]), "products"
    )
    offer = {"offer_id": "b1", "product_ids": "p1|p2"}
    import_csv(shop, write_csv(directory / "offers.csv", [offer, offer | {"offer_id": "b2"}]), "offers")
    yield shop
    shop.close()


@pytest.mark.parametrize("mart", mart_names())
def test_every_mart_is_unique_on_its_grain(filled, mart):
    frame = filled.read(mart, **wanted(mart, products=["p0", "p1", "p2"]))

    assert len(frame) > 0
    if grain(mart) == ["one row for the whole shop"]:
        assert len(frame) == 1
    else:
        assert not frame.duplicated(grain(mart)).any()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    shop = new_shop(tmp_path_factory.mktemp("empty"))
    yield shop
    shop.close()


@pytest.mark.parametrize("mart", mart_names())
def test_every_mart_reads_empty_from_an_empty_shop_with_plain_types(empty, mart):
    frame = empty.read(mart)

    assert len(frame) <= 1
    assert {str(type_) for type_ in frame.dtypes} <= PLAIN_TYPES


def test_the_overview_adds_up(tmp_path):
    overview = shop_with(tmp_path, ROWS).read("overview").iloc[0]

    assert overview["revenue"] == 38.0
    assert overview["orders"] == 3
    assert overview["customers"] == 2
    assert overview["products"] == 2
    assert overview["units"] == 5.0
    assert overview["average_order_value"] == pytest.approx(38 / 3)
    assert overview["multi_product_share"] == pytest.approx(1 / 3)
    assert overview["discount_share"] == pytest.approx(1 - 25 / 29)
    assert overview["returns_share"] == pytest.approx(10 / 38)
    assert overview["guest_revenue_share"] == pytest.approx(5 / 38)


def test_weeks_begin_on_monday(tmp_path):
    weeks = shop_with(tmp_path, ROWS).read("weeks")

    assert weeks["week"].tolist() == [pd.Timestamp("2024-03-04"), pd.Timestamp("2024-03-11")]
    assert weeks["revenue"].tolist() == [25.0, 13.0]


def test_customers_count_days_from_the_last_order_to_the_last_event(tmp_path):
    customers = shop_with(tmp_path, ROWS).read("customers").set_index("customer_id")

    assert customers.loc["c1", ["recency_days", "n_orders", "monetary"]].tolist() == [9, 1, 25.0]
    assert customers.loc["c2", ["recency_days", "n_orders", "monetary"]].tolist() == [1, 1, 8.0]


def test_attributes_of_customers_come_along_and_are_missing_where_unknown(tmp_path):
    shop = shop_with(tmp_path, ROWS)
    import_csv(shop, write_csv(tmp_path / "c.csv", [{"customer_id": "c2", "Tier": "gold"}]), "customers")

    assert shop.read("customers")["Tier"].fillna("?").tolist() == ["?", "gold"]


def test_a_product_missing_from_the_catalog_is_listed_with_its_most_frequent_title(tmp_path):
    titles = ["Mug", "Mug blue", "Mug blue", ""]
    shop = shop_with(tmp_path, [{"title": title, "order_id": f"o{n}"} for n, title in enumerate(titles)])
    import_csv(
        shop, write_csv(tmp_path / "p.csv", [{"product_id": "p9", "title": "Cup", "cost": "4"}]), "products"
    )

    products = shop.read("products").set_index("product_id")

    assert products["title"].to_dict() == {"p1": "Mug blue", "p9": "Cup"}
    assert products["units"].to_dict() == {"p1": 4.0, "p9": 0.0}
    assert products.loc["p9", "cost"] == 4.0


def test_nothing_of_the_future_shows_as_of_a_date(tmp_path):
    past = shop_with(tmp_path, [row for row in ROWS if row.get("event_time", "2024-03-04") < "2024-03-05"])
    (tmp_path / "all").mkdir()
    shop = shop_with(tmp_path / "all", ROWS)

    for mart in mart_names():
        parameters = wanted(mart, as_of="2024-03-05", products=["p1", "p2"])
        pd.testing.assert_frame_equal(shop.read(mart, **parameters), past.read(mart, **parameters))


def test_an_unknown_variable_is_an_error(tmp_path):
    with pytest.raises(TypeError, match="no variable"):
        new_shop(tmp_path).read("overview", products=["p1"])


def test_a_mart_exports_to_parquet_as_it_reads(tmp_path):
    shop = shop_with(tmp_path, ROWS)

    shop.export("visits", tmp_path / "visits.parquet")

    exported = pd.read_parquet(tmp_path / "visits.parquet")
    assert exported["customer_id"].tolist() == shop.read("visits")["customer_id"].tolist()
