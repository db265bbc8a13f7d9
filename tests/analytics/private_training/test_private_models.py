"""What private models still learn where customers are enough."""

import numpy as np
import pandas as pd

from analytics.demand.cells import learned_cells
from analytics.numerics import random_stream
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.demand.choice import PrivateChoice
from analytics.private_training.segments.classifier import PrivateClassifier, scaled
from analytics.segments.new_customers.classifier import AMOUNTS, SHARES
from tests.logs import log_of
from tests.simulated import simulate_shop
from tests.worlds import customers_of


def test_a_private_demand_model_finds_who_minds_prices():
    world = simulate_shop(n_customers=250, n_visits_per_customer=10, n_products=4, seed=2)
    log, customers = log_of(world), customers_of(world)
    model = PrivateChoice.of_run(0, PrivacyConfig(30.0, n_steps=150))
    model.rng = random_stream(4)  # the same noise each time

    model.fit(log, customers, world.products["list_price"].to_numpy(np.float32))

    indifferent, _, careful = model.weights_.segment_slope[:3].mean(1)
    assert careful - indifferent > 0.3  # as planted: 0.25, 0.5 and 0.9 per unit of money
    cells = learned_cells(log, 0)
    logit = model.logits(cells, customers).astype(float)
    loss = np.mean(np.logaddexp(0, logit) - cells.is_bought * logit)
    share = cells.is_bought.mean()
    assert loss < 0.95 * -(share * np.log(share) + (1 - share) * np.log(1 - share))
    assert 28 < model.spending_.epsilon(1e-5) <= 30


def first_days(n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return customers whose first orders say what they become; half of the mean hours are missing."""
    table = pd.DataFrame(dict.fromkeys(AMOUNTS, 0.0) | dict.fromkeys(SHARES, 0.5), index=range(n))
    hours = np.where(rng.random(n) < 0.5, np.nan, 13.0)
    return table.assign(n_orders=rng.integers(1, 9, n).astype(float), mean_hour=hours)


def test_a_private_classifier_tells_most_and_stays_finite():
    rng = random_stream(3)
    days = first_days(400, rng)
    became = np.where(days["n_orders"] > 4, "high_value", "ordinary").astype(object)

    model = PrivateClassifier(PrivacyConfig(8.0, n_steps=150), rng).fit(days, became)
    chances = model.predict_proba(days)

    assert np.isfinite(scaled(days)).all() and np.allclose(chances.sum(1), 1)
    assert (model.classes_[chances.argmax(1)] == became).mean() > 0.85
    assert model.privacy["epsilon"] <= 8 < model.privacy["epsilon_of_both"]
