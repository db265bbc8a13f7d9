"""Shops whose truth is known: the model must find what was planted here, and is told when it does not."""

from data.synthetic.config import KINDS, WorldConfig, config_of
from data.synthetic.files import read_truth, write_shop
from data.synthetic.shop import SyntheticShop, simulate_shop
from data.synthetic.truth import GRID, Truth

__all__ = [
    "GRID",
    "KINDS",
    "SyntheticShop",
    "Truth",
    "WorldConfig",
    "config_of",
    "read_truth",
    "simulate_shop",
    "write_shop",
]
