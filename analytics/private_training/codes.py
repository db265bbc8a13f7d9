"""What an epsilon covers, and what it does not, by codes."""

from enum import StrEnum


class Covered(StrEnum):
    """What is private in a private training."""

    WEIGHTS = "weights"  # of the network, all bootstrap members together
    STARTS = "starts"  # purchase rates, basket sizes and shares of attributes that it starts from


class Uncovered(StrEnum):
    """What is taken as known, or computed from the rows as they are."""

    SCOPE = "scope"  # which products, segments and levels of attributes there are, and where segments begin
    FILLED = "filled"  # what fills gaps in customers' attributes
    PRICES = "prices"  # price calendar, reference prices, catalog
    SIZES = "sizes"  # how many customers and cells there are
    EVIDENCE = "evidence"  # figures on held-out visits, and the simpler models beside
    GATES = "gates"  # tests of prices, and the verdicts that come of them
    PRICING = "pricing"  # which bundles are found, and customers' own pasts, that the model is asked about


class WithoutNoise(StrEnum):
    """What trains such a model again, without the noise."""

    VALIDATION = "validation"
    RECOVERY = "recovery"


class CoveredOfSegments(StrEnum):
    """The same of the classifier of new customers."""

    CLASSIFIER = "classifier"  # its weights


class UncoveredOfSegments(StrEnum):
    """The same of the classifier of new customers."""

    BORDERS = "borders"  # of later spending, from which a segment begins
    SCORES = "scores"  # on later customers, and the simpler answers beside
