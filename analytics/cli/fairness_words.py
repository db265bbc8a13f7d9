"""The words of a fairness audit, at both doors."""

from analytics.checks.fairness.codes import Basis, Measure
from analytics.checks.fairness.stand_ins import StandIns
from analytics.cli.wording import percent
from analytics.pricing.scenarios.fairness import BrokenLimit

MEASURE_WORDS = {
    Measure.PRICE_PAID: "Price paid",
    Measure.DISCOUNT: "Discount",
    Measure.ACCESS: "Access to offers",
    Measure.GAIN: "Gain a visit",
}
BASIS_WORDS = {Basis.RAW: "As they are", Basis.EQUAL_BEHAVIOR: "At equal behavior"}


def broken_words(broken: BrokenLimit) -> str:
    """Return in a sentence which group a scenario lets pay how much more than the limit allows."""
    excess, most = percent(broken.excess_share, 1), percent(broken.limit, 1)
    return (
        f"{broken.scenario} breaks the limit on groups: {broken.attribute} {broken.group} would pay "
        f"{excess} more than all on average, and {most} is the most"
    )


def stand_in_words(attribute: str, found: StandIns | None) -> str:
    """Return in a sentence whether other columns give an attribute away."""
    if found is None:
        return f"{attribute}: too few customers in at least two groups to say whether other columns tell it"
    told = "stand in for it" if found.is_told else "do not visibly stand in for it"
    best = found.columns.iloc[0]["column"]
    return (
        f"{attribute}: the columns that prices rest on {told} (balanced accuracy "
        f"{found.balanced_accuracy:.2f}, 90 % band {found.low:.2f} to {found.high:.2f}, against "
        f"{found.majority:.2f} by chance; AUC {found.auc:.2f}; {best} tells most)"
    )
