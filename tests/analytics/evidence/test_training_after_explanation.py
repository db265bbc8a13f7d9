"""An explained Keras model still learns in the same process: what shap's DeepExplainer breaks."""

import numpy as np
import pandas as pd
import pytest

from analytics.evidence.shapley import explain_scores


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
