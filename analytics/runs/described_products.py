"""What networks read from products' texts and pictures: judged, and given to a run's model where it helps."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analytics.demand.blocks_judged import COLUMNS, LEAST_PRODUCTS, judged_blocks, used_blocks
from analytics.demand.product_columns import VECTOR_COLUMNS, product_blocks
from analytics.embeddings.columns import (
    PICTURE_VECTOR,
    SENTENCE_VECTOR,
    as_column,
    pictures_in_order,
    written,
)
from analytics.embeddings.reduced import reduced
from analytics.embeddings.sentences import sentence_vectors
from analytics.runs import artifacts
from analytics.runs.snapshot import Snapshot, with_vectors

WIDTH = 16  # of the vectors: few products teach what a column is worth


def describe_products(
    directory: Path, snapshot: Snapshot, seed: int, report: Callable[[float], None]
) -> Snapshot:
    """Write what each block of columns tells of products, and the vectors that the model is given.

    Returns the snapshot with those vectors.
    """
    listing, home = snapshot.listing, directory.parents[1] if directory.parent.name == "runs" else None
    pictures = artifacts.PRODUCT_PICTURES
    seen = pictures.read(directory) if pictures.is_in(directory) else {}
    if len(listing) < LEAST_PRODUCTS:  # nothing would be told apart: no network is waited for
        artifacts.PRODUCT_BLOCKS.write(directory, pd.DataFrame(columns=list(COLUMNS)))
        return snapshot
    vectors = {
        SENTENCE_VECTOR: reduced(sentence_vectors(written(listing, ". "), home, report), WIDTH),
        PICTURE_VECTOR: reduced(pictures_in_order(seen, listing["product_id"]), WIDTH),
    }
    told = listing.assign(**{name: as_column(rows) for name, rows in vectors.items()})
    blocks = product_blocks(told, snapshot.reference_price)
    judged = judged_blocks(blocks, snapshot.cells, seed)
    artifacts.PRODUCT_BLOCKS.write(directory, judged)
    names = [VECTOR_COLUMNS[block] for block in used_blocks(blocks, judged) if block in VECTOR_COLUMNS]
    artifacts.PRODUCT_VECTORS.write(directory, {name: vectors[name] for name in names})
    return replace(snapshot, listing=with_vectors(listing, directory))
