"""Elasticities by double machine learning: what is left of sales on what is left of prices."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.threads import one_core
from data.schema import NotEnoughDataError

CONTROLS = ["past_share", "past_visits", "season_sin", "season_cos", "rest_of_basket", "trend", "others"]
_FOLDS = 5
_MOST_ROWS = 20_000  # groups of cells; the trees behind cost seconds
_PRICE_STEP = 0.005  # prices closer than half a per cent of today's are one price


@dataclass(frozen=True)
class DoubleElasticities:
    """Own-price elasticities with their standard errors.

    Attributes
    ----------
    products : (n_known,) positions of the products with enough prices
    elasticity, standard_error : (n_known,)
    shop, shop_error : averaged over products by their sales
    is_instrumented : whether only the part of prices that instruments moved was used
    """

    products: Ints
    elasticity: Doubles
    standard_error: Doubles
    shop: float
    shop_error: float
    is_instrumented: bool


def double_elasticities(cells: pd.DataFrame, seed: int = 0) -> DoubleElasticities:
    """Return elasticities that do not hang on the form of demand, by cross-fitted residuals.

    Cells of one product, period and price are one observation, so that what a week does to all its visits
    is not counted once per visit. Trees predict its sales and its price from the customers who came, the
    season, the trend and the period's sales of other products, each from other periods; the elasticity is
    the slope of the sales that they miss on the price that they miss. With instruments, only prices that
    these moved are used. The method is as blind to hidden demand as its controls.

    Parameters
    ----------
    cells : one row per visit × product: product, period, bought, relative_price, the plain models' columns,
        and `moved`, the part of the relative price that instruments explain, where there are any

    Raises
    ------
    NotEnoughDataError
        Too few periods or prices.

    References
    ----------
    Chernozhukov et al. (2018), Double/debiased machine learning for treatment and structural parameters.
    """

    groups = _observations(cells, seed)
    codes, products = pd.factorize(groups["product"], sort=True)
    one_hot = np.eye(len(products))[codes]
    with one_core():  # small trees: threads only wait for each other
        fitted = _fit(groups, one_hot, seed)
    inference = fitted.coef__inference()
    elasticity, error = np.ravel(inference.point_estimate), np.ravel(inference.stderr)
    sales = groups["n"].to_numpy() * groups["mean_share"].to_numpy()
    share = np.bincount(codes, sales) / sales.sum()
    return DoubleElasticities(
        np.asarray(products, np.int64),
        elasticity,
        error,
        float(share @ elasticity),
        float(np.sqrt(share**2 @ error**2)),
        "moved" in groups,
    )


def _fit(groups: pd.DataFrame, one_hot: Doubles, seed: int) -> Any:
    from econml.dml import LinearDML
    from econml.iv.dml import OrthoIV
    from sklearn.ensemble import HistGradientBoostingRegressor

    def trees() -> Any:
        return HistGradientBoostingRegressor(max_iter=60, early_stopping=False, random_state=seed)

    shared: dict[str, Any] = {"cv": _FOLDS, "fit_cate_intercept": False, "random_state": seed}
    columns = {
        "X": one_hot,
        "W": groups[CONTROLS].to_numpy(float),
        "groups": groups["period"].to_numpy(),
        "sample_weight": groups["n"].to_numpy(float),
    }
    sold, price = groups["sold"].to_numpy(float), groups["log_price"].to_numpy(float)
    if "moved" in groups:
        models = {f"model_{name}_xw": trees() for name in ("y", "t", "z")}
        return OrthoIV(**models, **shared).fit(sold, price, Z=groups["moved"].to_numpy(float), **columns)
    return LinearDML(model_y=trees(), model_t=trees(), **shared).fit(sold, price, **columns)


def _observations(cells: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return one row per product × period × price: sales against the product's mean, log price, controls."""
    cells = cells.assign(level=(cells["relative_price"] / _PRICE_STEP).round(), n=1)
    period = cells.groupby("period")["bought"].agg(["sum", "size"])
    own = cells.groupby(["period", "product"])["bought"].transform("sum")
    own_size = cells.groupby(["period", "product"])["bought"].transform("size")
    totals = period.reindex(cells["period"]).to_numpy(float)
    cells["others"] = (totals[:, 0] - own) / np.maximum(totals[:, 1] - own_size, 1)
    cells["trend"] = cells["period"].astype(float)
    cells["log_price"] = np.log(cells["relative_price"].clip(lower=1e-3))
    means = [name for name in (*CONTROLS, "bought", "log_price", "moved") if name in cells]
    keys = ["product", "period", "level"]
    groups = cells.groupby(keys, as_index=False).agg({**dict.fromkeys(means, "mean"), "n": "sum"})
    groups = groups.groupby("product").filter(lambda rows: rows["log_price"].std() > _PRICE_STEP)
    if groups.empty or groups["period"].nunique() < 2 * _FOLDS:
        raise NotEnoughDataError("Prices moved too rarely", "Vary prices for some weeks")
    if len(groups) > _MOST_ROWS:
        groups = groups.sample(_MOST_ROWS, random_state=seed).sort_values(keys)
    return _against_product(groups)


def _against_product(groups: pd.DataFrame) -> pd.DataFrame:
    """Return sales as multiples of the product's mean, prices as differences from it."""
    n, product = groups["n"], groups["product"]

    def mean(name: str) -> pd.Series:
        weighted = (groups[name] * n).groupby(product).transform("sum")
        return weighted / n.groupby(product).transform("sum")

    groups = groups.assign(mean_share=np.maximum(mean("bought"), 1e-9))
    centered = {name: groups[name] - mean(name) for name in ("log_price", "moved") if name in groups}
    return groups.assign(sold=groups["bought"] / groups["mean_share"], **centered)
