"""The visits that a run took predictions of apart, ready to be asked again with something changed."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.demand.cells import Cells
from analytics.demand.considered import considered_cells
from analytics.demand.encoder import Encoder
from analytics.demand.histories import History, Past
from analytics.demand.model_files import load_choice
from analytics.numerics import random_stream
from analytics.pricing.money import Costs
from analytics.runs import artifacts
from analytics.runs.cells import FlatModel, of_their_customers
from analytics.runs.config import read_config
from analytics.runs.results import Results
from analytics.runs.snapshot import attributes_of, read_log
from data.schema import InputError

_BACKGROUND = 40  # cells that "on average" refers to


@dataclass(frozen=True)
class AskedVisits:
    """Held-out visits and all that they could have bought, as the run's own model is told of them.

    Attributes
    ----------
    flat : the model over the cells of these visits; each basket has a free place
    explained : (n_explained,) the cell of each row of the run's explanation; −1 where it is not among them
    products : of the run, one row per product: product_id, list_price, price_low
    costs : of the run's market, of the same products
    seed : of the cells that "on average" refers to
    """

    flat: FlatModel
    cells: Cells
    explained: Ints
    products: pd.DataFrame
    costs: Costs
    seed: int

    @property
    def encoder(self) -> Encoder:
        """Return what describes visits to the model."""
        return self.flat.model.encoder_

    @property
    def product_ids(self) -> tuple[str, ...]:
        """Return the products by their codes."""
        return self.cells.log.product_ids

    @cached_property
    def background(self) -> pd.DataFrame:
        """Return the cells that "on average" refers to, as flat rows."""
        chosen = random_stream(self.seed, "what if").choice(
            len(self.cells), min(_BACKGROUND, len(self.cells)), replace=False
        )
        return self.flat.frame(np.sort(chosen))

    def place(self, cell: int, product_id: str) -> int:
        """Return the cell of another product at a cell's visit; raises InputError where there is none."""
        own = self.cells.visit == self.cells.visit[cell]
        found = np.flatnonzero(own & (self.cells.product == self.product_ids.index(product_id)))
        if not len(found):
            raise InputError("this product was not on sale at that visit", "Choose another product")
        return int(found[0])

    def offered(self, cell: int) -> list[str]:
        """Return the products that the visit of a cell could have bought."""
        own = self.cells.visit == self.cells.visit[cell]
        return [self.product_ids[code] for code in self.cells.product[own]]

    def past(self, cell: int) -> Past:
        """Return what is known of the customer and the product of a cell before its visit."""
        visit, product = self.cells.visit[[cell]], self.cells.product[[cell]]
        return self._history.before(visit, product)

    @cached_property
    def _history(self) -> History:
        return History(self.cells.log)


def read_asked_visits(directory: Path, found: Results) -> AskedVisits:
    """Return the visits whose predictions a finished run took apart.

    Parameters
    ----------
    directory : of the run
    found : its results, whose costs count

    Raises
    ------
    DamagedRunError
        A file of the run is missing or damaged.
    InputError
        An earlier version wrote the model, or none of the visits is there any more.
    """
    config, model = read_config(directory), load_choice(directory / artifacts.MODEL.name)
    log, explained = read_log(directory, config), artifacts.EXPLANATION.read(directory)
    customers = attributes_of(artifacts.CUSTOMERS_BEFORE.read(directory), config.segments, config.barred)
    visit = _visits_of(log.customer_ids, log.customer, log.visited_at, explained)
    if (visit < 0).all():
        raise InputError("the visits of these predictions are not there any more", "Train again")
    own_log, at = of_their_customers(log, np.unique(visit[visit >= 0]))
    cells = considered_cells(own_log, at)
    x = model.inputs(cells, customers).rows(slice(None))
    free = np.full((len(cells), 1), len(model.pairs_), x["partners"].dtype)
    flat = FlatModel(model, x | {"partners": np.hstack([x["partners"], free])})
    moved = np.full(len(log), -1)
    moved[np.unique(visit[visit >= 0])] = at
    product = pd.Index(own_log.product_ids).get_indexer(pd.Index(explained["product_id"].astype(str)))
    places = {key: place for place, key in enumerate(zip(cells.visit, cells.product, strict=True))}
    found_at = [places.get((moved[v], p), -1) if v >= 0 else -1 for v, p in zip(visit, product, strict=True)]
    by_id = found.products.set_index("product_id").loc[list(own_log.product_ids)].reset_index()
    costs = found.market.costs.of(found.audience.positions(list(own_log.product_ids)))
    return AskedVisits(flat, cells, np.array(found_at, np.int64), by_id, costs, config.seed)


def _visits_of(ids: np.ndarray, customer: Ints, visited_at: np.ndarray, explained: pd.DataFrame) -> Ints:
    """Return the visit of each explained row, the first of its customer and moment; −1: there is none."""
    code = pd.Index(ids).get_indexer(pd.Index(explained["customer_id"]))
    first: dict[tuple[int, object], int] = {}
    for place, key in enumerate(zip(customer.tolist(), visited_at.tolist(), strict=True)):
        first.setdefault(key, place)
    moments = explained["visited_at"].to_numpy("datetime64[us]").tolist()
    return np.array([first.get(key, -1) for key in zip(code.tolist(), moments, strict=True)], np.int64)
