"""Would the model be as good on other weeks and customers? The button, its progress, and what it found."""

import streamlit as st

from analytics.evidence.validation.folds import SplitBy
from analytics.runs import validation
from analytics.runs.results import Results
from components.shell import choices, display, jobs, run_work
from components.validation.words import SPLITS
from data.store import Shop

FOLDS_HELP = "How often the model is refitted for each split; each fold is judged by what it has not seen."
SPLIT_HELP = "Later weeks than those learned from, or customers never met; both tell most."
MEMBERS_HELP = "Members of the ensemble of each refit; one is quickest and tells the figures of its fit."
BOTH = "both"
NAME = "the validation"


def newest_validation(shop: Shop, found: Results) -> validation.Validated | None:
    """Return what the last finished validation of this run found, None where there was none."""
    read = validation.read_validated
    return run_work.newest_found(shop, found, validation.REPORT, read, NAME, "Validate again")


def show_validation(shop: Shop, found: Results, *, is_validated: bool) -> None:
    """Draw what is asked and the button, or the validation at work, and how the last one ended."""
    directory = jobs.run_directory(shop, found.run_id)
    if run_work.show_at_work(validation.VALIDATION, directory, NAME):
        return
    with st.expander("What is refitted", expanded=not is_validated):
        config = choose_validation(shop)
    label = "Validate again" if is_validated else "Validate the model"
    if run_work.start_button(shop, validation.VALIDATION, label, is_again=is_validated):
        validation.start(directory, config)
        st.rerun()


def choose_validation(shop: Shop) -> validation.ValidationConfig:
    """Ask how the model is refitted."""
    left, middle, right = st.columns(3)
    known = {BOTH: "Both", **SPLITS}
    with left:
        key = f"validation-by-{shop.name}"
        by = choices.choose_code("Judged by", known, BOTH, help=SPLIT_HELP, key=key)
    with middle:
        low, high = validation.FEWEST_FOLDS, validation.MOST_FOLDS
        folds = st.slider("Folds", low, high, 3, help=FOLDS_HELP, key=f"validation-folds-{shop.name}")
    with right:
        key = f"validation-members-{shop.name}"
        members = st.slider("Ensemble members", 1, 4, 1, help=MEMBERS_HELP, key=key)
    display.show_note(
        "Some minutes at most: large shops are thinned to whole customers, drawn by lot. "
        "You can leave the page meanwhile."
    )
    return validation.ValidationConfig(folds, None if by == BOTH else SplitBy(by).value, members)
