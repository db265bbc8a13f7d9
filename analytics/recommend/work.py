"""Recommendations of a shop as long work: from its marts to a list for every customer."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.embeddings.work import product_pictures
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import home_of, shop_work
from analytics.jobs.state import Progress
from analytics.pricing.ranges import check_ranges
from analytics.recommend.feedback import COLUMNS as FEEDBACK_COLUMNS
from analytics.recommend.feedback import is_settled, taken_rates
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import Purchases, purchases_of
from analytics.recommend.shown import knows_stock, sold_out
from data.privacy.digests import write_digests
from data.privacy.formats import Arrays, Document, Frame
from data.schema import InputError
from data.store import Shop

if TYPE_CHECKING:
    from analytics.recommend.bundles.shop_completion import ShopCompletion

PURCHASES = Frame("purchase_days.parquet")
EXPOSURES = Frame("exposures.parquet", ("customer_id", "product_id", "day"))
PRODUCTS = Frame("products.parquet", ("product_id", "title", "category", "list_price", "availability"))
ATTRIBUTES = Frame("product_attributes.parquet", ("product_id",))
PICTURES = Arrays("product_pictures.npz")
MODELS = Frame("recommendation_models.parquet", ("method", "is_default", "recall", "ndcg", "new_recall"))
COLD = Frame("recommendation_cold.parquet", ("who", "method", "n_customers", "recall", "ndcg"))
BLOCKS = Frame("recommendation_blocks.parquet", ("block", "is_used", "n_products", "recall_added"))
LISTS = Frame(
    "recommendations.parquet",
    ("customer_id", "method", "place", "product_id", "chance", "is_new", "is_in_stock"),
)
FEEDBACK = Frame("recommendation_feedback.parquet", FEEDBACK_COLUMNS)
OFFERS = Frame("offers.parquet", ("offer_id", "product_ids"))
COMPLETION = Frame("bundle_completion.parquet", ("method", "n_left_out", "recall", "ndcg"))
RECORD = Document(
    "recommendations.json",
    {"default": str, "horizon_days": int, "n_customers": int, "completion_weights": dict},
)
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
    horizon_days : of the purchases that judge, and that are foretold; as the history allows where None
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
    from analytics.recommend.describing import describe
    from analytics.recommend.lists import listed
    from analytics.recommend.newcomers import judge_new

    started = time.perf_counter()
    config, progress = RECOMMEND.asked(directory), Progress(directory, RECOMMEND.kind.stages, say)
    with progress.stage(RecommendStage.READING):
        exposures = EXPOSURES.read(directory)
        purchases = purchases_of(PURCHASES.read(directory), exposures)
    with progress.stage(RecommendStage.DESCRIBING) as report:
        pictures = PICTURES.read(directory) if PICTURES.is_in(directory) else {}
        catalog, attributes = PRODUCTS.read(directory), ATTRIBUTES.read(directory)
        ids, home = list(purchases.product_ids), home_of(directory)
        products = describe(catalog, attributes, pictures, ids, home, report)
    with progress.stage(RecommendStage.COMPARING) as report:
        found = compare(purchases, products, config.chosen, config.horizon_days, config.seed, report)
        test_from = found.cut.past.end
        cold, blocks = judge_new(purchases, products, test_from, found.cut.horizon_days, config.seed)
    with progress.stage(RecommendStage.LISTING) as report:
        few = purchases.n_customers <= _ALL_METHODS_UP_TO
        methods = config.chosen if few else (found.default,)
        LISTS.write(directory, listed(found, methods, sold_out(catalog), report))
    with progress.stage(RecommendStage.COMPLETING) as report:
        horizon = found.cut.horizon_days
        weights, judged = judge_completion(purchases, products, horizon, config.seed, report)
        COMPLETION.write(directory, judged)
    FEEDBACK.write(directory, taken_rates(exposures, purchases.end))
    MODELS.write(directory, found.table)
    COLD.write(directory, cold)
    BLOCKS.write(directory, blocks)
    record = {
        "default": found.default.value,
        "horizon_days": found.cut.horizon_days,
        "n_customers": purchases.n_customers,
        "n_products": found.fitted.purchases.n_products,
        "n_products_judged": found.cut.past.n_products,
        "n_sold_out": len(sold_out(catalog)) if knows_stock(catalog) else None,
        "completion_weights": {clue.value: float(weight) for clue, weight in weights.items()},
        "feedback": feedback_of(exposures, purchases.end, found.gain),
        "blocks": blocks.to_dict("records"),
        "n_pictures": len(pictures.get("product_ids", ())),
        "seconds": progress.seconds | {"total": round(time.perf_counter() - started, 3)},
        "seconds_to_learn": {method.value: of for method, of in found.fitted.seconds.items()},
    }
    RECORD.write(directory, record, indent=2)
    write_digests(directory)


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


def feedback_of(exposures: pd.DataFrame, end: int, gain: Any) -> dict[str, Any] | None:
    """Return what is told of exposures beside their rates, and whether they helped; None without any.

    Parameters
    ----------
    gain : `GainOfShown` of the comparison
    """
    if exposures.empty:
        return None
    settled = int(is_settled(exposures, end).sum())
    helped = None if gain is None else asdict(gain) | {"is_used": gain.is_used}
    return {"n_shown": len(exposures), "n_settled": settled, "hybrid": helped}


RECOMMEND = shop_work("recommend", recommend, RecommendStage.shares(), RecommendConfig, write_snapshot)
