"""What the value of customers is worked out from, read in one state of the shop."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.privacy.formats import Document, Frame
from data.schema import NotEnoughDataError
from data.store import Shop

_FRAMES = {
    name: Frame(f"{name}.parquet")
    for name in (
        "purchase_histories",
        "histories_before",
        "customer_months",
        "customer_products",
        "products",
        "customer_traits",
        "first_days",
    )
}
TRAITS = _FRAMES["customer_traits"]
_UNTIL = Document("until.json", {"until": str})
HOLDOUT_SHARE = 1 / 3  # of the history, the latest: long enough for a rare buyer to come back


@dataclass(frozen=True)
class CustomerFrames:
    """Marts of a shop, by their names.

    Attributes
    ----------
    purchase_histories, customer_months, customer_products, products, customer_traits, first_days : marts
    histories_before : `purchase_histories` as of the moment from which days are held out
    until : when the last event was
    """

    purchase_histories: pd.DataFrame
    histories_before: pd.DataFrame
    customer_months: pd.DataFrame
    customer_products: pd.DataFrame
    products: pd.DataFrame
    customer_traits: pd.DataFrame
    first_days: pd.DataFrame
    until: pd.Timestamp

    def write(self, directory: Path) -> None:
        """Write the frames for long work to read."""
        for name, file in _FRAMES.items():
            file.write(directory, getattr(self, name))
        _UNTIL.write(directory, {"until": self.until.isoformat()})

    @classmethod
    def of(cls, directory: Path) -> "CustomerFrames":
        """Return the frames that were written; raises DamagedRunError where one cannot be read."""
        frames = {name: file.read(directory) for name, file in _FRAMES.items()}
        return cls(until=pd.Timestamp(_UNTIL.read(directory)["until"]), **frames)


def read_customer_frames(shop: Shop) -> CustomerFrames:
    """Return the frames of a shop; raises NotEnoughDataError where nobody known has bought anything."""
    with shop.reading():
        histories = shop.read("purchase_histories")
        if histories.empty:
            raise NotEnoughDataError(
                "the shop has no purchases by known customers", "Upload purchases with customer ids"
            )
        until = shop.read("overview")["last_at"].iloc[0]
        first = histories["first_day"].min()
        boundary = (first + (1 - HOLDOUT_SHARE) * (until - first)).normalize()
        marts = ("customer_months", "customer_products", "products", "customer_traits", "first_days")
        others = {name: shop.read(name) for name in marts}
        before = shop.read("purchase_histories", as_of=boundary)
        return CustomerFrames(histories, before, until=pd.Timestamp(until), **others)
