"""Vectors of products as columns of a frame: what their texts mean, and what their pictures show."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Floats

SENTENCE_VECTOR, PICTURE_VECTOR = "vector of its texts", "vector of its picture"
TEXTS = ("title", "text")


def as_column(vectors: Floats) -> "pd.Series[Any]":
    """Return vectors, (n, width), as the cells of a column; none where one is all zeros."""
    return pd.Series([vector if vector.any() else None for vector in vectors], dtype=object)


def vectors_in(frame: pd.DataFrame, name: str) -> Floats | None:
    """Return a column of vectors as rows, zeros where there is none; None where no row has one."""
    told = [vector for vector in frame[name] if vector is not None] if name in frame else []
    if not told:
        return None
    nothing = np.zeros(len(told[0]), np.float32)
    return np.stack([nothing if vector is None else vector for vector in frame[name]])


def pictures_in_order(pictures: Mapping[str, NDArray[Any]], product_ids: "pd.Series[str]") -> Floats:
    """Return the pictures' vectors in the order of products, zeros where one has none.

    Parameters
    ----------
    pictures : product_ids (n_pictured,) and vectors (n_pictured, width); empty where there are none
    """
    if not pictures:
        return np.zeros((len(product_ids), 1), np.float32)
    place = pd.Index(pictures["product_ids"]).get_indexer(pd.Index(product_ids))
    vectors = pictures["vectors"].astype(np.float32)
    return np.asarray(np.where((place >= 0)[:, None], vectors[place], 0.0), np.float32)


def written(products: pd.DataFrame, between: str = " ") -> list[str]:
    """Return title and text of each product as one text, empty where there is neither."""
    parts = [products[name].fillna("").astype("str") for name in TEXTS if name in products]
    if not parts:
        return [""] * len(products)
    return [between.join(filter(None, texts)) for texts in zip(*parts, strict=True)]
