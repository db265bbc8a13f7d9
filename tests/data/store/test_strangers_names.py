"""Nothing that a stranger's file calls its columns, rows or shop opens a file or a socket."""

import tempfile
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.quality.report import read_quality
from data.schema import Mapping
from data.sql import filled, mart_sql, parameter_names, quoted, sql, variable_names
from data.sql.confined import passing_database
from data.store import Shop
from tests.attributes import attributes_of
from tests.builders import event, import_csv, mart_names, new_shop, write_csv
from tests.strangers import SECRET, SPECIAL, nothing_else_opened

COLUMNS = {
    "customer_id": "customer_id",
    "event_time": "event_time",
    "product_id": "product_id",
    "order_id": "order_id",
    "net_price": "net_price",
    "title": "title",
}
pieces = st.lists(
    st.sampled_from(SPECIAL) | st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=3),
    min_size=1,
    max_size=5,
)
names = pieces.map("".join).map(str.strip).filter(lambda name: name and name not in COLUMNS)


def rows_of(name: str, other: str, number: str) -> list[dict[str, str]]:
    """Return events of a file with columns of these names, whose ids and titles are such texts too."""
    return [
        event(
            customer_id=f"c{n % 4}{other}", product_id=f"p{n % 3}{name}", order_id=f"o{n // 2}", title=other
        )
        | {"event_time": f"2024-03-{n + 1:02} 10:00", name: f"v{n % 2}", other: name, number: f"{n % 5}.5"}
        for n in range(16)
    ]


def read_everything(shop: Shop) -> str:
    """Read every mart, the attributes, the rejects and all that Quality finds; return it as text."""
    products = shop.read("products")["product_id"].tolist()
    frames = [attributes_of(shop), shop.imports(), shop.rejects()]
    for mart in mart_names():
        wanted = {"products": products} if "products" in variable_names(mart_sql(mart)) else {}
        frames.append(shop.read(mart, **wanted))
    read_quality(shop)
    return "\n".join(frame.to_csv() for frame in frames)


@settings(max_examples=12)
@given(st.lists(names, min_size=3, max_size=3, unique_by=str.lower), st.integers(0, 6))
def test_whatever_a_file_calls_its_columns_and_rows_no_mart_opens_anything(own, which):
    with tempfile.TemporaryDirectory() as folder, nothing_else_opened(Path(folder)) as attacks:
        name, other, number = own[0] + attacks[which], own[1], own[2]
        directory = Path(folder)
        shop = new_shop(directory)
        path = write_csv(directory / "events.csv", rows_of(name, other, number))

        orders = [{"order_id": f"o{n}", "event_time": "2024-03-01", number + other: name} for n in range(8)]
        import_csv(shop, write_csv(directory / "orders.csv", orders), "orders")
        mapping = Mapping("events", COLUMNS, (number,), {"fill_down": True, "header": True})
        intake = import_csv(shop, path, mapping=mapping)
        people = [{"customer_id": f"c{n}{other}", name: f"w{n}"} for n in range(4)]
        import_csv(shop, write_csv(directory / "customers.csv", people), "customers")
        read = read_everything(shop)
        shop.close()

        assert intake.rows_kept == 16
        assert name in read.replace('""', '"')
        assert SECRET not in read


@given(st.lists(names, min_size=1, max_size=4))
def test_names_fill_a_hole_and_stay_names_however_often_a_statement_is_filled(own):
    text = filled("SELECT /* names */, '/* later */' /* later */", names=", ".join(map(quoted, own)))

    text = filled(text, later="FROM told", **{f"x{n}": "" for n in range(3)})

    assert text == f"SELECT {', '.join(map(quoted, own))}, '/* later */' FROM told"
    assert parameter_names(text) == set()


@given(names)
def test_a_quoted_name_is_that_name_to_duckdb(name):
    with closing(duckdb.connect()) as connection:
        described = connection.execute(f"SELECT 1 AS {quoted(name)}").description

    assert [column[0] for column in described] == [name]


@pytest.mark.parametrize("which", [0, 1, 3])
def test_the_watch_notices_what_is_opened(tmp_path, which):
    with pytest.raises(AssertionError), nothing_else_opened(tmp_path) as attacks:
        duckdb.connect().execute(f"SELECT {attacks[which]}")


def test_marts_have_no_holes():
    assert [name for name in mart_names() if "/*" in sql(f"marts/{name}")] == []


STATEMENTS = (
    "SELECT content FROM read_text('{file}')",
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM '{file}'",
    "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
    "ATTACH '{file}' AS other",
    "COPY (SELECT 1) TO '{file}.copy'",
    "EXPORT DATABASE '{file}.export'",
    "LOAD excel",
    "INSTALL httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET allowed_directories = ['/']",
    "SET temp_directory = '/'",
)


@pytest.mark.parametrize("key", ["", "a key"], ids=["plain", "encrypted"])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_shops_connection_reaches_nothing_beyond_its_own_folder(tmp_path, monkeypatch, statement, key):
    if key:
        monkeypatch.setenv("BUNDLEWISE_KEY", key)
    shop = new_shop(tmp_path)
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    before = sorted(tmp_path.iterdir())

    with shop.changing() as connection, pytest.raises(duckdb.Error) as refused:
        connection.execute(statement.format(file=file))

    assert "disabled" in str(refused.value) or "locked" in str(refused.value)
    assert file.read_text() == "a,b\n1,2\n"
    assert sorted(tmp_path.iterdir()) == before


def test_a_passing_database_sees_the_one_file_that_it_reads(tmp_path):
    for name in ("own.csv", "other.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")

    with passing_database("64MiB", None, [tmp_path / "own.csv"]) as connection:
        own = connection.execute("FROM read_csv($path)", {"path": str(tmp_path / "own.csv")}).fetchall()
        with pytest.raises(duckdb.PermissionException):
            connection.execute("FROM read_csv($path)", {"path": str(tmp_path / "other.csv")})

    assert own == [(1, 2)]
