"""The textbook network: Embedding → LSTM(128) → Dense(64) on [user; product; price] → sigmoid."""

from math import log
from typing import Any

import keras
from keras import ops

from analytics.evidence.baselines.textbook.features import LENGTH, PER_WINDOW

N_EMBEDDED, N_USER, N_HIDDEN = 32, 128, 64  # sizes of the network


def build_textbook(n_products: int, bought_share: float) -> keras.Model:
    """Return the network, untrained: windows of visits → logits, (n_windows, PER_WINDOW, n_products).

    Inputs are those of `network_inputs`. The dense layer on [user; product; price] is written as the sum of
    its three parts, which is the same and spares computing the user's part for every product again.

    Parameters
    ----------
    bought_share : where the output starts [share, 0–1]

    References
    ----------
    Hidasi et al. (2016), Session-based recommendations with recurrent neural networks.
    Yu et al. (2016), A dynamic recurrent model for next basket recommendation.
    """
    layers = keras.layers

    # --- inputs
    x: dict[str, Any] = {
        "past": keras.Input((1 + LENGTH,), dtype="int32", name="past"),
        "at": keras.Input((PER_WINDOW,), dtype="int32", name="at"),
        "product": keras.Input((n_products,), dtype="int32", name="product"),
        "price": keras.Input((PER_WINDOW, n_products), name="price"),
    }

    # --- model
    events = layers.Embedding(n_products + 2, N_EMBEDDED, name="purchases")(x["past"])
    states = layers.LSTM(N_USER, return_sequences=True, name="user")(events)
    user = ops.take_along_axis(states, ops.expand_dims(x["at"], -1), axis=1)
    product = layers.Embedding(n_products, N_EMBEDDED, name="product_vector")(x["product"])
    hidden = ops.expand_dims(layers.Dense(N_HIDDEN, name="user_part")(user), 2)
    hidden += ops.expand_dims(layers.Dense(N_HIDDEN, use_bias=False, name="product_part")(product), 1)
    price = ops.expand_dims(x["price"], -1)
    hidden = ops.relu(hidden + layers.Dense(N_HIDDEN, use_bias=False, name="price_part")(price))

    # --- outputs
    start = keras.initializers.Constant(log(bought_share / (1 - bought_share)))
    logit = layers.Dense(1, bias_initializer=start, name="bought")(hidden)[..., 0]
    return keras.Model(x, logit, name="textbook")


def masked_entropy(y_true: Any, logit: Any) -> Any:
    """Return the mean over visits of the cross-entropy, summed over products that count.

    Parameters
    ----------
    y_true : (n_windows, PER_WINDOW, n_products, 2) bought, counts
    """
    bought, counts = y_true[..., 0], y_true[..., 1]
    entropy = ops.sum((ops.softplus(logit) - bought * logit) * counts)
    return entropy / (ops.sum(ops.max(counts, axis=-1)) + 1.0)
