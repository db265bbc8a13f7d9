import io
import zipfile
from datetime import date

import pandas as pd
import pytest

from tests.app_driver import open_app, words
from tests.pricing_driver import table_with

LAW = "pages/governance/law_checks.py"
NEW_YORK = "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA"

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


@pytest.fixture
def pack(files):
    """Return what reads the texts of the disclosure pack that the page offers."""

    def read():
        with zipfile.ZipFile(io.BytesIO(files["disclosure_pack.zip"]())) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    return read


def test_each_rule_says_what_it_finds_where_it_stands_and_that_it_is_no_advice(trained, run, pack):
    app = open_app(LAW)

    rules = table_with(app, "rule", "outcome")
    assert len(rules) == 4 and set(rules["place"]) == {"EU", "New York"}
    assert rules["source"].str.len().gt(10).all() and rules["looked_at"].notna().all()
    assert "This is no legal advice" in words(app)
    book = pd.read_parquet(run / "price_book.parquet")
    reductions = table_with(app, "prior_price", "announced")
    assert len(reductions) == (book["discount_share"] > 0).sum()
    texts = pack()
    assert NEW_YORK in texts["page.en.txt"] and NEW_YORK in texts["page.zh.txt"]
    assert "[to be filled in]" in texts["letter.en.txt"] and "［待填写］" in texts["letter.zh.txt"]


def test_the_letter_is_for_one_customer_and_does_not_name_them(trained, run, pack):
    customer = pd.read_parquet(run / "customers.parquet").iloc[0]
    app = open_app(LAW)

    app = next(t for t in app.text_input if t.key == "law-customer").set_value(customer["customer_id"]).run()

    letter = pack()["letter.en.txt"]
    assert f'"{customer["segment"]}"' in letter and "to be filled" not in letter
    assert customer["customer_id"] not in letter.split()
    app = next(t for t in app.text_input if t.key == "law-customer").set_value("nobody-of-ours").run()
    assert any("no customer of this price book has this id" in error.value for error in app.error)
    assert not any("nobody-of-ours" in error.value for error in app.error)


def test_another_day_has_another_period(trained):
    app = open_app(LAW)
    before = table_with(app, "lowest_on")

    app = app.date_input[0].set_value(date(2010, 1, 1)).run()

    assert "Reductions as if announced on 1 Jan 2010" in words(app)
    assert len(before) and not any("lowest_on" in table.value and len(table.value) for table in app.dataframe)
