"""Where a database is, read from one text, or a sentence on what is missing."""

import pytest

from data.read.databases.address import Address, is_address, parse_address
from data.schema import InputError


def test_an_address_is_read_from_one_text():
    text = "postgresql://jane%40x@db.example:5433/shop?table=sales.lines"
    address = parse_address(text, {"PGPASSWORD": "p", "MYSQL_PWD": "m"})

    assert address == Address("postgresql", "shop", "db.example", 5433, "jane@x", "sales.lines", "", "p")
    assert parse_address("mariadb://h/d?query=SELECT%201", {"MYSQL_PWD": "m"}).password == "m"
    assert (
        parse_address("mysql://h/d?table=t", {"BUNDLEWISE_DB_PASSWORD": "b", "MYSQL_PWD": "m"}).password
        == "b"
    )
    assert parse_address("mongodb://h/d?collection=c", {}).table == "c"
    assert is_address(text) and not is_address("events.csv")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("oracle://h/d?table=t", "cannot be read from"),
        ("postgresql://h:port/d?table=t", "cannot be read from"),
        ("postgresql://h/?table=t", "no database"),
        ("postgresql://h/d", "either a table or a query"),
        ("postgresql://h/d?table=t&query=q", "either a table or a query"),
    ],
)
def test_a_text_that_names_no_table_is_refused(text, words):
    with pytest.raises(InputError, match=words):
        parse_address(text, {})
