import pandas as pd
import pytest

from data.intake.mapping.currency import currency_of
from data.schema import Mapping

PRICED = Mapping("events", {"net_price": "price"})


@pytest.mark.parametrize(
    ("prices", "sign"),
    [
        (["€ 4,50", "3,00 €", "-"], "€"),
        (["$73.86", "US$1.00", "$2.00"], "$"),
        (["4.50 EUR", "EUR 3.00"], "€"),
        (["CHF 4.50", "CHF 3.00"], "CHF"),
        (["12 kr", "14 kr"], "kr"),
        (["R$ 4,50"], "R$"),
        (["4.50", "3.00"], ""),
        (["$4.50", "3.00", "2.00"], ""),
        (["NULL", ""], ""),
    ],
)
def test_the_sign_that_most_amounts_have_is_the_shops(prices, sign):
    assert currency_of(pd.DataFrame({"price": prices}), PRICED) == sign


@pytest.mark.parametrize("name", ["currency", "Currency", "presentment_currency_code", "Währung", "币种"])
def test_a_column_of_codes_tells_it_too(name):
    rows = pd.DataFrame({"price": ["1", "2", "3"], name: ["GBP", "GBP", None]})

    assert currency_of(rows, PRICED) == "£"


def test_words_elsewhere_say_nothing():
    rows = pd.DataFrame({"price": ["1", "2"], "title": ["Mug $5", "USD jar"]})

    assert currency_of(rows, PRICED) == ""
