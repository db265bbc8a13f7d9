"""What past changes of price are called where they are stored and compared."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """How a price changed against its weeks before."""

    PROMOTION = "promotion"  # cheaper, and back within `LONGEST_WEEKS`
    DEARER_FOR_A_TIME = "dearer_for_a_time"
    LASTING_CUT = "lasting_cut"
    LASTING_RISE = "lasting_rise"
    STILL_ON = "still_on"  # the data end before it is known which


class Sample(StrEnum):
    """Whether the model under test learned from the visits of a change."""

    HELD_OUT = "held_out"
    LEARNED_FROM = "learned_from"
