"""A table read a batch at a time: any file that imports can read, in order, and a broken row named."""

import pandas as pd
import pytest

from data.intake.batches import open_table
from data.schema import InputError
from tests.builders import write_csv


def rows_of(path, columns, n_rows=2048):
    with open_table(path, "customers") as table:
        return pd.concat([rows for rows, _ in table.batches(columns, n_rows)], ignore_index=True)


def people(n):
    return [{"customer_id": f"{i:06d}", "tier": "gold" if i % 2 else None} for i in range(n)]


def test_rows_come_in_the_order_of_the_file_a_batch_at_a_time(tmp_path):
    path = write_csv(tmp_path / "customers.csv", people(10_000))

    with open_table(path, "customers") as table:
        batches = list(table.batches(["customer_id"], 2048))

    ids = [customer for rows, _ in batches for customer in rows["customer_id"]]
    assert len(batches) > 2
    assert ids == [f"{i:06d}" for i in range(10_000)]
    assert [n_before for _, n_before in batches] == [
        sum(len(rows) for rows, _ in batches[:place]) for place in range(len(batches))
    ]


def test_ids_keep_their_zeros_and_empty_cells_are_missing(tmp_path):
    rows = rows_of(write_csv(tmp_path / "customers.csv", people(2)), ["customer_id", "tier"])

    assert rows["customer_id"].tolist() == ["000000", "000001"]
    assert rows["tier"].isna().tolist() == [True, False]


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "gb18030"), (",", "utf-16")])
def test_delimiters_and_encodings_are_found(tmp_path, delimiter, encoding):
    some = [{"customer_id": "客户一", "tier": "金"}, {"customer_id": "客户二", "tier": "银"}]
    path = write_csv(tmp_path / "customers.csv", some, delimiter, encoding)

    assert rows_of(path, ["customer_id", "tier"]).to_dict("records") == some


def test_a_column_may_stand_alone(tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text("customer_id\nc1\nc2\n")

    assert rows_of(path, ["customer_id"])["customer_id"].tolist() == ["c1", "c2"]


def test_parquet_is_read_as_well(tmp_path):
    path = tmp_path / "customers.parquet"
    pd.DataFrame(people(3)).to_parquet(path)

    assert rows_of(path, ["customer_id"])["customer_id"].tolist() == ["000000", "000001", "000002"]


def test_a_column_is_found_by_the_names_it_has_in_exports(tmp_path):
    path = write_csv(tmp_path / "customers.csv", [{"Customer ID": "c1", "tier": "gold"}])

    with open_table(path, "customers") as table:
        assert table.column_for("customer_id") == "Customer ID"


def test_a_missing_column_is_one_sentence(tmp_path):
    path = write_csv(tmp_path / "customers.csv", [{"colour": "red", "tier": "gold"}])

    with open_table(path, "customers") as table, pytest.raises(InputError) as error:
        table.column_for("customer_id")

    assert str(error.value).startswith("customers.csv, row 1: there is no column customer_id")


def test_a_row_with_too_many_cells_is_named(tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text("customer_id,tier\n" + "".join(f"c{i},gold\n" for i in range(5000)) + "c,gold,x\n")

    with pytest.raises(InputError) as error:
        rows_of(path, ["customer_id"])

    assert error.value.row == 5002 and error.value.file == "customers.csv"


def test_the_row_of_a_record_counts_breaks_within_cells(tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text('customer_id,tier\nc0,"two\nlines"\nc1,gold\n')

    with open_table(path, "customers") as table:
        assert table.row_of(1) == 4


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.csv"), open_table(tmp_path / "nowhere.csv", "customers"):
        pass
