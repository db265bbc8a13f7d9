import pandas as pd
import pytest

from analytics.checks.law.codes import Announced, Law, Outcome
from analytics.checks.law.judge import judge, n_personalized
from analytics.checks.law.prior_price import judge_reductions, prior_prices
from analytics.checks.law.rules import rule, rules

ON = pd.Timestamp("2026-12-01")  # so the 30 days are 1 to 30 November


def calendar(*rows):
    """Return prices by day; rows are product, day, price and, where there are several, store."""
    named = [dict(zip(("product_id", "day", "price", "store_id"), row, strict=False)) for row in rows]
    frame = pd.DataFrame(named, columns=["product_id", "day", "price", "store_id"])
    return frame.assign(
        day=pd.to_datetime(frame["day"]),
        store_id=frame["store_id"].astype("str").where(frame["store_id"].notna()),
    )


def book(*rows):
    """Return a price book; rows are offer, products, segment, price of the parts, price of the bundle."""
    names = ("offer_id", "product_ids", "segment", "component_price", "bundle_price")
    frame = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows])
    return frame.assign(discount_share=1 - frame["bundle_price"] / frame["component_price"])


def prior_of(*rows, on=ON):
    found = prior_prices(calendar(*rows), on, 30).set_index("product_id")
    return found["prior_price"].to_dict()


def test_the_lowest_price_of_the_thirty_days_before_counts():
    rows = [("p1", "2026-11-03", 9.0), ("p1", "2026-11-10", 7.5), ("p1", "2026-11-20", 10.0)]

    assert prior_of(*rows) == {"p1": 7.5}


def test_the_period_has_thirty_days_and_not_the_day_itself():
    first, last, too_late = ("p1", "2026-11-01", 5.0), ("p1", "2026-11-30", 6.0), ("p1", "2026-12-01", 1.0)

    assert prior_of(first, last, too_late) == {"p1": 5.0}
    assert prior_of(first, last, too_late, on=pd.Timestamp("2026-12-02")) == {"p1": 1.0}


def test_the_price_in_force_as_the_period_begins_counts_until_a_later_one_is_known():
    low_before, high_within = ("p1", "2026-10-28", 4.0), ("p1", "2026-11-15", 8.0)

    assert prior_of(low_before, high_within) == {"p1": 4.0}
    assert prior_of(low_before, ("p1", "2026-11-01", 8.0)) == {"p1": 8.0}  # it changed as the period began
    assert prior_of(("p1", "2026-09-20", 4.0), high_within) == {"p1": 8.0}  # seen too long before
    assert prior_of(("p1", "2026-10-20", 3.0), low_before) == {"p1": 4.0}  # the later of both was in force


def test_of_several_stores_the_lowest_counts_and_a_product_without_a_price_has_none():
    rows = [("p1", "2026-11-05", 9.0, "north"), ("p1", "2026-11-05", 8.0, "south"), ("p2", "2026-07-01", 3.0)]

    assert prior_of(*rows) == {"p1": 8.0}
    assert prior_of(("p1", "2026-10-28", 4.0, "north"), ("p1", "2026-11-01", 9.0, "south")) == {"p1": 4.0}


def test_where_and_when_the_lowest_price_was_is_told():
    found = prior_prices(calendar(("p1", "2026-11-05", 9.0), ("p1", "2026-11-07", 8.0)), ON, 30).iloc[0]

    assert (found["lowest_on"], found["n_days"]) == (pd.Timestamp("2026-11-07"), 2)


@pytest.mark.parametrize(
    ("parts", "price", "announced", "allowed"),
    [
        (17.0, 14.0, Announced.HOLDS, 1 - 14 / 17),  # announced off what was the lowest of both
        (16.0, 14.0, Announced.HOLDS, 1 - 14 / 17),  # off less than that
        (20.0, 14.0, Announced.TOO_HIGH, 1 - 14 / 17),  # 30 % off 20.00, but 18 % off the prior 17.00
        (20.0, 17.0, Announced.NO_REDUCTION, 0.0),  # 15 % off 20.00 is what the parts cost lately
        (20.0, 19.0, Announced.NO_REDUCTION, 0.0),
    ],
)
def test_a_bundle_is_judged_by_its_parts(parts, price, announced, allowed):
    prior = prior_prices(
        calendar(("p1", "2026-11-05", 10.0), ("p1", "2026-11-09", 12.0), ("p2", "2026-11-07", 7.0)), ON, 30
    )

    found = judge_reductions(book(("B01", ["p1", "p2"], "A", parts, price)), prior).iloc[0]

    assert found["prior_price"] == 17.0
    assert found["announced"] == announced
    assert found["announced_share"] == pytest.approx(1 - price / parts)
    assert found["allowed_share"] == pytest.approx(allowed)


def test_without_a_reduction_nothing_is_announced_and_without_a_price_nothing_is_known():
    prior = prior_prices(calendar(("p1", "2026-11-05", 10.0)), ON, 30)
    rows = book(("B01", ["p1"], "A", 10.0, 10.0), ("B02", ["p1", "p9"], "A", 20.0, 15.0))
    withheld = rows.assign(offer_id="B03", discount_share=None, bundle_price=None).astype(
        {"discount_share": float, "bundle_price": float}
    )

    found = judge_reductions(pd.concat([rows, withheld.head(1)], ignore_index=True), prior)

    assert found["announced"].tolist() == [Announced.NONE, Announced.UNKNOWN, Announced.NONE]
    assert found["prior_price"].isna().tolist() == [False, True, False]


def test_a_book_is_as_grave_as_its_gravest_reduction():
    days = calendar(("p1", "2026-11-05", 10.0), ("p2", "2026-11-30", 7.0))
    sound, high = ("B01", ["p1", "p2"], "A", 17.0, 14.0), ("B02", ["p1", "p2"], "A", 20.0, 14.0)
    unknown = ("B03", ["p9"], "A", 20.0, 14.0)

    outcomes = [
        judge(book(*rows), days).of(Law.PRIOR_PRICE)
        for rows in ([sound], [sound, unknown], [sound, unknown, high], [("B04", ["p1"], "A", 9.0, 9.0)])
    ]

    assert [found.outcome for found in outcomes] == [
        *(Outcome.HOLDS, Outcome.UNKNOWN, Outcome.AGAINST, Outcome.NOT_CONCERNED)
    ]
    assert [(found.n, found.of) for found in outcomes] == [(1, 1), (1, 2), (1, 3), (0, 0)]
    assert judge(book(sound), days).on == ON


def test_a_book_with_one_price_for_all_is_no_personalized_one():
    same = [("B01", ["p1"], segment, 10.0, 8.0) for segment in "AB"]
    other = [("B02", ["p1"], "A", 10.0, 8.0), ("B02", ["p1"], "B", 10.0, 9.0)]
    for_some = [("B03", ["p1"], "A", 10.0, 8.0), ("B03", ["p1"], "B", 10.0, 10.0)]
    days = calendar(("p1", "2026-11-05", 10.0))

    assert [n_personalized(book(*rows)) for rows in (same, same + other, same + for_some)] == [0, 1, 1]
    for law in (Law.PERSONALIZED_PRICE, Law.NEW_YORK, Law.GDPR):
        assert judge(book(*same), days).of(law).outcome == Outcome.NOT_CONCERNED
        assert judge(book(*same, *other, *for_some), days).of(law).outcome == Outcome.TO_SAY
        assert judge(book(*same, *other, *for_some), days).of(law).n == 2


def test_a_shop_without_any_price_knows_nothing():
    found = judge(book(("B01", ["p1"], "A", 10.0, 8.0)), calendar())

    assert found.known_until is None
    assert found.of(Law.PRIOR_PRICE).outcome == Outcome.UNKNOWN


def test_every_rule_says_where_it_stands_and_that_it_is_no_legal_advice():
    for one in rules():
        assert one.source and one.article and one.place and one.url.startswith("https://")
        assert one.text_date <= one.in_force <= one.looked_at
        assert one.is_legal_advice is False
    assert rule(Law.NEW_YORK).sentence == "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA"
    assert rule(Law.PRIOR_PRICE).days == 30
