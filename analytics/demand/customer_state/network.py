"""The recurrent network of customer states: two side by side, each learning from the other's customers."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from analytics.demand.customer_state.examples import N_FOLDS
from analytics.demand.layers import PACKAGE


@dataclass(frozen=True)
class StateNetworkConfig:
    """Sizes of the network."""

    n_products: int
    n_columns: int  # that describe the visit before
    n_past: int
    length: int  # visits a window
    n_embedded: int = 16
    n_units: int = 24
    decay: float = 1e-4  # of the weights that turn a state into tastes


@keras.saving.register_keras_serializable(package=PACKAGE)
class StateNetwork(keras.Model):
    """A functional model whose loss counts each visit for the networks that may learn from its customer."""

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the mean over visits of the cross-entropy, summed over products and networks.

        Parameters
        ----------
        y : (batch, length, n_products, 2) bought, counts
        sample_weight : (batch, N_FOLDS)
        """
        # torch, alone among the backends, is handed what the batch holds as it is
        y, sample_weight = ops.convert_to_tensor(y), ops.convert_to_tensor(sample_weight)
        bought, counts = (ops.expand_dims(y[..., i], 2) for i in range(2))
        entropy = ops.zeros_like(sample_weight)
        for name in ("logit", "plain"):
            logit = y_pred[name]  # (batch, length, N_FOLDS, n_products)
            entropy += ops.sum((ops.softplus(logit) - bought * logit) * counts, axis=(1, 3))
        n_visits = ops.sum(ops.max(counts, axis=(2, 3))) + 1.0
        return ops.sum(entropy * sample_weight) / n_visits + ops.sum(ops.stack(self.losses))


def build_state_network(config: StateNetworkConfig) -> keras.Model:
    """Return the network, untrained: windows of visits → logits, and what the state adds to them.

    At each visit a GRU has seen the customer's earlier visits: what was bought, what was only looked at, the
    relative price paid, the days since. Beside it stands what needs no memory: each product's own rate and
    price effect, and the customer's purchase rates so far. A product's category is a sum of its purchases, so
    the first layer learns it without being told.

    Outputs are `logit`, what the `state` adds to it, and the logits of a `plain` model of the same without a
    state, each (batch, length, N_FOLDS, n_products).

    References
    ----------
    Cho et al. (2014), Learning phrase representations using RNN encoder–decoder.
    Yu et al. (2016), A dynamic recurrent model for next basket recommendation.
    """
    c, layers, j = config, keras.layers, config.n_products

    # --- inputs
    x: dict[str, Any] = {
        "events": keras.Input((c.length, c.n_columns), name="events"),
        "past": keras.Input((c.length, j, c.n_past), name="past"),
        "price": keras.Input((c.length, j), name="price"),
    }

    # --- model
    def without_memory(name: str) -> Any:
        mean = keras.initializers.Constant(1 / c.n_past)
        habit = layers.Dense(1, use_bias=False, kernel_initializer=mean, name=f"habit_{name}")(x["past"])
        own = layers.EinsumDense(
            "btj,j->btj", (None, j), bias_axes="j", kernel_initializer="zeros", name=f"product_{name}"
        )
        return habit[..., 0] + own(x["price"])

    parts: dict[str, list[Any]] = {"logit": [], "state": [], "plain": []}
    for fold in range(N_FOLDS):
        event = layers.Dense(c.n_embedded, activation="tanh", name=f"event_{fold}")(x["events"])
        memory = layers.GRU(c.n_units, return_sequences=True, name=f"memory_{fold}")(event)
        tastes = {"use_bias": False, "kernel_initializer": "zeros", "name": f"wishes_{fold}"}
        state = layers.Dense(j, kernel_regularizer=keras.regularizers.L2(c.decay), **tastes)(memory)
        parts["state"].append(state)
        parts["logit"].append(state + without_memory(f"beside_{fold}"))
        parts["plain"].append(without_memory(f"alone_{fold}"))

    # --- outputs
    outputs = {name: ops.stack(folds, 2) for name, folds in parts.items()}
    return StateNetwork(inputs=x, outputs=outputs, name="customer_state")
