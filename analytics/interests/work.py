"""Interests of a shop as long work: from its marts to forecasts, movers and synthetic customers."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.interests.counts import InterestCounts, count_interests
from analytics.interests.periods import HORIZONS, Period
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import shop_work
from analytics.jobs.state import Progress, part_of
from analytics.pricing.ranges import check_ranges
from analytics.segments.choice import SegmentChoice, assign_segments
from data.privacy.digests import write_digests
from data.privacy.formats import Document, Frame
from data.schema import InputError
from data.store import Shop, read_customers

PURCHASES = Frame("purchases.parquet")
CUSTOMERS = Frame("customers.parquet", ("customer_id", "segment", "segment_before"))
INTERESTS = Frame(
    "interests.parquet", ("customer_id", "period", "category", "share", "low", "high", "horizon_days")
)
MODELS = Frame("interests_models.parquet", ("horizon_days", "method", "log_loss", "gain", "is_default"))
MOVERS = Frame("interests_movers.parquet", ("customer_id", "category", "move", "change", "is_sure"))
GROUPS = Frame(
    "interests_groups.parquet", ("group", "period", "category", "share", "low", "high", "horizon_days")
)
SYNTHETIC = Frame(
    "interests_synthetic.parquet", ("generator", "customer_id", "period", "category", "n_purchases")
)
RECORD = Document("interests.json", {"defaults": list, "n_customers": int, "n_periods": int})
MOST_CATEGORIES = 1000


class InterestStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_interests", 0.01
    TUNING = "tuning_interests", 0.2
    JUDGING = "judging_interests", 0.31
    FORECASTING = "forecasting_interests", 0.26
    DRAWING = "drawing_customers", 0.22


@dataclass(frozen=True)
class InterestConfig:
    """What interests are, and in which periods they are counted.

    Parameters
    ----------
    period : code of `Period`
    n_categories : the largest, kept apart; the rest is one more
    of_products : whether interests are in products in place of categories
    n_synthetic : customers drawn from each generator; 0 draws none
    seed : of everything drawn by lot
    """

    period: str = Period.FOUR_WEEKS.value
    n_categories: int = 100
    of_products: bool = False
    n_synthetic: int = 1000
    seed: int = 0

    def __post_init__(self) -> None:
        if self.period not in tuple(Period):
            raise InputError(f"there is no period {self.period}", f"Use one of {', '.join(Period)}")
        check_ranges(self, n_categories=(1, MOST_CATEGORIES), n_synthetic=(0, 100_000), seed=(0, 2**32 - 1))


def write_snapshot(shop: Shop, config: InterestConfig, directory: Path) -> None:
    """Write what was bought by whom and when, and who the customers are."""
    purchases = shop.read("interests", period_length=config.period, of_products=config.of_products)
    counts = count_interests(purchases, Period(config.period), config.n_categories)
    PURCHASES.write(directory, purchases)
    choice = SegmentChoice(**shop.setting("segments", {"kind": "rfm"}))
    named = (choice.attribute,)
    now = _segmented(read_customers(shop, named), choice, config.seed)
    judged_from = str(counts.starts[counts.timeline.tested[0]])
    before = _segmented(read_customers(shop, named, as_of=judged_from), choice, config.seed)
    renamed = before[["customer_id", "segment"]].rename(columns={"segment": "segment_before"})
    CUSTOMERS.write(directory, now.merge(renamed, on="customer_id", how="left"))


def find_interests(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Compare forecasts of interests on the snapshot of a directory and write what they tell beside it."""
    from analytics.interests import study
    from analytics.interests.ahead import forecast_customers
    from analytics.interests.tables import groups_frame, interests_frame, movers_frame
    from analytics.interests.vae.training import VAEConfig

    started = time.perf_counter()
    config, progress = INTERESTS_WORK.asked(directory), Progress(directory, INTERESTS_WORK.kind.stages, say)
    with progress.stage(InterestStage.READING):
        counts = count_interests(PURCHASES.read(directory), Period(config.period), config.n_categories)
        customers = CUSTOMERS.read(directory).set_index("customer_id", drop=False)
        attributes = study.attribute_columns(counts, customers.drop(columns=["segment", "segment_before"]))
    with progress.stage(InterestStage.TUNING) as report:
        vae = VAEConfig(seed=config.seed)
        models = study.tune_models(counts, customers["segment_before"], attributes, vae, report)
    with progress.stage(InterestStage.JUDGING) as report:
        comparison = study.judge_models(models, counts, report)
        finding, n_active = study.latent_finding(models.vae), models.vae.n_active_
        MODELS.write(directory, comparison.table)
    with progress.stage(InterestStage.FORECASTING) as report:
        study.fit_models(models, counts, counts.n_periods, part_of(report, 0, 0.7))
        ahead = forecast_customers(counts, models.forecasters, comparison, part_of(report, 0.7, 1))
        INTERESTS.write(directory, interests_frame(counts, ahead))
        MOVERS.write(directory, movers_frame(counts, ahead))
        GROUPS.write(directory, groups_frame(counts, ahead, customers["segment"]))
    with progress.stage(InterestStage.DRAWING) as report:
        drawn, figures = _drawn(models, counts, config, report)
        SYNTHETIC.write(directory, drawn)
    record = {
        "defaults": [method.value for method in comparison.defaults],
        "horizons_days": list(HORIZONS),
        "n_customers": len(counts),
        "n_forecast": len(ahead.customers),
        "n_judged": len(models.learned),
        "n_periods": counts.n_periods,
        "categories": list(counts.categories),
        "latent": {"finding": finding.value, "n_active": n_active},
        "tuned": asdict(models.vae.tuned_),
        "synthetic": figures,
        "seconds": progress.seconds | {"total": round(time.perf_counter() - started, 3)},
    }
    RECORD.write(directory, record, indent=2)
    write_digests(directory)


def _drawn(
    models: Any, counts: InterestCounts, config: InterestConfig, report: Callable[[float], None]
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return synthetic customers of both generators, and what they are worth."""
    from analytics.interests.synthetic.checks import copying, trained_forecast, usefulness
    from analytics.interests.synthetic.from_gan import customers_from_gan
    from analytics.interests.synthetic.from_vae import customers_from_vae
    from analytics.interests.synthetic.histories import Generator, synthetic_frame

    if config.n_synthetic == 0:
        return pd.DataFrame(columns=list(SYNTHETIC.needed)), {}
    frames, figures = [], {}
    of_real = trained_forecast(counts, models.learned[: config.n_synthetic])
    for i, generator in enumerate(Generator):
        if generator is Generator.VAE:
            drawn = customers_from_vae(models.vae, counts, models.learned, config.n_synthetic, config.seed)
        else:
            drawn = customers_from_gan(counts, models.learned, config.n_synthetic, config.seed)
        report((i + 0.5) / len(Generator))
        frames.append(synthetic_frame(drawn, generator))
        useful, copied = usefulness(drawn, of_real, counts, models.learned), copying(drawn, counts)
        derived = {"kept": useful.kept, "copies_nobody": copied.copies_nobody}
        figures[generator.value] = asdict(useful) | asdict(copied) | derived
        report((i + 1) / len(Generator))
    return pd.concat(frames, ignore_index=True), figures


def _segmented(customers: pd.DataFrame, choice: SegmentChoice, seed: int) -> pd.DataFrame:
    """Return customers with the segment of each; none where nobody has bought."""
    bought = customers[customers["n_orders"] > 0].reset_index(drop=True)
    if bought.empty:
        return bought.assign(segment=np.array([], object))
    return bought.assign(segment=assign_segments(bought, choice, seed)["segment"].to_numpy())


INTERESTS_WORK = shop_work(
    "interests", find_interests, InterestStage.shares(), InterestConfig, write_snapshot
)
