"""The pricing run and its recovery check as kinds of long work, with the codes of their stages."""

from enum import StrEnum

from analytics.jobs import JobKind, register
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
        former_stages={
            "Reading visits and prices": RunStage.READING,
            "Testing the model on the latest visits": RunStage.TESTING,
            "Training the price response": RunStage.TRAINING,
            "Checking the gates and pricing offers": RunStage.PRICING,
            "Explaining the scores": RunStage.EXPLAINING,
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
        former_stages={
            "Reading the run": CheckStage.READING,
            "Making a shop in which the model is right": CheckStage.MAKING,
            "The shop as it is": CheckStage.AS_IS,
            "A quarter of the visits": CheckStage.QUARTER_VISITS,
            "Half the visits": CheckStage.HALF_VISITS,
            "Twice the visits": CheckStage.DOUBLE_VISITS,
            "Four times the visits": CheckStage.FOURFOLD_VISITS,
            "Prices that vary half as much again": CheckStage.LIVELIER_PRICES,
            "Prices that vary twice as much": CheckStage.LIVELIEST_PRICES,
            "A price test for eight weeks": CheckStage.PRICE_TEST,
            "Four times the visits and twice the price variation": CheckStage.MOST_OF_BOTH,
        },
        artifacts=(ASKED, REPORT, *RECOVERED),
    )
)
