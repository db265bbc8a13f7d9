"""What a shop has sold since a run: a snapshot of it as it is now, cut where the run's own data end."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analytics.arrays import Bools, Floats
from analytics.demand.cells import learned_cells
from analytics.demand.reference_prices import reference_prices
from analytics.demand.tables import weighted_quantile
from analytics.jobs.typed_json import from_plain
from analytics.runs import artifacts
from analytics.runs.config import RunConfig, read_config
from analytics.runs.snapshot import Snapshot, read_snapshot
from analytics.runs.take_snapshot import write_snapshot
from data.engine.room import needing_room
from data.privacy.artifacts import reading
from data.schema import InputError, NotEnoughDataError
from data.store import Scope, Shop

_NEARLY_NONE = 0.1  # of the newer visits
_FEWEST_MET = 20  # chances to buy a product since then, for a price of its own today


@dataclass(frozen=True)
class Newer:
    """A shop as it is now, with the visits that a run held out and those that came after all of its own.

    Attributes
    ----------
    config : of the run
    snapshot : of the shop now, of the run's products
    fingerprint : of the shop now
    is_then, is_now : (n_visits,) held out by the run, and later than all that it knew
    last : the last visit that the run knew
    """

    config: RunConfig
    snapshot: Snapshot
    fingerprint: str
    is_then: Bools
    is_now: Bools
    last: np.datetime64

    def prices_now(self, price_then: Floats) -> Floats:
        """Return the products' prices today, by what newer visits met, (n_products,) [currency].

        A list price that nearly everything sells above is an old one: the usual price is today's then.

        Parameters
        ----------
        price_then : of the run, which stays where newer visits met too few prices of a product
        """
        cells = learned_cells(self.snapshot.log.where(self.is_now), self.config.seed)
        list_price = self.snapshot.listing["list_price"].to_numpy(float)
        n_met = np.bincount(cells.product, cells.weight, len(price_then))
        found = reference_prices(cells, list_price)
        low, usual = (weighted_quantile(cells, cells.price, share) for share in (_NEARLY_NONE, 0.5))
        found = np.where(low > found, usual, found)
        return np.asarray(np.where(n_met >= _FEWEST_MET, found, price_then), np.float32)


def part_learned(shop: Shop, run: Path) -> Shop:
    """Return the part of a shop that a run learned from, as it is now."""
    record = artifacts.RECORD.read(run)
    with reading(run, artifacts.RECORD.name):
        return shop.within(from_plain(Scope, record.get("scope", {})))


def is_unchanged(shop: Shop, run: Path) -> bool:
    """Return whether the part of a shop that a run learned from is as it was then."""
    return bool(artifacts.RECORD.read(run)["fingerprint"] == part_learned(shop, run).fingerprint)


def take_newer(shop: Shop, run: Path, directory: Path) -> None:
    """Write the part of the shop that a run learned from, as it is now, into a directory.

    Raises
    ------
    InputError
        The shop does not sell a product of the run any more, the run was kept without its visits, or the
        disk is full.
    NotEnoughDataError
        Nothing has come since.
    """
    if not artifacts.VISITS.is_in(run):
        raise InputError("this model was kept without the visits that it learned from", "Train it again")
    if is_unchanged(shop, run):
        raise nothing_newer()
    with needing_room(shop.directory, "train"):
        write_snapshot(part_learned(shop, run), read_config(run), directory)


def nothing_newer() -> NotEnoughDataError:
    """Return what says that there is nothing to hold against a model."""
    return NotEnoughDataError(
        "the shop has no visit that is later than those that its model learned from",
        "Upload newer orders first",
    )


def read_newer(run: Path, directory: Path) -> Newer:
    """Return the shop as it is now beside what a run knew of it.

    Raises
    ------
    NotEnoughDataError
        No visit is later than those of the run.
    DamagedRunError
        A file of the run is missing or damaged.
    """
    config = read_config(run)
    with reading(run, artifacts.VISITS.name):
        last = artifacts.VISITS.read(run, ["visited_at"])["visited_at"].to_numpy("datetime64[us]").max()
    with reading(run, artifacts.FACTS.name):
        boundary = np.datetime64(artifacts.FACTS.read(run)["boundary"])
    snapshot = read_snapshot(directory, config)
    visited_at = snapshot.log.visited_at
    is_now = visited_at > last
    if not is_now.any():
        raise nothing_newer()
    is_then = (visited_at >= boundary) & ~is_now
    fingerprint = str(artifacts.FACTS.read(directory)["fingerprint"])
    return Newer(config, snapshot, fingerprint, is_then, is_now, last)
