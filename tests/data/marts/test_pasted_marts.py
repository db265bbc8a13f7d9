"""A mart runs as it stands where somebody pastes it: into DuckDB, beside a shop's tables."""

import re

import duckdb
import pandas as pd
import pytest

from data.engine.frames import plain_frame
from data.sql import SQL, mart_sql, words_of_marts
from tests.builders import event, import_csv, mart_names, shop_with, write_csv

HOLE = re.compile(r"/\*")
OURS = re.compile(r"CREATE OR REPLACE MACRO (\w+)")
# How text reads as a number has one home: a macro that the shop's file brings along.
MACROS_OF = {"price_days": {"loose_number"}}
NO_WORDS = {  # of functions, and of the tables that tell of the shop
    "dense_rank",
    "column_name",
    "current_database",
    "data_type",
    "database_name",
    "duckdb_columns",
    "f",
    "false",
    "gaps",
    "getvariable",
    "infinity",
    "instruments",
    "is_number",
    "is_of_customer",
    "last_known",
    "lower",
    "table_name",
}


def rows(is_browsed: bool) -> list[dict[str, object]]:
    bought = [
        event(
            customer_id=f"c{n % 5}" if n % 7 else "",
            event_time=f"2024-03-{1 + n % 20:02d} 1{n % 3}:{n % 60:02d}",
            event_type=("purchase", "view", "cart")[n % 3] if is_browsed else "purchase",
            product_id=f"p{n % 4}",
            order_id=f"o{n % 9}" if n % 4 else "",
            session_id=f"s{n % 3}" if n % 5 == 0 else "",
            store_id=f"{n % 2}",
            channel_cost=f"{1 + n % 3}.5",
            tier=("gold", "silver")[n % 5 % 2],
        )
        for n in range(120)
    ]
    shown = [event(event_type="exposure", event_time=f"2024-03-0{1 + n}", arm="ease") for n in range(3)]
    typed = [
        event(event_time=f"2024-03-0{n} 10:00", event_type="search", product_id="", order_id="", query="mug")
        for n in range(1, 4)
    ]
    return bought + shown + typed


@pytest.fixture(scope="module", params=[True, False], ids=["browsing", "orders only"])
def shop(request, tmp_path_factory):
    directory = tmp_path_factory.mktemp("shop")
    shop = shop_with(directory, rows(request.param))
    import_csv(shop, write_csv(directory / "p.csv", [{"product_id": "p1", "title": "Mug"}]), "products")
    import_csv(shop, write_csv(directory / "o.csv", [{"offer_id": "b", "product_ids": "p1|p2"}]), "offers")
    return shop


@pytest.mark.parametrize("mart", mart_names())
@pytest.mark.parametrize("as_of", [None, "2024-03-12"])
def test_every_mart_runs_when_pasted_and_says_what_the_shop_reads(shop, mart, as_of, tmp_path):
    asked = {"as_of": as_of, "products": ["p1", "p2"]}
    wanted = {name: value for name, value in asked.items() if f"getvariable('{name}')" in mart_sql(mart)}
    expected = shop.read(mart, **wanted)
    shop.close()

    with duckdb.connect(str(shop.file), read_only=True) as pasted:
        pasted.execute("SET VARIABLE products = ['p1', 'p2']")
        if as_of:
            pasted.execute(f"SET VARIABLE as_of = '{as_of}'")
        frame = plain_frame(pasted.execute(mart_sql(mart)))

    assert len(frame)
    pd.testing.assert_frame_equal(frame, expected)


@pytest.mark.parametrize("mart", mart_names())
def test_no_mart_has_holes_parameters_or_macros_of_ours(mart):
    macros = {name for path in SQL.rglob("*.sql") for name in OURS.findall(path.read_text(encoding="utf-8"))}
    text = mart_sql(mart)

    assert not HOLE.search(text) and "$" not in text
    assert macros & set(re.findall(r"(\w+)\(", text)) == MACROS_OF.get(mart, set())


def test_the_marts_about_visits_find_them_in_the_same_words():
    found = {
        re.search(r"visiting_events AS .*?GROUP BY ALL\n\),", mart_sql(mart), re.DOTALL)[0]
        for mart in ("visits", "visit_lines", "customers")
    }

    assert len(found) == 1


def test_no_column_of_a_file_can_pass_for_a_word_of_a_mart():
    texts = [
        path.read_text(encoding="utf-8") for path in (*SQL.glob("marts/*.sql"), *SQL.glob("visits/*.sql"))
    ]
    words = {word for text in texts for word in re.findall(r"[a-z_]+", re.sub(r"--[^\n]*", "", text))}

    assert words - NO_WORDS <= words_of_marts()
