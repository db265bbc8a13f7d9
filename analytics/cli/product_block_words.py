"""What tells how a product sells that never sold; the command line and the pages say the same."""

import math
from collections.abc import Mapping

import pandas as pd

from analytics.cli.wording import counted, percent
from analytics.demand.blocks_judged import ON_TRIAL
from analytics.demand.product_columns import ProductBlock

PRODUCT_BLOCK_WORDS: Mapping[ProductBlock, str] = {
    ProductBlock.PRICE_LEVEL: "Price level",
    ProductBlock.CATEGORY: "Category",
    ProductBlock.BRAND: "Brand",
    ProductBlock.WORDS: "Words of the title",
    ProductBlock.SENTENCES: "What title and text mean",
    ProductBlock.PICTURES: "Pictures",
}


def in_factors(judged: pd.DataFrame) -> pd.DataFrame:
    """Return what blocks tell in factors that forecasts are off by, and shares of them, in place of logs.

    Parameters
    ----------
    judged : of `judged_blocks`

    Returns
    -------
    DataFrame
        block, is_used, n_products, factor, factor_without, less with its band.
    """
    told = judged[["block", "is_used", "n_products"]].copy()
    for ours, name in (("factor", "error"), ("factor_without", "error_without")):
        told[ours] = judged[name].astype(float).map(math.exp)
    for name in ("less", "less_low", "less_high"):
        told[name] = judged[name].astype(float).map(lambda less: -math.expm1(-less))
    return told


def blocks_in_words(factors: pd.DataFrame) -> str:
    """Return in sentences how near forecasts come, and what texts and pictures take off.

    Parameters
    ----------
    factors : of `in_factors`, with at least one row
    """
    rows = factors.set_index("block")
    used = rows[rows["is_used"].astype(bool)]
    n = counted(int(used["n_products"].max()), "product")
    said = [
        f"Of {n}, each taken for new in turn, sales are predicted within a factor of "
        f"{used['factor'].iloc[0]:.1f} by what is known of them beside their sales."
    ]
    for block in (block for block in ON_TRIAL if block.value in rows.index):
        less, low, high = (
            percent(float(rows[name][block.value]), 1) for name in ("less", "less_low", "less_high")
        )
        name = PRODUCT_BLOCK_WORDS[block]
        sure = (
            "so the model is given it"
            if rows["is_used"][block.value]
            else "nothing sure, so the model is not given it"
        )
        said.append(f"{name}: takes {less} off ({low} to {high}), {sure}.")
    return " ".join(said)
