"""A question put to a shop: paid for, drawn once, and kept."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.runs.private_figures.question import (
    ASSUMED_CUSTOMERS,
    CENTS,
    Question,
    Statistic,
    check_question,
    expected_error,
    halved,
    reach,
)
from analytics.runs.private_figures.rows import Bounded, bounded_rows, groups_of
from data.privacy.budget.amounts import Cost
from data.privacy.budget.lines import Figures
from data.privacy.budget.noise import noisy
from data.privacy.budget.record import Budget
from data.store import Shop

COLUMNS = ("group", "figure", "half_width")


@dataclass(frozen=True)
class Answer:
    """Figures with noise.

    Attributes
    ----------
    figures : group, figure, and its 90 % half-width [unit of the figure]
    cost : what was paid now, None where the figures were kept from before
    """

    figures: pd.DataFrame
    cost: Cost | None


def ask(shop: Shop, question: Question, cost: Cost) -> Answer:
    """Return figures with noise: those that are kept, else new ones, paid for.

    Raises
    ------
    InputError
        It cannot be asked so, or would cost more than is left of the shop's privacy budget.
    """
    check_question(question, cost)
    with shop.reading():
        data, rows = shop.fingerprint, bounded_rows(shop, question)
    budget, plain = Budget(shop.directory), question.plain(cost)
    is_drawn: list[bool] = []

    def draw() -> Figures:
        is_drawn.append(True)
        return figures_of(rows, question, cost)

    figures = budget.answer(plain, data, cost, draw)
    paid = cost if is_drawn else None
    return Answer(pd.DataFrame(figures, columns=list(COLUMNS)), paid)


def figures_of(bounded: Bounded, question: Question, cost: Cost) -> Figures:
    """Return a figure with noise for every group, whether anybody is in it or not."""
    groups = groups_of(question)
    amounts = bounded.rows.groupby("group")["amount"]
    counts = amounts.size().reindex(groups, fill_value=0).to_list()
    sums = amounts.sum().reindex(groups, fill_value=0).to_list()
    l1, l2 = reach(question)
    widths = [expected_error(question, cost)] * len(groups)
    if question.statistic is Statistic.MEAN:
        told, widths = _means(counts, sums, question, cost)
    elif question.statistic is Statistic.SUM:
        told = [value / CENTS for value in noisy(sums, cost, l1, l2)]
    else:
        told = list(map(float, noisy(counts, cost, l1, l2)))
    return [dict(zip(COLUMNS, row, strict=True)) for row in zip(groups, told, widths, strict=True)]


def _means(
    counts: list[int], sums: list[int], question: Question, cost: Cost
) -> tuple[list[float], list[float]]:
    """Return means out of two noisy figures, each at half the cost: how many, and how far from the middle.

    Their half-widths are told by how many there are, with noise.
    """
    half, n = halved(cost), question.n_each
    middle = question.at_most / 2
    around = [total - round(middle * CENTS) * n_in for total, n_in in zip(sums, counts, strict=True)]
    how_many = np.maximum(noisy(counts, half, n, math.sqrt(n)), 1)
    means = middle + np.array(noisy(around, half, *reach(question))) / CENTS / how_many
    widths = np.minimum(expected_error(question, cost) * ASSUMED_CUSTOMERS / how_many, question.at_most)
    return np.round(np.clip(means, 0, question.at_most), 4).tolist(), widths.tolist()
