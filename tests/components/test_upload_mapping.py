import pytest

from components.upload.mapping import cut_columns

FREE = [f"extra_{i}" for i in range(63)]


def test_what_a_wide_file_loses_is_said_by_name():
    said = cut_columns("events", FREE, ())

    assert "63 columns" in said
    assert "Left out: extra_60, extra_61, extra_62." in said


def test_many_columns_lost_are_not_all_named():
    assert "extra_62 and so on" in cut_columns("orders", [*FREE, "one_more"], ())


@pytest.mark.parametrize(
    ("kind", "free", "instruments"),
    [("events", FREE[:60], ()), ("customers", FREE, ()), ("events", FREE, tuple(FREE[:3]))],
)
def test_nothing_is_said_where_every_column_is_kept(kind, free, instruments):
    assert cut_columns(kind, free, instruments) == ""
