"""What is doubtful about a shop's rows: found, named with row numbers, treated by choice, never silently."""

from data.quality.choices import chosen_treatments
from data.quality.report import Quality, doubtful_rows, read_evidence, read_quality
from data.quality.settle import save_treatments

__all__ = [
    "Quality",
    "chosen_treatments",
    "doubtful_rows",
    "read_evidence",
    "read_quality",
    "save_treatments",
]
