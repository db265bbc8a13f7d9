"""How a price book stands, and why it may not leave."""

from enum import StrEnum


class Standing(StrEnum):
    """How a price book stands after all decisions."""

    ADVISED = "advised"  # nobody has approved it
    HALF = "half"  # one of two people has
    APPROVED = "approved"
    EXPIRED = "expired"  # its approval has ended
    WITHDRAWN = "withdrawn"
