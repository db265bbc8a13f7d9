"""Lines that are no products are kept out, shown, and come in where the shop wishes."""

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.quality.report import read_quality
from data.quality.settle import save_treatments
from tests.builders import import_csv, new_shop, write_csv


def sale(order, sku, price, title=None, **more):
    row = {
        "order_id": order,
        "date": f"2024-01-{5 + order % 20:02d} 10:00",
        "customer_id": f"c{order}",
        "sku": sku,
    }
    return row | ({"title": title} if title is not None else {}) | {"qty": 1, "price": price} | more


def kept(tmp_path, rows, delimiter=","):
    """Return the ids of the products that come in, with what was paid for each."""
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "lines.csv", rows, delimiter), "events")
    with shop.cursor() as cursor:
        found = cursor.execute(
            "SELECT product_id, CAST(sum(net_price * quantity) AS DOUBLE) FROM events GROUP BY 1 ORDER BY 1"
        ).fetchall()
    return dict(found), shop


@pytest.mark.parametrize(
    ("sku", "title"),
    [
        ("SHIPPING", "Standard shipping"),
        ("9001", "Versandkosten"),
        ("TIP", "Tip"),
        ("DEPOSIT-025", "Bottle deposit"),
        ("VERSAND", "x y"),
    ],
)
def test_a_charge_beside_products_is_rejected_by_its_name(tmp_path, sku, title):
    rows = [sale(1, "A-1", "15.00", "Mug"), sale(1, sku, "4.90", title), sale(2, "B-2", "20.00", "Pot")]

    found, shop = kept(tmp_path, rows)

    assert found == {"A-1": 15.0, "B-2": 20.0}
    rejects = shop.rejects()
    assert rejects[["row", "reason"]].to_numpy().tolist() == [[3, "non_product"]]
    assert rejects["value"][0] in (sku, title)


def test_a_charge_is_told_by_its_title_where_one_id_stands_for_many_things(tmp_path):
    rows = [sale(1, "MISC", "15.00", "Hand-made mug"), sale(1, "MISC", "4.90", "Shipping")]

    found, shop = kept(tmp_path, rows)

    assert found == {"MISC": 15.0}
    assert shop.rejects()[["column", "value"]].to_numpy().tolist() == [["title", "Shipping"]]


def test_a_charge_is_told_by_its_title_in_the_catalog(tmp_path):
    lines = [sale(1, "10001", "15.00"), sale(1, "10002", "4.90")]
    catalog = [{"product_id": "10001", "title": "Mug"}, {"product_id": "10002", "title": "Versandkosten"}]
    shop, sources = new_shop(tmp_path), []
    for name, kind, rows in (("lines.csv", "events", lines), ("catalog.csv", "products", catalog)):
        path = write_csv(tmp_path / name, rows)
        sources.append(Source(path, name, kind, guess_mapping(read_preview(path), kind)))

    intake = import_files(shop, sources)[0]

    assert (intake.rows_kept, intake.rejected) == (1, {"non_product": 1})
    assert shop.rejects()["value"].tolist() == ["10002"]


def test_where_nothing_else_was_sold_gift_cards_are_what_the_shop_sells(tmp_path):
    rows = [sale(n, f"GC-{n}", "50.00", f"Gift card {n}") for n in (1, 2, 3)]

    assert len(kept(tmp_path, rows)[0]) == 3


@pytest.mark.parametrize("open_name", ["Tip", "Porto", "Total", "Fee"])
def test_a_product_whose_name_leaves_it_open_stays_one_by_what_it_does(tmp_path, open_name):
    rows = [sale(n, open_name, "9.00", qty=1 + n % 3) for n in range(1, 20)]
    rows += [sale(n, f"A-{n % 4}", "12.00") for n in range(1, 40)]

    assert open_name in kept(tmp_path, rows)[0]


def test_the_shop_may_bring_them_in(tmp_path):
    rows = [
        sale(1, "A-1", "15.00"),
        sale(1, "Freight", "4.90"),
        sale(2, "A-1", "0.00"),
        sale(2, "Freight", "0.00"),
    ]
    _, shop = kept(tmp_path, rows)
    assert read_quality(shop).doubts.set_index("kind")["n_rows"]["non_product"] == 2

    save_treatments(shop, {"non_product": "keep"})

    with shop.cursor() as cursor:
        found = cursor.execute("SELECT product_id, net_price FROM events ORDER BY 1").fetchall()
    assert [(name, float(price)) for name, price in found] == [("A-1", 15.0), ("Freight", 4.9)]
    assert shop.rejects()[["row", "reason"]].to_numpy().tolist() == [
        [4, "price_not_positive"],
        [5, "non_product"],
    ]


def orders_with_totals(layout, n_orders=6):
    """Return lines of orders of one or two products, with lines that add up what stands above or beside."""
    rows = []
    for n in range(1, n_orders + 1):
        products = [sale(n, f"A-{n % 3}", 7.10 + n), sale(n, f"B-{n % 4}", 5.25, qty=2)][: 1 + n % 2 or 2]
        paid = round(sum(row["price"] * row["qty"] for row in products), 2)
        total = sale(n, "ZZ-9", paid)
        posted = sale(n, "QQ-7", round(paid + 4.9, 2))
        lines = {
            "below": [*products, total],
            "above": [total, *products],
            "twice": [*products, total, sale(n, "K-1", "4.90"), posted],
        }
        rows += lines[layout]
    return rows


@pytest.mark.parametrize(("layout", "n_orders"), [("below", 6), ("below", 4), ("twice", 6), ("above", 12)])
def test_a_line_that_adds_up_its_order_is_a_total_whatever_it_is_called(tmp_path, layout, n_orders):
    rows = orders_with_totals(layout, n_orders)
    if layout == "above":  # a total above a single line says nothing: one of two equal lines
        rows = [row for row in rows if row["order_id"] % 2]

    found, _ = kept(tmp_path, rows)

    assert not {"ZZ-9", "QQ-7"} & set(found)
    assert {"A-0", "B-1"} <= set(found)


def test_products_of_one_price_are_no_totals_of_each_other(tmp_path):
    pairs = [(f"A-{n % 2}", "B-1") for n in range(20)]
    rows = [sale(n, sku, f"{10 + n % 3}.00") for n, pair in enumerate(pairs) for sku in pair]

    assert set(kept(tmp_path, rows)[0]) == {"A-0", "A-1", "B-1"}


def test_a_bundle_that_costs_what_its_parts_cost_now_and_then_is_a_product(tmp_path):
    rows = []
    for n in range(20):
        rows += [sale(n, "A-1", "4.00"), sale(n, "B-1", "6.00"), sale(n, "SET", "10.00" if n % 2 else "9.00")]

    assert "SET" in kept(tmp_path, rows)[0]
