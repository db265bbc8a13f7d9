"""What is known of products brought together: their columns, and vectors of their texts and pictures."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from analytics.embeddings.columns import (
    PICTURE_VECTOR,
    SENTENCE_VECTOR,
    as_column,
    pictures_in_order,
    written,
)
from analytics.embeddings.reduced import reduced
from analytics.embeddings.sentences import sentence_vectors

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
    found[SENTENCE_VECTOR] = as_column(reduced(sentence_vectors(written(found, ". "), home, report)))
    found[PICTURE_VECTOR] = as_column(reduced(pictures_in_order(pictures, found["product_id"])))
    return found
