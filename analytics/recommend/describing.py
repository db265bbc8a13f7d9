"""What is known of products brought together: their columns, and vectors of their texts and pictures."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Floats
from analytics.embeddings.reduced import reduced
from analytics.embeddings.sentences import sentence_vectors
from analytics.recommend.described import PICTURE_VECTOR, SENTENCE_VECTOR, written

SOLD = (  # columns of the mart of products that tell how they sold, which new ones did not
    *("list_price", "cost", "units", "revenue", "n_orders", "n_customers", "n_views", "n_prices"),
    *("price_low", "price_high", "return_share", "availability"),
)


def describe(
    products: pd.DataFrame,
    attributes: pd.DataFrame,
    pictures: Mapping[str, NDArray[Any]],
    product_ids: Iterable[str],
    home: Path | None,
    report: Callable[[float], None] = lambda share: None,
) -> pd.DataFrame:
    """Return what describes products, in the order of their ids.

    Parameters
    ----------
    products, attributes : the marts of products and of their further columns
    pictures : product_ids (n_pictured,) and vectors (n_pictured, 1280); empty where there are none
    home : the shop's directory, which keeps vectors of texts; None where there is none
    """
    known = products[[name for name in products if name not in SOLD]].set_index("product_id")
    further = attributes.set_index("product_id")
    further = further[[name for name in further if name not in known and name not in SOLD]]
    found = known.join(further).reindex(pd.Index(list(product_ids))).reset_index(names="product_id")
    found[SENTENCE_VECTOR] = _column(sentence_vectors(written(found, ". "), home, report))
    found[PICTURE_VECTOR] = _column(_in_order(pictures, found["product_id"]))
    return found


def _in_order(pictures: Mapping[str, NDArray[Any]], product_ids: "pd.Series[str]") -> Floats:
    """Return the pictures' vectors in the order of products, zeros where one has none."""
    if not pictures:
        return np.zeros((len(product_ids), 1), np.float32)
    place = pd.Index(pictures["product_ids"]).get_indexer(pd.Index(product_ids))
    vectors = pictures["vectors"].astype(np.float32)
    return np.asarray(np.where((place >= 0)[:, None], vectors[place], 0.0), np.float32)


def _column(vectors: Floats) -> "pd.Series[Any]":
    """Return vectors in few dimensions as the cells of a column; none where nothing is known."""
    return pd.Series([vector if vector.any() else None for vector in reduced(vectors)], dtype=object)
