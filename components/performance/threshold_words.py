"""Words of the threshold: figures by their codes, and the best threshold in a sentence."""

from analytics.cli.performance_words import FIGURE_WORDS
from analytics.evidence.curves.money import ThresholdProfits
from components.shell import formats

PER = 1000  # chances: money per single chance is too small to read
COUNT_WORDS = {
    "true_positive": "Found",
    "false_positive": "False alarms",
    "false_negative": "Missed",
    "true_negative": "Rightly left",
}
FIGURE_NAMES = {str(code): words for code, words in FIGURE_WORDS.items()} | COUNT_WORDS


def best_words(profits: ThresholdProfits, currency: str) -> str:
    """Return in a sentence where the threshold earns most, and how sure that is.

    Parameters
    ----------
    profits : of the model, per 1,000 chances
    """
    most = profits.most
    if most["n_selected"] == 0:
        return "At these costs it pays to address nobody: false alarms cost more than the misses spared."
    where = formats.share(profits.best)
    between = f"{formats.share(profits.best_low)} to {formats.share(profits.best_high)}"
    earned = formats.money(most["profit"], currency)
    band = formats.band(most["low"], most["high"], currency)
    return (
        f"Addressing chances from {where} on earns most (the best threshold lies at {between} in 90 % of "
        f"resamples): {earned} per {PER:,} chances, 90 % band {band}."
    )
