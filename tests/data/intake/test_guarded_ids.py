"""Ids are the same whatever an export put around them to keep them from a spreadsheet, or by oversight."""

import pytest

from data.schema import InputError
from tests.builders import event, import_csv, new_shop, write_csv


def ids(tmp_path, *texts):
    """Return the products of a file whose rows have these ids, in their order."""
    shop = new_shop(tmp_path)
    rows = [event(product_id=text, order_id=f"o{n}") for n, text in enumerate(texts)]
    import_csv(shop, write_csv(tmp_path / "lines.csv", rows))
    with shop.cursor() as cursor:
        return [row[0] for row in cursor.execute("SELECT product_id FROM events ORDER BY rowid").fetchall()]


@pytest.mark.parametrize(
    "text",
    ["0012\t", '="0012"', "'0012", "'0012'", "0012\u00a0", "\u200b0012", "0012\ufeff", "\u30000012"],
    ids=ascii,
)
def test_a_guarded_id_is_the_id(tmp_path, text):
    assert ids(tmp_path, text, "0012") == ["0012", "0012"]


def test_an_invisible_space_far_down_the_file_makes_no_other_product(tmp_path):
    assert set(ids(tmp_path, *["p1"] * 51_000, "p1\u00a0")) == {"p1"}


@pytest.mark.parametrize("text", ["Größe\u00a0XL", "'s-Hertogenbosch", "="], ids=ascii)
def test_what_belongs_to_an_id_stays(tmp_path, text):
    assert ids(tmp_path, text) == [text]


def test_cells_with_lists_of_ids_are_refused(tmp_path):
    with pytest.raises(
        InputError, match=r"column product_id: its cells are lists of several ids\. Export"
    ) as refusal:
        ids(tmp_path, "['p1', 'p2']", '["p3"]', "p4")

    assert refusal.value.column == "product_id"
