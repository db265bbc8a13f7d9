"""Shops of before codes: the sentences that they stored for reasons become codes, whatever is kept aside."""

import json

import duckdb

from data.store import Shop
from tests.builders import event, events_csv, import_csv, new_shop, open_shop

SENTENCES = {"price_unreadable": "price not a number", "non_product": "not a product"}


def make_old(shop: Shop) -> None:
    """Write into a closed shop's file what an older version would have stored."""
    shop.close()
    with duckdb.connect(str(shop.file)) as connection:
        for code, sentence in SENTENCES.items():
            values = {"new": sentence, "old": code}
            connection.execute("UPDATE rejects SET reason = $new WHERE reason = $old", values)
            connection.execute("UPDATE imports SET rejected = replace(rejected, $old, $new)", values)


def test_a_shop_of_before_opens_with_codes_for_its_sentences(tmp_path):
    shop = new_shop(tmp_path)
    rows = [event(), event(net_price="x", order_id="o2"), event(product_id="POST", order_id="o3")]
    import_csv(shop, events_csv(tmp_path / "events.csv", rows))
    listed, counted = shop.rejects(), shop.imports()["rejected"][0]
    fingerprint = shop.fingerprint
    make_old(shop)

    again = open_shop(shop.directory)

    assert again.rejects().equals(listed)
    assert [json.loads(text) for text in again.imports()["rejected"]] == [json.loads(counted)]
    assert set(listed["reason"]) == set(SENTENCES)
    assert again.fingerprint == fingerprint
