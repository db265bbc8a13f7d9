import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess
from data.schema import InputError
from tests.builders import new_shop

HEAD = "order_id,date,customer"
PRODUCTS = {
    "a SKU beside the number of the line": (
        f"{HEAD},item_id,sku,qty,price\n1,2024-02-05,c1,11,A,2,10.00\n1,2024-02-05,c1,12,B,1,5.00\n"
        "2,2024-02-06,c2,13,A,1,10.00\n",
        "sku",
    ),
    "a title that comes back beside items that never do": (
        f"{HEAD},item_id,name,qty,price\n1,2024-02-05,c1,11,Mug,2,10.00\n1,2024-02-05,c1,12,Tea,1,5.00\n"
        "2,2024-02-06,c2,13,Mug,1,10.00\n",
        "name",
    ),
    "items where nothing else can be meant": (
        f"{HEAD},item_id,qty,price\n1,2024-02-05,c1,11,2,10.00\n1,2024-02-05,c1,12,1,5.00\n"
        "2,2024-02-06,c2,11,1,10.00\n",
        "item_id",
    ),
    "the title where no id is one of products": (
        f"{HEAD},line_id,title,qty,price\n1,2024-02-05,c1,9001,Mug,2,10.00\n"
        "1,2024-02-05,c1,9002,Tea,1,5.00\n",
        "title",
    ),
    "what differs within orders, not who ordered": (
        "Order;When;Who;Thing;Pieces;Price\n1;2024-02-05;c1;T-1;2;10.00\n1;2024-02-05;c1;T-2;1;5.00\n"
        "2;2024-02-06;c2;T-1;1;10.00\n",
        "Thing",
    ),
    "an item's name where no line has a SKU": (
        "Transaction ID,Date,Customer ID,Item,Qty,SKU,Net Sales\nt1,2024-02-05,c1,Mug,2,,16.00\n"
        "t2,2024-02-06,c2,Tea,1,,5.00\n",
        "Item",
    ),
    "eBay's custom label": (
        "Sales Record Number,Order Number,Buyer Username,Item Number,Item Title,Custom Label,"
        "Quantity,Sold For,Sale Date\n"
        "101,04-111,a,3851,Mug,MUG-1,2,$12.00,Mar-01-24\n102,04-222,b,3853,Tea,TEA-1,1,$8.50,Mar-02-24\n",
        "Custom Label",
    ),
}


def guessed(directory, text):
    path = directory / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path, guess(read_preview(path), "events")


@pytest.mark.parametrize("case", PRODUCTS)
def test_the_product_is_what_is_sold_and_not_the_number_of_a_line_or_a_person(tmp_path, case):
    text, product = PRODUCTS[case]

    _, found = guessed(tmp_path, text)

    assert found.mapping.columns["product_id"] == product


@pytest.mark.parametrize(
    "text",
    [
        "Order ID,Order Date,Customer Name,Customer Email,Phone,Total\n"
        "1,2024-02-05,Ann A,a@example.com,555-1,24.00\n",
        "Order ID,Date,Buyer,Email address,Record no,Total\n1,2024-02-05,Ann,a@example.com,77,24.00\n",
        "Bestellnummer;Datum;Kunde;E-Mail;Zeile;Betrag\n1;2024-02-05;Ann;a@example.com;77;24,00\n",
    ],
)
def test_people_orders_and_records_are_never_taken_for_products(tmp_path, text):
    _, found = guessed(tmp_path, text)

    assert "product_id" not in found.mapping.columns


def test_a_product_told_by_its_values_is_said_to_be(tmp_path):
    _, found = guessed(tmp_path, PRODUCTS["what differs within orders, not who ordered"][0])

    assert found.why["product_id"] == "values"


def test_a_product_that_is_another_one_in_each_of_many_rows_is_doubted(tmp_path):
    rows = "".join(f"{n},2024-02-05,c{n},s{n},1,10.00\n" for n in range(60))

    _, found = guessed(tmp_path, f"{HEAD},sku,qty,price\n{rows}")

    assert "number the lines" in found.doubt


@pytest.mark.parametrize(
    "cells",
    [
        (
            '"Product ID: 11, Product Qty: 1, Product SKU: M | Product ID: 12, Product Qty: 2"',
            '"Product ID: 11, Product Qty: 1"',
        ),
        ('"1 x Mug, 2 x Tea"', '"1 x Mug, 1 x Pot"'),
        ('"Mug (1); Tea (2)"', "Mug (1)"),
        ('"2x Mug|1x Tea"', "2x Mug"),
    ],
)
def test_cells_that_list_several_products_are_refused_in_one_sentence(tmp_path, cells):
    rows = "".join(f"{n},2024-02-0{n + 1},c{n},{cell},24.00\n" for n, cell in enumerate(cells))
    path, found = guessed(tmp_path, f"Order ID,Date,Customer,Product Details,Total\n{rows}")

    with pytest.raises(InputError, match="one row for each product"):
        import_files(new_shop(tmp_path), [Source(path, path.name, "events", found.mapping)])


def test_a_name_with_a_number_in_brackets_is_no_list(tmp_path):
    path, found = guessed(
        tmp_path,
        f"{HEAD},product,qty,price\n1,2024-02-05,c1,Mug (2),1,10.00\n2,2024-02-05,c1,Frame 4 x 6,1,9.00\n",
    )

    import_files(new_shop(tmp_path), [Source(path, path.name, "events", found.mapping)])
