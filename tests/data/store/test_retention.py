import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pandas as pd
import psutil
import pytest

from analytics.__main__ import main
from data.privacy.encrypted_files import write_frame
from data.privacy.retention import Retention, erase_old, keep_for, retention_of
from data.schema import InputError
from data.services.undo import undo_last_import
from tests.builders import event, events_csv, import_csv, shop_with, write_csv

OLD, NEW = "2020-05-01 10:00:00", "2030-05-01 10:00:00"
ROOT = Path(__file__).parents[3]
NOW = datetime(2030, 6, 1)
ID = "LONG-AGO-4711"


@pytest.fixture
def shop(tmp_path):
    """A shop of one who came long ago, one who did and came again, and one who is new."""
    rows = [
        event(customer_id=ID, order_id="o1", event_time=OLD),
        event(customer_id="both", order_id="o2", event_time=OLD),
        event(customer_id="both", order_id="o3", event_time=NEW),
        event(customer_id="new", order_id="o4", event_time=NEW),
        event(customer_id=ID, order_id="o5", event_time="never"),
    ]
    shop = shop_with(tmp_path, rows)
    lines = [{"customer_id": name, "tier": "gold"} for name in (ID, "both", "new")]
    import_csv(shop, write_csv(tmp_path / "customers.csv", lines), "customers")
    with shop.changing() as connection:  # as if the files had come in when their rows were new
        connection.execute("UPDATE imports SET imported_at = TIMESTAMP '2020-06-01'")
    shop.save_setting("retention", {"days": 365})
    return shop


def files_with(text, place):
    files = [path for path in place.rglob("*") if path.is_file()]
    return [path.name for path in files if text.encode() in path.read_bytes()]


def test_only_what_is_young_enough_is_left(shop):
    erased = erase_old(shop, NOW)

    assert shop.read("customers")["customer_id"].tolist() == ["both", "new"]
    assert shop.read("overview")["orders"].tolist() == [2]
    assert erased.n_rows == 2 + 1 + 1  # events, the line without a time, and who was not seen since
    assert erase_old(shop, NOW).n_rows == 0


def test_whoever_was_not_seen_since_is_in_no_byte(shop):
    assert files_with(ID, shop.directory)

    erase_old(shop, NOW)
    shop.close()

    assert files_with(ID, shop.directory) == []


def test_what_is_counted_adds_up_and_the_data_state_is_another(shop):
    before = shop.fingerprint

    erase_old(shop, NOW)

    for row in shop.imports().to_dict("records"):
        assert row["rows_read"] == row["rows_kept"] + sum(json.loads(row["rejected"]).values())
    changed = shop.fingerprint
    erase_old(shop, NOW)
    assert before != changed == shop.fingerprint  # a day on which nothing is old changes nothing


def test_trainings_that_knew_old_rows_lose_them_and_are_stale(shop):
    times = pd.to_datetime([OLD, NEW])
    for name, kept in (("knew", slice(None)), ("young", slice(1, None))):
        directory = shop.directory / "runs" / name
        directory.mkdir()
        visits = pd.DataFrame({"customer_id": ["both", "both"], "visited_at": times})
        write_frame(directory / "visits.parquet", visits[kept])

    assert erase_old(shop, NOW).n_runs == 1

    assert (shop.directory / "runs" / "knew" / "stale.json").exists()
    assert not (shop.directory / "runs" / "young" / "stale.json").exists()
    assert len(pd.read_parquet(shop.directory / "runs" / "knew" / "visits.parquet")) == 1


def test_undoing_brings_no_old_row_back(shop, tmp_path):
    again = [event(customer_id=ID, order_id="o1", event_time=OLD, net_price="8.00")]
    import_csv(shop, events_csv(tmp_path / "again.csv", again))

    erase_old(shop, NOW)
    while undo_last_import(shop):
        assert ID not in set(shop.read("customers")["customer_id"])


def test_rows_are_kept_until_told_otherwise_and_an_odd_age_is_refused(shop):
    keep_for(shop, None)

    assert retention_of(shop) == Retention() and erase_old(shop, NOW).n_rows == 0
    for days in (0, 29, 40_000):
        with pytest.raises(InputError, match="cannot be kept"):
            keep_for(shop, days)


def test_the_command_line_erases_what_the_shop_keeps_no_longer(shop):
    shop.close()
    asked = ["retain", "--workspace", shop.directory.parent, "--shop", shop.name, "--days", "3650"]
    command = [sys.executable, "-m", "analytics", *asked]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0 and "Rows are kept for 3,650 days" in done.stderr, done.stderr
    assert retention_of(shop).erased_at


def test_once_a_day_is_often_enough():
    assert Retention(365).is_due(NOW)
    assert not Retention(365, "2030-05-31T12:00:00").is_due(NOW)
    assert Retention(365, "2030-05-31T00:00:00").is_due(NOW)
    assert not Retention(None, "2020-01-01T00:00:00").is_due(NOW)


def test_nothing_is_erased_while_work_goes_on_with_the_rows(shop):
    directory = shop.directory / "models" / "lab" / "busy"
    directory.mkdir(parents=True)
    (directory / "pid").write_text(f"{os.getpid()} {psutil.Process().create_time()}")
    shop.close()
    asked = ["retain", "--workspace", str(shop.directory.parent), "--shop", shop.name]

    assert main(asked) == 2
    assert shop.read("overview")["orders"].tolist() == [4]
