"""Shops whose truth is known: the model must find what was planted here, and is told when it does not."""

from analytics.simulation.config import WorldConfig
from analytics.simulation.files import read_truth, write_shop
from analytics.simulation.kinds import KINDS, config_of
from analytics.simulation.planted import PlantedTruth
from analytics.simulation.truth import GRID, Truth

__all__ = [
    "GRID",
    "KINDS",
    "PlantedTruth",
    "Truth",
    "WorldConfig",
    "config_of",
    "read_truth",
    "write_shop",
]
