"""A column means what its name and its values say together, in shops that no preset knows."""

import pytest

from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from tests.builders import event, import_csv, new_shop, write_csv


def test_a_name_beside_an_id_is_a_title(tmp_path):
    rows = [
        {"user_id": f"u{n}", "timestamp": "2024-03-05 10:00:00", "product_id": f"p{n % 3}"}
        | {"name": ["Mug", "Green tea", "Kettle 2"][n % 3], "price": "5.00", "quantity": 1}
        for n in range(9)
    ]

    columns = guess_mapping(read_preview(write_csv(tmp_path / "lines.csv", rows))).columns

    assert columns["title"] == "name"
    assert "order_id" not in columns


def test_cost_of_goods_sold_is_not_the_cost_of_one(tmp_path):
    row = event(cogs="522.83", quantity="7", net_price="74.69")

    columns = guess_mapping(read_preview(write_csv(tmp_path / "lines.csv", [row])), "events").columns

    assert "cost" not in columns


def test_a_status_that_is_the_same_in_the_first_rows_is_no_event_type(tmp_path):
    words = ["Completed"] * 25 + ["Shipped"] * 15
    rows = [
        {
            "Order ID": n,
            "Order Date": "2024-03-05",
            "Customer ID": "c",
            "SKU": "p",
            "Price": 5,
            "Order Status": word,
        }
        for n, word in enumerate(words)
    ]
    path = write_csv(tmp_path / "lines.csv", rows)
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert intake.rows_kept == 40


@pytest.mark.parametrize(("name", "word"), [("Type", "simple"), ("Event", "Black Friday")])
def test_a_vague_name_over_other_words_is_no_event_type(tmp_path, name, word):
    row = event(**{name: word})
    del row["event_type"]

    columns = guess_mapping(read_preview(write_csv(tmp_path / "lines.csv", [row] * 3)), "events").columns

    assert "event_type" not in columns


def test_exports_of_further_shop_systems_are_known(tmp_path):
    row = {"increment_id": "100000012", "created_at": "2024-03-05 10:00:00", "customer_email": "a@b.c"}
    row |= {"sku": "tea", "name": "Green tea", "qty_ordered": "2.0000", "price": "5.0000"}

    columns = guess_mapping(read_preview(write_csv(tmp_path / "magento.csv", [row] * 3))).columns

    assert {"order_id": "increment_id", "quantity": "qty_ordered", "title": "name"}.items() <= columns.items()


def test_a_column_of_small_numbers_under_a_foreign_name_is_no_event_type(tmp_path):
    rows = [
        {"Vevő": f"V{n}", "Dátum": f"2024-03-{n + 1:02}", "Cikkszám": f"C-{n % 5}", "Mennyiség": 1 + n % 2}
        | {"Ár": 1000 + 100 * n, "Rendelés": f"R{n}"}
        for n in range(12)
    ]
    path = write_csv(tmp_path / "lines.csv", rows, ";")

    assert "event_type" not in guess_mapping(read_preview(path), "events").columns


def test_a_type_of_codes_in_order_lines_is_no_event_type(tmp_path):
    rows = [
        {"order_ID": f"o{n}", "user_ID": "u", "sku_ID": "s", "order_date": "2018-03-01", "quantity": 1}
        | {"type": 1 + n % 2, "original_unit_price": "89.0", "final_unit_price": "79.0"}
        for n in range(9)
    ]

    columns = guess_mapping(read_preview(write_csv(tmp_path / "lines.csv", rows))).columns

    assert "event_type" not in columns
    assert (columns["net_price"], columns["list_price"]) == ("final_unit_price", "original_unit_price")


def test_accents_in_names_make_no_difference(tmp_path):
    row = {
        "Número do pedido": "1",
        "Data": "2024-03-05",
        "Cliente": "c",
        "Produto": "p",
        "Preço Unitário": "5,00",
    }

    columns = guess_mapping(read_preview(write_csv(tmp_path / "lines.csv", [row] * 3, ";")), "events").columns

    assert columns["net_price"] == "Preço Unitário"
