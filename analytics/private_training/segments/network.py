"""What a new customer becomes as a network: a logistic regression over several segments."""

import keras


def build_network(n_features: int, n_classes: int) -> keras.Model:
    """Return the network, untrained: features → logits of the segments, (batch, n_classes)."""
    x = keras.Input((n_features,), name="features")
    logits = keras.layers.Dense(n_classes, kernel_initializer="zeros", name="segments")(x)
    return keras.Model(x, logits, name="new_customers")
