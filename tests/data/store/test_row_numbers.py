"""Each stored row knows the line of its file; in an older shop the order of the rows told it."""

import duckdb
import pytest

from data.intake.look import read_preview
from data.intake.mapping import Mapping, guess_mapping
from data.privacy.forget import forget_customer
from data.quality.lines import Numbering
from data.quality.report import doubtful_rows
from data.quality.settle import save_treatments
from data.services.undo import undo_last_import
from tests.builders import event, import_csv, new_shop, open_shop, shop_with, write_csv

LINES = "SELECT order_id, file_row FROM events ORDER BY file_row"
AS_BEFORE = (
    "CREATE TABLE line_jumps (import_no INTEGER, place BIGINT, line BIGINT)",
    "CREATE TABLE forgotten_lines (import_no INTEGER, row_number BIGINT)",
)
BROKEN = """customer_id,event_time,product_id,net_price,quantity,order_id,title
c1,2024-03-01,p1,1,1,o2,a
c1,2024-03-01,p1,1,1,o3,"two
lines"
c1,never,p1,1,1,o5,a
c1,2024-03-01,p2
c1,2024-03-01,p1,1,1,o7,a

c2,2024-03-01,p1,1,1,o9,"three

lines"
c1,2024-03-01,p1,1,1,o12,a
"""
JUMPS = [(0, 2), (2, 5), (5, 9), (6, 12)]  # as an older version noted them of this file


def lines_of(shop) -> list[tuple[str, int]]:
    with shop.cursor() as cursor:
        return cursor.execute(LINES).fetchall()


def standing_on(*lines: int) -> list[tuple[str, int]]:
    """Return the rows of orders that are called by their line."""
    return [(f"o{line}", line) for line in lines]


def as_before(shop, *statements):
    """Make the closed file what an older version would have left."""
    shop.close()
    with duckdb.connect(str(shop.file)) as connection:
        for statement in (*AS_BEFORE, *statements):
            connection.execute(statement)
    return open_shop(shop.directory)


def test_rows_stand_on_the_lines_that_an_editor_shows(tmp_path):
    (tmp_path / "events.csv").write_text(BROKEN)
    shop = new_shop(tmp_path)

    import_csv(shop, tmp_path / "events.csv")

    assert lines_of(shop) == standing_on(2, 3, 7, 9, 12)


@pytest.mark.parametrize("drop", [False, True])
def test_rows_that_were_never_numbered_get_their_lines_when_the_shop_is_opened(tmp_path, monkeypatch, drop):
    times = {4: "never", 9: "never"}
    rows = [event(order_id=f"o{n}", event_time=times.get(n, "2024-03-01")) for n in range(2, 22)]
    shop = new_shop(tmp_path)
    if drop:
        save_treatments(shop, {"non_product": "drop"})
    with monkeypatch.context() as killed:
        killed.setattr(Numbering, "carry_out_later", lambda *_: None)
        import_csv(shop, write_csv(tmp_path / "events.csv", rows))
    assert {line for _, line in lines_of(shop)} == {None}

    shop.close()

    assert lines_of(open_shop(shop.directory)) == standing_on(*(n for n in range(2, 22) if n not in times))


def test_an_older_shop_gets_the_lines_that_its_order_told(tmp_path):
    (tmp_path / "events.csv").write_text(BROKEN)
    shop = new_shop(tmp_path)
    import_csv(shop, tmp_path / "events.csv")
    expected = lines_of(shop)

    places = ", ".join(f"(1, {place}, {line})" for place, line in JUMPS)
    shop = as_before(shop, f"INSERT INTO line_jumps VALUES {places}", "UPDATE events SET file_row = NULL")

    assert lines_of(shop) == expected
    with shop.cursor() as cursor:
        assert not cursor.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'line_jumps'").fetchall()


def test_rejects_forgotten_and_numbered_rows_of_an_older_shop_take_their_lines(tmp_path):
    times = {4: "never", 9: "never"}
    rows = [event(order_id=f"o{n}", event_time=times.get(n, "2024-03-01")) for n in range(2, 22)]
    shop = shop_with(tmp_path, rows)
    expected = [line for line in range(2, 22) if line not in times]
    assert lines_of(shop) == standing_on(*expected)

    shop = as_before(
        shop,
        "INSERT INTO forgotten_lines VALUES (1, 3), (1, 10)",
        "DELETE FROM events WHERE order_id IN ('o3', 'o10')",
        "CREATE TABLE back AS FROM events WHERE order_id IN ('o6', 'o15')",
        "DELETE FROM events WHERE order_id IN ('o6', 'o15')",
        "UPDATE events SET file_row = NULL",
        "INSERT INTO events FROM back",
        "DROP TABLE back",
    )

    assert lines_of(shop) == standing_on(*(line for line in expected if line not in (3, 10)))


def test_an_import_that_an_older_shop_keeps_aside_comes_back_with_its_lines(tmp_path):
    path = write_csv(tmp_path / "events.csv", [event(order_id=f"o{n}") for n in (2, 3, 4)])
    shop = new_shop(tmp_path)
    import_csv(shop, path)
    mapping = guess_mapping(read_preview(path), "events")
    again = Mapping("events", mapping.columns | {"store_id": "order_id"})
    import_csv(shop, path, mapping=again)  # it takes the place of the first
    shop = as_before(shop, "UPDATE replaced_events SET file_row = NULL")

    undo_last_import(shop)

    assert lines_of(shop) == standing_on(2, 3, 4)


@pytest.mark.parametrize("change", ["forget", "treat"])
def test_lines_stay_what_they_are_whatever_leaves(tmp_path, change):
    rows = [
        event(order_id=f"o{n}", customer_id=f"c{n % 3}", net_price="9" if n % 5 else "-1")
        for n in range(2, 40)
    ]
    shop = shop_with(tmp_path, [*rows, rows[-1]])
    before = lines_of(shop)

    if change == "forget":
        forget_customer(shop, "c1")
    else:
        save_treatments(shop, {"duplicate": "drop"})

    after = lines_of(shop)
    assert after and set(after) < set(before)
    assert doubtful_rows(shop, "duplicate")["row"].tolist() == [40]
