"""The prices of a book in the form that decisions are about: rounded, in one order, without words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.privacy.ledger.canonical import canonical, sha256

DECIMALS = {"component_price": 4, "discount_share": 6, "bundle_price": 4}
Price = tuple[tuple[str, ...], str, float | None]  # which products, for whom, at what [currency]


def prices_of(book: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the prices of a book as JSON holds them, by offer and segment; those withheld are None."""
    rows = []
    for row in book.to_dict("records"):
        figures = {name: _rounded(row[name], decimals) for name, decimals in DECIMALS.items()}
        names = {name: str(row[name]) for name in ("offer_id", "segment", "verdict")}
        rows.append(names | figures | {"product_ids": [str(part) for part in row["product_ids"]]})
    return sorted(rows, key=lambda row: (row["offer_id"], row["segment"]))


def digest_of(book: pd.DataFrame) -> str:
    """Return what names the prices of a book in the ledger, 64 hex digits."""
    return sha256(canonical(prices_of(book)))


def price_of(row: Mapping[Any, Any]) -> Price:
    """Return what makes a price the same in another book: its products, segment and amount."""
    parts = tuple(sorted(str(part) for part in row["product_ids"]))
    return parts, str(row["segment"]), _rounded(row["bundle_price"], DECIMALS["bundle_price"])


def without(book: pd.DataFrame, withdrawn: frozenset[Price]) -> pd.DataFrame:
    """Return a book without the prices that were withdrawn."""
    if not withdrawn:
        return book
    is_kept = [price_of(row) not in withdrawn for row in book.to_dict("records")]
    return book[is_kept]


def _rounded(value: Any, decimals: int) -> float | None:
    return None if pd.isna(value) else round(float(value), decimals)
