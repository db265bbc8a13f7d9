"""The recurrent network of customer states: two side by side, each learning from the other's customers."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from analytics.arrays import Floats
from analytics.saved_layers import PACKAGE

N_FOLDS = 2
OWN_COLUMNS = 3  # beside what was bought and seen: price paid, how long ago, whether there was a visit before


@dataclass(frozen=True)
class StateNetworkConfig:
    """Sizes of the network."""

    n_products: int
    columns: Floats  # (n_products, n_columns) what is known of the products beside their sales
    n_past: int
    length: int  # visits a window
    n_bought: int  # products of a visit that are told
    n_seen: int
    n_visits: int
    cells_per_visit: float
    n_embedded: int = 16
    n_units: int = 24
    state_sd: float = 0.5  # of what a unit of the state adds to a product [logits]


def build_memory(c: StateNetworkConfig) -> keras.Model:
    """Return what turns windows of visits into states, (batch, length, N_FOLDS, n_units).

    At each visit a GRU has seen the customer's earlier visits: what was bought, what was only looked at, the
    relative price paid, the days since.

    References
    ----------
    Cho et al. (2014), Learning phrase representations using RNN encoder–decoder.
    Yu et al. (2016), A dynamic recurrent model for next basket recommendation.
    """
    x = {
        "bought": keras.Input((c.length, c.n_bought), dtype="int32", name="bought"),
        "seen": keras.Input((c.length, c.n_seen), dtype="int32", name="seen"),
        "own": keras.Input((c.length, OWN_COLUMNS), name="own"),
    }
    states = []
    for fold in range(N_FOLDS):
        event = keras.layers.Dense(c.n_embedded, name=f"own_{fold}")(x["own"])
        for name in ("bought", "seen"):
            event += Bag(c.n_products, c.n_embedded, name=f"{name}_{fold}")(x[name])
        states.append(
            keras.layers.GRU(c.n_units, return_sequences=True, name=f"memory_{fold}")(ops.tanh(event))
        )
    return keras.Model(inputs=x, outputs=ops.stack(states, 2), name="memory")


@keras.saving.register_keras_serializable(package=PACKAGE)
class Bag(keras.layers.Layer):
    """The sum of products' embeddings: (..., most) positions → (..., n); `n_products` is none."""

    def __init__(self, n_products: int, n_embedded: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sizes = n_products, n_embedded

    def build(self, input_shape: Any) -> None:
        self.kernel = self.add_weight(self.sizes, keras.initializers.RandomNormal(stddev=0.3), name="kernel")

    def call(self, inputs: Any) -> Any:
        none = self.sizes[0]
        is_there = ops.cast(inputs < none, self.compute_dtype)
        found = ops.take(self.kernel, ops.minimum(inputs, none - 1), axis=0)
        return ops.sum(found * ops.expand_dims(is_there, -1), axis=-2)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (*input_shape[:-1], self.sizes[1])

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "n_products": self.sizes[0], "n_embedded": self.sizes[1]}


class StateNetwork(keras.Model):
    """States of windows, and what they add to the cells of their visits, beside a plain model without them.

    Beside the state stands what needs no memory: each product's own rate and price effect, and the customer's
    purchase rates so far. The loss counts each cell for the networks that may learn from its customer.
    """

    def __init__(self, config: StateNetworkConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        c = self.config = config
        self.memory = build_memory(c)
        spread = {"regularizer": keras.regularizers.L2(1 / (2 * c.state_sd**2 * c.n_visits))}
        shape = N_FOLDS, c.n_units
        self.rows = self.add_weight((c.n_products, *shape), "zeros", name="rows", **spread)
        self.tower = self.add_weight((max(c.columns.shape[1], 1), *shape), "zeros", name="tower", **spread)
        half = keras.initializers.Constant(1 / c.n_past)
        self.habit = self.add_weight((2, N_FOLDS, c.n_past), half, name="habit")
        self.level = self.add_weight((c.n_products, 2, N_FOLDS), "zeros", name="level")
        self.price = self.add_weight(
            (c.n_products, 2, N_FOLDS), keras.initializers.Constant(-2.0), name="price"
        )
        self.built = True

    def call(self, x: Any, training: bool = False) -> Any:
        """Return logits of cells with states and without, (n_cells, 2, N_FOLDS)."""
        states = self.memory({name: x[name] for name in ("bought", "seen", "own")}, training=training)
        flat = ops.reshape(states, (-1, N_FOLDS, self.config.n_units))
        product = x["product"]
        told = ops.take(flat, x["place"], axis=0) * ops.take(self.directions(), product, axis=0)
        habit = ops.einsum("cp,tfp->ctf", x["past"], self.habit)
        price = ops.take(self.price, product, axis=0) * ops.reshape(x["price"], (-1, 1, 1))
        plain = ops.take(self.level, product, axis=0) + price + habit + ops.reshape(x["shift"], (-1, 1, 1))
        return plain + ops.stack([ops.sum(told, -1), ops.zeros_like(told[..., 0])], 1)

    def directions(self) -> Any:
        """Return what a unit of the state adds to each product, (n_products, N_FOLDS, n_units)."""
        if not self.config.columns.shape[1]:
            return self.rows
        columns = ops.convert_to_tensor(self.config.columns, self.rows.dtype)
        return self.rows + ops.tensordot(columns, self.tower, axes=1)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the mean over visits of the cross-entropy, summed over cells and networks.

        Parameters
        ----------
        y : (n_cells, 1 + N_FOLDS) bought, and whether each network may learn from the cell
        """
        y = ops.convert_to_tensor(y)
        bought, weight = ops.reshape(y[:, :1], (-1, 1, 1)), ops.expand_dims(y[:, 1:], 1)
        entropy = (ops.softplus(y_pred) - bought * y_pred) * weight
        n_visits = ops.sum(ops.max(y[:, 1:], -1)) / self.config.cells_per_visit + 1.0
        return ops.sum(entropy) / n_visits + ops.sum(ops.stack(self.losses))
