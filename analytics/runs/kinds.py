"""The pricing run and its recovery check as kinds of long work, with the codes of their stages."""

from analytics.jobs.kinds import JobKind, WorkStage, register
from analytics.runs.config import read_config


class RunStage(WorkStage):
    """What a run does, in order, and the share of its time."""

    READING = "reading", 0.05
    TESTING = "testing", 0.36
    TRAINING = "training", 0.32
    PRICING = "pricing", 0.16
    EXPLAINING = "explaining", 0.11


class CheckStage(WorkStage):
    """What a recovery check does, in order; after the first two, the shops that it simulates.

    Beside each what it costs, in minutes of one core, as measured on a shop of 20,000 visits: mostly the fit
    on the visits of its setting, the first with all members, others with four.
    """

    READING = "reading_run", 0.1
    MAKING = "making", 0.1
    AS_IS = "as_is", 1.1
    QUARTER_VISITS = "quarter_visits", 0.4
    HALF_VISITS = "half_visits", 0.5
    DOUBLE_VISITS = "double_visits", 1.0
    FOURFOLD_VISITS = "fourfold_visits", 1.0
    LIVELIER_PRICES = "livelier_prices", 0.8
    LIVELIEST_PRICES = "liveliest_prices", 0.8
    PRICE_TEST = "price_test", 0.8
    MOST_OF_BOTH = "most_of_both", 1.0


class ExplainStage(WorkStage):
    """What the explanation of many customers does, in order, and the seconds of each on a small shop."""

    READING = "reading_visits", 2.0
    TESTING = "training_again", 40.0
    SHARING = "sharing_scores", 60.0
    SECOND = "asking_twice", 6.0
    GLASS = "glass_box", 10.0


PRICING = register(
    JobKind(
        name="pricing",
        home=__name__,
        entry="analytics.runs.train:train",
        stages=RunStage.shares(),
        check=read_config,
    )
)
RECOVERY = register(
    JobKind(
        name="recovery",
        home=__name__,
        entry="analytics.runs.recovery_check:check_recovery",
        stages=CheckStage.shares(),
    )
)
EXPLAINING = register(
    JobKind(
        name="explaining",
        home=__name__,
        entry="analytics.runs.explaining.batch:explain_run",
        stages=ExplainStage.shares(),
    )
)
