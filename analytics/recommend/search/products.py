"""What a shop's products are found by: their titles, categories, brands and texts."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.search.terms import terms, words

FIELDS = ("title", "category", "brand", "text")
_TEXT_CHARACTERS = 25  # mean length from which a column of the products file is a text
_MOST_MEANT = 300  # characters of a text that say what a product is
_LONGEST_WORD = 30


def searched_products(products: pd.DataFrame, attributes: pd.DataFrame) -> pd.DataFrame:
    """Return what products are found by, in the order of their ids: an order by sales would predict them.

    Parameters
    ----------
    products : product_id, title, category, brand, n_customers
    attributes : product_id, and what else the products file tells

    Returns
    -------
    product_id, title, category, brand, text, each "" where unknown; popularity 0-1
    """
    products = products.sort_values("product_id", ignore_index=True)
    texts = attributes.set_index("product_id").reindex(products["product_id"])
    named = {name: products[name].fillna("").astype(str).to_numpy() for name in FIELDS[:3]}
    told = {"product_id": products["product_id"].to_numpy(), **named, "text": _joined(texts)}
    return pd.DataFrame(told | {"popularity": popularity(products["n_customers"].to_numpy())})


def popularity(n_customers: Ints) -> Floats:
    """Return how popular products are beside the most popular, 0-1, from how many customers bought each."""
    found = np.log1p(n_customers.astype(np.float32))
    return np.asarray(found / max(float(found.max(initial=0.0)), 1.0), np.float32)


def _joined(attributes: pd.DataFrame) -> Sequence[str]:
    """Return each product's texts, of the columns that hold texts rather than names and codes."""
    chosen = [name for name in attributes if name != "image" and _is_text(attributes[name])]
    if not chosen:
        return [""] * len(attributes)
    return [" ".join(parts) for parts in attributes[chosen].fillna("").astype(str).to_numpy().tolist()]


def _is_text(column: pd.Series) -> bool:
    known = column.dropna().astype(str)
    if known.empty or known.str.startswith(("http://", "https://")).mean() > 0.5:
        return False
    return bool(known.str.len().mean() >= _TEXT_CHARACTERS)


def field_terms(products: pd.DataFrame, fields: Iterable[str] = FIELDS) -> pd.DataFrame:
    """Return the terms of each field, parted by spaces: columns as the fields, (n_products,) rows."""
    return pd.DataFrame({field: _each(products[field]) for field in fields})


def _each(texts: pd.Series) -> list[str]:
    """Return the terms of texts; equal ones, as of a category, are taken apart once."""
    known = {text: " ".join(terms(text)) for text in texts.unique()}
    return [known[text] for text in texts]


def meant_texts(products: pd.DataFrame) -> tuple[list[str], Ints]:
    """Return the different texts that say what products are, and which ones each product has.

    A product's title says it, its brand and category where it has none; and, apart, as they would blur each
    other, the beginning of its text.

    Returns
    -------
    (n_texts,), and (n_products, 2) places among them, -1 where nothing is said
    """
    title, text = products["title"], products["text"].str.slice(0, _MOST_MEANT)
    named = (products["brand"] + " " + products["category"]).where(title == "", title)
    said = pd.concat([named, text], ignore_index=True).str.strip()
    place, different = pd.factorize(said.where(said != ""))
    return list(different), place.reshape(2, -1).T


def counts_of(words: pd.DataFrame) -> dict[str, int]:
    """Return word → products that have it, from what `word_counts` gives."""
    return dict(zip(words["word"], words["n_products"], strict=True))


def word_counts(products: pd.DataFrame, fields: Iterable[str] = FIELDS[:3]) -> pd.DataFrame:
    """Return the words of titles, categories and brands as they are typed: word, n_products."""
    counts: Counter[str] = Counter()
    for field in fields:
        for text, n in products[field].value_counts().items():
            counts.update(dict.fromkeys(words(str(text)), int(n)))
    told = {word: n for word, n in counts.items() if 1 < len(word) <= _LONGEST_WORD}
    return pd.DataFrame({"word": list(told), "n_products": list(told.values())})
