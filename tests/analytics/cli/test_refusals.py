"""Input that cannot be used: exit code 2, one line that says where and what to do, and nothing stored."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.__main__ import main
from data.services.workspaces import open_workspace
from tests.builders import event, events_csv, write_csv
from tests.simulated import simulate_shop
from tests.worlds import command, write_files

ROOT = Path(__file__).parents[3]


def small():
    return simulate_shop(n_customers=60, n_visits_per_customer=6.0, n_products=4)


def refused(capsys, tmp_path, *arguments):
    """Run an import that must be refused; return its one line on stderr."""
    workspace = tmp_path / "workspace"
    code = main(["import", *arguments, "--workspace", str(workspace), "--out", str(tmp_path / "out")])
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert code == 2
    assert said.out == ""
    assert "Traceback" not in said.err
    assert open_workspace(workspace).shop_names() == []
    assert len(lines) == 1, lines
    return lines[0]


def test_an_empty_file_is_refused_by_name(capsys, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("")

    assert "empty.csv" in refused(capsys, tmp_path, "--events", str(path))


def test_a_missing_file_is_refused_by_name(capsys, tmp_path):
    assert "nowhere.csv" in refused(capsys, tmp_path, "--events", str(tmp_path / "nowhere.csv"))


def test_a_missing_column_is_named(capsys, tmp_path):
    path = write_csv(tmp_path / "events.csv", [{k: v for k, v in event().items() if k != "product_id"}])

    line = refused(capsys, tmp_path, "--events", str(path))

    assert "events.csv" in line and "product" in line


def test_text_in_every_price_names_column_and_row(capsys, tmp_path):
    path = events_csv(tmp_path / "events.csv", [{"net_price": "cheap"}, {"net_price": "dear"}])

    line = refused(capsys, tmp_path, "--events", str(path))

    assert "events.csv" in line and "net_price" in line and "row 2" in line


def test_a_file_of_one_wide_column_is_refused(capsys, tmp_path):
    path = write_csv(tmp_path / "events.csv", [event(), event(product_id="p2")], delimiter="~")

    assert "events.csv" in refused(capsys, tmp_path, "--events", str(path))


def test_no_events_at_all_are_refused(capsys, tmp_path):
    assert "--events" in refused(capsys, tmp_path)


def test_one_bad_file_keeps_the_good_one_out_too(capsys, tmp_path):
    good, bad = events_csv(tmp_path / "events.csv"), tmp_path / "products.csv"
    bad.write_text("")

    assert "products.csv" in refused(capsys, tmp_path, "--events", str(good), "--products", str(bad))


@pytest.mark.parametrize(
    ("column", "words"), [("product_id", "one product only"), ("customer_id", "one customer only")]
)
def test_a_shop_of_one_is_refused_in_one_line(capsys, tmp_path, column, words):
    rows = [
        {
            "customer_id": f"c{i % 5}",
            "product_id": f"p{i % 3}",
            "order_id": f"o{i}",
            "event_time": f"2024-03-{i + 1:02d}",
        }
        for i in range(28)
    ]
    path = events_csv(tmp_path / "events.csv", rows, **{column: "only"})

    code = main(["run", "--events", str(path), "--out", str(tmp_path / "out")])

    last = capsys.readouterr().err.splitlines()[-1]
    assert code == 2
    assert words in last and "Upload" in last


def test_an_unknown_segment_column_is_refused_and_the_known_ones_named(capsys, tmp_path):
    paths = write_files(small(), tmp_path / "files")

    assert main(command(paths, tmp_path / "out", "--segments", "mood")) == 2

    last = capsys.readouterr().err.splitlines()[-1]
    assert "mood" in last and "tier" in last


def test_an_unknown_instrument_is_refused(capsys, tmp_path):
    paths = write_files(small(), tmp_path / "files")

    assert main(command(paths, tmp_path / "out", "--instrument", "weather")) == 2

    assert "weather" in capsys.readouterr().err.splitlines()[-1]


def test_the_command_in_a_process_of_its_own_says_one_line(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("")

    process = subprocess.run(
        [sys.executable, "-m", "analytics", "import", "--events", str(path), "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert process.returncode == 2
    assert process.stdout == ""
    assert len(process.stderr.splitlines()) == 1


def test_a_mapping_that_fits_no_file_is_not_ignored(capsys, tmp_path):
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"kind": "orders", "columns": {"order_id": "order_id"}}')
    files = ("--events", str(events_csv(tmp_path / "events.csv")))

    line = refused(capsys, tmp_path, *files, "--mapping", str(mapping))

    assert "--mapping is for a file of orders" in line and "events" in line
