"""Many readers while files are imported: each sees the shop as it was before or after, never between."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from components.shell import session
from data.services.undo import undo_last_import
from tests.builders import event, events_csv, import_csv, shop_with

N_SESSIONS, N_READS = 20, 200


def facts(shop):
    """Return what several marts and notes of one state say."""
    with shop.reading():
        revenue = float(shop.read("weeks")["revenue"].sum())
        return shop.fingerprint, revenue, len(shop.imports()), len(shop.rejects()), shop.is_empty


def test_twenty_sessions_read_two_hundred_times_each_while_files_come_in(tmp_path):
    shop = shop_with(tmp_path, [event(order_id=f"o{i}") for i in range(50)])
    files = [
        events_csv(
            tmp_path / f"{n}.csv",
            [event(order_id=f"{n}-{i}", event_time=f"2024-05-{n + 1:02d}") for i in range(200)],
        )
        for n in range(4)
    ]
    allowed = {facts(shop)}
    for file in files:
        import_csv(shop, file)
        allowed.add(facts(shop))
    while len(shop.imports()) > 1:
        undo_last_import(shop)
    at_work = threading.Event()

    def reader(_):
        at_work.wait()
        return {facts(shop) for _ in range(N_READS // 5)}  # five reads of the shop each

    with ThreadPoolExecutor(N_SESSIONS) as sessions:
        seen = sessions.map(reader, range(N_SESSIONS))
        at_work.set()
        for file in files:
            import_csv(shop, file)
        found = set().union(*seen)

    assert found <= allowed
    assert len(found) > 1


def test_a_state_lasts_until_its_end_whatever_is_imported(tmp_path):
    shop = shop_with(tmp_path, [event()])
    more = events_csv(tmp_path / "more.csv", [event(order_id="o2")])

    with shop.reading():
        before = facts(shop)
        other = threading.Thread(target=import_csv, args=(shop, more))
        other.start()
        other.join()
        during = facts(shop)

    assert during == before
    assert facts(shop) != before


def test_a_thread_sees_what_it_wrote_itself(tmp_path):
    shop = shop_with(tmp_path, [event()])

    with shop.reading():
        before = shop.fingerprint
        shop.save_setting("currency", "€")
        import_csv(shop, events_csv(tmp_path / "more.csv", [event(order_id="o2")]))

        assert shop.setting("currency") == "€"
        assert shop.fingerprint != before


def test_a_result_is_never_remembered_under_another_state(tmp_path):
    shop = shop_with(tmp_path, [event()])
    more = events_csv(tmp_path / "more.csv", [event(order_id="o2")])

    def slow():
        """Another session imports between the naming of the state and the reading of it."""
        other = threading.Thread(target=import_csv, args=(shop, more))
        other.start()
        other.join()
        return int(shop.read("overview")["orders"].iloc[0])

    assert session.computed(shop, "orders", slow) == 1
    undo_last_import(shop)
    assert session.computed(shop, "orders", slow) == 1


def test_a_failed_read_does_not_spoil_the_state(tmp_path):
    shop = shop_with(tmp_path, [event()])

    with shop.reading():
        with pytest.raises(TypeError):
            shop.read("overview", nonsense=1)
        with pytest.raises(Exception, match="no_such_table"), shop.looking() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")

        assert shop.read("overview")["orders"].tolist() == [1]
