"""What a visit is, by what a shop records."""

from tests.builders import shop_with
from tests.data.marts.mart_rows import ROWS, browsing_rows


def test_a_visit_is_a_session_where_there_are_session_ids(tmp_path):
    rows = [{"session_id": "a"}, {"session_id": "b"}, {"session_id": "a", "event_time": "2024-03-09"}]

    visits = shop_with(tmp_path, rows).read("visits")

    assert visits["visit_id"].tolist() == [0, 1]
    assert visits["is_session"].tolist() == [True, True]


def test_a_visit_ends_after_thirty_quiet_minutes_where_there_are_views(tmp_path):
    times = ["10:00:00", "10:30:00", "11:00:01", "11:00:01"]
    rows = [{"event_type": "view", "event_time": f"2024-03-04 {time}", "order_id": ""} for time in times]

    visits = shop_with(tmp_path, rows).read("visits")

    assert visits["visited_at"].dt.strftime("%H:%M:%S").tolist() == ["10:00:00", "11:00:01"]


def test_a_visit_is_an_order_where_only_orders_are_known(tmp_path):
    visits = shop_with(tmp_path, ROWS).read("visits")

    assert visits["n_products_bought"].tolist() == [2, 1]
    assert visits["is_session"].tolist() == [False, False]


def test_a_visit_is_a_customers_day_where_not_even_orders_are_known(tmp_path):
    times = ["2024-03-04 08:00", "2024-03-04 22:00", "2024-03-05 01:00"]
    shop = shop_with(tmp_path, [{"event_time": time, "order_id": ""} for time in times])

    assert len(shop.read("visits")) == 2
    assert shop.read("overview")["orders"][0] == 2


def test_visit_lines_name_the_visits_of_the_visits_mart(tmp_path):
    shop = shop_with(tmp_path, browsing_rows())

    lines = shop.read("visit_lines", products=["p0", "p1", "p2", "p3"])

    bought = lines[lines["n_bought"] > 0].groupby("visit_id").size()
    expected = shop.read("visits").set_index("visit_id")["n_products_bought"]
    assert bought.reindex(expected.index, fill_value=0).tolist() == expected.tolist()
