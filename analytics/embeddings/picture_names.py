"""Which picture is which product's, by the names that the products file and the zip give."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import pandas as pd

from data.read.pictures import picture_key


def pictures_of_products(products: pd.DataFrame, pictures: Sequence[str]) -> "pd.Series[str]":
    """Return the picture of each product that has one, by product id.

    A product's picture is the one that its column `image` names (a file, a path or an address, the first that
    is there of several joined by |); where there is none, the one that is called as its id. A name with a
    folder is looked for with it first, then without.

    Parameters
    ----------
    products : product_id, image where known
    pictures : keys of pictures
    """
    known = set(pictures)
    by_file = _unambiguous((PurePosixPath(key).name, key) for key in pictures)
    by_stem = _unambiguous((PurePosixPath(key).stem, key) for key in pictures)
    images = products["image"] if "image" in products else pd.Series(None, products.index, object)
    found = {}
    for product_id, image in zip(products["product_id"].astype(str), images, strict=True):
        named = list(_keys(image))
        candidates = [key for key in named if key in known]
        candidates += [by_file[file] for key in named if (file := PurePosixPath(key).name) in by_file]
        candidates += [by_stem[stem] for stem in [picture_key(product_id)] if stem in by_stem]
        if candidates:
            found[product_id] = candidates[0]
    return pd.Series(found, dtype=object)


def _keys(image: object) -> Iterator[str]:
    """Yield the names in a cell of `image` as pictures are called."""
    for name in str(image).split("|") if isinstance(image, str) else ():
        yield picture_key(name.strip())
        if "://" in name:
            yield picture_key(unquote(urlsplit(name.strip()).path))


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each name stands for, without those that stand for several."""
    found: dict[str, str] = {}
    several = set()
    for name, key in pairs:
        if name in found:
            several.add(name)
        found[name] = key
    return {name: key for name, key in found.items() if name not in several}
