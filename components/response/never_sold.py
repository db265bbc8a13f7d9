"""What tells how a product sells that never sold, and what texts and pictures add to it."""

from functools import partial

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.product_block_words import PRODUCT_BLOCK_WORDS, blocks_in_words, in_factors
from analytics.demand.product_columns import ProductBlock
from analytics.runs.artifacts import PRODUCT_BLOCKS
from analytics.runs.results import Results
from components.shell import charts, display, results, tables
from data.store import Shop

COLUMNS = {
    "title": tables.text("Told by"),
    "is_used": tables.tick("Used", "The model of the price response is given it"),
    "n_products": tables.count("Products", "That it tells of"),
    "less": tables.share("Takes off", "Of the factor that forecasts are off by"),
    **tables.band("less", tables.share),
    "factor": tables.number("Off by a factor of", "On average, by all that is used with it", decimals=2),
    "factor_without": tables.number("Without it", decimals=2),
}


def never_sold_part(shop: Shop, found: Results) -> display.Tabs:
    """Return by its label what draws how well products are known by what they are; nothing of few."""
    judged = results.run_frame(
        shop, found, PRODUCT_BLOCKS.name.removesuffix(".parquet"), PRODUCT_BLOCKS.needed
    )
    if judged is None or judged.empty:
        return {}
    return {"Products that never sold": partial(_show, in_factors(judged))}


def _show(factors: pd.DataFrame) -> None:
    table = factors.assign(title=[PRODUCT_BLOCK_WORDS[ProductBlock(block)] for block in factors["block"]])
    display.show_note(blocks_in_words(factors))
    display.show_chart(blocks_chart(table), table, COLUMNS, "what-tells-of-products", is_folded=False)


def blocks_chart(table: pd.DataFrame) -> go.Figure:
    """Return what each block takes off the error of forecasts, with its band; paler where it is not used."""
    figure = charts.house_figure(
        "What brings the forecast of a product that never sold nearer",
        "Taken off the factor that forecasts are off by, with 90 % band [%]",
        height=110 + 40 * len(table),
    )
    return charts.add_bars_with_bands(figure, table, "less")
