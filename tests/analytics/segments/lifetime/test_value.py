import numpy as np
import pandas as pd
import pytest

from analytics.segments.lifetime.histories import Histories
from analytics.segments.lifetime.purchases import expected_purchases
from analytics.segments.lifetime.value import LEAST_REPEATERS, LifetimeModel
from data.schema import NotEnoughDataError
from tests.analytics.segments.lifetime.buyers import Buyers, cdnow, histories

YEAR = 365.0


@pytest.fixture(scope="module")
def of_cdnow() -> LifetimeModel:
    return LifetimeModel().fit(cdnow())


def test_bands_are_those_of_many_draws_of_the_parameters(of_cdnow):
    customers = cdnow()

    found = of_cdnow.predict(customers)

    draws = of_cdnow.purchases_.posterior_.draws(1000, 1, "check")
    known = Histories.of(customers)
    ends = np.quantile([expected_purchases(draw, known, YEAR / 7) for draw in draws], [0.05, 0.95], axis=0)
    is_told = found["expected_purchases"] > 0.01
    for end, drawn in zip(("low", "high"), ends, strict=True):
        told = found[f"expected_purchases_{end}"]
        np.testing.assert_allclose(told[is_told], drawn[is_told], rtol=0.06)


def test_bands_hold_what_was_planted_nine_times_in_ten():
    buyers, n, inside = Buyers(), 400, []
    truth = np.array([buyers.r, buyers.alpha, buyers.a, buyers.b])
    spending = np.array([buyers.p, buyers.q - 1, buyers.gamma])
    for seed in range(20):
        customers = histories(buyers.purchases(n, 40, seed), n, 40)
        model = LifetimeModel().fit(customers)
        found = model.predict(customers, YEAR)
        planted = expected_purchases(truth, Histories.of(customers), YEAR / 7)
        counts, values = (customers[name].to_numpy(float) for name in ("n_repeats", "mean_repeat_value"))
        unit = spending * [1, 1, 1 / model.spending_.unit_]
        money = planted * model.spending_.expected_value(unit, counts, values)
        inside.append(
            [
                ((found[f"{what}_low"] <= true) & (true <= found[f"{what}_high"])).mean()
                for what, true in (("expected_purchases", planted), ("expected_value", money))
            ]
        )

    purchases, value = np.mean(inside, axis=0)
    assert 0.8 <= purchases <= 0.98
    assert 0.8 <= value <= 0.98


def test_what_is_expected_comes_on_average():
    buyers, n = Buyers(), 20_000
    purchases = buyers.purchases(n, 104)

    found = LifetimeModel().fit(histories(purchases, n, 52)).predict(histories(purchases, n, 52), 52 * 7)

    later = purchases[purchases["week"] > 52]
    assert found["expected_purchases"].sum() == pytest.approx(len(later), rel=0.04)
    assert found["expected_value"].sum() == pytest.approx(later["value"].sum(), rel=0.05)


def test_groups_have_the_mean_of_their_customers(of_cdnow):
    customers, groups = cdnow(), np.arange(2357) % 3
    found = of_cdnow.predict(customers)

    draws = of_cdnow.group_draws(customers, groups)

    assert draws.shape == (100, 3)
    assert np.median(draws, axis=0) == pytest.approx(found["expected_value"].groupby(groups).mean(), rel=0.05)


def test_a_margin_makes_contribution_of_revenue_also_where_sales_lose_money(of_cdnow):
    customers = cdnow()
    revenue = of_cdnow.predict(customers)

    kept, lost = (of_cdnow.predict(customers, margin_share=margin) for margin in (0.4, -0.1))

    assert kept["expected_value"].to_numpy() == pytest.approx(0.4 * revenue["expected_value"].to_numpy())
    assert (lost["expected_value_low"] <= lost["expected_value"]).all()
    assert (lost["expected_value"] <= lost["expected_value_high"]).all()


def test_customers_are_expected_to_do_the_same_in_any_order(of_cdnow):
    customers = cdnow()
    mixed = customers.sample(frac=1, random_state=0)

    found = LifetimeModel().fit(mixed).predict(mixed).set_index("customer_id").loc[customers["customer_id"]]

    pd.testing.assert_frame_equal(found.reset_index(), of_cdnow.predict(customers), rtol=1e-4)


def test_where_hardly_anyone_came_back_nothing_is_claimed():
    customers = cdnow().query("n_repeats == 0 or n_repeats > 20")
    assert (customers["n_repeats"] > 0).sum() < LEAST_REPEATERS

    with pytest.raises(NotEnoughDataError, match="bought again"):
        LifetimeModel().fit(customers)
