"""A view of sequences tells apart who differs in nothing else; its parts do what they say."""

import numpy as np
import pandas as pd
import pytest

from analytics.segments.embedding.clusters import DeepSegments, sharpened
from analytics.segments.embedding.estimator import DeepConfig, SequenceEmbedding
from analytics.segments.embedding.features import event_sequences
from analytics.segments.methods.centers import fitted_centers, nearest
from analytics.segments.methods.contract import CustomerData
from analytics.segments.methods.evaluate import rand_index
from data.schema import NotEnoughDataError

QUICK = DeepConfig(most_epochs=5, batch_size=48, fewest_steps=1)
START = pd.Timestamp("2024-03-01")


def events_of(walks: dict[str, list[str]], days: float = 1.0) -> pd.DataFrame:
    """Return the mart `customer_events` of customers who buy of these categories, one after the other."""
    rows = [
        {
            "customer_id": customer,
            "event_no": len(walk) - n,
            "event_time": START + n * pd.Timedelta(days=days),
            "event_type": "purchase",
            "category": category,
            "price_position": 0.0,
        }
        for customer, walk in walks.items()
        for n, category in enumerate(walk)
    ]
    return pd.DataFrame(rows)


def turners_and_stayers(n_customers: int = 240, seed: int = 0) -> tuple[CustomerData, np.ndarray]:
    """Return customers who buy A and B equally often, in turn or in two runs, and which of these they do."""
    truth = np.arange(n_customers) % 2
    walks = {f"c{n}": ["A", "B"] * 6 if turns else ["A"] * 6 + ["B"] * 6 for n, turns in enumerate(truth)}
    ids = pd.Series(list(walks))
    return CustomerData(
        pd.DataFrame({"customer_id": ids}), np.zeros((n_customers, 1)), event_sequences(events_of(walks), ids)
    ), truth


def test_sequences_are_the_latest_events_oldest_first_with_nothing_of_others():
    events = events_of({"a": ["x", "y", "x", "x"], "b": ["y"], "stranger": ["x"]}, days=2)

    found = event_sequences(events, pd.Series(["b", "a", "silent"]), length=3)

    assert found.category.tolist() == [[2, 0, 0], [2, 1, 1], [0, 0, 0]]  # x is the more frequent
    assert found.event_type.tolist() == [[1, 0, 0], [1, 1, 1], [0, 0, 0]]
    np.testing.assert_allclose(found.numbers[1, :, 1], np.log1p([0, 48, 48]) / 2, rtol=1e-5)
    assert found.rows(np.array([1])).category.tolist() == [[2, 1, 1]]


def test_batches_hold_every_customer_and_always_as_many():
    data, _ = turners_and_stayers(600)

    sizes = [len(batch["category"]) for batch in data.sequences.batches()]

    assert len(set(sizes)) == 1
    assert sum(sizes) >= 600


@pytest.fixture(scope="module")
def found() -> tuple[DeepSegments, np.ndarray, np.ndarray]:
    """Return a fitted and refined method, the truth, and its labels."""
    data, truth = turners_and_stayers()
    method = DeepSegments(2, 3, is_refined=True, config=QUICK)
    return method, truth, method.fit_predict(data)


def test_who_buys_in_turn_is_told_from_who_stays(found):
    method, truth, _ = found

    assert rand_index(truth, nearest(method.points_, fitted_centers(method.points_, 2, 0))) > 0.95


def test_refining_keeps_segments_that_are_plain(found):
    method, truth, labels = found

    assert method.n_rounds_ >= 1
    assert rand_index(truth, labels) > 0.95


def test_the_next_event_is_learned(found):
    losses = found[0].embedding_.losses_

    assert losses[-1] < 0.8 * losses[0]


def test_the_same_seed_gives_the_same_segments(found):
    again = DeepSegments(2, 3, is_refined=True, config=QUICK)

    labels = again.fit_predict(turners_and_stayers()[0])

    assert labels.tolist() == found[2].tolist()
    np.testing.assert_array_equal(again.points_, found[0].points_)


def test_a_target_leans_further_and_holds_large_clusters_back():
    belonging = np.array([[0.6, 0.4], [0.9, 0.1], [0.9, 0.1], [0.2, 0.8]])

    target = sharpened(belonging)

    np.testing.assert_allclose(target.sum(axis=1), 1)
    assert (target[1] > belonging[1]).tolist() == [True, False]
    assert target[0, 0] / target[0, 1] < (0.6 / 0.4) ** 2


def test_too_few_customers_with_an_order_of_events_are_a_sentence():
    walks = {f"c{n}": ["x"] for n in range(200)}

    with pytest.raises(NotEnoughDataError, match="Only 0 customers have two events or more"):
        SequenceEmbedding().fit(event_sequences(events_of(walks), pd.Series(list(walks))))


def test_training_can_be_stopped():
    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        SequenceEmbedding(QUICK, stop).fit(turners_and_stayers(120)[0].sequences)
