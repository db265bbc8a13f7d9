import pandas as pd

from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.services.undo import undo_last_import
from tests.attributes import attributes_of
from tests.builders import event, events_csv, import_csv, new_shop, shop_with, write_csv

MARTS = ("overview", "customers", "products", "visits")


def state(shop):
    """Return all that a person can see of a shop's data."""
    frames = [shop.read(mart) for mart in MARTS]
    frames += [shop.rejects(), shop.imports().drop(columns="imported_at"), attributes_of(shop)]
    return [frame.to_csv(index=False) for frame in frames]


def test_each_undo_brings_the_state_before_back(tmp_path):
    shop = new_shop(tmp_path)
    files = [
        (events_csv(tmp_path / "1.csv", [event(), event(customer_id="c2", event_time="never")]), "events"),
        (write_csv(tmp_path / "2.csv", [{"product_id": "p1", "title": "Tea", "color": "red"}]), "products"),
        (events_csv(tmp_path / "3.csv", [event(), event(order_id="o2", weather="rain")]), "events"),
        (write_csv(tmp_path / "4.csv", [{"product_id": "p1", "title": "Coffee", "size": "XL"}]), "products"),
        (write_csv(tmp_path / "5.csv", [{"customer_id": "c1", "tier": "gold"}]), "customers"),
        (write_csv(tmp_path / "6.csv", [{"customer_id": "c1", "tier": "none"}]), "customers"),
    ]
    states, fingerprints = [state(shop)], [shop.fingerprint]
    for path, kind in files:
        import_csv(shop, path, kind)
        states.append(state(shop))
        fingerprints.append(shop.fingerprint)

    for n in reversed(range(len(files))):
        assert undo_last_import(shop)
        assert shop.fingerprint == fingerprints[n]
        assert state(shop) == states[n]
    assert len(set(fingerprints)) == len(files) + 1
    assert not undo_last_import(shop)


def test_undoing_a_corrected_mapping_brings_the_first_try_back(tmp_path):
    path = events_csv(tmp_path / "events.csv", [event(order_id=f"o{i}", shelf=f"s{i}") for i in range(5)])
    shop = new_shop(tmp_path)
    import_csv(shop, path)
    first, fingerprint = state(shop), shop.fingerprint
    columns = guess_mapping(read_preview(path)).columns | {"store_id": "shelf"}
    mapping = guess_mapping(read_preview(path))
    corrected = type(mapping)(mapping.kind, columns, mapping.instruments, mapping.constants)
    import_csv(shop, path, mapping=corrected)
    assert state(shop) != first

    undo_last_import(shop)

    assert shop.fingerprint == fingerprint
    assert state(shop) == first


def test_what_was_undone_can_be_imported_again(tmp_path):
    shop = shop_with(tmp_path, [event()])
    more = events_csv(tmp_path / "more.csv", [event(order_id="o2")])
    import_csv(shop, more)
    fingerprint = shop.fingerprint
    undo_last_import(shop)

    import_csv(shop, more)

    assert shop.fingerprint == fingerprint
    assert shop.read("overview")["orders"].tolist() == [2]


def test_the_history_names_each_state(tmp_path):
    shop = shop_with(tmp_path, [event()])
    first = shop.fingerprint
    import_csv(shop, events_csv(tmp_path / "more.csv", [event(order_id="o2"), event(event_time="never")]))

    history = shop.history()

    assert history["fingerprint"].tolist() == [first, shop.fingerprint]
    assert history["rows_rejected"].tolist() == [0, 1]
    assert isinstance(history, pd.DataFrame)


def test_an_id_of_orders_that_a_later_file_gave_away_comes_back(tmp_path):
    shop = new_shop(tmp_path)
    orders = [{"order_id": "o1", "customer_id": "order-id-1", "order_purchase_timestamp": "2018-03-01"}]
    for n, person in enumerate(("ann", "ben")):
        people = [{"customer_id": "order-id-1", "customer_unique_id": person, "customer_state": "SP"}]
        import_csv(shop, write_csv(tmp_path / f"{n}.csv", people), "customers")

    undo_last_import(shop)

    import_csv(shop, write_csv(tmp_path / "orders.csv", orders), "orders")
    lines = [{"order_id": "o1", "product_id": "p1", "price": "3.00"}]
    import_csv(shop, write_csv(tmp_path / "lines.csv", lines), "events")
    assert list(shop.read("customers")["customer_id"]) == ["ann"]
