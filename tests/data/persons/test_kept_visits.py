"""What a large shop keeps of its visits is of persons: found anew when ids are joined, and apart again."""

import pandas as pd
import pytest

from data.services.undo import undo_last_import
from data.store import kept_visits
from tests.builders import event, events_csv, import_csv, shop_with, write_csv

ABOUT_VISITS = ("visits", "customers")


@pytest.fixture(autouse=True)
def every_shop_is_large(monkeypatch):
    monkeypatch.setattr(kept_visits, "LEAST_ROWS", 0)


def looks(numbers):
    """Return views by four ids, some within half an hour of another id's."""
    return [
        event(
            customer_id=f"c{n % 4}",
            event_type=("view", "purchase")[n % 5 == 0],
            event_time=f"2024-03-0{1 + n % 3} 1{n % 4}:{7 * n % 60:02d}",
            order_id="",
        )
        for n in numbers
    ]


def read_kept_and_computed(shop):
    """Return the marts about visits, once by what is kept and once anew."""
    kept = [shop.read(mart) for mart in ABOUT_VISITS]
    with shop.cursor() as cursor:
        assert kept_visits.are_starts_kept(cursor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.store.shop.are_starts_kept", lambda cursor: False)
        return kept, [shop.read(mart) for mart in ABOUT_VISITS]


def check(shop):
    kept, computed = read_kept_and_computed(shop)
    for frame, expected in zip(kept, computed, strict=True):
        pd.testing.assert_frame_equal(frame, expected, check_exact=True)
    return kept


def test_joins_and_later_rows_of_joined_ids_and_their_undoing_all_show(tmp_path):
    shop = shop_with(tmp_path, looks(range(40)))
    before = check(shop)
    pairs = [{"customer_id": "c1", "same_as": "c2"}, {"customer_id": "c3", "same_as": "c0"}]

    import_csv(shop, write_csv(tmp_path / "persons.csv", pairs), "persons")
    joined = check(shop)
    import_csv(shop, events_csv(tmp_path / "more.csv", looks(range(40, 60))))
    check(shop)

    assert joined[1]["customer_id"].tolist() == ["c0", "c1"]
    assert len(joined[0]) < len(before[0])
    for _ in range(2):
        undo_last_import(shop)
    for frame, expected in zip(check(shop), before, strict=True):
        pd.testing.assert_frame_equal(frame, expected, check_exact=True)
