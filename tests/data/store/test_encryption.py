"""With BUNDLEWISE_KEY set, no id can be read from any byte on disk; a wrong key is one sentence."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from data.privacy.encrypt_shop import encrypt_shop
from data.privacy.encrypted_files import emptying, filling, is_encrypted, read_frame, write_frame
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.builders import event, events_csv, import_csv, new_shop, shop_with

ROOT = Path(__file__).parents[3]
KEY = "a key that only the analyst knows"
ID = "CUSTOMER-4711"


@pytest.fixture
def with_key(monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", KEY)


def files_with(text: str, *places: Path) -> list[str]:
    """Return the files under some directories whose bytes hold a text."""
    return [
        str(path)
        for place in places
        for path in place.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]


def filled_shop(directory):
    rows = [event(customer_id=ID, order_id=f"ORDER-{i}", product_id=f"PRODUCT-{i % 7}") for i in range(3000)]
    events = events_csv(directory / "events.csv", [*rows, event(customer_id=ID, event_time="never")])
    shop = new_shop(directory)
    import_csv(shop, events)
    events.unlink()
    shop.save_setting("note", [ID])
    return shop


def command(*arguments, text=""):
    return subprocess.run(
        [sys.executable, "-m", "analytics", *map(str, arguments)],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_id_stands_in_any_file_of_an_encrypted_shop(tmp_path, with_key):
    shop = filled_shop(tmp_path)
    while_open = [files_with(word, tmp_path) for word in (ID, "ORDER-1", "PRODUCT-1", KEY)]
    shop.close()

    assert while_open == [[], [], [], []]
    assert [files_with(word, tmp_path) for word in (ID, "ORDER-1", "PRODUCT-1", KEY)] == [[], [], [], []]
    assert shop.read("overview")["orders"].tolist() == [3000]


def test_without_a_key_the_same_search_finds_the_ids(tmp_path, monkeypatch):
    monkeypatch.delenv("BUNDLEWISE_KEY", raising=False)
    shop = filled_shop(tmp_path)
    shop.close()

    assert files_with(ID, tmp_path)


def test_an_export_for_training_is_encrypted_and_equals_the_plain_one(tmp_path, monkeypatch):
    monkeypatch.delenv("BUNDLEWISE_KEY", raising=False)
    plain = shop_with(tmp_path, [event(customer_id=ID, order_id=f"o{i}") for i in range(9)])
    plain.export("visit_lines", tmp_path / "plain.parquet", products=["p1"])
    monkeypatch.setenv("BUNDLEWISE_KEY", KEY)
    (tmp_path / "two").mkdir()
    shop = shop_with(tmp_path / "two", [event(customer_id=ID, order_id=f"o{i}") for i in range(9)])

    shop.export("visit_lines", tmp_path / "sealed.parquet", products=["p1"])

    assert is_encrypted(tmp_path / "sealed.parquet")
    assert read_frame(tmp_path / "sealed.parquet").equals(read_frame(tmp_path / "plain.parquet"))


def test_what_a_library_writes_is_encrypted_on_its_way_to_disk(tmp_path, with_key):
    with filling(tmp_path / "model") as folder:
        (folder / "words.json").write_text(ID)

    with emptying(tmp_path / "model") as folder:
        text = (folder / "words.json").read_text()

    assert text == ID
    assert files_with(ID, tmp_path) == []


@pytest.mark.parametrize("key", ["another one", None])
def test_a_wrong_or_missing_key_is_one_sentence(tmp_path, monkeypatch, key):
    monkeypatch.setenv("BUNDLEWISE_KEY", KEY)
    filled_shop(tmp_path).close()
    write_frame(tmp_path / "run.parquet", read_frame_of_ids())
    monkeypatch.delenv("BUNDLEWISE_KEY")
    if key:
        monkeypatch.setenv("BUNDLEWISE_KEY", key)

    for attempt in (
        lambda: open_workspace(tmp_path / "workspace").open("Test shop"),
        lambda: read_frame(tmp_path / "run.parquet"),
    ):
        with pytest.raises(InputError, match="Set BUNDLEWISE_KEY to the key it was made with") as refusal:
            attempt()
        assert KEY not in str(refusal.value)
        assert refusal.value.__cause__ is None


def read_frame_of_ids():
    import pandas as pd

    return pd.DataFrame({"customer_id": [ID] * 5})


def test_the_command_line_refuses_a_wrong_key_with_exit_code_2_and_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", KEY)
    filled_shop(tmp_path).close()
    monkeypatch.setenv("BUNDLEWISE_KEY", "another one")

    said = command("forget", "--workspace", tmp_path / "workspace", "--shop", "Test shop", text=ID)

    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert "its key is another one" in said.stderr


def test_a_shop_made_without_a_key_is_refused_with_one_until_it_is_encrypted(tmp_path, monkeypatch):
    monkeypatch.delenv("BUNDLEWISE_KEY", raising=False)
    shop = filled_shop(tmp_path)
    fingerprint, run = shop.fingerprint, shop.directory / "runs" / "r1"
    run.mkdir()
    write_frame(run / "visits.parquet", read_frame_of_ids())
    (run / "config.json").write_text(ID)
    shop.close()
    monkeypatch.setenv("BUNDLEWISE_KEY", KEY)

    with pytest.raises(InputError, match="python -m analytics encrypt"):
        open_workspace(tmp_path / "workspace").open("Test shop")
    said = command("encrypt", "--workspace", tmp_path / "workspace")

    assert said.returncode == 0, said.stderr
    assert open_workspace(tmp_path / "workspace").open("Test shop").fingerprint == fingerprint
    assert files_with(ID, tmp_path) == []
    assert is_encrypted(run / "visits.parquet")


def test_an_encrypted_shop_opens_where_there_is_no_home(tmp_path, with_key, monkeypatch):
    monkeypatch.setenv("HOME", "")

    shop = shop_with(tmp_path, [event(customer_id=ID)])

    assert shop.read("customers")["customer_id"].tolist() == [ID]


@pytest.mark.parametrize("damage", [b"", b"PAR1" + ID.encode(), b"\xff{" + ID.encode()])
def test_a_shop_is_encrypted_all_the_same_where_a_run_is_damaged(tmp_path, monkeypatch, damage):
    monkeypatch.delenv("BUNDLEWISE_KEY", raising=False)
    shop = filled_shop(tmp_path)
    shop.close()
    for name in ("whole", "broken"):
        run = shop.directory / "runs" / name
        run.mkdir()
        write_frame(run / "visits.parquet", pd.DataFrame({"customer_id": [ID]}))
        (run / "config.json").write_text(f'{{"watched": ["{ID}"]}}')
    for name in ("visits.parquet", "config.json", "digests.json"):
        (shop.directory / "runs" / "broken" / name).write_bytes(damage)
    monkeypatch.setenv("BUNDLEWISE_KEY", KEY)

    assert encrypt_shop(shop.directory)

    assert files_with(ID, tmp_path) == []
    assert read_frame(shop.directory / "runs" / "whole" / "visits.parquet")["customer_id"].tolist() == [ID]
    assert open_workspace(shop.directory.parent).open(shop.directory.name)
