"""The value of a shop's customers as long work: from its marts to what they bring in each time to come."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import shop_work
from analytics.jobs.state import Progress
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.pricing.ranges import check_ranges
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.segments.classifier import classifier_of
from analytics.runs.customer_value.frames import CustomerFrames, read_customer_frames
from analytics.runs.customer_value.kept import (
    RFM_MONTHS,
    value_months,
    write_months,
    write_new_customers,
    write_value,
)
from analytics.runs.customer_value.moves import rfm_segments_by_month, value_segments_by_month
from analytics.runs.customer_value.value import ValueModel
from analytics.segments.lifetime.value import YEAR_DAYS, repeaters_of
from analytics.segments.new_customers.evaluation import NewCustomers, evaluate_new_customers
from data.privacy.digests import write_digests
from data.schema import NotEnoughDataError
from data.store import Shop

HORIZONS = (90, 180, YEAR_DAYS, 2 * YEAR_DAYS)  # days to come that the page tells of


class ValueStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    LEARNING = "learning_value", 0.3
    VALUING = "valuing_customers", 0.4
    NEWCOMERS = "telling_new_customers", 0.3


@dataclass(frozen=True)
class ValueConfig:
    """What the value of customers depends on beside their purchases.

    Parameters
    ----------
    costs : that are taken off revenue
    seed : of everything drawn by lot, but for the noise of a private training
    privacy : what the classifier of new customers may tell of one of them; anything where None
    """

    costs: CostAssumptions = AS_IN_FILES
    seed: int = 0
    privacy: PrivacyConfig | None = None

    def __post_init__(self) -> None:
        check_ranges(self, seed=(0, 2**32 - 1))


def write_snapshot(shop: Shop, config: ValueConfig, directory: Path) -> None:
    """Write who bought what and when; raises NotEnoughDataError where hardly anyone came back."""
    frames = read_customer_frames(shop)
    repeaters_of(frames.purchase_histories)
    frames.write(directory)


def value_shop(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Value the customers of a directory's snapshot for every time to come, and leave the tables there."""
    config, progress = CUSTOMER_VALUE.asked(directory), Progress(directory, CUSTOMER_VALUE.kind.stages, say)
    with progress.stage(ValueStage.LEARNING):
        frames = CustomerFrames.of(directory)
        model = ValueModel.fit(frames, config.costs, config.seed)
    with progress.stage(ValueStage.VALUING) as report:
        write_months(directory, RFM_MONTHS, rfm_segments_by_month(frames))
        for n, days in enumerate(HORIZONS, start=1):
            found = model.value(days)
            write_value(directory, found)
            write_months(directory, value_months(days), value_segments_by_month(model, found))
            report(n / len(HORIZONS))
    with progress.stage(ValueStage.NEWCOMERS):
        write_new_customers(directory, _new_customers(frames, config.seed, config.privacy))
    write_digests(directory)


def _new_customers(
    frames: CustomerFrames, seed: int, privacy: PrivacyConfig | None
) -> NewCustomers | NotEnoughDataError:
    try:
        return evaluate_new_customers(frames.first_days, seed, classifier_of(privacy))
    except NotEnoughDataError as error:
        return error


CUSTOMER_VALUE = shop_work("customer_value", value_shop, ValueStage.shares(), ValueConfig, write_snapshot)
