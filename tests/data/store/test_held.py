import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

from analytics.cli.person_file import person_file
from data.privacy.forget import forget_customer
from data.privacy.held import held_about
from data.schema import InputError
from tests.builders import event, events_csv, import_csv
from tests.known_customer import ID

ROOT = Path(__file__).parents[3]


def tables_of(content):
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_place_that_knows_the_customer_is_told(shop, run):
    held = held_about(shop, ID)

    assert len(held.tables["events"]) == 3 and held.tables["customers"]["tier"].tolist() == ["gold"]
    assert {"rejects", "settings", "scenarios", "customers_before"} < set(held.tables)
    assert held.computed["customers"]["n_orders"].tolist() == [3]
    told = ("visits.parquet", "config.json", "log.txt")
    assert set(held.files) == {f"runs/seen/{name}" for name in told}
    assert held.files["runs/seen/visits.parquet"]["visit_id"].tolist() == [0]


def test_as_many_rows_are_told_as_forgetting_removes(shop):
    rows = held_about(shop, ID).tables
    kept_in = [len(rows[table]) for table in rows if table not in ("settings", "scenarios")]

    assert forget_customer(shop, ID).n_rows == sum(kept_in)
    with pytest.raises(InputError, match="no customer of this shop"):
        held_about(shop, ID)


def test_nobody_else_is_in_the_file(shop, run):
    told = tables_of(person_file(held_about(shop, ID), shop.name))

    assert "README.txt" in told
    assert [name for name, text in told.items() if any(f"c{i}" in text for i in range(5))] == []


def test_a_spreadsheet_runs_nothing_of_it(shop):
    import_csv(shop, events_csv(shop.directory.parent / "f.csv", [event(customer_id="=1+1", order_id="@a")]))

    events = pd.read_csv(
        BytesIO(tables_of(person_file(held_about(shop, "=1+1"), "S"))["tables/events.csv"].encode())
    )

    assert events["customer_id"].tolist() == ["'=1+1"] and events["order_id"].tolist() == ["'@a"]


def test_the_command_line_writes_it_for_its_owner_alone(shop, tmp_path):
    shop.close()
    asked = ["access", "--workspace", shop.directory.parent, "--shop", shop.name, "--out", tmp_path / "p.zip"]

    said = subprocess.run(
        [sys.executable, "-m", "analytics", *asked],
        cwd=ROOT,
        input=f"{ID}\n",
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0 and ID not in said.stdout + said.stderr
    assert stat.S_IMODE((tmp_path / "p.zip").stat().st_mode) == 0o600
    assert "tables/events.csv" in tables_of((tmp_path / "p.zip").read_bytes())
