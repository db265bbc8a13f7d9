from tests.builders import event, events_csv, import_csv, new_shop, shop_with

JANUARY = [event(order_id=f"o{i}", event_time=f"2024-01-{i:02d} 10:00:00") for i in range(1, 21)]
LATER = [event(order_id=f"o{i}", event_time=f"2024-01-{i:02d} 10:00:00") for i in range(15, 29)]


def test_rows_of_overlapping_exports_are_kept_once(tmp_path):
    shop = shop_with(tmp_path, JANUARY)

    intake = import_csv(shop, events_csv(tmp_path / "later.csv", LATER))

    assert (intake.rows_read, intake.rows_kept) == (14, 8)
    assert intake.rejected == {"already_known": 6}
    assert shop.rejects(intake.import_id)["row"].tolist() == [2, 3, 4, 5, 6, 7]
    assert shop.read("overview")["orders"].tolist() == [28]


def test_the_second_copy_of_a_row_matches_the_second_copy(tmp_path):
    twice = [event(order_id="same")] * 2
    shop = shop_with(tmp_path, [*twice, event(order_id="other")])

    intake = import_csv(shop, events_csv(tmp_path / "again.csv", [*twice, event(order_id="same")]))

    assert (intake.rows_kept, intake.rejected) == (1, {"already_known": 2})


def test_a_row_that_differs_in_one_thing_is_another_row(tmp_path):
    shop = shop_with(tmp_path, [event()])
    others = [
        {"customer_id": "c2"},
        {"event_time": "2024-03-04 10:00:01"},
        {"event_type": "cart"},
        {"product_id": "p2"},
        {"quantity": "2"},
        {"net_price": "9.51"},
        {"order_id": "o2"},
        {"order_id": None, "session_id": "s1"},
    ]

    intake = import_csv(shop, events_csv(tmp_path / "others.csv", [event(**other) for other in others]))

    assert (intake.rows_kept, intake.rejected) == (8, {})


def test_rows_without_price_order_or_session_overlap_as_well(tmp_path):
    bare = {"net_price": None, "order_id": None, "quantity": None, "event_type": "view"}
    shop = shop_with(tmp_path, [event(**bare), event(customer_id="c2")])

    intake = import_csv(shop, events_csv(tmp_path / "again.csv", [event(**bare), event(customer_id="c3")]))

    assert (intake.rows_kept, intake.rejected) == (1, {"already_known": 1})


def test_doubles_within_the_first_file_stay_what_the_file_says(tmp_path):
    shop = new_shop(tmp_path)

    intake = import_csv(shop, events_csv(tmp_path / "events.csv", [event(), event()]))

    assert "already_known" not in intake.rejected


def test_a_file_that_brings_nothing_new_is_no_mistake(tmp_path):
    shop = shop_with(tmp_path, JANUARY)

    intake = import_csv(shop, events_csv(tmp_path / "part.csv", JANUARY[3:9]))

    assert (intake.rows_read, intake.rows_kept) == (6, 0)
    assert shop.read("overview")["orders"].tolist() == [20]
