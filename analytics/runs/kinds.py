"""The pricing run and its recovery check as kinds of long work, with the codes of their stages."""

from enum import StrEnum

from analytics.jobs.kinds import JobKind, register
from analytics.runs.artifacts import ARTIFACTS, ASKED, RECOVERED, REPORT
from analytics.runs.config import read_config


class RunStage(StrEnum):
    """What a run does, in order."""

    READING = "reading"
    TESTING = "testing"
    TRAINING = "training"
    PRICING = "pricing"
    EXPLAINING = "explaining"


class CheckStage(StrEnum):
    """What a recovery check does, in order; after the first two, the shops that it simulates."""

    READING = "reading_run"
    MAKING = "making"
    AS_IS = "as_is"
    QUARTER_VISITS = "quarter_visits"
    HALF_VISITS = "half_visits"
    DOUBLE_VISITS = "double_visits"
    FOURFOLD_VISITS = "fourfold_visits"
    LIVELIER_PRICES = "livelier_prices"
    LIVELIEST_PRICES = "liveliest_prices"
    PRICE_TEST = "price_test"
    MOST_OF_BOTH = "most_of_both"


# What each stage of a check costs, in minutes of one core, as measured on a shop of 20,000 visits: mostly the
# fit on the visits of its setting, the first with all members, others with four.
CHECK_WORK = {
    CheckStage.READING: 0.1,
    CheckStage.MAKING: 0.1,
    CheckStage.AS_IS: 1.1,
    CheckStage.QUARTER_VISITS: 0.4,
    CheckStage.HALF_VISITS: 0.5,
    CheckStage.DOUBLE_VISITS: 1.0,
    CheckStage.FOURFOLD_VISITS: 1.0,
    CheckStage.LIVELIER_PRICES: 0.8,
    CheckStage.LIVELIEST_PRICES: 0.8,
    CheckStage.PRICE_TEST: 0.8,
    CheckStage.MOST_OF_BOTH: 1.0,
}
_ALL_WORK = sum(CHECK_WORK.values())
PRICING = register(
    JobKind(
        name="pricing",
        home=__name__,
        entry="analytics.runs.train:train",
        stages={
            RunStage.READING: 0.05,
            RunStage.TESTING: 0.36,
            RunStage.TRAINING: 0.32,
            RunStage.PRICING: 0.16,
            RunStage.EXPLAINING: 0.11,
        },
        artifacts=ARTIFACTS,
        check=read_config,
    )
)
RECOVERY = register(
    JobKind(
        name="recovery",
        home=__name__,
        entry="analytics.runs.recovery_check:check_recovery",
        stages={stage: work / _ALL_WORK for stage, work in CHECK_WORK.items()},
        artifacts=(ASKED, REPORT, *RECOVERED),
    )
)
