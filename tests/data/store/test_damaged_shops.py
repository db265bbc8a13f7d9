"""A shop whose file is damaged, another's, or in use is one sentence; an older one is brought up to date."""

import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from analytics.__main__ import main
from data.schema import InputError
from data.store import Workspace
from data.store.damage import DamagedShopError, ShopInUseError
from tests.builders import event, events_csv, shop_with
from tests.damage import DAMAGES, damaged

MARTS = ("overview", "customers", "products", "visits", "weeks", "price_days")
ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from contextlib import closing
from pathlib import Path
from data.store import Workspace
workspace = Workspace(Path(sys.argv[1]))
with workspace.creating(sys.argv[2]) if sys.argv[3] == "creating" else closing(workspace.open(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


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
    shop = Workspace(file.parents[1]).open(file.parent.name)
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
    workspace = Workspace(plain.parents[1])
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


@pytest.fixture
def held(request, tmp_path):
    """A workspace in which another process makes, or has open, the shop called Command line."""
    how = request.param
    workspace = Workspace(tmp_path / "workspace")
    if how == "open":
        workspace.create("Command line").close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace.directory), "Command line", how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert holder.stdout.readline() == "held\n"
    yield workspace
    holder.communicate()


@pytest.mark.parametrize("held", ["creating", "open"], indirect=True)
def test_a_workspace_in_use_is_said_to_be_in_use(held, tmp_path, capsys):
    events = events_csv(tmp_path / "e.csv")

    code = main(
        ["import", "--events", str(events), "--workspace", str(held.directory), "--out", str(tmp_path / "o")]
    )

    said = capsys.readouterr().err
    assert (code, said.count("\n")) == (2, 1)
    assert "in use" in said or "another process has it open" in said


@pytest.mark.parametrize("held", ["open"], indirect=True)
def test_a_shop_that_another_process_has_open_is_not_deleted(held):
    with pytest.raises(ShopInUseError, match="another process has it open"):
        held.delete("Command line")

    assert held.shop_names() == ["Command line"]


def test_a_name_is_claimed_by_one_maker_at_a_time(tmp_path):
    workspace = Workspace(tmp_path)

    with workspace.creating("Shop"), pytest.raises(ShopInUseError, match="in use"):
        workspace.create("shop")

    assert workspace.shop_names() == ["Shop"]
    assert list((tmp_path / ".drafts").iterdir()) == []
