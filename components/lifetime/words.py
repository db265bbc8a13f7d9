"""Words of value segments, traits, assumptions and answers."""

from analytics.segments.lifetime.checks import Assumption
from analytics.segments.migration import NOT_YET
from analytics.segments.new_customers.classifier import Method
from analytics.segments.new_customers.evaluation import Answer
from analytics.segments.new_customers.scores import ALL
from analytics.segments.traits import Trait
from analytics.segments.value_segments import ValueSegment
from components.shell import formats, theme

SEGMENTS = {
    ValueSegment.HIGH_VALUE: "High-value",
    ValueSegment.POTENTIAL: "Potential",
    ValueSegment.ORDINARY: "Ordinary",
}
COLORS = {
    ValueSegment.HIGH_VALUE: theme.GREEN,
    ValueSegment.POTENTIAL: theme.BLUE,
    ValueSegment.ORDINARY: theme.GRAY,
}
MEANINGS = {
    ValueSegment.HIGH_VALUE: "the fifth of the customers of whom most is expected",
    ValueSegment.POTENTIAL: (
        "others of whom at least a quarter more is expected than they have brought so far, and no less than "
        "of the middle customer"
    ),
    ValueSegment.ORDINARY: "everyone else",
}
TRAITS = {
    Trait.CATEGORY: "Category",
    Trait.BRAND: "Brand",
    Trait.REDUCED: "Price paid",
    Trait.CHANNEL: "Channel",
    Trait.STORE: "Store",
    Trait.WEEKDAY: "Weekday",
    Trait.HOUR: "Hour",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
REDUCED = {"yes": "Reduced", "no": "List price"}
ASSUMPTIONS = {
    Assumption.HOLDOUT: "Purchases of the latest days are foreseen",
    Assumption.INDEPENDENT_VALUE: "How much is spent does not hang on how often",
    Assumption.REPEAT_PURCHASES: "Enough customers come back",
    Assumption.SEEN_FROM_THE_START: "First purchases are in the history",
}
FIGURES = {
    Assumption.HOLDOUT: "ratio of expected to actual repeat purchases of the days held out (1 is exact)",
    Assumption.INDEPENDENT_VALUE: "rank correlation of repeat purchases and their mean value (0 is none)",
    Assumption.REPEAT_PURCHASES: "share of customers who bought on one day only",
    Assumption.SEEN_FROM_THE_START: "share of customers first seen in the first tenth of the history",
}
FOUND = {  # where an assumption does not hold
    Assumption.HOLDOUT: "The latest days were not foreseen.",
    Assumption.INDEPENDENT_VALUE: "How much is spent at a time hangs on how often.",
    Assumption.REPEAT_PURCHASES: "Hardly anyone comes back.",
    Assumption.SEEN_FROM_THE_START: "Most customers were there when the history begins.",
}
REMEDIES = {
    Assumption.HOLDOUT: (
        "Take the expected values for an order of customers, not for amounts; a longer history may help."
    ),
    Assumption.INDEPENDENT_VALUE: (
        "Frequent customers are worth rather more than told where it is above 0, rather less below."
    ),
    Assumption.REPEAT_PURCHASES: "Little is known of how long customers stay; a longer history would help.",
    Assumption.SEEN_FROM_THE_START: (
        "Many bought before the history begins, so they look younger, and busier, than they are. Upload a "
        "longer history."
    ),
}
METHODS = {
    Method.LOGISTIC: "logistic regression",
    Method.TREES: "gradient-boosted trees",
    Method.PRIVATE: "logistic regression with differential privacy",
}
ANSWERS = {
    Answer.CLASSIFIER: "Classifier",
    Answer.FIRST_SPENDING: "By first spending",
    Answer.MAJORITY: "Everyone as most",
}
READINGS = {"value": "By value", "rfm": "By rule (RFM)"}


def segment_name(code: str) -> str:
    """Return the words of a value segment; RFM segments are words already."""
    if code == NOT_YET:
        return "New in the month"
    return {str(known): name for known, name in SEGMENTS.items()}.get(code, "All" if code == ALL else code)


def trait_value(trait: str, value: str) -> str:
    """Return the words of a value of a trait."""
    match trait:
        case Trait.WEEKDAY:
            return WEEKDAYS[int(value) - 1]
        case Trait.HOUR:
            return f"{int(value)}–{int(value) + 1} h"
        case Trait.REDUCED:
            return REDUCED[value]
    return value


def period(days: int) -> str:
    """Return how a time to come is called."""
    return {365: "year", 730: "two years"}.get(days, formats.counted(days, "day"))
