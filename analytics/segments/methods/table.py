"""The table of methods side by side."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.segments.attribute_matrix import is_known
from analytics.segments.methods.contract import DEEP_METHODS, Segmenter, SegmentMethod
from analytics.segments.methods.density import DbscanSegments
from analytics.segments.methods.evaluate import Quality, rand_index

LEAST_GAIN = 0.05  # of the index to known segments, that deep embedding must gain over k-means


@dataclass(frozen=True)
class Found:
    """What a method found.

    Attributes
    ----------
    labels : (n_customers,)
    """

    fitted: Segmenter
    labels: Ints
    quality: Quality


def methods_table(found: Mapping[SegmentMethod, Found], truth: pd.Series | None) -> pd.DataFrame:
    """Return one row per method.

    Parameters
    ----------
    truth : (n_customers,) the attribute that segments are compared with, if any; who has none is left out

    Returns
    -------
    DataFrame
        method, n_segments, the figures of `Quality` (sizes as a list), eps (of DBSCAN), rand_index (to the
        attribute), gain (over k-means in that), gains (whether deep embedding gains at least 0.05; missing
        where that cannot be told).
    """
    table = pd.DataFrame([_row(method, one, truth) for method, one in found.items()])
    plain = table.loc[table["method"] == SegmentMethod.KMEANS, "rand_index"]
    table["gain"] = table["rand_index"] - (plain.iloc[0] if len(plain) else np.nan)
    is_told = table["method"].isin(DEEP_METHODS) & table["gain"].notna()
    return table.assign(gains=(table["gain"] >= LEAST_GAIN).astype("boolean").where(is_told))


def _row(method: SegmentMethod, one: Found, truth: pd.Series | None) -> dict[str, object]:
    figures = asdict(one.quality)
    sizes = list(figures.pop("sizes"))
    eps = one.fitted.eps_ if isinstance(one.fitted, DbscanSegments) else np.nan
    agreement = np.nan if truth is None else _agreement(one.labels, truth)
    counts = {"method": str(method), "n_segments": len(sizes), "sizes": sizes}
    return {**counts, **figures, "eps": eps, "rand_index": agreement}


def _agreement(labels: Ints, truth: pd.Series) -> float:
    known = is_known(truth).to_numpy()
    if not known.any():
        return np.nan
    return rand_index(truth.astype("str").to_numpy()[known], labels[known])
