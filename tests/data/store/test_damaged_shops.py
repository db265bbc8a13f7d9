"""A shop whose file is damaged or another's is one sentence; an older one is brought up to date."""

import random

import duckdb
import pytest

from analytics.__main__ import main
from data.engine.damage import DamagedShopError
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.builders import event, events_csv, shop_with
from tests.damage import DAMAGES, damaged

MARTS = ("overview", "customers", "products", "visits", "weeks", "price_days")


@pytest.fixture(params=["plain", "with a key"])
def file(request, tmp_path, monkeypatch):
    """The closed file of a shop with some orders."""
    if request.param != "plain":
        monkeypatch.setenv("BUNDLEWISE_KEY", "secret")
    shop = shop_with(tmp_path, [event(customer_id=f"c{n % 9}", order_id=f"o{n}") for n in range(60)])
    shop.close()
    return shop.directory / "shop.duckdb"


def read_all(file):
    """Open the shop of a file and read from it; close it whatever happens."""
    shop = open_workspace(file.parents[1]).open(file.parent.name)
    try:
        for mart in MARTS:
            shop.read(mart)
        return shop.imports(), shop.fingerprint
    finally:
        shop.close()


def change(file, *statements):
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def plain(tmp_path):
    shop = shop_with(tmp_path, [event(customer_id=f"c{n % 9}", order_id=f"o{n}") for n in range(60)])
    shop.close()
    return shop.directory / "shop.duckdb"


@pytest.mark.parametrize("damage", sorted(set(DAMAGES) - {"missing", "a turned byte"}))
def test_a_damaged_file_is_one_sentence(damage, file):
    with damaged(file, damage), pytest.raises(InputError) as caught:
        read_all(file)

    assert str(caught.value).startswith("shop Test shop: its ")
    assert "\n" not in str(caught.value) and str(file) not in str(caught.value)
    assert len(read_all(file)[0]) == 1


def test_whichever_bytes_are_turned_it_is_read_right_or_refused(file):
    content, right = file.read_bytes(), read_all(file)[1]
    rng = random.Random(1)
    for n in range(24):
        place = rng.randrange(3 * 4096) if n % 2 else rng.randrange(len(content))
        file.write_bytes(content[:place] + bytes([content[place] ^ 0x5A]) + content[place + 1 :])
        try:
            assert read_all(file)[1] == right
        except InputError as error:
            assert "in use" not in str(error) and "another process" not in str(error)


def test_a_log_that_is_garbage_is_no_fault(plain):
    plain.with_name("shop.duckdb.wal").write_bytes(b"\x00\xffgarbage" * 99)

    try:
        assert len(read_all(plain)[0]) == 1
    except InputError as error:
        assert "\n" not in str(error)


OLDER = (
    "DROP TABLE doubts",
    "DROP TABLE scenarios",
    "ALTER TABLE imports DROP COLUMN added",
    "ALTER TABLE events DROP COLUMN file_row",
    "ALTER TABLE events DROP COLUMN channel",
    "ALTER TABLE products DROP COLUMN brand",
)


def test_an_older_shop_is_brought_up_to_date(plain):
    before = read_all(plain)
    change(plain, *OLDER)

    after = read_all(plain)

    assert len(after[0]) == len(before[0]) == 1
    assert after[1] == before[1]
    with duckdb.connect(str(plain)) as connection:
        names = [row[0] for row in connection.execute("DESCRIBE events").fetchall()]
    assert {"channel", "file_row"} <= set(names)


ANOTHERS = (
    ("ALTER TABLE events ALTER net_price TYPE VARCHAR", "events.net_price"),
    ("ALTER TABLE imports ALTER import_no TYPE VARCHAR", "imports.import_no"),
    ("ALTER TABLE products RENAME TO p; CREATE VIEW products AS SELECT 1 AS product_id", "another version"),
    ("DROP TABLE offers; CREATE TABLE offers (product_ids VARCHAR)", "offers.product_ids"),
)


@pytest.mark.parametrize(("statement", "words"), ANOTHERS)
def test_tables_of_another_kind_are_refused_by_name_and_left_alone(statement, words, plain):
    change(plain, statement)
    content = plain.read_bytes()

    with pytest.raises(DamagedShopError, match=words):
        read_all(plain)

    assert plain.read_bytes() == content


def test_another_program_s_database_is_no_shop(plain):
    plain.unlink()
    change(plain, "CREATE TABLE events (id INTEGER)")

    imports = read_all(plain)[0]  # its columns are added: an empty shop, with a table of its own

    assert imports.empty


def test_a_damaged_shop_can_be_deleted_and_others_stay(plain):
    workspace = open_workspace(plain.parents[1])
    workspace.create("Other").close()
    plain.write_bytes(b"garbage")

    assert workspace.open("Other").is_empty
    workspace.delete(plain.parent.name)

    assert workspace.shop_names() == ["Other"]


def test_the_command_line_says_it_in_one_line(plain, tmp_path, capsys):
    plain.parent.rename(plain.parents[1] / "Command line")
    (plain.parents[1] / "Command line" / "shop.duckdb").write_bytes(b"garbage")
    events = events_csv(tmp_path / "e.csv")

    code = main(
        ["run", "--events", str(events), "--workspace", str(plain.parents[1]), "--out", str(tmp_path / "o")]
    )

    said = capsys.readouterr().err
    assert (code, said.count("\n")) == (2, 1)
    assert "its file is damaged" in said
