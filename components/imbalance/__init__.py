"""What may be done where one outcome is rare: what is compared, the work, and what each way comes to."""

from pathlib import Path

from analytics.cli.imbalance_words import comparison_words
from analytics.lab.imbalance_comparison import COMPARED
from components.imbalance.choice import Comparison, choose_comparison
from components.imbalance.result import parts
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

__all__ = ["answer", "choose_comparison", "parts", "show_comparing"]

WORDS = WorkWords(
    "the comparison",
    "Compare",
    "Compare again",
    "The same method learns seven times from the same rows, each time with another way of making up for the "
    "rare outcome, and is judged on rows that it has never seen. Trees take a minute, networks several; you "
    "can leave the page meanwhile.",
)


def show_comparing(shop: Shop, asked: Comparison) -> Path | None:
    """Draw the button or the work at hand; return where the newest comparison that ended well lies."""
    return show_work(shop, asked.work, WORDS, asked.config)


def answer(directory: Path) -> str:
    """Return in a sentence what a comparison found."""
    return comparison_words(COMPARED.read(directory))
