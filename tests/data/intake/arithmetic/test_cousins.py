import tomllib
from pathlib import Path

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess
from tests.builders import new_shop

COUSINS = tomllib.loads(Path(__file__).with_name("cousins.toml").read_text(encoding="utf-8"))
SOLD = "SELECT coalesce(sum(net_price * quantity), 0) FROM events WHERE event_type = $type"


def guessed(directory, text, name="file.csv", kind="events"):
    path = directory / name
    path.write_text(text, encoding="utf-8")
    found = guess(read_preview(path), kind)
    return Source(path, path.name, kind, found.mapping), found


def sold(shop):
    """Return what a shop's purchases and its returns sum up to."""
    with shop.cursor() as cursor:
        sums = [cursor.execute(SOLD, {"type": type_}).fetchall()[0][0] for type_ in ("purchase", "return")]
    return tuple(round(float(total), 4) for total in sums)


def imported(directory, text):
    shop = new_shop(directory)
    import_files(shop, [guessed(directory, text)[0]])
    return sold(shop)


@pytest.mark.parametrize("case", COUSINS["price"], ids=lambda case: case["name"])
def test_a_price_is_found_by_its_name_in_any_language_or_by_its_numbers(tmp_path, case):
    assert imported(tmp_path, case["text"]) == (case["sold"], 0)


@pytest.mark.parametrize("case", COUSINS["discount"], ids=lambda case: case["name"])
def test_what_a_discount_is_and_whether_it_is_deducted_show_in_the_numbers(tmp_path, case):
    assert imported(tmp_path, case["text"]) == (case["sold"], 0)


HEADERS = "order_id,customer_email,created_at,grand_total,discount_amount\n"
ORDERS = {
    "lines stand before the order's discount": (
        "order_id,sku,qty,price\n1,MUG,2,20.00\n2,POT,1,30.00\n",
        HEADERS + "1,a@example.com,2024-01-05,36.00,-4.00\n2,b@example.com,2024-01-06,30.00,0.00\n",
        66.00,
    ),
    "with shipping in the order's total": (
        "order_id,sku,qty,price\n1,MUG,2,20.00\n2,POT,1,30.00\n",
        HEADERS + "1,a@example.com,2024-01-05,40.90,4.00\n2,b@example.com,2024-01-06,30.00,0.00\n",
        66.00,
    ),
    "lines have it in their prices already": (
        "order_id,sku,qty,price\n1,MUG,2,18.00\n2,POT,1,30.00\n",
        HEADERS + "1,a@example.com,2024-01-05,36.00,-4.00\n2,b@example.com,2024-01-06,30.00,0.00\n",
        66.00,
    ),
    "lines name it as their own": (
        "order_id,sku,qty,price,discount_amount\n1,MUG,1,20.00,1.00\n1,TEA,1,20.00,3.00\n2,POT,1,30.00,0.00\n",
        HEADERS + "1,a@example.com,2024-01-05,36.00,-4.00\n2,b@example.com,2024-01-06,30.00,0.00\n",
        66.00,
    ),
    "beside list prices, which say nothing of the order": (
        "order_id,sku,qty,list_price,price\n1,MUG,2,25.00,20.00\n2,POT,1,30.00,30.00\n",
        HEADERS + "1,a@example.com,2024-01-05,36.00,-4.00\n2,b@example.com,2024-01-06,30.00,0.00\n",
        66.00,
    ),
}


@pytest.mark.parametrize("case", ORDERS)
def test_an_orders_own_file_has_its_discount(tmp_path, case):
    lines, headers, total = ORDERS[case]
    shop = new_shop(tmp_path)

    import_files(
        shop, [guessed(tmp_path, lines)[0], guessed(tmp_path, headers, "orders.csv", kind="orders")[0]]
    )

    assert sold(shop) == (total, 0)
