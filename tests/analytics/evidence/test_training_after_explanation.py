"""An explained Keras model still learns in the same process: what shap's DeepExplainer breaks."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand.cells import learned_cells
from analytics.evidence.explanation.lime import lime_weights
from analytics.evidence.explanation.nested import explain_nested
from analytics.evidence.shapley import explain_scores
from analytics.runs.cells import FlatModel
from tests.logs import log_of, small_model
from tests.simulated import simulate_shop
from tests.worlds import customers_of


def test_a_network_trains_is_explained_and_trains_again() -> None:
    import keras

    keras.utils.set_random_seed(0)
    rng = np.random.default_rng(0)
    events = rng.integers(1, 9, (256, 6))
    cells = pd.DataFrame(events, columns=[f"event_{step}" for step in range(6)])
    cells["relative_price"] = rng.choice([0.7, 0.85, 1.0], 256)
    bought = (rng.random(256) < 0.9 - 0.6 * (cells["relative_price"] > 0.8)).astype(float).to_numpy()
    network = recurrent_network(keras)

    def arrays(X: pd.DataFrame) -> dict[str, np.ndarray]:
        return {"events": X.iloc[:, :6].to_numpy(), "price": X[["relative_price"]].to_numpy("float32")}

    def predict(X: pd.DataFrame) -> np.ndarray:
        return network.predict(arrays(X), batch_size=4_096, verbose=0)[:, 0]

    first = network.fit(arrays(cells), bought, epochs=2, verbose=0).history["loss"]
    groups = {"past": list(cells.columns[:6]), "price": ["relative_price"]}
    values, base_value = explain_scores(predict, cells[:20], cells[20:24], groups)
    explained = predict(cells[20:24])
    before = [weight.copy() for weight in network.get_weights()]
    again = network.fit(arrays(cells), bought, epochs=8, verbose=0).history["loss"]

    assert base_value + values.sum(axis=1).to_numpy() == pytest.approx(explained, abs=1e-5)
    assert any(np.abs(new - old).max() > 1e-4 for new, old in zip(network.get_weights(), before, strict=True))
    assert again[-1] < first[-1]


def recurrent_network(keras):
    events = keras.Input((6,), dtype="int32", name="events")
    price = keras.Input((1,), name="price")
    state = keras.layers.GRU(4)(keras.layers.Embedding(9, 4)(events))
    share = keras.layers.Dense(1, activation="sigmoid")(keras.layers.Concatenate()([state, price]))
    network = keras.Model({"events": events, "price": price}, share)
    network.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
    return network


@pytest.mark.parametrize("instruments", [(), ("cost",)], ids=["without instruments", "with instruments"])
def test_a_model_trained_after_an_explanation_is_the_one_trained_before(instruments) -> None:
    world = simulate_shop(n_customers=40, n_visits_per_customer=5.0, n_products=3, cost_pass_through=0.5)
    log, customers = log_of(world, instruments), customers_of(world)
    before = small_model(log, world)
    flat = FlatModel.of(before, learned_cells(log, 0), customers)
    frame = flat.frame()

    shares = explain_nested(flat.predict, frame[:12], frame[12:15], flat.parts)
    lime_weights(flat.predict, frame[:12], frame[12:15], flat.groups)
    after = small_model(log, world)

    assert shares.gap < 1e-6 and np.abs(shares.groups.to_numpy()).max() > 1e-3
    assert ("price.moved" in shares.parts) == bool(instruments)
    for name, table in vars(before.weights_).items():
        assert np.array_equal(table, getattr(after.weights_, name)), name
