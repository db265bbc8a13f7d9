"""A file's own columns keep their values, whatever they are called."""

import re

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.sql import SQL
from tests.attributes import attributes_of
from tests.builders import event, import_csv, new_shop, write_csv

WORDS = sorted(
    {
        word
        for path in SQL.glob("staging/*.sql")
        for word in re.findall(r"\b(?:AS )([a-z_]+)", path.read_text(encoding="utf-8"))
    }
    | {"rowid", "type", "units", "record", "problem", "import_no", "source", "orders", "aliases"}
)
REDUCED = {"discount_total": "1.00", "order_discount": "0.50"}


def columns_named_as_the_statements_do(canonical):
    return {word: f"kept {n}" for n, word in enumerate(WORDS) if word not in canonical}


@pytest.mark.parametrize("reductions", [{}, REDUCED])
def test_attributes_called_like_the_words_of_a_statement_change_nothing(tmp_path, reductions):
    base = [event(order_id=f"o{n}", net_price="8.00", quantity="2", **reductions) for n in range(3)]
    base[1]["net_price"] = "?"
    plain, odd = new_shop(tmp_path, "plain"), new_shop(tmp_path, "odd")
    import_csv(plain, write_csv(tmp_path / "plain.csv", base), "events")
    mapping = guess_mapping(read_preview(tmp_path / "plain.csv"), "events")
    extra = columns_named_as_the_statements_do(set(base[0]) | set(mapping.columns))
    path = write_csv(tmp_path / "odd.csv", [row | extra for row in base])

    intake = import_files(odd, [Source(path, path.name, "events", mapping)])[0]

    facts = ["customer_id", "event_time", "event_type", "product_id", "net_price", "list_price", "quantity"]
    query = f"SELECT {', '.join(facts)} FROM events ORDER BY order_id"
    with plain.cursor() as one, odd.cursor() as other:
        assert other.execute(query).fetchall() == one.execute(query).fetchall()
    assert intake.rejected == {"price_unreadable": 1}
    told = attributes_of(odd).set_index("column")
    assert len(told) >= min(len(extra), 55)
    assert (told["n_known"] == 2).all()


@pytest.mark.parametrize("kind", ["products", "customers", "orders"])
def test_other_kinds_keep_columns_called_like_the_words_of_a_statement(tmp_path, kind):
    row = {
        "products": {"product_id": "p1", "title": "Tea"},
        "customers": {"customer_id": "c1"},
        "orders": {"order_id": "o1", "customer_id": "c1", "event_time": "2024-03-05 10:00:00"},
    }[kind]
    extra = dict(list(columns_named_as_the_statements_do(set(row)).items())[:50])
    path = write_csv(tmp_path / f"{kind}.csv", [row | extra])
    mapping = guess_mapping(read_preview(path), kind)
    columns = {name: column for name, column in mapping.columns.items() if column in row}
    shop = new_shop(tmp_path)

    intake = import_files(
        shop, [Source(path, path.name, kind, type(mapping)(kind, columns, (), mapping.constants))]
    )[0]

    assert intake.rows_kept == 1


@pytest.mark.parametrize("name", ["units", "type", "rowid", "revenue", "basket_id", "problem"])
def test_an_instrument_changes_no_fact_whatever_it_is_called(tmp_path, name):
    rows = [event(order_id=f"o{n}", quantity="2", net_price="12.50") | {name: n + 7} for n in range(3)]
    path = write_csv(tmp_path / "events.csv", rows)
    mapping = guess_mapping(read_preview(path), "events")
    columns = {canonical: column for canonical, column in mapping.columns.items() if column != name}
    shop = new_shop(tmp_path)

    import_files(shop, [Source(path, path.name, "events", type(mapping)("events", columns, (name,)))])

    with shop.cursor() as cursor:
        stored = cursor.execute("SELECT event_type, quantity, net_price FROM events").fetchall()
    assert {(kind, float(quantity), float(price)) for kind, quantity, price in stored} == {
        ("purchase", 2.0, 12.5)
    }
    days = shop.read("price_days", products=["p1"])
    assert any(column.startswith(name) for column in days.columns)


def test_a_column_called_type_is_no_event_type_where_there_is_one(tmp_path):
    words = [("purchase", "Shoes"), ("purchase", "view"), ("view", "Hats")]
    rows = [event(event_type=word, order_id="") | {"Type": other} for word, other in words]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "events.csv", rows), "events")

    with shop.cursor() as cursor:
        kinds = cursor.execute("SELECT event_type FROM events ORDER BY rowid").fetchall()
    assert [kind for (kind,) in kinds] == [word for word, _ in words]
