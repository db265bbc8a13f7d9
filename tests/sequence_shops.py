"""Small shops in which what is bought tells what is bought next, category after category."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.lab.transfer.files import GAINS
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.schema import Kind
from data.services.workspaces import open_workspace

CATEGORIES = ("bread", "cheese", "wine", "soap", "socks", "books")
RULE = {name: CATEGORIES[(i + 1) % 6] for i, name in enumerate(CATEGORIES)}  # cheese soon after bread, and on
_IS_KEPT = 0.85  # how often the rule is


def sequence_files(folder: Path, n_customers: int, seed: int, is_ruled: bool = True) -> dict[Kind, Path]:
    """Write events and products of a shop with two products a category.

    Parameters
    ----------
    is_ruled : whether the last category tells the next; else any two products are bought
    """
    rng = np.random.default_rng(seed)
    products = [f"{name}-{seed}-{i}" for name in CATEGORIES for i in range(2)]
    price = dict(zip(products, rng.uniform(5, 15, len(products)).round(2), strict=True))
    rows = []
    for customer in range(n_customers):
        last, day = rng.choice(CATEGORIES), rng.integers(0, 30)
        for _ in range(7):
            last = RULE[last] if is_ruled and rng.random() < _IS_KEPT else str(rng.choice(CATEGORIES))
            pair = (
                [f"{last}-{seed}-{i}" for i in range(2)]
                if is_ruled
                else rng.choice(products, 2, replace=False)
            )
            when = np.datetime64("2025-01-01T12:00") + np.timedelta64(int(day), "D")
            rows += [(f"s{seed}c{customer}", str(when), product, price[product]) for product in pair]
            day += rng.integers(2, 12)
    names = ["customer_id", "event_time", "product_id", "net_price"]
    events = pd.DataFrame(rows, columns=names)
    events["order_id"] = events["customer_id"] + events["event_time"]
    events["event_type"], events["quantity"] = "purchase", 1
    folder.mkdir(parents=True, exist_ok=True)
    events.to_csv(folder / "events.csv", index=False)
    of_category = [
        product.split("-")[0].upper() if seed % 2 else product.split("-")[0] for product in products
    ]
    listed = {"product_id": products, "category": of_category, "list_price": price.values()}
    pd.DataFrame(listed).to_csv(folder / "products.csv", index=False)
    return {"events": folder / "events.csv", "products": folder / "products.csv"}


def sequence_shop(workspace: Path, name: str, files: dict[Kind, Path]) -> None:
    """Import the files as a shop of a workspace."""
    shop = open_workspace(workspace).create(name)
    sources = [Source(of, of.name, kind, guess_mapping(read_preview(of), kind)) for kind, of in files.items()]
    import_files(shop, sources)
    shop.close()


def gains_in(folder: Path) -> pd.DataFrame:
    """Return what was gained by the share of customers known."""
    return GAINS.read(folder).set_index("data_share") if (folder / GAINS.name).exists() else pd.DataFrame()
