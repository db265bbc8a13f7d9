import numpy as np
import pandas as pd

from analytics.pricing.price_book.figures import PROFITS
from analytics.pricing.price_book.view import by_segment, doubts, matching, sureness, totals
from analytics.pricing.price_book.yearly import PROFIT, WEEKS_A_YEAR, with_sales, yearly
from tests.price_books import book, market


def rows(**changes):
    frame = {
        "offer_id": ["A", "A", "B", "B"],
        "segment": ["x", "y", "x", "y"],
        "discount_share": [0.1, 0.2, 0.0, np.nan],
        "verdict": ["PASS", "WARN", "PASS", "FAIL"],
        "reason": ["fine", "odd", "nothing", "unknown"],
        "chance_better": [0.99, 0.7, np.nan, np.nan],
        "incremental_profit_low": [1.0, -1.0, 0.0, np.nan],
        PROFIT: [5.0, 2.0, 0.0, np.nan],
    }
    return pd.DataFrame(frame | changes)


def test_sureness_is_what_the_band_says_and_not_the_verdict():
    assert sureness(rows()).tolist() == ["sure", "unsure", "nothing", "nothing"]
    assert sureness(rows(chance_better=[0.99, 0.8, np.nan, np.nan])).tolist()[1] == "likely"


def test_every_row_of_the_book_is_a_cell_of_the_table():
    wide = by_segment(rows(), ["x", "y"], ["discount_share", PROFIT])

    assert wide.index.tolist() == ["A", "B"]
    assert wide["y", "discount_share"].tolist()[0] == 0.2
    assert wide.loc["A", ("x", PROFIT)] == 5.0 and np.isnan(wide.loc["B", ("y", PROFIT)])


def test_a_bundle_that_fails_everywhere_comes_last():
    own = rows(verdict=["FAIL", "FAIL", "PASS", "FAIL"])

    assert totals(own)["offer_id"].tolist() == ["B", "A"]


def test_only_rows_that_match_are_left():
    own = rows().assign(sureness=sureness(rows()))

    assert matching(own, [], []).equals(own)
    assert matching(own, ["WARN"], [])["segment"].tolist() == ["y"]
    assert matching(own, [], ["sure"], {"B"}).empty


def test_each_reason_is_told_once_with_its_rows():
    found = doubts(rows(reason=["fine", "odd", "nothing", "odd"]))

    assert found["verdict"].tolist() == ["FAIL", "WARN"]
    assert found["n_rows"].tolist() == [1, 1]


def test_a_year_brings_what_a_visit_brings_times_its_visits():
    where = market()
    own = book(where)

    row = yearly(where, own).iloc[0]

    assert np.isclose(row[PROFIT], row[PROFITS[0]] * where.visit_weight.sum() * WEEKS_A_YEAR)
    assert row["units_a_year"] > 0 and row["revenue_a_year"] != 0


def test_a_book_from_before_sales_were_noted_has_them_unknown():
    old = book(market()).drop(columns=["incremental_units_per_visit", "incremental_revenue_per_visit"])

    assert with_sales(old)["incremental_units_per_visit"].isna().all()
