"""Words for what privacy costs, and what it keeps from being known."""

from collections.abc import Mapping
from math import inf
from typing import Any

from analytics.cli.wording import counted, percent

PRICE_WORDS: Mapping[str, tuple[str, str]] = {
    "epsilon": ("Epsilon", "How much the model may tell of one customer; the smaller, the less"),
    "captured_share": ("Profit captured", "True extra profit of the advice ÷ the most that is possible"),
    "kept_share": ("Of advice without privacy", "The same ÷ what advice without privacy earns"),
    "withheld_share": ("Withheld", "Rows of the price book that a check keeps back"),
    "log_loss": ("Log-loss", "Of purchases in the visits that were learned from [nats per cell]"),
    "accuracy": ("Attacker right", "Share of planted customers of whom an attacker rightly guesses "
                 "whether they were trained on; one half is chance"),
    "epsilon_low": ("Epsilon shown", "That the attack proves at 95 % confidence; privacy holds while it is "
                    "no larger than epsilon"),
}  # fmt: skip


def epsilon_words(epsilon: float | None) -> str:
    """Return an epsilon as people read it; that of a training without privacy is none."""
    return "none" if epsilon is None or epsilon == inf else f"{epsilon:g}"


def price_words(record: Mapping[str, Any]) -> str:
    """Return in sentences what each epsilon keeps of the profit, and what attackers learn.

    Parameters
    ----------
    record : config, and prices, one per epsilon, the least private first
    """
    (public, *private), config = record["prices"], record["config"]
    first = (
        f"Advice without privacy earns {percent(public['captured_share'])} of the possible extra profit "
        f"on {counted(config['n_shops'], 'simulated shop')} of {counted(config['n_customers'], 'customer')}"
    )
    told = [
        f"{percent(row['captured_share'])} ({percent(row['captured_share_low'])} to "
        f"{percent(row['captured_share_high'])}) at epsilon {epsilon_words(row['epsilon'])}"
        for row in private
    ]
    guessed = (
        f"An attacker is right on {percent(public['accuracy'])} of planted customers when noise is off, "
        f"and on {percent(private[-1]['accuracy'])} at epsilon {epsilon_words(private[-1]['epsilon'])}, "
        "where half is chance"
    )
    return f"{first}, and private advice {', '.join(told)}. {guessed}."
