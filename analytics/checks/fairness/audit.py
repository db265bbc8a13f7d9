"""A fairness audit: what each group of customers meets in the price book, raw and at equal behavior."""

from statistics import NormalDist

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.checks.fairness.codes import Basis, Measure
from analytics.numerics import Z_90
from analytics.pricing.price_book.groups import groups_of

COLUMNS = (
    "attribute", "group", "measure", "basis", "n_customers",
    "mean", "low", "high", "difference", "difference_low", "difference_high", "p_value",
)  # fmt: skip
BEHAVIOR = ("recency_days", "n_orders", "monetary")
_FIFTHS = 5
_NORMAL = NormalDist()
_TINY = 1e-12


def audit(customers: pd.DataFrame, met: pd.DataFrame, attributes: tuple[str, ...]) -> pd.DataFrame:
    """Return what groups of customers meet, one row per attribute × group × measure × basis (`COLUMNS`).

    `mean` is that of the group, at equal behavior as if every customer were in it; `difference` is to the
    mean of all groups, each as large as it is. Bands are of 90 %, with errors that fit unequal spreads; the
    p-values are of two sides, by Holm's rule over the groups and measures of an attribute and basis. Groups
    of fewer than 10 customers are left out.

    Parameters
    ----------
    customers : segment, the attributes, and of `BEHAVIOR` what is known; one row each
    met : one row per segment: segment, and each `Measure`

    References
    ----------
    MacKinnon & White (1985), heteroskedasticity-consistent covariance (HC1). Holm (1979).
    """
    told = customers.merge(met, on="segment", how="inner")
    tables = [pd.DataFrame(columns=list(COLUMNS))]
    for attribute in attributes:
        groups = groups_of(told[attribute])
        shown = told[groups.notna()]
        for basis in Basis:
            tables.append(_compared(shown, groups.dropna().astype(str), basis).assign(attribute=attribute))
    return pd.concat([table for table in tables if len(table)] or tables, ignore_index=True)[list(COLUMNS)]


def _compared(told: pd.DataFrame, groups: pd.Series, basis: Basis) -> pd.DataFrame:
    """Return the groups of one attribute on one basis."""
    names, code = np.unique(groups.to_numpy(str), return_inverse=True)
    if not len(names):
        return pd.DataFrame()
    behavior = _behavior(told) if basis is Basis.EQUAL_BEHAVIOR else np.empty((len(told), 0))
    raw = _raw_means(told, groups)
    rows = []
    for measure in Measure:
        values = told[measure.value].to_numpy(float)
        means, differences, errors, spreads = _contrasts(values, code, len(names), behavior)
        if basis is Basis.RAW:
            means = raw.loc[names, measure.value].to_numpy(float)
        rows.append(
            pd.DataFrame({
                "group": names, "measure": measure.value, "basis": basis.value,
                "n_customers": np.bincount(code, minlength=len(names)),
                "mean": means, "low": means - Z_90 * spreads, "high": means + Z_90 * spreads,
                "difference": differences,
                "difference_low": differences - Z_90 * errors, "difference_high": differences + Z_90 * errors,
                "p_value": _p_values(differences, errors),
            })
        )  # fmt: skip
    table = pd.concat(rows, ignore_index=True)
    return table.assign(p_value=holm(table["p_value"].to_numpy(float)))


def _raw_means(told: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return the plain means of every group, by fairlearn."""
    from fairlearn.metrics import MetricFrame

    names, tables = groups.to_numpy(str), {}
    for measure in Measure:
        values = told[measure.value].to_numpy(float)
        frame = MetricFrame(metrics=_mean, y_true=values, y_pred=values, sensitive_features=names)
        tables[measure.value] = frame.by_group
    return pd.DataFrame(tables)


def _mean(y_true: Doubles, y_pred: Doubles) -> float:
    return float(np.mean(y_pred))


def _behavior(told: pd.DataFrame) -> Doubles:
    """Return recency, orders and spend in fifths, (n_customers, n_columns) of zeros and ones."""
    blocks = [np.empty((len(told), 0))]
    for name in BEHAVIOR:
        if name in told:
            fifth = pd.qcut(told[name].rank(method="average"), _FIFTHS, labels=False, duplicates="drop")
            blocks.append(pd.get_dummies(fifth.fillna(-1), dtype=float).to_numpy()[:, 1:])
    return np.hstack(blocks)


def _contrasts(
    values: Doubles, code: np.ndarray, n_groups: int, behavior: Doubles
) -> tuple[Doubles, Doubles, Doubles, Doubles]:
    """Return each group's mean, its difference to all, and the standard errors of both.

    By least squares on group and behavior; the difference is to the groups' mean, weighted by customers.
    """
    group = np.eye(n_groups)[code]
    design = np.hstack([group, behavior - behavior.mean(0)])
    inverse = np.linalg.pinv(design.T @ design)
    effects = inverse @ design.T @ values
    residual = values - design @ effects
    scale = len(values) / max(len(values) - np.linalg.matrix_rank(design), 1)
    covariance = scale * inverse @ ((design * residual[:, None] ** 2).T @ design) @ inverse
    share = group.mean(0)
    to_all = np.eye(n_groups) - share
    own = covariance[:n_groups, :n_groups]
    variance = np.einsum("gi,ij,gj->g", to_all, own, to_all)
    errors, spreads = np.sqrt(np.maximum(variance, 0)), np.sqrt(np.maximum(np.diag(own), 0))
    return effects[:n_groups], to_all @ effects[:n_groups], errors, spreads


def _p_values(difference: Doubles, error: Doubles) -> Doubles:
    """Return the two-sided chance of a difference so far from zero; without any spread it is sure."""
    differs = np.abs(difference) > 1e-9
    score = np.divide(np.abs(difference), error, out=np.where(differs, np.inf, 0.0), where=error > _TINY)
    return np.where(differs, [2 * (1 - _NORMAL.cdf(z)) for z in score], 1.0)


def holm(p_values: Doubles) -> Doubles:
    """Return p-values corrected for their number by Holm's rule."""
    order = np.argsort(p_values, kind="stable")
    steps = np.minimum(p_values[order] * np.arange(len(order), 0, -1), 1)
    corrected = np.empty(len(order))
    corrected[order] = np.maximum.accumulate(steps) if len(steps) else steps
    return corrected
