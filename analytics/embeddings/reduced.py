"""Vectors in few dimensions: what most tells them apart, and not what they all share."""

import numpy as np

from analytics.arrays import Floats
from analytics.threads import one_core

WIDTH = 128  # of likeness between products: more dimensions cost time and hardly change an order


def reduced(vectors: Floats, width: int = WIDTH) -> Floats:
    """Return unit vectors of their principal components, (n_items, up to width); rows of zeros stay zero.

    What all items share is taken out first: any two pictures of products are alike in showing one.

    Parameters
    ----------
    vectors : (n_items, n_dimensions)
    """
    is_there = np.asarray(vectors.any(1))
    if is_there.sum() < 2:
        return np.zeros((len(vectors), 1), np.float32)
    around = vectors - vectors[is_there].mean(0)
    around[~is_there] = 0.0
    with one_core():
        _, axes = np.linalg.eigh((around.T @ around).astype(np.float64))
        found = around @ axes[:, ::-1][:, :width].astype(np.float32)
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(np.where(is_there[:, None], found / np.maximum(length, 1e-12), 0.0), np.float32)
