"""A line's total comes back from its price per unit to the cent, however many cheap units it has."""

import pytest

from data.services.workspaces import open_workspace
from tests.builders import event, import_csv, new_shop, write_csv

REVENUE = "SELECT sum(net_price * quantity) FROM events WHERE event_type = 'purchase'"
TYPES = (
    "SELECT DISTINCT data_type FROM duckdb_columns() "
    "WHERE table_name = 'events' AND column_name LIKE '%t_price'"
)


def line(**overrides):
    """Return an order line that has a total and no price per unit."""
    row = event(**overrides)
    del row["net_price"]
    return row


def revenue(shop):
    return float(rows_of(shop, REVENUE)[0][0])


def rows_of(shop, statement):
    with shop.cursor() as cursor:
        return cursor.execute(statement).fetchall()


@pytest.mark.parametrize(
    ("quantity", "total"),
    [("10000", "33.33"), ("144", "49.99"), ("150000", "12.34"), ("7", "0.05"), ("0.125", "3.10")],
)
def test_a_line_total_is_kept_to_the_cent_whatever_the_quantity(tmp_path, quantity, total):
    path = write_csv(tmp_path / "lines.csv", [line(line_total=total, quantity=quantity)])
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    assert revenue(shop) == pytest.approx(float(total), abs=0.001)
    assert shop.read("overview")["revenue"].iloc[0] == pytest.approx(float(total), abs=0.001)


def test_a_price_per_unit_of_many_decimals_is_kept(tmp_path):
    path = write_csv(tmp_path / "lines.csv", [event(net_price="0.003333", quantity="10000")])
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    assert revenue(shop) == pytest.approx(33.33, abs=0.001)


def test_a_shop_of_before_gets_prices_of_many_decimals_when_it_is_opened(tmp_path):
    workspace = open_workspace(tmp_path / "workspace")
    shop = workspace.create("Older")
    import_csv(shop, write_csv(tmp_path / "old.csv", [event()]))
    for column in ("net_price", "list_price"):
        rows_of(shop, f"ALTER TABLE events ALTER {column} TYPE DECIMAL(18, 4)")
    shop.close()

    shop = workspace.open("Older")
    import_csv(
        shop, write_csv(tmp_path / "new.csv", [line(order_id="o2", line_total="33.33", quantity="10000")])
    )

    assert rows_of(shop, TYPES) == [("DECIMAL(18,8)",)]
    assert revenue(shop) == pytest.approx(9.50 + 33.33, abs=0.001)


def test_a_line_total_too_large_for_any_price_is_rejected_with_its_reason(tmp_path):
    rows = [line(line_total="20000000000.00"), line(line_total="5.00")]
    shop = new_shop(tmp_path)

    intake = import_csv(shop, write_csv(tmp_path / "lines.csv", rows))

    assert intake.rejected == {"price_unreadable": 1}
