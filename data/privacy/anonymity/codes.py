"""What anonymity speaks of, as codes."""

from enum import StrEnum


class Role(StrEnum):
    """What a column is to somebody who looks for a person."""

    QUASI = "quasi"  # others know it of a person
    SENSITIVE = "sensitive"  # what they would learn
    LEFT_OUT = "left_out"  # it names a person, or nobody asked for it


class Step(StrEnum):
    """How a column's values are told."""

    EXACT = "exact"
    RANGES = "ranges"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TREE = "tree"
    OTHER = "other"
    ALL = "all"
