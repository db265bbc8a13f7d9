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


_TRIALS = list(CheckStage)[2:]
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
        stages={CheckStage.READING: 0.03, CheckStage.MAKING: 0.07}
        | dict.fromkeys(_TRIALS, 0.9 / len(_TRIALS)),
        artifacts=(ASKED, REPORT, *RECOVERED),
    )
)
