"""What a large shop keeps of its marts never shows: every mart reads as if it were computed anew."""

import threading

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.privacy.forget import forget_customer
from data.services.undo import undo_last_import
from data.store import Shop, kept_visits
from tests.builders import event, import_csv, new_shop, write_csv

ABOUT_VISITS = ("visits", "visit_lines", "customers")
PRODUCTS = ["p0", "p1", "p2"]
MOMENTS = [f"2024-03-0{day} {hour}" for day in (1, 2) for hour in ("10:00", "10:29", "10:31", "11:40")]


@pytest.fixture(autouse=True)
def every_shop_is_large(monkeypatch):
    monkeypatch.setattr(kept_visits, "LEAST_ROWS", 0)


def browsing(n: int, **overrides) -> dict[str, object]:
    """Return the n-th of many events: a few customers, moments and products, some with a session."""
    return (
        event(
            customer_id=f"c{n % 4}" if n % 9 else "",
            event_time=MOMENTS[n * 5 % len(MOMENTS)],
            event_type=("view", "cart", "purchase")[n % 3],
            product_id=f"p{n % 3}",
            order_id=f"o{n % 5}",
            session_id=f"s{n % 2}" if n % 4 == 0 else "",
        )
        | overrides
    )


def read_all(shop: Shop) -> list[pd.DataFrame]:
    """Return the marts about visits, at the end and as of a day in between."""
    return [
        shop.read(mart, as_of=as_of, **({"products": PRODUCTS} if mart == "visit_lines" else {}))
        for mart in ABOUT_VISITS
        for as_of in (None, "2024-03-02 10:30")
    ]


def check_equal_to_computed(shop: Shop) -> None:
    read = read_all(shop)
    with shop.cursor() as cursor:
        assert kept_visits.are_starts_kept(cursor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.store.shop.are_starts_kept", lambda cursor: False)
        computed = read_all(shop)
    for frame, expected in zip(read, computed, strict=True):
        pd.testing.assert_frame_equal(frame, expected, check_exact=True)


def append(shop: Shop, directory, numbers, **overrides) -> None:
    path = directory / f"{len(shop.imports())}-{hash(tuple(numbers))}.csv"
    import_csv(shop, write_csv(path, [browsing(n, **overrides) for n in numbers]))


def test_marts_read_the_same_after_an_append_and_its_undo(tmp_path):
    shop = new_shop(tmp_path)
    append(shop, tmp_path, range(40))
    check_equal_to_computed(shop)
    append(shop, tmp_path, range(41, 60))
    check_equal_to_computed(shop)

    undo_last_import(shop)

    check_equal_to_computed(shop)


def test_an_append_leaves_alone_whom_it_does_not_name(tmp_path):
    shop = new_shop(tmp_path)
    append(shop, tmp_path, range(40))
    shop.read("visits")
    with shop.cursor() as cursor:
        cursor.execute("UPDATE visit_starts SET started_at = '2000-01-01' WHERE customer_id <> 'c1'")

    import_csv(shop, write_csv(tmp_path / "more.csv", [browsing(1, event_time="2024-04-01")]))

    shop.read("visits")
    with shop.cursor() as cursor:
        kept = cursor.execute(
            "SELECT customer_id, year(min(started_at)) FROM visit_starts GROUP BY ALL"
        ).fetchall()
    assert dict(kept) == {"c1": 2024, "c2": 2000, "c3": 2000}


def test_a_forgotten_customer_is_in_nothing_that_is_kept(tmp_path):
    shop = new_shop(tmp_path)
    append(shop, tmp_path, range(40))
    shop.read("visits")

    forget_customer(shop, "c1")

    with shop.cursor() as cursor:
        names = cursor.execute("SELECT DISTINCT customer_id FROM visit_starts").fetchall()
    assert ("c1",) not in names
    check_equal_to_computed(shop)


def test_rows_that_another_choice_takes_out_are_out_of_what_is_kept(tmp_path):
    shop = new_shop(tmp_path)
    append(shop, tmp_path, range(40))
    shop.read("visits")

    with shop.changing() as connection:
        connection.execute("DELETE FROM events WHERE rowid IN (SELECT rowid FROM events LIMIT 9 OFFSET 7)")

    check_equal_to_computed(shop)


def test_a_reader_within_one_state_keeps_what_it_finds_and_its_state(tmp_path):
    shop = new_shop(tmp_path)
    append(shop, tmp_path, range(40))

    with shop.reading():
        fingerprint = shop.fingerprint
        frame = shop.read("visits")
        with shop.looking() as cursor:
            assert kept_visits.are_starts_kept(cursor)
        assert shop.fingerprint == fingerprint

    pd.testing.assert_frame_equal(frame, shop.read("visits"))
    check_equal_to_computed(shop)


def test_a_reader_within_one_state_does_not_see_an_import_through_what_is_kept(tmp_path):
    shop = new_shop(tmp_path)
    append(shop, tmp_path, range(40))

    with shop.reading():
        fingerprint, n_events = shop.fingerprint, len(shop.read("funnel"))
        later = {"event_time": "2024-03-05 10:00"}
        writer = threading.Thread(target=append, args=(shop, tmp_path, range(41, 60)), kwargs=later)
        writer.start()
        writer.join(30)
        frame = shop.read("visits")
        assert (shop.fingerprint, len(shop.read("funnel"))) == (fingerprint, n_events)

    assert len(frame) < len(shop.read("visits"))
    check_equal_to_computed(shop)


def test_while_someone_writes_a_reader_does_not_wait(tmp_path):
    shop = new_shop(tmp_path)
    append(shop, tmp_path, range(40))
    found: list[int] = []

    with shop.writing():
        reader = threading.Thread(target=lambda: found.append(len(shop.read("visits"))))
        reader.start()
        reader.join(30)

    assert found == [len(shop.read("visits"))]


STEPS = st.lists(
    st.one_of(
        st.lists(st.integers(0, 80), min_size=1, max_size=12, unique=True),
        st.sampled_from(["undo", "forget"]),
    ),
    min_size=2,
    max_size=5,
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_marts_read_the_same_after_any_sequence_of_changes(tmp_path_factory, steps):
    directory = tmp_path_factory.mktemp("shop")
    shop = new_shop(directory)
    append(shop, directory, range(0, 30, 2))
    shop.read("visits")

    for step in steps:
        if step == "undo":
            undo_last_import(shop)
        elif step == "forget":
            known = shop.read("customers")["customer_id"]
            if len(known):
                forget_customer(shop, known.iloc[0])
        else:
            append(shop, directory, step)

        check_equal_to_computed(shop)
    shop.close()
