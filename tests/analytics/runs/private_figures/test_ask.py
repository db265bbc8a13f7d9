import math

import numpy as np
import pandas as pd
import pytest

from analytics.runs.private_figures import ask as asking
from analytics.runs.private_figures.ask import ask, figures_of
from analytics.runs.private_figures.question import (
    CATEGORY,
    MONTH,
    Of,
    Question,
    Statistic,
    check_question,
    expected_error,
    reach,
)
from analytics.runs.private_figures.rows import bounded_rows, groups_of
from data.privacy.budget.amounts import Cost, Mechanism
from data.privacy.budget.record import Budget
from data.schema import InputError
from tests.builders import shop_with

COST = Cost(Mechanism.LAPLACE, 1.0)
QUESTIONS = [
    Question(Statistic.COUNT),
    Question(Statistic.SUM, at_most=15.0),
    Question(Statistic.MEAN, at_most=15.5),
    Question(Statistic.HISTOGRAM, Of.ORDERS, edges=(1.0, 2.0)),
    Question(Statistic.SUM, by=MONTH, groups=("2024-03",), at_most=9.0, groups_each=2),
    Question(Statistic.MEAN, by=CATEGORY, groups=("tea", "cups"), at_most=30.0, groups_each=2),
    Question(Statistic.COUNT, by=CATEGORY, groups=("tea",), groups_each=1),
]


def orders(customers):
    return [
        {
            "customer_id": f"c{customer}",
            "order_id": f"o{customer}-{n}",
            "product_id": f"p{n}",
            "category": ("tea", "cups", "pots")[n % 3],
            "net_price": str(3 + 4 * customer % 11 + n),
            "event_time": f"2024-0{n + 1}-04 10:00:00",
        }
        for customer in customers
        for n in range(1 + customer % 4)
    ]


@pytest.fixture(scope="module")
def neighbors(tmp_path_factory):
    """Return two shops that differ by one customer, of most orders and all categories."""
    fewer = [n for n in range(11) if n != 7]
    return [shop_with(tmp_path_factory.mktemp("shop"), orders(who)) for who in (range(11), fewer)]


@pytest.fixture
def bare(monkeypatch):
    """Leave the noise out, and note what it would have been."""
    asked = []

    def nothing(values, cost, l1, l2):
        asked.append((list(values), cost, l1, l2))
        return list(values)

    monkeypatch.setattr(asking, "noisy", nothing)
    return asked


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.statistic}-{q.by}")
def test_one_customer_moves_the_figures_no_farther_than_the_noise_is_for(question, neighbors, bare):
    for shop in neighbors:
        figures_of(bounded_rows(shop, question), question, COST)

    with_, without = bare[: len(bare) // 2], bare[len(bare) // 2 :]
    is_any = False
    for (more, cost, l1, l2), (less, *_) in zip(with_, without, strict=True):
        moved = np.abs(np.array(more) - np.array(less))
        assert moved.sum() <= l1 and math.sqrt((moved**2).sum()) <= l2 + 1e-9
        is_any |= bool(moved.any())
        assert cost.epsilon == COST.epsilon / len(with_)
    assert is_any


def test_figures_without_noise_are_those_of_the_clipped_customers(neighbors, bare):
    question = Question(Statistic.SUM, at_most=15.0)
    bounded = bounded_rows(neighbors[0], question)
    monetary = neighbors[0].read("customers")["monetary"]

    (told,) = figures_of(bounded, question, COST)

    assert told["group"] == "all" and told["figure"] == pytest.approx(monetary.clip(0, 15).sum())
    assert told["half_width"] == expected_error(question, COST)
    assert bounded.n_clipped == (monetary > 15).sum() > 0
    (mean,) = figures_of(bounded, Question(Statistic.MEAN, at_most=15.0), COST)
    assert mean["figure"] == pytest.approx(monetary.clip(0, 15).mean(), abs=1e-3)
    of_a_thousand = expected_error(Question(Statistic.MEAN, at_most=15.0), COST)
    assert mean["half_width"] == pytest.approx(of_a_thousand * 1000 / 11)


def test_every_named_group_has_a_figure_whether_anybody_is_in_it_or_not(neighbors):
    question = Question(Statistic.COUNT, by=CATEGORY, groups=("tea", "nothing"))

    figures = ask(neighbors[0], question, COST).figures

    assert figures["group"].tolist() == ["tea", "nothing", "other"] == groups_of(question)


def test_a_question_is_paid_for_once(neighbors):
    shop, question = neighbors[1], Question(Statistic.HISTOGRAM, Of.ORDERS, edges=(2.0,))

    first, again = ask(shop, question, COST), ask(shop, question, COST)

    assert first.cost == COST and again.cost is None
    pd.testing.assert_frame_equal(first.figures, again.figures)
    assert Budget(shop.directory).spent().epsilon == 1.0


@pytest.mark.parametrize(
    ("question", "cost", "said"),
    [
        (Question(Statistic.COUNT), Cost(Mechanism.GAUSSIAN, 1.0), "does not go with gaussian noise"),
        (Question(Statistic.COUNT), Cost(Mechanism.LAPLACE, 0.0), "epsilon 0 is out of range"),
        (Question(Statistic.HISTOGRAM), COST, "ranges of a histogram"),
        (Question(Statistic.HISTOGRAM, edges=(2.0, 1.0)), COST, "ranges of a histogram"),
        (Question(Statistic.COUNT, by="tier"), COST, "no group is named"),
    ],
)
def test_what_cannot_be_asked_is_refused(question, cost, said):
    with pytest.raises(InputError, match=said):
        check_question(question, cost)


def test_more_epsilon_means_less_error_and_more_groups_more():
    few, many = Question(Statistic.SUM), Question(Statistic.SUM, by=MONTH, groups=("a",), groups_each=4)

    assert expected_error(few, COST) > expected_error(few, Cost(Mechanism.LAPLACE, 2.0))
    assert expected_error(many, COST) == pytest.approx(4 * expected_error(few, COST))
    gaussian = Cost(Mechanism.GAUSSIAN, 1.0, 1e-7)
    assert expected_error(many, gaussian) == pytest.approx(2 * expected_error(few, gaussian))
    assert reach(many)[1] == pytest.approx(2 * reach(few)[1])
