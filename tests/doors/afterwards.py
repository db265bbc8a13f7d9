"""What happens between rows of the table, as an analyst would do it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data.intake.demo import DEMO_NAME
from data.services.workspaces import open_workspace
from tests.builders import import_csv
from tests.later import later_events

WATCHED = "watched-space"  # the demo shop's, with newer data than its training knows
WEEKS = 8


def write_offers(at: Path, out: Path) -> None:
    """Write the offers that a run found as a file, so that they can be priced again."""
    book = pd.read_parquet(out / "price_book.parquet")
    offers = book.drop_duplicates("offer_id")[["offer_id", "product_ids"]]
    offers = offers.assign(product_ids=offers["product_ids"].map("|".join))
    offers.to_csv(out / "offers.csv", index=False)


def bring_newer(at: Path, out: Path) -> None:
    """Import eight weeks more into a copy of the trained demo shop."""
    shutil.copytree(at / "demo-space", at / WATCHED)
    later_events(pd.read_csv(at / "files" / "events.csv"), WEEKS).to_csv(at / "newer.csv", index=False)
    shop = open_workspace(at / WATCHED).open(DEMO_NAME)
    import_csv(shop, at / "newer.csv", "events")
    shop.close()


AFTER: dict[str, Callable[[Path, Path], None]] = {"money": write_offers, "demo": bring_newer}
