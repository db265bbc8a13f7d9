"""Recommendations of a shop as long work: from its marts to a list for every customer."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.embeddings.work import product_pictures
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import shop_work
from analytics.jobs.state import Progress
from analytics.pricing.ranges import check_ranges
from analytics.recommend.feedback import feedback_of, taken_rates
from analytics.recommend.files import (
    ATTRIBUTES,
    BLOCKS,
    COLD,
    COMPLETION,
    EXPOSURES,
    FEEDBACK,
    LISTS,
    MODELS,
    OFFERS,
    PICTURES,
    PRODUCTS,
    PURCHASES,
    RECORD,
)
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import Purchases, purchases_of
from analytics.recommend.shown import knows_stock, sold_out
from analytics.recommend.snapshot import Snapshot
from data.privacy.digests import write_digests
from data.schema import InputError
from data.store import Shop

if TYPE_CHECKING:
    from analytics.recommend.bundles.completion import Clue
    from analytics.recommend.bundles.shop_completion import ShopCompletion
    from analytics.recommend.comparison import Comparison

TABLES = (MODELS, COLD, BLOCKS, LISTS, COMPLETION, FEEDBACK)
_ALL_METHODS_UP_TO = 20_000  # customers whose lists are kept by every method; of more, by the default alone


class RecommendStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_purchases", 0.05
    DESCRIBING = "describing_products", 0.05
    COMPARING = "comparing_recommenders", 0.6
    LISTING = "listing_recommendations", 0.2
    COMPLETING = "completing_bundles", 0.1


@dataclass(frozen=True)
class RecommendConfig:
    """What recommenders are compared, and by what.

    Parameters
    ----------
    methods : codes of `Method`; all where empty
    horizon_days : of the purchases that judge, and that are predicted; as the history allows where None
    seed : of everything drawn by lot
    """

    methods: tuple[str, ...] = ()
    horizon_days: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        check_ranges(self, seed=(0, 2**32 - 1))
        if self.horizon_days is not None:
            check_ranges(self, horizon_days=(1, 366))
        for method in self.methods:
            if method not in tuple(Method):
                raise InputError(f"there is no recommender {method}", f"Use some of {', '.join(Method)}")

    @property
    def chosen(self) -> tuple[Method, ...]:
        """The methods to compare."""
        return tuple(Method(method) for method in self.methods) or tuple(Method)


def write_snapshot(shop: Shop, config: RecommendConfig, directory: Path) -> None:
    """Write who bought what and was shown what, the products, and what is known of these."""
    shop.export("purchase_days", directory / PURCHASES.name)
    EXPOSURES.write(directory, shop.read("exposures"))
    OFFERS.write(directory, shop.read("offers"))
    PRODUCTS.write(directory, shop.read("products"))
    shop.export("product_attributes", directory / ATTRIBUTES.name)
    product_ids, vectors = product_pictures(shop)
    if product_ids:
        seen = {"product_ids": np.array(product_ids, str), "vectors": vectors.astype(np.float16)}
        PICTURES.write(directory, seen)


def recommend(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Compare recommenders on the snapshot of a directory and write lists and figures beside it.

    Raises
    ------
    NotEnoughDataError
        Too few customers bought in the time that judges.
    """
    from analytics.recommend.bundles.judged_completion import judge_completion
    from analytics.recommend.comparison import compare
    from analytics.recommend.lists import listed
    from analytics.recommend.newcomers import judge_new

    started = time.perf_counter()
    config, progress = RECOMMEND.asked(directory), Progress(directory, RECOMMEND.kind.stages, say)
    with progress.stage(RecommendStage.READING):
        told = Snapshot.read(directory)
    purchases, seed = told.purchases, config.seed
    with progress.stage(RecommendStage.DESCRIBING) as report:
        products = told.described(report)
    with progress.stage(RecommendStage.COMPARING) as report:
        found = compare(purchases, products, config.chosen, config.horizon_days, seed, report)
        horizon = found.cut.horizon_days
        cold, blocks = judge_new(purchases, products, found.cut.past.end, horizon, seed)
    with progress.stage(RecommendStage.LISTING) as report:
        methods = config.chosen if purchases.n_customers <= _ALL_METHODS_UP_TO else (found.default,)
        lists = listed(found, methods, sold_out(told.catalog), report)
    with progress.stage(RecommendStage.COMPLETING) as report:
        weights, completed = judge_completion(purchases, products, horizon, seed, report)
    rates = taken_rates(told.exposures, purchases.end)
    for file, table in zip(TABLES, (found.table, cold, blocks, lists, completed, rates), strict=True):
        file.write(directory, table)
    seconds = progress.seconds | {"total": round(time.perf_counter() - started, 3)}
    record = _record(told, found, blocks, weights)
    RECORD.write(directory, record | {"seconds": seconds}, indent=2)
    write_digests(directory)


def _record(
    told: Snapshot, found: "Comparison", blocks: pd.DataFrame, weights: Mapping["Clue", float]
) -> dict[str, Any]:
    """Return what is told of the work beside its tables."""
    return {
        "default": found.default.value,
        "horizon_days": found.cut.horizon_days,
        "n_customers": told.purchases.n_customers,
        "n_products": found.fitted.purchases.n_products,
        "n_products_judged": found.cut.past.n_products,
        "n_sold_out": len(sold_out(told.catalog)) if knows_stock(told.catalog) else None,
        "completion_weights": {clue.value: float(weight) for clue, weight in weights.items()},
        "feedback": feedback_of(told.exposures, told.purchases.end, found.gain),
        "blocks": blocks.to_dict("records"),
        "n_pictures": len(told.pictures.get("product_ids", ())),
        "seconds_to_learn": {method.value: of for method, of in found.fitted.seconds.items()},
    }


def completion(directory: Path) -> "ShopCompletion":
    """Return what completes the bundles of the shop that a directory tells of, learned from all it knows."""
    from analytics.recommend.bundles.completion import Clue
    from analytics.recommend.bundles.shop_completion import ShopCompletion

    purchases, offers = purchases_of(PURCHASES.read(directory)), OFFERS.read(directory)
    weights = {Clue(name): of for name, of in RECORD.read(directory)["completion_weights"].items()}
    parts = {str(name): list(of) for name, of in zip(offers["offer_id"], offers["product_ids"], strict=True)}
    return ShopCompletion.fit(purchases, in_order(PRODUCTS.read(directory), purchases), parts, weights)


def in_order(catalog: pd.DataFrame, purchases: Purchases) -> pd.DataFrame:
    """Return the products of a history, in its order."""
    products = catalog.set_index("product_id").reindex(purchases.product_ids)
    return products.reset_index(names="product_id")


RECOMMEND = shop_work("recommend", recommend, RecommendStage.shares(), RecommendConfig, write_snapshot)
