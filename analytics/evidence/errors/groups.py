"""Groups of chances: purchases predicted against those that came, in units, in money and in surprise."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.evidence.errors.bands import chance_of_miss, count_band, holm
from analytics.evidence.errors.chances import N_LEVELS, Chances

FEWEST_CUSTOMERS = 10  # of a group that can stand out: fewer say little of how customers scatter
ALPHA = 0.05  # how often anything at all stands out by chance, of all that is looked at together
Sums = dict[str, Doubles]


def group_errors(chances: Chances, group: Ints, n_groups: int) -> pd.DataFrame:
    """Return one row per group: what was predicted, what happened, and what that is worth.

    Parameters
    ----------
    group : (n,) codes from 0

    Returns
    -------
    n_chances, n_customers, bought, predicted
    missed, missed_low, missed_high : purchases less those predicted, with its 90 % band
    revenue, revenue_missed, revenue_missed_low, revenue_missed_high : the same at the prices faced [currency]
    log_loss, log_loss_expected, log_loss_rest : per chance; as the predictions expect; of all other groups
    calibration_error, calibration_error_by_chance, calibration_error_rest : see `_calibration`
    p_value : how likely a right prediction is missed by so much; NaN below `FEWEST_CUSTOMERS`
    """
    n = np.bincount(group, minlength=n_groups).astype(float)
    purchases = _sums(chances, group, n_groups, np.ones(len(chances)))
    money = _sums(chances, group, n_groups, chances.price)
    customers = purchases["n_customers"]
    p_value = chance_of_miss(purchases["bought"], purchases["predicted"], purchases["variance_if_right"])
    table = {
        "n_chances": n.astype(np.int64),
        "n_customers": customers.astype(np.int64),
        "bought": purchases["bought"],
        "predicted": purchases["predicted"],
        **_missed("missed", purchases),
        "revenue": money["bought"],
        **_missed("revenue_missed", money),
        **_surprise(chances, group, n),
        **_calibration(chances, group, n_groups, n),
        "p_value": np.where(customers >= FEWEST_CUSTOMERS, p_value, np.nan),
    }
    return pd.DataFrame(table)


def with_stand_out(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows that were looked at together with adjusted_p, and stands_out: more than chance explains."""
    adjusted = holm(table["p_value"].to_numpy(float))
    return table.assign(adjusted_p=adjusted, stands_out=adjusted <= ALPHA)


def _sums(chances: Chances, group: Ints, n_groups: int, weight: Doubles) -> Sums:
    """Return weighted sums of purchases and predictions by group, and how they scatter with customers."""

    def summed(values: Doubles) -> Doubles:
        return np.bincount(group, values, n_groups).astype(np.float64)

    bought, predicted = summed(weight * chances.bought), summed(weight * chances.predicted)
    by_customer = chances.by_customer(weight * chances.missed, group, n_groups)
    squares = np.asarray(by_customer.multiply(by_customer).sum(1)).ravel()
    total = bought - predicted
    independent = summed(weight**2 * chances.variance)
    spared = summed(weight**2 * chances.predicted**2)  # by which chance scatters less than a Poisson count
    level = np.divide(bought, predicted, out=np.zeros(n_groups), where=predicted > 0)
    at_level = level * np.maximum(independent + spared * (1 - level), 0.05 * (independent + spared))
    return {
        "n_customers": np.diff(by_customer.indptr),
        "bought": bought,
        "predicted": predicted,
        "variance": np.maximum(squares - total**2 / max(chances.n_customers, 1), at_level),
        "variance_if_right": np.maximum(squares, independent),
        "typical": np.divide(
            independent + spared, predicted, out=np.ones(n_groups), where=predicted > 0
        ),  # weight of a purchase, by where it is likely
    }


def _missed(name: str, sums: Sums) -> Sums:
    low, high = count_band(sums["bought"], sums["variance"], sums["typical"])
    predicted = sums["predicted"]
    return {
        name: sums["bought"] - predicted,
        f"{name}_low": low - predicted,
        f"{name}_high": high - predicted,
    }


def _surprise(chances: Chances, group: Ints, n: Doubles) -> Sums:
    loss = np.bincount(group, chances.log_loss, len(n)).astype(np.float64)
    expected = np.bincount(group, chances.log_loss_expected, len(n)).astype(np.float64)
    return {
        "log_loss": _each(loss, n),
        "log_loss_expected": _each(expected, n),
        "log_loss_rest": _each(loss.sum() - loss, n.sum() - n),
    }


def _calibration(chances: Chances, group: Ints, n_groups: int, n: Doubles) -> Sums:
    """Return the mean distance of predicted and bought shares over levels of prediction.

    Chance alone puts a distance between them: what it comes to on average stands beside, by the normal
    distribution. All groups share the levels, so that the distance in all other groups is a subtraction.
    """
    at = group * N_LEVELS + chances.level

    def binned(values: Doubles) -> Doubles:
        cells = np.bincount(at, values, n_groups * N_LEVELS)
        return np.asarray(cells.reshape(n_groups, -1))

    missed, variance = binned(chances.missed), binned(chances.variance)
    return {
        "calibration_error": _each(np.abs(missed).sum(1), n),
        "calibration_error_by_chance": _each(np.sqrt(2 / np.pi * variance).sum(1), n),
        "calibration_error_rest": _each(np.abs(missed.sum(0) - missed).sum(1), n.sum() - n),
    }


def _each(total: Doubles, n: Doubles) -> Doubles:
    return np.asarray(np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0))
