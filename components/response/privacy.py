"""Whether a training tells little of any one customer, and what it spent."""

import streamlit as st

from analytics.cli.private_training import privacy_in_words
from analytics.private_training.config import EPSILONS, PrivacyConfig
from analytics.runs.results import Results
from components.shell import display
from data.store import Shop

LABEL = "Train with differential privacy"
USUAL_EPSILON = 3.0
TOGGLE_HELP = (
    "Nothing that the model learns then tells much of any one customer: what each adds to a step of the "
    "training is bounded, and hidden by noise."
)
EPSILON_HELP = "How much the model may tell of one customer; the smaller, the more private. 1 to 8 is usual."
COST = (
    "Noise makes the model less sure, the more the fewer customers there are: with some hundreds of them the "
    "checks may withhold most of the advice. At most 30 products are learned unless you choose them, the noise "
    "is drawn anew each time, and the training takes longer. Governance, Price of privacy shows what it costs."
)


def choose_privacy(shop: Shop) -> PrivacyConfig | None:
    """Ask how much the model may tell of one customer; anything where that is not asked."""
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    if not left.toggle(LABEL, help=TOGGLE_HELP, key=f"private-{shop.name}"):
        return None
    epsilon = right.number_input(
        "Epsilon", *EPSILONS, USUAL_EPSILON, 0.5, help=EPSILON_HELP, key=f"epsilon-{shop.name}"
    )
    display.show_note(COST)
    return PrivacyConfig(float(epsilon))


def show_privacy(found: Results) -> None:
    """Draw what a private training spent and on what; nothing of another one."""
    if told := privacy_in_words(found.record):
        display.show_note(f"{told}.")
