"""The Quality page: what came in, what is doubtful, choices that are carried out and taken back."""

import pytest

from components import quality
from data.quality.settle import save_treatments
from tests import app_driver
from tests.builders import import_csv, new_shop, shop_with, write_csv
from tests.defects import catalog_rows, clean_rows, customer_rows, planted_events, shop_of

PAGE = "pages/shop/quality.py"


def shop_of_page(directory, rows):
    return shop_of(directory, rows, catalog_rows(), customer_rows())[0]


def select(app, key, choice):
    return next(box for box in app.selectbox if str(box.key) == key).set_value(choice)


def test_an_empty_shop_is_told_what_is_missing(tmp_path):
    new_shop(tmp_path)

    app = app_driver.open_app(PAGE)

    assert not app.exception
    assert "no orders or events yet" in app_driver.words(app)


def test_the_page_says_first_what_came_in_and_how_much_deserves_a_look(tmp_path):
    shop = shop_of_page(tmp_path, planted_events().rows)
    imports = shop.imports()

    app = app_driver.open_app(PAGE)

    said = app_driver.words(app)
    assert not app.exception
    assert f"{imports['rows_read'].sum():,} rows came in, {imports['rows_kept'].sum():,} kept" in said
    assert "things deserve a look" in said
    doubts, settled = (table for table in app_driver.tables(app) if "lines" in table)
    assert "Exact duplicates" in set(doubts["title"])
    assert "Exact duplicates: Every column equals an earlier row of the same file" in said.replace("*", "")
    assert set(doubts["state"]) == {"Kept"}
    assert set(settled["state"]) == {"Kept", "Dropped", "Not let in"}


def test_as_many_things_deserve_a_look_as_the_table_below_has_rows(tmp_path):
    shop = shop_of_page(tmp_path, planted_events().rows)
    found = quality.quality_of(shop)

    app = app_driver.open_app(PAGE)

    doubts, settled = (table for table in app_driver.tables(app) if "lines" in table)
    assert f"{len(doubts)} things deserve a look" in quality.answer(found)
    assert len(doubts) + len(settled) == len(found.doubts)


def test_no_text_of_a_doubt_is_longer_than_its_column(tmp_path):
    shop = shop_of_page(tmp_path, planted_events().rows)

    table = quality.doubts.table_of(quality.quality_of(shop).doubts)

    assert table["value"].str.len().max() <= quality.doubts.N_LETTERS
    assert (table["lines"].str.count(", ") < quality.doubts.N_LINES).all()


def test_a_clean_shop_is_called_clean(tmp_path):
    shop_of_page(tmp_path, clean_rows())

    app = app_driver.open_app(PAGE)

    assert "nothing deserves a look" in app_driver.words(app)
    assert "What this data can answer" in app_driver.words(app)


def test_a_choice_is_applied_to_the_whole_shop_and_taken_back(tmp_path):
    shop = shop_of_page(tmp_path, planted_events().rows)
    before = shop.imports()["rows_kept"].sum()
    app = app_driver.open_app(PAGE)

    select(app, f"treatment-{shop.name}-bot", "drop")
    app = app_driver.press(app, f"apply-{shop.name}")

    assert not app.exception
    assert shop.imports()["rows_kept"].sum() == before - 80
    assert "80 rows taken out" in app_driver.words(app)
    select(app, f"treatment-{shop.name}-bot", "keep")
    app = app_driver.press(app, f"apply-{shop.name}")
    assert shop.imports()["rows_kept"].sum() == before


def test_missing_attributes_are_filled_as_chosen_here(tmp_path):
    people = customer_rows()
    people[3]["region"] = ""
    shop, _ = shop_of(tmp_path, clean_rows(), catalog_rows(), people)
    app = app_driver.open_app(PAGE)

    select(app, f"filling-{shop.name}-region", "most_frequent")
    app = app_driver.press(app, f"fill-{shop.name}")

    assert not app.exception
    assert shop.setting("data:missing") == {"region": {"method": "most_frequent", "value": ""}}


def test_what_a_file_calls_its_columns_and_values_is_shown_as_text(tmp_path):
    rows = [{"order_id": f"o{n}", "title": "<script>alert(1)</script> $x$ [a](b)"} for n in range(30)]
    shop = shop_with(tmp_path, rows)
    people = [{"customer_id": "c1", "**bold** [x](y)": "1"}, {"customer_id": "c2", "**bold** [x](y)": ""}]
    import_csv(shop, write_csv(tmp_path / "people.csv", people), "customers")

    app = app_driver.open_app(PAGE)

    assert not app.exception


def test_the_chart_of_missing_values_names_tables_and_columns(tmp_path):
    shop = shop_of_page(tmp_path, planted_events().rows)

    figure = quality.columns.missing_chart(quality.columns.measured(quality.quality_of(shop)))

    assert "Events: order_id" in list(figure.data[0].y)
    assert max(figure.data[0].x) <= 1


@pytest.mark.parametrize(
    ("value", "said"),
    [("5.0000", "5"), ("0.0300", "0.03"), ("2010-12-01 08:26:00", "2010-12-01 08:26"), (None, "")],
)
def test_values_are_written_as_people_write_them(value, said):
    assert quality.columns.plain_value(value) == said


def test_treated_kinds_no_longer_ask_for_a_look(tmp_path):
    shop = shop_of_page(tmp_path, planted_events().rows)
    before = quality.answer(quality.quality_of(shop))

    save_treatments(shop, {"duplicate": "drop", "bot": "drop", "unit_slip": "cap"})

    after = quality.answer(quality.quality_of(shop))
    assert int(before.split("; ")[1].split()[0]) - int(after.split("; ")[1].split()[0]) == 3
