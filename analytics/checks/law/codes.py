"""Which laws are looked at, and what is found."""

from enum import StrEnum


class Law(StrEnum):
    """A rule; its file has the same name."""

    PRIOR_PRICE = "prior_price"
    PERSONALIZED_PRICE = "personalized_price"
    NEW_YORK = "new_york"
    GDPR = "gdpr"


class Outcome(StrEnum):
    """What a rule says of a book; the gravest last."""

    NOT_CONCERNED = "not_concerned"
    HOLDS = "holds"
    TO_SAY = "to_say"  # a text has to be shown, or be ready
    UNKNOWN = "unknown"  # the data do not tell
    AGAINST = "against"  # as it would be announced, the rule speaks against it


class Announced(StrEnum):
    """What the prior price says of one announced reduction."""

    NONE = "none"  # no reduction is announced
    HOLDS = "holds"  # announced against no more than the prior price
    TOO_HIGH = "too_high"  # announced against more than the prior price, and still below it
    NO_REDUCTION = "no_reduction"  # the price is not below the prior price at all
    UNKNOWN = "unknown"  # a part has no known price in the period
