"""Variants below one product have its title, vendor and type; rows of pictures are no products."""

import pytest

from tests.builders import import_csv, new_shop

READ = "SELECT product_id, title, brand, category, tags FROM products ORDER BY product_id"
WANTED = [
    ("B", "Mug", "Acme", "Cups", "new"),
    ("P", "Pot", "Acme", "Pots", "old"),
    ("R", "Mug", "Acme", "Cups", "new"),
]
HEAD = "sku,title,vendor,category,tags,price,picture\n"
CATALOGS = {
    "handle": "handle,"
    + HEAD
    + "mug,B,Mug,Acme,Cups,new,20,1\nmug,R,,,,,20,2\nmug,,,,,,,3\npot,P,Pot,Acme,Pots,old,30,4\n",
    "merged": "parent sku,"
    + HEAD
    + "m,B,Mug,Acme,Cups,new,20,1\n,R,,,,,20,2\n,,,,,,,3\np,P,Pot,Acme,Pots,old,30,4\n",
    "product id": "product id,"
    + HEAD
    + "1,B,Mug,Acme,Cups,new,20,1\n1,R,,,,,20,2\n1,,,,,,,3\n2,P,Pot,Acme,Pots,old,30,4\n",
}


@pytest.mark.parametrize("name", list(CATALOGS))
def test_every_variant_has_what_its_product_is_called(tmp_path, name):
    path = tmp_path / "products.csv"
    path.write_text(CATALOGS[name])
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path, "products")

    with shop.changing() as connection:
        assert connection.execute(READ).fetchall() == WANTED
    assert (intake.rows_read, intake.rows_kept) == (4, 3)
    assert intake.rejected == {"variant_missing": 1}
