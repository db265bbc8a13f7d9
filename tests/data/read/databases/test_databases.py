"""Tables of real servers come in as any file does: same digits, same rejects, nothing written there."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.intake.load import Source, import_files
from data.read.databases.address import Address
from data.read.databases.tables import SECONDS_TO_LOOK, fetch, opened
from data.schema import InputError, Mapping
from tests.builders import new_shop
from tests.looks import codes, preview, table_names
from tests.servers import PASSWORD, free_port, mariadb, postgresql
from tests.sold import LINES, MARIADB, POSTGRESQL


@pytest.fixture(scope="module")
def postgresql_port() -> Iterator[int]:
    with postgresql(POSTGRESQL) as port:
        yield port


@pytest.fixture(scope="module", params=["postgresql", "mysql", "sqlite"])
def sold(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The same four rows in each system: two good ones, one without a price, one without a time."""
    if request.param == "postgresql":
        port = request.getfixturevalue("postgresql_port")
        yield Address("postgresql", "shop", "localhost", port, "analyst", "sold", "", PASSWORD)
    elif request.param == "mysql":
        with mariadb(MARIADB.replace("; ", ";\n")) as port:
            yield Address("mysql", "shop", "localhost", port, "analyst", "sold", "", PASSWORD)
    else:
        path = tmp_path_factory.mktemp("sqlite") / "shop.db"
        with sqlite3.connect(path) as connection:
            text = LINES.format(time="text", code="int").replace("decimal(30)", "text")
            connection.executescript(text.replace("123456789012345678901", "'123456789012345678901'"))
        connection.close()
        yield Address("sqlite", str(path), table="sold")


def refusal(address: Address) -> str:
    with pytest.raises(InputError) as caught:
        preview(address)
    words = str(caught.value)
    assert "\n" not in words
    assert address.password == "" or address.password not in words
    return words


def imported(tmp_path: Path, address: Address):
    shop = new_shop(tmp_path)
    path = fetch(address, tmp_path)
    same = ("customer_id", "event_time", "product_id", "net_price", "quantity", "order_id", "title")
    mapping = Mapping("events", {name: name for name in same})
    return shop, import_files(shop, [Source(path, address.name, "events", mapping)])[0]


def test_all_codes_of_a_column_are_known(sold):
    assert codes(sold, "code") == ["1", "2"]
    assert codes(sold, "product_id") == ["p2", "p3", "0042"]
    assert codes(replace(sold, table="", query="SELECT code FROM sold WHERE net_price > 5"), "code") == ["1"]


def test_the_tables_of_a_database_are_listed(sold):
    assert "sold" in table_names(sold)


def test_a_table_shows_every_digit_of_what_it_holds(sold):
    rows = preview(sold).rows.set_index("product_id")

    assert rows.loc["0042", "customer_id"] == "541912345678901234"
    assert rows.loc["0042", "order_id"] == "123456789012345678901"
    assert rows.loc["0042", "event_time"] == "2024-01-01 10:00:00"
    assert float(rows.loc["0042", "net_price"]) == 2.55
    assert rows["code"].tolist() == ["2", "1", "1", "1"]


def test_a_table_comes_in_with_its_rejects_and_their_rows(tmp_path, sold):
    shop, intake = imported(tmp_path, sold)

    assert (intake.rows_read, intake.rows_kept) == (4, 2)
    assert shop.rejects()["row"].tolist() == [3, 4]  # the header is row 1, a line break in a cell no row
    assert shop.rejects()["file"].unique().tolist() == [sold.name]


def test_a_query_comes_in_as_a_table_does(sold):
    query = "SELECT customer_id AS who, product_id FROM sold WHERE product_id = 'p2' -- two\n ;"

    rows = preview(replace(sold, table="", query=query)).rows

    assert rows.to_numpy().tolist() == [["17850", "p2"], ["17850", "p2"]]


NO_QUERIES = (
    "DELETE FROM sold",
    "SELECT 1 AS a, 2 AS b; DELETE FROM sold",
    "SELECT 1 AS a, 2 AS b) AS source; DELETE FROM sold; --",
    "WITH gone AS (DELETE FROM sold RETURNING *) SELECT * FROM gone",
    "SELECT nothing FROM sold",
    "SELECT product_id FROM unsold",
    "SELECT product_id, FROM sold",
)


def test_what_is_no_query_is_refused_and_changes_nothing(sold):
    refusals = [refusal(replace(sold, table="", query=query)) for query in NO_QUERIES]

    assert all(words.startswith("query in shop") for words in refusals)
    assert len(preview(sold).rows) == 4


def test_the_connection_itself_may_only_read(tmp_path, sold):
    with opened(sold, tmp_path, SECONDS_TO_LOOK) as database, pytest.raises(InputError):
        database.rows("DELETE FROM sold RETURNING product_id")

    assert len(preview(sold).rows) == 4


def test_a_table_that_is_not_there_is_named_with_those_that_are(sold):
    assert re.search(r"has no table lines\..*Its tables: .*sold", refusal(replace(sold, table="lines")))


WRONG = (
    ({"password": "not it"}, "refuses user analyst"),
    ({"user": "nobody"}, "refuses user nobody"),
    ({"database": "nowhere"}, "database nowhere|refuses user analyst"),
    ({"host": "no.such.host.invalid"}, "answers at no.such.host.invalid"),
    ({"port": 1}, "answers at localhost:1"),
)


def test_a_login_that_fails_is_one_sentence_without_the_password(sold):
    if sold.system == "sqlite":
        assert "no SQLite database" in refusal(replace(sold, database=__file__))
        return

    for wrong, words in WRONG:
        assert re.search(words, refusal(replace(sold, **wrong)))
        assert PASSWORD not in repr(replace(sold, **wrong))


def test_odd_names_and_types_of_postgresql_are_text(postgresql_port):
    login = ("shop", "localhost", postgresql_port, "analyst")

    rows = preview(Address("postgresql", *login, 'old.odd "name', "", PASSWORD)).rows

    assert rows.to_dict("records") == [{"Ü x": "17850", "b": "true", "j": '{"a": 1}', "a": "{1,2}"}]


def test_whole_numbers_that_sqlite_keeps_as_fractions_stay_whole(tmp_path):
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.executescript("CREATE TABLE t (a REAL, b REAL); INSERT INTO t VALUES (17850, 0.5)")
    connection.close()

    assert preview(Address("sqlite", str(path), table="t")).rows.to_numpy().tolist() == [["17850", "0.5"]]


def test_a_port_that_says_nothing_is_no_mysql():
    assert "no MySQL or MariaDB answers" in refusal(Address("mysql", "d", port=free_port(), table="t"))


NEVER_ENDING = {
    "postgresql": "SELECT 1 AS a, pg_sleep(30)::text AS b",
    "mysql": "SELECT 1 AS a, SLEEP(30) AS b",
    "sqlite": "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) "
    "SELECT max(a) AS a, 1 AS b FROM n",
}
CLIENTS_FILE = "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE sold"


def test_a_query_that_never_ends_is_ended_by_the_server_or_by_us(sold, monkeypatch):
    monkeypatch.setattr("data.read.databases.tables.SECONDS_TO_LOOK", 2.0)

    words = refusal(replace(sold, table="", query=NEVER_ENDING[sold.system]))

    assert "takes too long to answer" in words


def test_no_query_has_the_server_ask_for_a_file_of_ours(sold, tmp_path):
    refusals = [refusal(replace(sold, table="", query=CLIENTS_FILE))]
    with opened(sold, tmp_path, SECONDS_TO_LOOK) as database, pytest.raises(InputError):
        database.rows(CLIENTS_FILE)

    assert refusals[0].startswith("query in shop")
    assert len(preview(sold).rows) == 4


def test_two_statements_at_once_are_refused_by_the_connection_itself(sold, tmp_path):
    with opened(sold, tmp_path, SECONDS_TO_LOOK) as database, pytest.raises(InputError):
        database.rows("SELECT 1 AS a, 2 AS b; SELECT 3 AS a, 4 AS b")
