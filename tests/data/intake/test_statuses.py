"""What is no sale by its status stays out, whoever's words it has; what is kept stays what it was."""

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.schema import InputError
from tests.builders import import_csv, new_shop

HEAD = "order_id,date,customer_id,sku,quantity,price"
SOLD = "SELECT coalesce(sum(net_price * quantity), 0) FROM events WHERE event_type = /* */ 'purchase'"


def imported(directory, text, kind="events", shop=None, **constants):
    shop = shop or new_shop(directory)
    path = directory / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    return shop, import_csv(shop, path, kind, **constants)


def sold(shop):
    with shop.changing() as connection:
        return float(connection.execute(SOLD).fetchall()[0][0])


def orders_with(column, *cells):
    rows = [f"{n},2024-01-{n:02} 10:00,c{n},p{n},2,10.00,{cell}" for n, cell in enumerate(cells, start=1)]
    return "\n".join([f"{HEAD},{column}", *rows]) + "\n"


@pytest.mark.parametrize(
    ("column", "cells", "kept"),
    [
        ("status", ["paid", "cancelled", "refunded", "pending", "paid"], 40),
        ("Bestellstatus", ["bezahlt", "storniert", "erstattet", "Zahlung ausstehend", "versendet"], 40),
        (
            "Statut de la commande",
            ["Terminée", "Annulée", "Remboursée", "En attente de paiement", "Livré"],
            40,
        ),
        ("Estado del pedido", ["Completado", "Cancelado", "Reembolsado", "Pendiente", "Enviado"], 40),
        ("订单状态", ["交易成功", "交易关闭", "退款成功", "等待买家付款", "已发货"], 40),
        ("注文状況", ["発送済み", "キャンセル", "返品", "未入金", "入金済み"], 40),
        ("state", ["complete", "canceled", "closed", "holded", "processing"], 40),
        ("is_cancelled", ["no", "yes", "no", "no", "no"], 80),
        ("Cancelled at", ["", "2024-01-03 10:00", "", "", ""], 80),
        ("qty_refunded", ["0", "2", "1", "0.0000", ""], 70),
        ("Returned quantity", ["0", "0", "1", "2", "0"], 70),
        ("Refunded Amount", ["0.00", "20.00", "5.00", "", "0.00"], 75),
    ],
)
def test_only_sales_are_sales(tmp_path, column, cells, kept):
    shop, intake = imported(tmp_path, orders_with(column, *cells))

    assert sold(shop) == kept
    assert intake.rows_read == intake.rows_kept + sum(intake.rejected.values()) == 5


def test_rows_of_negative_numbers_are_returns_whatever_their_status(tmp_path):
    text = orders_with("status", "completed", "refunded").replace("c2,p2,2", "c1,p1,-1")

    shop, _ = imported(tmp_path, text)

    with shop.changing() as connection:
        types = connection.execute("SELECT event_type, quantity FROM events ORDER BY event_time").fetchall()
    assert [(type_, int(n)) for type_, n in types] == [("purchase", 2), ("return", 1)]


def test_what_a_word_means_can_be_told(tmp_path):
    text = orders_with("status", "paid", "open", "PENDING", "shipped")

    shop, intake = imported(tmp_path, text, status_codes={"open": "none", "pending": "sale"})

    assert sold(shop) == 60
    assert intake.rejected == {"no_sale": 1}
    assert shop.rejects()[["row", "column", "value"]].values.tolist() == [[3, "status", "open"]]


def test_another_word_than_a_meaning_is_refused(tmp_path):
    with pytest.raises(InputError, match="status_codes"):
        imported(tmp_path, orders_with("status", "paid"), status_codes={"paid": "perhaps"})


def test_the_status_stays_an_attribute(tmp_path):
    shop, _ = imported(tmp_path, orders_with("status", "paid", "shipped", "cancelled"))

    with shop.changing() as connection:
        assert connection.execute("SELECT status FROM events ORDER BY event_time").fetchall() == [
            ("paid",),
            ("shipped",),
        ]


def test_a_status_in_the_file_of_orders_is_its_lines(tmp_path):
    lines, orders = tmp_path / "lines.csv", tmp_path / "orders.csv"
    lines.write_text("order_id,sku,qty,price\n1,A,2,20.00\n2,B,1,30.00\n3,C,1,5.00\n")
    orders.write_text(
        "order_id,customer_email,created_at,state,payment_status,refunded_amount\n"
        "1,a@b.c,2024-01-05 10:00,complete,paid,10.00\n2,b@b.c,2024-01-06 10:00,canceled,paid,0\n"
        "3,b@b.c,2024-01-06 11:00,complete,refunded,5.00\n"
    )
    shop = new_shop(tmp_path)
    sources = [
        Source(p, p.name, k, guess_mapping(read_preview(p), k))
        for p, k in ((lines, "events"), (orders, "orders"))
    ]

    intake = import_files(shop, sources)[0]

    assert sold(shop) == 30
    assert intake.rejected == {"no_sale": 1, "returned": 1}


def test_a_file_of_cancelled_orders_is_sound_where_there_are_sales(tmp_path):
    shop, _ = imported(tmp_path, orders_with("status", "paid"))
    later = tmp_path / "later.csv"
    later.write_text(
        orders_with("status", "cancelled").replace("2024-01-01", "2024-05-05").replace("\n1,", "\n9,")
    )

    intake = import_csv(shop, later, "events")

    assert (intake.rows_kept, intake.rejected) == (0, {"no_sale": 1})
