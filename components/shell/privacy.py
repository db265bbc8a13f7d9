"""Whether a training tells little of any one customer, and what it spent."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.cli.private_training import privacy_in_words
from analytics.private_training.config import EPSILONS, PrivacyConfig
from components.shell import display

LABEL = "Train with differential privacy"
USUAL_EPSILON = 3.0
TOGGLE_HELP = (
    "Nothing that the model learns then tells much of any one customer: what each adds to a step of the "
    "training is bounded, and hidden by noise."
)
EPSILON_HELP = "How much the model may tell of one customer; the smaller, the more private. 1 to 8 is usual."


def choose_privacy(key: str, cost: str) -> PrivacyConfig | None:
    """Ask how much a model may tell of one customer; anything where that is not asked.

    Parameters
    ----------
    key : of the widgets
    cost : what privacy costs here, in words
    """
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    if not left.toggle(LABEL, help=TOGGLE_HELP, key=f"private-{key}"):
        return None
    epsilon = right.number_input(
        "Epsilon", *EPSILONS, USUAL_EPSILON, 0.5, help=EPSILON_HELP, key=f"epsilon-{key}"
    )
    display.show_note(cost)
    return PrivacyConfig(float(epsilon))


def show_privacy(record: Mapping[str, Any]) -> None:
    """Draw what a private training spent and on what; nothing of another one."""
    if told := privacy_in_words(record):
        display.show_note(f"{told}.")
