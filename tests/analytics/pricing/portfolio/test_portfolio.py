"""The portfolio of a price book: who takes part, what it adds up to, and how much of it is luck."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.pricing.constraints import Constraints
from analytics.pricing.money import CostAssumptions
from analytics.pricing.offers import offer_curves
from analytics.pricing.portfolio.candidates import Candidates, Gathered
from analytics.pricing.portfolio.portfolio import portfolio_of
from analytics.pricing.portfolio.sales import Sales
from analytics.pricing.portfolio.worth import optimism, worth_of
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Offer
from analytics.pricing.price_book.yearly import WEEKS_A_YEAR
from tests.price_books import market

DUO, OTHER, TRIO = Offer("duo", ("p0", "p1")), Offer("other", ("p1", "p2")), Offer("trio", ("p0", "p1", "p2"))
SALES = Sales(
    pd.DataFrame(
        {
            "product_id": ["p0", "p1", "p2", "apart"],
            "units": [10.0, 20.0, 5.0, 5.0],
            "revenue": [100.0, 200.0, 50.0, 150.0],
            "list_price": [10.0, 10.0, 10.0, 30.0],
            "cost": [6.0, 6.0, 6.0, np.nan],
            "return_share": [0.0, 0.0, 0.0, np.nan],
        }
    ),
    n_visits=50,
    n_parcels=20,
)


def found(where, *offers, sales=None, costs=None):
    """Return a portfolio beside its price book."""
    gathered = Gathered(where)
    book = build_price_book(where, offers, keep=gathered.add)
    return portfolio_of(gathered, book, sales, *([costs] if costs else [])), book


def rows_by_hand(promise, truth):
    """Return candidates of one segment whose members promise this, and of which this is true."""
    n_rows = promise.shape[1]
    parts = np.empty(n_rows, object)
    parts[:] = [(2 * row, 2 * row + 1) for row in range(n_rows)]
    at = np.arange(n_rows)
    own = promise, promise, 0 * promise + truth
    return Candidates(at, 0 * at, parts, truth, 0 * truth, truth, truth[None], *own, at >= 0)


def test_the_offers_shown_add_up_to_the_total_and_share_no_part():
    portfolio, book = found(market(), DUO, OTHER, TRIO)

    rows = portfolio.rows
    assert rows["is_shown"].sum() == portfolio.n_offers == 1  # all three hold p1
    assert rows.loc[rows["is_shown"], "worth_per_year"].sum() == pytest.approx(portfolio.total)
    assert portfolio.low < portfolio.total < portfolio.high
    assert rows.loc[rows["worth_per_year"].idxmax(), "is_shown"]
    promised = book["incremental_profit_per_visit"].max() * portfolio.visits_per_year
    assert portfolio.total + portfolio.optimism == pytest.approx(promised)


def test_a_year_has_as_many_visits_as_the_weeks_of_late():
    portfolio, _ = found(replace(market(), visits_per_week=70.0), DUO)

    assert portfolio.visits_per_year == pytest.approx(70 * WEEKS_A_YEAR)
    assert portfolio.total > 0


def test_what_a_gate_withholds_is_never_shown_and_has_no_worth():
    gate = Gate(GateName.PRICE_VARIATION, "p0", Verdict.FAIL, 0.0, Reason.PRICE_NEVER_MOVED)

    portfolio, _ = found(market(gates=[gate]), DUO, OTHER)

    rows = portfolio.rows.set_index("offer_id")
    assert rows["is_shown"].to_dict() == {"duo": False, "other": True}
    assert np.isnan(rows.loc["duo", "worth_per_year"])


def test_a_book_that_earns_nothing_is_worth_nothing():
    dear = replace(market(), limits=Constraints(deepest_discount=0.0))

    portfolio, _ = found(dear, DUO, sales=SALES)

    assert (portfolio.total, portfolio.n_offers, portfolio.revenue_covered) == (0.0, 0, 0.0)
    assert not portfolio.rows["is_shown"].any()
    assert found(market())[0].total == 0.0


def test_the_total_is_a_share_of_what_all_sales_of_the_shop_contribute():
    costs = CostAssumptions(per_order=1.0)
    portfolio, _ = found(market(), DUO, sales=SALES, costs=costs)

    of_history = 35 * (10 - 6) + 5 * 0.3 * 30 - 20 * 1.0
    today = of_history / 50 * portfolio.visits_per_year
    assert portfolio.profit_today == pytest.approx(today)
    assert portfolio.share_of_profit == pytest.approx(portfolio.total / today)
    assert portfolio.revenue_covered == pytest.approx(300 / 500)


def test_where_no_sales_are_known_there_is_no_share():
    portfolio, _ = found(market(), DUO)

    assert (portfolio.profit_today, portfolio.share_of_profit, portfolio.revenue_covered) == (None,) * 3


def test_the_band_of_a_sum_is_that_of_the_sums_within_each_member():
    rng = np.random.default_rng(0)
    common, own = rng.normal(0, 1, (9, 1)), rng.normal(0, 1, (9, 3))

    def width(errors):
        worth = worth_of(rows_by_hand(10 + errors, np.full(3, 10.0)), np.arange(3), 3)
        return worth.high - worth.low

    together = width(np.repeat(common, 3, 1))
    assert together == pytest.approx(3 * width(np.column_stack([common, 0 * common, 0 * common])), rel=0.01)
    assert width(own) < together * own[1:].std() / common[1:].std()


def test_most_of_the_luck_of_having_been_chosen_is_taken_off():
    """Two hundred offers that are worth nothing: whatever is promised is luck."""
    promised, left = [], []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        fit = rng.normal(0, 1, 200)
        rows = rows_by_hand(fit + rng.normal(0, 1, (12, 200)) * (np.arange(12) > 0)[:, None], fit)
        shown = np.argsort(-fit)[:3]
        promised.append(fit[shown].sum())
        left.append(worth_of(rows, shown, 3).total)

    assert np.mean(promised) > 6
    assert 0 <= np.mean(left) < 0.5 * np.mean(promised)


@pytest.mark.parametrize(("spread", "is_lucky"), [((0, -3, -3, 3, 3), False), ((0, -3, 3, -3, 3), True)])
def test_what_no_data_tell_which_two_members_share_is_no_luck(spread, is_lucky):
    where = market()
    slope = (10 + np.array(spread, np.float32))[:, None] * np.ones((1, 1, 3), np.float32)
    taste, cross = np.full((1, 5, 3), -1, np.float32), np.zeros((5, 3, 3), np.float32)
    audience = replace(where.audience, member_slope=slope.reshape(1, 5, 3), member_taste=taste, cross=cross)

    portfolio, _ = found(replace(where, audience=audience), DUO)

    assert (portfolio.optimism > 0) == is_lucky


def test_members_that_agree_are_not_lucky():
    assert optimism(rows_by_hand(np.full((5, 4), 2.0), np.full(4, 2.0)), 3) == 0


@pytest.mark.parametrize("n_at_once", [1, 2])
def test_a_visit_is_shown_no_more_offers_than_allowed(n_at_once):
    where = replace(market(taste=(-1.0,) * 5), limits=Constraints(offers_per_visit=n_at_once))

    portfolio, _ = found(where, DUO, Offer("apart", ("p2", "p3")))

    assert portfolio.n_offers == portfolio.rows["is_shown"].sum() == n_at_once


def test_what_is_shown_keeps_within_the_budget():
    free, _ = found(market(), DUO, OTHER)
    tight = replace(market(), limits=Constraints(budget=0.1))
    portfolio, book = found(tight, DUO, OTHER)

    offered = book[portfolio.rows["is_shown"]]
    cut = (offered["component_price"] - offered["bundle_price"]) * offered["take_rate"]
    assert (cut.sum() * tight.expected_visits()).sum() <= 0.1 + 1e-9
    assert 0 <= portfolio.total < free.total


def test_offers_priced_some_at_a_time_make_the_same_portfolio():
    where, gathered = market(), Gathered(market())
    build = partial(build_price_book, keep=gathered.add)
    book = pd.concat([build(where, [offer]) for offer in (DUO, OTHER, TRIO)], ignore_index=True)

    some = portfolio_of(gathered, book)

    whole, _ = found(where, DUO, OTHER, TRIO)
    assert some.to_plain() == whole.to_plain()
    pd.testing.assert_frame_equal(some.rows, whole.rows)


def test_where_some_offers_are_priced_on_all_visits_only_these_are_run():
    where, gathered = market(), Gathered(market())
    parts = [tuple(where.audience.positions(offer.product_ids)) for offer in (DUO, OTHER, TRIO)]
    known = {of: offer_curves(where.audience, of, where.costs) for of in parts}
    known |= {of: replace(known[of], is_fine=False) for of in parts[1:]}
    book = build_price_book(where, [DUO, OTHER, TRIO], known, keep=gathered.add)

    some = portfolio_of(gathered, book)

    alone, _ = found(where, DUO)
    assert set(some.rows.loc[some.rows["is_shown"], "offer_id"]) == {DUO.offer_id}
    assert (some.total, some.low, some.high) == (alone.total, alone.low, alone.high)
