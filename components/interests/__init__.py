"""What purchases are about, over time and ahead: of a customer, a segment or the shop; and who is moving."""

from pathlib import Path

import streamlit as st

from analytics.interests.periods import Period
from analytics.interests.work import INTERESTS_WORK, MOST_CATEGORIES, RECORD, InterestConfig
from components.interests.forecasts import compared, show_comparison
from components.interests.movers import show_movers
from components.interests.over_time import everybodys, show_over_time
from components.interests.synthetic import show_synthetic
from components.interests.trend import show_trend
from components.interests.words import answer_words
from components.shell import choices, display
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

WORDS = WorkWords(
    "the study of interests",
    "Find interests",
    "Find them again",
    "Counts what everyone bought period by period, compares seven forecasts of what comes next on the latest "
    "periods, and tells everyone's by the best. It takes some minutes; you can leave the page meanwhile.",
)
PERIODS = {
    Period.FOUR_WEEKS.value: "Four weeks",
    Period.WEEK.value: "Weeks",
    Period.MONTH.value: "Months",
}
OF = {False: "Categories", True: "Products"}


def require_found(shop: Shop) -> Path:
    """Return the newest study, with the way to another one; stop the page where there is none yet."""
    found = show_work(shop, INTERESTS_WORK, WORDS, choose_config())
    if found is None:
        st.stop()
    return found


def choose_config() -> InterestConfig:
    """Ask what is counted, and in which periods."""
    usual = InterestConfig()
    with st.expander("What is counted"):
        what, length, most = st.columns(3)
        of = choices.choose_code("Interests in", OF, ask=what.selectbox, key="interests-of")
        period = choices.choose_code(
            "Periods", PERIODS, usual.period, ask=length.selectbox, key="interest-period"
        )
        label, help = "Kept apart", "The largest ones; all others together are one more"
        n = most.number_input(label, 1, MOST_CATEGORIES, usual.n_categories, help=help, key="interest-n")
    return InterestConfig(period, int(n), of)


def answer(shop: Shop, directory: Path) -> str:
    """Return in a sentence which forecast is best, and what gains most."""
    return answer_words(compared(shop, directory), everybodys(shop, directory), RECORD.read(directory))


def show_tabs(shop: Shop, directory: Path) -> None:
    """Draw interests over time, who is moving, the trend, forecasts compared and synthetic customers."""
    parts = {
        "Over time": lambda: show_over_time(shop, directory),
        "Who is moving": lambda: show_movers(shop, directory),
        "The shop's trend": lambda: show_trend(shop, directory),
        "Forecasts compared": lambda: show_comparison(shop, directory),
        "Synthetic customers": lambda: show_synthetic(directory),
    }
    display.show_tabs(parts, f"interest-tabs-{shop.name}")
