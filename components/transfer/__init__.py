"""What another shop's customers teach about this one's: which shop, the work, and what it gains."""

from pathlib import Path

from analytics.cli.transfer_words import transfer_words
from analytics.lab.transfer.files import GAINS, RECORD
from components.shell.shop_work import WorkWords, show_work
from components.transfer.choice import Transfer, choose_transfer
from components.transfer.result import show_gains
from data.store import Shop

__all__ = ["answer", "choose_transfer", "show_gains", "show_transferring"]

WORDS = WorkWords(
    "the comparison",
    "Pre-train and compare",
    "Compare again",
    "A network first learns from the other shop what customers do next, in categories, prices and kinds of "
    "events that both shops share. Fine-tuned on a part of this shop's customers, it is compared with the "
    "same network from scratch. It takes some minutes; you can leave the page meanwhile.",
)


def show_transferring(shop: Shop, asked: Transfer) -> Path | None:
    """Draw the button or the work at hand; return where the newest comparison that ended well lies."""
    return show_work(shop, asked.work, WORDS, asked.config)


def answer(directory: Path) -> str:
    """Return in a sentence or two what pre-training gains."""
    return transfer_words(RECORD.read(directory), GAINS.read(directory))
