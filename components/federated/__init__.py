"""Shops that train together: which, what they share, the work, and what each of them has of it."""

from pathlib import Path

from analytics.cli.federated_words import federated_words
from analytics.runs.federated.files import RECORD
from components.federated.choice import Training, choose_training
from components.federated.result import show_trained
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

__all__ = ["answer", "choose_training", "show_trained", "show_training"]

WORDS = WorkWords(
    "the training",
    "Train together",
    "Train together again",
    "Each shop learns on its own rows for some steps, then masks how its weights moved and hands that on; "
    "only the sum over all shops can be read, and moves the weights that they share. It takes about a minute "
    "for each shop, and three times that with the comparison; you can leave the page meanwhile.",
)


def show_training(shop: Shop, asked: Training) -> Path | None:
    """Draw the button or the work at hand; return where the newest training that ended well lies."""
    return show_work(shop, asked.work, WORDS, asked.config)


def answer(directory: Path) -> str:
    """Return in a few sentences what was trained and how it compares."""
    return federated_words(RECORD.read(directory))
