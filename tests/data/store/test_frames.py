"""A frame read from the store has plain types, whatever the columns were, and the exact values."""

import duckdb
import numpy as np
import pytest

from data.engine.frames import plain_frame

ROWS = "SELECT CAST(i AS INTEGER) AS i FROM range(3) AS t(i)"


def column(expression, rows=ROWS):
    return plain_frame(duckdb.connect().execute(f"SELECT {expression} AS value FROM ({rows})"))["value"]


@pytest.mark.parametrize(
    ("expression", "dtype"),
    [
        ("CAST(i AS BIGINT)", "int64"),
        ("nullif(i, 1)", "float64"),
        ("CAST(i AS HUGEINT)", "float64"),
        ("i / 10", "float64"),
        ("CAST(i AS DECIMAL(18, 4))", "float64"),
        ("i = 1", "bool"),
        ("nullif(i, 1) = 0", "bool"),
        ("CAST(i AS VARCHAR)", "str"),
        ("CAST(NULL AS VARCHAR)", "str"),
        ("DATE '2024-03-05' + i", "datetime64[us]"),
        ("TIMESTAMP '2024-03-05 10:00:00'", "datetime64[us]"),
        ("TIMESTAMPTZ '2024-03-05 10:00:00+02'", "datetime64[us]"),
        ("[i]", "object"),
    ],
)
def test_each_type_becomes_a_plain_one_with_rows_and_without(expression, dtype):
    assert str(column(expression).dtype) == dtype
    if "nullif(i" not in expression:  # a gap needs a row
        assert str(column(expression, ROWS + " WHERE i < 0").dtype) == dtype


def test_money_is_the_nearest_number_to_what_was_stored():
    cents = np.arange(100_000)

    values = column(
        "CAST(i AS DECIMAL(18, 4)) / 100", "SELECT CAST(i AS DECIMAL(18, 0)) AS i FROM range(100000) t(i)"
    )
    stored = column("CAST(CAST(i AS VARCHAR) || 'e-4' AS DECIMAL(18, 4))", "SELECT i FROM range(100000) t(i)")

    assert (values == cents / 100).all()
    assert (stored == cents / 10_000).all()


def test_lists_become_arrays_of_their_own_type():
    lists = column("[i, i + 1]")

    assert [list(values) for values in lists] == [[0, 1], [1, 2], [2, 3]]
    assert all(values.dtype == np.int32 for values in lists)


def test_no_answer_to_a_question_is_no():
    assert column("nullif(i, 1) = 0").tolist() == [True, False, False]
