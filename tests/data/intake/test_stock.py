"""Whether a product can be sold now: by its units, by a word, or not told."""

import pandas as pd
import pytest

from data.intake.mapping.names import SYNONYMS
from tests.builders import import_csv, new_shop, write_csv


def availability(directory, header, *values):
    """Return what a shop knows after the import of a catalog with such a column."""
    shop = new_shop(directory)
    rows = [{"product_id": f"p{n}", "title": f"Thing {n}", header: value} for n, value in enumerate(values)]
    import_csv(shop, write_csv(directory / "products.csv", rows), "products")
    told = shop.read("products").set_index("product_id")["availability"]
    return [None if pd.isna(told[f"p{n}"]) else told[f"p{n}"] for n in range(len(values))]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("stock", ("12", "0", "")),
        ("Variant Inventory Qty", ("3", "-2", "")),
        ("Lagerbestand", ("1.200", "0", "")),
        ("in_stock", ("yes", "no", "")),
        ("availability", ("in stock", "out of stock", "")),
        ("In stock?", ("1", "0", "")),
        ("stock", ("In Stock", "Sold out", "")),
        ("是否有货", ("有", "无", "")),
    ],
)
def test_a_catalog_tells_what_can_be_sold(tmp_path, header, values):
    assert availability(tmp_path, header, *values) == ["in_stock", "sold_out", None]


def test_what_the_shop_says_outweighs_the_units(tmp_path):
    shop = new_shop(tmp_path)
    rows = [{"product_id": "p0", "title": "Made to order", "stock": "0", "in_stock": "yes"}]

    import_csv(shop, write_csv(tmp_path / "products.csv", rows), "products")

    assert shop.read("products")["availability"].tolist() == ["in_stock"]


def test_every_word_for_yes_and_no_is_read_so(tmp_path):
    shop = new_shop(tmp_path)
    words = [(word, name == "yes") for name, text in SYNONYMS["yes_no"].items() for word in text.split()]

    with shop.cursor() as cursor:
        read = [cursor.execute("SELECT read_yes_no($w)", {"w": word}).fetchall()[0][0] for word, _ in words]

    assert read == [is_yes for _, is_yes in words]
