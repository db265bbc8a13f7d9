"""A table written piece by piece is there whole, or not at all, and runs nothing in a spreadsheet."""

import pandas as pd
import pyarrow as pa
import pytest

from data.read.writing import writing
from data.schema import InputError

SCHEMA = pa.schema([("customer_id", pa.string()), ("profit", pa.float64())])


def piece(ids, profit=-1.5):
    return pa.table({"customer_id": ids, "profit": [profit] * len(ids)}, SCHEMA)


@pytest.mark.parametrize(("suffix", "read"), [(".csv", pd.read_csv), (".parquet", pd.read_parquet)])
def test_pieces_come_back_as_one_table(tmp_path, suffix, read):
    path = tmp_path / f"scores{suffix}"

    with writing(path, SCHEMA) as writer:
        writer.write(piece(["a", "b"]))
        writer.write(piece(["c"]))

    assert read(path)["customer_id"].tolist() == ["a", "b", "c"]
    assert writer.n_rows == 3
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


def test_what_ends_early_leaves_nothing_and_keeps_what_was_there(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text("of yesterday")

    with pytest.raises(RuntimeError), writing(path, SCHEMA) as writer:
        writer.write(piece(["a"]))
        raise RuntimeError

    assert path.read_text() == "of yesterday"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum(a1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded_in_a_csv(tmp_path, cell):
    path = tmp_path / "scores.csv"

    with writing(path, SCHEMA) as writer:
        writer.write(piece(["plain", cell]))

    rows = pd.read_csv(path, dtype={"customer_id": "str"}, lineterminator="\n")
    assert rows["customer_id"].tolist() == ["plain", f"'{cell}"]
    assert rows["profit"].tolist() == [-1.5, -1.5]


def test_parquet_keeps_every_text_as_it_is(tmp_path):
    path = tmp_path / "scores.parquet"

    with writing(path, SCHEMA) as writer:
        writer.write(piece(["=1+1", None]))

    assert pd.read_parquet(path)["customer_id"].tolist()[0] == "=1+1"


def test_a_name_without_a_known_ending_is_refused(tmp_path):
    with pytest.raises(InputError, match="ends in neither"), writing(tmp_path / "scores.xls", SCHEMA):
        pass


def test_a_place_that_is_no_folder_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    path = tmp_path / "file" / "scores.csv"

    with pytest.raises(InputError, match="cannot be written"), writing(path, SCHEMA):
        pass
