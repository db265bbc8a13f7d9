"""Treatments beside imports: chosen before, after, and of files with line breaks in their cells."""

from data.quality.report import doubtful_rows
from data.quality.settle import save_treatments
from tests.builders import import_csv, new_shop, shop_with
from tests.defects import (
    catalog_rows,
    customer_rows,
    import_shop,
    line,
    planted_events,
    shop_of,
    write_rows,
)
from tests.treated import CHOICES, assert_counts_add_up, state


def test_new_files_are_treated_as_the_shop_has_chosen(shop, tmp_path):
    save_treatments(shop, {"duplicate": "drop", "non_product": "keep", "bot": "drop"})
    rows = [line(1, 200, "n1"), line(1, 200, "n1"), line(1, 201, "n2", product_id="POST")]
    rows += [
        line(n % 12, 202, f"n{n}", "B10", event_type="view")
        | {"event_time": f"2024-07-21 03:00:{n % 60:02d}"}
        for n in range(80)
    ]

    intake = import_csv(shop, write_rows(tmp_path / "more.csv", rows))

    assert intake.rejected == {"duplicate": 1, "bot": 80}
    assert_counts_add_up(shop)


def test_a_choice_made_before_the_import_gives_the_same_as_one_made_after(tmp_path):
    rows = planted_events().rows
    later, _ = shop_of(tmp_path / "later", rows, catalog_rows(), customer_rows())
    save_treatments(later, CHOICES)
    earlier = new_shop(tmp_path / "earlier")
    save_treatments(earlier, CHOICES)

    import_shop(earlier, tmp_path / "earlier", rows, catalog_rows(), customer_rows())

    assert state(earlier) == state(later)
    assert earlier.fingerprint == later.fingerprint


def test_lines_are_right_in_a_file_with_line_breaks_in_its_cells(tmp_path):
    rows = [
        {"order_id": f"o{n}", "title": 'a "tea"\nof two lines' if n % 7 == 0 else "tea"} for n in range(60)
    ]
    rows += [{"order_id": "o3", "title": "tea"}, {"order_id": "x", "customer_id": "guest", "title": "tea"}]
    shop = shop_with(tmp_path, rows)
    text = (tmp_path / "events.csv").read_text().split("\n")

    copy = doubtful_rows(shop, "duplicate")["row"].item()
    guest = doubtful_rows(shop, "placeholder_customer")["row"].item()

    assert ",o3," in text[copy - 1]
    assert text[guest - 1].startswith("guest")
