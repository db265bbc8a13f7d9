"""A search tries settings, goes on after a break as if there had been none, and claims no gain of luck."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.examples import table_examples
from analytics.lab.splits import split_examples
from analytics.lab.tuning import files
from analytics.lab.tuning.config import Range, Sampler, TuneConfig
from analytics.lab.tuning.search import search
from analytics.lab.tuning.trials import Outcome, from_plain, winner_of
from analytics.lab.tuning.tune import tune, winning_config
from data.schema import InputError

TRAIN = TrainConfig(Method.LOGISTIC, Split.CUSTOMER, seed=3)
SPACE = (Range("l2", 1e-6, 1.0), Range("most_epochs", 2, 6))


@pytest.fixture(scope="module")
def examples():
    """Rows of which four of sixty numbers tell the outcome: too many for no penalty at all."""
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(400, 60))
    outcome = (inputs[:, :4].sum(1) + rng.logistic(size=400) > 0).astype(float)
    return table_examples(pd.DataFrame(inputs, columns=[f"x{i}" for i in range(60)]), outcome)


def searched(config, examples, tried=()):
    kept = []
    search(
        config,
        split_examples(examples, config.train),
        tried,
        lambda ts: kept.append(list(ts)),
        lambda s: None,
    )
    return kept[-1]


@pytest.mark.parametrize("sampler", Sampler)
def test_a_search_broken_off_and_gone_on_with_tries_the_same(examples, sampler):
    config = TuneConfig(TRAIN, sampler, n_trials=9, space=SPACE)

    whole = searched(config, examples)
    again = searched(config, examples, tried=whole[:5])

    assert [t.figures for t in again] == [t.figures for t in whole]
    assert [t.loss for t in again] == [t.loss for t in whole]
    assert len(whole) == 10
    assert whole[0].is_default
    for trial in whole[1:]:
        assert 1e-6 <= trial.figures["l2"] <= 1.0
        assert trial.figures["most_epochs"] in (2, 3, 4, 5, 6)


def test_a_grid_tries_no_point_twice_and_ends_with_its_last(examples):
    config = TuneConfig(
        TRAIN, Sampler.GRID, n_trials=40, space=(Range("most_epochs", 2, 4), Range("l2", 0, 0))
    )

    trials = searched(config, examples)

    assert sorted(t.figures["most_epochs"] for t in trials[1:]) == [2, 3, 4]


def test_the_penalty_that_a_planted_world_needs_is_found_and_wins_on_unseen_rows(examples, tmp_path):
    shares = []
    config = TuneConfig(TRAIN, n_trials=16, space=SPACE)

    record = tune(config, examples, tmp_path, shares.append, {"fingerprint": "f"})

    assert record["verdict"] == "gain"
    assert record["gain"]["low"] > 0
    assert record["winner"]["test_loss"] < record["default"]["test_loss"]
    assert record["winner"]["loss"] < record["default"]["loss"]
    assert max(record["importance"], key=record["importance"].get) == "l2"
    assert record["n_trials"] == {"done": 16, "pruned": 0, "failed": 0}
    assert files.RECORD.read(tmp_path)["fingerprint"] == "f"
    assert winning_config(record, TRAIN).l2 == record["winner"]["figures"]["l2"]
    assert shares == sorted(shares)
    trials = files.TRIALS.read(tmp_path)
    assert len(trials) == 17
    assert (np.diff(trials["best_loss"]) <= 0).all()
    assert trials["best_loss"].iloc[-1] == record["winner"]["loss"]


def test_settings_that_change_nothing_are_no_gain(examples, tmp_path):
    config = TuneConfig(TRAIN, n_trials=3, space=(Range("most_epochs", 900, 1000),))

    record = tune(config, examples, tmp_path, lambda share: None)

    assert record["verdict"] == "none"
    assert record["winner"]["trial"] == 0


def test_a_folder_goes_on_with_its_own_search_alone_and_with_no_trial_twice(examples, tmp_path):
    config = TuneConfig(TRAIN, Sampler.RANDOM, n_trials=3, space=SPACE)
    first = tune(config, examples, tmp_path, lambda share: None)
    kept = files.TRIED.read(tmp_path)["trials"]

    again = tune(config, examples, tmp_path, lambda share: None)

    assert files.TRIED.read(tmp_path)["trials"] == kept
    assert again["winner"] == first["winner"]
    with pytest.raises(InputError, match="holds a search for something else"):
        tune(replace(config, n_trials=4), examples, tmp_path, lambda share: None)


def test_time_ends_a_search_and_one_trial_is_always_made(examples):
    trials = searched(TuneConfig(TRAIN, n_trials=500, minutes=1e-5, space=SPACE), examples)

    assert len(trials) == 2


def test_a_winner_was_seen_to_its_end():
    rows = [(Outcome.DONE, 0.5), (Outcome.PRUNED, 0.1), (Outcome.FAILED, None), (Outcome.DONE, 0.4)]
    plain = [
        {"figures": {}, "outcome": o, "loss": x, "seconds": 1, "steps": [], "notes": {}} for o, x in rows
    ]

    assert winner_of(from_plain(plain)) == 3


@pytest.mark.parametrize(
    ("space", "said"),
    [
        ((Range("n_leaves", 4, 8),), "logistic has no setting n_leaves"),
        ((Range("l2", 0.5, 0.1),), "l2 from 0.5 to 0.1 cannot be searched"),
        ((Range("l2", 0, 11),), "l2 from 0 to 11 cannot be searched"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(space, said):
    with pytest.raises(InputError, match=said):
        TuneConfig(TRAIN, space=space)
