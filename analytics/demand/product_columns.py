"""What is known of products beside their sales, as columns: what a product that never sold is judged by."""

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.embeddings.columns import PICTURE_VECTOR, SENTENCE_VECTOR, vectors_in

_MOST_NAMES = 40  # of categories, and of brands
_TITLE_COLUMNS = 16
PRODUCT_SD, TOWER_SD = 1.5, 0.7  # of a product's own appeal, and of appeal per unit of a column, in logits


class ProductBlock(StrEnum):
    """The columns of products by what they are of, by their codes."""

    PRICE_LEVEL = "price_level"
    CATEGORY = "category"
    BRAND = "brand"
    WORDS = "words"
    SENTENCES = "sentences"
    PICTURES = "pictures"


VECTOR_COLUMNS = {ProductBlock.SENTENCES: SENTENCE_VECTOR, ProductBlock.PICTURES: PICTURE_VECTOR}
Blocks = dict[ProductBlock, Doubles]


def product_columns(listing: pd.DataFrame, reference_price: Floats) -> Floats:
    """Return the products' columns around their means, (n_products, n_columns), of all `product_blocks`."""
    return joined(product_blocks(listing, reference_price).values())


def product_blocks(listing: pd.DataFrame, reference_price: Floats) -> Blocks:
    """Return what is known of products in blocks, (n_products, n_columns of the block) each.

    The log price level, one column a category and a brand, the words of the title by the hashing trick, as
    titles of a shop repeat words but no list of words is known before, and the vectors that a network read
    from texts and pictures.

    Parameters
    ----------
    listing : one row per product: category, brand, title, `SENTENCE_VECTOR` and `PICTURE_VECTOR` where known
    reference_price : (n_products,) prices today [currency]

    References
    ----------
    Weinberger et al. (2009), Feature hashing for large scale multitask learning.
    """
    level = np.log(np.maximum(reference_price.astype(float), 1e-6))
    found = {ProductBlock.PRICE_LEVEL: level[:, None]}
    for block in (ProductBlock.CATEGORY, ProductBlock.BRAND):
        if block.value in listing:
            found[block] = _one_hot(listing[block.value])
    if "title" in listing:
        found[ProductBlock.WORDS] = _hashed(listing["title"])
    for block, name in VECTOR_COLUMNS.items():
        if (rows := vectors_in(listing, name)) is not None:
            found[block] = rows.astype(float)
    return {block: columns for block, columns in found.items() if columns.shape[1]}


def column_names(listing: pd.DataFrame) -> tuple[str, ...]:
    """Return what each of the `product_columns` is called, the same in every shop however it spells them.

    Columns that another shop's column of that place would not mean, of vectors made for this one, have no
    name.
    """
    names = [ProductBlock.PRICE_LEVEL.value]
    for block in (ProductBlock.CATEGORY, ProductBlock.BRAND):
        if block.value in listing:
            names += [f"{block.value}={name.casefold()}" for name in _common(listing[block.value])]
    if "title" in listing:
        names += [f"{ProductBlock.WORDS.value} {i}" for i in range(_TITLE_COLUMNS)]
    for name in VECTOR_COLUMNS.values():
        if (rows := vectors_in(listing, name)) is not None:
            names += [""] * rows.shape[1]
    return tuple(names)


def joined(blocks: Iterable[Doubles]) -> Floats:
    """Return blocks side by side around their means, (n_products, n_columns)."""
    columns = np.hstack(list(blocks))
    return np.asarray(columns - columns.mean(0), np.float32)


def appeal_of(rate: Floats, n_considered: Doubles | Ints, columns: Floats) -> tuple[float, Floats, Floats]:
    """Return the products' appeal in logits: the usual one, that of each column, and each product's own.

    Posterior means of a hierarchical model whose spreads are the network's priors: a product that was seen
    often keeps its rate, one that never was takes that of products alike.

    Parameters
    ----------
    rate : (n_products,) share of considered visits that buy
    n_considered : (n_products,)
    columns : (n_products, n_columns)

    Returns
    -------
    usual, tower (n_columns,), own (n_products,)
    """
    rate = rate.astype(float)
    logit = np.log(rate / (1 - rate))
    noise = 1 / np.maximum(n_considered * rate * (1 - rate), 1e-9)
    weight = 1 / (noise + PRODUCT_SD**2)
    known = np.column_stack([np.ones(len(rate)), columns])
    ridge = np.diag(np.append(1e-9, np.full(columns.shape[1], TOWER_SD**-2)))
    found = np.linalg.solve(known.T @ (known * weight[:, None]) + ridge, known.T @ (weight * logit))
    own = (logit - known @ found) * PRODUCT_SD**2 * weight
    return float(found[0]), found[1:].astype(np.float32), own.astype(np.float32)


def _one_hot(names: pd.Series) -> Doubles:
    """Return a column for each of the commonest names; none where all products share one or have none."""
    plain = names.astype("string").str.strip()
    common = _common(names)
    return np.column_stack([np.zeros((len(names), 0)), *((plain == name).fillna(False) for name in common)])


def _common(names: pd.Series) -> list[str]:
    """Return the names that have a column of their own."""
    names = names.astype("string").str.strip()
    names = names.where(names != "")
    common = names.value_counts().index[:_MOST_NAMES]
    return [] if len(common) < 2 and names.notna().all() else [str(name) for name in common]


def _hashed(titles: pd.Series) -> Doubles:
    """Return the words of titles as columns of length one a product."""
    from sklearn.feature_extraction.text import HashingVectorizer

    words = HashingVectorizer(n_features=_TITLE_COLUMNS)
    return np.asarray(words.transform(titles.fillna("").astype(str)).toarray(), float)
