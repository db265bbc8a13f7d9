"""The files of the price of privacy; every row is of simulated customers."""

from data.privacy.formats import Document, Frame

_OF_SHOP = ("epsilon", "shop", "profit", "possible", "captured_share", "withheld_share", "log_loss")
SHOPS = Frame("privacy_price_shops.parquet", _OF_SHOP)
PRICES = Frame("privacy_price.parquet", (
    "epsilon", "captured_share", "captured_share_low", "captured_share_high", "kept_share", "withheld_share",
    "n_guesses", "accuracy", "epsilon_low",
))  # fmt: skip
RECORD = Document("privacy_price.json", {"config": dict, "prices": list})
WRITTEN = (SHOPS, PRICES, RECORD)
