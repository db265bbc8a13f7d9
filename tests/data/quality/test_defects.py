import pytest

from components.quality.kinds import KIND_WORDS
from data.quality.report import doubtful_rows, read_quality
from data.schema.doubts import DOUBT_KINDS
from tests.builders import shop_with
from tests.defects import (
    catalog_rows,
    clean_rows,
    customer_rows,
    planted_events,
    product,
    shop_of,
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A shop with a defect of every kind, what was planted where, and what was found."""
    events = planted_events()
    listed = product(3) | {"product_id": "P88"}
    catalog = [*catalog_rows(), catalog_rows()[4], {name: listed[name] for name in catalog_rows()[0]}]
    people = [
        *customer_rows(),
        {"customer_id": "C888", "age": "30", "region": "N"},
        {"customer_id": "C9999", "age": "230", "region": "N"},
    ]
    shop, intakes = shop_of(tmp_path_factory.mktemp("planted"), events.rows, catalog, people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.quality.report.N_EXAMPLES", 1000)  # every row, not just the first
        quality = read_quality(shop)
    return shop, intakes, events.lines, quality


EVENTS = planted_events().lines
FILES = {
    "unsold_product": {15},
    "listed_twice": {14},
    "silent_customer": {42, 43},
    "impossible_attribute": {43},
}


def test_the_shop_has_many_kinds_of_defects():
    assert len(EVENTS) + len(FILES) >= 40


@pytest.mark.parametrize("kind", [*EVENTS, *FILES])
def test_every_planted_defect_is_named_with_its_row(planted, kind):
    _, _, lines, quality = planted

    found = set(quality.doubts.set_index("kind").at[kind, "rows"])

    assert (lines.get(kind) or FILES[kind]) <= found


def test_nothing_else_is_named_as_such(planted):
    _, _, lines, quality = planted
    named = quality.doubts.set_index("kind")["rows"]
    exact = [kind for kind in lines if kind not in ("unknown_customer", "sudden_gap")]

    assert {kind: set(named[kind]) - lines[kind] for kind in exact} == {kind: set() for kind in exact}


@pytest.mark.parametrize("kind", ["duplicate", "bot", "impossible_price", "silent_customer"])
def test_the_rows_of_a_kind_can_all_be_listed(planted, kind):
    shop, _, _, quality = planted

    rows = doubtful_rows(shop, kind)

    assert rows["row"].tolist() == quality.doubts.set_index("kind").at[kind, "rows"]
    assert len(rows) == quality.doubts.set_index("kind").at[kind, "n_rows"]


def test_a_clean_shop_raises_no_doubt(tmp_path):
    shop, _ = shop_of(tmp_path, clean_rows(), catalog_rows(), customer_rows())

    assert read_quality(shop).doubts["kind"].tolist() == []


def test_times_later_than_the_import_are_named_where_they_are_no_lone_ones(tmp_path):
    rows = [{"event_time": f"{year}-03-04 10:00:00", "order_id": f"o{year}"} for year in range(2020, 2090)]
    shop = shop_with(tmp_path, rows)

    found = doubtful_rows(shop, "future_time")

    assert 2 not in set(found["row"])
    assert {71, 70} <= set(found["row"])


def test_what_was_read_is_kept_or_rejected(planted):
    _, intakes, _, quality = planted

    assert all(intake.rows_read == intake.rows_kept + sum(intake.rejected.values()) for intake in intakes)
    assert (quality.files["n_rejected"].sum()) == quality.rejected["n_rows"].sum()


def test_every_kind_says_what_it_means_and_why_it_is_treated_so():
    assert list(KIND_WORDS) == list(DOUBT_KINDS)
    for name, kind in DOUBT_KINDS.items():
        words = KIND_WORDS[name]
        assert words.title and words.means and words.because
        assert set(kind.choices) <= {"keep", "cap", "drop"}
