import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analytics.pricing.price_book.ranking import best_of_segments, best_offer, ranked

ROWS = st.lists(
    st.tuples(st.sampled_from(["PASS", "WARN", "FAIL"]), st.sampled_from([None, -1.0, 0.0, 0.5, 2.0])),
    min_size=1,
    max_size=12,
)


def bundles(rows):
    return pd.DataFrame(
        {
            "offer_id": [f"B{n:02d}" for n in range(len(rows))],
            "verdict": [verdict for verdict, _ in rows],
            "incremental_profit_per_visit": [profit for _, profit in rows],
        }
    )


@given(ROWS, st.randoms())
def test_the_order_is_the_same_however_the_bundles_come(rows, random):
    own = bundles(rows)
    places = list(range(len(own)))
    random.shuffle(places)

    assert ranked(own.iloc[places])["offer_id"].tolist() == ranked(own)["offer_id"].tolist()


@given(ROWS)
def test_what_fails_comes_last_and_more_profit_first(rows):
    found = ranked(bundles(rows))

    fails = (found["verdict"] == "FAIL").to_numpy()
    assert fails.tolist() == sorted(fails)
    for _, group in found.groupby(fails):
        profit = group["incremental_profit_per_visit"].astype(float).fillna(float("-inf")).tolist()
        assert profit == sorted(profit, reverse=True)


def test_equal_bundles_go_by_their_id():
    assert best_offer(bundles([("FAIL", 9.0), ("WARN", 2.0), ("PASS", 2.0)])) == "B01"


def test_a_segment_without_an_earning_bundle_has_no_best_one():
    book = bundles([("PASS", 2.0), ("WARN", 1.0), ("FAIL", None), ("PASS", 0.0)])
    book["segment"], book["discount_share"] = ["a", "a", "b", "c"], [0.1, 0.2, None, 0.0]

    best = best_of_segments(book)

    assert dict(zip(best["segment"], best["offer_id"], strict=True)) == {"a": "B00"}
