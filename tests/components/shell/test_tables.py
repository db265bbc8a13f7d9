import pandas as pd
import pytest

from components.shell import tables


def test_columns_of_money_name_their_unit_in_the_heading():
    price = tables.money("Price")

    assert price.config("£")["label"] == "Price [£]"
    assert price.config("£")["type_config"]["format"] == "%,.2f"
    assert price.config("")["label"] == "Price"


@pytest.mark.parametrize(
    "column", [tables.money("Profit", decimals=0), tables.number("Effect"), tables.share("Of all")]
)
def test_what_rounds_to_nothing_is_not_shown_below_zero(column):
    shown = column.shown(pd.Series([-1e-5, 0.0, 1e-5]))

    assert [str(value) for value in shown] == ["0.0", "0.0", "0.0"]


def test_both_ends_of_a_band_stand_beside_each_other():
    columns = tables.band("profit", tables.money, decimals=4)

    assert {name: column.label for name, column in columns.items()} == {
        "profit_low": "From",
        "profit_high": "To",
    }
    assert {column.config("")["type_config"]["format"] for column in columns.values()} == {"%,.4f"}


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (tables.money("Price"), 1234.5, "€1,234.50"),
        (tables.money("Price", decimals=0), 1234.5, "€1,234"),
        (tables.share("Discount"), 0.123, "12.3 %"),
        (tables.share("Discount", decimals=0), 0.123, "12 %"),
        (tables.count("Units"), 1234.4, "1,234"),
        (tables.text("Segment"), "gold", "gold"),
    ],
)
def test_a_printed_cell_is_told_in_its_unit(column, value, words):
    assert column.told(value, "€") == words
