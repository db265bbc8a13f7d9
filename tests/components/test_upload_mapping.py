from pathlib import Path

import pytest

from components.upload.dates import both_readings
from components.upload.mapping import cut_columns
from data.intake.mapping import Mapping
from data.intake.source.reader import Reader
from data.read.text import TextFile

FREE = [f"extra_{i}" for i in range(63)]


def mapped(kind="events", instruments=(), **constants):
    return Mapping(kind, {"customer_id": "who"}, instruments, constants)


def test_what_a_wide_file_loses_is_said_by_name():
    said = cut_columns(mapped(), ["who", *FREE])

    assert "63 columns" in said
    assert "Lost: extra_60, extra_61, extra_62." in said


def test_many_columns_lost_are_not_all_named():
    assert "extra_62 and so on" in cut_columns(mapped("orders"), ["who", *FREE, "one_more"])


@pytest.mark.parametrize(
    ("mapping", "free"),
    [
        (mapped(), FREE[:60]),
        (mapped("customers"), FREE),
        (mapped(instruments=tuple(FREE[:3])), FREE),
        (mapped(ignored=FREE[10:13]), FREE),
        (mapped(fallback={"customer_id": "extra_5"}), FREE[:61]),
    ],
)
def test_nothing_is_said_where_every_column_is_kept(mapping, free):
    assert cut_columns(mapping, ["who", *free]) == ""


@pytest.mark.parametrize("left_out", [[], FREE[:1], FREE[:3], FREE[40:50]])
def test_the_page_warns_of_exactly_what_the_import_leaves_out(left_out):
    mapping = mapped(ignored=left_out)
    reader = Reader("lines.csv", TextFile(Path(), "", 0), ",", ["who", *FREE], mapping)

    lost = [name for name in FREE if name not in {*reader.attributes.values(), *left_out}]

    assert (cut_columns(mapping, ["who", *FREE]) == "") == (not lost)
    assert all(name in cut_columns(mapping, ["who", *FREE]) for name in lost)


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("03/04/2024", "03/04/2024: 3 April or 4 March?"),
        ("24/03/05", "24/03/05: 24 March 2005 or 5 March 2024?"),
        ("03.04.99 10:20", "03.04.99 10:20: 3 April 1999 or 4 March 1999?"),
        ("03-04-05", "03-04-05: 3 April 2005, 4 March 2005 or 5 April 2003?"),
        ("soon", "soon"),
    ],
)
def test_a_date_is_shown_in_all_its_readings(example, said):
    assert both_readings(example) == said
