"""What became of pictures, and what describes products; the command line and the pages say the same."""

from collections.abc import Mapping
from typing import Any

from analytics.recommend.described import Block
from data.read.pictures import PictureProblem

BLOCK_WORDS: Mapping[Block, str] = {
    Block.ATTRIBUTES: "Category, brand and further columns",
    Block.WORDS: "Words of title and text",
    Block.SENTENCES: "What title and text mean",
    Block.PICTURES: "Pictures",
}
PROBLEM_WORDS: Mapping[PictureProblem, str] = {
    PictureProblem.NO_PICTURE: "not named as a picture",
    PictureProblem.TOO_LARGE: "too large",
    PictureProblem.DAMAGED: "damaged, or no picture inside",
}


def pictures_in_words(record: Mapping[str, Any], n_products: int) -> str:
    """Return in sentences what came of a zip of pictures, and what to do where no product has one.

    Parameters
    ----------
    record : n_read, n_new, n_pictures and passed_over of the work
    n_products : that have a picture by now
    """
    passed = record["passed_over"]
    n_seen = record["n_read"] - sum(passed.values())
    words = f"{n_seen:,} of {record['n_read']:,} files are pictures, {record['n_new']:,} of them new."
    if passed:
        reasons = ", ".join(f"{n:,} {PROBLEM_WORDS[PictureProblem(code)]}" for code, n in passed.items())
        words += f" Passed over: {reasons}."
    return f"{words} {_of_products(n_products)}"


def _of_products(n_products: int) -> str:
    if n_products:
        return f"{n_products:,} products have a picture."
    return (
        "No product has one: name them in the column image of the products file, or call each file as its "
        "product's id."
    )
