"""What texts and pictures add to finding the buyers of products that hardly sold."""

from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.picture_words import BLOCK_WORDS
from analytics.recommend.described import Block
from analytics.recommend.files import BLOCKS
from components.shell import charts, display, formats, tables

BLOCK_COLUMNS = {
    "title": tables.text("Told by"),
    "is_used": tables.tick("Used", "It helped on earlier weeks, before those that judge"),
    "n_products": tables.count("Products", "With few buyers, that it tells of"),
    "recall_added": tables.share("Adds to recall@10", "Those used with it, less those used without it"),
    **tables.band("recall_added", tables.share),
    "recall_alone": tables.share("Recall@10 alone"),
    "recall_without": tables.share("Recall@10 without it"),
    "ndcg_added": tables.number("Adds to NDCG@10", decimals=3),
    "ndcg_alone": tables.number("NDCG@10 alone", decimals=3),
    "ndcg_without": tables.number("NDCG@10 without it", decimals=3),
}


def show_blocks(directory: Path) -> None:
    """Draw what each block of what describes products adds; nothing where nobody bought a new product."""
    rows = BLOCKS.read(directory)
    if rows.empty:
        return
    table = rows.assign(title=[BLOCK_WORDS[Block(block)] for block in rows["block"]])
    display.show_note(blocks_words(table))
    display.show_chart(blocks_chart(table), table, BLOCK_COLUMNS, "what-describes-products", is_folded=False)


def blocks_words(table: pd.DataFrame) -> str:
    """Return in a sentence what tells most of products that hardly sold, and whether that is sure.

    Parameters
    ----------
    table : title, is_used, n_customers, recall_added with its band
    """
    n = formats.counted(int(table["n_customers"].iloc[0]), "customer")
    told = f"Judged by {n} who bought products with few buyers."
    sure = table[table["recall_added_low"] > 0].sort_values("recall_added", ascending=False)
    named = [f"{row.title.lower()} {formats.points(row.recall_added)}" for row in sure.itertuples()]
    adds = f"Surely added to the others: {', '.join(named)}." if named else "None surely adds to the others."
    idle = [title.lower() for title in table.loc[~table["is_used"], "title"]]
    left_out = f" Left out, as they did not help on earlier weeks: {', '.join(idle)}." if idle else ""
    return f"{told} {adds}{left_out}"


def blocks_chart(table: pd.DataFrame) -> go.Figure:
    """Return what each block adds to recall, with its band."""
    figure = charts.house_figure(
        "What each adds to finding buyers of products that hardly sold",
        "Recall@10 with it less that without it [share of purchases]",
        height=110 + 40 * len(table),
    )
    return charts.add_bars_with_bands(figure, table, "recall_added")
