"""The words of a fairness audit, at both doors."""

from analytics.checks.fairness.codes import Basis, Measure
from analytics.checks.fairness.stand_ins import StandIns

MEASURE_WORDS = {
    Measure.PRICE_PAID: "Price paid",
    Measure.DISCOUNT: "Discount",
    Measure.ACCESS: "Access to offers",
    Measure.GAIN: "Gain a visit",
}
BASIS_WORDS = {Basis.RAW: "As they are", Basis.EQUAL_BEHAVIOR: "At equal behavior"}


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
