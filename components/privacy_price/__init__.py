"""What privacy costs: simulated shops, the work, and what comes of it at each epsilon."""

from pathlib import Path

from analytics.cli.privacy_price_words import price_words
from analytics.runs.privacy_price.config import PrivacyPriceConfig
from analytics.runs.privacy_price.files import RECORD
from analytics.runs.privacy_price.work import PRIVACY_PRICE
from components.privacy_price.choice import choose_shops
from components.privacy_price.result import show_prices
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

__all__ = ["answer", "choose_shops", "show_prices", "show_pricing"]

WORDS = WorkWords(
    "the comparison",
    "Find the price of privacy",
    "Find it again",
    "Shops are simulated whose truth is known, the price response is trained on each of them without privacy "
    "and at every epsilon, and the advice is judged by what it would truly earn. Your own shop is not looked "
    "at. It takes about a minute per shop and training; you can leave the page meanwhile.",
)


def show_pricing(shop: Shop, asked: PrivacyPriceConfig | None) -> Path | None:
    """Draw the button or the work at hand; return where the newest result lies."""
    return show_work(shop, PRIVACY_PRICE, WORDS, asked, ages=False)


def answer(directory: Path) -> str:
    """Return in sentences what privacy costs and what it keeps from being known."""
    return price_words(RECORD.read(directory))
