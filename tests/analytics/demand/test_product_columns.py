import numpy as np
import pandas as pd
import pytest

from analytics.demand.product_columns import appeal_of, product_columns


def listing(n=4, **columns):
    return pd.DataFrame({"product_id": [f"p{i}" for i in range(n)], **columns})


def appeal(rate, n_considered, columns):
    usual, tower, own = appeal_of(np.array(rate, np.float32), np.array(n_considered), columns)
    return 1 / (1 + np.exp(-(usual + columns @ tower + own)))


def test_columns_stand_around_their_means():
    columns = product_columns(
        listing(
            category=["a", "a", "b", None], brand=["x", "y", "x", "y"], title=["red tea", "tea", "pot", ""]
        ),
        np.array([1.0, 2.0, 4.0, 8.0], np.float32),
    )

    assert columns.mean(0) == pytest.approx(np.zeros(columns.shape[1]), abs=1e-6)
    assert columns[:, 0] == pytest.approx(np.log([1, 2, 4, 8]) - np.log([1, 2, 4, 8]).mean(), abs=1e-6)


def test_products_of_a_category_share_its_column_and_those_of_none_have_no_share():
    columns = product_columns(listing(category=["a", "a", "b", None]), np.ones(4, np.float32))

    assert np.array_equal(columns[0], columns[1])
    assert not np.array_equal(columns[0], columns[2])
    assert not np.array_equal(columns[2], columns[3])


def test_titles_of_the_same_words_are_alike():
    titles = ["Red Tea Pot", "pot, tea red", "Wooden spoon", None]
    columns = product_columns(listing(title=titles), np.ones(4, np.float32))

    assert columns[0] == pytest.approx(columns[1])
    assert np.abs(columns[0] - columns[2]).max() > 0.2


@pytest.mark.parametrize("names", [["a"] * 4, [None] * 4, ["", " ", "", None]])
def test_a_column_that_tells_products_apart_by_nothing_is_left_out(names):
    assert product_columns(listing(category=names), np.ones(4, np.float32)).shape == (4, 1)


def test_formulas_and_markup_in_titles_are_words_like_others():
    columns = product_columns(listing(title=["=1+1", "<b>", "'; drop", "ok"]), np.ones(4, np.float32))

    assert np.isfinite(columns).all()


def test_a_product_that_never_sold_is_expected_to_sell_like_those_of_its_category():
    columns = product_columns(listing(7, category=["a"] * 3 + ["b"] * 4), np.ones(7, np.float32))
    rate = [0.3, 0.3, 0.3, 0.02, 0.02, 0.02, 0.5]

    expected = appeal(rate, [1000] * 6 + [0], columns)

    assert expected[:6] == pytest.approx(rate[:6], rel=0.05)
    assert 0.015 < expected[6] < 0.06  # of its category, drawn a little towards everything


def test_without_columns_it_is_expected_to_sell_as_usual():
    expected = appeal([0.1, 0.1, 0.5], [1000, 1000, 0], np.zeros((3, 0), np.float32))

    assert expected == pytest.approx([0.1, 0.1, 0.1], rel=0.02)


def test_the_more_visits_considered_a_product_the_more_its_own_rate_counts():
    columns = np.zeros((4, 0), np.float32)

    expected = [appeal([0.1, 0.1, 0.1, 0.4], [1000] * 3 + [n], columns)[3] for n in (1, 10, 1000)]

    assert 0.1 < expected[0] < expected[1] < expected[2] < 0.4
