"""Searches of a shop come in without a product, as long as they say what was typed."""

from tests.builders import event, import_csv, new_shop, write_csv

NOTHING = {"product_id": "", "order_id": "", "net_price": "", "quantity": ""}


def test_a_search_names_no_product_but_a_query(tmp_path):
    rows = [
        event(),
        event(event_type="search", **{"search_term": "红 dress"}, **NOTHING),
        event(event_type="search", **NOTHING),
        event(event_type="view", search_term="mug", **NOTHING),
    ]
    shop = new_shop(tmp_path)

    intake = import_csv(shop, write_csv(tmp_path / "events.csv", rows))

    assert (intake.rows_kept, intake.rejected) == (2, {"product_missing": 2})
    assert shop.read("searches")["query"].tolist() == ["红 dress"]
    assert shop.read("products")["product_id"].tolist() == ["p1"]
