"""Kinds of exports through a process of their own: what is stored is what the shop sold."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.services.workspaces import open_workspace

ROOT = Path(__file__).parents[3]
SOLD = "SELECT coalesce(sum(net_price * quantity), 0)::DOUBLE FROM events WHERE event_type = 'purchase'"
STATUSES = """order,date,customer,sku,qty,price,status
1,2024-03-05 10:00,c1,A,2,20.00,paid
2,2024-03-06 10:00,c2,B,1,10.00,cancelled
3,2024-03-16 10:00,c3,B,1,10.00,blorp
"""
FILLED_DOWN = """Order Reference,Order Date,Customer,SKU,Quantity,Unit Price
S1,2024-03-05 10:15:00,Azure,A,1,50.00
,,,B,1,15.00
S2,2024-03-16 10:15:00,Deco,B,1,20.00
"""
OLDER = "order,date,customer,sku,qty,price\n1,2024-03-05,,A,2,20.00\n2,2024-03-16,c2,B,1,10.00\n"
NEWER = (
    "order,date,customer,sku,qty,price\n1,2024-03-05 10:00,c1,A,1,20.00\n2,2024-03-16 11:00,c2,B,1,10.00\n"
)
LINES = "order,date,customer,sku,qty,price\n1,2024-03-05,c1,TEE-S,1,20.00\n2,2024-03-16,c2,TEE-M,2,20.00\n"
VARIANTS = """Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price
tee,Tee,ACME,Size,S,TEE-S,20.00
tee,,,,M,TEE-M,20.00
"""
GREEK = """Αρ. παραγγελίας;Ημερομηνία;Πελάτης;Κωδικός προϊόντος;Περιγραφή;Ποσότητα;Τιμή μονάδας;Κατάσταση
1;05/03/2024;π1;Α1;Κούπα;2;10,00 €;Ολοκληρωμένη
2;06/03/2024;π2;Α2;Πιάτο;1;15,00 €;Απεστάλη
3;16/03/2024;π2;Α2;Πιάτο;1;15,00 €;Ακυρωμένη
4;17/03/2024;π2;Α9;Μεταφορικά;1;4,00 €;Ολοκληρωμένη
"""
SPELLED_OUT = """number;orderTime;customer;sku;price;quantity;orderStatusDescription;paymentStatusDescription
1;2024-03-05 10:15:00;7;SW1;25;1;Komplett abgeschlossen;Komplett bezahlt
2;2024-03-06 10:15:00;8;SW9;50;1;In Bearbeitung;Komplett bezahlt
3;2024-03-06 10:15:00;8;SW2;50;1;Storniert / Abgelehnt;Offen
"""
KINDS = {
    "statuses": ([STATUSES], None, 50.0, {"no sale by its status": 1}),
    "fill-down": ([FILLED_DOWN], None, 85.0, {}),
    "versions": ([OLDER, NEWER], None, 30.0, {"replaced by a newer version": 2}),
    "variants": ([LINES], VARIANTS, 60.0, {}),
    "Greek": ([GREEK], None, 35.0, {"no sale by its status": 1, "not a product": 1}),
    "spelled-out statuses": ([SPELLED_OUT], None, 75.0, {"no sale by its status": 1}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_export_comes_in_right_through_the_command_line(tmp_path, kind):
    events, products, sold, rejected = KINDS[kind]
    files = [tmp_path / f"{n}.csv" for n in range(len(events))]
    for file, text in zip(files, events, strict=True):
        file.write_text(text, encoding="utf-8")
    arguments = ["import", "--events", *files, "--workspace", tmp_path / "w", "--out", tmp_path / "out"]
    if products:
        (tmp_path / "products.csv").write_text(products, encoding="utf-8")
        arguments += ["--products", tmp_path / "products.csv"]

    done = subprocess.run(
        [sys.executable, "-m", "analytics", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "intake.json").read_text())["rejected"] == rejected
    with open_workspace(tmp_path / "w").open("Command line").cursor() as cursor:
        assert cursor.execute(SOLD).fetchone() == (sold,)
        titles = cursor.execute("SELECT count(*), count(title) FROM products").fetchone()
    assert products is None or titles == (2, 2)
    assert ("blorp" in done.stderr) == (kind == "statuses")
