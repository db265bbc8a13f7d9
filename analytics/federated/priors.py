"""Priors of weights that several shops have in common: each counts once, not once a shop."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from keras import ops

from analytics.arrays import Doubles, Floats
from analytics.demand.layers import Prior
from analytics.numerics import random_stream


class NamedPrior(Prior):
    """A prior whose draws for the members hang on the rows' names: every shop that has a row draws the same.

    Parameters
    ----------
    prior : of a shop alone
    names : (n_rows,) of the weights but for the members
    n_cells : (n_rows,) the prior of each row weighs 1 / n_cells beside the mean log-likelihood
    seed : the same for all shops
    """

    def __init__(self, prior: Prior, names: Sequence[str], n_cells: Doubles, seed: int) -> None:
        super().__init__(prior.sd, prior.n_visits, prior.member_axis, seed)
        self.names, self.n_cells = names, n_cells

    def anchors(self, shape: Sequence[int]) -> Floats:
        """Return what each member's weights are drawn towards; zeros for the first, the fit."""
        streams = (random_stream(self.seed, crc32(name.encode())) for name in self.names)
        draws = np.stack([stream.normal(size=shape[-1]) for stream in streams]).reshape(tuple(shape))
        draws[..., 0] = 0
        return np.asarray(draws * self.sd, np.float32)

    def __call__(self, x: Any) -> Any:
        """Return how far weights lie from what they are drawn towards."""
        gap = x - ops.convert_to_tensor(self.anchors(x.shape), x.dtype)
        spread = np.broadcast_to(np.asarray(self.sd, np.float32), tuple(x.shape))
        n_cells = self.n_cells.reshape((*x.shape[:-1], 1)).astype(np.float32)
        return ops.sum(ops.square(gap) * ops.convert_to_tensor(1 / (2 * n_cells * spread**2), x.dtype))
