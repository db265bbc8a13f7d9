from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.pricing.constraints import Constraints
from analytics.pricing.explain.causes import Cause
from analytics.pricing.explain.repricing import Repricing
from analytics.pricing.explain.why_price import COLUMNS, why_prices
from analytics.pricing.money import CostAssumptions, Costs
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.many import quick_curves
from analytics.pricing.price_book.market import Offer
from tests.markets import market_by_hand

PAIR = Offer("B01", ("p0", "p1"))
FIGURES = {"discount": "discount_share", "profit": "incremental_profit_per_visit"}


def shop(n_visits=60, costs=(4.0, 4.0, 4.0, 6.0), cross=0.4, **changes):
    """A market of four products and two segments; p0 and p1 are alike but for what is changed."""
    rng = np.random.default_rng(1)
    taste = rng.normal(-1.0, 0.5, (n_visits, 4))
    taste[:, 1] = taste[:, 0]
    slope = np.array([6.0, 6.0, 4.0, 9.0]) * np.where(np.arange(n_visits) % 2, 1.5, 1.0)[:, None]
    effect = np.zeros((1, 4, 4), np.float32)
    effect[0, 0, 1] = effect[0, 1, 0] = cross
    effect[0, 0, 2] = effect[0, 2, 0] = -0.6
    money = {name: changes.pop(name) for name in ("per_order", "payment_fee_share") if name in changes}
    fields = {"segment": np.arange(n_visits) % 2, "cross": effect, "basket": rng.random((n_visits, 4)) < 0.2}
    return market_by_hand(taste, slope, Costs(np.array(costs), np.zeros(4), **money), **fields | changes)


def values(market, offer=PAIR, segment=0):
    """What each cause adds to discount and profit in one segment."""
    found = why_prices(market, offer, build_price_book(market, [offer]))
    own = found[found["segment"] == market.audience.segments[segment]]
    return own.pivot_table(index="cause", columns="target", values="value")


@pytest.mark.parametrize(
    "market",
    [
        shop(),
        shop(per_order=1.0, payment_fee_share=0.03),
        shop(limits=Constraints(deepest_discount=0.07, price_ending=".99")),
        shop(limits=Constraints(budget=2.0)),
    ],
    ids=["plain", "money", "limits", "shared"],
)
def test_base_and_causes_add_up_to_the_price_books_own_figures(market):
    book = build_price_book(market, [PAIR]).set_index("segment")

    found = why_prices(market, PAIR, book.reset_index())

    assert list(found.columns) == list(COLUMNS)
    for (segment, target), own in found.groupby(["segment", "target"]):
        told = book.loc[segment, FIGURES[target]]
        assert own["value"].sum() + own["base"].iloc[0] == pytest.approx(told, abs=1e-9)


def test_all_causes_together_are_the_row_of_a_large_book_exactly():
    market = shop()
    offers = [replace(PAIR, offer_id=f"B{i}") for i in range(61)]
    curves = quick_curves(market, offers)  # as a large book prices most of its offers
    book = build_price_book(market, [PAIR], curves)

    found = why_prices(market, PAIR, book)

    assert "precision" not in set(found["cause"])
    game = Repricing(market, PAIR)
    told = book[["discount_share", "incremental_profit_per_visit"]].to_numpy(float)
    assert game.outcome(frozenset(game.causes)).tolist() == told.tolist()


def test_what_is_neutral_already_is_no_cause():
    market = shop(costs=(4.0, 4.0, 4.0, 4.0), cross=0.0)

    causes = set(Repricing(market, PAIR).causes)

    assert not causes & {Cause.COST, Cause.WITHIN, Cause.PARCEL, Cause.FEES, Cause.LIMITS}
    assert {Cause.SENSITIVITY, Cause.DEMAND, Cause.COMPOSITION, Cause.NEIGHBORS} <= causes


def test_parts_that_are_alike_may_change_places():
    market = shop()

    one, other = values(market), values(market, Offer("B01", ("p1", "p0")))

    assert one.to_numpy() == pytest.approx(other.to_numpy(), abs=0.011)


def test_a_dearer_product_moves_the_discount_down_by_its_cost():
    cheap, dear = shop(costs=(2.0, 2.0, 4.0, 6.0)), shop(costs=(8.0, 8.0, 4.0, 6.0))

    low, high = values(cheap).loc["cost"], values(dear).loc["cost"]

    assert high["discount"] < 0 < low["discount"]
    assert high["profit"] < low["profit"]


def test_one_parcel_allows_a_deeper_discount_and_limits_a_shallower_one():
    saved = values(shop(per_order=3.0))
    bound = values(shop(limits=Constraints(deepest_discount=0.03)))

    assert saved.loc["parcel", "profit"] > 0
    assert bound.loc["limits", "discount"] < 0 and bound.loc["limits", "profit"] <= 1e-12


def test_prices_never_seen_hold_the_discount_back():
    market = shop(costs=(2.0, 2.0, 2.0, 2.0))
    seen = replace(market, lowest_price=0.95 * market.audience.price)

    assert "seen" in values(seen).index
    assert values(seen).loc["seen", "discount"] < 0


def test_a_withheld_offer_is_not_explained():
    gate = Gate(GateName.CONFOUNDING, None, Verdict.FAIL, 1.0, Reason.AS_TOLD)
    market = replace(shop(), gates=[gate])

    found = why_prices(market, PAIR, build_price_book(market, [PAIR]))

    assert found.empty and list(found.columns) == list(COLUMNS)


def test_a_discount_that_was_asked_for_has_no_cause_but_its_profit_has():
    market, offer = shop(), Offer("B01", ("p0", "p1"), 0.1)

    found = why_prices(market, offer, build_price_book(market, [offer]))

    of_discount = found[found["target"] == "discount"]
    assert of_discount["value"].abs().max() == 0 and set(of_discount["base"]) == {0.1}
    assert found.loc[found["target"] == "profit", "value"].abs().max() > 0


def test_money_is_linear_so_that_the_parcel_need_not_be_asked_again():
    market = replace(shop(), costs=CostAssumptions(per_order=2.0, payment_fee_share=0.1).costs(_products()))
    game = Repricing(market, PAIR)
    demand = frozenset({Cause.SENSITIVITY})

    for money in (frozenset({Cause.PARCEL}), frozenset({Cause.PARCEL, Cause.FEES})):
        derived, asked = game._curves(demand, money), game._asked(demand, money)
        for name, table in asked.metrics.items():
            assert derived.metrics[name] == pytest.approx(table, abs=1e-5), name


def _products():
    return pd.DataFrame(
        {"list_price": np.full(4, 10.0), "cost": [4.0, 4.0, 4.0, 6.0], "return_share": [0.1, 0.1, 0.0, 0.0]}
    )
