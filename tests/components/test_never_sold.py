"""What is said and drawn of what tells how products sell that never sold."""

import pandas as pd
import pytest

from analytics.cli.product_block_words import blocks_in_words, in_factors
from components.response.never_sold import blocks_chart


def judged(is_used):
    rows = [("category", True, 0.4, 0.5, 0.1, 0.05, 0.15), ("pictures", is_used, 0.3, 0.4, 0.1, 0.02, 0.2)]
    names = ["block", "is_used", "error", "error_without", "less", "less_low", "less_high"]
    return pd.DataFrame(rows, columns=names).assign(n_products=1_200)


def test_errors_of_logs_are_told_as_factors_and_shares_of_them():
    factors = in_factors(judged(True))

    assert factors["factor"].tolist() == pytest.approx([1.492, 1.350], abs=1e-3)
    assert (1 - factors["factor"] / factors["factor_without"]).tolist() == pytest.approx(factors["less"])
    assert (factors["less_low"] < factors["less"]).all() and (factors["less"] < factors["less_high"]).all()


@pytest.mark.parametrize(("is_used", "said"), [(True, "so the model is given it"), (False, "nothing sure")])
def test_whether_the_model_is_given_pictures_is_said(is_used, said):
    words = blocks_in_words(in_factors(judged(is_used)))

    assert said in words and "1,200 products" in words and "Pictures: takes 9.5 % off" in words


def test_every_block_has_a_bar_with_its_band():
    table = in_factors(judged(False)).assign(title=["Category", "Pictures"])

    bars = blocks_chart(table).data[0]

    assert list(bars.y) == ["Pictures", "Category"]
    assert (bars.x - bars.error_x.arrayminus > 0).all()
