"""What is known of a customer at the door, and of the day: how often they come, how they buy, the season."""

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Doubles, Floats
from analytics.demand.visit_log import VisitLog

N_HABITS = 3


def markdowns(log: VisitLog, reference_price: Floats) -> Doubles:
    """Return each bought line's price ÷ price today − 1, (n_bought,)."""
    lines = log.bought
    paid = np.where(np.isnan(lines.price), log.prices(lines.visit, lines.product), lines.price)
    return np.nan_to_num(paid / reference_price[lines.product] - 1).astype(float)


def activity(
    log: VisitLog, paid: Doubles, usual_size: Floats, usual_markdown: float, is_training: bool
) -> Floats:
    """Return visits so far, basket size and deal-proneness of each visit's customer, (n_visits, N_HABITS).

    Parameters
    ----------
    paid : (n_bought,) as `markdowns` returns them
    usual_size : (n_visits,) mean basket of the customer's segment
    is_training : whether all other visits count instead of the earlier ones
    """
    known = _elsewhere if is_training else _before
    size = np.bincount(log.bought.visit, minlength=len(log)).astype(float)
    markdown = np.bincount(log.bought.visit, paid, len(log))
    n_visits, n_bought, saved = (
        known(log, np.asarray(values, float)) for values in (np.ones(len(log)), size, markdown)
    )
    basket = (n_bought + 5 * usual_size) / (n_visits + 5) - usual_size
    deals = (saved + 10 * usual_markdown) / (n_bought + 10) - usual_markdown
    return np.stack([np.log1p(n_visits) / 3 - 0.5, basket, 10 * deals], 1).astype(np.float32)


def seasons(visited_at: NDArray[np.datetime64], is_yearly: bool) -> Floats:
    """Return yearly and weekly cycles, (n_visits, 4); the yearly one is zero in a short history."""
    day = (visited_at - np.datetime64("2000-01-03", "us")) / np.timedelta64(1, "D")
    year = 2 * np.pi * day / 365.25
    week = 2 * np.pi * np.floor(day) / 7
    yearly = [np.sin(year), np.cos(year)] if is_yearly else [np.zeros(len(day))] * 2
    return np.stack([*yearly, np.sin(week), np.cos(week)], 1).astype(np.float32)


def _before(log: VisitLog, values: Doubles) -> Doubles:
    """Return each customer's running sum before each visit."""
    total = np.cumsum(values) - values
    return np.asarray(total - total[log.first_visit])


def _elsewhere(log: VisitLog, values: Doubles) -> Doubles:
    """Return each customer's sum over all visits but the visit itself."""
    return np.asarray(np.bincount(log.customer, values, len(log.customer_ids))[log.customer] - values)
