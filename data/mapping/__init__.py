"""Which file column is which canonical column: recognized, guessed, corrected by people."""

from data.mapping.guess import Guess, guess, guess_mapping
from data.mapping.mapping import MISSING, Mapping
from data.mapping.presets import Preset, all_presets
from data.mapping.written import read_mapping

__all__ = [
    "MISSING",
    "Guess",
    "Mapping",
    "Preset",
    "all_presets",
    "guess",
    "guess_mapping",
    "read_mapping",
]
