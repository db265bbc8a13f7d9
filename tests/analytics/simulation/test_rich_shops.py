"""What a rich shop holds beside its prices: newcomers, fraud, guests, returns, carts, attributes."""

import numpy as np
import pandas as pd
import pytest

from analytics.simulation.people import BOT, REFUND_ABUSER, STOLEN_CARD
from tests.oracles.best_discounts import incremental_profit, last_tastes
from tests.simulated import simulate_shop


def shop(**changes):
    return simulate_shop(**{"n_customers": 120, "n_visits_per_customer": 8.0, "n_products": 6} | changes)


def days(world):
    return (world.events["event_time"] - pd.Timestamp("2025-01-06")).dt.days


def test_newcomers_come_late_and_those_who_left_do_not_come_back():
    world = shop(n_customers=400, newcomers=0.4, churn=0.3)
    people = world.truth.people
    day, customer = days(world), world.events["customer_id"].str[1:].astype(int)

    assert (people.first_day > 0).mean() == pytest.approx(0.4, abs=0.08)
    stayed_a_year = people.first_day == 0
    assert (people.last_day[stayed_a_year] < 364).mean() == pytest.approx(0.3, abs=0.08)
    assert (day >= np.floor(people.first_day[customer])).all()
    assert (day <= people.last_day[customer]).all()


def test_each_kind_of_fraud_behaves_as_its_label_says():
    world = shop(n_customers=900, fraud_share=0.2, has_carts=True)
    events = world.events.assign(
        fraud=world.truth.people.fraud[world.events["customer_id"].str[1:].astype(int)]
    )
    kinds = pd.crosstab(events["fraud"], events["event_type"])
    thieves = events[events["fraud"] == STOLEN_CARD].groupby("customer_id")["event_time"]

    assert (world.truth.people.fraud > 0).mean() == pytest.approx(0.2, abs=0.04)
    assert kinds.loc[BOT, "purchase"] == 0 < kinds.loc[BOT, "view"]
    assert (thieves.max() - thieves.min()).max() < pd.Timedelta(hours=1.1)
    assert kinds.loc[REFUND_ABUSER, "return"] / kinds.loc[REFUND_ABUSER, "purchase"] == pytest.approx(
        0.9, abs=0.03
    )
    assert kinds.loc[0, "return"] == 0


def test_fraud_counts_in_no_group_of_the_truth():
    truth = shop(n_customers=300, fraud_share=0.3).truth
    honest = truth.people.fraud == 0

    assert incremental_profit(truth, (0, 1), None, 0.2) == incremental_profit(truth, (0, 1), honest, 0.2)


def test_guests_have_no_id_and_returns_follow_their_purchase():
    world = shop(n_customers=300, guest_share=0.2, return_share=0.1)
    visits = world.events.groupby("session_id")["customer_id"].first()
    bought, back = (world.events[world.events["event_type"] == t] for t in ("purchase", "return"))
    pairs = back.merge(bought, on=["session_id", "product_id", "net_price"], suffixes=("", "_bought"))

    assert visits.isna().mean() == pytest.approx(0.2, abs=0.04)
    assert len(back) / len(bought) == pytest.approx(0.1, abs=0.06)
    assert len(pairs) == len(back)
    assert (pairs["event_time"] - pairs["event_time_bought"]).between("2D", "28D").all()


def test_everything_bought_was_in_the_cart_and_some_of_it_stays_there():
    events = shop(has_carts=True).events
    cells = events.groupby(["session_id", "product_id"])["event_type"].agg(list)

    assert all(kinds in (["view"], ["view", "cart"], ["view", "cart", "purchase"]) for kinds in cells)
    assert any(kinds == ["view", "cart"] for kinds in cells)


def test_attributes_of_a_rich_shop_tell_the_tier_or_nothing():
    world = shop(n_customers=2000, n_visits_per_customer=1.0, is_rich=True, missing_share=0.1)
    tier = pd.Series(world.truth.people.tier)
    income = world.customers["income_band"].map({"high": 0, "middle": 1, "low": 2})
    color = world.customers["favorite_color"].map({"red": 0, "green": 1, "blue": 2, "yellow": 3})

    assert tier.corr(income) > 0.7
    assert abs(tier.corr(color)) < 0.06
    assert world.customers["income_band"].isna().mean() == pytest.approx(0.1, abs=0.03)
    assert "tier" not in world.customers


def test_the_catalog_of_a_rich_shop_says_what_belongs_together():
    world = shop(n_customers=2000, n_visits_per_customer=1.0, n_products=48, is_rich=True, slopes=(0.5,))
    alike = np.corrcoef(last_tastes(world.truth).T)
    same = world.products["category"].to_numpy()[:, None] == world.products["category"].to_numpy()
    others = ~np.eye(48, dtype=bool)

    assert alike[same & others].mean() == pytest.approx(0.5, abs=0.08)
    assert abs(alike[~same].mean()) < 0.03
    assert world.products["title"].is_unique
