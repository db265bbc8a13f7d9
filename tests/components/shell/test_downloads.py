import io

import pandas as pd
import pytest

from components.shell import downloads


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    table = pd.DataFrame({"name": [cell]})

    assert downloads.neutralized(table)["name"].tolist() == [f"'{cell}"]


def test_numbers_stay_numbers():
    table = pd.DataFrame({"profit": [-1.5, 2.0], "units": [-1, 3]})

    pd.testing.assert_frame_equal(downloads.neutralized(table), table)


def test_a_column_name_is_a_cell_too():
    assert list(downloads.neutralized(pd.DataFrame({"=cmd": [1]}))) == ["'=cmd"]


def test_product_ids_of_an_offer_are_written_as_they_are_uploaded():
    table = pd.DataFrame({"product_ids": [["p1", "p2"]]})

    assert downloads.neutralized(table)["product_ids"].tolist() == ["p1|p2"]


def test_the_csv_gives_the_table_back():
    table = pd.DataFrame({"title": ["Tee, groß", "Kanne"], "price": [1.5, -2.0]})

    read = pd.read_csv(io.BytesIO(downloads.csv_bytes(table)))

    assert read.to_dict() == table.to_dict()


def test_the_caller_keeps_the_table_unchanged():
    table = pd.DataFrame({"name": ["=1"]})

    downloads.neutralized(table)

    assert table["name"].tolist() == ["=1"]
