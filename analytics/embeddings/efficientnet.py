"""EfficientNet-Lite0 in Keras: pictures → what is in them, as a network trained on ImageNet sees it.

Layers are called as their weights are. Stem and head keep their widths in all Lite networks; ReLU6 stands in
place of swish, and nothing is squeezed.

References
----------
Tan & Le (2019), EfficientNet: Rethinking model scaling for convolutional neural networks.
Liu (2020), Higher accuracy on vision models with EfficientNet-Lite.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import keras
from keras import layers
from numpy.typing import NDArray

SIDE = 224  # pixels
WIDTH = 1280
N_CLASSES = 1000
STEM = 32


class Stage(NamedTuple):
    """Blocks of one shape: how many, kernel [pixels], stride of the first, widening within, width."""

    n_blocks: int
    kernel: int
    stride: int
    expansion: int
    width: int


STAGES = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)
_convolved = partial(layers.Conv2D, padding="same", use_bias=False)
_normalized = partial(layers.BatchNormalization, epsilon=1e-3)
_of_statistics = ("weight", "bias", "running_mean", "running_var")


def build_network() -> keras.Model:
    """Return the network, (batch, 224, 224, 3) → features (batch, 1280) and logits (batch, 1000).

    Its input is of pixels moved and scaled to −1 … 1.
    """
    # layers
    pictures = keras.Input((SIDE, SIDE, 3), name="pictures")
    pooled = layers.GlobalAveragePooling2D(name="features")
    classes = layers.Dense(N_CLASSES, name="_fc")
    # model
    x = _active(_normalized(name="_bn0")(_convolved(STEM, 3, 2, name="_conv_stem")(pictures)))
    n_before = 0
    for stage in STAGES:
        for n in range(stage.n_blocks):
            x = _block(x, stage, stage.stride if n == 0 else 1, f"_blocks.{n_before + n}.")
        n_before += stage.n_blocks
    x = _active(_normalized(name="_bn1")(_convolved(WIDTH, 1, name="_conv_head")(x)))
    # outputs
    features = pooled(x)
    return keras.Model(pictures, [features, classes(features)], name="efficientnet_lite0")


def _block(x: Any, stage: Stage, stride: int, name: str) -> Any:
    """Return an inverted residual: widened, looked at channel by channel, made narrow again."""
    before, width = x, x.shape[-1]
    if stage.expansion != 1:
        widened = _convolved(width * stage.expansion, 1, name=f"{name}_expand_conv")(x)
        x = _active(_normalized(name=f"{name}_bn0")(widened))
    look = layers.DepthwiseConv2D(
        stage.kernel, stride, padding="same", use_bias=False, name=f"{name}_depthwise_conv"
    )
    x = _active(_normalized(name=f"{name}_bn1")(look(x)))
    x = _normalized(name=f"{name}_bn2")(_convolved(stage.width, 1, name=f"{name}_project_conv")(x))
    return layers.Add()([x, before]) if stride == 1 and width == stage.width else x


def _active(x: Any) -> Any:
    return layers.ReLU(max_value=6.0)(x)


def set_weights(network: keras.Model, weights: Mapping[str, NDArray[Any]]) -> None:
    """Give each layer the weights of its name.

    Parameters
    ----------
    weights : as torch lays them out: outputs, inputs, rows, columns

    Raises
    ------
    ValueError
        A weight is missing, too many or of another shape.
    """
    left = {name for name in weights if not name.endswith("num_batches_tracked")}
    for layer in (layer for layer in network.layers if layer.weights):
        names = [f"{layer.name}.{part}" for part in _parts(layer)]
        layer.set_weights([_as_keras(layer, weights[name]) for name in names])
        left -= set(names)
    if left:
        raise ValueError(f"no layer takes the weights of {min(left)}")


def _parts(layer: keras.Layer) -> tuple[str, ...]:
    if isinstance(layer, layers.BatchNormalization):
        return _of_statistics
    return ("weight", "bias") if isinstance(layer, layers.Dense) else ("weight",)


def _as_keras(layer: keras.Layer, weight: NDArray[Any]) -> NDArray[Any]:
    """Return a weight as Keras lays it out: rows, columns, inputs, outputs."""
    if isinstance(layer, layers.DepthwiseConv2D):
        return weight.transpose(2, 3, 0, 1)
    return weight.transpose(2, 3, 1, 0) if weight.ndim == 4 else weight.T
