"""All shops' rows in one: what federated training is compared with, where one house may pool them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.demand.build_log import build_log
from analytics.demand.cells import learned_cells
from analytics.demand.reference_prices import reference_prices
from analytics.runs import artifacts
from analytics.runs.config import RunConfig
from analytics.runs.snapshot import Snapshot, attributes_of, learned_from
from data.privacy.formats import Frame

_IDS = ("visit_id", "customer_id", "store_id")  # that mean something else in every shop


def pooled(directories: Sequence[Path], config: RunConfig) -> tuple[Snapshot, np.ndarray]:
    """Return the snapshots of shops as one of all, and the number of each visit's shop, (n_visits,).

    Parameters
    ----------
    config : of one of the shops; all have the same segments
    """
    listing = _joined(directories, artifacts.PRODUCTS_IN).drop_duplicates("product_id", ignore_index=True)
    visits = learned_from(_joined(directories, artifacts.VISITS), config.seed)
    lines, prices = (_joined(directories, of) for of in (artifacts.VISIT_LINES, artifacts.PRICE_DAYS))
    log = build_log(visits, lines, prices, list(listing["product_id"]))
    cells = learned_cells(log, config.seed)
    customers, before = (
        attributes_of(_joined(directories, of), config.segments)
        for of in (artifacts.CUSTOMERS_IN, artifacts.CUSTOMERS_BEFORE)
    )
    price = reference_prices(cells, listing["list_price"].to_numpy(float))
    boundary = np.datetime64(artifacts.FACTS.read(directories[0])["boundary"])
    shop = np.array([int(str(of).split(" ", 1)[0]) for of in log.customer_ids])[log.customer]
    return Snapshot(log, cells, customers, before, listing, price, boundary), shop


def before_boundaries(
    snapshot: Snapshot, shop: np.ndarray, boundaries: Sequence[np.datetime64], seed: int
) -> tuple[Snapshot, np.ndarray]:
    """Return what was known before each shop's own holdout, and which visits that leaves out."""
    is_later = snapshot.log.visited_at >= np.array(boundaries)[shop]
    log = snapshot.log.where(~is_later)
    known = replace(snapshot, log=log, cells=learned_cells(log, seed), customers=snapshot.customers_before)
    return known, is_later


def _joined(directories: Sequence[Path], artifact: Frame) -> pd.DataFrame:
    """Return a table of all shops, ids told apart by the number of the shop."""
    parts = []
    for i, directory in enumerate(directories):
        frame = artifact.read(directory)
        own = {name: f"{i} " + frame[name].fillna("").astype(str) for name in _IDS if name in frame}
        parts.append(frame.assign(**own))
    return pd.concat(parts, ignore_index=True)
