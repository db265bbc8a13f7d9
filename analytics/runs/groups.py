"""The groups of customers that a run's prices are looked at by: counted once, kept as counts."""

from pathlib import Path

from analytics.pricing.price_book.groups import Groups, group_counts
from analytics.runs.artifacts import CUSTOMERS_IN, GROUPS
from analytics.segments.choice import FIGURES

OF_RUN = (*FIGURES, "segment", "cluster", "persona")  # of a run's customers: what is no attribute


def write_groups(directory: Path, segments: tuple[str, ...]) -> Groups:
    """Write and return how a run's customers of each group spread over its segments, barred ones too."""
    customers = CUSTOMERS_IN.read(directory)
    counts = group_counts(customers, [str(name) for name in customers if name not in OF_RUN])
    GROUPS.write(directory, counts)
    return Groups(counts, segments)


def read_groups(directory: Path, segments: tuple[str, ...]) -> Groups | None:
    """Return a run's groups of customers; None of runs from before they were counted."""
    return Groups(GROUPS.read(directory), segments) if GROUPS.is_in(directory) else None
