"""Which file column is which canonical column: recognized, guessed, corrected by people."""

from data.intake.mapping.guess import Guess, guess, guess_mapping
from data.intake.mapping.presets import Preset, all_presets
from data.intake.mapping.written import read_mapping
from data.schema.mapping import Mapping

__all__ = ["Guess", "Mapping", "Preset", "all_presets", "guess", "guess_mapping", "read_mapping"]
